"""A command that writes five rows and no more: inbox, effect, rollup, audit, outbox. What else a command costs is its
feature's own."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import UpdateBase

from handlers.kit.commands import Command, Word, arg
from handlers.kit.context import Ctx
from handlers.kit.feature import Feature
from handlers.kit.kinds import TEXT
from handlers.kit.messages import Card, card
from storage.models.base import table
from storage.models.messaging import Calls
from storage.models.timing import Unit
from storage.repos.prepared import Prepared

_numbers = itertools.count(time.time_ns())
_CALLS = table(Calls)


def _added(database: str) -> UpdateBase:
    made = (postgresql if database == "postgresql" else sqlite).insert(_CALLS).values(platform="bench", number=1)
    return made.on_conflict_do_update(index_elements=["platform", "month"], set_={"number": _CALLS.c.number + 1})


_EFFECT = Prepared(
    lambda _: insert(table(Unit)).values(job="bench", state="done", attempts=0).inline(), "key", "payload", "due_at"
)
_ROLLUP = Prepared(_added, "month")


@dataclass(frozen=True)
class _Text:
    """``TEXT``."""

    text: str = arg(TEXT)


def _write(ctx: Ctx, args: _Text) -> Card:
    """A row of an effect, one more in a rollup, one message owed to a channel."""
    _EFFECT.run(ctx.session, key=f"bench:{next(_numbers)}", payload=args.text, due_at=ctx.now)
    _ROLLUP.run(ctx.session, month=ctx.now.strftime("%Y-%m"))
    ctx.post(ctx.place.channel or 0, card(f"alice: {args.text}"))
    return card("done")


FEATURE = Feature("bench", (Command(Word("bench"), _write, "writes", Word("add"), _Text),))
