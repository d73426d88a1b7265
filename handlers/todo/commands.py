"""``/todo``."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.binding import Missing
from handlers.kit.commands import Command, NoArgs, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.kit.errors import BadInput
from handlers.kit.kinds import DUE, PERSON, TEXT, Ref
from handlers.kit.messages import Card, Code, say
from handlers.kit.people import Person
from handlers.team import api as team_api
from handlers.todo import cards, digest, list_cards, lists, service
from handlers.todo.api import Wanted
from handlers.todo.deadline import DEADLINE
from handlers.todo.kinds import (
    AFTER,
    HELPING,
    HOUR,
    ITEM,
    ITEMS,
    NOTE,
    OWNER,
    PARTS,
    URGENCY,
    VIEW,
    WHAT,
    HourOf,
    typed,
)
from handlers.todo.rules import After, Alteration, Deadline, Item
from storage.states import Priority

SNOOZE = "todo-snooze"
TODO_WORD = Word("todo", ("待办", "任务", "行动项"), ("待辦", "任務", "行動項目"))
_DUE_OPTION = ("by", "截止", "期限", "到期", "日期")
_TEAM_OPTION = ("团队", "團隊", "小组", "小組")


_PRIORITY_OPTION = ("urgency", "优先级", "優先順序", "优先", "優先", "紧急度", "緊急度")
_WITH_OPTION = ("helpers", "协助", "協助", "协助人", "協助人")
_AFTER_OPTION = ("waits-for", "等", "等待", "先完成")
_ID = ("编号", "編號")
_MEETING = Ref("M")


@dataclass(frozen=True, kw_only=True)
class Add:
    """``[@owner] WHAT [--due WHEN] [--priority P] [--with @who…] [--after ID]``."""

    who: Person | None = maybe(OWNER, "owner", "负责人", "負責人")
    what: str = arg(WHAT, "内容", "內容")
    due: When | None = opt(DUE, *_DUE_OPTION)
    priority: str | None = opt(URGENCY, *_PRIORITY_OPTION, form=False)
    with_: tuple[Person, ...] | None = opt(HELPING, *_WITH_OPTION, form=False)
    after: After | None = opt(AFTER, *_AFTER_OPTION, form=False)


@dataclass(frozen=True)
class Which:
    """``[mine|team|overdue] [--team T] [--meeting ID]``."""

    view: str | None = maybe(VIEW, "看", "范围", "範圍")
    team: team_api.Team | None = opt(team_api.TEAM, *_TEAM_OPTION)
    meeting: int | None = opt(_MEETING, "会议", "會議", form=False)


@dataclass(frozen=True)
class One:
    """``ID``."""

    id: int = arg(ITEM, *_ID)


@dataclass(frozen=True)
class Some:
    """``ID…``."""

    id: tuple[int, ...] = arg(ITEMS, *_ID)


@dataclass(frozen=True)
class Noted:
    """``ID TEXT``."""

    id: int = arg(ITEM, *_ID)
    text: str = arg(NOTE, "内容", "內容")


@dataclass(frozen=True)
class Because:
    """``ID REASON``."""

    id: int = arg(ITEM, *_ID)
    reason: str = arg(NOTE, "原因", "理由")


@dataclass(frozen=True)
class Dropped:
    """``ID… REASON``."""

    id: tuple[int, ...] = arg(ITEMS, *_ID)
    reason: str = arg(NOTE, "原因", "理由")


@dataclass(frozen=True)
class Later:
    """``ID… WHEN``."""

    id: tuple[int, ...] = arg(ITEMS, *_ID)
    until: When | None = maybe(DUE, "到", "时间", "時間")


@dataclass(frozen=True)
class Give:
    """``ID… @who``."""

    id: tuple[int, ...] = arg(ITEMS, *_ID)
    who: Person = arg(PERSON, "owner", "给", "給")


@dataclass(frozen=True)
class Edit:
    """``ID… [--due WHEN|none] [--what TEXT] [--owner @who] [--priority P] [--with @who…|none] [--after ID|none]``."""

    id: tuple[int, ...] = arg(ITEMS, *_ID)
    due: Deadline | None = opt(DEADLINE, *_DUE_OPTION)
    what: str | None = opt(WHAT, "内容", "內容")
    owner: Person | None = opt(PERSON, "who", "负责人", "負責人")
    priority: str | None = opt(URGENCY, *_PRIORITY_OPTION)
    with_: tuple[Person, ...] | None = opt(HELPING, *_WITH_OPTION)
    after: After | None = opt(AFTER, *_AFTER_OPTION)

    @property
    def wanted(self) -> Alteration:
        """What is to be different."""
        owner = self.owner.id if self.owner else None
        priority = Priority(self.priority) if self.priority else None
        helpers = None if self.with_ is None else tuple(person.id for person in self.with_)
        return Alteration(owner, self.what, self.due, priority, helpers, self.after)


@dataclass(frozen=True)
class Split:
    """``ID PART; PART``."""

    id: int = arg(ITEM, *_ID)
    parts: tuple[service.Part, ...] = arg(PARTS, "部分", "内容", "內容")


@dataclass(frozen=True)
class Hour:
    """``[HH:MM|usual]``."""

    at: HourOf | None = maybe(HOUR, "时间", "時間")


@dataclass(frozen=True)
class Find:
    """``WORDS``."""

    words: str = arg(TEXT, "词", "詞", "内容", "內容")


# --- making and finding -------------------------------------------------------------------------


def add(ctx: Ctx, args: Add) -> Card:
    """A new item, for oneself or anybody."""
    owner = args.who or ctx.actor
    priority = Priority(args.priority) if args.priority else Priority.NORMAL
    after = args.after.item if args.after else None
    wanted = Wanted(owner, args.what, args.due, priority=priority, helpers=args.with_ or (), after=after)
    item = service.add(ctx, wanted)
    home = ctx.zone_of(owner.id)
    # A moment is echoed as it was typed; a day alone ends where its owner is.
    zone = item.due.zone if item.due and item.due.has_time else home
    day = item.due_on(home)
    day_off = day is not None and not ctx.calendar_of(owner.id).is_workday(day)
    name = None if owner.id == ctx.actor.id else owner.name
    return cards.added_card(item, name, zone, posted=ctx.place.channel is not None, day_off=day_off)


def mine(scene: Scene, _args: NoArgs) -> Card:
    """One's own list."""
    return list_cards.mine_card(lists.mine(scene), lists.handed_out(scene), lists.helped(scene), lists.split(scene))


def list_(scene: Scene, args: Which) -> Card:
    """One's own, a team's, a meeting's, or what is overdue."""
    if args.meeting is not None:
        ref = Code(f"M{args.meeting}")
        title, empty = say("todo-of-meeting", id=ref), say("todo-none-of-meeting", id=ref)
        return list_cards.others_card(title, lists.of_meeting(scene, args.meeting), empty)
    if args.view == "team" or (args.view is None and args.team is not None):
        team = team_api.team_here(scene, args.team)
        title, empty = say("todo-of-team", team=team.name), say("todo-none-of-team", team=team.name)
        return list_cards.others_card(title, lists.of_team(scene, team), empty)
    if args.view == "overdue":
        return list_cards.others_card(say("todo-group-overdue"), lists.overdue(scene), say("todo-none-overdue"))
    return mine(scene, NoArgs())


def find(scene: Scene, args: Find) -> Card:
    """What is found by its words."""
    title, empty = say("todo-found", words=args.words), say("todo-none-found", words=args.words)
    return list_cards.others_card(title, lists.found(scene, args.words), empty)


def show(scene: Scene, args: One) -> Card:
    """One in full, with its history."""
    full = lists.shown(scene, args.id)
    return cards.shown_card(full, scene.people.name, scene.zone)


# --- what happens to them -----------------------------------------------------------------------


def done(ctx: Ctx, args: Some) -> Card:
    """Closes one or several."""
    results = [service.done(ctx, item_id) for item_id in args.id]
    if len(results) > 1:
        return list_cards.several_card("todo-done-several", [item for item, _ in results])
    (item, closed), *_ = results
    return cards.done_card(item) if closed else cards.closed_card(item, ctx.zone)


def note(ctx: Ctx, args: Noted) -> Card:
    """How far it is."""
    item, reopened = service.note(ctx, args.id, args.text)
    return cards.noted_card(item, reopened=reopened)


def cannot(ctx: Ctx, args: Because) -> Card:
    """That it cannot be done, and why."""
    return cards.cannot_card(*service.cannot(ctx, args.id, args.reason))


def snooze(ctx: Ctx, args: Later) -> Card:
    """Later; without saying when, a question with a few answers as buttons."""
    until = args.until
    if until is None:
        items = [service.to_snooze(ctx, item_id) for item_id in args.id]
        ctx.ask(ctx.actor.id, SNOOZE, {"id": " ".join(item.ref for item in items)})
        return list_cards.later_card(items)
    results = [service.snooze(ctx, item_id, until) for item_id in args.id]
    (item, back), *_ = results
    if len(results) > 1:
        return list_cards.several_card("todo-snoozed-several", [item for item, _ in results], back=back)
    return cards.snoozed_card(item, back, ctx.zone_of(item.owner))


def give(ctx: Ctx, args: Give) -> Card:
    """Passes one or several on."""
    results = [service.give(ctx, item_id, args.who) for item_id in args.id]
    (item, passed), *_ = results
    if len(results) > 1:
        return list_cards.several_card("todo-passed-several", [item for item, _ in results], who=args.who.name)
    return cards.passed_card(item, ctx.people.name) if passed else cards.same_card(item)


def accept(ctx: Ctx, args: One) -> Card:
    """Takes what one was given."""
    item, giver = service.accept(ctx, args.id)
    return cards.accepted_card(item, ctx.people.name(giver) if giver else None, ctx.zone)


def decline(ctx: Ctx, args: Because) -> Card:
    """Gives back what one was given, and says why."""
    item = service.decline(ctx, args.id, args.reason)
    return cards.passed_card(item, ctx.people.name)


def split(ctx: Ctx, args: Split) -> Card:
    """Makes several of one."""
    whole, parts = service.split(ctx, args.id, args.parts)
    return list_cards.split_card(whole, [(part, ctx.people.name(part.owner)) for part in parts])


def drop(ctx: Ctx, args: Dropped) -> Card:
    """Takes one or several off the list."""
    items = [service.drop(ctx, item_id, args.reason) for item_id in args.id]
    if len(items) > 1:
        return list_cards.several_card("todo-dropped-several", items)
    return cards.dropped_card(items[0], None)


def edit(ctx: Ctx, args: Edit) -> Card:
    """Changes one or several; without saying how, a form with what there is."""
    wanted = args.wanted
    if len(args.id) > 1:
        return _edit_several(ctx, args.id, wanted)
    (item_id,) = args.id
    if wanted.empty:
        raise Missing(("due",), service.as_it_is(ctx, item_id))
    item, changed = service.edit(ctx, item_id, wanted)
    if not changed:
        return cards.same_card(item)
    helpers = lists.shown(ctx, item_id).helpers if "helpers" in changed else ()
    return cards.edited_card(item, changed, None, ctx.people.name, ctx.zone_of(item.owner), helpers)


def _edit_several(ctx: Ctx, ids: tuple[int, ...], wanted: Alteration) -> Card:
    if wanted.empty:
        raise BadInput("due", say("todo-several-how"), Code("/todo edit T3 T5 --due Friday"))
    if wanted.what is not None:
        raise BadInput("what", say("todo-several-what"), Code("/todo edit T3 --what …"))
    items: list[Item] = [service.edit(ctx, item_id, wanted)[0] for item_id in ids]
    return list_cards.several_card("todo-edited-several", items)


def hour(ctx: Ctx, args: Hour) -> Card:
    """When one's digest comes."""
    if args.at is not None:
        digest.choose_hour(ctx, args.at.time)
    return list_cards.hour_card(digest.hour_of(ctx), changed=args.at is not None)


_VERBS = {
    "add": Word("add", ("添加", "新增", "加", "派", "安排"), ("新增", "加", "指派", "安排"), ("new",)),
    "list": Word("list", ("列表", "清单"), ("清單", "列表")),
    "find": Word("find", ("查找", "搜索", "找"), ("搜尋", "尋找", "找"), ("search",)),
    "done": Word("done", ("完成", "做完", "办完", "搞定"), ("完成", "做完", "辦完", "搞定"), ("finish", "finished")),
    "note": Word("note", ("进展", "进行中", "备注"), ("進展", "進行中", "備註"), ("progress", "comment")),
    "cannot": Word("cannot", ("做不了", "办不了", "没法做"), ("做不了", "辦不到", "沒辦法"), ("can't", "can’t")),
    "snooze": Word("snooze", ("稍后", "推迟", "延后"), ("稍後", "延後"), ("later",)),
    "give": Word("give", ("转给", "转交", "交给"), ("轉給", "轉交", "交給"), ("assign",)),
    "accept": Word("accept", ("接受", "接下"), ("接受", "接下"), ("take",)),
    "decline": Word("decline", ("退回", "不接"), ("退回", "不接"), ("return",)),
    "split": Word("split", ("拆分", "拆成"), ("拆分", "拆成")),
    "drop": Word("drop", ("取消", "作废", "放弃"), ("取消", "作廢", "放棄")),
    "edit": Word("edit", ("修改", "编辑", "改"), ("修改", "編輯", "改")),
    "digest": Word("digest", ("每日提醒", "提醒时间"), ("每日提醒", "提醒時間")),
    "show": Word("show", ("查看", "看", "详情"), ("檢視", "查看", "看")),
}

# What follows the item, where something does.
_RESTS = {
    "done": None, "note": "text", "cannot": "reason", "snooze": "until", "give": "who", "accept": None,
    "decline": "reason", "drop": "reason",
}  # fmt: skip
_TYPED = {name: typed(_VERBS[name], rest) for name, rest in _RESTS.items()}

COMMANDS = (
    Command(TODO_WORD, mine, "reads"),
    Command(TODO_WORD, add, "writes", _VERBS["add"], Add, "form"),
    Command(TODO_WORD, list_, "reads", _VERBS["list"], Which),
    Command(TODO_WORD, find, "reads", _VERBS["find"], Find, "form"),
    Command(TODO_WORD, done, "writes", _VERBS["done"], Some, "form", shortcuts=_TYPED["done"]),
    Command(TODO_WORD, note, "writes", _VERBS["note"], Noted, "form", shortcuts=_TYPED["note"]),
    Command(TODO_WORD, cannot, "writes", _VERBS["cannot"], Because, "form", shortcuts=_TYPED["cannot"]),
    Command(
        TODO_WORD,
        snooze,
        "writes",
        _VERBS["snooze"],
        Later,
        "form",
        reply="until",
        shortcuts=_TYPED["snooze"],
    ),
    Command(TODO_WORD, give, "writes", _VERBS["give"], Give, "form", shortcuts=_TYPED["give"]),
    Command(TODO_WORD, accept, "writes", _VERBS["accept"], One, "form", shortcuts=_TYPED["accept"]),
    Command(TODO_WORD, decline, "writes", _VERBS["decline"], Because, "form", shortcuts=_TYPED["decline"]),
    Command(TODO_WORD, split, "writes", _VERBS["split"], Split, "form"),
    Command(TODO_WORD, drop, "writes", _VERBS["drop"], Dropped, "form", shortcuts=_TYPED["drop"]),
    Command(TODO_WORD, edit, "writes", _VERBS["edit"], Edit, "form", reply="due"),
    Command(TODO_WORD, show, "reads", _VERBS["show"], One, "form"),
    Command(TODO_WORD, hour, "writes", _VERBS["digest"], Hour),
)
