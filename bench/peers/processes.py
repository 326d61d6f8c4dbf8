"""Each peer trains in a process of its own, so that its whole time counts and its threads and memory disturb nobody."""

import json
import re
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class PeerFailed(Exception):
    """A peer is not installed or broke; the message is one line for the table."""


def run_peer(module: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Runs `python -m peers.<module>` with the arguments as JSON; its last line on stdout is its result as JSON.

    Adds `whole_seconds`: from starting the process to its end.
    """
    started = time.perf_counter()
    command = [sys.executable, "-m", f"peers.{module}", json.dumps(arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    whole = time.perf_counter() - started
    if done.returncode != 0:
        # Where this machine keeps the peer is no part of the reason.
        message = done.stderr.replace(sys.prefix, "...").strip() or f"exit code {done.returncode}"
        raise PeerFailed(message.splitlines()[-1][:200])
    return json.loads(done.stdout.strip().splitlines()[-1]) | {"whole_seconds": whole}


@dataclass(frozen=True)
class Finished:
    """A command that has ended: seconds from its start to its end, and the most memory that it held."""

    exit_code: int
    seconds: float
    peak_bytes: int
    stderr: str


def run_command(command: list[Any]) -> Finished:
    """Runs a command whose stdout nobody needs.

    Linux passes the peak memory of a process on to the processes that it starts. So a small one starts the command.
    """
    between = [sys.executable, "-m", "peers.processes", *map(str, command)]
    done = subprocess.run(between, capture_output=True, text=True, check=True)
    return Finished(**json.loads(done.stdout), stderr=done.stderr)


def peak_bytes() -> int:
    """The most memory (resident set) that this process has held so far."""
    status = Path("/proc/self/status")
    if status.is_file():
        return 1024 * int(re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii")).group(1))
    return _bytes(resource.getrusage(resource.RUSAGE_SELF))


def arguments() -> dict[str, Any]:
    """The arguments that `run_peer` gave to this process."""
    return json.loads(sys.argv[1])


def answer(result: dict[str, Any]) -> None:
    print(json.dumps(result))


def _bytes(usage: resource.struct_rusage) -> int:
    """Linux counts in kilobytes, macOS in bytes."""
    return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _between() -> None:
    """The small process of `run_command`."""
    started = time.perf_counter()
    exit_code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False).returncode
    seconds = time.perf_counter() - started
    peak = _bytes(resource.getrusage(resource.RUSAGE_CHILDREN))
    answer({"exit_code": exit_code, "seconds": seconds, "peak_bytes": peak})


if __name__ == "__main__":
    _between()
