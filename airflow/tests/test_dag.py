"""The DAG without an Airflow that runs: its graph, and what its tasks make of how prod2vec ends."""

from __future__ import annotations

import json
import re
import runpy
import signal
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from airflow.sdk.exceptions import AirflowException, AirflowFailException

ROOT = Path(__file__).resolve().parents[2]
FILE = runpy.run_path(str(ROOT / "airflow" / "dags" / "train_prod2vec.py"))
DAG = FILE["dag"]
DEFAULT_PARAMS = {"config": None, "tune": False, "run_id": None, "overrides": {}}


class GraphTest(unittest.TestCase):
    def test_has_the_tasks_and_edges_of_the_command_line(self):
        printed = subprocess.run([ROOT / "prod2vec", "tasks", "--format", "json"], check=True, capture_output=True, text=True)
        expected = {task["id"]: set(task["next"]) for task in json.loads(printed.stdout)}
        self.assertEqual({task.task_id: task.downstream_task_ids for task in DAG.tasks}, expected)

    def test_continues_after_the_branch_that_was_taken(self):
        self.assertEqual(DAG.get_task("post_processing").trigger_rule, "none_failed_min_one_success")
        for task in DAG.tasks:
            if task.task_id != "post_processing":
                self.assertEqual(task.trigger_rule, "all_success")

    def test_lets_one_run_at_a_time_have_the_machine(self):
        self.assertEqual(DAG.max_active_runs, 1)

    def test_every_param_says_what_it_is(self):
        self.assertEqual(set(DAG.params), set(DEFAULT_PARAMS))
        for name in DAG.params:
            param = DAG.params.get_param(name)
            self.assertTrue(param.schema["title"] and param.description, name)
        DAG.params.validate()

    def test_a_run_id_is_a_name_to_its_last_character(self):
        pattern = DAG.params.get_param("run_id").schema["pattern"]
        found = {text: bool(re.search(pattern, text)) for text in ("r1", "a..b", "a\n", "..", "a/b", "a\nb")}
        self.assertEqual(found, {"r1": True, "a..b": True, "a\n": False, "..": False, "a/b": False, "a\nb": False})

    def test_every_task_retries_and_has_a_limit(self):
        for task in DAG.tasks:
            self.assertGreater(task.retries, 0)
            self.assertIsNotNone(task.execution_timeout)
            self.assertTrue(task.doc_md)


class TaskTest(unittest.TestCase):
    """A task with a shell script in the place of prod2vec."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def task(self, script: str):
        command = self.folder / "prod2vec"
        command.write_text("#!/bin/sh\n" + script)
        command.chmod(0o755)
        task = FILE["Prod2vecTask"](task_id="model_training", links={"Report": "report.html"})
        task.command, task.run_directory, task.pages = str(command), "/runs/r1", "http://pages/"
        task.config = task.configs = task.more_keys = ""
        return task

    def execute(self, script: str):
        return self.task(script).execute({"params": DEFAULT_PARAMS})

    def test_gives_the_record_that_is_printed_last(self):
        record = self.execute("""echo "epoch 1/3" >&2; echo '{"next":["x"],"words":"'"$*"'"}'""")
        self.assertEqual(record, {"next": ["x"], "words": "task model_training --run-dir /runs/r1 --wait --tune=false"})

    def test_a_failure_that_would_come_again_is_final_and_says_why(self):
        for code in (2, 3, 4):
            with self.assertRaises(AirflowFailException) as failed:
                self.execute(f"""echo '{{"message":"12 rows are empty"}}'; exit {code}""")
            self.assertEqual(str(failed.exception), "12 rows are empty")

    def test_any_other_failure_is_retried(self):
        for code in (1, 130, 137):
            with self.assertRaises(AirflowException) as failed:
                self.execute(f"echo 'error: killed'; exit {code}")
            self.assertNotIsInstance(failed.exception, AirflowFailException)
            self.assertIn(str(code), str(failed.exception))

    def test_a_kill_reaches_the_process_that_the_launcher_became(self):
        task = self.task("exec sleep 600")

        def kill_what_it_became() -> None:
            process = None
            while process is None or Path(f"/proc/{process.pid}/comm").read_text() != "sleep\n":
                time.sleep(0.01)
                process = task._process.sub_process
            task.on_kill()

        threading.Thread(target=kill_what_it_became, daemon=True).start()
        begin = time.monotonic()
        with self.assertRaises(AirflowException) as failed:
            task.execute({"params": DEFAULT_PARAMS})
        self.assertLess(time.monotonic() - begin, 300)
        self.assertIn(str(-signal.SIGTERM), str(failed.exception))

    def test_links_to_the_page_of_the_run(self):
        task = self.task("")
        [link] = task.operator_extra_links
        self.assertEqual(link.name, "Report")
        self.assertEqual(link.get_link(task, ti_key=None), "http://pages/r1/report.html")
        task.pages = ""
        self.assertEqual(link.get_link(task, ti_key=None), "")


if __name__ == "__main__":
    unittest.main()
