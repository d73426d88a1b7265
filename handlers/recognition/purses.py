"""How many points people may give, and what they have given of them."""

from __future__ import annotations

from datetime import date

from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import Refused
from handlers.kit.messages import say
from handlers.kit.periods import Period
from handlers.recognition.rules.points import DEFAULT_ALLOWANCE, MOST_POINTS, Limits, Purse
from storage.repos import recognition as repo
from storage.states import Right

ALLOWANCE, PAIR, DAY = "kudos.allowance", "kudos.pair", "kudos.day"


def purse(scene: Scene, day: date | None = None) -> Purse:
    """What the actor may give in their calendar month, and has given; ``day`` is today, or one whose month it is."""
    day, held = day or scene.today, limits(scene)
    month = Period.of("month", day)
    given = repo.points_given(scene.session, scene.actor.id, month.first, month.last)
    that_day = repo.points_given(scene.session, scene.actor.id, day, day) if held.day is not None else 0
    return Purse(month, held.allowance, given, day, held.day, that_day)


def limits(scene: Scene) -> Limits:
    """How many points everybody may give."""
    allowance, pair, day = (scene.setting(name) for name in (ALLOWANCE, PAIR, DAY))
    return Limits(
        min(int(allowance), MOST_POINTS) if allowance else DEFAULT_ALLOWANCE,
        int(pair) if pair else None,
        int(day) if day else None,
    )


def set_limits(ctx: Ctx, allowance: int | None, pair: int | None, day: int | None) -> Limits:
    """Sets what is named of the limits; 0 ends one of its own."""
    if not ctx.actor.right.includes(Right.MANAGER):
        raise Refused(say("kudos-rule-manager"))
    for name, value in ((ALLOWANCE, allowance), (PAIR, pair), (DAY, day)):
        if value is not None:
            ctx.put_setting(name, str(value) if value else "")
    return limits(ctx)
