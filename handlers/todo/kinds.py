"""The kinds of argument that action items take."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from handlers.kit.commands import Shortcut, Word
from handlers.kit.context import Scene
from handlers.kit.dates import read_clock
from handlers.kit.errors import BadInput
from handlers.kit.inbound import MENTION_OPEN
from handlers.kit.kinds import PEOPLE, PERSON, Kind, OneOf, Ref, plain, reader, token
from handlers.kit.messages import Choice, say
from handlers.kit.people import Person
from handlers.todo import api, lists
from handlers.todo.cards import short
from handlers.todo.deadline import NONE
from handlers.todo.rules import LETTER, NOTE_LENGTH, WHAT_LENGTH, After, part_texts, with_due
from handlers.todo.service import Part
from storage.states import Priority

OFFERED = 50


@dataclass(frozen=True, slots=True)
class _Bounded:
    """All that is left, word for word, up to a length."""

    limit: int
    form: str = "text"

    def take(self, text: str, scene: Scene) -> tuple[str, str]:
        value = plain(text, scene).strip()
        if not value:
            raise BadInput("", say("kit-empty"))
        if len(value) > self.limit:
            raise BadInput("", say("kit-too-long", limit=self.limit))
        return value, ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return ()


class _Owner:
    """Whoever the text begins with, by mention, ``@name`` or bare name; oneself where it begins with the task."""

    form = "person"

    def take(self, text: str, scene: Scene) -> tuple[Person, str]:
        """The owner, and the task."""
        if not text.startswith(("@", "＠", MENTION_OPEN)) and not _names_somebody(text, scene):
            return scene.actor, text
        who, rest = PERSON.take(text, scene)
        return who, rest.lstrip(" :：,，、")

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Everybody known."""
        return PERSON.choices(scene)


_MYSELF = frozenset({"me", "myself", "我", "自己"})
_NOT_AFTER_A_NAME = ("'", "’", "的", "-", "_", ".")  # Bob's report is no task for Bob, nor is 小李的报告


def _names_somebody(text: str, scene: Scene) -> bool:
    first = token(text)[0]
    found, rest = scene.people.at_start(text)
    if found:
        return not rest.startswith(_NOT_AFTER_A_NAME)
    return first.casefold() in _MYSELF or (not text.startswith(first) and bool(scene.people.named(first)))


class _Several:
    """One or several items: ``T3``, ``T3 T5``, ``T3、T5 和 T8``. After the first, a number alone is no item."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[tuple[int, ...], str]:
        """The ids, each once, and the rest."""
        together, rest = _TOGETHER.match(text), text
        if together is None:
            first, rest = ITEM.take(text, scene)
            return (first,), rest
        ids = (int(number) for number in re.findall(r"\d+", together[0]))
        return tuple(dict.fromkeys(ids)), text[together.end() :].lstrip(" ,，、:：")

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """The actor's items, one of which a form takes."""
        return ITEM.choices(scene)


_ONE = rf"#?{LETTER}\d{{1,9}}"
_AND = r"(?:\s*[,，、;；&+]\s*|\s*(?:和|与|與|及|跟)\s*|\s+and\s+|\s+)"
_TOGETHER = re.compile(rf"{_ONE}(?:{_AND}{_ONE})+(?!\w)", re.IGNORECASE | re.ASCII)


def typed(word: Word, rest: str | None = None) -> tuple[Shortcut, Shortcut]:
    """How an item is answered for in a private chat: ``done T3``, ``T3 完成了``, ``T3 later tomorrow``; what follows is
    the argument called ``rest``."""
    names = "|".join(re.escape(name) for name in sorted(word.all(), key=len, reverse=True))
    verb, ids = rf"(?:{names})(?!\w(?<=[a-z0-9]))了?", rf"(?P<id>{_ONE}(?:{_AND}{_ONE})*)(?![a-z0-9])"
    more = rf"(?:\s*[:：,，]?\s*(?P<{rest}>\S.*?))?" if rest else ""
    end = r"\s*[。.!！]*"
    first = rf"{verb}\s*{ids}{more}{end}"
    after = rf"{ids}\s*[:：,，]?\s*(?:is\s+|已经?|已經)?{verb}{more}{end}"
    return (
        Shortcut(re.compile(first, re.IGNORECASE | re.DOTALL), private=True),
        Shortcut(re.compile(after, re.IGNORECASE | re.DOTALL), private=True),
    )


class _After:
    """The item to wait for, or a word for none."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[After, str]:
        """The item, and the rest."""
        first, rest = token(text)
        if first.casefold() in NONE:
            return After(None), rest
        number, rest = ITEM.take(text, scene)
        return After(number), rest

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """The actor's items."""
        return ITEM.choices(scene)


class _Helpers:
    """Some people, or a word for nobody."""

    form = "person"

    def take(self, text: str, scene: Scene) -> tuple[tuple[Person, ...], str]:
        """The people, and the rest."""
        first, rest = token(text)
        return ((), rest) if first.casefold() in NONE else PEOPLE.take(text, scene)

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Everybody known."""
        return PERSON.choices(scene)


class _Parts:
    """What an item is split into: a part on each line, or set apart by semicolons, with its owner and date."""

    form = "long"

    def take(self, text: str, scene: Scene) -> tuple[tuple[Part, ...], str]:
        """All that is left."""
        return tuple(_part(piece, scene) for piece in part_texts(text)), ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Anything may be typed."""
        return ()


def _part(text: str, scene: Scene) -> Part:
    owner: Person | None = None
    if text.startswith(("@", "＠", MENTION_OPEN)) or _names_somebody(text, scene):
        owner, text = OWNER.take(text, scene)
    what, due = with_due(WHAT.take(text, scene)[0], scene.dates())
    return Part(owner, what, due)


def _offered(scene: Scene) -> Iterable[tuple[int, str]]:
    """The items a form offers: one's own, then those one handed out."""
    mine = api.open_of(scene, scene.actor.id)
    handed = (item for item, _ in lists.handed_out(scene))
    return [(item.id, short(item.what)) for item in (*mine, *handed)][:OFFERED]


OWNER: Kind[Person] = _Owner()
WHAT: Kind[str] = _Bounded(WHAT_LENGTH)
NOTE: Kind[str] = _Bounded(NOTE_LENGTH, "long")
ITEM: Kind[int] = Ref(LETTER, _offered)


@dataclass(frozen=True, slots=True)
class HourOf:
    """A time of day, or (None) everybody's."""

    time: time | None


_USUAL = frozenset({"usual", "default", "everybody's", "默认", "預設", "照常"})
HOUR: Kind[HourOf] = reader(
    "time", lambda text, _scene: HourOf(None if text.strip().casefold() in _USUAL else read_clock(text, "at"))
)
ITEMS: Kind[tuple[int, ...]] = _Several()
AFTER: Kind[After] = _After()
HELPING: Kind[tuple[Person, ...]] = _Helpers()
PARTS: Kind[tuple[Part, ...]] = _Parts()
URGENCY: Kind[str] = OneOf(
    {
        Priority.HIGH.value: ("urgent", "高", "紧急", "緊急", "急"),
        Priority.NORMAL.value: ("medium", "普通", "中", "一般"),
        Priority.LOW.value: ("低", "不急"),
    },
    label="todo-priority",
)
VIEW: Kind[str] = OneOf(
    {
        "mine": ("my", "me", "我的", "我"),
        "team": ("团队", "團隊", "小组", "小組", "全组", "全組", "团队的", "團隊的"),
        "overdue": ("late", "逾期", "过期", "過期", "超期", "逾期的"),
    },
    label="todo-view",
)
