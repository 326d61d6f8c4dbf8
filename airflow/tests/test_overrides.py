"""What a DAG run may change of the config. Needs no Airflow: where there is none, its classes are replaced by empty ones."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
import tempfile
import types
import unittest
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    "airflow.providers.standard.hooks.subprocess": ["SubprocessHook"],
    "airflow.providers.standard.operators.branch": ["BranchMixIn"],
    "airflow.sdk": ["DAG", "BaseOperator", "BaseOperatorLink", "Param", "TriggerRule"],
    "airflow.sdk.exceptions": ["AirflowException", "AirflowFailException"],
}
# Keys of open sections that read a file of the worker, or weaken what the deployment chose.
CLOSED = {"start.from", "tuning.earlier-study", "export.csv-formulas"}


class Empty(Exception):
    """Stands for any class of Airflow: takes all arguments, and is a context like a DAG."""

    NONE_FAILED_MIN_ONE_SUCCESS = "none_failed_min_one_success"

    def __init__(self, *arguments, **attributes):
        super().__init__(*arguments)
        self.__dict__.update(attributes)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def __rshift__(self, other):
        return other

    def __rrshift__(self, other):
        return self


def dag_file() -> dict:
    path = str(ROOT / "airflow" / "dags" / "train_prod2vec.py")
    try:
        import airflow.sdk  # noqa: F401

        return runpy.run_path(path)
    except ModuleNotFoundError as missing:
        # The folder airflow/ of this checkout may be found as a package without modules.
        if missing.name not in ("airflow", "airflow.sdk"):
            raise
    stubs = {name: types.ModuleType(name) for name in ["airflow", "airflow.providers", "airflow.providers.standard", *NAMES]}
    for package in ("hooks", "operators"):
        stubs[f"airflow.providers.standard.{package}"] = types.ModuleType(package)
    for module, names in NAMES.items():
        for name in names:
            setattr(stubs[module], name, type(name, (Empty,), {}))
    with mock.patch.dict(sys.modules, stubs):
        return runpy.run_path(path)


FILE = dag_file()


class OverridesTest(unittest.TestCase):
    def flags(self, overrides: dict, more: str = "", tune: bool = False) -> list[str]:
        return FILE["config_flags"]({"tune": tune, "overrides": overrides}, more)

    def refusal(self, overrides: dict, more: str = "") -> str:
        with self.assertRaises(ValueError) as refused:
            self.flags(overrides, more)
        message = str(refused.exception)
        self.assertLess(len(message), 2000)
        self.assertLessEqual(message.count("\n"), 9)
        return message

    def test_params_become_flags_of_one_word_each(self):
        self.assertEqual(self.flags({}), ["--tune=false"])
        overrides = {"training.epochs": 20, "baskets.min-count": 3, "quality.warn-only": ["a", "b"], "training.learning-rate": 0.05}
        self.assertEqual(
            self.flags(overrides, tune=True),
            ["--tune=true", "--training.epochs=20", "--baskets.min-count=3", "--quality.warn-only=a", "--quality.warn-only=b", "--training.learning-rate=0.05"],
        )

    def test_a_key_that_reaches_a_file_or_a_host_is_refused_by_its_name(self):
        for key in (
            "database.url", "database.user", "s3.endpoint", "s3.cache", "orders.files", "orders.filter", "products.join-files", "sagemaker.endpoint",
            "sagemaker.role", "engine", "tuning.earlier-study", "export.csv-formulas", "run-dir", "config", "debug", "x; rm -rf /", "", "training", "training.epochs\n",
        ):
            message = self.refusal({"training.epochs": 3, key: "x"})
            self.assertIn(repr(key), message)
            self.assertIn("open are the keys of baskets, quality, training, start, tuning, evaluation, export", message)
            self.assertIn("Variable prod2vec_overrides names (now: nothing)", message)

    def test_a_mistyped_key_gets_the_one_that_was_meant(self):
        self.assertIn("did you mean training.epochs?", self.refusal({"training.epoch": 3}))

    def test_a_message_names_ten_keys_at_most(self):
        message = self.refusal({f"s3.{'x' * 5000}{i}": i for i in range(1000)})
        self.assertIn("and 990 more", message)

    def test_the_variable_opens_keys_and_sections(self):
        self.assertEqual(self.flags({"orders.files": ["a.csv", "b.csv"]}, "orders.files"), ["--tune=false", "--orders.files=a.csv", "--orders.files=b.csv"])
        self.assertEqual(self.flags({"orders.filter": "a > 1"}, "products.files, orders.*"), ["--tune=false", "--orders.filter=a > 1"])
        self.assertIn("(now: orders.files, products.*)", self.refusal({"database.url": "x"}, "orders.files products.*"))
        self.refusal({"orders.filesystem": "x"}, "orders.files")
        self.refusal({"database.url": "x"}, "*")

    def test_a_value_never_becomes_a_flag_of_its_own(self):
        hostile = ["1", "--config=/tmp/evil.yaml", "--database.url=jdbc:postgresql://evil/x", "-x", "1; touch /tmp/pwned", "$(id)"]
        flags = self.flags({"training.epochs": hostile})
        self.assertEqual(flags[1:], ["--training.epochs=" + text for text in hostile])

    def test_a_value_that_is_no_value_is_refused(self):
        for value in (None, {}, {"a": 1}, [None], [[1]], "a\0b"):
            self.assertIn("training.epochs must be a text, a number, true or false", self.refusal({"training.epochs": value}))

    def test_the_open_keys_are_those_of_the_config(self):
        printed = subprocess.run([ROOT / "prod2vec", "reference", "config"], check=True, capture_output=True, text=True).stdout
        keys = set(re.findall(r"^\| `([a-z0-9-]+\.[a-z0-9.-]+)`", printed, re.MULTILINE))
        self.assertEqual({key for key in keys - CLOSED if key.partition(".")[0] in FILE["OPEN_KEYS"]}, set(FILE["OPEN"]))


class PlacesTest(unittest.TestCase):
    def test_a_run_is_named_by_what_stays_in_the_folder_of_the_runs(self):
        for name in ("r1", "manual__2026-01-31T120000.1_0000", "a..b", "A"):
            FILE["require_run_name"]("/runs/" + name)
            FILE["require_run_name"]("s3://bucket/runs/" + name)
        for name in ("", ".", "..", ".hidden", "-x", "a\n", "a b", "a\\b", "a;b", "\u00e9"):
            with self.assertRaisesRegex(ValueError, "run_id"):
                FILE["require_run_name"]("/runs/" + name)

    def test_a_config_is_named_in_the_folder_of_the_deployment_alone(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name).resolve()
            shop = folder / "shop"
            shop.mkdir()
            (folder / "elsewhere.yaml").touch()
            (shop / "link.yaml").symlink_to(folder / "elsewhere.yaml")
            default = str(shop / "prod2vec.yaml")

            def chosen(config: str | None, configs: str = "", deployed: str = default) -> str:
                return FILE["config_file"]({"config": config}, deployed, configs)

            self.assertEqual(chosen(None), default)
            self.assertEqual(chosen(default), default)
            self.assertEqual(chosen(str(shop / "other.yaml")), str(shop / "other.yaml"))
            self.assertEqual(chosen("other.yaml"), str(shop / "other.yaml"))
            self.assertEqual(chosen(str(folder / "elsewhere.yaml"), str(folder)), str(folder / "elsewhere.yaml"))
            for config in ("/etc/passwd", "../elsewhere.yaml", str(shop) + "-2/x.yaml", "link.yaml", "a\0b"):
                with self.assertRaisesRegex(ValueError, "prod2vec_configs"):
                    chosen(config)
            with self.assertRaisesRegex(ValueError, "prod2vec_configs"):
                chosen("/etc/passwd", deployed="")


class RefusedTaskTest(unittest.TestCase):
    """A task whose command would leave a file."""

    def test_no_command_is_started_for_what_is_refused(self):
        with tempfile.TemporaryDirectory() as name:
            ran = Path(name) / "ran"
            command = Path(name) / "prod2vec"
            command.write_text(f"#!/bin/sh\ntouch {ran}\n")
            command.chmod(0o755)
            for run, params in (
                ("r1", {"overrides": {"database.url": "jdbc:postgresql://evil/x"}}),
                ("r1", {"config": "/etc/passwd"}),
                ("..", {}),
            ):
                task = FILE["Prod2vecTask"](task_id="model_training")
                task.command, task.run_directory, task.config, task.configs, task.more_keys, task.pages = str(command), f"/runs/{run}", "", "", "", ""
                with self.assertRaises(FILE["AirflowFailException"]):
                    task.execute({"params": {"config": None, "tune": False, "run_id": None, "overrides": {}, **params}})
                self.assertFalse(ran.exists())


if __name__ == "__main__":
    unittest.main()
