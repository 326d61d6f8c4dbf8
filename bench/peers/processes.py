"""Each peer trains in a process of its own, so that its whole time counts and its threads and memory disturb nobody."""

import json
import subprocess
import sys
import time
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


def arguments() -> dict[str, Any]:
    """The arguments that `run_peer` gave to this process."""
    return json.loads(sys.argv[1])


def answer(result: dict[str, Any]) -> None:
    print(json.dumps(result))
