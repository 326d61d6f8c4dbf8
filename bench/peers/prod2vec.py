"""prod2vec through its command line, as a user starts it."""

import datetime
import json
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute
import pyarrow.csv
import pyarrow.parquet

from .baskets import Baskets
from .processes import run_command
from .questions import Questions
from .settings import CHOOSING_BASKETS, THREADS, DataSet

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / "prod2vec"

# The exit code of a run whose model does not beat popularity: it has scores, but no exports.
GATE = 4


@dataclass(frozen=True)
class Run:
    """A run of the pipeline: its baskets are everybody's."""

    directory: Path
    config: dict[str, Any]
    training: Baskets
    validation: Baskets
    test: Baskets
    products: int
    scores: dict[str, dict[str, Any]]

    @staticmethod
    def read(directory: Path) -> "Run":
        training = Baskets.read(directory / "baskets.parquet")
        scores = json.loads((directory / "evaluation.json").read_text(encoding="utf-8"))["scores"]
        return Run(
            directory=directory,
            config=json.loads((directory / "manifest.json").read_text(encoding="utf-8"))["config"],
            training=training,
            validation=Baskets.read(directory / "validation.parquet"),
            test=Baskets.read(directory / "test.parquet"),
            products=int(training.products.max()) + 1,
            scores={score["name"]: score for score in scores},
        )

    @property
    def objective(self) -> str:
        return self.config["training"]["objective"]

    @property
    def training_seconds(self) -> float:
        """Of the whole training task, with the validation after each epoch."""
        tasks = json.loads((self.directory / "manifest.json").read_text(encoding="utf-8"))["tasks"]
        training = next(task for task in tasks if task["task"] == "model_training")
        start, end = (datetime.datetime.fromisoformat(training[name]) for name in ("start", "end"))
        return (end - start).total_seconds()

    def write_orders(self, path: Path) -> None:
        """The training baskets as a csv with the shop's own ids: the vectors that `prod2vec train` makes of it know the
        products of the run's test.parquet."""
        baskets = pyarrow.parquet.read_table(self.directory / "baskets.parquet").combine_chunks()
        vocabulary = pyarrow.parquet.read_table(self.directory / "vocabulary.parquet", columns=["product_id"])
        products = baskets.column("products").combine_chunks()
        orders = baskets.column("order_id").take(pyarrow.compute.list_parent_indices(products))
        ids = vocabulary.column("product_id").take(pyarrow.compute.list_flatten(products))
        pyarrow.csv.write_csv(pyarrow.table({"order_id": orders, "product_id": ids}), path)

    def test_questions(self) -> Questions:
        return self._questions(self.test, self.config["evaluation"]["max-baskets"])

    def choosing_questions(self) -> Questions:
        return self._questions(self.validation, CHOOSING_BASKETS)

    def _questions(self, held_out: Baskets, max_baskets: int) -> Questions:
        evaluation = self.config["evaluation"]
        return Questions.of(held_out, evaluation["min-basket-size"], max_baskets, evaluation["seed"])


@dataclass(frozen=True)
class Training:
    """One `prod2vec train`.

    whole_seconds: from starting the command to its end
    train_seconds: of its epochs alone
    pairs_per_second: of its median epoch
    pairs: of an epoch
    peak_bytes: the most memory that the command held
    """

    whole_seconds: float
    train_seconds: float
    pairs_per_second: float
    pairs: int
    peak_bytes: int


def build() -> str:
    """Builds prod2vec if need be, so that no build is timed; the version."""
    return subprocess.run([PROGRAM, "--version"], check=True, capture_output=True, text=True).stdout.strip()


def run(data: Path, data_set: DataSet, out: Path, flags: tuple[str, ...] = ()) -> Run:
    """Runs the pipeline with the data set's example config, which reads links to the data."""
    subprocess.run([ROOT / "examples" / "link-data", data], check=True)
    command = [PROGRAM, "run", "--config", ROOT / "examples" / data_set.config, "--out", out]
    command += ["--threads", str(THREADS), *data_set.flags, *flags]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, GATE):
        sys.exit(f"error: prod2vec run on {data_set.name} failed:\n{done.stderr}")
    return Run.read(next(manifest.parent for manifest in out.glob("*/manifest.json")))


def train(rows: Path, out: Path, epochs: int, flags: tuple[str, ...] = ()) -> Training:
    """Trains on all baskets of a csv file, by the defaults where no flag says otherwise; `out` must not exist."""
    command = [PROGRAM, "train", "--baskets", rows, "--out", out, *flags]
    command += ["--epochs", str(epochs), "--threads", str(THREADS), "--baskets.min-count", "1"]
    done = run_command(command)
    if done.exit_code != 0:
        sys.exit(f"error: prod2vec train failed:\n{done.stderr}")
    lines = (out / "training.jsonl").read_text(encoding="utf-8").splitlines()
    metrics = [json.loads(line) for line in lines]
    return Training(
        whole_seconds=done.seconds,
        train_seconds=sum(epoch["seconds"] for epoch in metrics),
        pairs_per_second=statistics.median(epoch["pairs"] / epoch["seconds"] for epoch in metrics),
        pairs=metrics[0]["pairs"],
        peak_bytes=done.peak_bytes,
    )


def evaluate(model: Path, run: Run) -> dict[str, Any]:
    """The scores of a model on the test orders of a run, as in its evaluation.json."""
    command = [PROGRAM, "evaluate", "--model", model, "--baskets", run.directory / "test.parquet", "--format", "json"]
    command += ["--threads", str(THREADS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, GATE):
        sys.exit(f"error: prod2vec evaluate failed:\n{done.stderr}")
    return next(score for score in json.loads(done.stdout)["scores"] if score["name"] == "model")
