"""``/kudos``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.kit.commands import Command, NoArgs, Shortcut, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput
from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN
from handlers.kit.kinds import FLAG, PEOPLE, PERIOD, Kind, Ref, plain, reader
from handlers.kit.messages import Card, Choice, Note, card, say
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.recognition import cards, service
from handlers.recognition.rules.points import MOST_POINTS
from handlers.recognition.rules.reading import (
    EXAMPLE,
    Said,
    amount_ahead,
    read_change,
    read_points,
    read_said,
    read_value,
)
from handlers.team import api as team_api
from storage.states import Right

KUDOS_WORD = Word("kudos", ("点赞", "表扬", "夸夸"), ("按讚", "表揚", "誇誇"))

_GROUPS = frozenset({"channel", "here", "everyone", "everybody", "all", "team", "group"})
_OFF = frozenset({"off", "none", "no", "不限", "无", "無", "关", "關", "关闭", "關閉", "取消"})
_GROUPS_HAN = ("所有人", "全体", "全體", "全员", "全員", "大家")


@dataclass(frozen=True, slots=True)
class _Receivers:
    """One or several people, with points before or between their names; never a whole group."""

    form: str = "person"

    def take(self, text: str, scene: Scene) -> tuple[tuple[Person, ...], str]:
        """The people at the start of a text; points said on the way go to the rest."""
        found: dict[Person, None] = {}
        said: list[str] = []
        while True:
            amount, rest = amount_ahead(text)
            if found and not (amount and rest.startswith(("@", "＠", MENTION_OPEN))):
                return tuple(found), " ".join([*said, text]).strip()
            if not rest:
                raise BadInput("who", say("kudos-who-missing"), EXAMPLE)
            people, text = self._people(rest, scene)
            found |= dict.fromkeys(people)
            said += [amount] if amount else []

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Everybody else."""
        return tuple(c for c in PEOPLE.choices(scene) if c.label != scene.actor.name)

    def _people(self, text: str, scene: Scene) -> tuple[tuple[Person, ...], str]:
        try:
            return PEOPLE.take(text, scene)
        except BadInput as error:
            if _is_group(str(error.why.args.get("bad", "")), scene):
                raise BadInput("who", say("kudos-group"), EXAMPLE) from None
            raise


def _is_group(name: str, scene: Scene) -> bool:
    """Whether an unknown name is that of a whole group: everybody here, or a team."""
    folded = name.casefold().rstrip(",，、:：.。!！")
    teams = {team.name.casefold().split()[0] for team in team_api.all_teams(scene)}
    return folded in _GROUPS or folded.startswith(_GROUPS_HAN) or folded in teams


RECEIVERS: Kind[tuple[Person, ...]] = _Receivers()
REASON: Kind[Said] = reader("long", lambda text, scene: read_said(plain(text, scene)))
CHANGE: Kind[Said] = reader("long", lambda text, scene: read_change(plain(text, scene)))
LIMIT: Kind[int] = reader("number", lambda text, _scene: _limit(text))
POINTS: Kind[int] = reader("number", lambda text, _scene: read_points(text))
VALUE: Kind[str] = reader("text", lambda text, scene: read_value(plain(text, scene)))
REF: Kind[int] = Ref("R")


@dataclass(frozen=True)
class Give:
    """``@who… REASON [+N] [#value]``."""

    who: tuple[Person, ...] = arg(RECEIVERS)
    reason: Said = arg(REASON)
    points: int | None = opt(POINTS, "分", "积分", "點", "點數")
    private: bool | None = opt(FLAG, "私下", "不公开", "不公開", label="kudos-field-private")


@dataclass(frozen=True)
class Undo:
    """``[R3]``: which one, on a button; the last one without."""

    id: int | None = maybe(REF)


@dataclass(frozen=True)
class Edit:
    """``[REASON] [+N] [--id R3]``: the last one without."""

    reason: Said = arg(CHANGE)
    id: int | None = opt(REF, "编号", "編號", form=False)


@dataclass(frozen=True)
class Board:
    """``[--period P] [--hashtag V] [--given]``; the period bare or as an option."""

    period: Period | None = maybe(PERIOD, "期间", "周期", "期間", "週期")
    hashtag: str | None = opt(VALUE, "标签", "標籤")
    given: bool | None = opt(FLAG, "送出", form=False)


@dataclass(frozen=True)
class Rule:
    """``[--allowance N] [--pair N|off] [--day N|off]``."""

    allowance: int | None = opt(POINTS, "额度", "額度", label="kudos-rule-allowance")
    pair: int | None = opt(LIMIT, "每人", "同一人", label="kudos-rule-pair")
    day: int | None = opt(LIMIT, "每天", label="kudos-rule-day")


def _limit(text: str) -> int:
    """Points, or 0 for no limit."""
    return 0 if text.strip().casefold() in _OFF else min(read_points(text), MOST_POINTS)


def give(ctx: Ctx, args: Give) -> Card:
    """Praises somebody."""
    if args.points is not None and args.reason.points is not None and args.points != args.reason.points:
        first, second = (f"+{points}" for points in (args.reason.points, args.points))
        raise BadInput("points", say("kudos-points-two", first=first, second=second), EXAMPLE)
    return cards.given_card(service.give(ctx, args.who, args.reason, args.points, private=bool(args.private)))


def undo(ctx: Ctx, args: Undo) -> Card:
    """Takes kudos back."""
    return cards.taken_back_card(*service.undo(ctx, args.id))


def edit(ctx: Ctx, args: Edit) -> Card:
    """Gives kudos other words or points."""
    return cards.edited_card(service.edit(ctx, args.reason, args.id))


def rule(ctx: Ctx, args: Rule) -> Card:
    """How many points everybody may give: shown, or set."""
    if args != Rule():
        service.set_limits(ctx, args.allowance, args.pair, args.day)
    return cards.rule_card(service.limits(ctx), may_set=ctx.actor.right.includes(Right.MANAGER))


def mine(scene: Scene, _args: NoArgs) -> Card:
    """One's own month."""
    return cards.mine_card(service.mine(scene))


def board(ctx: Ctx, args: Board) -> Card:
    """The board: posted in a channel, shown to whoever asks privately."""
    period = args.period or Period.of("month", ctx.today)
    found = service.board(ctx, period, args.hashtag, given=bool(args.given))
    shown = cards.board_card(found, over=period.last < ctx.today)
    if ctx.place.channel is None:
        return shown
    ctx.post(ctx.place.channel, shown)
    return card(Note(say("kudos-board-posted")))


# "@bob ++ reason" and "@bob +2 reason" in a channel's talk; a bare "@bob +1" is agreement, not praise.
_NAME = rf"(?:[@＠](?:\"[^\"\n]+\"|“[^”\n]+”|[^\s@＠+＋,，、\"“]+)|{MENTION_OPEN}\d+{MENTION_CLOSE})"
_WHO = rf"(?P<who>{_NAME}(?:\s*(?:[,，、&和与與及跟]|and\b)?\s*{_NAME})*)\s*[:：]?\s*"
_POINTS = r"\d+(?:\s?(?:分|点|點|points?\b|pts?\b)|(?=\s))"
_PRAISE = re.compile(rf"{_WHO}(?P<reason>[+＋](?:[+＋](?![+＋])|{_POINTS})\s*\S.*)", re.DOTALL)
_PRAISE_FOR_WHAT = re.compile(rf"{_WHO}[+＋]{{2}}")
SHORTCUTS = (Shortcut(_PRAISE), Shortcut(_PRAISE_FOR_WHAT))

COMMANDS = (
    Command(KUDOS_WORD, give, "writes", None, Give, "form", shortcuts=SHORTCUTS),
    Command(KUDOS_WORD, undo, "writes", Word("undo", ("撤回", "撤销"), ("收回", "復原", "撤回")), Undo),
    Command(KUDOS_WORD, edit, "writes", Word("edit", ("修改",), ("修改",)), Edit),
    Command(KUDOS_WORD, rule, "writes", Word("rule", ("规则",), ("規則",), ("rules",)), Rule),
    Command(KUDOS_WORD, mine, "reads", Word("mine", ("我的",), ("我的",))),
    Command(KUDOS_WORD, board, "writes", Word("board", ("排行", "榜单", "排行榜"), ("排行榜", "排行")), Board),
)
