"""Mending one thing that was read out of minutes, without touching their text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, from_json, say, to_json
from handlers.kit.people import Person
from handlers.meetings import items, minutes
from handlers.meetings.items import Told
from handlers.meetings.minutes_parts import Outcome
from handlers.meetings.rules import Offer, concerns
from handlers.meetings.views import as_meeting, as_task, find, may_change
from storage.models.meetings import MinutesItem
from storage.repos import meetings as repo


@dataclass(frozen=True, slots=True)
class Mend:
    """What is right of an item of minutes; None leaves a thing as it was read."""

    owner: Person | None = None
    due: When | None = None
    no_due: bool = False
    what: str | None = None


def fix(ctx: Ctx, meeting_id: int, number: int, mend: Mend) -> Outcome:
    """Puts right what was read of an item: what is clear then is shared, what was shared changes in place."""
    meeting, row = minutes.changeable(ctx, meeting_id)
    item = _item(ctx, meeting_id, number)
    _mend(item, mend)
    told = items.follow(ctx, meeting_id, [item], [])
    repo.put_items(ctx.session, [item])
    return minutes.changed(ctx, meeting, row, told)


def remove(ctx: Ctx, meeting_id: int, numbers: Sequence[int]) -> tuple[Outcome, dict[int, str]]:
    """Takes away what was read as items and are none, by number; their lines stay in the text, their numbers nobody
    else gets."""
    meeting, row = minutes.changeable(ctx, meeting_id)
    found = [_item(ctx, meeting_id, number) for number in numbers]
    for item in found:
        item.removed = True
    told = items.follow(ctx, meeting_id, [], found)
    repo.put_items(ctx.session, found)
    gone = {number: item.what for number, item in zip(numbers, found, strict=True)}
    return minutes.changed(ctx, meeting, row, told), gone


def complete(ctx: Ctx, meeting_id: int, offer: Offer) -> Told:
    """Gives the items of a line what they lacked; whom that concerns of those that were shared."""
    lacking = [one for one in repo.items(ctx.session, meeting_id) if one.line == offer.line and one.unclear]
    owner = ctx.people.get(offer.owners[0]) if offer.owners else None
    for item in lacking:
        _mend(item, Mend(owner, offer.due))
    told = items.follow(ctx, meeting_id, lacking, [])
    repo.put_items(ctx.session, lacking)
    return told


def _mend(item: MinutesItem, mend: Mend) -> None:
    if mend.owner is not None:
        item.owner_id, item.what = mend.owner.id, _unnamed(item)
    if mend.what is not None:
        item.what = mend.what
    if mend.due is not None or mend.no_due:
        item.due_day = mend.due.day if mend.due else None
        item.due_at = mend.due.moment() if mend.due and mend.due.has_time else None
        item.due_zone = mend.due.zone if mend.due else None
    item.unclear = to_json(tuple(why for why in from_json(item.unclear) if not _mended(mend, concerns(why))))


def _unnamed(item: MinutesItem) -> str:
    """The text without the name at its beginning that was not known."""
    what = item.what
    for why in from_json(item.unclear):
        bad = why.args.get("bad")
        if concerns(why) == "owner" and isinstance(bad, str):
            what = re.sub(rf"^[@＠]?{re.escape(bad)}[\s:：,，]*", "", what) or what
    return what


def _mended(mend: Mend, about: str) -> bool:
    return mend.owner is not None if about == "owner" else mend.due is not None or mend.no_due


def as_read(scene: Scene, meeting_id: int, number: int) -> dict[str, str]:
    """What a form to mend an item begins with; nothing for whoever may not."""
    meeting, row = as_meeting(find(scene, meeting_id)), repo.minutes(scene.session, meeting_id)
    if row is None or not may_change(scene, meeting, row.taker_id):
        return {}
    task = as_task(_item(scene, meeting_id, number))
    owner = {"owner": f"@{scene.people.name(task.owner)}"} if task.owner is not None else {}
    return {"what": task.what, **owner}


def _item(scene: Scene, meeting_id: int, number: int) -> MinutesItem:
    found = repo.items(scene.session, meeting_id)
    if not 1 <= number <= len(found) or found[number - 1].removed:
        example = Code(f"/minutes fix M{meeting_id} 1 --due Friday")
        raise BadInput("number", say("meetings-no-such-item", count=len(found)), example)
    return found[number - 1]
