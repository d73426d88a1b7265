"""What is read out of minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from handlers.kit.dates import When
from handlers.kit.messages import Msg


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person whom minutes may name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Something decided; ``line`` is where it stands, word for word."""

    what: str
    line: str


@dataclass(frozen=True, slots=True)
class Action:
    """Something to be done. ``owners`` are people's ids, each with an item of their own.

    ``unclear`` says what could not be read; a clear one has an owner and a date. A ``part`` stands under the last
    action before it that is none, and belongs to it.
    """

    what: str
    line: str
    owners: tuple[int, ...] = ()
    due: When | None = None
    unclear: tuple[Msg, ...] = ()
    part: bool = False


@dataclass(frozen=True, slots=True)
class Rest:
    """What is neither: a note, or the heading of a list."""

    line: str
    heading: bool = False


Entry: TypeAlias = Decision | Action | Rest


@dataclass(frozen=True, slots=True)
class Minutes:
    """The entries in the order of the text; their lines, one after the other, are the text."""

    entries: tuple[Entry, ...]

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided."""
        return tuple(e for e in self.entries if isinstance(e, Decision))

    @property
    def actions(self) -> tuple[Action, ...]:
        """What is to be done."""
        return tuple(e for e in self.entries if isinstance(e, Action))

    @property
    def notes(self) -> tuple[str, ...]:
        """Everything else that was said."""
        return tuple(e.line for e in self.entries if isinstance(e, Rest) and not e.heading)

    @property
    def clear(self) -> bool:
        """Whether every item has a known owner and a readable date."""
        return not any(action.unclear for action in self.actions)
