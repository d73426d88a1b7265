"""The kinds of argument that meetings and minutes take."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from handlers.kit.context import Scene
from handlers.kit.dates import Weekdays, read_days
from handlers.kit.errors import BadInput
from handlers.kit.kinds import Kind, OneOf, Ref, plain, reader, token
from handlers.kit.messages import Choice, Code, say
from handlers.meetings.rules import HASHTAG, LETTER, SERIES, Sort
from handlers.meetings.views import as_meeting, may_see
from storage.models.meetings import Meeting as MeetingRow
from storage.repos import meetings as repo
from storage.states import MeetingKind

OFFERED = 25


@dataclass(frozen=True, slots=True)
class Written:
    """Somebody's text, word for word; in ``marked`` mentions stand as people's ids."""

    text: str
    marked: str


@dataclass(frozen=True, slots=True)
class _Words:
    """All that is left, word for word."""

    form: str = "long"
    prose: bool = True

    def take(self, text: str, scene: Scene) -> tuple[Written, str]:
        if not text.strip():
            raise BadInput("", say("kit-empty"))
        return Written(plain(text, scene).strip(), text.strip()), ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class _Tagged:
    """A line that begins with ``#decision``, ``#action`` or ``#note``."""

    form: str = "text"

    def take(self, text: str, scene: Scene) -> tuple[Written, str]:
        tag = HASHTAG.match(text)
        if tag is None or not text[tag.end() :].strip():
            raise BadInput("", say("meetings-no-tag"), Code("/minutes note #decision we move the launch to May"))
        return Written(plain(text, scene).strip(), text.strip()), ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return ()


WORDS: Kind[Written] = _Words()
TAGGED: Kind[Written] = _Tagged()


def _offer(rows: Callable[[Scene], Iterable[MeetingRow]]) -> Callable[[Scene], Iterable[tuple[int, str]]]:
    def offered(scene: Scene) -> Iterable[tuple[int, str]]:
        seen = [m for m in map(as_meeting, rows(scene)) if may_see(scene, m)]
        return [(meeting.id, meeting.title) for meeting in seen[-OFFERED:]]

    return offered


def _weeks(text: str, _scene: Scene) -> int:
    found = _EVERY.fullmatch(text.strip())
    if found is None or not text.strip():
        raise BadInput("weeks", say("meetings-weeks", bad=text.strip()), Code("--weeks 2"))
    return _NUMERALS.get(found[1] or "1") or int(found[1])


_EVERY = re.compile(r"(?:每|every)?\s*([1-8一二两兩三四])?\s*(?:周|週|weeks?|个星期)?", re.IGNORECASE)
_NUMERALS = {"1": 1, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4}
WEEKS: Kind[int] = reader("number", _weeks)
NUMBER: Kind[int] = Ref("")
DAYS: Kind[Weekdays] = reader("text", lambda text, _scene: read_days(text, "on"))
KIND: Kind[str] = OneOf(
    {
        MeetingKind.STANDUP.value: ("站会", "晨会", "站會", "晨會"),
        MeetingKind.WEEKLY.value: ("周会", "週會", "例会", "例會"),
        MeetingKind.RETRO.value: ("retrospective", "复盘", "複盤", "回顾", "回顧", "复盘会", "回顧會"),
        MeetingKind.ONE.value: ("1:1", "1on1", "一对一", "一對一"),
        MeetingKind.CROSS.value: ("cross-team", "跨部门", "跨部門", "跨团队", "跨團隊", "跨部门会", "跨部門會"),
        MeetingKind.OWN.value: ("other", "其他"),
    },
    label="meetings-kind",
)


def _labels(text: str, _scene: Scene) -> tuple[str, ...]:
    said = unicodedata.normalize("NFKC", text).upper()
    found = [part for part in re.split(r"(?:[\s,、和與与&]|\bAND\b)+", said) if part]
    if not found or not all(_LABEL.fullmatch(part) for part in found):
        raise BadInput("", say("meetings-which-one", bad=text.strip()), Code("/minutes accept M4 A"))
    return tuple(dict.fromkeys(ALL if part in _ALL else part for part in found))


@dataclass(frozen=True, slots=True)
class _Line:
    """The label of a line of minutes, at the start of a text: ``D2``, ``N1``, ``3``."""

    form: str = "text"

    def take(self, text: str, scene: Scene) -> tuple[str, str]:
        first, rest = token(text)
        return unicodedata.normalize("NFKC", first).upper(), rest  # whether there is such a line the minutes say

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return ()


LINE: Kind[str] = _Line()
SORT: Kind[str] = OneOf(
    {
        Sort.DECISION.value: ("decided", "决定", "决议", "決定", "決議"),
        Sort.ACTION.value: ("item", "todo", "task", "待办", "行动项", "任务", "待辦", "行動項目", "任務"),
        Sort.NOTE.value: ("noted", "备注", "记录", "備註", "紀錄", "記錄"),
        Sort.NOTHING.value: ("none", "no", "不要", "去掉", "拿掉", "略去"),
    },
    label="meetings-sort",
)
ALL = "ALL"
_ALL = frozenset({ALL, "全部", "都要", "所有"})
_LABEL = re.compile(rf"[A-Z]\d{{0,3}}|[1-9]\d{{0,2}}|{'|'.join(_ALL)}")
LABELS: Kind[tuple[str, ...]] = reader("text", _labels)
SERIES_ID: Kind[int] = Ref(SERIES, lambda scene: [(row.id or 0, row.title) for row in repo.live_series(scene.session)])
MEETING: Kind[int] = Ref(LETTER, _offer(lambda scene: repo.live(scene.session)))
ANY_MEETING: Kind[int] = Ref(LETTER)
