"""People as features see them, and how a typed name finds one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from handlers.kit.leave_days import Spell, end_of
from handlers.kit.likeness import alike
from storage.models.people import Account
from storage.models.people import Person as PersonRow
from storage.repos import people as repo
from storage.states import Right

FORGOTTEN = "—"
LOOK_BACK = timedelta(days=31)  # leave is read from so long before the day it is asked of


@dataclass(frozen=True, slots=True)
class Person:
    """A person. ``language`` is what they chose, ``spoken`` what their account says; ``zone`` is either's, or None.

    ``country`` is the one they chose for their holidays.
    """

    id: int
    name: str
    right: Right = Right.MEMBER
    language: str | None = None
    spoken: str | None = None
    zone: str | None = None
    active: bool = True
    country: str | None = None


def as_person(row: PersonRow, account: Account | None = None) -> Person:
    """The view of a row, with what the account last used says where the person chose nothing."""
    assert row.id is not None
    spoken = account.language if account else None
    zone = row.zone or (account.zone if account else None)
    return Person(row.id, row.name, row.right, row.language, spoken, zone, row.active, row.country)


def _seen(row: repo.Known) -> Person:
    zone = row.zone or row.account_zone
    return Person(row.id, row.name, row.right, row.language, row.spoken, zone, row.active, row.country)


class People:
    """Everyone, read once a transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._all: dict[int, Person] | None = None
        self._leave: dict[int, list[Spell]] = {}
        self._leave_since: date | None = None

    def everybody(self) -> Sequence[Person]:
        """All active people, in the order they joined."""
        return tuple(p for p in self._load().values() if p.active)

    def get(self, person_id: int) -> Person:
        """A person by id; someone forgotten has no name any more."""
        return self._load().get(person_id) or Person(person_id, FORGOTTEN, active=False)

    def name(self, person_id: int | None) -> str:
        """A person's name, for a list."""
        return self.get(person_id).name if person_id is not None else FORGOTTEN

    def named(self, name: str) -> Sequence[Person]:
        """The active people with exactly this name; upper and lower case are one."""
        return tuple(p for p in self.everybody() if p.name.casefold() == name.casefold())

    def at_start(self, text: str) -> tuple[Sequence[Person], str]:
        """Those whose name is the longest that begins the text, and what follows it."""
        folded = text.casefold()
        if len(folded) != len(text):  # a letter that folds to two would shift the cut
            folded = text.lower() if len(text.lower()) == len(text) else text
        best: list[Person] = []
        for candidate in self.everybody():
            name = candidate.name.casefold()
            if not folded.startswith(name) or not ends_word(text, len(name)):
                continue
            if not best or len(name) > len(best[0].name):
                best = [candidate]
            elif len(name) == len(best[0].name):
                best.append(candidate)
        return best, text[len(best[0].name) :] if best else text

    def within(self, text: str) -> Sequence[Person]:
        """Those whose name is the longest that stands in a text as a word of its own."""
        found = [p for p in self.everybody() if _stands_in(p.name.casefold(), text.casefold())]
        longest = max((len(p.name) for p in found), default=0)
        return tuple(p for p in found if len(p.name) == longest)

    def nearest(self, name: str, limit: int = 3) -> Sequence[str]:
        """The names most like this one."""
        return alike(name, [p.name for p in self.everybody()])[:limit]

    def set_right(self, person_id: int, right: Right) -> None:
        """Gives somebody a right."""
        row = repo.person(self._session, person_id)
        if row is not None:
            row.right = right
            self._session.add(row)
            self._session.flush()
            self.refresh()

    def away(self, person_id: int, day: date) -> bool:
        """Whether somebody is on leave on one of their days."""
        return any(spell.covers(day) for spell in self._spells(day).get(person_id, ()))

    def away_until(self, person_id: int, day: date) -> date | None:
        """The last day of the leave that a day of somebody's lies in (``date.max``: its end is open), None for none."""
        return end_of(self._spells(day).get(person_id, ()), day)

    def leave(self, day: date) -> Mapping[int, Sequence[Spell]]:
        """Everybody's leave that ends on a day or later, by the person, in order."""
        known = {person: [s for s in spells if s.last >= day] for person, spells in self._spells(day).items()}
        return {person: spells for person, spells in known.items() if spells}

    def refresh(self) -> None:
        """Forgets what was read, after somebody was added or changed."""
        self._all = None
        self._leave_since = None

    def _spells(self, day: date) -> Mapping[int, Sequence[Spell]]:
        """Everybody's leave around a day and later, read at the first question after it."""
        if self._leave_since is None or day < self._leave_since:
            self._leave_since, self._leave = day - LOOK_BACK, {}
            for person, first, last in repo.leave_since(self._session, self._leave_since):
                self._leave.setdefault(person, []).append(Spell(first, last))
        return self._leave

    def _load(self) -> dict[int, Person]:
        if self._all is None:
            self._all = {row.id: _seen(row) for row in repo.known(self._session)}
        return self._all


def _stands_in(name: str, text: str) -> bool:
    at = text.find(name)
    while at >= 0:
        begins = at == 0 or ends_word(text, at)
        if begins and ends_word(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


def ends_word(text: str, at: int) -> bool:
    """Whether a name may end here: ``@bob`` does not begin ``@bobby``, but ``@小李谢谢`` has no space after it."""
    if at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    return not (after.isascii() and (after.isalnum() or after == "_") and before.isascii())
