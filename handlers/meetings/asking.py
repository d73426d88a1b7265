"""Asking the extractor about minutes, where it is switched on: a row, made in the transaction that keeps the text."""

from __future__ import annotations

import hashlib

from handlers.kit.context import Ctx
from storage.models.meetings import Extraction
from storage.models.meetings import Minutes as MinutesRow
from storage.repos import meetings as repo
from storage.states import ExtractionState

LONGEST = 40_000
"""Characters; a longer text is read by the rules alone."""


def ask(ctx: Ctx, row: MinutesRow) -> None:
    """Has the extractor read minutes as well, once for each text; nobody waits for it."""
    if not ctx.org.extractor or not row.text or len(row.text) > LONGEST:
        return
    of = hashlib.sha256(row.text.encode(errors="replace")).hexdigest()
    known = repo.extraction(ctx.session, row.meeting_id)
    if known is not None and known.asked_of == of:
        return
    fence = known.fence + 1 if known is not None else 0
    asked = known or Extraction(meeting_id=row.meeting_id, asked_of=of, asked_at=ctx.now, next_at=ctx.now)
    asked.asked_of, asked.asked_at, asked.next_at, asked.until = of, ctx.now, ctx.now, None
    asked.state, asked.fence, asked.attempts, asked.answer, asked.error = ExtractionState.ASKED, fence, 0, None, None
    repo.save(ctx.session, asked)
