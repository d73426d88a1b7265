"""``/my``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from handlers.kit import leave
from handlers.kit.commands import Command, NoArgs, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.countries import COUNTRY
from handlers.kit.dates import read_quiet
from handlers.kit.errors import BadInput
from handlers.kit.kinds import LONG, TEXT, Kind, OneOf, reader
from handlers.kit.messages import Card, Choice, Code, Items, say
from handlers.kit.topics import Topic
from handlers.kit.zones import ZONE
from handlers.overview import cards, service
from handlers.overview.rules import LANGUAGES, language_of
from handlers.standup import api as standup_api

MY = Word("my", ("我的",), ("我的",))
NO_QUIET = frozenset({"off", "none", "no", "never", "关", "关闭", "不要", "无", "關", "關閉", "無"})
ALWAYS_OPEN = (time(0), time(0))


class _Language:
    """One of the languages the bot speaks, by any of its names."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[str, str]:
        """The language that is all of the text."""
        found = language_of(text, scene.language, scene.org.language)
        if found is None:
            known = Items(tuple(LANGUAGES.values()), any_of=True)
            raise BadInput(
                "language", say("overview-language-unknown", bad=text.strip(), known=known), Code("/my lang English")
            )
        return found, ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """The languages, each by its own name."""
        return tuple(Choice(code, name) for code, name in LANGUAGES.items())


def _quiet(text: str, _scene: Scene) -> tuple[time, time]:
    return ALWAYS_OPEN if text.strip().casefold() in NO_QUIET else read_quiet(text)


class _Topic:
    """A kind of private message, by any of its names."""

    form = "choice"
    _names = OneOf({topic.name: topic.also for topic in service.TOPICS}, label="topic", word=".word")

    def take(self, text: str, scene: Scene) -> tuple[Topic, str]:
        """The topic at the start of the text, and the rest."""
        name, rest = self._names.take(text, scene)
        return next(topic for topic in service.TOPICS if topic.name == name), rest

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Every topic."""
        return self._names.choices(scene)


LANGUAGE: Kind[str] = _Language()
TOPIC: Kind[Topic] = _Topic()
QUIET: Kind[tuple[time, time]] = reader("text", _quiet)
SURE = OneOf({"yes": ("是", "确定", "確定", "y", "ok")}, label="kit")
_LEAVE = OneOf(
    {
        "list": ("show", "列表", "查看", "清單", "檢視"),
        "add": ("plan", "安排", "添加", "新增", "加"),
        "cancel": ("remove", "delete", "取消", "删除", "刪除"),
        "import": ("导入", "匯入"),
    },
    label="overview-leave-change",
)
INBOX = OneOf(
    {"here": ("这里", "這裡"), "last": ("最近", "跟随", "跟隨", "最近说话的平台", "最近說話的平台")},
    label="overview-inbox",
)


@dataclass(frozen=True)
class Zone:
    """``ZONE``."""

    zone: str = arg(ZONE)


@dataclass(frozen=True)
class Country:
    """``COUNTRY``."""

    country: str = arg(COUNTRY)


@dataclass(frozen=True)
class Language:
    """``L``."""

    language: str = arg(LANGUAGE)


@dataclass(frozen=True)
class Link:
    """``CODE``, and ``--sure`` once one has seen whose it is."""

    code: str | None = maybe(TEXT)
    sure: str | None = opt(SURE, form=False)


@dataclass(frozen=True)
class Inbox:
    """``here``, or ``last``."""

    inbox: str = arg(INBOX)


class _LeaveChange:
    """What happens to one's leave: planning goes without saying."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[str, str]:
        """The change at the start of a text, and the rest."""
        try:
            return _LEAVE.take(text, scene)
        except BadInput:
            return "add", text

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """All of them."""
        return _LEAVE.choices(scene)


LEAVE_CHANGE: Kind[str] = _LeaveChange()


@dataclass(frozen=True)
class Leave:
    """Bare for the list, ``[add] DAYS``, ``cancel DAY`` or ``import``."""

    change: str | None = maybe(LEAVE_CHANGE, label="overview-leave-change")
    details: str | None = maybe(LONG, label="kit-leave-days")


@dataclass(frozen=True)
class About:
    """``TOPIC``."""

    topic: Topic = arg(TOPIC, "消息", "訊息")


@dataclass(frozen=True)
class Quiet:
    """``20:00-09:00``, or ``off``."""

    quiet: tuple[time, time] = arg(QUIET)


def show(scene: Scene, _args: NoArgs) -> Card:
    """What concerns oneself."""
    return cards.mine_card(service.mine(scene))


def zone(ctx: Ctx, args: Zone) -> Card:
    """Where one lives."""
    service.choose_zone(ctx, args.zone)
    return cards.zone_card(ctx.now, args.zone)


def country(ctx: Ctx, args: Country) -> Card:
    """Whose holidays one has."""
    return cards.country_card(args.country, service.choose_country(ctx, args.country))


def language(ctx: Ctx, args: Language) -> Card:
    """What one reads."""
    service.choose_language(ctx, args.language)
    return cards.language_card(args.language)


def quiet(ctx: Ctx, args: Quiet) -> Card:
    """When one is left in peace."""
    service.choose_quiet(ctx, args.quiet)
    return cards.quiet_card(args.quiet, ctx.now, ctx.zone)


def mute(ctx: Ctx, args: About) -> Card:
    """What one does not want to be told."""
    service.turn_down(ctx, args.topic, muted=True)
    return cards.muted_card(args.topic.name, muted=True)


def unmute(ctx: Ctx, args: About) -> Card:
    """What one wants to be told again."""
    service.turn_down(ctx, args.topic, muted=False)
    return cards.muted_card(args.topic.name, muted=False)


def link(ctx: Ctx, args: Link) -> Card:
    """One person on two platforms."""
    if args.code is None:
        return cards.code_card(service.link_code(ctx))
    other = service.shown_by(ctx, args.code)
    if args.sure is None:
        return cards.join_card(other.person.name, other.platform, args.code)
    return cards.joined_card(service.link(ctx, args.code, other), other.platform)


def inbox(ctx: Ctx, args: Inbox) -> Card:
    """Where private messages go."""
    service.choose_inbox(ctx, here=args.inbox == "here")
    return cards.inbox_card(args.inbox)


def away(ctx: Ctx, args: leave.Away) -> Card:
    """Puts oneself on leave."""
    return leave.away(ctx, args)


def back(ctx: Ctx, _args: NoArgs) -> Card:
    """Ends one's leave."""
    return standup_api.come_back(ctx)


def my_leave(ctx: Ctx, args: Leave) -> Card:
    """One's leave of today and later, and what one does with it."""
    match args.change:
        case "add":
            return leave.away(ctx, leave.Away(args.details))
        case "cancel":
            return leave.cancel(ctx, args.details)
        case "import":
            return leave.import_own(ctx)
    return leave.own(ctx)


COMMANDS = (
    Command(MY, show, "reads"),
    Command(MY, show, "reads", Word("show", ("查看", "看"), ("檢視", "查看", "看"))),
    Command(MY, zone, "writes", Word("tz", ("时区",), ("時區",), ("timezone",)), Zone, "form"),
    Command(MY, country, "writes", Word("country", ("国家", "地区"), ("國家", "地區")), Country, "form"),
    Command(MY, language, "writes", Word("lang", ("语言",), ("語言",), ("language",)), Language, "form"),
    Command(MY, link, "writes", Word("link", ("关联", "绑定"), ("連結", "綁定")), Link, secret=True),
    Command(MY, inbox, "writes", Word("inbox", ("私信",), ("私訊",)), Inbox, "form"),
    Command(MY, away, "writes", Word("away", ("请假", "休假"), ("請假", "休假")), leave.Away),
    Command(MY, back, "writes", Word("back", ("销假", "回来"), ("銷假", "回來"))),
    Command(MY, my_leave, "writes", Word("leave", ("假期",), ("假期",), ("vacation",)), Leave, files=True),
    Command(MY, quiet, "writes", Word("quiet", ("免打扰", "勿扰"), ("勿擾", "免打擾")), Quiet, "form"),
    Command(MY, mute, "writes", Word("mute", ("不收", "退订"), ("不收", "取消訂閱")), About, "form"),
    Command(MY, unmute, "writes", Word("unmute", ("接收", "订阅"), ("接收", "訂閱")), About, "form"),
)
