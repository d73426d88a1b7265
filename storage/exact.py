"""Sums of exact decimals inside the database: they are kept as text, so it has to be told how to add them."""

from __future__ import annotations

from decimal import Context, Decimal
from functools import reduce
from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement

from storage.models.base import Exact

_DIGITS = Context(prec=400)


class exact_add(FunctionElement[Decimal]):  # noqa: N801  named as it is called in SQL
    """``exact_add(a, b)``: the exact sum of two."""

    name = "exact_add"
    type = Exact()
    inherit_cache = True


class exact_sum(FunctionElement[Decimal]):  # noqa: N801
    """``exact_sum(column)``: the exact sum of a group; null of none."""

    name = "exact_sum"
    type = Exact()
    inherit_cache = True


def teach_sqlite(connection: Any) -> None:
    """Gives a SQLite connection both functions."""
    connection.create_function("exact_add", 2, _add, deterministic=True)
    connection.create_aggregate("exact_sum", 1, _Sum)


def add(left: Decimal, right: Decimal) -> Decimal:
    """The exact sum of two."""
    return _DIGITS.add(left, right)


def _add(left: str, right: str) -> str:
    return format(add(Decimal(left), Decimal(right)), "f")


class _Sum:
    """SQLite's sum of a group: collected first, as most are of whole numbers, which add up much faster."""

    __slots__ = ("_values", "step")

    def __init__(self) -> None:
        self._values: list[str | None] = []
        self.step = self._values.append

    def finalize(self) -> str | None:
        values = [value for value in self._values if value is not None]
        if not values:
            return None
        try:
            return str(sum(map(int, values)))
        except ValueError:  # one has decimals
            return format(reduce(add, map(Decimal, values)), "f")


@compiles(exact_add)
@compiles(exact_sum)
def _called(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    return f"{element.name}({compiler.process(element.clauses, **options)})"


@compiles(exact_add, "postgresql")
def _add_numeric(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    left, right = (compiler.process(clause, **options) for clause in element.clauses)
    return f"CAST(CAST({left} AS numeric) + CAST({right} AS numeric) AS text)"


@compiles(exact_sum, "postgresql")
def _sum_numeric(element: FunctionElement[Any], compiler: Any, **options: Any) -> str:
    return f"CAST(sum(CAST({compiler.process(element.clauses, **options)} AS numeric)) AS text)"
