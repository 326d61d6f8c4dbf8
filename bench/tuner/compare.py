"""Compares our tuner with Optuna's samplers. Started by `run`, which says what it needs."""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import time
import warnings

os.environ.setdefault("OMP_NUM_THREADS", "1")

from problems import PROBLEMS  # noqa: E402

SAMPLERS = ("random", "tpe", "gp", "ours", "ours-4")
HEADS = {
    "random": "Optuna Random",
    "tpe": "Optuna TPE",
    "gp": "Optuna GPSampler",
    "ours": "ours",
    "ours-4": "ours, 4 pending, at 1.5 times the trials",
}
AT = (30, 50, 100)


def java(*arguments):
    """The objects that TunerBenchmark prints, as they come."""
    command = ["java", "-XX:+UseSerialGC", "-cp", os.environ["TUNER_CLASSES"], "TunerBenchmark", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            yield json.loads(line)
    if process.returncode:
        sys.exit(f"TunerBenchmark failed with {process.returncode}")


def check():
    """Both languages must have the same functions."""
    seen = set()
    for line in java():
        function = PROBLEMS[line["problem"]][1]
        value = function(*line["point"].values())
        if not math.isclose(value, line["value"], rel_tol=1e-9, abs_tol=1e-12):
            sys.exit(f"{line['problem']}: Problems.java gives {line['value']}, problems.py {value} at {line['point']}")
        seen.add(line["problem"])
    if seen != set(PROBLEMS):
        sys.exit(f"Problems.java and problems.py differ in {seen ^ set(PROBLEMS)}")


def optuna_runs(problem, name, seeds, trials):
    import optuna

    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    if name == "gp":
        import torch

        torch.set_num_threads(1)
    samplers = {
        "random": optuna.samplers.RandomSampler,
        "tpe": optuna.samplers.TPESampler,
        "gp": optuna.samplers.GPSampler,
    }
    parameters, function, minimum = PROBLEMS[problem]
    for seed in range(seeds):
        start = time.perf_counter()
        study = optuna.create_study(sampler=samplers[name](seed=seed))
        study.optimize(lambda trial: function(*(ask(trial) for ask in parameters.values())), n_trials=trials)
        best, regrets = math.inf, []
        for trial in study.trials:
            best = min(best, trial.value - minimum)
            regrets.append(best)
        yield {"seed": seed, "seconds": time.perf_counter() - start, "regrets": regrets}


def our_runs(problem, pending, seeds, trials):
    yield from java(problem, "ours", "0", str(seeds), str(trials), str(pending))


def cell(runs, factor):
    medians = [statistics.median(run["regrets"][round(at * factor) - 1] for run in runs) for at in AT]
    seconds = statistics.median(run["seconds"] for run in runs)
    return " / ".join(f"{median:.2g}" for median in medians) + f" ({seconds:.1f} s)"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20, help="studies per problem and sampler (20)")
    parser.add_argument("--problems", nargs="+", choices=PROBLEMS, default=list(PROBLEMS))
    parser.add_argument("--samplers", nargs="+", choices=SAMPLERS, default=list(SAMPLERS))
    arguments = parser.parse_args()
    check()
    print("| problem | " + " | ".join(HEADS[name] for name in arguments.samplers) + " |")
    print("| --- |" + " --- |" * len(arguments.samplers))
    for problem in arguments.problems:
        cells = []
        for name in arguments.samplers:
            print(f"{problem}: {HEADS[name]} ...", file=sys.stderr)
            if name == "ours":
                runs, factor = our_runs(problem, 1, arguments.seeds, AT[-1]), 1
            elif name == "ours-4":
                runs, factor = our_runs(problem, 4, arguments.seeds, round(AT[-1] * 1.5)), 1.5
            else:
                runs, factor = optuna_runs(problem, name, arguments.seeds, AT[-1]), 1
            cells.append(cell(list(runs), factor))
        print(f"| {problem} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
