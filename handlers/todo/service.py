"""What people do with action items: who may, what becomes of it, who hears."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.kit.directory import unnamed
from handlers.kit.errors import BadInput, Refused
from handlers.kit.events import PersonForgotten
from handlers.kit.messages import Button, Code, Day, Inline, Moment, say
from handlers.kit.people import FORGOTTEN, Person
from handlers.team import api as team_api
from handlers.todo import api, cards, effects
from handlers.todo.rules import Change, Item, list_groups, order, with_due
from handlers.todo.views import as_change, as_item, find
from storage.models.todo import ActionItem
from storage.repos import todo as repo
from storage.states import ItemState, Right

# --- who may ------------------------------------------------------------------------------------


def changeable(scene: Scene, item_id: int) -> ActionItem:
    """An item the actor may change: its owner, who made or oversees it, a lead of the owner's team, a manager."""
    row = find(scene, item_id)
    if scene.actor.id in (row.owner_id, row.maker_id, row.overseer_id) or team_api.acts_for(scene, row.owner_id):
        return row
    raise Refused(say("todo-not-yours", id=Code(as_item(row).ref), who=scene.people.name(row.owner_id)))


def _unclosed(scene: Scene, item_id: int) -> ActionItem:
    row = changeable(scene, item_id)
    if row.state.closed and row.closed_at is not None:
        at = Moment(row.closed_at, scene.zone)
        ref = as_item(row).ref
        take_up = Button(say("todo-button-take-up"), f"/todo note {ref}")
        raise Refused(say(f"todo-already-{row.state.value}", id=Code(ref), at=at), (take_up,))
    return row


# --- what happens to one ------------------------------------------------------------------------


def add(ctx: Ctx, owner: Person, what: str, due: When | None) -> Item:
    """A new item; a deadline that stands in the text itself is taken out of it."""
    if due is None:
        what, due = with_due(what, ctx.dates())
    return api.add(ctx, owner, what, due, origin="typed", channel=ctx.place.channel)


def done(ctx: Ctx, item_id: int) -> tuple[Item, bool]:
    """Closes exactly this one; False when it was closed before."""
    row = changeable(ctx, item_id)
    if row.state.closed:
        return as_item(row), False
    item = effects.move(ctx, row, ItemState.DONE)
    # Where it is posted, or comes back in a meeting, whoever made it sees that without another message.
    seen = row.channel_id is not None or row.meeting_id is not None
    effects.tell_others(ctx, (item.owner, None if seen else item.maker), cards.was_done_card(item, ctx.actor.name))
    return item, True


def note(ctx: Ctx, item_id: int, text: str) -> tuple[Item, bool]:
    """Puts an item in progress, with a note; True when that takes a closed one up again."""
    row = changeable(ctx, item_id)
    reopened = row.state.closed
    item = effects.move(ctx, row, ItemState.PROGRESS, text)
    if reopened:
        effects.tell_others(ctx, _concerned(item), cards.was_reopened_card(item, ctx.actor.name))
    return item, reopened


def cannot(ctx: Ctx, item_id: int, reason: str) -> tuple[Item, tuple[str, ...]]:
    """Says that it cannot be done, to whoever made or oversees it; their names."""
    row = _unclosed(ctx, item_id)
    item = effects.move(ctx, row, ItemState.CANNOT, reason)
    effects.tell_others(ctx, _concerned(item), cards.was_cannot_card(item, ctx.actor.name))
    told = dict.fromkeys(p for p in (item.overseer, item.maker) if p is not None and p != ctx.actor.id)
    return item, tuple(ctx.people.name(person) for person in told)


def snooze(ctx: Ctx, item_id: int, until: When) -> tuple[Item, Inline]:
    """Lets reminders rest until a moment, or until the digest of a working day; when that is. The deadline stays."""
    row = _unclosed(ctx, item_id)
    zone = ctx.zone_of(row.owner_id)
    back: Inline
    if until.has_time:
        kept, back = until, Moment(until.moment(), zone)
    else:
        if until.day <= ctx.local(row.owner_id).date():
            raise BadInput("until", say("todo-snooze-today"), Code(f"/todo snooze {as_item(row).ref} 2h"))
        day = until.day if ctx.calendar.is_workday(until.day) else ctx.calendar.next_workday(until.day)
        kept, back = When(day, None, zone), Day(day, zone=zone)
    if row.state is ItemState.CANNOT:
        effects.move(ctx, row, ItemState.OPEN)
    effects.rest(ctx, row, kept, zone)
    return as_item(row), back


def give(ctx: Ctx, item_id: int, who: Person) -> tuple[Item, bool]:
    """Passes an item on, and tells both; False when it was theirs before."""
    row = _unclosed(ctx, item_id)
    before = as_item(row)
    if not effects.alter(ctx, row, who.id, None, None):
        return before, False
    item = as_item(row)
    _tell_passed(ctx, before, item)
    return item, True


def drop(ctx: Ctx, item_id: int, reason: str) -> Item:
    """Closes an item that is not to be done after all."""
    item = effects.move(ctx, _unclosed(ctx, item_id), ItemState.DROPPED, reason)
    effects.tell_others(ctx, _concerned(item), cards.dropped_card(item, ctx.actor.name))
    return item


def as_it_is(ctx: Ctx, item_id: int) -> dict[str, str]:
    """What a form to change an item begins with, as raw arguments."""
    item = as_item(_unclosed(ctx, item_id))
    return {"id": item.ref, "what": item.what, "owner": f"@{ctx.people.name(item.owner)}"}


def edit(
    ctx: Ctx, item_id: int, *, owner: Person | None, what: str | None, due: When | None, no_due: bool
) -> tuple[Item, tuple[str, ...]]:
    """Changes owner, text or deadline, and tells whom it concerns; what is different now."""
    row = _unclosed(ctx, item_id)
    before = as_item(row)
    changed = effects.alter(ctx, row, owner.id if owner else None, what, due, no_due=no_due)
    item = as_item(row)
    if "owner" in changed:
        _tell_passed(ctx, before, item)
    elif changed:
        for person in dict.fromkeys(_concerned(item)):
            zone = ctx.zone_of(person) if person is not None else ctx.zone
            card = cards.edited_card(item, changed, ctx.actor.name, ctx.people.name, zone)
            effects.tell_others(ctx, (person,), card)
    return item, changed


def remind(ctx: Ctx, item_id: int, at: datetime) -> None:
    """Comes back to a snoozed item at the moment its owner named, unless that has changed since."""
    row = repo.get(ctx.session, item_id)
    if row is None or row.state.closed or row.snoozed_at != at:
        return
    row.snoozed_at = None
    repo.save(ctx.session, row)
    item = as_item(row)
    # They chose the hour themselves, so quiet hours do not hold it back.
    ctx.tell(item.owner, cards.back_card(item, ctx.zone_of(item.owner)), punctual=True)


def let_go(ctx: Ctx, event: PersonForgotten) -> None:
    """Lets go of somebody who is forgotten: what was open goes back to whoever made or oversees it, else it is off."""
    for item in repo.naming(ctx.session, event.name):
        item.what = unnamed(item.what, event.name)
        item.remark = unnamed(item.remark, event.name) if item.remark else None
        repo.save(ctx.session, item)
    for change in repo.changes_naming(ctx.session, event.name):
        for part in ("old", "new", "note"):
            text = getattr(change, part)
            setattr(change, part, unnamed(text, event.name) if text else None)
        ctx.session.add(change)
    ctx.session.flush()
    repo.forget_words(ctx.session, event.person, FORGOTTEN)
    for row in repo.unclosed_of(ctx.session, (event.person,)):
        heirs = (p for p in (row.overseer_id, row.maker_id) if p is not None and ctx.people.get(p).active)
        heir = next(heirs, None)
        if heir is None:
            effects.move(ctx, row, ItemState.DROPPED)
        else:
            effects.alter(ctx, row, heir, None, None)
            effects.tell_owner(ctx, as_item(row))


def _concerned(item: Item) -> tuple[int | None, ...]:
    return item.owner, item.maker, item.overseer


def _tell_passed(ctx: Ctx, before: Item, item: Item) -> None:
    if item.owner != ctx.actor.id:
        effects.tell_owner(ctx, item)
    others = [p for p in (before.owner, item.maker, item.overseer) if p != item.owner]
    effects.tell_others(ctx, others, cards.taken_card(item, ctx.people.name))


# --- reading ------------------------------------------------------------------------------------


def shown(scene: Scene, item_id: int) -> tuple[Item, tuple[Change, ...]]:
    """An item with its history, for whoever may see it: those who may change it, team mates, all who saw it posted."""
    row = find(scene, item_id)
    public = row.channel_id is not None or row.meeting_id is not None
    involved = scene.actor.id in (row.owner_id, row.maker_id, row.overseer_id)
    if not (public or involved or team_api.sees(scene, row.owner_id)):
        raise Refused(say("todo-not-seen", id=Code(as_item(row).ref)))
    return as_item(row), tuple(as_change(change) for change in repo.changes(scene.session, item_id))


def mine(scene: Scene) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """The actor's own open items in groups, the most urgent first."""
    return list_groups(api.open_of(scene, scene.actor.id), scene.now, scene.zone)


def handed_out(scene: Scene) -> tuple[tuple[Item, str], ...]:
    """Others' open items that the actor made or oversees, with the owner's name."""
    return _named(scene, repo.handed_out(scene.session, scene.actor.id))


def of_team(scene: Scene, team: team_api.Team) -> tuple[tuple[Item, str], ...]:
    """A team's open items, by deadline; for its members and those above."""
    team_api.require_member(scene, team)
    return tuple((item, scene.people.name(item.owner)) for item in api.open_of_team(scene, team.id))


def overdue(scene: Scene) -> tuple[tuple[Item, str], ...]:
    """What is overdue of the actor's own, of what they made or oversee, of those they lead (all, for a manager)."""
    me, everything = scene.actor.id, scene.actor.right.includes(Right.MANAGER)
    led = frozenset[int]() if everything else _led(scene)
    rows = [
        row
        for row in repo.unclosed(scene.session)
        if everything or row.owner_id in led or me in (row.owner_id, row.maker_id, row.overseer_id)
    ]
    found = _named(scene, rows)
    return tuple(pair for pair in found if pair[0].overdue(scene.now, scene.zone_of(pair[0].owner)))


def _led(scene: Scene) -> frozenset[int]:
    """Everybody in the teams the actor leads."""
    teams = (team_api.members(scene, team.id) for team in team_api.teams_of(scene, scene.actor.id))
    led = (members for members in teams if any(m.leads and m.person.id == scene.actor.id for m in members))
    return frozenset(member.person.id for members in led for member in members)


def _named(scene: Scene, rows: Collection[ActionItem]) -> tuple[tuple[Item, str], ...]:
    return tuple((item, scene.people.name(item.owner)) for item in order(map(as_item, rows)))
