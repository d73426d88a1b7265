"""Schedules as cards."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from handlers.kit.messages import (
    Block,
    Bullets,
    Button,
    Card,
    Clock,
    Code,
    Day,
    Heading,
    Inline,
    Items,
    Moment,
    Note,
    Para,
    Run,
    Table,
    card,
    say,
)
from handlers.kit.records import Deed
from handlers.schedule.rules import Entry, Once

BUTTONS_FOR = 8  # schedules that get a button of their own


@dataclass(frozen=True, slots=True)
class Board:
    """All that runs by the clock; ``jobs`` are those that the program knows."""

    recurring: tuple[Entry, ...]
    once: tuple[Once, ...]
    jobs: frozenset[str]


def board_card(board: Board, zone: str) -> Card:
    """The list, with times in the reader's zone."""
    if not board.recurring and not board.once:
        return card(say("schedule-none"), title=say("word-schedule"))
    head = tuple(say(f"schedule-{part}") for part in ("number", "job", "whom", "next", "then"))
    rows = tuple(
        (str(e.number), job_name(e.job, board.jobs), _whom(e), _next(e, zone), _then(e)) for e in board.recurring
    )
    once = tuple(
        say("schedule-once", job=job_name(o.job, board.jobs), count=o.count, first=Moment(o.first, zone))
        for o in board.once
    )
    return card(
        Table(head, rows) if rows else None,
        Bullets(once) if once else None,
        Note(say("schedule-how", example=Code("/schedule pause 1"))),
        title=say("word-schedule"),
        buttons=[_turn_button(e) for e in board.recurring[:BUTTONS_FOR]],
    )


def paused_card(entries: Sequence[Entry], jobs: Container[str]) -> Card:
    """They do not run until they are resumed."""
    lines = tuple(
        say("schedule-paused-now", number=str(e.number), job=job_name(e.job, jobs), whom=_whom(e)) for e in entries
    )
    return card(Bullets(lines), buttons=[*(_turn_button(e) for e in entries[:BUTTONS_FOR]), list_button()])


def running_card(entries: Sequence[Entry], jobs: Container[str], zone: str, at: time | None = None) -> Card:
    """They run, from when on; ``at`` is the time of day they were moved to."""
    lines = tuple(_running(e, jobs, zone, at) for e in entries)
    return card(Bullets(lines), buttons=(list_button(),), tone="good")


def shown_card(entries: Sequence[Entry], jobs: Container[str], zone: str) -> Card:
    """The next times of each, in the reader's zone."""
    blocks = [block for e in entries for block in _times(e, jobs, zone)]
    return card(*blocks, buttons=[*(_turn_button(e) for e in entries[:BUTTONS_FOR]), list_button()])


def preview_card(entries: Sequence[Entry], jobs: Container[str], zone: str, save: str) -> Card:
    """When they would run; the button (a command's line) makes it so."""
    blocks = [block for e in entries for block in _times(e, jobs, zone)]
    return card(
        *blocks,
        Note(say("schedule-preview-unsaved")),
        title=say("schedule-preview"),
        buttons=(Button(say("schedule-save"), save, "primary"), list_button()),
    )


def skipped_card(skipped: Sequence[tuple[Entry, datetime]], jobs: Container[str], zone: str) -> Card:
    """One time of each is left out."""
    lines = tuple(
        say(
            "schedule-skipped",
            number=str(e.number),
            job=job_name(e.job, jobs),
            whom=_whom(e),
            at=Moment(at, zone),
            next=_next(e, zone),
        )
        for e, at in skipped
    )
    undo = [
        Button(say("schedule-unskip-button", number=str(e.number)), f"/schedule resume {e.number}")
        for e, _ in skipped[:BUTTONS_FOR]
    ]
    return card(Bullets(lines), buttons=[*undo, list_button()])


def run_card(entries: Sequence[Entry], jobs: Container[str]) -> Card:
    """They run at this moment."""
    lines = tuple(
        say("schedule-run-now", number=str(e.number), job=job_name(e.job, jobs), whom=_whom(e)) for e in entries
    )
    return card(Bullets(lines), buttons=(list_button(),), tone="good")


def history_card(deeds: Sequence[Deed], zone: str) -> Card:
    """Who changed what, when."""
    if not deeds:
        return card(say("schedule-history-none"), title=say("cmd-schedule-history"), buttons=(list_button(),))
    head = tuple(say(f"schedule-history-{part}") for part in ("when", "who", "what"))
    rows = tuple((Moment(deed.at, zone), deed.who or "–", _deed(deed)) for deed in deeds)
    return card(Table(head, rows), title=say("cmd-schedule-history"), buttons=(list_button(),))


def _deed(deed: Deed) -> Inline:
    return Run((Code(deed.command), f" {deed.arguments}")) if deed.arguments else Code(deed.command)


def _times(e: Entry, jobs: Container[str], zone: str) -> tuple[Block, ...]:
    head = Heading(Run((f"{e.number} · ", job_name(e.job, jobs), " · ", _whom(e))))
    if e.paused or not e.coming:
        return head, Para(_next(e, zone))
    return head, Bullets(tuple(Moment(moment, zone) for moment in e.coming))


def job_name(job: str, known: Container[str]) -> Inline:
    """A job in words; one that the program no longer has, by its name."""
    return say(f"job-{job}") if job in known else Code(job)


def list_button() -> Button:
    """Shows all of them."""
    return Button(say("cmd-schedule-list"), "/schedule list")


def _running(e: Entry, jobs: Container[str], zone: str, at: time | None) -> Inline:
    job, whom, coming = job_name(e.job, jobs), _whom(e), _next(e, zone)
    if at is None:
        return say("schedule-runs-again", number=str(e.number), job=job, whom=whom, next=coming)
    return say("schedule-moved", number=str(e.number), job=job, whom=whom, at=Clock(at), next=coming)


def _whom(e: Entry) -> Inline:
    about = e.about if e.about is not None else say("schedule-everybody")
    return say("schedule-whom-zone", whom=about, zone=e.zone)


def _next(e: Entry, zone: str) -> Inline:
    if e.paused:
        return say("schedule-paused")
    return Moment(e.coming[0], zone) if e.coming else say("schedule-never")


def _then(e: Entry) -> Inline:
    days = tuple(Day(moment.astimezone(ZoneInfo(e.zone)).date()) for moment in e.coming[1:])
    return Items(days) if days and not e.paused else ""


def _turn_button(e: Entry) -> Button:
    verb = "resume" if e.paused else "pause"
    return Button(say(f"schedule-{verb}-button", number=str(e.number)), f"/schedule {verb} {e.number}")
