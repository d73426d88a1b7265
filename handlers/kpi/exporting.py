"""Entries as a file: what is asked for is kept with the message, the file is made when it is delivered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import Refused
from handlers.kit.messages import File, say
from handlers.kit.periods import Period
from handlers.kit.sheets import Row, as_csv, as_xlsx
from handlers.kpi import book
from handlers.kpi.columns import headings
from handlers.kpi.reports import Asked, opened, whose_shown
from handlers.kpi.rules import Metric
from handlers.kpi.views import Exported, Whose
from handlers.team import api as team_api
from storage.repos import kpi as repo
from storage.repos.kpi import files
from storage.states import Dimension

MAKER: Final = "kpi-entries"
MOST: Final = 20_000  # rows of one file
XLSX, CSV = "xlsx", "csv"
Subjects: TypeAlias = tuple[tuple[int | None, int | None], ...]


def export(ctx: Ctx, named: Sequence[Metric], asked: Asked, form: str) -> Exported:
    """Hands the actor the entries that they may see, as a file; this month's where no period is named."""
    period = asked.period or Period.of("month", ctx.today)
    whose = whose_shown(ctx, asked)
    subjects, hidden = _subjects(ctx, whose)
    scope = _scope(subjects, named, period)
    count = files.count_exported(ctx.session, scope)
    if count > MOST:
        raise Refused(say("kpi-export-much", count=count, limit=MOST))
    if not count:
        return Exported(None, whose, period, tuple(named), 0, hidden)
    asked_at = ctx.now.astimezone(ZoneInfo(ctx.zone))
    name = f"kpi-{period.code}-{asked_at:%Y%m%d-%H%M%S}.{form}"
    wants = {
        "subjects": subjects, "metrics": [metric.id for metric in named],
        "period": period.code, "format": form,
    }  # fmt: skip
    ctx.hand(File(name, MAKER, wants, ctx.actor.id))
    return Exported(name, whose, period, tuple(named), count, hidden)


def _subjects(scene: Scene, whose: Sequence[Whose]) -> tuple[Subjects, tuple[str, ...]]:
    """Whose entries: of teams that share a target those that the actor may see, and the names of the others."""
    found: list[tuple[int | None, int | None]] = []
    hidden: tuple[str, ...] = ()
    for one in whose:
        if one.joint:
            teams, hidden = opened(scene, one)
            found += [(None, team) for team in teams]
        else:
            found.append((one.person, one.team))
    return tuple(found), hidden


def make(scene: Scene, wants: Mapping[str, Any]) -> bytes:
    """The file, of what its person may see by now."""
    subjects = tuple((person, team) for person, team in wants["subjects"])
    for person, team in subjects:
        _require(scene, person, team)
    known = book.metrics(scene)
    scope = _scope(subjects, [known[metric] for metric in wants["metrics"]], Period(wants["period"]))
    rows = [headings(scene.language), *_rows(scene, known, scope)]
    return as_csv(rows) if wants["format"] == CSV else as_xlsx(rows)


def _require(scene: Scene, person: int | None, team: int | None) -> None:
    if person is not None:
        team_api.require_sight(scene, scene.people.get(person))
    else:
        team_api.require_member(scene, team_api.get(scene, team or 0))


def _scope(subjects: Subjects, named: Sequence[Metric], period: Period) -> files.Scope:
    """Of a ratio its two parts are meant, of which it is made."""
    metrics = frozenset(part for metric in named for part in metric.parts)
    return files.Scope(subjects, metrics, period.first, period.last)


def _rows(scene: Scene, known: book.Metrics, scope: files.Scope) -> Iterator[Row]:
    names = {value.id: value.name for value in repo.dimension_values(scene.session)}
    for row in files.exported(scene.session, scope, MOST):
        parts = [names.get(getattr(row, f"{dimension.value}_id")) for dimension in Dimension]
        who, metric = scene.people.name(row.person_id), known[row.metric_id].name
        yield f"K{row.id}", row.day, who, metric, row.value, *parts, row.note
