"""The pipeline of prod2vec as a DAG.

Each task is one call of `prod2vec task`; what one task hands to the next are files in the run directory. This file is all
that an Airflow 3 needs besides prod2vec itself. See docs/how-to/airflow.md for the Variables that it reads.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.providers.standard.operators.branch import BranchMixIn
from airflow.sdk import DAG, BaseOperator, BaseOperatorLink, Param, TriggerRule
from airflow.sdk.exceptions import AirflowException, AirflowFailException

COMMAND = "{{ var.value.get('prod2vec_command', 'prod2vec') }}"
CONFIG = "{{ params.config or var.value.get('prod2vec_config', '') }}"
PAGES = "{{ var.value.get('prod2vec_pages', '') }}"
# A folder's name keeps of the id of the DAG run what every file system and URL takes.
RUN = "{{ params.run_id or (run_id | replace(':', '') | replace('+', '_')) }}"
RUN_DIRECTORY = "{{ var.value.get('prod2vec_runs', '/var/lib/prod2vec/runs') }}/" + RUN

# Exit codes with which the same call would end again: wrong use, a failed check of the data, a model that does not beat
# popularity. All others are worth a retry, which goes on from the training's checkpoint.
FINAL_EXIT_CODES = {2, 3, 4}


class PageLink(BaseOperatorLink):
    """A button that opens a page of the run, where the Variable prod2vec_pages says at which URL the runs are served."""

    def __init__(self, name: str, file: str) -> None:
        self._name = name
        self._file = file

    @property
    def name(self) -> str:
        return self._name

    @property
    def xcom_key(self) -> str:
        return "link_" + PurePosixPath(self._file).stem

    def get_link(self, operator: BaseOperator, *, ti_key: Any) -> str:
        if not operator.pages:
            return ""
        return f"{operator.pages.rstrip('/')}/{PurePosixPath(operator.run_directory).name}/{self._file}"


class Prod2vecTask(BaseOperator):
    """Runs the task of its id. XCom gets the task's record: outcome, metrics, files with their hashes.

    :param links: buttons, the text to a page that the task writes
    """

    template_fields: Sequence[str] = ("command", "run_directory", "config", "pages")
    ui_color = "#e3efd9"

    def __init__(
        self,
        *,
        links: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.command = COMMAND
        self.run_directory = RUN_DIRECTORY
        self.config = CONFIG
        self.pages = PAGES
        self.operator_extra_links = [PageLink(name, file) for name, file in (links or {}).items()]
        self._process = SubprocessHook()

    def execute(self, context: Mapping[str, Any]) -> dict[str, Any]:
        words = [self.command, "task", self.task_id, "--run-dir", self.run_directory, "--wait"]
        if self.config:
            words += ["--config", self.config]
        # Paths in a config are relative to its folder; those in overrides are too.
        folder = os.path.dirname(self.config) or None
        ended = self._process.run_command(words + config_flags(context["params"]), cwd=folder)
        record = json.loads(ended.output) if ended.output.startswith("{") else {}
        if ended.exit_code == 0:
            return record
        message = record.get("message", f"exit code {ended.exit_code}: {ended.output}")
        raise (AirflowFailException if ended.exit_code in FINAL_EXIT_CODES else AirflowException)(message)

    def on_kill(self) -> None:
        self._process.send_sigterm()


class Prod2vecBranch(Prod2vecTask, BranchMixIn):
    """Runs a task that names those to go on with, and skips the others behind it."""

    def execute(self, context: Mapping[str, Any]) -> dict[str, Any]:
        record = super().execute(context)
        self.do_branch(context, record["next"])
        return record


def config_flags(params: Mapping[str, Any]) -> list[str]:
    """The flags of the params that change the config."""
    flags = ["--tune", str(params["tune"]).lower()]
    for key, value in params["overrides"].items():
        flags.append("--" + key)
        for item in value if isinstance(value, list) else [value]:
            flags.append(str(item).lower() if isinstance(item, bool) else str(item))
    return flags


with DAG(
    dag_id="train_prod2vec",
    description="Product vectors from shopping baskets",
    schedule=None,
    start_date=datetime(2026, 1, 1),
    catchup=False,
    # Training takes all cores, so one run at a time has the machine.
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=24),
    tags=["prod2vec", "machine-learning"],
    default_args={
        "owner": "prod2vec",
        "retries": 3,
        "retry_delay": timedelta(seconds=10),
        "retry_exponential_backoff": True,
        "max_retry_delay": timedelta(minutes=10),
        "execution_timeout": timedelta(hours=1),
    },
    params={
        "config": Param(
            None,
            type=["null", "string"],
            title="Config file",
            description="Path of a prod2vec.yaml on the worker. Paths in it are relative to its folder. Empty: the Variable prod2vec_config.",
        ),
        "tune": Param(
            False,
            type="boolean",
            title="Search for hyperparameters",
            description="Off: train once with the config's hyperparameters. On: search for better ones first, which takes many times as long.",
        ),
        "run_id": Param(
            None,
            type=["null", "string"],
            pattern="^[A-Za-z0-9][A-Za-z0-9._-]*$",
            title="Run id",
            description="Name of the run directory. Empty: made of the id of the DAG run.",
        ),
        "overrides": Param(
            {},
            type="object",
            title="Overrides",
            description='Keys of the config with other values, for example {"training.epochs": 20, "baskets.min-count": 10}.',
        ),
    },
    doc_md=__doc__,
) as dag:
    pre_process_data = Prod2vecTask(
        task_id="pre_process_data",
        doc_md="Reads orders and products, drops what cannot be learned from and says so, and sets orders aside for validation and test.",
    )
    run_data_quality_checks = Prod2vecTask(
        task_id="run_data_quality_checks",
        doc_md="Checks the prepared data. A failed check is final: nothing is trained, and the log ends with what was found.",
        links={"Quality page": "quality.html"},
    )
    branching = Prod2vecBranch(
        task_id="branching",
        doc_md="Chooses between training once and a search for hyperparameters.",
    )
    model_training = Prod2vecTask(
        task_id="model_training",
        doc_md="Trains the vectors. A retry goes on from the last checkpoint and gives the same bytes.",
        execution_timeout=timedelta(hours=12),
    )
    model_tuning = Prod2vecTask(
        task_id="model_tuning",
        doc_md="Searches for hyperparameters and trains with the best ones. A retry goes on behind the last trial.",
        execution_timeout=timedelta(hours=20),
    )
    tuning_analysis = Prod2vecTask(
        task_id="tuning_analysis",
        doc_md="Tables and plots of the search.",
        links={"Tuning page": "tuning.html"},
    )
    post_processing = Prod2vecTask(
        task_id="post_processing",
        doc_md="Scores the model on the test orders and, if it beats popularity, writes the exports and the report.",
        trigger_rule=TriggerRule.NONE_FAILED_MIN_ONE_SUCCESS,
        links={"Report": "report.html"},
    )

    pre_process_data >> run_data_quality_checks >> branching >> [model_training, model_tuning]
    model_tuning >> tuning_analysis
    [model_training, tuning_analysis] >> post_processing
