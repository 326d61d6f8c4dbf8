"""Instacart's orders of every fourth product under Airflow, with orders, run and jobs in S3: a search whose trainings are jobs of the local
SageMaker, two at a time. The vectors of its best trial must be those that this machine trains with the same settings. The data folder is PROD2VEC_DATA."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

from checks import ROOT, check, model

sys.path.insert(0, str(ROOT / "airflow"))
from moto_s3 import moto  # noqa: E402
from stack import Airflow, environment_with_airflow, phase, wait_for  # noqa: E402

ORDERS = "order_products__train.csv"
PRODUCTS = "products.csv"
JOINED = ["aisles.csv", "departments.csv"]
# Two rounds of two: the number of trials changes what is tried, not how.
TRIALS = 4
# The bucket of examples/sagemaker.yaml.
BUCKET = "prod2vec"
RUN = "dag"
DAG_RUNS = "/dags/train_prod2vec/dagRuns"
TASKS = ["pre_process_data", "run_data_quality_checks", "branching", "model_tuning", "tuning_analysis", "post_processing"]


def in_s3(file):
    return f"s3://{BUCKET}/in/{file}"


def under_airflow(environment):
    """The states of the DAG run's tasks."""
    variables = {
        "AIRFLOW_VAR_PROD2VEC_COMMAND": str(ROOT / "prod2vec"),
        "AIRFLOW_VAR_PROD2VEC_CONFIG": str(ROOT / "examples" / "sagemaker.yaml"),
        "AIRFLOW_VAR_PROD2VEC_RUNS": f"s3://{BUCKET}/runs",
        "AIRFLOW_VAR_PROD2VEC_OVERRIDES": "orders.files, products.files, products.join-files",
    }
    overrides = {
        "orders.files": [in_s3(ORDERS)],
        "products.files": [in_s3(PRODUCTS)],
        "products.join-files": [in_s3(file) for file in JOINED],
        "tuning.trials": TRIALS,
    }
    programs = environment_with_airflow(ROOT / "airflow" / "target" / "venv")
    state = work / "airflow"
    state.mkdir()
    with Airflow(programs, ROOT / "airflow" / "dags", state, variables | environment) as airflow:
        conf = {"run_id": RUN, "tune": True, "overrides": overrides}
        run = f"{DAG_RUNS}/{airflow.call('POST', DAG_RUNS, {'logical_date': None, 'conf': conf})['dag_run_id']}"
        with phase("the DAG run has ended"):
            wait_for("its end", lambda: airflow.call("GET", run)["state"] in ("success", "failed"), airflow.services.values())
        tasks = airflow.call("GET", f"{run}/taskInstances")["task_instances"]
        for task in tasks:
            print(f"  {task['task_id']}: {task['state']}, {task['duration'] or 0:.1f} s", flush=True)
            if task["state"] == "failed":
                entries = airflow.call("GET", f"{run}/taskInstances/{task['task_id']}/logs/{task['try_number']}")["content"]
                print("\n".join(entry["event"] for entry in entries[-30:]), flush=True)
    return {task["task_id"]: task["state"] for task in tasks}


def downloaded():
    """The run's files."""
    folder = work / "run"
    folder.mkdir()
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=BUCKET, Prefix=f"runs/{RUN}/"):
        for item in page["Contents"]:
            file = folder / item["Key"].removeprefix(f"runs/{RUN}/")
            file.parent.mkdir(parents=True, exist_ok=True)
            s3.download_file(BUCKET, item["Key"], file)
    return folder


def trained_here(config):
    """A run on this machine alone, with the settings of a model."""
    flags = []
    for key, value in config.items():
        flags += ["--training." + key, ",".join(value) if isinstance(value, list) else str(value)]
    inputs = ["--orders", sample / ORDERS, "--products", sample / PRODUCTS]
    command = [ROOT / "prod2vec", "run", "--config", ROOT / "examples" / "sagemaker.yaml", *inputs, "--out", work / "here", "--engine", "local", "--tune", "false"]
    subprocess.run([*command, *flags], check=True, env=os.environ | {"PROD2VEC_JAVA_OPTIONS": "-Xmx2g"}, stderr=subprocess.DEVNULL)
    (here,) = (work / "here").iterdir()
    return here


with tempfile.TemporaryDirectory() as folder:
    work = pathlib.Path(folder)
    # The user that PostgreSQL runs as has to pass through.
    work.chmod(0o711)
    sample = work / "sample"
    sample.mkdir()
    subprocess.run([ROOT / "acceptance" / "sample.sh", sample], check=True)
    with moto(work / "moto.log", BUCKET) as (port, s3):
        for file in [ORDERS, PRODUCTS, *JOINED]:
            s3.upload_file(sample / file, BUCKET, "in/" + file)
        states = under_airflow({
            "AWS_ACCESS_KEY_ID": "any",
            "AWS_SECRET_ACCESS_KEY": "any",
            "AWS_EC2_METADATA_DISABLED": "true",
            "XDG_CACHE_HOME": str(work / "cache"),
            "PROD2VEC_S3_ENDPOINT": f"http://127.0.0.1:{port}",
            "PROD2VEC_S3_PATH_STYLE": "true",
            "PROD2VEC_S3_REGION": "us-east-1",
            "PROD2VEC_JAVA_OPTIONS": "-Xmx2g",
        })
        check(states == dict.fromkeys(TASKS, "success") | {"model_training": "skipped"}, f"the DAG run ended as it should: {states}")
        run = downloaded()
    trials = [json.loads(line) for line in (run / "tuning-study.jsonl").read_text().splitlines()[1:]]
    failed = [trial["message"] for trial in trials if trial["status"] == "FAILED"]
    check(len(trials) == TRIALS and not failed, f"{len(trials)} trials, failed: {failed}")
    for name in ["tuning.html", "tuning.csv", "report.html", "evaluation.json", "vectors.parquet"]:
        check((run / name).stat().st_size > 0, f"{name} is there")
    config, vectors = model(run)
    here = trained_here(config)
    check(vectors == model(here)[1], "the best job's vectors are those that this machine trains")
    for name in ["baskets.parquet", "test.parquet", "vectors.parquet", "neighbours.csv"]:
        check((run / name).read_bytes() == (here / name).read_bytes(), f"{name} has the same bytes")
