"""The kind of argument that takes a deadline away too."""

from __future__ import annotations

from handlers.kit.context import Scene
from handlers.kit.kinds import DUE, Kind
from handlers.kit.messages import Choice
from handlers.todo.rules import Deadline

NONE = frozenset({"none", "no", "never", "nobody", "nothing", "无", "無", "没有", "沒有", "不限"})


class _Deadline:
    """A due date, or a word for none."""

    form = "date"

    def take(self, text: str, scene: Scene) -> tuple[Deadline, str]:
        """All that is left."""
        if text.strip().casefold() in NONE:
            return Deadline(None), ""
        when, rest = DUE.take(text, scene)
        return Deadline(when), rest

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Anything may be typed."""
        return ()


DEADLINE: Kind[Deadline] = _Deadline()
