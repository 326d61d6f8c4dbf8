"""How Airflow is installed where something is missing, with scripts in the place of Python and uv."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from stack import HERE, StackError, environment_with_airflow  # noqa: E402

LOCK = HERE / "requirements.lock"
# Notes what it is asked for, makes a "virtual environment" with a copy of itself, and refuses to install uv where it shall.
PYTHON = """#!/bin/sh
echo "python $*" >>"$LOG"
case "$*" in
*"-m venv "*) /bin/mkdir -p "$3/bin" && /bin/cp "$0" "$3/bin/python" ;;
*" uv") [ -z "$NO_UV" ] ;;
esac
"""
UV = '#!/bin/sh\necho "uv $*" >>"$LOG"\n'


class InstallationTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.log = self.folder / "log"
        self.target = self.folder / "venv"

    def program(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)
        (self.folder / name).chmod(0o755)

    def install(self, **environment: str) -> list[str]:
        """The commands that were called to install Airflow."""
        self.log.write_text("")
        variables = {"PATH": str(self.folder), "LOG": str(self.log), "NO_UV": "", **environment}
        with mock.patch.dict(os.environ, variables), contextlib.redirect_stdout(io.StringIO()):
            environment_with_airflow(self.target)
        return [line for line in self.log.read_text().splitlines() if "install" in line]

    def test_uv_of_the_machine_is_taken_and_nothing_is_installed_twice(self):
        self.program("python3.11", PYTHON)
        self.program("uv", UV)
        [command] = self.install()
        self.assertTrue(command.startswith("uv pip install"), command)
        self.assertIn(f"--require-hashes --requirement {LOCK}", command)
        self.assertEqual(self.install(), [])

    def test_pip_is_taken_where_uv_is_refused(self):
        self.program("python3.11", PYTHON)
        uv, airflow = self.install(NO_UV="yes")
        self.assertTrue(uv.endswith("pip --disable-pip-version-check install --quiet uv"), uv)
        self.assertTrue(airflow.startswith("python -m pip "), airflow)
        self.assertIn(f"--require-hashes --requirement {LOCK}", airflow)

    def test_a_shim_of_a_python_that_is_not_there_is_passed_over(self):
        self.program("python3.11", "#!/bin/sh\nexit 127\n")
        self.program("python3", PYTHON)
        self.program("uv", UV)
        self.assertEqual(len(self.install()), 1)

    def test_without_a_python_it_says_what_to_do(self):
        for name in ("python3.11", "python3"):
            self.program(name, "#!/bin/sh\nexit 127\n")
        with mock.patch.object(sys, "executable", "/usr/bin/false"), self.assertRaisesRegex(StackError, "no Python 3.11 with venv.*\nhint: install it"):
            self.install()


if __name__ == "__main__":
    unittest.main()
