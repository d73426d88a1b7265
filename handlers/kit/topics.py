"""What of the messages that people are told can be turned down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Topic:
    """A kind of private message: its name, and the others it has; the catalogues hold ``topic-<name>``."""

    name: str
    also: tuple[str, ...] = ()
