"""The kinds of argument that projects take."""

from __future__ import annotations

import re

from handlers.kit.context import Scene
from handlers.kit.errors import BadInput
from handlers.kit.kinds import Kind, named_at_start
from handlers.kit.messages import Choice, Code, Items, say
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.models.projects import Project
from storage.repos import projects as repo


class _Project:
    """A project by its name, the longest that fits, or quoted."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[Project, str]:
        """The project at the start of the text, and the rest."""
        rows = repo.every(scene.session)
        found, name, rest = named_at_start(text, rows)
        if found is not None:
            return found, rest
        if not rows:
            raise BadInput("name", say("project-none"), Code("/project new Launch"))
        known = Items(tuple(row.name for row in rows), any_of=True)
        raise BadInput("name", say("project-unknown", bad=name, known=known), Code(f"/project show {rows[-1].name}"))

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """The projects that go on."""
        return tuple(Choice(row.name, row.name) for row in repo.every(scene.session) if row.ended_at is None)


class _Teams:
    """Some teams, with commas or "and" between them."""

    form = "text"

    def take(self, text: str, scene: Scene) -> tuple[tuple[Team, ...], str]:
        """All that is left."""
        found: list[Team] = []
        rest = text
        while rest:
            team, rest = team_api.TEAM.take(rest, scene)
            found.append(team)
            rest = _BETWEEN.sub("", rest, count=1)
        return tuple(dict.fromkeys(found)), ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Anything may be typed."""
        return ()


_BETWEEN = re.compile(r"^(?:[,，、;；&+]|和|与|與|及|and\b)\s*", re.IGNORECASE)
PROJECT: Kind[Project] = _Project()
TEAMS: Kind[tuple[Team, ...]] = _Teams()
