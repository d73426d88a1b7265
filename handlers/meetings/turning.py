"""Saying that a line of minutes is something else than it was read as; and that it was right after all."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, say
from handlers.meetings import items, minutes
from handlers.meetings.items import Told
from handlers.meetings.minutes_parts import Outcome
from handlers.meetings.records import outcome
from handlers.meetings.rules import DECIDED, NOTED, Line, Somebody, Sort, as_action, as_decision
from storage.models.meetings import Decision, MinutesItem
from storage.models.meetings import Minutes as MinutesRow
from storage.repos import meetings as repo
from storage.states import MinutesState


@dataclass(frozen=True, slots=True)
class Sorted:
    """A line of minutes, what it is, and what it was before; ``shared`` says that the minutes have just been."""

    line: Line
    now: Sort
    was: Sort
    outcome: Outcome
    shared: bool = False


def lines(ctx: Ctx, meeting_id: int) -> tuple[Outcome, tuple[Line, ...]]:
    """Minutes as they stand, for whoever may change them; and the lines of theirs that were left out."""
    meeting, row = minutes.changeable(ctx, meeting_id)
    labels = {line: label for label, line in reversed(_labels(ctx, row))}
    out = tuple(Line(labels[line], line) for line in row.left_out if line in labels)
    return outcome(ctx, meeting, row), out


def line(ctx: Ctx, meeting_id: int, label: str) -> Sorted:
    """One line of minutes, for whoever may change them."""
    meeting, row = minutes.changeable(ctx, meeting_id)
    text = _find(ctx, row, label)
    now = _sort(ctx, row, text)
    return Sorted(Line(label, _shown(ctx, row, text, now)), now, now, outcome(ctx, meeting, row))


def is_line(scene: Scene, meeting_id: int, label: str) -> bool:
    """Whether a decision or a note of minutes goes by a label."""
    row = repo.minutes(scene.session, meeting_id)
    return row is not None and label[:1] in (DECIDED, NOTED) and label in dict(_labels(scene, row))


def turn(ctx: Ctx, meeting_id: int, label: str, to: Sort) -> Sorted:
    """Makes a line what it is: items that come of it are made, others withdrawn, whom it concerns is told."""
    meeting, row = minutes.changeable(ctx, meeting_id)
    text, waited = _find(ctx, row, label), row.state is not MinutesState.SHARED
    was = _sort(ctx, row, text)
    told = _set(ctx, row, text, to)
    made = minutes.changed(ctx, meeting, row, told)
    return Sorted(Line(label, _shown(ctx, row, text, to)), to, was, made, waited and made.shared)


def _set(ctx: Ctx, row: MinutesRow, text: str, to: Sort) -> Told:
    meeting_id = row.meeting_id
    decided, tasks = _rows(ctx, row, text)
    if to is Sort.DECISION and not decided:
        place = len(repo.decisions(ctx.session, meeting_id))
        decided = [Decision(meeting_id=meeting_id, place=place, what=as_decision(text).what, line=text, added=True)]
    gone = [] if to is Sort.ACTION else [item for item in tasks if not item.removed]
    if to is Sort.ACTION and not tasks:
        tasks = _as_items(ctx, row, text)
    for decision in decided:
        decision.removed = to is not Sort.DECISION
        repo.save(ctx.session, decision)
    for item in tasks:
        item.removed = to is not Sort.ACTION
    row.left_out = [*(line for line in row.left_out if line != text), *([text] if to is Sort.NOTHING else [])]
    repo.save(ctx.session, row)
    told = items.follow(ctx, meeting_id, [], gone)
    repo.put_items(ctx.session, tasks)
    return told


def _as_items(ctx: Ctx, row: MinutesRow, text: str) -> list[MinutesItem]:
    """Dates in it are as of when the minutes were given; at the end, since numbers that are shown stay."""
    people = [Somebody(person.id, person.name) for person in ctx.people.everybody()]
    scope = replace(ctx.dates(ctx.zone_of(row.taker_id)), now=row.written_at)
    place = max((item.place for item in repo.items(ctx.session, row.meeting_id)), default=-1) + 1
    return items.add_action(row.meeting_id, as_action(text, people, scope), place)


# --- which line is meant ----------------------------------------------------------------------------


def _labels(scene: Scene, row: MinutesRow) -> list[tuple[str, str]]:
    """All labels with their lines; what came of a line that had one before has a label of its own as well."""
    notes = [(f"{NOTED}{n}", line) for n, line in enumerate(row.notes, 1)]
    decided = enumerate(repo.decisions(scene.session, row.meeting_id), 1)
    tasks = enumerate(repo.items(scene.session, row.meeting_id), 1)
    return [*notes, *((f"{DECIDED}{n}", made.line) for n, made in decided), *((str(n), item.line) for n, item in tasks)]


def _find(scene: Scene, row: MinutesRow, label: str) -> str:
    found = dict(_labels(scene, row)).get(label)
    if found is None:
        raise BadInput("which", say("meetings-no-line", bad=label), Code(f"/minutes turn M{row.meeting_id}"))
    return found


def _rows(scene: Scene, row: MinutesRow, text: str) -> tuple[list[Decision], list[MinutesItem]]:
    """What was ever made of a line."""
    decisions, tasks = repo.decisions(scene.session, row.meeting_id), repo.items(scene.session, row.meeting_id)
    return [made for made in decisions if made.line == text], [item for item in tasks if item.line == text]


def _sort(scene: Scene, row: MinutesRow, text: str) -> Sort:
    decided, tasks = _rows(scene, row, text)
    if any(not made.removed for made in decided):
        return Sort.DECISION
    if any(not item.removed for item in tasks):
        return Sort.ACTION
    return Sort.NOTHING if text in row.left_out else Sort.NOTE


def _shown(scene: Scene, row: MinutesRow, text: str, sort: Sort) -> str:
    decided, tasks = _rows(scene, row, text)
    if sort is Sort.DECISION:
        return decided[0].what
    return tasks[0].what if sort is Sort.ACTION else re.sub(r"\s*\n\s*", " ", text)
