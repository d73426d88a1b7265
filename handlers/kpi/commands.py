"""``/kpi``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handlers.kit.commands import Command, NoArgs, Word, arg, maybe, must, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput
from handlers.kit.kinds import NAME, PAST_DAY, PERIOD, PERSON, QUANTITY, TEXT, OneOf, Ref
from handlers.kit.messages import Card, say
from handlers.kit.numbers import Quantity
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.kpi import (
    book,
    cards,
    defining,
    histories,
    naming,
    report_cards,
    reports,
    service,
    splitting,
)
from handlers.kpi.doubts import Doubt
from handlers.kpi.file_commands import FILE_COMMANDS
from handlers.kpi.kinds import (
    LABEL,
    LOGGED,
    METRIC,
    MORE,
    NEW_HOLDER,
    PARTS,
    PLACES,
    ROLES,
    UNIT,
    WEIGHTS,
)
from handlers.kpi.reports import Asked
from handlers.kpi.rules import Metric
from handlers.kpi.words import BY, CAMPAIGN, CHANNEL, FOR, KPI_WORD, NAMES, PERIODS, REGION, TEAMS, WHO
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.states import Combine, Dimension, Right, Role

LOG_WORD = Word("log", ("记录", "填报", "录入", "记"), ("記錄", "回報", "登錄", "記"))

DATE = ("日期", "时间", "時間", "day", "on")
NOTE = ("备注", "備註")

BETTER = OneOf(
    {
        "higher": ("high", "up", "高", "越高越好", "more"),
        "lower": ("low", "down", "低", "越低越好", "less"),
    },
    label="kpi-better",
)
COMBINE = OneOf(
    {
        "sum": ("total", "求和", "合计", "合計", "累计", "累計", "加总", "加總", "累计求和", "累計加總"),
        "average": ("avg", "mean", "平均", "取平均"),
        "last": ("latest", "最新", "最后", "最後", "最近", "取最新值"),
        "ratio": ("rate", "比率", "比例", "两项之比", "兩項的比率"),
    },
    label="kpi-combine",
)
SURE = OneOf(
    {
        service.ADD: ("yes", "是", "追加", "照记", "照記", "再记一笔", "再記一筆"),
        service.REPLACE: ("替换", "替換", "取代", "替换原来的", "取代原本的"),
        service.LEAVE: ("no", "不记", "不記", "不记了", "不記了"),
    },
    label="kpi-sure",
)
INTO = OneOf(
    {
        splitting.MONTHS: ("month", "月", "月份", "按月", "每月"),
        splitting.QUARTERS: ("quarter", "季", "季度", "按季", "每季"),
        splitting.PARTS: ("team", "团队", "團隊", "按团队", "按團隊"),
    },
    label="kpi-into",
)
YES = OneOf({"yes": ("是",)}, label="kit")
YES_NO = OneOf({"yes": ("是", "y", "on"), "no": ("否", "不", "n", "off")}, label="kpi")


@dataclass(frozen=True)
class Define:
    """``NAME [--unit U] [--better B] [--combine C] [--of "A / B"] [--roles …]``."""

    name: str = arg(NAME)
    unit: str | None = opt(UNIT, "单位", "單位")
    better: str | None = opt(BETTER, "方向", "越好")
    combine: str | None = opt(COMBINE, "合计", "合計", "汇总", "匯總")
    of: tuple[Metric, Metric] | None = opt(PARTS, "由", "公式")
    roles: tuple[Role, ...] | None = opt(ROLES, "role", "岗位", "職務", "角色")
    precision: int | None = opt(PLACES, "小数位", "小數位", "精度")
    again: str | None = opt(YES, form=False)


@dataclass(frozen=True)
class Log:
    """``NAME VALUE [NAME VALUE …] [--for @who] [--date D] [--note TEXT] [--channel …] [--campaign …] [--region …]``."""

    name: Metric = arg(LOGGED, *NAMES, label="kpi-metric")
    value: Quantity = arg(QUANTITY, "数值", "數值")
    more: tuple[tuple[Metric, Quantity], ...] | None = maybe(MORE, form=False)
    date: date | None = opt(PAST_DAY, *DATE)
    for_: Person | None = opt(PERSON, *FOR)
    note: str | None = opt(TEXT, *NOTE)
    channel: str | None = opt(LABEL, *CHANNEL, label="kpi-part-channel")
    campaign: str | None = opt(LABEL, *CAMPAIGN, label="kpi-part-campaign")
    region: str | None = opt(LABEL, *REGION, label="kpi-part-region")
    sure: str | None = opt(SURE, "确认", "確認", form=False)


@dataclass(frozen=True)
class Show:
    """``[NAME] [--who @who] [--team T] [--period P] [--by D] [--channel …] [--campaign …] [--region …]``."""

    name: Metric | None = maybe(METRIC, *NAMES, label="kpi-metric")
    who: Person | None = opt(PERSON, *WHO, *FOR, "for")
    team: Team | None = opt(team_api.TOGETHER, *TEAMS)
    period: Period | None = opt(PERIOD, *PERIODS)
    by: str | None = opt(BY, "按")
    channel: str | None = opt(LABEL, *CHANNEL, label="kpi-part-channel")
    campaign: str | None = opt(LABEL, *CAMPAIGN, label="kpi-part-campaign")
    region: str | None = opt(LABEL, *REGION, label="kpi-part-region")


@dataclass(frozen=True)
class Past:
    """``NAME [--who @who] [--team T] [--period P]``."""

    name: Metric = arg(METRIC, *NAMES, label="kpi-metric")
    who: Person | None = opt(PERSON, *WHO, *FOR, "for")
    team: Team | None = opt(team_api.TOGETHER, *TEAMS)
    period: Period | None = opt(PERIOD, *PERIODS)


@dataclass(frozen=True)
class Fix:
    """``ID VALUE [--note TEXT]``."""

    id: int = arg(Ref("K", service.entry_choices), "编号", "編號")
    value: Quantity = arg(QUANTITY, "数值", "數值")
    note: str | None = opt(TEXT, *NOTE)
    sure: str | None = opt(SURE, "确认", "確認", form=False)


@dataclass(frozen=True)
class Undo:
    """``[--note TEXT]``."""

    note: str | None = opt(TEXT, *NOTE)


@dataclass(frozen=True)
class Goal:
    """``NAME VALUE --period P [--for @who|TEAM|"TEAM, TEAM"] [--private yes|no]``."""

    name: Metric = arg(METRIC, *NAMES, label="kpi-metric")
    value: Quantity = arg(QUANTITY, "数值", "數值")
    period: Period = must(PERIOD, *PERIODS)
    for_: Person | tuple[Team, ...] | None = opt(NEW_HOLDER, *FOR, "team", *TEAMS, label="kpi-target-for")
    private: str | None = opt(YES_NO, "私密", "保密", "不公开", "不公開")


@dataclass(frozen=True)
class SplitUp:
    """``NAME --period P [--team T] [--into months|quarters] [--weights "@bob 2, @carol 1"]``."""

    name: Metric = arg(METRIC, *NAMES, label="kpi-metric")
    period: Period = must(PERIOD, *PERIODS)
    team: Team | None = opt(team_api.TOGETHER, *TEAMS)
    into: str | None = opt(INTO, "按", "拆成")
    weights: tuple[tuple[Person, Decimal], ...] | None = opt(WEIGHTS, "权重", "權重")
    sure: str | None = opt(YES, "确认", "確認", form=False)


@dataclass(frozen=True)
class AddUp:
    """``NAME --period P [--team T]``."""

    name: Metric = arg(METRIC, *NAMES, label="kpi-metric")
    period: Period = must(PERIOD, *PERIODS)
    team: Team | None = opt(team_api.TOGETHER, *TEAMS)


@dataclass(frozen=True)
class Rename:
    """``NAME NEW``."""

    name: Metric = arg(METRIC, *NAMES, label="kpi-metric")
    new: str = arg(NAME, "新名称", "新名稱")


@dataclass(frozen=True)
class Alias:
    """``NAME [ALSO] [--drop yes]``."""

    name: Metric = arg(METRIC, *NAMES, label="kpi-metric")
    also: str | None = maybe(NAME, "别名", "別名")
    drop: str | None = opt(YES, "去掉", "移除", form=False)


@dataclass(frozen=True)
class One:
    """``NAME``."""

    name: Metric = arg(METRIC, *NAMES, label="kpi-metric")


@dataclass(frozen=True)
class Adopt:
    """``ROLE…``."""

    role: tuple[Role, ...] = arg(ROLES, "roles", "岗位", "職務", "角色")


def overview(scene: Scene, _args: NoArgs) -> Card:
    """One's own numbers this month."""
    if not book.metrics(scene):
        return cards.none_card(scene.actor.right.includes(Right.LEAD))
    return report_cards.overview_card(reports.own(scene))


def define(ctx: Ctx, args: Define) -> Card:
    """Makes a metric."""
    wanted = defining.Wanted(args.name, args.unit, args.better, args.combine, args.of, args.roles or (), args.precision)
    metric = defining.define(ctx, wanted, again=args.again is not None)
    return cards.defined_card(metric, book.metrics(ctx))


def rename(ctx: Ctx, args: Rename) -> Card:
    """Calls a metric by another name."""
    return cards.named_card(naming.rename(ctx, args.name, args.new), args.name.name)


def alias(ctx: Ctx, args: Alias) -> Card:
    """Gives a metric one more name, or takes it away; without one, those it has."""
    if args.also is None:
        return cards.named_card(args.name)
    change = naming.unalias if args.drop else naming.alias
    return cards.named_card(change(ctx, args.name, args.also))


def retire(ctx: Ctx, args: One) -> Card:
    """Takes a metric out of use."""
    return cards.retired_card(naming.retire(ctx, args.name))


def restore(ctx: Ctx, args: One) -> Card:
    """Takes a metric into use again."""
    return cards.restored_card(naming.restore(ctx, args.name))


def adopt(ctx: Ctx, args: Adopt) -> Card:
    """Makes the ready-made metrics of roles."""
    adopted = defining.adopt(ctx, args.role)
    return cards.adopted_card(adopted.made, adopted.there, book.metrics(ctx))


def log(ctx: Ctx, args: Log) -> Card:
    """Logs one value or several."""
    said = service.Said(args.for_, args.date, args.note, _names(args))
    done = service.log(ctx, ((args.name, args.value), *(args.more or ())), said, args.sure)
    if isinstance(done, service.Asked):
        return cards.asked_card([_doubt(doubt) for doubt in done.doubts], _line(ctx, done))
    return cards.logged_card(done) if done else cards.left_card()


def _doubt(doubt: Doubt) -> tuple[Metric, Decimal, str | None, Decimal | None, Decimal | None]:
    there = doubt.there
    code, value = (f"K{there.id}", there.value) if there is not None else (None, None)
    return doubt.metric, doubt.value, code, value, doubt.usual


def _line(scene: Scene, asked: service.Asked) -> str:
    """The command that says all of it again."""
    said = asked.said
    words = ["/kpi log", *(f"{metric.name} {value:f}" for metric, value in asked.values)]
    if said.day is not None and said.day != scene.today:
        words.append(f"--date {said.day.isoformat()}")
    if said.person is not None and said.person.id != scene.actor.id:
        words.append(f"--for @{said.person.name}")
    words += [f"--{dimension.value} {name}" for dimension, name in (said.names or {}).items()]
    return " ".join([*words, f"--note {said.note}"] if said.note else words)


def show(scene: Scene, args: Show) -> Card:
    """One metric, its parts, or several metrics."""
    asked = Asked(args.who, args.team, args.period, _names(args))
    if args.name is not None and args.by is not None:
        return report_cards.by_card(reports.by_report(scene, args.name, args.by, asked))
    if args.name is not None:
        return report_cards.metric_card(reports.metric_report(scene, args.name, asked))
    if not book.metrics(scene):
        return cards.none_card(scene.actor.right.includes(Right.LEAD))
    if args.by is not None:
        raise BadInput("name", say("kpi-by-what"))
    return report_cards.overview_card(reports.overview(scene, asked))


def history(scene: Scene, args: Past) -> Card:
    """A metric's entries."""
    if args.name.combine is Combine.RATIO:
        known = book.metrics(scene)
        return report_cards.history_ratio_card(args.name, tuple(known[part] for part in args.name.parts))
    return report_cards.history_card(histories.history(scene, args.name, Asked(args.who, args.team, args.period)))


def fix(ctx: Ctx, args: Fix) -> Card:
    """Corrects an entry."""
    return cards.fixed_card(service.fix(ctx, args.id, args.value, args.note, sure=args.sure is not None))


def undo(ctx: Ctx, args: Undo) -> Card:
    """Reverses one's own last log or correction."""
    return cards.undone_card(service.undo(ctx, args.note))


def target(ctx: Ctx, args: Goal) -> Card:
    """Sets a target."""
    private = None if args.private is None else args.private == "yes"
    return cards.target_card(service.set_target(ctx, args.name, args.value, args.period, args.for_, private))


def split(ctx: Ctx, args: SplitUp) -> Card:
    """Shares a team's target out, once it was shown."""
    found = splitting.split(ctx, args.name, args.period, args.team, args.into, args.weights or ())
    if args.sure:
        splitting.settle(ctx, found)
        return cards.split_card(found.team.name, found.whole, found.parts, None)
    words = [f"/kpi split {found.metric.name} --period {found.period.code} --team {found.team.name}"]
    if args.into:
        words.append(f"--into {args.into}")
    if args.weights:
        words.append(f"--weights {', '.join(f'@{person.name} {weight:f}' for person, weight in args.weights)}")
    return cards.split_card(found.team.name, found.whole, found.parts, " ".join([*words, "--sure yes"]))


def total(ctx: Ctx, args: AddUp) -> Card:
    """Adds people's targets up to their team's."""
    made, parts = service.add_up(ctx, args.name, args.period, args.team)
    return cards.total_card(made, [(reports.holder(ctx, part), part.value) for part in parts])


def list_(scene: Scene, _args: NoArgs) -> Card:
    """All metrics."""
    rows = reports.listed(scene)
    may_define = scene.actor.right.includes(Right.LEAD)
    return cards.list_card(rows, may_define) if rows else cards.none_card(may_define)


def _names(args: Log | Show) -> Mapping[Dimension, str]:
    named = {Dimension.CHANNEL: args.channel, Dimension.CAMPAIGN: args.campaign, Dimension.REGION: args.region}
    return {dimension: name for dimension, name in named.items() if name}


COMMANDS = (
    Command(KPI_WORD, overview, "reads"),
    Command(KPI_WORD, log, "writes", LOG_WORD, Log, "form"),
    Command(KPI_WORD, show, "reads", Word("show", ("查看", "看"), ("檢視", "查看", "看")), Show),
    Command(KPI_WORD, history, "reads", Word("history", ("历史", "明细"), ("歷史", "明細")), Past, "form"),
    Command(KPI_WORD, fix, "writes", Word("fix", ("更正", "修正", "改"), ("更正", "修正", "改")), Fix, "form"),
    Command(KPI_WORD, undo, "writes", Word("undo", ("撤销", "撤回"), ("復原", "撤銷", "收回")), Undo),
    Command(
        KPI_WORD, target, "writes", Word("target", ("目标", "定目标"), ("目標", "定目標")), Goal, "form", Right.LEAD,
    ),
    Command(KPI_WORD, split, "writes", Word("split", ("拆分", "分解"), ("拆分", "分解")), SplitUp, "form", Right.LEAD),
    Command(KPI_WORD, total, "writes", Word("total", ("汇总", "加总"), ("加總", "彙總")), AddUp, "form", Right.LEAD),
    Command(KPI_WORD, list_, "reads", Word("list", ("列表", "清单"), ("清單", "列表"))),
    Command(
        KPI_WORD, define, "writes", Word("define", ("定义", "新建"), ("定義", "新增"), ("new",)), Define, "form",
        Right.LEAD,
    ),
    *FILE_COMMANDS,
    Command(KPI_WORD, rename, "writes", Word("rename", ("改名",), ("改名",)), Rename, "form", Right.LEAD),
    Command(KPI_WORD, alias, "writes", Word("alias", ("别名",), ("別名",)), Alias, "form", Right.LEAD),
    Command(KPI_WORD, retire, "writes", Word("retire", ("停用",), ("停用",)), One, "form", Right.LEAD),
    Command(KPI_WORD, restore, "writes", Word("restore", ("启用",), ("啟用",)), One, "form", Right.LEAD),
    Command(KPI_WORD, adopt, "writes", Word("adopt", ("采用", "套用"), ("採用", "套用")), Adopt, "form", Right.LEAD),
)  # fmt: skip
