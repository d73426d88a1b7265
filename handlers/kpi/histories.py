"""Entries as people see them, with every value they had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.kit.context import Scene
from handlers.kpi import book, reports
from handlers.kpi.reports import Asked, whose_shown
from handlers.kpi.rules import Metric
from handlers.kpi.views import EntryView, History, HistoryRow
from handlers.team import api as team_api
from storage.models.kpi import Entry, EntryChange
from storage.repos import kpi as repo
from storage.states import Right

HISTORY_LENGTH = 20


def entry_views(scene: Scene, entries: Sequence[Entry], known: book.Metrics) -> tuple[EntryView, ...]:
    """Entries as people see them."""
    names = repo.dimension_names(scene.session, {part for entry in entries for part in _parts(entry)})
    return tuple(
        EntryView(
            entry.id or 0, known[entry.metric_id], entry.person_id, scene.people.name(entry.person_id), entry.value,
            entry.day, entry.zone, tuple(names[part] for part in _parts(entry)), entry.note,
        )
        for entry in entries
    )  # fmt: skip


def _parts(entry: Entry) -> Iterator[int]:
    """The ids of the channel, campaign and region that an entry names."""
    return (part for part in (entry.channel_id, entry.campaign_id, entry.region_id) if part is not None)


def history(scene: Scene, metric: Metric, asked: Asked) -> History:
    """A metric's newest entries, of whoever is asked for or everybody whose figures the actor may see."""
    whose = whose_shown(scene, asked)[0] if asked.who or asked.team else None
    people: tuple[int, ...] | None = (whose.person,) if whose and whose.person else None
    if whose is None and not scene.actor.right.includes(Right.MANAGER):
        people = team_api.mates(scene)
    first, last = (asked.period.first, asked.period.last) if asked.period else (None, None)
    teams, hidden = reports.opened(scene, whose) if whose is not None and whose.team is not None else (None, ())
    rows, count = repo.entries(
        scene.session, metric.id, people=people, teams=teams, first=first, last=last, limit=HISTORY_LENGTH
    )
    changes: dict[int, list[EntryChange]] = {}
    for change in repo.changes(scene.session, [row.id for row in rows if row.id is not None]):
        changes.setdefault(change.entry_id, []).append(change)
    views = entry_views(scene, rows, {metric.id: metric})
    shown = (_history_row(scene, row, view, changes[view.id]) for row, view in zip(rows, views, strict=True))
    return History(metric, tuple(shown), count, asked.period, hidden)


def _history_row(scene: Scene, entry: Entry, view: EntryView, changes: list[EntryChange]) -> HistoryRow:
    last = changes[-1]
    by = scene.people.name(entry.logged_by) if entry.logged_by != entry.person_id else None
    changed_by = scene.people.name(last.by_id) if len(changes) > 1 else None
    notes = tuple(dict.fromkeys(change.note for change in changes if change.note))
    return HistoryRow(view, tuple(c.new for c in changes), by, changed_by, notes)
