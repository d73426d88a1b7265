"""What awards go by: how many ballots are enough, and who wins."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.kit.topics import Topic
from storage.states import AwardState

LETTER = "W"
FEWEST_NOMINEES = 2
MOST_OWN = 3  # earlier titles of the team that are offered again
REMINDER = Topic("vote", ("投票", "投票提醒"))
REMINDS_AT = time(10)
REMINDER_APART = timedelta(hours=2)  # from the opening, and from the close
TEMPLATES: Mapping[str, tuple[str, str]] = {
    "en": ("Best collaboration", "Innovation pioneer"),
    "zh-Hans": ("最佳协作奖", "创新先锋"),
    "zh-Hant": ("最佳協作獎", "創新先鋒"),
}


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody nominated: why (reason, by whom), and their ballots where they may be known. ``gone`` is who was
    forgotten since."""

    number: int
    person: int
    name: str
    reasons: tuple[tuple[str, str], ...]
    ballots: int | None = None
    won: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """An award as it is shown. ``cast`` is how many voted, known at the close, ``electors`` from the opening on."""

    id: int
    title: str
    period: str
    team: str
    colours: str
    floor: int
    until: datetime
    zone: str
    state: AwardState
    nominees: tuple[Nominee, ...]
    electors: int = 0
    cast: int | None = None

    @property
    def ref(self) -> str:
        """``W3``."""
        return f"{LETTER}{self.id}"

    @property
    def counted(self) -> bool:
        """Whether there were ballots enough to tell of."""
        return self.cast is not None and self.cast >= self.floor

    @property
    def winners(self) -> tuple[Nominee, ...]:
        """Who won: several where they are equal."""
        return tuple(one for one in self.nominees if one.won)


def reminds_at(opened: datetime, until: datetime, zone: str, works: Callable[[date], bool]) -> datetime | None:
    """When somebody who has not voted is reminded: at ten of their working day before the last, or of the last one;
    None where there is no such moment between opening and close."""
    last = until.astimezone(ZoneInfo(zone)).date()
    days = [day for day in (last - timedelta(days=back) for back in range(1, 8)) if works(day)][:1]
    for day in (*days, last):
        at = datetime.combine(day, REMINDS_AT, ZoneInfo(zone))
        if works(day) and opened + REMINDER_APART <= at <= until - REMINDER_APART:
            return at.astimezone(UTC)
    return None


def titles_offered(used: Iterable[str], language: str) -> tuple[str, ...]:
    """Titles to begin an award with: the team's own, the newest first, then those offered to everybody."""
    known = {title for titles in TEMPLATES.values() for title in titles}
    own = tuple(dict.fromkeys(title for title in used if title not in known))[:MOST_OWN]
    return (*own, *TEMPLATES[language])


def winners(counts: Mapping[int, int], floor: int, gone: Collection[int] = ()) -> frozenset[int]:
    """The numbers with the most ballots, all of them where they are equal; nobody below the floor. Who is ``gone``
    cannot win; ballots for them are ballots all the same."""
    standing = {number: ballots for number, ballots in counts.items() if number not in gone}
    if sum(counts.values()) < floor or not any(standing.values()):
        return frozenset()
    most = max(standing.values())
    return frozenset(number for number, ballots in standing.items() if ballots == most)
