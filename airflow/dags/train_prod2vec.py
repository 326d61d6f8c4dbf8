"""The pipeline of prod2vec as a DAG.

Each task is one call of `prod2vec task`; tasks hand each other files in the run directory. Besides prod2vec itself, Airflow 3
needs only this file. See docs/how-to/airflow.md for the Variables that it reads.
"""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from airflow.providers.standard.hooks.subprocess import SubprocessHook
from airflow.providers.standard.operators.branch import BranchMixIn
from airflow.sdk import DAG, BaseOperator, BaseOperatorLink, Param, TriggerRule
from airflow.sdk.exceptions import AirflowException, AirflowFailException

COMMAND = "{{ var.value.get('prod2vec_command', 'prod2vec') }}"
CONFIG = "{{ var.value.get('prod2vec_config', '') }}"
# Folder from which a DAG run may name another config.
CONFIGS = "{{ var.value.get('prod2vec_configs', '') }}"
# Keys that overrides may name besides those of OPEN_KEYS.
MORE_KEYS = "{{ var.value.get('prod2vec_overrides', '') }}"
PAGES = "{{ var.value.get('prod2vec_pages', '') }}"
# The name of the folder: the id of the DAG run, without characters that some file systems or URLs do not take.
RUN = "{{ params.run_id or (run_id | replace(':', '') | replace('+', '_') | replace('~', '_') | replace('/', '_')) }}"
RUN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
RUN_DIRECTORY = "{{ var.value.get('prod2vec_runs', '/var/lib/prod2vec/runs') }}/" + RUN

# Exit codes that the same call would give again: wrong use, a failed check of the data, a model that does not beat
# popularity. After all others a retry makes sense; it resumes from the training's checkpoint.
FINAL_EXIT_CODES = {2, 3, 4}

# Keys of the config that anybody who may trigger a DAG run may set: how vectors are trained and checked. None of them reads
# a file, reaches a host or writes anywhere; keys that do need somebody who may set Airflow's Variables.
OPEN_KEYS = {
    "baskets": "min-count max-products max-basket-size validation-fraction test-fraction split-seed split"
    " validation-from test-from",
    "quality": "warn-only max-missing-share min-orders min-products min-training-baskets min-test-baskets max-unlisted-share"
    " max-unbought-share max-several-names-share max-missing-name-share max-repeated-share max-rare-share max-single-share"
    " max-large-share max-duplicate-share max-top-share max-mixed-share",
    "training": "objective dim epochs learning-rate negatives noise-products noise-baskets noise-exponent window subsampling"
    " dropout agreement weight-decay side-information batch-baskets shards rounds patience threads seed half-life"
    " quantity-weight",
    "start": "gone-products max-drift",
    "tuning": "trials minutes parallel metric pruner final-training seed objective dim epochs learning-rate negatives"
    " noise-exponent dropout",
    "evaluation": "min-basket-size max-baskets bootstrap-samples seed",
    "export": "neighbours",
}
OPEN = frozenset(f"{section}.{name}" for section, names in OPEN_KEYS.items() for name in names.split())


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

    template_fields: Sequence[str] = ("command", "run_directory", "config", "configs", "more_keys", "pages")
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
        self.configs = CONFIGS
        self.more_keys = MORE_KEYS
        self.pages = PAGES
        self.operator_extra_links = [PageLink(name, file) for name, file in (links or {}).items()]
        self._process = SubprocessHook()

    def execute(self, context: Mapping[str, Any]) -> dict[str, Any]:
        try:
            flags = config_flags(context["params"], self.more_keys)
            config = config_file(context["params"], self.config, self.configs)
            require_run_name(self.run_directory)
        except ValueError as refused:
            raise AirflowFailException(str(refused)) from None
        words = [self.command, "task", self.task_id, "--run-dir", self.run_directory, "--wait"]
        if config:
            words += ["--config", config]
        # Paths in a config are relative to its folder; paths in overrides are too.
        folder = os.path.dirname(config) or None
        ended = self._process.run_command(words + flags, cwd=folder)
        record = json.loads(ended.output) if ended.output.startswith("{") else {}
        if ended.exit_code == 0:
            return record
        message = record.get("message", f"exit code {ended.exit_code}: {ended.output}")
        raise (AirflowFailException if ended.exit_code in FINAL_EXIT_CODES else AirflowException)(message)

    def on_kill(self) -> None:
        self._process.send_sigterm()


class Prod2vecBranch(Prod2vecTask, BranchMixIn):
    """Runs a task that names the tasks that follow, and skips the others."""

    def execute(self, context: Mapping[str, Any]) -> dict[str, Any]:
        record = super().execute(context)
        self.do_branch(context, record["next"])
        return record


def config_flags(params: Mapping[str, Any], more_keys: str = "") -> list[str]:
    """The flags of the params that change the config, each with its value in one word.

    :param more_keys: keys, or sections as `orders.*`, that are open besides OPEN, with commas between them
    :raises ValueError: if overrides name a key that is not open, or hold what is no value
    """
    overrides = params["overrides"]
    more = set(re.split(r"[,\s]+", more_keys)) - {""}
    closed = [key for key in overrides if key not in OPEN and not more & {key, key.partition(".")[0] + ".*"}]
    if closed:
        raise ValueError(refusal(closed, more))
    flags = ["--tune=" + str(params["tune"]).lower()]
    for key, value in overrides.items():
        flags += [f"--{key}={text}" for text in texts(key, value)]
    return flags


def refusal(closed: Sequence[str], more: set[str]) -> str:
    """The message about keys that are not open; it names at most ten of them."""
    shown = ", ".join(repr(key[:60]) for key in closed[:10]) + (f" and {len(closed) - 10} more" if len(closed) > 10 else "")
    near = difflib.get_close_matches(closed[0][:60], OPEN, n=1, cutoff=0.8)
    return (
        f"overrides: {shown} may not be set by a DAG run; open are the keys of {', '.join(OPEN_KEYS)}"
        f" that docs/how-to/airflow.md names, and those that the Variable prod2vec_overrides names (now: {', '.join(sorted(more)) or 'nothing'})"
        f"\nhint: {f'did you mean {near[0]}? Else set' if near else 'set'} it in the config file, or have the Variable name it"
    )


def texts(key: str, value: Any) -> Iterator[str]:
    """A value, or each value of a list, as a flag has it."""
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, str | int | float) or "\0" in str(item):
            raise ValueError(f"overrides: {key} must be a text, a number, true or false, or a list of them, but is {str(value)[:60]!r}")
        yield str(item).lower() if isinstance(item, bool) else str(item)


def config_file(params: Mapping[str, Any], default: str, folder: str) -> str:
    """The config of a DAG run: the deployment's, or another one of its folder.

    :param folder: in which a DAG run may name another; empty: that of the default
    :raises ValueError: if the DAG run names one that lies elsewhere
    """
    named = params.get("config")
    if not named or named == default:
        return default
    folder = folder or os.path.dirname(default)
    if not folder:
        raise ValueError("config: a DAG run may name a config only where the Variable prod2vec_configs names their folder, or prod2vec_config a config")
    # Somebody who can name any file can set any key, and read a line of any file in a message.
    if "\0" in named or os.path.commonpath([os.path.realpath(folder), os.path.realpath(os.path.join(folder, named))]) != os.path.realpath(folder):
        raise ValueError(f"config: {named[:200]!r} is not in {folder}, from which alone a DAG run may name a config (Variable prod2vec_configs)")
    return os.path.join(folder, named)


def require_run_name(run_directory: str) -> None:
    """Does nothing if the last part of a run's location is a name that stays in the folder of the runs."""
    name = run_directory.rpartition("/")[2]
    if not RUN_NAME.fullmatch(name):
        raise ValueError(f"run_id: {name[:60]!r} must begin with a letter or digit, and hold letters, digits, '.', '_' and '-' alone")


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
            description="A prod2vec.yaml on the worker, in the folder that the Variable prod2vec_configs names. Paths in it are relative to its folder. Empty: the Variable prod2vec_config.",
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
            # Python's $ alone would take a newline at the end.
            pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$(?!\n)",
            title="Run id",
            description="Name of the run directory. Empty: made of the id of the DAG run.",
        ),
        "overrides": Param(
            {},
            type="object",
            title="Overrides",
            description='Keys of baskets, quality, training, start, tuning, evaluation and export with other values, for example {"training.epochs": 20, "baskets.min-count": 10}.',
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
        doc_md="Trains the vectors. A retry resumes from the last checkpoint and gives the same bytes.",
        execution_timeout=timedelta(hours=12),
    )
    model_tuning = Prod2vecTask(
        task_id="model_tuning",
        doc_md="Searches for hyperparameters and trains with the best ones. A retry resumes after the last trial.",
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
