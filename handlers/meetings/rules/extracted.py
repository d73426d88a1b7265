"""What the extractor points at in minutes, read by the same rules as they are; pure.

It may only point: every word of a proposal is the text's own, its owner is found among the people known, its date by
the date grammar. What it points at and is not there is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.kit.dates import DateScope, When
from handlers.kit.messages import Msg
from handlers.meetings.rules.actions import Reader, tidy
from handlers.meetings.rules.entries import Somebody
from handlers.meetings.rules.marks import bullet, mark
from handlers.meetings.rules.meeting import concerns
from handlers.meetings.rules.names import Names
from handlers.meetings.rules.sentences import TIME
from storage.states import ProposalKind, ProposalState

MOST = 12
"""Proposals for one text: more than that nobody would go through."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Pointed:
    """What the extractor pointed at: words of the text, each to be found there."""

    kind: str
    quote: str
    what: str = ""
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A line that the rules have read; ``unclear`` says what they lack of an item."""

    line: str
    unclear: tuple[Msg, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be added to minutes; of a mend only what the item lacks is given."""

    kind: ProposalKind
    line: str
    what: str
    owners: tuple[int, ...] = ()
    due: When | None = None
    unclear: tuple[Msg, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """An offer as it is shown, with what became of it."""

    number: int
    offer: Offer
    state: ProposalState

    @property
    def letter(self) -> str:
        """What people type for it: ``A``."""
        return letter(self.number)


def letter(number: int) -> str:
    """``A`` for 1, ``Z`` for 26, ``A1`` for 27."""
    turn, place = divmod(number - 1, len(_LETTERS))
    return f"{_LETTERS[place]}{turn or ''}"


def offers(
    text: str,
    pointed: Iterable[Pointed],
    items: Sequence[Known],
    decisions: Sequence[Known],
    people: Iterable[Somebody],
    scope: DateScope,
) -> tuple[Offer, ...]:
    """What of it the text has and the rules have not; in the order of the text."""
    looking = _Looking(text, Reader(Names(people), scope), items, decisions)
    found: dict[tuple[ProposalKind, str, str], tuple[int, Offer]] = {}
    for one in pointed:
        at = _find(text, one.quote)
        offer = looking.offer(one, at) if at is not None else None
        if at is not None and offer is not None:
            found.setdefault((offer.kind, offer.line, offer.what), (at[0], offer))
    return tuple(offer for _, offer in sorted(found.values(), key=lambda placed: placed[0])[:MOST])


@dataclass(frozen=True, slots=True)
class _Looking:
    """One text, with what is known of it."""

    text: str
    reader: Reader
    items: Sequence[Known]
    decisions: Sequence[Known]

    def offer(self, one: Pointed, at: tuple[int, int]) -> Offer | None:
        """What comes of a place that was pointed at."""
        quote, line = self.text[at[0] : at[1]], _whole_lines(self.text, *at)
        if one.kind == "decision":
            return self._decision(one, quote, line)
        over = [known for known in self.items if _overlap(known.line, quote)]
        if not over:
            return self._action(one, quote, line)
        lacking = next((known for known in over if known.unclear), None)
        return self._mend(one, quote, lacking) if lacking is not None else None

    def _decision(self, one: Pointed, quote: str, line: str) -> Offer | None:
        if any(_overlap(known.line, quote) for known in (*self.decisions, *self.items)):
            return None
        what = tidy(_within(quote, one.what) or _body(quote))
        return Offer(ProposalKind.DECISION, line, what) if re.search(r"\w", what) else None

    def _action(self, one: Pointed, quote: str, line: str) -> Offer | None:
        owners, due, unclear, what = self._read(one, quote)
        return Offer(ProposalKind.ACTION, line, what, owners, due, unclear) if re.search(r"\w", what) else None

    def _mend(self, one: Pointed, quote: str, known: Known) -> Offer | None:
        owners, due, _, _ = self._read(one, quote)
        lacks = {concerns(why) for why in known.unclear}
        given = owners if "owner" in lacks and len(owners) == 1 else ()
        by = due if "date" in lacks else None
        return Offer(ProposalKind.MEND, known.line, "", given, by) if given or by is not None else None

    def _read(self, one: Pointed, quote: str) -> tuple[tuple[int, ...], When | None, tuple[Msg, ...], str]:
        whole = self.reader.action(_body(quote), quote)
        named, why = self._owners(one.owner)
        owners = named or whole.owners
        due = self._due(one.due) or whole.due
        unclear = [*why] or ([] if owners else _about(whole.unclear, "owner"))
        unclear += [] if due is not None else _about(whole.unclear, "date")
        chosen = _within(quote, one.what)
        return owners, due, tuple(unclear), tidy(chosen) if chosen else whole.what

    def _owners(self, hint: str) -> tuple[tuple[int, ...], tuple[Msg, ...]]:
        """Who is meant by words of the text, and what is not plain about them; nothing where it has no such words."""
        place = _find(self.text, hint)
        if place is None:
            return (), ()
        run = self.reader.names.all_names(self.text[place[0] : place[1]].strip(" :：,，.。"))
        if run is None:
            return (), ()
        return run.ids, self.reader.names.unclear(run)

    def _due(self, hint: str) -> When | None:
        place = _find(self.text, hint)
        return self.reader.due(self.text[place[0] : place[1]])[0] if place is not None else None


def _find(text: str, words: str) -> tuple[int, int] | None:
    """Where words stand in a text, whatever white space is between them."""
    parts = words.split()
    if not parts:
        return None
    hit = re.search(r"\s+".join(map(re.escape, parts)), text)
    return hit.span() if hit is not None else None


def _within(quote: str, words: str) -> str:
    """Words that stand in a quote, as they stand there; empty where they do not."""
    place = _find(quote, words)
    return _one_line(quote[place[0] : place[1]]) if place is not None else ""


def _whole_lines(text: str, start: int, end: int) -> str:
    """The lines in which a place stands."""
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    return text[begin : stop if stop >= 0 else len(text)].strip()


def _body(quote: str) -> str:
    """A quote without its bullet, time and mark."""
    body = TIME.sub("", bullet(_one_line(quote)).body)
    found = mark(body)
    return body[found.end :].strip() or body if found is not None else body


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _overlap(line: str, quote: str) -> bool:
    one, other = _one_line(line), _one_line(quote)
    return bool(one) and (one in other or other in one)


def _about(unclear: Iterable[Msg], what: str) -> list[Msg]:
    return [why for why in unclear if concerns(why) == what]
