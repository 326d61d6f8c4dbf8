#!/usr/bin/env python3
"""Kills commands at random moments, resumes them, and compares their files with those of an undisturbed run, byte by byte.

KILLS is the number of kills (100), SEED draws the moments (1). Takes about ten seconds per kill on two cores. All files are below
target/kills and stay there after a fault. Ends with 1 if a file is half written, a command cannot be resumed, or a byte differs.
"""

import collections
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import struct
import subprocess
import sys
import time

from checks import ROOT, SAME_FILES, contents, differences

WORK = ROOT / "target" / "kills"
KILLS = int(os.environ.get("KILLS", "100"))
SEED = int(os.environ.get("SEED", "1"))
PATIENCE_SECONDS = 600

QUICK = ["--epochs", "4", "--dim", "16", "--threads", "1", "--training.noise-products", "64"]
SEARCH = ["--tuning.trials", "4", "--tuning.dim", "8..16", "--tuning.minutes", "30"]
ORDERS = ["--orders", "shop/orders.csv", "--products", "shop/products.csv"]
BASKETS = ["--baskets", "shop/orders.csv", "--products", "shop/products.csv"]
TASKS = ["pre_process_data", "run_data_quality_checks", "branching", "model_training", "post_processing"]
FORMATS = {"csv": "csv", "parquet": "parquet", "word2vec": "txt", "word2vec-binary": "bin"}
MODEL_FILES = ["model.safetensors", "vocabulary.parquet"]

chance = random.Random(SEED)
faults: list[str] = []
counts: collections.Counter = collections.Counter()


def start(words):
    return subprocess.Popen(
        [ROOT / "prod2vec", *words],
        cwd=WORK,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(words, what):
    """Lets a command end. If it fails, its message is a fault."""
    process = start(words)
    try:
        _, said = process.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        said = f"still running after {PATIENCE_SECONDS} s"
    if process.returncode != 0:
        faults.append(f"{what}: {' '.join(map(str, words))} ended with {process.returncode}: {said.strip()[-500:]}")


def killed(words, longest):
    """Starts a command and kills it at a random moment; False if it had ended."""
    process = start(words)
    try:
        process.communicate(timeout=chance.uniform(0, longest))
        return False
    except subprocess.TimeoutExpired:
        # A machine that goes down ends all processes; the kernel, when memory is short, ends one.
        (os.killpg if chance.random() < 0.5 else os.kill)(process.pid, signal.SIGKILL)
        process.communicate()
        return True


def is_whole(path):
    content = path.read_bytes()
    match path.suffix:
        case ".json":
            return is_json(content)
        case ".jsonl":
            return content.endswith(b"\n") and all(map(is_json, content.splitlines()))
        case ".parquet":
            return len(content) > 12 and content[:4] == content[-4:] == b"PAR1"
        case ".safetensors":
            (size,) = struct.unpack("<Q", content[:8])
            header = json.loads(content[8 : 8 + size])
            ends = [tensor["data_offsets"][1] for name, tensor in header.items() if name != "__metadata__"]
            return len(content) == 8 + size + max(ends)
        case ".html":
            return content.rstrip().endswith(b"</html>")
        case ".csv" | ".tsv" | ".txt":
            return content.endswith(b"\n")
    return True


def is_json(text):
    try:
        json.loads(text)
        return True
    except ValueError:
        return False


def look(folder, what):
    """Every file with its final name must be whole; hidden ones are still being written."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            counts["files looked at"] += 1
            try:
                whole = is_whole(path)
            except (ValueError, struct.error, KeyError):
                whole = False
            if not whole:
                faults.append(f"{what}: {path.relative_to(WORK)} is half written")


def compare(expected, found, names, what):
    counts["files compared"] += len(names)
    for name in differences(contents(expected), contents(found), names):
        faults.append(f"{what}: {name} is missing, or differs from the undisturbed one")


def digest(path):
    return hashlib.sha256(path.read_bytes()).digest()


def runs(folder):
    return sorted(path for path in folder.glob("*") if (path / "manifest.json").is_file())


class Kind:
    """A command with a folder of its own, called again until it has finished."""

    def __init__(self, folder):
        self.folder = folder

    def look(self, what):
        look(self.folder, what)

    def finished(self):
        return True


class Run(Kind):
    """The pipeline in one command, resumed by its id."""

    name = "run"

    def words(self):
        begun = runs(self.folder)
        if begun:
            return ["run", "--resume", begun[0].name, "--out", self.folder]
        return ["run", *ORDERS, *QUICK, "--out", self.folder]

    def check(self, undisturbed, what):
        found = runs(self.folder)
        if len(found) != 1:
            faults.append(f"{what}: {len(found)} runs")
        else:
            compare(runs(undisturbed.folder)[0], found[0], SAME_FILES, what)


class Task(Kind):
    """The pipeline task by task, as a scheduler calls it: each is called again until it has ended well."""

    name = "task"

    def words(self):
        run = self.folder / "run"
        task = next((task for task in TASKS if not (run / f"task-{task}.json").is_file()), TASKS[-1])
        return ["task", task, "--run-dir", run, "--wait", *(ORDERS + QUICK if task == TASKS[0] else [])]

    def finished(self):
        return (self.folder / "run" / f"task-{TASKS[-1]}.json").is_file()

    def check(self, undisturbed, what):
        compare(undisturbed.folder / "run", self.folder / "run", SAME_FILES, what)


class Train(Kind):
    """A training into a folder, begun again."""

    name = "train"

    def words(self):
        return ["train", *BASKETS, *QUICK, "--out", self.folder / "model"]

    def finished(self):
        return (self.folder / "model" / "model.safetensors").is_file()

    def check(self, undisturbed, what):
        compare(undisturbed.folder / "model", self.folder / "model", MODEL_FILES, what)


class Tune(Kind):
    """A search, which resumes its study."""

    name = "tune"

    def words(self):
        return ["tune", *BASKETS, *QUICK, *SEARCH, "--out", self.folder / "study"]

    def check(self, undisturbed, what):
        compare(undisturbed.folder / "study", self.folder / "study", MODEL_FILES, what)


class Export(Kind):
    """Exports over existing files: each is the old one or the new one."""

    name = "export"
    OLD = b"the old file\n"

    def __init__(self, folder):
        super().__init__(folder)
        self.format = chance.choice(list(FORMATS))
        self.file = folder / f"vectors.{FORMATS[self.format]}"
        self.file.write_bytes(self.OLD)

    def words(self):
        return self.words_for(self.file)

    def words_for(self, file):
        return ["export", "--run", runs(WORK / "undisturbed-run")[0], "--to", self.format, "--file", file]

    def new(self):
        """The file of an undisturbed export, made once."""
        file = WORK / f"new.{self.format}"
        if not file.exists():
            finish(self.words_for(file), f"undisturbed {self.format}")
        return file

    def look(self, what):
        if self.file.read_bytes() not in (self.OLD, self.new().read_bytes()):
            faults.append(f"{what}: {self.file.name} is neither the old one nor the new one")

    def check(self, _, what):
        counts["files compared"] += 1
        if digest(self.new()) != digest(self.file):
            faults.append(f"{what}: {self.file.name} differs from the undisturbed one")
        left = [path.name for path in self.folder.iterdir() if path != self.file]
        if left:
            faults.append(f"{what}: {left} left beside the file")


def undisturbed(kind):
    """One that is not killed, and the longest time that one call of it took."""
    one = begin(kind, f"undisturbed-{kind.name}")
    longest = 0.0
    while True:
        begun = time.monotonic()
        finish(one.words(), f"undisturbed {kind.name}")
        longest = max(longest, time.monotonic() - begun)
        if faults or one.finished():
            return one, longest


def begin(kind, name):
    folder = WORK / name
    folder.mkdir()
    return kind(folder)


def disturb(one, longest, what, most):
    """Kills it a few times, each time resuming, then lets it end. Returns the number of kills."""
    kills = 0
    while kills < most:
        if killed(one.words(), longest):
            kills += 1
            one.look(what)
        elif one.finished():
            break
    while True:
        finish(one.words(), what)
        if faults or one.finished():
            return kills


def main():
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    print(f"{KILLS} kills with seed {SEED}", flush=True)
    finish(["generate", "--out", "shop", "--orders", "2000", "--products", "200"], "generate")
    kinds = [Run, Task, Train, Tune, Export]
    references = {}
    for kind in kinds:
        references[kind] = undisturbed(kind)
        print(f"undisturbed {kind.name}: at most {references[kind][1]:.1f} s", flush=True)
    number = 0
    kills = 0
    while kills < KILLS and not faults:
        kind = kinds[number % len(kinds)]
        number += 1
        reference, longest = references[kind]
        one = begin(kind, f"{kind.name}-{number}")
        what = f"{kind.name}-{number} (seed {SEED})"
        done = disturb(one, longest, what, min(KILLS - kills, chance.randint(1, 4)))
        one.check(reference, what)
        kills += done
        counts[f"kills of {kind.name}"] += done
        print(f"{kills:4} kills  {what}: {done} kills, resumed, {'same bytes' if not faults else 'FAULT'}", flush=True)
        if not faults:
            shutil.rmtree(one.folder)
    for name, count in sorted(counts.items()):
        print(f"{count:7}  {name}")
    for fault in faults:
        print(f"fault: {fault}", file=sys.stderr)
    if faults:
        sys.exit(1)
    print(f"no fault in {kills} kills")


main()
