"""Points, pure: how far an allowance goes, who stands where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.kit.errors import Refused
from handlers.kit.messages import Day, PeriodName, say
from handlers.kit.periods import Period

DEFAULT_POINTS = 1
DEFAULT_ALLOWANCE = 100  # points a person may give in a calendar month of theirs; narrower limits only where set
BLANK = "—"  # the words of whoever asked to be forgotten
UNDO_WITHIN = timedelta(hours=24)
HANDFUL = 5  # points: fewer than these, given to one person, are no pattern
FEWEST = 4  # people of a team: in a smaller one there is hardly anybody else to give to
SHORT = 80  # characters of a reason in a list
MOST_POINTS = 1_000_000  # beyond any allowance; keeps a slip of the finger out of the ledger's integers


@dataclass(frozen=True, slots=True)
class Praise:
    """A kudos as cards show it; names, not mentions. ``points`` go to each receiver, ``picture`` is in which colours it
    is drawn, if it is."""

    id: int
    giver: str
    receivers: tuple[str, ...]
    reason: str
    points: int
    private: bool = False
    picture: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """How many points a person may give: in a month, to one and the same person in a month, on a day (None: as many
    as the month leaves)."""

    allowance: int = DEFAULT_ALLOWANCE
    pair: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Purse:
    """What a person has given in a month, of how much; the same for the day, where a day has a limit."""

    month: Period
    allowance: int
    given: int
    day: date | None = None
    a_day: int | None = None
    that_day: int = 0

    @property
    def left(self) -> int:
        """What is still theirs to give; an allowance that was lowered below what is given leaves nothing."""
        return max(self.allowance - self.given, 0)

    @property
    def left_that_day(self) -> int | None:
        """What the day alone leaves, None where it has no limit."""
        return None if self.a_day is None else max(self.a_day - self.that_day, 0)

    @property
    def renewed(self) -> date:
        """The day from which the whole allowance is theirs again."""
        return self.month.last + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the board; equal points share a rank, and the next one is counted on (1, 1, 3)."""

    rank: int
    name: str
    points: int


@dataclass(frozen=True, slots=True)
class Board:
    """Who stands where in a period: of points received or given, all of them or those for a value."""

    period: Period
    places: tuple[Place, ...]
    value: str | None = None
    given: bool = False


@dataclass(frozen=True, slots=True)
class Mine:
    """A person's own month: what they may give, the kudos and points they received, and all points they have.

    ``hidden``: they do not want to stand on boards.
    """

    purse: Purse
    praises: tuple[Praise, ...]
    received: int
    balance: int
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs who give each other most of what they give: two names, what each gave the other of all they gave, twice.

    ``people`` is how many are in the team, ``limit`` the points a month that anybody may give one and the same person.
    """

    team: str
    period: Period
    found: tuple[tuple[str, str, int, int, int, int], ...]
    people: int
    limit: int | None


def check_limits(purse: Purse, limits: Limits, more: int, pairs: Iterable[tuple[str, int]]) -> None:
    """Refuses ``more`` points to each of some people, (name, given them this month) each, where that is too much."""
    pairs = tuple(pairs)
    total, month = more * len(pairs), PeriodName(purse.month.code)
    renewed = Day(purse.renewed, weekday=False)
    if total > purse.left:
        raise Refused(
            say("kudos-over", total=total, left=purse.left, allowance=purse.allowance, month=month, day=renewed)
        )
    if purse.day is not None and purse.left_that_day is not None and total > purse.left_that_day:
        next_day = Day(purse.day + timedelta(days=1), weekday=False)
        raise Refused(
            say("kudos-over-day", total=total, left=purse.left_that_day, limit=purse.a_day or 0, day=next_day)
        )
    for name, given in pairs:
        if limits.pair is not None and given + more > limits.pair:
            left = max(limits.pair - given, 0)
            raise Refused(
                say("kudos-over-pair", who=name, left=left, limit=limits.pair, total=more, month=month, day=renewed)
            )


def ranked(totals: Iterable[tuple[str, int]]) -> tuple[Place, ...]:
    """The board: most points first, those with as many by name."""
    order = sorted(totals, key=lambda pair: (-pair[1], pair[0].casefold(), pair[0]))
    places: list[Place] = []
    for at, (name, points) in enumerate(order, 1):
        rank = places[-1].rank if places and places[-1].points == points else at
        places.append(Place(rank, name, points))
    return tuple(places)


def thick(
    given: Mapping[tuple[int, int], int], members: Container[int]
) -> Iterator[tuple[int, int, int, int, int, int]]:
    """Pairs with one of some people who both gave the other most of what they gave: (one, other, what one gave the
    other, of all; what the other gave, of all).

    Most is more than half: less is what friends at neighbouring desks do. A handful of points says nothing.
    """
    gave: Counter[int] = Counter()
    for (giver, _), points in given.items():
        gave[giver] += points
    for (one, other), there in given.items():
        back = given.get((other, one), 0)
        if one > other or not (one in members or other in members):
            continue
        if min(there, back) >= HANDFUL and 2 * there > gave[one] and 2 * back > gave[other]:
            yield one, other, there, gave[one], back, gave[other]


def shortened(reason: str) -> str:
    """A reason as it stands in a list: one line, not a long one."""
    line = " ".join(reason.split())
    return line if len(line) <= SHORT else line[: SHORT - 1].rstrip() + "…"
