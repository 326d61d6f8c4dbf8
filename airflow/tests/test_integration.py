"""The DAG in an Airflow with everything real: PostgreSQL, scheduler, processes that are killed. Runs after each other, since
the DAG allows one at a time."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from stack import ROOT, Airflow, processes_with, wait_for  # noqa: E402

DAG = "/dags/train_prod2vec"
TRAINING_TASKS = {"pre_process_data", "run_data_quality_checks", "branching", "model_training", "post_processing"}
TUNING_TASKS = {"model_tuning", "tuning_analysis"}
# Long enough to be killed in the middle, twice.
OVERRIDES = {"training.dim": 32, "training.epochs": 200, "training.patience": 0}
CONFIG = """\
orders:
  files: [orders.csv]
products:
  files: [products.csv]
  category-columns: [aisle, department]
"""


class IntegrationTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="prod2vec-airflow-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.folder.chmod(0o711)
        cls.runs = cls.folder / "runs"
        shop = cls.folder / "shop"
        subprocess.run([ROOT / "prod2vec", "generate", "--out", shop, "--products", "200", "--orders", "4000"], check=True, stdout=subprocess.DEVNULL)
        (shop / "prod2vec.yaml").write_text(CONFIG)
        state = cls.folder / "airflow"
        state.mkdir()
        variables = {
            "AIRFLOW_VAR_PROD2VEC_COMMAND": str(ROOT / "prod2vec"),
            "AIRFLOW_VAR_PROD2VEC_CONFIG": str(shop / "prod2vec.yaml"),
            "AIRFLOW_VAR_PROD2VEC_RUNS": str(cls.runs),
            "AIRFLOW_VAR_PROD2VEC_PAGES": "http://pages.example/runs",
        }
        cls.airflow = Airflow(Path(sys.executable).parent, state, variables)
        cls.enterClassContext(cls.airflow)

    def test_1_the_training_branch(self):
        run = self.trigger("trained", overrides=OVERRIDES)
        self.assertEqual(self.wait_for_end(run), "success")
        expected = dict.fromkeys(TRAINING_TASKS, "success") | dict.fromkeys(TUNING_TASKS, "skipped")
        self.assert_states(run, expected)
        metrics = self.xcom(run, "model_training")["metrics"]
        self.assertEqual(metrics["epochs"], 200)
        self.assertGreater(metrics["validationHitRate10"], 0.5)
        links = self.call("GET", f"{run}/taskInstances/post_processing/links")["extra_links"]
        self.assertEqual(links, {"Report": "http://pages.example/runs/trained/report.html"})
        self.assertTrue((self.runs / "trained" / "report.html").is_file())
        self.assertIn("  epoch 1/200  loss", self.log(run, "model_training"))

    def test_2_a_training_that_is_killed_and_whose_scheduler_is_killed(self):
        run = self.trigger("disturbed", overrides=OVERRIDES)
        directory = self.runs / "disturbed"
        self.wait_for_checkpoint(run, directory)
        [trainer] = processes_with("model_training", str(directory))
        os.kill(trainer, signal.SIGKILL)
        wait_for("the second try", lambda: [pid for pid in processes_with("model_training", str(directory)) if pid != trainer])
        self.airflow.services["scheduler"].kill()
        time.sleep(2)
        self.airflow.start_service("scheduler")
        self.assertEqual(self.wait_for_end(run), "success")
        self.assertGreater(self.call("GET", f"{run}/taskInstances/model_training")["try_number"], 1)
        for file in ("model.safetensors", "vectors.parquet", "neighbours.csv"):
            self.assertEqual(sha256(directory / file), sha256(self.runs / "trained" / file), file)

    def test_3_data_that_fails_a_check(self):
        run = self.trigger("refused", overrides={"quality.min-products": 100_000})
        self.assertEqual(self.wait_for_end(run), "failed")
        self.assert_states(
            run,
            {"pre_process_data": "success", "run_data_quality_checks": "failed"}
            | dict.fromkeys(["branching", "model_training", *TUNING_TASKS, "post_processing"], "upstream_failed"),
        )
        checks = self.call("GET", f"{run}/taskInstances/run_data_quality_checks")
        self.assertEqual(checks["try_number"], 1)
        last = self.log(run, "run_data_quality_checks").splitlines()[-20:]
        self.assertTrue(any("allowed 100,000 or more" in line for line in last), last)
        self.assertFalse((self.runs / "refused" / "model.safetensors").exists())

    def test_4_the_tuning_branch(self):
        run = self.trigger("tuned", tune=True, overrides={"training.dim": 16, "training.epochs": 2, "tuning.trials": 3})
        self.assertEqual(self.wait_for_end(run), "success")
        tasks = (TRAINING_TASKS | TUNING_TASKS) - {"model_training"}
        self.assert_states(run, dict.fromkeys(tasks, "success") | {"model_training": "skipped"})
        self.assertTrue((self.runs / "tuned" / "report.html").is_file())

    def test_5_a_task_that_is_marked_failed_stops_at_once(self):
        run = self.trigger("stopped", overrides=OVERRIDES | {"training.epochs": 1000})
        directory = self.runs / "stopped"
        self.wait_for_checkpoint(run, directory)
        self.call("PATCH", f"{run}/taskInstances/model_training", {"new_state": "failed"})
        begin = time.monotonic()
        wait_for("the end of the training", lambda: not processes_with("model_training", str(directory)))
        # Airflow's own way to the process, and then the process's to its end.
        self.assertLess(time.monotonic() - begin, 15)
        self.assertIn('"INTERRUPTED"', (directory / "task-model_training.json").read_text())
        self.assertEqual(self.wait_for_end(run), "failed")

    def test_6_nothing_is_left_running(self):
        self.assertTrue(self.airflow.processes())
        self.airflow.stop()
        self.assertEqual(self.airflow.processes(), set())
        self.assertEqual(processes_with(str(self.folder)), [])

    def trigger(self, run_id: str, **params: object) -> str:
        """Starts a DAG run.

        :return: its path in the REST API
        """
        body = {"logical_date": None, "conf": {"run_id": run_id, **params}}
        return f"{DAG}/dagRuns/{quote(self.call('POST', f'{DAG}/dagRuns', body)['dag_run_id'])}"

    def wait_for_end(self, run: str) -> str:
        """The state in which a DAG run ended."""

        def state() -> str:
            return self.call("GET", run)["state"]

        wait_for("the end of " + run, lambda: state() in ("success", "failed"), self.airflow.services.values())
        return state()

    def wait_for_checkpoint(self, run: str, directory: Path) -> None:
        def is_there() -> bool:
            self.assertNotEqual(self.call("GET", run)["state"], "failed")
            return any(directory.glob(".attempt-*/model_training/checkpoint.safetensors"))

        wait_for("the training's checkpoint", is_there, self.airflow.services.values())

    def assert_states(self, run: str, expected: dict[str, str]) -> None:
        tasks = self.call("GET", f"{run}/taskInstances")["task_instances"]
        self.assertEqual({task["task_id"]: task["state"] for task in tasks}, expected)
        [run_id] = {task["dag_run_id"] for task in tasks}
        rows = self.airflow.postgres.query(f"select task_id, state from task_instance where run_id = '{run_id}'")
        self.assertEqual(dict(rows), expected)

    def xcom(self, run: str, task: str) -> dict:
        return self.call("GET", f"{run}/taskInstances/{task}/xcomEntries/return_value")["value"]

    def log(self, run: str, task: str) -> str:
        entries = self.call("GET", f"{run}/taskInstances/{task}/logs/1")["content"]
        return "\n".join(entry["event"] for entry in entries)

    def call(self, method: str, path: str, body: object = None) -> dict:
        return self.airflow.call(method, path, body)


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    unittest.main()
