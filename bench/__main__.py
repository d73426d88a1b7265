"""Runs the benchmarks and prints a table. The machine may be noisy: read the ratios, not the times."""

from __future__ import annotations

from itertools import chain

from bench import dispatch, due, outbox, standup, start, vocabulary
from bench.measure import show

if __name__ == "__main__":
    show(chain.from_iterable(module.rows() for module in (dispatch, due, outbox, standup, vocabulary, start)))
