"""What people do with action items: who may, what becomes of it, who hears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.kit.directory import unnamed
from handlers.kit.errors import BadInput, Refused
from handlers.kit.events import PersonForgotten
from handlers.kit.messages import Button, Code, Day, Inline, Items, Moment, say
from handlers.kit.people import FORGOTTEN, Person
from handlers.team import api as team_api
from handlers.todo import api, cards, effects, list_cards
from handlers.todo.api import Wanted
from handlers.todo.rules import NEWS, PARTS, Alteration, Item, goes_round, order, ref, with_due
from handlers.todo.views import as_item, find, posted_key
from storage.models.todo import ActionItem
from storage.repos import todo as repo
from storage.states import ItemState

PUNCTUAL = timedelta(minutes=15)  # what comes later than this was held up by a standstill

# --- who may ------------------------------------------------------------------------------------


def changeable(scene: Scene, item_id: int) -> ActionItem:
    """An item the actor may change: its owner, who made, gave or oversees it, a lead of the owner's team, a manager."""
    row = find(scene, item_id)
    involved = scene.actor.id in (row.owner_id, row.maker_id, row.giver_id, row.overseer_id)
    if involved or team_api.acts_for(scene, row.owner_id):
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


def add(ctx: Ctx, wanted: Wanted) -> Item:
    """A new item; a deadline that stands in the text itself is taken out of it."""
    if wanted.due is None:
        what, due = with_due(wanted.what, ctx.dates())
        wanted = replace(wanted, what=what, due=due)
    if wanted.after is not None:
        _open_one(ctx, wanted.after, "after")
    (item,) = api.add_all(ctx, (wanted,), origin="typed", channel=ctx.place.channel)
    return item


def done(ctx: Ctx, item_id: int) -> tuple[Item, bool]:
    """Closes exactly this one; False when it was closed before."""
    row = changeable(ctx, item_id)
    if row.state.closed:
        return as_item(row), False
    open_parts = [as_item(part) for part in repo.parts(ctx.session, item_id) if not part.state.closed]
    if open_parts:
        words = "todo-has-parts" if repo.was_split(ctx.session, item_id) else "todo-parts-first"
        raise Refused(say(words, id=Code(as_item(row).ref), parts=Items(tuple(p.ref for p in open_parts))))
    item = effects.move(ctx, row, ItemState.DONE)
    # Where it is posted, or comes back in a meeting, whoever made it sees that without another message.
    seen = row.channel_id is not None or row.meeting_id is not None
    effects.tell_others(
        ctx, (item.owner, None if seen else item.maker), cards.was_done_card(item, ctx.actor.name), NEWS
    )
    return item, True


def note(ctx: Ctx, item_id: int, text: str) -> tuple[Item, bool]:
    """Puts an item in progress, with a note; True when that takes a closed one up again. Helpers may say so too."""
    helps = ctx.actor.id in repo.helpers(ctx.session, item_id)
    row = find(ctx, item_id) if helps else changeable(ctx, item_id)
    reopened = row.state.closed
    item = effects.move(ctx, row, ItemState.PROGRESS, text)
    if reopened:
        effects.tell_others(ctx, _concerned(item), cards.was_reopened_card(item, ctx.actor.name), NEWS)
    return item, reopened


def cannot(ctx: Ctx, item_id: int, reason: str) -> tuple[Item, tuple[str, ...]]:
    """Says that it cannot be done, to whoever made or oversees it; their names."""
    row = _unclosed(ctx, item_id)
    item = effects.move(ctx, row, ItemState.CANNOT, reason)
    effects.tell_others(ctx, _concerned(item), cards.was_cannot_card(item, ctx.actor.name))
    told = dict.fromkeys(p for p in (item.overseer, item.maker) if p is not None and p != ctx.actor.id)
    return item, tuple(ctx.people.name(person) for person in told)


def to_snooze(ctx: Ctx, item_id: int) -> Item:
    """An item the actor wants to hear of later, before they have said when."""
    return as_item(_unclosed(ctx, item_id))


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
        calendar = ctx.calendar_of(row.owner_id)
        day = until.day if calendar.is_workday(until.day) else calendar.next_workday(until.day)
        kept, back = When(day, None, zone), Day(day, zone=zone)
    if row.state is ItemState.CANNOT:
        effects.move(ctx, row, ItemState.OPEN)
    effects.rest(ctx, row, kept, zone)
    return as_item(row), back


def give(ctx: Ctx, item_id: int, who: Person) -> tuple[Item, bool]:
    """Passes an item on, asks whether they take it, and tells both; False when it was theirs before."""
    row = _unclosed(ctx, item_id)
    before = as_item(row)
    if not effects.alter(ctx, row, Alteration(owner=who.id, ask=who.id != ctx.actor.id)):
        return before, False
    item = as_item(row)
    _tell_passed(ctx, before, item)
    return item, True


def accept(ctx: Ctx, item_id: int) -> tuple[Item, int | None]:
    """Takes what one was given; who gave it, None when nobody waits for a yes."""
    row = _own(ctx, item_id)
    giver = row.giver_id
    if giver is not None:
        effects.touched(ctx, row)
        effects.tell_others(ctx, (giver,), cards.was_accepted_card(as_item(row), ctx.actor.name), NEWS)
    return as_item(row), giver


def decline(ctx: Ctx, item_id: int, reason: str) -> Item:
    """Gives back what one was given, with the reason, to whoever gave it or is answerable for it."""
    row = _own(ctx, item_id)
    if row.giver_id is None:
        raise Refused(say("todo-not-asked", id=Code(as_item(row).ref)), (_button("cannot", as_item(row)),))
    heirs = (p for p in (row.giver_id, row.overseer_id, row.maker_id) if p is not None and p != ctx.actor.id)
    heir = next((p for p in heirs if ctx.people.get(p).active), None)
    if heir is None:
        raise Refused(say("todo-nobody-back", id=Code(as_item(row).ref)), (_button("cannot", as_item(row)),))
    effects.alter(ctx, row, Alteration(owner=heir))
    effects.remark(ctx, row, "back", reason)
    item = as_item(row)
    ctx.tell(heir, cards.was_declined_card(item, ctx.actor.name, reason), key=posted_key(item.id, heir))
    return item


def _own(ctx: Ctx, item_id: int) -> ActionItem:
    row = _unclosed(ctx, item_id)
    if row.owner_id != ctx.actor.id:
        raise Refused(say("todo-owner-only", id=Code(as_item(row).ref), who=ctx.people.name(row.owner_id)))
    return row


def _button(verb: str, item: Item) -> Button:
    return Button(say(f"todo-button-{verb}"), f"/todo {verb} {item.ref}")


@dataclass(frozen=True, slots=True)
class Part:
    """What an item is split into: the owner and the deadline are the whole's unless the part says otherwise."""

    owner: Person | None
    what: str
    due: When | None


def split(ctx: Ctx, item_id: int, wanted: Sequence[Part]) -> tuple[Item, tuple[Item, ...]]:
    """Makes several of one, with the urgency, the origin and the overseer of the whole.

    The whole closes with its last part.
    """
    row = _unclosed(ctx, item_id)
    if row.part_of_id is not None:
        whole = as_item(row)
        raise Refused(say("todo-is-part", id=Code(whole.ref), whole=Code(ref(row.part_of_id))))
    if not 2 <= len(wanted) <= PARTS:
        example = Code(f"/todo split {ref(item_id)} draft; print")
        raise BadInput("parts", say("todo-parts-number", most=PARTS), example)
    whole = as_item(row)
    owner = ctx.people.get(whole.owner)
    filled = [
        Wanted(p.owner or owner, p.what, p.due or whole.due, priority=whole.priority, part_of=whole.id) for p in wanted
    ]
    parts = api.add_all(
        ctx, filled, origin=whole.origin, meeting=whole.meeting, overseer=whole.overseer, channel=row.channel_id
    )
    effects.remark(ctx, row, "split", ", ".join(part.ref for part in parts))
    return as_item(row), parts


def _open_one(ctx: Ctx, item_id: int, argument: str) -> ActionItem:
    """An item that another can wait for."""
    row = repo.get(ctx.session, item_id)
    if row is None:
        raise BadInput(argument, say("todo-unknown", id=ref(item_id)))
    if row.state.closed:
        raise BadInput(argument, say("todo-after-closed", id=Code(ref(item_id))))
    return row


def drop(ctx: Ctx, item_id: int, reason: str) -> Item:
    """Closes an item that is not to be done after all."""
    item = effects.move(ctx, _unclosed(ctx, item_id), ItemState.DROPPED, reason)
    effects.tell_others(ctx, _concerned(item), cards.dropped_card(item, ctx.actor.name))
    return item


def as_it_is(ctx: Ctx, item_id: int) -> dict[str, str]:
    """What a form to change an item begins with, as raw arguments."""
    item = as_item(_unclosed(ctx, item_id))
    return {"id": item.ref, "what": item.what, "owner": f"@{ctx.people.name(item.owner)}"}


def edit(ctx: Ctx, item_id: int, wanted: Alteration) -> tuple[Item, tuple[str, ...]]:
    """Changes an item, and tells whom it concerns; what is different now."""
    row = _unclosed(ctx, item_id)
    before = as_item(row)
    if wanted.after is not None and wanted.after.item is not None:
        _open_one(ctx, wanted.after.item, "after")
        if goes_round(item_id, wanted.after.item, repo.chain(ctx.session)):
            raise BadInput("after", say("todo-after-round", id=Code(before.ref), after=Code(ref(wanted.after.item))))
    changed = effects.alter(ctx, row, replace(wanted, ask=wanted.owner not in (None, ctx.actor.id)))
    item = as_item(row)
    if "owner" in changed:
        _tell_passed(ctx, before, item)
    elif changed:
        helpers = repo.helpers(ctx.session, item_id)
        for person in dict.fromkeys(_concerned(item)):
            zone = ctx.zone_of(person) if person is not None else ctx.zone
            card = cards.edited_card(item, changed, ctx.actor.name, ctx.people.name, zone, helpers)
            effects.tell_others(ctx, (person,), card, NEWS)
    return item, changed


def remind(ctx: Ctx, item_id: int, at: datetime) -> None:
    """Comes back to a snoozed item at the moment its owner named, unless that has changed since."""
    row = repo.get(ctx.session, item_id)
    if row is None or row.state.closed or row.snoozed_at != at:
        return
    if ctx.now - at > PUNCTUAL:
        # After a standstill many may be late: what is one person's goes together, once all of it has fallen due.
        ctx.schedules.once(
            f"{effects.JOB_SNOOZE}:late:{row.owner_id}",
            effects.JOB_SNOOZE,
            ctx.now,
            ctx.zone_of(row.owner_id),
            payload={"person": row.owner_id},
        )
        return
    row.snoozed_at = None
    repo.save(ctx.session, row)
    item = as_item(row)
    # They chose the hour themselves, so quiet hours do not hold it back.
    ctx.tell(item.owner, cards.back_card(item, ctx.zone_of(item.owner)), punctual=True)


def remind_late(ctx: Ctx, person: int) -> None:
    """Comes back, in one message, to all that somebody should have been reminded of by now."""
    rows = [row for row in repo.unclosed_of(ctx.session, (person,)) if row.snoozed_at and row.snoozed_at <= ctx.now]
    for row in rows:
        row.snoozed_at = None
        repo.save(ctx.session, row)
    items, zone = order(map(as_item, rows)), ctx.zone_of(person)
    if items:
        ctx.tell(person, cards.back_card(items[0], zone) if len(items) == 1 else list_cards.backs_card(items))


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
            effects.alter(ctx, row, Alteration(owner=heir))
            effects.tell_owner(ctx, as_item(row))


def _concerned(item: Item) -> tuple[int | None, ...]:
    return item.owner, item.maker, item.overseer


def _tell_passed(ctx: Ctx, before: Item, item: Item) -> None:
    if item.owner != ctx.actor.id:
        effects.tell_owner(ctx, item)
    others = [p for p in (before.owner, item.maker, item.overseer) if p != item.owner]
    effects.tell_others(ctx, others, cards.taken_card(item, ctx.people.name))
