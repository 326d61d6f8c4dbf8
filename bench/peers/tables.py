"""Markdown."""

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines) + "\n"


def rate(pairs_per_second: float) -> str:
    """Three significant digits: 42.1 M pairs/s, 625 pairs/s."""
    for unit, size in (("M ", 1e6), ("k ", 1e3)):
        if pairs_per_second >= size:
            return f"{_three_digits(pairs_per_second / size)} {unit}pairs/s"
    return f"{_three_digits(pairs_per_second)} pairs/s"


def seconds(value: float) -> str:
    if value >= 120:
        return f"{_three_digits(value / 60)} min"
    return f"{_three_digits(value)} s"


def memory(size: int) -> str:
    """In powers of ten: 1.40 GB, 285 MB."""
    unit, divisor = ("GB", 1e9) if size >= 1e9 else ("MB", 1e6)
    return f"{_three_digits(size / divisor)} {unit}"


def times(ratio: float) -> str:
    return f"{_three_digits(ratio)} times"


def _three_digits(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
