"""What a team stands for: its values, and kudos that name them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Code, say
from handlers.recognition.rules.reading import fold_value
from handlers.recognition.rules.values import MOST_VALUES
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.repos import recognition as repo


def of_team(scene: Scene, team: Team) -> tuple[str, ...]:
    """A team's values as it writes them, in the order they were defined."""
    return tuple(repo.team_values(scene.session, [team.id]).values())


def known(scene: Scene, people: Iterable[int]) -> Mapping[str, str]:
    """The values of the teams that some people are in: as they are written, by their one spelling."""
    teams = {team.id for person in people for team in team_api.teams_of(scene, person)}
    return repo.team_values(scene.session, sorted(teams))


def define(ctx: Ctx, team: Team, more: Iterable[str], fewer: Iterable[str]) -> None:
    """Adds and removes values of a team."""
    team_api.require_lead(ctx, team)
    there = repo.team_values(ctx.session, [team.id])
    for name in fewer:
        if fold_value(name) not in there:
            raise BadInput(
                "remove", say("kudos-value-unknown", hashtag=f"#{name}", team=team.name), Code("/kudos values")
            )
        repo.drop_value(ctx.session, team.id, fold_value(name))
    for name in more:
        repo.put_value(ctx.session, team.id, fold_value(name), name)
    if len(repo.team_values(ctx.session, [team.id])) > MOST_VALUES:
        raise Refused(say("kudos-values-many", limit=MOST_VALUES))
