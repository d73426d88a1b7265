"""The kinds of argument that meetings and minutes take."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from handlers.kit.context import Scene
from handlers.kit.errors import BadInput
from handlers.kit.kinds import Kind, Ref, plain
from handlers.kit.messages import Choice, Code, say
from handlers.meetings.rules import HASHTAG, LETTER
from handlers.meetings.views import as_meeting, may_see
from storage.models.meetings import Meeting as MeetingRow
from storage.repos import meetings as repo

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


MEETING: Kind[int] = Ref(LETTER, _offer(lambda scene: repo.live(scene.session)))
ANY_MEETING: Kind[int] = Ref(LETTER)
