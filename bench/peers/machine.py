"""What was measured on, and with which versions."""

import importlib.metadata
import os
import platform
import re
from pathlib import Path
from typing import Any

PACKAGES = ("gensim", "fasttext-wheel", "keras", "tensorflow-cpu", "implicit", "numpy", "scipy")


def processor() -> str:
    """The processor's name as Linux has it; elsewhere as Python has it."""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        found = re.search(r"^model name\s*: (.*)$", cpuinfo.read_text(encoding="utf-8"), re.MULTILINE)
        if found:
            return found.group(1).strip()
    return platform.processor() or platform.machine()


def folder_name(date: str) -> str:
    """<date>-<processor>, in small letters, digits and hyphens."""
    return f"{date}-" + re.sub(r"[^a-z0-9]+", "-", processor().lower()).strip("-")


def versions() -> dict[str, str]:
    """Of the peers that are installed."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


def description(prod2vec: str) -> dict[str, Any]:
    return {
        "processor": processor(),
        "processors": len(os.sched_getaffinity(0)),
        "load_before": round(os.getloadavg()[0], 2),
        "prod2vec": prod2vec,
        "versions": versions(),
    }


def sentence(machine: dict[str, Any]) -> str:
    packages = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    return (
        f"{machine['processor']}, {machine['processors']} processors (load before: {machine['load_before']}); "
        f"{machine['prod2vec']}; {packages}."
    )
