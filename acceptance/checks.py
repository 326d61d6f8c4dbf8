"""What the checks have in common."""

import fnmatch
import json
import pathlib
import struct
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# The files of a run whose bytes depend on data and settings alone, as patterns. The others say when, where or how fast the run was.
SAME_FILES = [
    "baskets.parquet",
    "validation.parquet",
    "test.parquet",
    "vocabulary.parquet",
    "new-products.parquet",
    "model.safetensors",
    "vectors.parquet",
    "vectors.w2v.txt",
    "neighbours.csv",
    "lookup.safetensors",
    "map.parquet",
    "prod2vec_embed_weights_run_*.csv",
    "evaluation.json",
]


def check(holds, what):
    if not holds:
        sys.exit(f"check failed: {what}")
    print(f"ok  {what}", flush=True)


def contents(run):
    """The bytes of a run's files, by name."""
    return {file.name: file.read_bytes() for file in pathlib.Path(run).iterdir() if file.is_file()}


def differences(expected, found, patterns=SAME_FILES):
    """Which files differ or are missing, in two mappings from names to bytes."""
    return [pattern for pattern in patterns if one(expected, pattern) is None or one(expected, pattern) != one(found, pattern)]


def one(files, pattern):
    names = fnmatch.filter(files, pattern)
    return files[names[0]] if len(names) == 1 else None


def model(run):
    """The config in the metadata of a run's model, and the bytes of its vectors."""
    whole = (pathlib.Path(run) / "model.safetensors").read_bytes()
    length = struct.unpack("<Q", whole[:8])[0]
    return json.loads(json.loads(whole[8 : 8 + length])["__metadata__"]["config"]), whole[8 + length :]
