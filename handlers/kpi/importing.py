"""Entries from a file: read, shown, and logged when that is confirmed; all or none, and none of them twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.kinds import PAST_DAY, PERSON, QUANTITY, read
from handlers.kit.messages import Code, Msg, say
from handlers.kit.numbers import in_unit
from handlers.kpi import api, book, cards, import_cards
from handlers.kpi.columns import KNOWN
from handlers.kpi.doubts import unusual
from handlers.kpi.kinds import LABEL
from handlers.kpi.naming import require_in_use
from handlers.kpi.returning import Returning
from handlers.kpi.rules import Metric, fold
from handlers.kpi.service import may_log
from handlers.kpi.tables import Rows, bad_file, read_table
from handlers.kpi.views import Imported, Preview, PreviewLine
from handlers.team import api as team_api
from storage.models.kpi import Entry, EntryImport
from storage.repos import kpi as repo
from storage.repos.kpi import files
from storage.states import Combine, Dimension, EntrySource


@dataclass(frozen=True, slots=True)
class Line:
    """A value of a file: ``row`` is its number there."""

    row: int
    metric: Metric
    person: int
    day: date
    value: Decimal
    note: str | None
    names: tuple[tuple[Dimension, str], ...]

    @property
    def key(self) -> tuple[Any, ...]:
        """What makes two values the same one."""
        named = tuple((dimension.value, fold(name)) for dimension, name in self.names)
        return self.metric.id, self.person, self.day, self.value.normalize(), named


@dataclass(frozen=True, slots=True)
class Faulty:
    """A file that cannot be taken: what is wrong, by row."""

    name: str
    faults: tuple[tuple[int, Msg], ...]


# --- reading --------------------------------------------------------------------------------------


def preview(ctx: Ctx) -> Preview | Faulty:
    """Reads the attached file and keeps it until it is confirmed; one with any fault is not taken."""
    file = ctx.files[0]
    lines, returned, faults = _lines(ctx, read_table(file, traditional=ctx.language == "zh-Hant"))
    if faults:
        return Faulty(file.name, faults)
    new = _new(ctx, lines)
    kept = None
    if new:
        row = EntryImport(name=file.name[:200], by_id=ctx.actor.id, at=ctx.now, rows=[_as_json(line) for line in lines])
        kept = files.put_import(ctx.session, row)
    odd = tuple(
        (line.row, cards.unusual(line.metric, line.value, usual))
        for line in new
        if (usual := unusual(ctx, line.person, line.metric, line.day, line.value)) is not None
    )
    return Preview(kept, file.name, tuple(_summed(new)), len(new), returned + len(lines) - len(new), odd)


def _summed(lines: Sequence[Line]) -> Iterator[PreviewLine]:
    for metric in {line.metric.id: line.metric for line in lines}.values():
        own = [line for line in lines if line.metric.id == metric.id]
        days = [line.day for line in own]
        people = len({line.person for line in own})
        total = sum((line.value for line in own), Decimal(0)) if metric.combine is Combine.SUM else None
        yield PreviewLine(metric, len(own), people, min(days), max(days), total)


def _lines(ctx: Ctx, rows: Rows) -> tuple[list[Line], int, tuple[tuple[int, Msg], ...]]:
    """The values of all rows, how many more are entries that were exported, and what is wrong with which row."""
    (_, head), *body = rows
    reader = _Reader(ctx, head, [row for _, row in body])
    found: list[Line] = []
    faults: list[tuple[int, Msg]] = []
    for number, row in body:
        try:
            found += reader.lines(number, row)
        except (BadInput, Refused) as error:
            faults.append((number, error.why))
    if not found and not faults and not reader.returned:
        raise bad_file(say("kpi-import-empty"))
    return found, reader.returned, tuple(faults)


class _Reader:
    """Reads rows by the headings of their columns: a metric a row, or a metric a column."""

    def __init__(self, scene: Scene, head: Sequence[str], body: Sequence[Sequence[str]]) -> None:
        self._scene = scene
        spelled = book.by_spelling(book.metrics(scene))
        self._columns: dict[str, int] = {}
        self._metrics: list[tuple[int, Metric]] = []
        self._allowed: dict[tuple[int, date, bool], Msg | None] = {}
        for at, name in enumerate(head):
            known = KNOWN.get(fold(name))
            metric = None if known else spelled.get(fold(name))
            if known is not None:
                self._columns.setdefault(known, at)
            elif metric is not None:
                self._metrics.append((at, metric))
            elif name:
                raise bad_file(say("kpi-import-column", bad=name[:60]))
        if "date" not in self._columns or not (self._metrics or {"metric", "value"} <= self._columns.keys()):
            raise bad_file(say("kpi-import-columns"))
        self._spelled = spelled
        self._returning = Returning(scene, (self._cell(row, "id") for row in body))
        self.returned = 0

    def lines(self, number: int, row: Sequence[str]) -> list[Line]:
        """The values of a row."""
        scene = self._scene
        day = read(PAST_DAY, self._cell(row, "date") or "?", scene)
        if self._returns(row, day):
            self.returned += 1
            return []
        who = self._cell(row, "who")
        person = read(PERSON, who, scene) if who else scene.actor
        note = self._cell(row, "note") or None
        names = tuple((d, read(LABEL, name, scene)) for d in Dimension if (name := self._cell(row, d.value)))
        self._require(person.id, day, note)
        pairs = [(metric, row[at]) for at, metric in self._metrics if at < len(row) and row[at]]
        if not self._metrics:
            pairs = [(self._metric(self._cell(row, "metric")), self._cell(row, "value"))]
        return [Line(number, metric, person.id, day, self._value(metric, text), note, names) for metric, text in pairs]

    def _returns(self, row: Sequence[str], day: date) -> bool:
        """Whether a row is an entry that was exported."""
        code = self._cell(row, "id")
        if not code or self._metrics:
            return False
        metric = self._metric(self._cell(row, "metric"))
        return self._returning.has(code, metric, day, self._in_unit(metric, self._cell(row, "value")))

    def _cell(self, row: Sequence[str], head: str) -> str:
        at = self._columns.get(head, len(row))
        return row[at] if at < len(row) else ""

    def _require(self, person: int, day: date, note: str | None) -> None:
        """Asks once for each person and day whether the actor may."""
        key = (person, day, bool(note))
        if key not in self._allowed:
            try:
                may_log(self._scene, self._scene.people.get(person), day, note)
                self._allowed[key] = None
            except (BadInput, Refused) as error:
                self._allowed[key] = error.why
        if (why := self._allowed[key]) is not None:
            raise Refused(why)

    def _metric(self, name: str) -> Metric:
        metric = self._spelled.get(fold(name))
        if metric is None:
            raise BadInput("name", say("kpi-import-metric", bad=name[:60]))
        return metric

    def _value(self, metric: Metric, text: str) -> Decimal:
        if metric.combine is Combine.RATIO:
            raise Refused(say("kpi-import-ratio", name=metric.name))
        require_in_use(metric)
        return self._in_unit(metric, text)

    def _in_unit(self, metric: Metric, text: str) -> Decimal:
        return in_unit(read(QUANTITY, text or "?", self._scene), metric.unit)


# --- what is there already ------------------------------------------------------------------------


def _new(scene: Scene, lines: Sequence[Line]) -> list[Line]:
    """The values that were not imported before, whatever became of those that were."""
    if not lines:
        return []
    days = [line.day for line in lines]
    there = Counter(_imported(scene, {line.metric.id for line in lines}, min(days), max(days)))
    new: list[Line] = []
    for line in lines:
        if there[line.key] > 0:
            there[line.key] -= 1
        else:
            new.append(line)
    return new


def _imported(scene: Scene, metrics: Iterable[int], first: date, last: date) -> Iterator[tuple[Any, ...]]:
    values = {row.id: (row.dimension, row.folded) for row in repo.dimension_values(scene.session)}
    for metric, person, day, value, *parts in map(tuple, files.imported(scene.session, metrics, first, last)):
        named = {values[part][0]: values[part][1] for part in parts if part is not None}
        ordered = tuple((dimension.value, named[dimension]) for dimension in Dimension if dimension in named)
        yield metric, person, day, value.normalize(), ordered


# --- confirming -----------------------------------------------------------------------------------


def confirm(ctx: Ctx, import_id: int) -> Imported:
    """Logs what a preview showed; rights and months are looked at again."""
    kept = files.get_import(ctx.session, import_id)
    if kept is None or kept.by_id != ctx.actor.id:
        raise BadInput("id", say("kpi-import-none", id=f"I{import_id}"), Code("/kpi import I3"))
    if kept.done_at is not None:
        raise Refused(say("kpi-import-done-already", id=f"I{import_id}"))
    known = book.metrics(ctx)
    lines = [_of_json(row, known) for row in kept.rows or ()]
    for person, day, note in {(line.person, line.day, line.note) for line in lines}:
        may_log(ctx, ctx.people.get(person), day, note)
    new = _new(ctx, lines)
    _log(ctx, new)
    kept.rows, kept.done_at = None, ctx.now
    files.put_import(ctx.session, kept)
    made = Imported(kept.name, len(new), len(lines) - len(new), len({line.person for line in new}))
    for person, count in Counter(line.person for line in new).items():
        if person != ctx.actor.id:
            ctx.tell(person, import_cards.imported_for_card(ctx.actor.name, kept.name, count))
    return made


def _log(ctx: Ctx, lines: Sequence[Line]) -> None:
    ids: dict[tuple[Dimension, str], int] = {}
    for person in {line.person: None for line in lines}:
        rows = [_entry(ctx, line, ids) for line in lines if line.person == person]
        repo.add_entries(ctx.session, rows, [team.id for team in team_api.teams_of(ctx, person)])
        latest = {(row.metric_id, row.day.year, row.day.month): row for row in sorted(rows, key=lambda row: row.day)}
        for row in latest.values():  # a figure a month is what others look at
            ctx.publish(api.EntryLogged(row.id or 0, api.metric(ctx, row.metric_id), person, row.day))


def _entry(ctx: Ctx, line: Line, ids: dict[tuple[Dimension, str], int]) -> Entry:
    row = Entry(
        metric_id=line.metric.id, person_id=line.person, day=line.day, zone=ctx.zone, value=line.value, note=line.note,
        source=EntrySource.IMPORT, logged_by=ctx.actor.id, logged_at=ctx.now,
    )  # fmt: skip
    for dimension, name in line.names:
        key = (dimension, fold(name))
        if key not in ids:
            ids[key] = repo.dimension_value(ctx.session, dimension, fold(name), " ".join(name.split()))
        setattr(row, f"{dimension.value}_id", ids[key])
    return row


def _as_json(line: Line) -> list[Any]:
    names = {dimension.value: name for dimension, name in line.names}
    return [line.row, line.metric.id, line.person, line.day.isoformat(), format(line.value, "f"), line.note, names]


def _of_json(row: Sequence[Any], known: book.Metrics) -> Line:
    number, metric, person, day, value, note, names = row
    named = tuple((Dimension(dimension), name) for dimension, name in names.items())
    return Line(number, known[metric], person, date.fromisoformat(day), Decimal(value), note, named)
