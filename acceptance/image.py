#!/usr/bin/env python3
"""Builds the image of training jobs and trains in it, as SageMaker does: with the same user, command and files. The vectors must
be those that this machine trains. Needs root, to change the root folder. The data folder is PROD2VEC_DATA."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile

from checks import ROOT, model

QUICK = ["--epochs", "2", "--training.noise-products", "64"]


def unpacked(tar, folder):
    """The image's files, laid out in a folder, and its config."""
    with tarfile.open(tar) as image:
        image.extractall(folder / "image", filter="data")
    manifest = json.loads((folder / "image" / "manifest.json").read_text())[0]
    root = folder / "root"
    for layer in manifest["Layers"]:
        with tarfile.open(folder / "image" / layer) as files:
            files.extractall(root, filter="fully_trusted")
    return root, json.loads((folder / "image" / manifest["Config"]).read_text())["config"]


def trained_here(folder):
    config = ["--config", ROOT / "examples" / "groceries.yaml", "--out", folder / "runs"]
    subprocess.run([ROOT / "prod2vec", "run", *config, *QUICK], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (run,) = (folder / "runs").iterdir()
    return run


def lay_out(ml, run, hyperparameters, user):
    """Lays out the folders of a job as the container finds them."""
    config = ml / "input" / "config"
    channel = ml / "input" / "data" / "training"
    for made in (config, channel):
        made.mkdir(parents=True)
    for name, content in {
        "hyperparameters": {f"training.{key}": str(value) for key, value in hyperparameters.items()},
        "inputdataconfig": {"training": {"TrainingInputMode": "File"}},
        "resourceconfig": {"current_host": "algo-1", "hosts": ["algo-1"]},
    }.items():
        (config / f"{name}.json").write_text(json.dumps(content))
    for name in ["baskets.parquet", "validation.parquet", "vocabulary.parquet"]:
        shutil.copy(run / name, channel)
    for path in [ml, *ml.rglob("*")]:
        os.chown(path, user, user)


subprocess.run([ROOT / "examples" / "link-data", os.environ["PROD2VEC_DATA"]], check=True)
subprocess.run([ROOT / "aws" / "image"], check=True)
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    folder.chmod(0o711)
    run = trained_here(folder)
    hyperparameters, here = model(run)
    root, config = unpacked(ROOT / "aws" / "target" / "prod2vec-image.tar", folder)
    user = int(config["User"].partition(":")[0])
    if user == 0:
        sys.exit("check failed: the image's user is root")
    lay_out(root / "opt" / "ml", run, hyperparameters, user)
    (root / "proc").mkdir(exist_ok=True)
    # In a namespace of its own, so that nothing stays mounted.
    inside = 'root=$0 user=$1; shift; mount -t proc proc "$root/proc" && exec chroot --userspec="$user" "$root" "$@"'
    command = ["unshare", "--mount", "sh", "-c", inside, root, config["User"], *config["Entrypoint"], "train"]
    subprocess.run(command, check=True, env=dict(entry.split("=", 1) for entry in config["Env"]) | {"PATH": os.environ["PATH"]})
    if model(root / "opt" / "ml" / "model")[1] != here:
        sys.exit("check failed: the image trains other vectors than this machine")
print("ok  the image trains the vectors of this machine, as a user who is not root")
