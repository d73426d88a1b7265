"""``/kpi import`` and ``/kpi export``."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.commands import Command, Word, maybe, opt
from handlers.kit.context import Ctx
from handlers.kit.kinds import PERIOD, PERSON, OneOf, Ref
from handlers.kit.messages import Card
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.kpi import exporting, import_cards, importing
from handlers.kpi.kinds import METRICS
from handlers.kpi.reports import Asked
from handlers.kpi.rules import Metric
from handlers.kpi.words import FOR, KPI_WORD, NAMES, PERIODS, TEAMS, WHO
from handlers.team import api as team_api
from handlers.team.api import Team

FORMAT = OneOf({exporting.XLSX: ("excel", "xls"), exporting.CSV: ()})


@dataclass(frozen=True)
class Import:
    """``[ID]``, with a file."""

    id: int | None = maybe(Ref("I"), "编号", "編號")


@dataclass(frozen=True)
class Export:
    """``[NAME…] [--who @who] [--team T] [--period P] [--format xlsx|csv]``."""

    name: tuple[Metric, ...] | None = maybe(METRICS, *NAMES, label="kpi-metric")
    who: Person | None = opt(PERSON, *WHO, *FOR, "for")
    team: Team | None = opt(team_api.TOGETHER, *TEAMS)
    period: Period | None = opt(PERIOD, *PERIODS)
    format: str | None = opt(FORMAT, "格式", "as")


def import_(ctx: Ctx, args: Import) -> Card:
    """Shows what a file holds, or takes it."""
    if args.id is not None:
        return import_cards.imported_card(importing.confirm(ctx, args.id))
    if not ctx.files:
        return import_cards.how_card()
    seen = importing.preview(ctx)
    if isinstance(seen, importing.Faulty):
        return import_cards.faults_card(seen.name, seen.faults)
    return import_cards.preview_card(seen)


def export(ctx: Ctx, args: Export) -> Card:
    """Sends entries as a file."""
    asked = Asked(args.who, args.team, args.period)
    return import_cards.exported_card(exporting.export(ctx, args.name or (), asked, args.format or exporting.XLSX))


FILE_COMMANDS = (
    Command(KPI_WORD, import_, "writes", Word("import", ("导入",), ("匯入",)), Import, files=True),
    Command(KPI_WORD, export, "writes", Word("export", ("导出",), ("匯出",)), Export),
)
