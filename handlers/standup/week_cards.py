"""A week of standups as a card."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from handlers.kit.messages import (
    Block,
    Bullets,
    Card,
    Code,
    Day,
    Figure,
    Heading,
    Inline,
    Items,
    Note,
    Para,
    PeriodName,
    Run,
    card,
    say,
)
from handlers.kit.periods import Period
from handlers.standup.reading import short
from handlers.standup.rules import HIGHEST, LOWEST, Week, WeekBlocker, WeekPerson


def week_card(weeks: tuple[Week, ...], period: Period) -> Card:
    """A week of standups, looked back on."""
    blocks: list[Block] = []
    for week in weeks:
        if len(weeks) > 1:
            blocks.append(Heading(_title_of_week(week)))
        blocks += _week(week)
    return card(
        *blocks,
        title=say("standup-week", of=_title_of_week(weeks[0], alone=len(weeks) > 1), period=PeriodName(period.code)),
    )


def _title_of_week(week: Week, *, alone: bool = False) -> Inline:
    return week.team if alone or not week.name else f"{week.team} · {week.name}"


def _week(week: Week) -> Iterator[Block]:
    if not any(person.days for person in week.people):
        yield Para(say("standup-week-nothing"))
        return
    lines = _days(week.people[0]) if week.alone else tuple(_answered(person) for person in week.people)
    yield Bullets(lines)
    if week.blockers:
        yield Heading(say("field-blockers"))
        yield Bullets(tuple(_week_blocker(blocker) for blocker in week.blockers))
    if week.moods:
        yield Heading(say("field-mood"))
        yield Para(_told(week.told)) if week.told else Note(say("standup-mood-none"))


def _answered(person: WeekPerson) -> Inline:
    if not person.days:
        return say("standup-week-unasked", who=person.name)
    return say("standup-week-answered", who=person.name, answered=person.answered, asked=len(person.days))


def _days(person: WeekPerson) -> tuple[Inline, ...]:
    total = say("standup-week-answered", who=person.name, answered=person.answered, asked=len(person.days))
    days = (
        Run((Day(day), ": ", short(said) if said is not None else say("standup-week-no-answer")))
        for day, said in person.days
    )
    return (total, *days)


def _week_blocker(blocker: WeekBlocker) -> Inline:
    line = Run((Code(blocker.ref), " · ", say("standup-says", who=blocker.who, text=short(blocker.what))))
    if blocker.closed:
        return Run((line, " · ", say("standup-week-solved")))
    return Run((line, " · ", say("standup-age", days=blocker.age))) if blocker.age else line


def _told(told: tuple[tuple[date, Decimal], ...]) -> Inline:
    return Items(tuple(Run((Day(day), " ", _average(value))) for day, value in told))


def _average(value: Decimal) -> Inline:
    ends = {HIGHEST: "standup-mood-or-more", LOWEST: "standup-mood-or-less"}
    return say(ends[value], value=Figure(value)) if value in ends else Figure(value)
