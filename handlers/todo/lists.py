"""Reading action items: one in full, one's own, others', what is found."""

from __future__ import annotations

from collections.abc import Collection

from handlers.kit.context import Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Code, say
from handlers.team import api as team_api
from handlers.todo import api
from handlers.todo.rules import Full, Item, list_groups, order
from handlers.todo.views import as_change, as_item, find
from storage.models.todo import ActionItem
from storage.repos import todo as repo
from storage.states import Right

Named = tuple[Item, str]


def shown(scene: Scene, item_id: int) -> Full:
    """An item in full, for whoever may see it: those who may change it or help, team mates, all who saw it posted."""
    row = find(scene, item_id)
    helpers = repo.helpers(scene.session, item_id)
    if scene.actor.id not in helpers and not _visible(scene, row):
        raise Refused(say("todo-not-seen", id=Code(as_item(row).ref)))
    changes = tuple(as_change(change) for change in repo.changes(scene.session, item_id))
    parts = tuple(map(as_item, repo.parts(scene.session, item_id)))
    return Full(as_item(row), changes, helpers, parts)


def _visible(scene: Scene, row: ActionItem) -> bool:
    public = row.channel_id is not None or row.meeting_id is not None
    involved = scene.actor.id in (row.owner_id, row.maker_id, row.overseer_id, row.giver_id)
    return public or involved or team_api.sees(scene, row.owner_id)


def mine(scene: Scene) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """The actor's own open items in groups, the most urgent first."""
    return list_groups(api.open_of(scene, scene.actor.id), scene.now, scene.zone)


def split(scene: Scene) -> frozenset[int]:
    """Which of the actor's own open items wait for parts they were split into."""
    return repo.in_parts(scene.session, scene.actor.id)


def handed_out(scene: Scene) -> tuple[Named, ...]:
    """Others' open items that the actor made, oversees or gave away, with the owner's name."""
    return _named(scene, repo.handed_out(scene.session, scene.actor.id))


def helped(scene: Scene) -> tuple[Named, ...]:
    """Others' open items that the actor helps with, with the owner's name."""
    return _named(scene, repo.helped_by(scene.session, scene.actor.id))


def of_team(scene: Scene, team: team_api.Team) -> tuple[Named, ...]:
    """A team's open items, by deadline; for its members and those above."""
    team_api.require_member(scene, team)
    return tuple((item, scene.people.name(item.owner)) for item in api.open_of_team(scene, team.id))


def of_meeting(scene: Scene, meeting_id: int) -> tuple[Named, ...]:
    """All that came of a meeting, whatever its state: everybody who has its number has seen it."""
    return _named(scene, repo.of_meeting(scene.session, meeting_id))


def found(scene: Scene, text: str) -> tuple[Named, ...]:
    """What the actor may see of the items that have all words of a text: open ones first, then the newest."""
    words = text.split()
    if not words:
        raise BadInput("words", say("kit-empty"), Code("/todo find report"))
    helping = {row.id for row in repo.helped_by(scene.session, scene.actor.id)}
    seen: dict[int, bool] = {}
    rows = [r for r in repo.search(scene.session, words) if r.id in helping or _visible_of(scene, r, seen)]
    items = sorted(map(as_item, rows), key=lambda item: item.state.closed)
    return tuple((item, scene.people.name(item.owner)) for item in items)


def _visible_of(scene: Scene, row: ActionItem, seen: dict[int, bool]) -> bool:
    """Whether a row may be seen; whose rows may be is looked up once for each owner."""
    if row.owner_id not in seen:
        seen[row.owner_id] = team_api.sees(scene, row.owner_id)
    return seen[row.owner_id] or _visible(scene, row)


def overdue(scene: Scene) -> tuple[Named, ...]:
    """What is overdue of the actor's own, of what they made or oversee, of those they lead (all, for a manager)."""
    me, everything = scene.actor.id, scene.actor.right.includes(Right.MANAGER)
    led = frozenset[int]() if everything else _led(scene)
    rows = [
        row
        for row in repo.unclosed(scene.session)
        if everything or row.owner_id in led or me in (row.owner_id, row.maker_id, row.overseer_id)
    ]
    return tuple(pair for pair in _named(scene, rows) if pair[0].overdue(scene.now, scene.zone_of(pair[0].owner)))


def _led(scene: Scene) -> frozenset[int]:
    """Everybody in the teams the actor leads."""
    teams = (team_api.members(scene, team.id) for team in team_api.teams_of(scene, scene.actor.id))
    led = (members for members in teams if any(m.leads and m.person.id == scene.actor.id for m in members))
    return frozenset(member.person.id for members in led for member in members)


def _named(scene: Scene, rows: Collection[ActionItem]) -> tuple[Named, ...]:
    return tuple((item, scene.people.name(item.owner)) for item in order(map(as_item, rows)))
