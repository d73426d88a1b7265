"""What all tables share: constraint names, exact decimals, enums as text, big keys."""

from decimal import Decimal
from enum import StrEnum
from typing import Any, Generic, TypeVar

from sqlalchemy import JSON, BigInteger, Integer, String, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

# Set before any table is declared: without names SQLite cannot drop a constraint in a downgrade.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

E = TypeVar("E", bound=StrEnum)

BigKey = BigInteger().with_variant(Integer(), "sqlite")
Json = JSON(none_as_null=True)


class Exact(TypeDecorator[Decimal]):
    """An exact decimal kept as text: SQLite would make a float of it, and both databases shall agree."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Plain digits; a float or a non-finite number is refused."""
        if value is None:
            return None
        if not isinstance(value, Decimal) or not value.is_finite():
            raise ValueError(f"not an exact number: {value!r}")
        return format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The decimal with the digits it was stored with."""
        return None if value is None else Decimal(value)


class EnumText(TypeDecorator[E], Generic[E]):
    """A ``StrEnum`` kept as its value, so that a new member needs no change of the database's types."""

    impl = String
    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        super().__init__(length=20)
        self.enum = enum

    def process_bind_param(self, value: E | str | None, dialect: Dialect) -> str | None:
        """The value, checked to be one of the enum's."""
        return None if value is None else self.enum(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:
        """The enum's member."""
        return None if value is None else self.enum(value)


def table(model: type[SQLModel]) -> Table:
    """A model's plain table: statements on it skip the ORM, which costs more than the database does."""
    made: Table = model.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it
    return made
