"""The command: see `run --help`."""

import argparse
import datetime
import json
import os
import shutil
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import machine, prod2vec, quality, settings, speed, until
from .settings import DataSet, Plan

SKIP_GRAM = "skip-gram"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="bench/peers/run",
        description="prod2vec beside its peers: one table of speed, one of quality, and one of the time until prod2vec "
        "is as good as each peer. All three parts unless some are named.",
    )
    parser.add_argument("--speed", action="store_true", help="only the speed part")
    parser.add_argument("--quality", action="store_true", help="only the quality part")
    parser.add_argument("--until", action="store_true", help="only the time until prod2vec is as good as each peer")
    parser.add_argument(
        "--only",
        nargs="+",
        choices=until.METHODS,
        metavar="METHOD",
        help="--until measures these alone, and keeps the other rows of peers-until.json in the folder of --out; "
        f"of {', '.join(until.METHODS)}",
    )
    parser.add_argument(
        "--data-set",
        nargs="+",
        choices=[data_set.name for data_set in settings.FULL.quality_data],
        metavar="NAME",
        help="--until measures on these; default: instacart; also online-retail, groceries",
    )
    parser.add_argument(
        "--search", action="store_true", help="--until searches for the settings of EASE and ALS, and times the search"
    )
    parser.add_argument("--quick", action="store_true", help="a small sample, once: to see that it works; no figures")
    parser.add_argument("--repeats", type=int, help="measurements for each median; 3, or 1 with --quick")
    parser.add_argument("--data", type=Path, help="folder of the data sets; default: $PROD2VEC_DATA")
    parser.add_argument(
        "--out", type=Path, help="folder for tables and raw figures; default: bench/runs/<date>-<processor>"
    )
    found = parser.parse_args()
    found.data = found.data or Path(os.environ.get("PROD2VEC_DATA", ""))
    if not found.data.is_dir() or found.data == Path(""):
        parser.error("no data: name its folder with --data or PROD2VEC_DATA")
    found.data = found.data.resolve()
    if found.quick and found.data_set:
        parser.error("--quick has a data set of its own: leave out --data-set")
    if found.only or found.data_set or found.search:
        if found.speed or found.quality:
            parser.error("--only, --data-set and --search belong to --until: leave out --speed and --quality")
        found.until = True
    if not (found.speed or found.quality or found.until):
        found.speed = found.quality = found.until = True
    if found.repeats is not None and found.repeats < 1:
        parser.error(f"--repeats must be 1 or more, but is {found.repeats}")
    return found


class Runs:
    """The pipeline's runs, each made once, when it is first asked for."""

    def __init__(self, data: Path, work: Path, plan: Plan):
        self._data = data
        self._work = work
        self._plan = plan
        self._made: dict[tuple[str, str], prod2vec.Run] = {}

    def of(self, data_set: DataSet) -> prod2vec.Run:
        return self._run(data_set, "default", ())

    def skip_gram(self, data_set: DataSet) -> prod2vec.Run:
        default = self.of(data_set)
        if default.objective == SKIP_GRAM:
            return default
        return self._run(data_set, SKIP_GRAM, settings.SKIP_GRAM_FLAGS)

    def work(self, data_set: DataSet) -> Path:
        """Where the peers work on a data set; shared by the parts."""
        return self._work / data_set.name / "peers"

    def _run(self, data_set: DataSet, name: str, flags: tuple[str, ...]) -> prod2vec.Run:
        key = data_set.name, name
        if key not in self._made:
            print(f"prod2vec run on {data_set.name} ({name}) ...", file=sys.stderr, flush=True)
            out = self._work / data_set.name / name
            self._made[key] = prod2vec.run(self._data, data_set, out, self._plan.run_flags + flags)
        return self._made[key]


def write(out: Path, part: str, text: str, document: dict[str, Any]) -> None:
    save(out, part, text, document)
    print(text, flush=True)


def save(out: Path, part: str, text: str, document: dict[str, Any]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / f"peers-{part}.md").write_text(text, encoding="utf-8")
    (out / f"peers-{part}.json").write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def kept(out: Path, processor: str) -> dict[str, until.Until]:
    """What `--until` has measured before, by data set."""
    file = out / "peers-until.json"
    if not file.is_file():
        return {}
    document = json.loads(file.read_text(encoding="utf-8"))
    other = document["machine"]["processor"]
    if other != processor:
        sys.exit(f"error: {file}: its rows are of another processor, {other}; name another folder with --out")
    return {name: until.Until.of(found) for name, found in document["results"].items()}


def main() -> None:
    given = arguments()
    plan = settings.QUICK if given.quick else settings.FULL
    repeats = given.repeats or plan.repeats
    date = datetime.datetime.now(datetime.UTC).date().isoformat()
    root = prod2vec.ROOT
    here = machine.description(prod2vec.build())
    work = root / "target" / "peers" / "work"
    shutil.rmtree(work, ignore_errors=True)
    out = given.out or (
        root / "target" / "peers" / "quick" if given.quick else root / "bench" / "runs" / machine.folder_name(date)
    )
    runs = Runs(given.data, work, plan)
    started = time.monotonic()
    about = f"{date}, {plan.name} run. {machine.sentence(here)}\n"

    if given.speed:
        run = runs.of(plan.speed_data)
        measured = speed.measure(run, plan, repeats, runs.work(plan.speed_data))
        text = f"# Speed\n\n{about}\n{speed.table(measured, plan)}\n{speed.notes(measured, run, plan, repeats)}"
        write(out, "speed", text, {"date": date, "machine": here, "plan": asdict(plan), "measured": asdict(measured)})

    if given.quality:
        results = []
        for data_set in plan.quality_data:
            run = runs.of(data_set)
            skip_gram = runs.skip_gram(data_set)
            results += quality.measure(data_set.name, run, skip_gram, plan, runs.work(data_set))
        text = f"# Quality\n\n{about}\n{quality.table(results)}\n{quality.notes(results)}"
        document = {"date": date, "machine": here, "plan": asdict(plan), "results": quality.documents(results)}
        write(out, "quality", text, document)

    if given.until:
        # Rows of other methods and of other data sets stay; without a name, all is measured anew.
        by_name = kept(out, here["processor"]) if given.only or given.data_set else {}
        named = [data_set for data_set in settings.FULL.quality_data if data_set.name in (given.data_set or ())]
        measured = f"{date} (load before: {here['load_before']})"
        for data_set in named or plan.until_data:
            measurement = until.Measurement(
                data_set, runs.of(data_set), plan, runs.work(data_set), given.search, measured
            )
            before = by_name.get(data_set.name) if given.only else None
            for found in measurement.into(before, tuple(given.only or until.METHODS)):
                by_name[data_set.name] = found
                # After each row, so that an interrupted measurement can be completed with --only.
                sections = [until.text(name, result) for name, result in by_name.items()]
                text = "\n".join([f"# Until a quality is reached\n\n{about}", *sections])
                results = {name: result.document() for name, result in by_name.items()}
                document = {"date": date, "machine": here, "plan": asdict(plan), "results": results}
                save(out, "until", text, document)
        print(text, flush=True)

    print(f"took {time.monotonic() - started:.0f} s; written to {os.path.relpath(out)}", file=sys.stderr)


main()
