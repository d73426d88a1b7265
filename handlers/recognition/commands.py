"""``/kudos``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from handlers.kit.commands import Command, NoArgs, Shortcut, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput
from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN
from handlers.kit.kinds import CLOCK, FLAG, PERIOD, TEXT, is_yes, read
from handlers.kit.messages import Card, Note, card, say
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.recognition import boards, cards, purses, rhythm, rhythm_cards, service, valuing
from handlers.recognition.kinds import CHANGE, LIMIT, POINTS, REASON, RECEIVERS, REF, RHYTHM, STANDING, VALUE, VALUES
from handlers.recognition.rules.reading import EXAMPLE, Said
from handlers.team import api as team_api
from handlers.team.api import TEAM, Team
from storage.states import Right

KUDOS_WORD = Word("kudos", ("点赞", "表扬", "夸夸"), ("按讚", "表揚", "誇誇"))


@dataclass(frozen=True)
class Give:
    """``@who… REASON [+N] [#value]``."""

    who: tuple[Person, ...] = arg(RECEIVERS)
    reason: Said = arg(REASON)
    points: int | None = opt(POINTS, "分", "积分", "點", "點數")
    hashtag: str | None = opt(VALUE, "标签", "標籤")
    private: bool | None = opt(FLAG, "私下", "不公开", "不公開", label="kudos-field-private")
    picture: bool | None = opt(FLAG, "图片", "贺卡", "圖片", "賀卡", label="kudos-field-picture")


@dataclass(frozen=True)
class Undo:
    """``[R3]``: which one, on a button; the last one without."""

    id: int | None = maybe(REF)


@dataclass(frozen=True)
class Edit:
    """``[REASON] [+N] [--hashtag V] [--id R3]``: the last one without."""

    reason: Said | None = maybe(CHANGE)
    hashtag: str | None = opt(VALUE, "标签", "標籤")
    id: int | None = opt(REF, "编号", "編號", form=False)


@dataclass(frozen=True)
class Board:
    """``[--period P] [--hashtag V] [--given]``, the period bare or as an option; ``off`` or ``on`` for oneself."""

    period: Period | bool | None = maybe(STANDING, "期间", "周期", "期間", "週期")
    hashtag: str | None = opt(VALUE, "标签", "標籤")
    given: bool | None = opt(FLAG, "送出", form=False)


@dataclass(frozen=True)
class Rule:
    """``[--allowance N] [--pair N|off] [--day N|off]``."""

    allowance: int | None = opt(POINTS, "额度", "額度", label="kudos-rule-allowance")
    pair: int | None = opt(LIMIT, "每人", "同一人", label="kudos-rule-pair")
    day: int | None = opt(LIMIT, "每天", label="kudos-rule-day")


@dataclass(frozen=True)
class Values:
    """``[#value…] [--remove #value…] [--team T]``."""

    values: tuple[str, ...] | None = maybe(VALUES, "价值观", "價值觀")
    remove: tuple[str, ...] | None = opt(VALUES, "删除", "刪除", "去掉", label="kudos-values-remove")
    team: Team | None = opt(TEAM, "团队", "團隊")


@dataclass(frozen=True)
class Ceremony:
    """``[weekly|monthly|quarterly|off] [--day D] [--at 16:00] [--team T]``."""

    every: str | None = maybe(RHYTHM, "频率", "頻率", label="kudos-rhythm-every")
    day: str | None = opt(TEXT, "日子", "哪天", label="kudos-rhythm-day")
    at: time | None = opt(CLOCK, "时间", "時間")
    team: Team | None = opt(TEAM, "团队", "團隊")


@dataclass(frozen=True)
class Pairs:
    """``[PERIOD] [--team T]``."""

    period: Period | None = maybe(PERIOD, "期间", "周期", "期間", "週期")
    team: Team | None = opt(TEAM, "团队", "團隊")


def give(ctx: Ctx, args: Give) -> Card:
    """Praises somebody."""
    if args.points is not None and args.reason.points is not None and args.points != args.reason.points:
        first, second = (f"+{points}" for points in (args.reason.points, args.points))
        raise BadInput("points", say("kudos-points-two", first=first, second=second), EXAMPLE)
    points = args.points or args.reason.points
    manner = service.Manner(args.hashtag, bool(args.private), bool(args.picture))
    return cards.given_card(service.give(ctx, args.who, args.reason, points, manner))


def undo(ctx: Ctx, args: Undo) -> Card:
    """Takes kudos back."""
    return cards.taken_back_card(*service.undo(ctx, args.id))


def edit(ctx: Ctx, args: Edit) -> Card:
    """Gives kudos other words or points."""
    return cards.edited_card(service.edit(ctx, args.reason or Said(""), args.hashtag, args.id))


def _given_privately(_scene: Scene, given: Mapping[str, str]) -> bool:
    """Whether kudos are to be private."""
    return is_yes(given.get("private", ""))


def _are_private(scene: Scene, given: Mapping[str, str]) -> bool:
    """Whether the kudos to be changed are."""
    return service.is_private(scene, read(REF, given["id"], scene) if given.get("id") else None)


def _last_words(scene: Scene, given: Mapping[str, str]) -> Mapping[str, str]:
    """The form to edit begins with what was said last."""
    words = service.last_words(scene)
    return {} if words is None or given else {"reason": words}


def rule(ctx: Ctx, args: Rule) -> Card:
    """How many points everybody may give: shown, or set."""
    if args != Rule():
        purses.set_limits(ctx, args.allowance, args.pair, args.day)
    return cards.rule_card(purses.limits(ctx), may_set=ctx.actor.right.includes(Right.MANAGER))


def mine(scene: Scene, _args: NoArgs) -> Card:
    """One's own month."""
    return cards.mine_card(boards.mine(scene))


def board(ctx: Ctx, args: Board) -> Card:
    """The board: posted in a channel, shown to whoever asks privately; or whether the actor stands on it."""
    if isinstance(args.period, bool):
        boards.stand(ctx, off=not args.period)
        return cards.standing_card(off=not args.period)
    period = args.period or Period.of("month", ctx.today)
    found = boards.board(ctx, period, args.hashtag, given=bool(args.given))
    shown = cards.board_card(found, over=period.last < ctx.today)
    if ctx.place.channel is None:
        return shown
    ctx.post(ctx.place.channel, shown)
    return card(Note(say("kudos-board-posted")))


def values(ctx: Ctx, args: Values) -> Card:
    """What a team stands for: shown, or defined."""
    team = team_api.team_here(ctx, args.team)
    team_api.require_member(ctx, team)
    if args.values or args.remove:
        valuing.define(ctx, team, args.values or (), args.remove or ())
    may_set = team_api.leads_team(ctx, team.id)
    return cards.values_card(team.name, valuing.of_team(ctx, team), ctx.language, may_set=may_set)


def ceremony(ctx: Ctx, args: Ceremony) -> Card:
    """When a team honours its people: shown, set, or ended."""
    team = team_api.team_here(ctx, args.team)
    team_api.require_member(ctx, team)
    if args.every == "off":
        rhythm.end_ceremony(ctx, team)
    elif args.every or args.day or args.at:
        every = next((every for every, name in rhythm_cards.NAMES.items() if name == args.every), None)
        rhythm.set_ceremony(ctx, team, every, args.day, args.at)
    may_set = team_api.leads_team(ctx, team.id)
    return rhythm_cards.rhythm_card(team.name, rhythm.next_ceremony(ctx, team), team.zone, may_set=may_set)


def pairs(scene: Scene, args: Pairs) -> Card:
    """Who gives each other most of what they give, for the lead."""
    period = args.period or Period.of("month", scene.today)
    found = boards.pairs(scene, team_api.team_here(scene, args.team), period)
    return cards.pairs_card(found, may_limit=scene.actor.right.includes(Right.MANAGER))


# "@bob ++ reason" and "@bob +2 reason" in a channel's talk; a bare "@bob +1" is agreement, not praise.
_NAME = rf"(?:[@＠](?:\"[^\"\n]+\"|“[^”\n]+”|[^\s@＠+＋,，、\"“]+)|{MENTION_OPEN}\d+{MENTION_CLOSE})"
_WHO = rf"(?P<who>{_NAME}(?:\s*(?:[,，、&和与與及跟]|and\b)?\s*{_NAME})*)\s*[:：]?\s*"
_POINTS = r"\d+(?:\s?(?:分|点|點|points?\b|pts?\b)|(?=\s))"
_PRAISE = re.compile(rf"{_WHO}(?P<reason>[+＋](?:[+＋](?![+＋])|{_POINTS})\s*\S.*)", re.DOTALL)
_PRAISE_FOR_WHAT = re.compile(rf"{_WHO}[+＋]{{2}}")
SHORTCUTS = (Shortcut(_PRAISE), Shortcut(_PRAISE_FOR_WHAT))

COMMANDS = (
    Command(KUDOS_WORD, give, "writes", None, Give, "form", shortcuts=SHORTCUTS, hushed=_given_privately),
    Command(KUDOS_WORD, undo, "writes", Word("undo", ("撤回", "撤销"), ("收回", "復原", "撤回")), Undo),
    Command(
        KUDOS_WORD,
        edit,
        "writes",
        Word("edit", ("修改",), ("修改",)),
        Edit,
        "form",
        prefill=_last_words,
        hushed=_are_private,
    ),
    Command(KUDOS_WORD, rule, "writes", Word("rule", ("规则",), ("規則",), ("rules",)), Rule),
    Command(KUDOS_WORD, mine, "reads", Word("mine", ("我的",), ("我的",))),
    Command(KUDOS_WORD, values, "writes", Word("values", ("价值观",), ("價值觀",), ("value",)), Values),
    Command(KUDOS_WORD, ceremony, "writes", Word("ceremony", ("颁奖",), ("表揚會",)), Ceremony),
    Command(KUDOS_WORD, pairs, "reads", Word("pairs", ("互赞",), ("互讚",)), Pairs, right=Right.LEAD),
    Command(KUDOS_WORD, board, "writes", Word("board", ("排行", "榜单", "排行榜"), ("排行榜", "排行")), Board),
)  # fmt: skip
