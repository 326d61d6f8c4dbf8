"""The DAG in an Airflow with everything real: PostgreSQL, scheduler, processes that are killed."""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from stack import HERE, ROOT, Airflow, phase, processes_with, wait_for  # noqa: E402

DAG = "/dags/train_prod2vec"
TRAINING_TASKS = {"pre_process_data", "run_data_quality_checks", "branching", "model_training", "post_processing"}
TUNING_TASKS = {"model_tuning", "tuning_analysis"}
EPOCHS = 200
QUICK = {"training.dim": 32, "training.noise-products": 64}
OVERRIDES = QUICK | {"training.epochs": EPOCHS, "training.patience": 0}
SHARDED = QUICK | {"training.epochs": 2, "training.shards": 4, "training.rounds": 4}
# Runs whose id begins with `spark` are made by the program that always takes Spark.
PROGRAM = f"""\
#!/bin/sh
case "$*" in
  */runs/spark*) exec {ROOT}/prod2vec-spark "$@" ;;
  *) exec {ROOT}/prod2vec "$@" ;;
esac
"""
CONFIG = """\
orders:
  files: [orders.csv]
products:
  files: [products.csv]
  category-columns: [aisle, department]
# Overridden by runs that train.
training:
  epochs: 7
"""


class IntegrationTest(unittest.TestCase):
    """Five DAG runs, started at the beginning, while the scheduler is away, or after the others; each test looks at one of them."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="prod2vec-airflow-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.folder.chmod(0o711)
        cls.runs = cls.folder / "runs"
        shop = cls.folder / "shop"
        dags = cls.folder / "dags"
        state = cls.folder / "airflow"
        for made in (dags, state):
            made.mkdir()
        # The DAG as it is, but for one line: here runs need not wait for each other.
        text = (HERE / "dags" / "train_prod2vec.py").read_text()
        (dags / "train_prod2vec.py").write_text(text.replace("max_active_runs=1,", "max_active_runs=4,"))
        program = cls.folder / "program"
        program.write_text(PROGRAM)
        program.chmod(0o755)
        spark = subprocess.run([ROOT / "acceptance" / "spark_home.sh"], check=True, capture_output=True, text=True).stdout.strip()
        variables = {
            "SPARK_HOME": spark,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "AIRFLOW_VAR_PROD2VEC_COMMAND": str(program),
            "AIRFLOW_VAR_PROD2VEC_CONFIG": str(shop / "prod2vec.yaml"),
            "AIRFLOW_VAR_PROD2VEC_RUNS": str(cls.runs),
            "AIRFLOW_VAR_PROD2VEC_PAGES": "http://pages.example/runs",
        }
        with ThreadPoolExecutor() as beside:
            undisturbed = beside.submit(make_shop_and_undisturbed_runs, shop, cls.folder)
            cls.airflow = Airflow(Path(sys.executable).parent, dags, state, variables)
            # An interruption passes over the cleanups of a class.
            atexit.register(cls.airflow.stop)
            cls.enterClassContext(cls.airflow)
            cls.undisturbed, cls.sharded = undisturbed.result()
        cls.disturbed = cls.trigger("disturbed", overrides=OVERRIDES)
        cls.stopped = cls.trigger("stopped", overrides=OVERRIDES | {"training.epochs": 1000})
        cls.refused = cls.trigger("refused", overrides={"quality.min-products": 100_000})

    def test_1_a_task_that_is_marked_failed_stops_at_once(self):
        directory = self.runs / "stopped"
        with phase("two trainings are under way"):
            # It sleeps, alive, until it is killed in the next test.
            os.kill(self.wait_for_training(self.disturbed, self.runs / "disturbed"), signal.SIGSTOP)
            self.wait_for_training(self.stopped, directory)
        with phase("one is stopped"):
            self.call("PATCH", f"{self.stopped}/taskInstances/model_training", {"new_state": "failed"})
            begin = time.monotonic()
            wait_for("the end of the training", lambda: not processes_with("model_training", str(directory)))
            # Airflow's own way to the process, and then the process's to its end.
            self.assertLess(time.monotonic() - begin, 60)
            self.assertIn('"INTERRUPTED"', (directory / "task-model_training.json").read_text())
            self.assertEqual(self.wait_for_end(self.stopped), "failed")

    def test_2_data_that_fails_a_check(self):
        with phase("the run on refused data has ended"):
            self.assertEqual(self.wait_for_end(self.refused), "failed")
        self.assert_states(
            self.refused,
            {"pre_process_data": "success", "run_data_quality_checks": "failed"}
            | dict.fromkeys(["branching", "model_training", *TUNING_TASKS, "post_processing"], "upstream_failed"),
        )
        checks = self.call("GET", f"{self.refused}/taskInstances/run_data_quality_checks")
        self.assertEqual(checks["try_number"], 1)
        last = self.log(self.refused, "run_data_quality_checks", 1).splitlines()[-20:]
        self.assertTrue(any("allowed 100,000 or more" in line for line in last), last)
        self.assertFalse((self.runs / "refused" / "model.safetensors").exists())

    def test_3_a_training_and_its_scheduler_that_are_killed(self):
        directory = self.runs / "disturbed"
        [trainer] = processes_with("bin/java", "model_training", str(directory))
        self.airflow.services["scheduler"].kill()
        os.kill(trainer, signal.SIGKILL)
        type(self).tuned = self.trigger("tuned", tune=True, overrides=QUICK | {"training.epochs": 2, "tuning.trials": 3})
        self.airflow.start_service("scheduler")
        with phase("the killed training has resumed and ended"):
            self.assertEqual(self.wait_for_end(self.disturbed), "success")
        self.assertEqual(self.call("GET", f"{self.disturbed}/taskInstances/model_training")["try_number"], 2)
        for file in ("model.safetensors", "vectors.parquet", "neighbours.csv"):
            self.assertEqual(sha256(directory / file), sha256(self.undisturbed / file), file)

    def test_4_the_training_branch(self):
        expected = dict.fromkeys(TRAINING_TASKS, "success") | dict.fromkeys(TUNING_TASKS, "skipped")
        self.assert_states(self.disturbed, expected)
        metrics = self.xcom(self.disturbed, "model_training")["metrics"]
        self.assertEqual(metrics["epochs"], EPOCHS)
        self.assertGreater(metrics["validationHitRate10"], 0.5)
        links = self.call("GET", f"{self.disturbed}/taskInstances/post_processing/links")["extra_links"]
        self.assertEqual(links, {"Report": "http://pages.example/runs/disturbed/report.html"})
        self.assertTrue((self.runs / "disturbed" / "report.html").is_file())
        self.assertIn(f"  epoch 1/{EPOCHS}  loss", self.log(self.disturbed, "model_training", 1))
        second = self.log(self.disturbed, "model_training", 2)
        self.assertIn(f"  epoch {EPOCHS}/{EPOCHS}  loss", second)
        self.assertNotIn(f"  epoch 1/{EPOCHS}  loss", second)

    def test_5_the_tuning_branch(self):
        with phase("the search has ended"):
            self.assertEqual(self.wait_for_end(self.tuned), "success")
        tasks = (TRAINING_TASKS | TUNING_TASKS) - {"model_training"}
        self.assert_states(self.tuned, dict.fromkeys(tasks, "success") | {"model_training": "skipped"})
        self.assertTrue((self.runs / "tuned" / "report.html").is_file())

    def test_6_the_program_that_always_takes_spark(self):
        run = self.trigger("spark", overrides=SHARDED)
        with phase("the run on Spark has ended"):
            self.assertEqual(self.wait_for_end(run), "success")
        self.assert_states(run, dict.fromkeys(TRAINING_TASKS, "success") | dict.fromkeys(TUNING_TASKS, "skipped"))
        directory = self.runs / "spark"
        self.assertEqual(json.loads((directory / "manifest.json").read_text())["config"]["engine"], "spark")
        for file in ("model.safetensors", "evaluation.json", "neighbours.csv"):
            self.assertEqual(sha256(directory / file), sha256(self.sharded / file), file)

    def test_7_nothing_is_left_running(self):
        self.assertTrue(self.airflow.processes())
        with phase("all is down"):
            self.airflow.stop()
        self.assertEqual(self.airflow.processes(), set())
        self.assertEqual(processes_with(str(self.folder)), [])

    @classmethod
    def trigger(cls, run_id: str, **params: object) -> str:
        """Starts a DAG run.

        :return: its path in the REST API
        """
        body = {"logical_date": None, "conf": {"run_id": run_id, **params}}
        return f"{DAG}/dagRuns/{quote(cls.airflow.call('POST', f'{DAG}/dagRuns', body)['dag_run_id'])}"

    def wait_for_end(self, run: str) -> str:
        """The state in which a DAG run ended."""

        def state() -> str:
            return self.call("GET", run)["state"]

        wait_for("the end of " + run, lambda: state() in ("success", "failed"), self.airflow.services.values())
        return state()

    def wait_for_training(self, run: str, directory: Path) -> int:
        """The process that trains, as soon as it has a checkpoint."""

        def has_checkpoint() -> bool:
            # A fast training has one for a moment.
            end = time.monotonic() + 5
            while time.monotonic() < end:
                if any(directory.glob(".term-*/model_training/checkpoint.safetensors")):
                    return True
                time.sleep(0.02)
            self.assertNotEqual(self.call("GET", run)["state"], "failed")
            return False

        wait_for("the training's checkpoint", has_checkpoint, self.airflow.services.values())
        [trainer] = processes_with("bin/java", "model_training", str(directory))
        return trainer

    def assert_states(self, run: str, expected: dict[str, str]) -> None:
        tasks = self.call("GET", f"{run}/taskInstances")["task_instances"]
        self.assertEqual({task["task_id"]: task["state"] for task in tasks}, expected)
        [run_id] = {task["dag_run_id"] for task in tasks}
        rows = self.airflow.postgres.query(f"select task_id, state from task_instance where run_id = '{run_id}'")
        self.assertEqual(dict(rows), expected)

    def xcom(self, run: str, task: str) -> dict:
        return self.call("GET", f"{run}/taskInstances/{task}/xcomEntries/return_value")["value"]

    def log(self, run: str, task: str, attempt: int) -> str:
        entries = self.call("GET", f"{run}/taskInstances/{task}/logs/{attempt}")["content"]
        return "\n".join(entry["event"] for entry in entries)

    def call(self, method: str, path: str, body: object = None) -> dict:
        return self.airflow.call(method, path, body)


def make_shop_and_undisturbed_runs(shop: Path, folder: Path) -> list[Path]:
    """A small shop with its config, and runs of the command line with the settings of the disturbed one and of the one on Spark."""
    subprocess.run([ROOT / "prod2vec", "generate", "--out", shop, "--products", "100", "--orders", "2000"], check=True, stdout=subprocess.DEVNULL)
    (shop / "prod2vec.yaml").write_text(CONFIG)
    runs = []
    for name, overrides in (("undisturbed", OVERRIDES), ("sharded", SHARDED)):
        flags = [word for key, value in overrides.items() for word in ("--" + key, str(value))]
        command = [ROOT / "prod2vec", "run", "--config", shop / "prod2vec.yaml", "--out", folder / name, *flags]
        subprocess.run(command, check=True, cwd=shop, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        runs += (folder / name).iterdir()
    return runs


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


if __name__ == "__main__":
    unittest.main()
