"""Trains on a standalone cluster of two executors with a core each: prod2vec, and MLlib's Word2Vec. And prod2vec in one process of two threads."""

import argparse
import hashlib
import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy
from peers import tables
from peers.baskets import Baskets
from peers.questions import Questions, Scores
from peers.vectors import Vectors, mean_dot
from spark_cluster import cluster, java_home

ROOT = Path(__file__).resolve().parent.parent.parent
WORK = ROOT / "target" / "bench-spark"
SHARDS = 16
DIM = 128
CHOOSING_BASKETS = 2_000
MOST_BASKETS = 20_000
TASKS = ["pre_process_data", "run_data_quality_checks", "branching", "model_training", "post_processing"]
CONF = {
    "spark.executor.memory": "2g",
    "spark.driver.memory": "3g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--config", default="examples/instacart.yaml", help="of prod2vec; default: %(default)s")
    parser.add_argument("--epochs", type=int, default=10, help="of both; default: %(default)s")
    arguments = parser.parse_args()
    os.environ |= {"JAVA_HOME": java_home(), "SPARK_LOCAL_IP": "127.0.0.1"}
    flags = [
        "--config", str(Path(arguments.config).resolve()), "--training.shards", str(SHARDS), "--dim", str(DIM),
        "--epochs", str(arguments.epochs), "--training.patience", "0",
    ]  # fmt: skip
    shutil.rmtree(WORK / "runs", ignore_errors=True)
    here = prod2vec("prod2vec", "here", flags, [], TASKS[:4])
    with standalone() as master:
        on = ["--spark.master", master, *(f"--spark.conf={key}={value}" for key, value in CONF.items())]
        there = prod2vec("prod2vec-spark", "there", flags, on, TASKS)
    if digest(here) != digest(there):
        sys.exit("error: the cluster trained another model than one process")
    with standalone() as master:
        seconds, validation, scores = mllib(master, there, arguments.epochs)
    print(report(epochs(here), epochs(there), there, seconds, validation, scores))


def standalone():
    """A new cluster, so that no contender finds virtual machines that another has warmed up."""
    folder = WORK / "cluster"
    shutil.rmtree(folder, ignore_errors=True)
    return cluster(folder, workers=2, executor_memory="3g")


def prod2vec(program, name, flags, on, tasks):
    """The folder of a run that has done the tasks."""
    folder = WORK / "runs" / name
    for task in tasks:
        print(f"{program} {task} ...", file=sys.stderr, flush=True)
        more = flags if task == "pre_process_data" else []
        subprocess.run(
            [ROOT / program, "task", task, "--run-dir", folder, *on, *more],
            check=True, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    return folder


def digest(run):
    return hashlib.sha256((run / "model.safetensors").read_bytes()).hexdigest()


def epochs(run):
    """The lines of the training's log."""
    return [json.loads(line) for line in (run / "training.jsonl").read_text().splitlines()]


def mllib(master, run, iterations):
    """Seconds of the fit, HR@10 on validation orders and the scores on test orders."""
    from pyspark.ml.feature import Word2Vec
    from pyspark.sql import SparkSession
    from pyspark.sql.functions import col, transform

    print("MLlib ...", file=sys.stderr, flush=True)
    builder = SparkSession.builder.master(master)
    for key, value in CONF.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    words = transform(col("products"), lambda product: product.cast("string")).alias("words")
    baskets = spark.read.parquet(str(run / "baskets.parquet")).select(words).repartition(SHARDS).cache()
    baskets.count()
    word2vec = Word2Vec(
        vectorSize=DIM,
        minCount=1,
        numPartitions=SHARDS,
        maxIter=iterations,
        seed=1,
        inputCol="words",
        # All pairs of a basket, as prod2vec.
        windowSize=100,
    )
    started = time.perf_counter()
    model = word2vec.fit(baskets)
    seconds = time.perf_counter() - started
    rows = model.getVectors().collect()
    spark.stop()
    vectors = numpy.zeros((1 + max(int(row["word"]) for row in rows), DIM), dtype=numpy.float32)
    for row in rows:
        vectors[int(row["word"])] = row["vector"].toArray()
    return seconds, *best(vectors, run)


def best(vectors, run):
    """MLlib gives input vectors alone: by dot product or by cosine, whichever is better on validation orders."""
    lengths = numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    choosing = Questions.of(Baskets.read(run / "validation.parquet"), 2, CHOOSING_BASKETS, 1)
    rates = {scorer: choosing.hit_rate_10(scorer) for scorer in (mean_dot(Vectors(rows, rows)) for rows in (vectors, vectors / lengths))}
    scorer = max(rates, key=rates.__getitem__)
    return rates[scorer], Questions.of(Baskets.read(run / "test.parquet"), 2, MOST_BASKETS, 1).score(scorer)


def report(here, there, run, mllib_seconds, mllib_validation, mllib_scores: Scores):
    (model,) = [score for score in json.loads((run / "evaluation.json").read_text())["scores"] if score["name"] == "model"]
    on_cluster, in_process = ([epoch["seconds"] for epoch in epochs] for epochs in (there, here))
    cluster_epoch, process_epoch = statistics.median(on_cluster), statistics.median(in_process)
    first = there[0]
    rows = [
        ["prod2vec", str(len(there)), f"{sum(on_cluster):.0f}", f"{model['hitRate10']:.3f}", f"{model['meanReciprocalRank']:.3f}"],
        ["MLlib Word2Vec", str(len(there)), f"{mllib_seconds:.0f}", f"{mllib_scores.hit_rate_10:.3f}", f"{mllib_scores.mean_reciprocal_rank:.3f}"],
    ]
    return (
        tables.table(["on the cluster", "epochs", "seconds", "HR@10", "MRR"], rows)
        + f"\nAfter its first epoch, {first['seconds']:.0f} s, prod2vec has HR@10 {first['validationHitRate10']:.3f} on validation orders; MLlib in the end has {mllib_validation:.3f}.\n"
        + f"An epoch of prod2vec takes {cluster_epoch:.1f} s on the cluster and {process_epoch:.1f} s in one process, medians: {cluster_epoch / process_epoch:.2f} times as long. Both train the same bytes.\n"
    )


if __name__ == "__main__":
    main()
