"""The kinds of argument that action items take."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.kit.context import Scene
from handlers.kit.dates import When
from handlers.kit.errors import BadInput
from handlers.kit.inbound import MENTION_OPEN
from handlers.kit.kinds import DUE, PERSON, Kind, OneOf, Ref, plain, token
from handlers.kit.messages import Choice, say
from handlers.kit.people import Person
from handlers.todo import api, service
from handlers.todo.cards import short
from handlers.todo.rules import LETTER, NOTE_LENGTH, WHAT_LENGTH

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


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline, or that there is to be none."""

    when: When | None


class _Deadline:
    """A due date, or a word for none."""

    form = "date"

    def take(self, text: str, scene: Scene) -> tuple[Deadline, str]:
        """All that is left."""
        if text.strip().casefold() in _NONE:
            return Deadline(None), ""
        when, rest = DUE.take(text, scene)
        return Deadline(when), rest

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Anything may be typed."""
        return ()


_NONE = frozenset({"none", "no", "never", "无", "無", "没有", "沒有", "不限"})


def _offered(scene: Scene) -> Iterable[tuple[int, str]]:
    """The items a form offers: one's own, then those one handed out."""
    mine = api.open_of(scene, scene.actor.id)
    handed = (item for item, _ in service.handed_out(scene))
    return [(item.id, short(item.what)) for item in (*mine, *handed)][:OFFERED]


OWNER: Kind[Person] = _Owner()
WHAT: Kind[str] = _Bounded(WHAT_LENGTH)
NOTE: Kind[str] = _Bounded(NOTE_LENGTH, "long")
ITEM: Kind[int] = Ref(LETTER, _offered)
DEADLINE: Kind[Deadline] = _Deadline()
VIEW: Kind[str] = OneOf(
    {
        "mine": ("my", "me", "我的", "我"),
        "team": ("团队", "團隊", "小组", "小組", "全组", "全組"),
        "overdue": ("late", "逾期", "过期", "過期", "超期"),
    },
    label="todo-view",
)
