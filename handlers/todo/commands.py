"""``/todo``."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.binding import Missing
from handlers.kit.commands import Command, NoArgs, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.kit.kinds import DUE, PERSON
from handlers.kit.messages import Card, say
from handlers.kit.people import Person
from handlers.team import api as team_api
from handlers.todo import cards, service
from handlers.todo.kinds import DEADLINE, ITEM, NOTE, OWNER, VIEW, WHAT, Deadline

TODO_WORD = Word("todo", ("待办", "任务", "行动项"), ("待辦", "任務", "行動項目"))
_DUE_OPTION = ("by", "截止", "期限", "到期", "日期")
_TEAM_OPTION = ("团队", "團隊", "小组", "小組")


@dataclass(frozen=True, kw_only=True)
class Add:
    """``[@owner] WHAT [--due WHEN]``."""

    who: Person | None = maybe(OWNER, "owner", "负责人", "負責人")
    what: str = arg(WHAT, "内容", "內容")
    due: When | None = opt(DUE, *_DUE_OPTION)


@dataclass(frozen=True)
class Which:
    """``[mine|team|overdue] [--team T]``."""

    view: str | None = maybe(VIEW, "看", "范围", "範圍")
    team: team_api.Team | None = opt(team_api.TEAM, *_TEAM_OPTION)


@dataclass(frozen=True)
class One:
    """``ID``."""

    id: int = arg(ITEM, "编号", "編號")


@dataclass(frozen=True)
class Noted:
    """``ID TEXT``."""

    id: int = arg(ITEM, "编号", "編號")
    text: str = arg(NOTE, "内容", "內容")


@dataclass(frozen=True)
class Because:
    """``ID REASON``."""

    id: int = arg(ITEM, "编号", "編號")
    reason: str = arg(NOTE, "原因", "理由")


@dataclass(frozen=True)
class Later:
    """``ID WHEN``."""

    id: int = arg(ITEM, "编号", "編號")
    until: When = arg(DUE, "到", "时间", "時間")


@dataclass(frozen=True)
class Give:
    """``ID @who``."""

    id: int = arg(ITEM, "编号", "編號")
    who: Person = arg(PERSON, "owner", "给", "給")


@dataclass(frozen=True)
class Edit:
    """``ID [--due WHEN|none] [--what TEXT] [--owner @who]``."""

    id: int = arg(ITEM, "编号", "編號")
    due: Deadline | None = opt(DEADLINE, *_DUE_OPTION)
    what: str | None = opt(WHAT, "内容", "內容")
    owner: Person | None = opt(PERSON, "who", "负责人", "負責人")


def add(ctx: Ctx, args: Add) -> Card:
    """A new item, for oneself or anybody."""
    owner = args.who or ctx.actor
    item = service.add(ctx, owner, args.what, args.due)
    home = ctx.zone_of(owner.id)
    # A moment is echoed as it was typed; a day alone ends where its owner is.
    zone = item.due.zone if item.due and item.due.has_time else home
    day = item.due_on(home)
    day_off = day is not None and not ctx.calendar.is_workday(day)
    name = None if owner.id == ctx.actor.id else owner.name
    return cards.added_card(item, name, zone, posted=ctx.place.channel is not None, day_off=day_off)


def mine(scene: Scene, _args: NoArgs) -> Card:
    """One's own list."""
    return cards.mine_card(service.mine(scene), service.handed_out(scene))


def list_(scene: Scene, args: Which) -> Card:
    """One's own, a team's, or what is overdue."""
    if args.view == "team" or (args.view is None and args.team is not None):
        team = team_api.team_here(scene, args.team)
        title, empty = say("todo-of-team", team=team.name), say("todo-none-of-team", team=team.name)
        return cards.others_card(title, service.of_team(scene, team), empty)
    if args.view == "overdue":
        return cards.others_card(say("todo-group-overdue"), service.overdue(scene), say("todo-none-overdue"))
    return mine(scene, NoArgs())


def done(ctx: Ctx, args: One) -> Card:
    """Closes one."""
    item, closed = service.done(ctx, args.id)
    return cards.done_card(item) if closed else cards.closed_card(item, ctx.zone)


def note(ctx: Ctx, args: Noted) -> Card:
    """How far it is."""
    item, reopened = service.note(ctx, args.id, args.text)
    return cards.noted_card(item, reopened=reopened)


def cannot(ctx: Ctx, args: Because) -> Card:
    """That it cannot be done, and why."""
    return cards.cannot_card(*service.cannot(ctx, args.id, args.reason))


def snooze(ctx: Ctx, args: Later) -> Card:
    """Later."""
    item, back = service.snooze(ctx, args.id, args.until)
    return cards.snoozed_card(item, back, ctx.zone_of(item.owner))


def give(ctx: Ctx, args: Give) -> Card:
    """Passes one on."""
    item, passed = service.give(ctx, args.id, args.who)
    return cards.passed_card(item, ctx.people.name) if passed else cards.same_card(item)


def drop(ctx: Ctx, args: Because) -> Card:
    """Takes one off the list."""
    return cards.dropped_card(service.drop(ctx, args.id, args.reason), None)


def edit(ctx: Ctx, args: Edit) -> Card:
    """Another deadline, text or owner; without any, a form with what there is."""
    if args.due is None and args.what is None and args.owner is None:
        raise Missing(("due",), service.as_it_is(ctx, args.id))
    due = args.due.when if args.due else None
    no_due = args.due is not None and due is None
    item, changed = service.edit(ctx, args.id, owner=args.owner, what=args.what, due=due, no_due=no_due)
    if not changed:
        return cards.same_card(item)
    return cards.edited_card(item, changed, None, ctx.people.name, ctx.zone_of(item.owner))


def show(scene: Scene, args: One) -> Card:
    """One in full, with its history."""
    item, changes = service.shown(scene, args.id)
    return cards.shown_card(item, changes, scene.people.name, scene.zone)


_VERBS = {
    "add": Word("add", ("添加", "新增", "加", "派", "安排"), ("新增", "加", "指派", "安排"), ("new",)),
    "list": Word("list", ("列表", "清单"), ("清單", "列表")),
    "done": Word("done", ("完成", "做完", "办完"), ("完成", "做完", "辦完"), ("finish",)),
    "note": Word("note", ("进展", "备注"), ("進展", "備註"), ("progress",)),
    "cannot": Word("cannot", ("做不了", "办不了", "没法做"), ("做不了", "辦不到", "沒辦法"), ("can't", "can’t")),
    "snooze": Word("snooze", ("稍后", "推迟", "延后"), ("稍後", "延後"), ("later",)),
    "give": Word("give", ("转给", "转交", "交给"), ("轉給", "轉交", "交給"), ("assign",)),
    "drop": Word("drop", ("取消", "作废", "放弃"), ("取消", "作廢", "放棄")),
    "edit": Word("edit", ("修改", "编辑", "改"), ("修改", "編輯", "改")),
    "show": Word("show", ("查看", "看", "详情"), ("檢視", "查看", "看")),
}

COMMANDS = (
    Command(TODO_WORD, mine, "reads"),
    Command(TODO_WORD, add, "writes", _VERBS["add"], Add, "form"),
    Command(TODO_WORD, list_, "reads", _VERBS["list"], Which),
    Command(TODO_WORD, done, "writes", _VERBS["done"], One, "form"),
    Command(TODO_WORD, note, "writes", _VERBS["note"], Noted, "form"),
    Command(TODO_WORD, cannot, "writes", _VERBS["cannot"], Because, "form"),
    Command(TODO_WORD, snooze, "writes", _VERBS["snooze"], Later, "form"),
    Command(TODO_WORD, give, "writes", _VERBS["give"], Give, "form"),
    Command(TODO_WORD, drop, "writes", _VERBS["drop"], Because, "form"),
    Command(TODO_WORD, edit, "writes", _VERBS["edit"], Edit, "form", reply="due"),
    Command(TODO_WORD, show, "reads", _VERBS["show"], One, "form"),
)
