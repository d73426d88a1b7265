"""Measuring: two things in turn, so that a machine that slows down slows both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Row:
    """One line of the table: medians of ours and of what it is held against."""

    what: str
    ours: float
    beside: float | None
    unit: str
    bar: str


def in_turn(ours: Callable[[int], object], beside: Callable[[int], object], rounds: int) -> tuple[float, float]:
    """The median milliseconds of each, A B A B …, after a tenth of the rounds as a warm-up."""
    times: tuple[list[float], list[float]] = ([], [])
    for n in range(rounds + rounds // 10):
        for which, call in enumerate((ours, beside)):
            begin = time.perf_counter()
            call(n)
            times[which].append((time.perf_counter() - begin) * 1000)
    skip = rounds // 10
    return statistics.median(times[0][skip:]), statistics.median(times[1][skip:])


def show(rows: Iterable[Row]) -> None:
    """Prints a table of them."""
    table = Table("what", "ours", "beside it", "ratio", "bar")
    for row in rows:
        beside = f"{row.beside:.3f} {row.unit}" if row.beside is not None else ""
        ratio = f"{row.ours / row.beside:.2f}" if row.beside else ""
        table.add_row(row.what, f"{row.ours:.3f} {row.unit}", beside, ratio, row.bar)
    Console().print(table)
