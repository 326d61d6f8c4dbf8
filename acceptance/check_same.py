"""Checks that two runs gave the same vectors byte for byte.

Usage: check_same.py RUNS RUNS   (folders with one run each)
"""

import hashlib
import pathlib
import sys

FILES = [
    "baskets.parquet",
    "validation.parquet",
    "test.parquet",
    "vocabulary.parquet",
    "model.safetensors",
    "vectors.parquet",
    "vectors.w2v.txt",
    "neighbours.csv",
    "prod2vec_embed_weights_run_*.csv",
]


def sha256(runs, name):
    (file,) = pathlib.Path(runs).glob(f"*/{name}")
    return hashlib.sha256(file.read_bytes()).hexdigest()


for name in FILES:
    if sha256(sys.argv[1], name) != sha256(sys.argv[2], name):
        sys.exit(f"check failed: {name} differs between {sys.argv[1]} and {sys.argv[2]}")
    print(f"ok  {name} has the same bytes")
