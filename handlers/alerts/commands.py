"""The verbs of ``/kpi`` that watch figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from handlers.alerts import cards, plans, service
from handlers.alerts.kinds import ALERT, AS, DEVIATION, EVERY, SIDE, SIZE, Sided, Size, floor, limit, watched
from handlers.alerts.rules import Alert, Rule
from handlers.kit.commands import Command, NoArgs, Word, arg, must, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.kit.kinds import DUE, MOMENT, PERSON, QUANTITY, TEXT
from handlers.kit.messages import Card, Inline, Items, say
from handlers.kit.numbers import Quantity
from handlers.kit.people import Person
from handlers.kpi.api import DIMENSION, FOR, HOLDER, KPI_WORD, METRIC, NAMES, TEAMS, Metric
from handlers.team import api as team_api
from handlers.team.api import TOGETHER, Team
from storage.states import Dimension, Every

_ID = ("编号", "編號")
_OWNER = ("负责人", "負責人")
MORNING = time(9)  # of a day to which an alert is put off


@dataclass(frozen=True)
class Set:
    """``NAME above|below|up|down VALUE [--every P] [--by D] [--clear V] [--floor N] [--for S] [--owner @who]``."""

    name: Metric = arg(METRIC, *NAMES, label="kpi-metric")
    side: Sided = arg(SIDE, "方向")
    value: Size = arg(SIZE, "数值", "數值", "limit", label="alerts-limit")
    every: str | None = opt(EVERY, "per", "每", "周期", "週期")
    by: str | None = opt(DIMENSION, "按", "依")
    clear: Size | None = opt(SIZE, "恢复", "恢復", "解除")
    floor: Quantity | None = opt(QUANTITY, "至少", "下限")
    for_: Person | Team | None = opt(HOLDER, *FOR, "team", *TEAMS, label="alerts-whose")
    owner: Person | None = opt(PERSON, *_OWNER)
    as_: str | None = opt(AS, "算作", form=False)


@dataclass(frozen=True)
class One:
    """``ID``."""

    id: int = arg(ALERT, *_ID)


@dataclass(frozen=True)
class Later:
    """``ID WHEN``."""

    id: int = arg(ALERT, *_ID)
    until: When = arg(MOMENT, "到", "时间", "時間")


@dataclass(frozen=True)
class Plan:
    """``ID|NAME WHAT --cause WHY [--owner @who] [--due WHEN] [--team T]``."""

    about: int | Metric = arg(DEVIATION, "关于", "關於", *_ID)
    what: str = arg(TEXT, "内容", "內容", "措施")
    cause: str = must(TEXT, "原因", "because")
    owner: Person | None = opt(PERSON, *_OWNER)
    due: When | None = opt(DUE, "by", "截止", "期限", "到期", "日期")
    team: Team | None = opt(TOGETHER, *TEAMS, form=False)


def set_(ctx: Ctx, args: Set) -> Card:
    """Sets an alert."""
    watches = watched(args.name, args.side, args.value, args.as_)
    rule = Rule(
        watches,
        args.side.side,
        limit(args.name, watches, args.value),
        Every(args.every) if args.every else Every.MONTH,
        limit(args.name, watches, args.clear, "clear") if args.clear else None,
        floor(args.name, args.floor),
    )
    by = Dimension(args.by) if args.by else None
    made = service.put(ctx, service.Wanted(args.name, args.for_, rule, by, args.owner))
    return cards.set_card(made.alert, made.on, changed=made.changed, where=_where(ctx, made.alert))


def _where(ctx: Ctx, alert: Alert) -> Inline:
    """Who hears of it beside its owner."""
    if alert.team is None:
        return alert.whose
    told: list[Inline] = []
    for part in team_api.parts(ctx, team_api.get(ctx, alert.team)):
        channels = [ctx.channel_ref(channel) for channel in team_api.channels_of(ctx, part.id)]
        told += channels or [say("alerts-leads", team=part.name)]
    return Items(tuple(told))


def ack(ctx: Ctx, args: One) -> Card:
    """Takes an alert on."""
    return cards.acked_card(service.ack(ctx, args.id))


def snooze(ctx: Ctx, args: Later) -> Card:
    """Puts an alert off."""
    at = args.until.at or MORNING
    until = datetime.combine(args.until.day, at, ZoneInfo(args.until.zone)).astimezone(ctx.now.tzinfo)
    return cards.snoozed_card(service.snooze(ctx, args.id, until), until, ctx.zone)


def plan(ctx: Ctx, args: Plan) -> Card:
    """Agrees on what is done about a deviation."""
    wanted = plans.Wanted(args.what, args.cause, args.owner, args.due)
    if isinstance(args.about, int):
        return cards.agreed_card(plans.for_alert(ctx, args.about, wanted))
    return cards.agreed_card(plans.for_metric(ctx, args.about, args.team, wanted))


def remove(ctx: Ctx, args: One) -> Card:
    """Removes an alert."""
    return cards.removed_card(service.remove(ctx, args.id))


def list_(scene: Scene, _args: NoArgs) -> Card:
    """The alerts there are."""
    return cards.list_card(service.listed(scene), scene.now, scene.zone)


COMMANDS = (
    Command(KPI_WORD, set_, "writes", Word("alert", ("预警", "告警"), ("警示", "預警")), Set, "form"),
    Command(KPI_WORD, list_, "reads", Word("alerts", ("预警列表", "全部预警"), ("警示清單", "預警清單"))),
    Command(KPI_WORD, ack, "writes", Word("ack", ("知道了", "认领"), ("知道了", "認領")), One, "form"),
    Command(KPI_WORD, snooze, "writes", Word("snooze", ("稍后", "推迟"), ("稍後", "延後"), ("later",)), Later, "form"),
    Command(KPI_WORD, plan, "writes", Word("plan", ("改进", "对策"), ("改善", "對策")), Plan, "form"),
    Command(KPI_WORD, remove, "writes", Word("remove", ("移除", "删除"), ("移除", "刪除")), One, "form"),
)  # fmt: skip
