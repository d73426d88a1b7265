"""What is said of goals: how each letter stands, what would mend the sentence, how far it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from handlers.goals.cards.milestones import LAMPS
from handlers.goals.rules.bounds import Held
from handlers.goals.rules.milestones import Light, estimate, percent
from handlers.goals.rules.smart import Letter, Mark, Mended, Reach
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
    Moment,
    Msg,
    PeriodName,
    Quote,
    Run,
    card,
    say,
)
from handlers.kit.periods import Period
from handlers.kit.units import PERCENT
from storage.states import GoalState

SIGNS = {Mark.MET: "✓", Mark.MISSING: "✗", Mark.OPEN: "?"}
SHORT = 60


@dataclass(frozen=True, slots=True)
class Linked:
    """A goal as it is shown; ``team`` is None of somebody's own, ``parent`` the id and sentence of the goal above."""

    ref: str
    sentence: str
    owner: str
    team: str | None
    state: GoalState
    metric: str | None
    unit: str
    lower: bool
    base: Decimal | None
    target: Decimal | None
    actual: Decimal | None
    first: date | None
    due: date | None
    period: Period | None
    parent: tuple[str, str] | None
    weight: Decimal
    progress: Fraction | None
    light: Light
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A goal just kept: its letters, how far it reaches, what would mend it, goals it could stand under."""

    goal: Linked
    letters: Mapping[str, Letter]
    achievable: Held
    adds: bool
    mended: tuple[Mended, ...]
    parents: tuple[tuple[str, str], ...]
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment, or how sure somebody is (percent), or both."""

    by: str
    at: datetime
    text: str | None
    confidence: int | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A goal with all that belongs to it."""

    goal: Linked
    letters: Mapping[str, Mark]
    below: tuple[Linked, ...]
    remarks: tuple[Remark, ...]
    zone: str
    may_change: bool


# --- the check ----------------------------------------------------------------------------------


def checked_card(checked: Checked) -> Card:
    """How each letter stands, what is missing, and the mended sentence as buttons."""
    missing = [name for name, letter in checked.letters.items() if letter.mark is Mark.MISSING]
    rows = tuple((Bold(say(f"goal-letter-{name}")), _letter(name, checked)) for name in checked.letters)
    summary = say("goal-smart-all") if not missing else say("goal-smart-missing", letters=Items(_names(missing)))
    buttons = (*_mend_buttons(checked), *_under_buttons(checked))
    return card(
        Quote(checked.goal.sentence), summary, Facts(rows), *_better(checked), *_facts(checked.goal, kept=True),
        title=say("goal-title", id=checked.goal.ref), buttons=buttons, tone="plain" if missing else "good",
    )  # fmt: skip


def _names(letters: Sequence[str]) -> tuple[Inline, ...]:
    return tuple(say(f"goal-letter-{name}") for name in letters)


def _letter(name: str, checked: Checked) -> Inline:
    letter = checked.letters[name]
    return Run((SIGNS[letter.mark], " ", _why(f"goal-why-{letter.why}", checked)))


def _why(message: str, checked: Checked) -> Inline:
    goal = checked.goal
    match message.removeprefix("goal-why-"):
        case "change" | "relative" if goal.target is None:
            return say(f"{message}-open", metric=goal.metric or "")
        case "level" | "change" | "relative":
            return say(message, metric=goal.metric or "", to=_to(goal))
        case "points" | "unit":
            return say(message, metric=goal.metric or "")
        case "metric" if checked.known:
            return say("goal-why-metric", known=Items(checked.known, any_of=True))
        case "metric":
            return say("goal-why-metric-none", example=Code("/kpi adopt"))
        case "far" | "near" if checked.achievable.reach is not None:
            return _reach(message, checked, checked.achievable.reach)
        case "capacity" | "room" | "rival" | "beyond":
            return _bound(message, checked)
        case "bound":
            return say(message, when=_when(goal))
        case "parent":
            return say(message, parent=goal.parent[0] if goal.parent else "")
        case _:
            return say(message)


def _to(goal: Linked) -> Inline:
    if goal.target is None:
        return say("goal-base-unknown")
    target = Figure(goal.target, goal.unit, exact=True)
    return say("goal-at-most", value=target) if goal.lower else target


def _reach(message: str, checked: Checked, reach: Reach) -> Inline:
    unit = checked.goal.unit
    figures = {name: Figure(estimate(value), unit) for name, value in reach.figures.items()}
    told = say(f"{message}-pace" if checked.adds else message, **figures)
    rival = checked.achievable.bounds.rival
    if rival is None:
        return told
    best = Figure(estimate(rival.value), unit)
    return Run((told, say("goal-why-others-pace" if checked.adds else "goal-why-others", who=rival.who, best=best)))


def _bound(message: str, checked: Checked) -> Msg:
    """By what the team can carry, or what others do."""
    bounds, needs = checked.achievable.bounds, checked.achievable.needs or Fraction(0)
    figures: dict[str, Inline] = {"needs": Figure(estimate(needs), checked.goal.unit)}
    if bounds.capacity is not None and message in ("goal-why-capacity", "goal-why-room"):
        return say(message, most=Figure(estimate(bounds.capacity), checked.goal.unit), **figures)
    if bounds.rival is not None:
        figures |= {"who": bounds.rival.who, "best": Figure(estimate(bounds.rival.value), checked.goal.unit)}
    return say(f"{message}-pace" if checked.adds else message, **figures)


def _better(checked: Checked) -> tuple[Block, ...]:
    if not checked.mended:
        return ()
    return Heading(say("goal-better")), Bullets(tuple(mended.text for mended in checked.mended))


def _mend_buttons(checked: Checked) -> tuple[Button, ...]:
    goal, mended = checked.goal.ref, checked.mended
    if any(one.gaps for one in mended):
        return (Button(say("goal-button-complete"), f"/goal edit {goal}", "primary"),)
    labels = ("goal-button-points", "goal-button-relative") if len(mended) > 1 else ("goal-button-mend",)
    pairs = zip(labels, mended, strict=False)
    return tuple(Button(say(label), f"/goal edit {goal} {one.text}", "primary") for label, one in pairs)


def _under_buttons(checked: Checked) -> tuple[Button, ...]:
    return tuple(
        Button(say("goal-button-under", id=ref, what=cut(sentence)), f"/goal link {checked.goal.ref} {ref}")
        for ref, sentence in checked.parents
    )


def told_card(goal: Linked, by: str, *, own: bool) -> Card:
    """What somebody hears whose goal, or whose team's with others, another set."""
    return card(
        say("goal-told" if own else "goal-told-shared", who=by),
        Quote(goal.sentence),
        *_facts(goal),
        title=say("goal-title", id=goal.ref),
    )


def commented_card(goal: Linked, remark: Remark, zone: str) -> Card:
    """What the owner hears of what another said."""
    return card(_said(remark, zone), title=say("goal-commented", id=goal.ref, what=cut(goal.sentence)))


# --- one goal -------------------------------------------------------------------------------------


def shown_card(one: Shown) -> Card:
    """A goal with its figures, what stands under it, and what was said of it."""
    goal = one.goal
    letters = Run(tuple(part for name, mark in one.letters.items() for part in (" ", name, SIGNS[mark]))[1:])
    rows: list[tuple[Inline, Inline]] = [(say("goal-progress"), progress(goal)), (say("goal-letters"), letters)]
    if goal.confidence is not None:
        rows.append((say("goal-confidence"), Figure(Decimal(goal.confidence), PERCENT)))
    below = (Heading(say("goal-below")), Bullets(tuple(line(child) for child in one.below))) if one.below else ()
    said = (
        (Heading(say("goal-remarks")), Bullets(tuple(_said(r, one.zone) for r in one.remarks))) if one.remarks else ()
    )
    return card(
        Quote(goal.sentence), Facts(tuple(rows)), *_facts(goal), *below, *said,
        title=say("goal-title", id=goal.ref), buttons=_shown_buttons(one),
    )  # fmt: skip


def _shown_buttons(one: Shown) -> tuple[Button, ...]:
    goal = one.goal
    comment = Button(say("goal-button-comment"), f"/goal comment {goal.ref}")
    if not one.may_change or goal.state is not GoalState.OPEN:
        return (comment,)
    sure = Button(say("goal-button-confidence"), f"/goal confidence {goal.ref}")
    return comment, sure, Button(say("goal-button-close"), f"/goal close {goal.ref}")


def _said(remark: Remark, zone: str) -> Inline:
    parts: list[Inline] = [remark.by, " · ", Moment(remark.at, zone)]
    if remark.confidence is not None:
        parts += [" · ", say("goal-sure", percent=Figure(Decimal(remark.confidence), PERCENT))]
    if remark.text is not None:
        parts += [" · ", remark.text]
    return Run(tuple(parts))


def _facts(goal: Linked, *, kept: bool = False) -> tuple[Block, ...]:
    rows: list[tuple[Inline, Inline]] = [(say("field-owner"), goal.owner)]
    if goal.metric is not None and goal.target is not None:
        start = (Figure(goal.base, goal.unit, exact=True), " → ") if goal.base is not None else ()
        rows.append((goal.metric, Run((*start, Bold(_to(goal))))))
        if not kept:
            reached = Figure(goal.actual, goal.unit, exact=True) if goal.actual is not None else say("goal-nothing")
            rows.append((say("goal-head-so-far"), reached))
        rows.append((say("goal-measured"), goal.team or goal.owner))
    if goal.due is not None:
        rows.append((say("goal-when"), _when(goal)))
    if goal.parent is not None:
        rows.append((say("goal-under"), f"{goal.parent[0]} · {cut(goal.parent[1])}"))
    if goal.weight != 1:
        rows.append((say("field-weight"), Figure(goal.weight)))
    return (Facts(tuple(rows)),)


def _when(goal: Linked) -> Inline:
    if goal.period is not None:
        return PeriodName(goal.period.code)
    if goal.first is None or goal.due is None:
        return say("kit-none")
    return say("goal-span", first=Day(goal.first), last=Day(goal.due))


def progress(goal: Linked) -> Inline:
    """How far a goal is, with its light."""
    if goal.state is not GoalState.OPEN:
        return say(f"goal-state-{goal.state.value}")
    if goal.progress is None:
        return Run((LAMPS[Light.NONE], " ", say("goal-unknown")))
    light = say(f"goal-light-{goal.light.value}")
    return Run((LAMPS[goal.light], " ", Figure(percent(goal.progress), PERCENT), " · ", light))


# --- the list -----------------------------------------------------------------------------------


def goals_blocks(goals: Sequence[tuple[int, Linked]]) -> tuple[Block, ...]:
    """The goals as a tree, for the list of targets."""
    if not goals:
        return ()
    lines = tuple(Run(("　" * depth + "↳ ", line(goal))) if depth else line(goal) for depth, goal in goals)
    return Heading(say("goal-goals")), Bullets(lines)


def line(goal: Linked) -> Inline:
    """A goal in one line."""
    parts: list[Inline] = [
        Bold(goal.ref),
        " ",
        cut(goal.sentence),
        " · ",
        goal.team or goal.owner,
        " · ",
        progress(goal),
    ]
    if goal.confidence is not None:
        parts += [" · ", say("goal-sure", percent=Figure(Decimal(goal.confidence), PERCENT))]
    return Run(tuple(parts))


def cut(sentence: str) -> str:
    """A sentence's beginning, for a line or a button."""
    return sentence if len(sentence) <= SHORT else f"{sentence[: SHORT - 1].rstrip()}…"
