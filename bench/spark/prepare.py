"""Prepares generated orders on a standalone cluster of two executors with a core each, and in one process of two threads, and says which memory executors needed."""

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pyarrow
from peers import tables
from pyarrow import csv, parquet
from spark_cluster import cluster, java_home

ROOT = Path(__file__).resolve().parent.parent.parent
WORK = ROOT / "target" / "bench-spark" / "prepare"
HEAP_MIB = 2048
# For reading files, outside of the heap: docs/how-to/spark.md.
OVERHEAD_MIB = 1024
CONF = {
    "spark.executor.memory": f"{HEAP_MIB}m",
    "spark.executor.memoryOverhead": f"{OVERHEAD_MIB}m",
    "spark.driver.memory": "3g",
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=20_000_000, help="default: %(default)s")
    parser.add_argument("--products", type=int, default=20_000, help="default: %(default)s")
    parser.add_argument("--files", type=int, default=32, help="of orders, Parquet; default: %(default)s")
    arguments = parser.parse_args()
    os.environ |= {"JAVA_HOME": java_home(), "SPARK_LOCAL_IP": "127.0.0.1"}
    shop = orders(arguments)
    flags = ["--orders", str(shop / "orders-*.parquet"), "--products", str(shop / "products.csv")]
    rows = []
    seconds, _ = prepare("prod2vec", "here", flags, [])
    rows.append(["one process, two threads", f"{seconds:.0f}", "", ""])
    folder = WORK / "cluster"
    shutil.rmtree(folder, ignore_errors=True)
    with cluster(folder, workers=2, executor_memory=f"{HEAP_MIB + OVERHEAD_MIB}m") as master:
        on = ["--spark.master", master, *(f"--spark.conf={key}={value}" for key, value in CONF.items())]
        seconds, peak = prepare("prod2vec-spark", "there", flags, on)
    rows.append(["cluster of two executors", f"{seconds:.0f}", f"{peak / 1024:.2f}", f"{(HEAP_MIB + OVERHEAD_MIB) / 1024:.2f}"])
    print(tables.table([f"{arguments.orders:,} orders, {arguments.products:,} products", "seconds", "GiB of an executor at most", "GiB stated"], rows))


def orders(arguments):
    """A folder with the files, which are kept for the next call."""
    folder = WORK / f"shop-{arguments.orders}-{arguments.products}-{arguments.files}"
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        words = ["--orders", str(arguments.orders), "--products", str(arguments.products), "--out", str(unfinished)]
        print("generate ...", file=sys.stderr, flush=True)
        subprocess.run([ROOT / "prod2vec", "generate", *words], check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        text = csv.ConvertOptions(column_types={name: pyarrow.string() for name in ("order_id", "product_id")})
        table = unfinished / "orders.csv"
        with csv.open_csv(table, read_options=csv.ReadOptions(block_size=32 << 20), convert_options=text) as batches, contextlib.ExitStack() as stack:
            writers = [
                stack.enter_context(parquet.ParquetWriter(unfinished / f"orders-{number:03}.parquet", batches.schema))
                for number in range(arguments.files)
            ]
            for number, batch in enumerate(batches):
                writers[number % arguments.files].write_batch(batch)
        table.unlink()
        unfinished.rename(folder)
    return folder


def prepare(program, name, flags, on):
    """Seconds, and the most MiB that an executor had in memory."""
    run = WORK / name
    shutil.rmtree(run, ignore_errors=True)
    print(f"{program} pre_process_data ...", file=sys.stderr, flush=True)
    over = threading.Event()
    peaks = [0]
    watch = threading.Thread(target=watch_executors, args=(over, peaks))
    watch.start()
    started = time.perf_counter()
    try:
        subprocess.run(
            [ROOT / program, "task", "pre_process_data", "--run-dir", run, *on, *flags],
            check=True, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=os.environ | {"PROD2VEC_JAVA_OPTIONS": ""},
        )  # fmt: skip
        return time.perf_counter() - started, max(peaks)
    finally:
        over.set()
        watch.join()


def watch_executors(over, peaks):
    while not over.wait(0.5):
        for process in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if process.name.isdigit() and str((process / "cwd").readlink()).startswith(str(WORK / "cluster" / "work")):
                    for line in (process / "status").read_text().splitlines():
                        if line.startswith("VmHWM:"):
                            peaks.append(int(line.split()[1]) / 1024)


if __name__ == "__main__":
    main()
