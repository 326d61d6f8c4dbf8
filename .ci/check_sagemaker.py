"""Compares what came of jobs with what this machine trains.

check_sagemaker.py SEARCH JOB LOCAL: the files of a training by a job are those of a training here; prints the flags of the
search's best trial. check_sagemaker.py SEARCH BEST: the search's vectors are those of a training here with these flags.
"""

import json
import struct
import sys
from pathlib import Path


def tensors(run: Path) -> tuple[dict, bytes]:
    """The config in a model's metadata, and the bytes of its vectors."""
    whole = (run / "model.safetensors").read_bytes()
    length = struct.unpack("<Q", whole[:8])[0]
    return json.loads(json.loads(whole[8 : 8 + length])["__metadata__"]["config"]), whole[8 + length :]


def trials(run: Path) -> list[dict]:
    return [json.loads(line) for line in (run / "tuning-study.jsonl").read_text().splitlines()[1:]]


search, *others = (Path(name) for name in sys.argv[1:])
ended = trials(search)
assert len(ended) == 8, f"{len(ended)} trials"
for name in ["tuning.html", "tuning.csv", "report.html", "evaluation.json", "vectors.parquet"]:
    assert (search / name).stat().st_size > 0, name
if len(others) == 2:
    job, local = others
    for name in ["model.safetensors", "vectors.parquet", "neighbours.csv", "evaluation.json"]:
        assert (job / name).read_bytes() == (local / name).read_bytes(), f"{name} of a job is another than of this machine"
    config, _ = tensors(search)
    print(" ".join(f"--training.{key} {value}" for key, value in config.items()))
else:
    assert tensors(search)[1] == tensors(others[0])[1], "the best trial's vectors are others than this machine's"
    print("jobs of the stand-in gave the vectors of this machine")
