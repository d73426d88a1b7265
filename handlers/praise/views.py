"""Customers' praise looked up: what it shows, who may decide it, who may see it."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from handlers.kit.context import Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Code, say
from handlers.kit.people import Person
from handlers.praise.rules import LETTER, Gift, Rule, Score, Shown
from handlers.team import api as team_api
from storage.models.praise import Praise, Praised
from storage.repos import praise as repo
from storage.states import PraiseState, Right


def find(scene: Scene, number: int) -> Praise:
    """A praise by its number; ``BadInput`` when there is none."""
    row = repo.get(scene.session, number)
    if row is None:
        raise BadInput("id", say("praise-unknown", id=f"{LETTER}{number}"), Code("/praise list"))
    return row


def shown(scene: Scene, row: Praise) -> Shown:
    """A praise with the names that belong to it; what it gave, or what it would give now."""
    assert row.id is not None
    gifts = tuple(gift(scene, one) for one in repo.praised(scene.session, row.id))
    score = Score(row.score, row.score_of) if row.score is not None else None
    asked = deciders(scene, row) if row.state is PraiseState.WAITING else ()
    return Shown(
        row.id, row.customer, row.text, score, row.proof, row.picture_id, gifts, scene.people.name(row.by_id),
        row.handed_in_at.astimezone(ZoneInfo(scene.org.zone)).date(), row.state,
        scene.people.name(row.decided_by) if row.decided_by is not None else None, row.answer,
        tuple(person.name for person in asked),
    )  # fmt: skip


def gift(scene: Scene, one: Praised) -> Gift:
    """What somebody got, or would get by their team's rule as it is."""
    rule = rule_of(scene, one.team_id)
    points = one.points if one.points is not None else rule.points
    privilege = one.privilege if one.points is not None else rule.privilege
    return Gift(one.person_id, scene.people.name(one.person_id), one.team_id, points, privilege)


def rule_of(scene: Scene, team_id: int | None) -> Rule:
    """A team's rule, or the one that holds where none was set."""
    row = repo.rule(scene.session, team_id) if team_id is not None else None
    return Rule(row.points, row.privilege) if row is not None else Rule()


# --- who decides ----------------------------------------------------------------------------------


def deciders(scene: Scene, row: Praise) -> tuple[Person, ...]:
    """Who is asked: those who lead everybody praised, else the managers, else the administrators; whoever is on leave
    only where nobody else is. Never one of the praised, and who handed it in only where there is nobody besides."""
    praised = _praised(scene, row)
    ranks = (_leads(scene, praised), *(_with(scene, right) for right in (Right.MANAGER, Right.ADMIN)))
    others = [[p for p in rank if p.id not in (*praised, row.by_id)] for rank in ranks]
    here = [[p for p in rank if not scene.people.away(p.id, scene.local(p.id).date())] for rank in others]
    found = next((rank for rank in (*here, *others) if rank), None)
    if found is None:
        alone = {p.id: p for rank in ranks for p in rank if p.id == row.by_id and p.id not in praised}
        found = list(alone.values())
    return tuple(found)


def managing(scene: Scene, row: Praise) -> tuple[Person, ...]:
    """The managers who may decide it as well, for when those who are asked do not."""
    involved = (*_praised(scene, row), row.by_id)
    return tuple(person for person in team_api.managers(scene) if person.id not in involved)


def require_decision(scene: Scene, row: Praise) -> None:
    """Refuses whoever may not decide a praise."""
    praised, me = _praised(scene, row), scene.actor
    who = {"id": f"{LETTER}{row.id}"}
    if me.id in praised:
        raise Refused(say("praise-own", **who))
    if not me.right.includes(Right.MANAGER) and me.id not in _ids(_leads(scene, praised)):
        raise Refused(say("praise-not-yours", **who))
    if row.by_id == me.id and me.id not in _ids(deciders(scene, row)):
        raise Refused(say("praise-not-alone", **who))


def decidable(scene: Scene) -> tuple[Praise, ...]:
    """What waits and the actor is asked to decide, or may decide as a manager."""
    found = []
    for row in repo.waiting(scene.session):
        also = managing(scene, row) if scene.actor.right.includes(Right.MANAGER) else ()
        if scene.actor.id in _ids((*deciders(scene, row), *also)):
            found.append(row)
    return tuple(found)


def _ids(people: Iterable[Person]) -> set[int]:
    return {person.id for person in people}


def _praised(scene: Scene, row: Praise) -> tuple[int, ...]:
    return tuple(one.person_id for one in repo.praised(scene.session, row.id or 0))


def _leads(scene: Scene, people: tuple[int, ...]) -> list[Person]:
    """Who leads a team of each of some people."""
    each = [
        {lead.id: lead for team in team_api.teams_of(scene, person) for lead in team_api.leads(scene, team.id)}
        for person in people
    ]
    return [lead for lead in each[0].values() if all(lead.id in theirs for theirs in each)] if each else []


def _with(scene: Scene, right: Right) -> list[Person]:
    return [person for person in scene.people.everybody() if person.right is right]


# --- who sees -------------------------------------------------------------------------------------


def seen(scene: Scene, number: int) -> Praise:
    """A praise that the actor may see: what counts with their teams or themselves; what waits, or came to nothing,
    with whoever handed it in or decides."""
    row = find(scene, number)
    mine = scene.actor.id in (row.by_id, row.decided_by)
    if not mine and not _may_see(scene, row):
        raise Refused(say("praise-not-seen", id=f"{LETTER}{number}"))
    return row


def _may_see(scene: Scene, row: Praise) -> bool:
    praised = _praised(scene, row)
    if row.state is PraiseState.APPROVED:
        return any(team_api.sees(scene, person) for person in praised)
    return scene.actor.id not in praised and (
        scene.actor.right.includes(Right.MANAGER) or scene.actor.id in _ids(_leads(scene, praised))
    )
