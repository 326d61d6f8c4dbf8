"""prod2vec through its command line, as a user starts it."""

import json
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .baskets import Baskets
from .questions import Questions
from .settings import CHOOSING_BASKETS, SKIP_GRAM_FLAGS, THREADS, DataSet

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

    def test_questions(self) -> Questions:
        return self._questions(self.test, self.config["evaluation"]["max-baskets"])

    def choosing_questions(self) -> Questions:
        return self._questions(self.validation, CHOOSING_BASKETS)

    def _questions(self, held_out: Baskets, max_baskets: int) -> Questions:
        evaluation = self.config["evaluation"]
        return Questions.of(held_out, evaluation["min-basket-size"], max_baskets, evaluation["seed"])


@dataclass(frozen=True)
class Training:
    """One `prod2vec train`: seconds from starting the command to its end, and pairs/s of its median epoch."""

    whole_seconds: float
    pairs_per_second: float
    pairs: int


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


def train(rows: Path, out: Path, dim: int, epochs: int) -> Training:
    """Trains skip-gram on all baskets of a csv file; `out` must not be there."""
    command = [PROGRAM, "train", "--baskets", rows, "--out", out, *SKIP_GRAM_FLAGS]
    command += ["--dim", str(dim), "--epochs", str(epochs), "--threads", str(THREADS), "--baskets.min-count", "1"]
    started = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
    whole = time.perf_counter() - started
    if done.returncode != 0:
        sys.exit(f"error: prod2vec train failed:\n{done.stderr}")
    lines = (out / "training.jsonl").read_text(encoding="utf-8").splitlines()
    metrics = [json.loads(line) for line in lines]
    return Training(
        whole_seconds=whole,
        pairs_per_second=statistics.median(epoch["pairs"] / epoch["seconds"] for epoch in metrics),
        pairs=metrics[0]["pairs"],
    )
