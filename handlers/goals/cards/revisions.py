"""What is said of revisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handlers.goals.rules.revisions import Revision
from handlers.kit.messages import (
    Block,
    Bold,
    Bullets,
    Button,
    Card,
    Code,
    Day,
    Facts,
    Figure,
    Heading,
    Inline,
    Items,
    Note,
    PeriodName,
    Quote,
    Run,
    card,
    say,
)
from handlers.kit.units import PERCENT
from storage.states import RevisionState


@dataclass(frozen=True, slots=True)
class Shown:
    """A revision with the names that stand on it; ``approvers`` may decide it, and may be nobody.

    They are ``admins`` where no manager and no lead may.
    """

    revision: Revision
    asked_by: str
    decided_by: str | None
    approvers: tuple[str, ...]
    admins: bool = False


def asked_card(shown: Shown) -> Card:
    """The answer to whoever asked."""
    if shown.approvers:
        who = _sent(shown)
    else:
        who = Note(say("goal-revision-nobody", example=Code("/admin grant @who manager")))
    return card(*_facts(shown), who, title=_title(shown))


def _sent(shown: Shown) -> Note:
    message = "goal-revision-sent-admin" if shown.admins else "goal-revision-sent"
    return Note(say(message, who=Items(shown.approvers, any_of=True)))


def approver_card(shown: Shown, *, reminder: bool = False) -> Card:
    """What whoever may decide is asked; after the decision, what came of it."""
    revision = shown.revision
    if revision.state is not RevisionState.WAITING:
        return decided_card(shown)
    lead = (
        say("goal-revision-reminder", who=shown.asked_by) if reminder else say("goal-revision-asks", who=shown.asked_by)
    )
    buttons = (
        Button(say("goal-button-approve"), f"/goal approve {revision.ref}", "primary"),
        Button(say("goal-button-reject"), f"/goal reject {revision.ref}", "danger"),
    )
    return card(lead, *_facts(shown), title=_title(shown), buttons=buttons, tone="warn" if revision.inside else "plain")


def heard_card(shown: Shown) -> Card:
    """What the lead of another team hears that shares the target."""
    who = _sent(shown) if shown.approvers else None
    return card(say("goal-revision-shared", who=shown.asked_by), *_facts(shown), who, title=_title(shown))


def decided_card(shown: Shown) -> Card:
    """What was decided, for whoever asked and whom it is about."""
    revision = shown.revision
    by = shown.decided_by or ""
    if revision.state is RevisionState.APPROVED:
        return card(Bold(say("goal-revision-approved", who=by)), *_facts(shown), title=_title(shown), tone="good")
    if revision.state is RevisionState.WITHDRAWN:
        return card(Bold(say("goal-revision-withdrawn")), *_facts(shown), title=_title(shown))
    told = (Bold(say("goal-revision-rejected", who=by)), Quote(revision.answer or ""))
    return card(*told, *_facts(shown), title=_title(shown), tone="warn")


def slow_card(shown: Shown) -> Card:
    """What whoever asked hears when nobody has decided for long."""
    who = Items(shown.approvers, any_of=True)
    return card(say("goal-revision-slow", who=who), *_facts(shown), title=_title(shown))


def _title(shown: Shown) -> Inline:
    return say("goal-revision-title", id=shown.revision.ref, what=shown.revision.what)


def _facts(shown: Shown) -> tuple[Block, ...]:
    revision = shown.revision
    rows: list[tuple[Inline, Inline]] = []
    if revision.period is not None:
        rows.append((say("field-period"), PeriodName(revision.period.code)))
    rows += _changes(revision)
    rows.append((say("goal-revision-from"), Day(revision.valid_from)))
    rows.append((say("goal-revision-because"), say(f"goal-cause-{revision.cause.value}")))
    rows.append((say("field-reason"), revision.reason))
    if revision.evidence:
        rows.append((say("field-evidence"), revision.evidence))
    flag = (Note(say("goal-revision-inside")),) if revision.inside else ()
    return Facts(tuple(rows)), *flag


def _changes(revision: Revision) -> list[tuple[Inline, Inline]]:
    rows: list[tuple[Inline, Inline]] = []
    old, new = revision.values
    if new is not None:
        rows.append((say("kit-target"), _from_to(_figure(old, revision.unit), Figure(new, revision.unit, exact=True))))
    before, after = revision.percents
    if after is not None:
        rows.append((say("goal-head-milestones"), _from_to(_percents(before), _percents(after))))
    weight, other = revision.weights
    if other is not None:
        rows.append((say("field-weight"), _from_to(_figure(weight, "number"), Figure(other, exact=True))))
    return rows


def _figure(value: Decimal | None, unit: str) -> Inline:
    return say("kit-none") if value is None else Figure(value, unit, exact=True)


def _percents(percents: Sequence[Decimal] | None) -> Inline:
    if not percents:
        return say("goal-course-even")
    return Items(tuple(Figure(percent, PERCENT) for percent in percents))


def _from_to(old: Inline, new: Inline) -> Inline:
    return Run((old, " → ", Bold(new)))


# --- beside the figures -------------------------------------------------------------------------


def revised(shown: Sequence[Shown]) -> tuple[Block, ...]:
    """Old and new of what was changed, and what waits, under a list of targets."""
    if not shown:
        return ()
    return Heading(say("goal-revised")), Bullets(tuple(_line(one) for one in shown))


def _line(shown: Shown) -> Inline:
    revision = shown.revision
    change = Run(tuple(part for _, to in _changes(revision) for part in (" · ", to))[1:])
    day = Day(revision.valid_from, weekday=False)
    args: dict[str, Inline] = {"id": revision.ref, "what": revision.what, "change": change, "day": day}
    cause = say(f"goal-cause-{revision.cause.value}")
    if revision.state is RevisionState.WAITING:
        return say("goal-revised-waiting", cause=cause, **args)
    return say("goal-revised-line", cause=cause, who=shown.decided_by or "", **args)
