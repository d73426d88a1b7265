"""The feature's own kinds of argument: a weekday with a time of day, several teams."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from handlers.kit.context import Scene
from handlers.kit.dates import read_clock, read_days
from handlers.kit.errors import BadInput
from handlers.kit.kinds import Kind, reader
from handlers.kit.messages import Code, say
from handlers.team.api import TEAM, Team

_OFF = ("off", "stop", "关闭", "關閉", "停用", "取消")
_GLUED = re.compile(r"(?P<day>每?(?:周|週|星期|礼拜|禮拜)[一二三四五六日天])\s*(?P<at>\S.*)")
_BETWEEN = re.compile(r"\s*[,，、;；&]\s*")


@dataclass(frozen=True, slots=True)
class Weekly:
    """A weekday (Monday is 0) and a time of day; None of both turns it off."""

    weekday: int | None = None
    at: time = time(10)


def _weekly(text: str, _scene: Scene) -> Weekly:
    if text.strip().casefold() in _OFF:
        return Weekly()
    glued = _GLUED.fullmatch(text.strip())
    words = text.split()
    halves = [(glued["day"], glued["at"])] if glued else []
    halves += [(" ".join(words[:n]), " ".join(words[n:])) for n in range(1, len(words))]
    for day, at in halves:
        try:
            days, clock = read_days(day).days, read_clock(at)
        except BadInput:
            continue
        if len(days) == 1:
            return Weekly(next(iter(days)), clock)
    raise BadInput("when", say("review-when", bad=text), Code("/kpi review Monday 10:00"))


def _teams(text: str, scene: Scene) -> tuple[Team, ...]:
    found: list[Team] = []
    for part in _BETWEEN.split(text.strip()):
        team, rest = TEAM.take(part, scene)
        if rest:
            raise BadInput("teams", say("kit-left-over", bad=rest))
        found.append(team)
    return tuple(dict.fromkeys(found))


WEEKLY: Kind[Weekly] = reader("text", _weekly)
TEAMS: Kind[tuple[Team, ...]] = reader("text", _teams)
