"""Series of meetings as cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.kit.dates import When
from handlers.kit.messages import (
    Block,
    Bullets,
    Button,
    Card,
    Clock,
    Code,
    Day,
    Facts,
    Heading,
    Inline,
    Items,
    Note,
    Run,
    card,
    say,
)
from handlers.meetings.cards import moment, named
from handlers.meetings.rules import Meeting, Series, Went

NAMED = 5
RHYTHMS = (1, 2, 4)


@dataclass(frozen=True, slots=True)
class Recurring:
    """A series with its owner's name, the names of who takes minutes in turn, and when it meets next."""

    series: Series
    owner: str
    takers: tuple[str, ...]
    next: When | None


def series_line(shown: Recurring) -> Inline:
    """``R2 · Weekly · every Monday, 10:00 · next …``."""
    parts: list[Inline] = [Code(shown.series.ref), " · ", shown.series.title, " · ", _rhythm(shown.series)]
    parts += [" · ", say("meetings-next", at=moment(shown.next))] if shown.next else []
    return Run(tuple(parts))


def begun_card(shown: Recurring) -> Card:
    """What the maker of a series hears."""
    stop = Button(say("meetings-button-stop"), f"/meeting stop {shown.series.ref}")
    return card(_facts(shown), Note(say("meetings-series-how")), title=_title(shown), buttons=(stop,), tone="good")


def joined_card(shown: Recurring) -> Card:
    """What somebody hears who is in a series."""
    return card(say("meetings-in-series", by=shown.owner), _facts(shown), title=_title(shown))


def changed_card(shown: Recurring) -> Card:
    """The answer to another rhythm."""
    return card(_facts(shown), title=_title(shown), tone="good")


def stopped_card(shown: Recurring) -> Card:
    """The answer to stopping one."""
    return card(say("meetings-stopped", series=_title(shown)), tone="good")


def phase_card(shown: Recurring, went: Went) -> Card:
    """What the owner of a series is asked when its phase ends."""
    ref = shown.series.ref
    blocks: list[Block | Inline] = [say("meetings-phase", count=went.held), _facts(shown)]
    for words, meetings in (("meetings-phase-over", went.over), ("meetings-phase-empty", went.empty)):
        if meetings:
            blocks += [Heading(say(words, count=len(meetings))), _named(meetings)]
    buttons = [
        *(Button(say(f"meetings-button-every-{weeks}"), f"/meeting rhythm {ref} {weeks}") for weeks in RHYTHMS),
        Button(say("meetings-button-stop"), f"/meeting stop {ref}"),
    ]
    how = Note(say("meetings-phase-how", id=ref))
    return card(*blocks, how, title=_title(shown), buttons=buttons)


def series_blocks(series: Sequence[Recurring]) -> tuple[Block, ...]:
    """The series, for a list of meetings."""
    return (Heading(say("meetings-series")), Bullets(tuple(map(series_line, series)))) if series else ()


def _named(meetings: Sequence[Meeting]) -> Block:
    return Bullets(tuple(Run((named(m), *_day(m))) for m in meetings[-NAMED:]))


def _day(meeting: Meeting) -> tuple[Inline, ...]:
    return (" · ", Day(meeting.planned.day)) if meeting.planned else ()


def _title(shown: Recurring) -> Inline:
    return Run((Code(shown.series.ref), " · ", shown.series.title))


def _facts(shown: Recurring) -> Facts:
    series = shown.series
    rows: list[tuple[Inline, Inline]] = [(say("meetings-owner"), shown.owner)]
    rows.append((say("meetings-rhythm"), _rhythm(series)))
    if series.timebox is not None:
        rows.append((say("meetings-timebox"), series.timebox))
    if shown.takers:
        rows.append((say("meetings-taker"), Items(shown.takers)))
    if shown.next is not None and not series.ended:
        rows.append((say("meetings-next-time"), moment(shown.next)))
    if series.phase_ends is not None:
        rows.append((say("meetings-phase-ends"), Day(series.phase_ends)))
    return Facts(tuple(rows))


def _rhythm(series: Series) -> Inline:
    if series.days.kind == "workdays":
        return say("meetings-every-workday", at=Clock(series.at))
    days = Items(tuple(say(f"weekday-{day}") for day in sorted(series.days.days)))
    return say("meetings-every", weeks=series.weeks, days=days, at=Clock(series.at))
