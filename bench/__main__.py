"""Runs the benchmarks and prints a table. The machine may be noisy: read the ratios, not the times."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from bench import dispatch, start, vocabulary
from bench.measure import Row


def main() -> None:
    """All benchmarks, one table."""
    table = Table("what", "ours", "beside it", "ratio", "bar")
    for module in (dispatch, vocabulary, start):
        for row in module.rows():
            _add(table, row)
    Console().print(table)


def _add(table: Table, row: Row) -> None:
    beside = f"{row.beside:.3f} {row.unit}" if row.beside is not None else ""
    ratio = f"{row.ours / row.beside:.2f}" if row.beside else ""
    table.add_row(row.what, f"{row.ours:.3f} {row.unit}", beside, ratio, row.bar)


if __name__ == "__main__":
    main()
