"""Customers' praise as cards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
    Link,
    Note,
    Photo,
    Quote,
    Run,
    card,
    say,
)
from handlers.kit.units import PERCENT
from handlers.praise.rules import REMINDER, Gift, Rule, Score, Shown, is_link
from storage.states import PraiseState

LINES = 10  # of a part of the list
BUTTONS = 5
SHORT = 60  # characters of a customer's words in a list
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """What there is: of one person only what counts."""

    name: str | None
    to_decide: tuple[Shown, ...] = ()
    mine: tuple[Shown, ...] = ()
    counted: tuple[Shown, ...] = ()


# --- handed in and decided ------------------------------------------------------------------------


def handed_in_card(shown: Shown) -> Card:
    """The answer to whoever handed a praise in."""
    if shown.alone:
        return card(*_body(shown), Note(say("praise-alone")), title=_title(shown), buttons=_decide(shown))
    return card(*_body(shown), Note(_waits(shown)), title=_title(shown), buttons=(_undo(shown),))


def asked_card(shown: Shown, *, reminder: bool = False) -> Card:
    """What whoever may decide is asked; after the decision, what came of it."""
    lead = say("praise-reminder" if reminder else "praise-asks", by=shown.by)
    mute = Button(say("praise-button-mute"), f"/my mute {REMINDER.name}")
    buttons = (*_decide(shown), *((mute,) if reminder else ()))
    return card(lead, *_body(shown), title=_title(shown), buttons=buttons)


def show_card(shown: Shown, *, decides: bool, mine: bool) -> Card:
    """A praise in full, with what the reader may do."""
    if shown.state is not PraiseState.WAITING:
        return decided_card(shown)
    buttons = (*(_decide(shown) if decides else ()), *((_undo(shown),) if mine else ()))
    return card(*_body(shown), Note(_waits(shown)), title=_title(shown), buttons=buttons)


def decided_card(shown: Shown) -> Card:
    """What was decided, or that it was withdrawn."""
    by = shown.decided_by or ""
    if shown.state is PraiseState.APPROVED:
        return card(Bold(say("praise-approved", who=by)), *_body(shown), title=_title(shown), tone="good")
    if shown.state is PraiseState.REJECTED:
        told = (Bold(say("praise-rejected", who=by)), Quote(shown.answer or ""))
        return card(*told, *_body(shown, gives=False), title=_title(shown), tone="warn")
    return card(Note(say("praise-withdrawn", who=by)), *_body(shown, gives=False), title=_title(shown))


def approved_card(shown: Shown) -> Card:
    """The answer to whoever approved, with a way back."""
    made = decided_card(shown)
    return card(*made.blocks, title=made.title, buttons=(_undo(shown),), tone="good")


def rejected_card(shown: Shown) -> Card:
    """The answer to whoever rejected."""
    return card(say("praise-rejected-told", by=shown.by), title=_title(shown))


def post_card(shown: Shown) -> Card:
    """What the team's channel hears."""
    who = Items(tuple(Bold(name) for name in shown.names))
    lead = say("praise-post", customer=Bold(shown.customer), who=who)
    return card(lead, *_said(shown), *_gives(shown), Note(_from(shown)), tone="good")


def yours_card(shown: Shown, gift: Gift) -> Card:
    """What each of the praised hears."""
    lead = say("praise-yours", customer=Bold(shown.customer))
    return card(lead, *_said(shown), say("praise-you-get", gift=_gift(gift)), Note(_from(shown)), tone="good")


def taken_back_card(shown: Shown) -> Card:
    """What became of an approval that was taken back."""
    words = say("praise-taken-back", who=shown.decided_by or "", customer=shown.customer, names=Items(shown.names))
    return card(words, title=_title(shown))


def slow_card(shown: Shown) -> Card:
    """What whoever handed it in hears when nobody has decided for long."""
    return card(Note(_waits(shown)), *_body(shown), title=say("praise-slow", id=shown.ref), buttons=(_undo(shown),))


def _decide(shown: Shown) -> tuple[Button, ...]:
    return (
        Button(say("praise-button-approve"), f"/praise approve {shown.ref}", "primary"),
        Button(say("praise-button-reject"), f"/praise reject {shown.ref}", "danger"),
    )


def _undo(shown: Shown) -> Button:
    return Button(say("praise-button-undo"), f"/praise undo {shown.ref}")


def _title(shown: Shown) -> Inline:
    return say("praise-title", id=shown.ref, customer=shown.customer)


def _waits(shown: Shown) -> Inline:
    if not shown.deciders:
        return say("praise-nobody", example=Code("/admin grant @who manager"))
    return say("praise-sent", who=Items(shown.deciders, any_of=True))


def _from(shown: Shown) -> Inline:
    return say("praise-from", by=shown.by, who=shown.decided_by or "", id=shown.ref)


def _body(shown: Shown, *, gives: bool = True) -> tuple[Block, ...]:
    """The customer's words, whom they are of, and what they give, if they give anything."""
    rows: list[tuple[Inline, Inline]] = [(say("praise-praised"), Items(shown.names))]
    if shown.score is not None:
        rows.append((say("field-score"), _score(shown.score)))
    if shown.proof:
        rows.append((say("field-proof"), _proof(shown.proof)))
    rows.append((say("praise-by"), shown.by))
    if not gives:  # beside a reason, which is quoted
        said: list[tuple[Inline, Inline]] = [(say("praise-said"), shown.text)] if shown.text else []
        return (Facts((*said, *rows)),)
    words = (Quote(shown.text),) if shown.text else ()
    return *words, *_photo(shown), Facts(tuple(rows)), *_gives(shown)


def _said(shown: Shown) -> tuple[Block, ...]:
    """The customer's words, score and proof."""
    rows: list[tuple[Inline, Inline]] = []
    if shown.score is not None:
        rows.append((say("field-score"), _score(shown.score)))
    if shown.proof:
        rows.append((say("field-proof"), _proof(shown.proof)))
    words = (Quote(shown.text),) if shown.text else ()
    return *words, *_photo(shown), *((Facts(tuple(rows)),) if rows else ())


def _photo(shown: Shown) -> tuple[Block, ...]:
    return (Photo(shown.picture, say("field-proof")),) if shown.picture is not None else ()


def _gives(shown: Shown) -> tuple[Block, ...]:
    return (Bullets(tuple(say("praise-gift", who=gift.name, gift=_gift(gift)) for gift in shown.gifts)),)


def _gift(gift: Gift | Rule) -> Inline:
    parts: list[Inline] = []
    if gift.points:
        parts.append(say("praise-points", points=gift.points))
    if gift.privilege:
        parts.append(gift.privilege)
    return Items(tuple(parts)) if parts else say("praise-no-gift")


def _score(score: Score) -> Inline:
    if score.of is None:
        return Figure(score.value, exact=True)
    if score.of == _HUNDRED:
        return Figure(score.value, PERCENT, exact=True)
    return Run((Figure(score.value, exact=True), " / ", Figure(score.of, exact=True)))


def _proof(proof: str) -> Inline:
    """A link by its own address, so that nothing is named other than it is."""
    return Link(proof, proof) if is_link(proof) else proof


# --- lists and rules ------------------------------------------------------------------------------


def list_card(listed: Listed) -> Card:
    """What waits for the reader, what of theirs waits, what counts, and the privileges granted."""
    if not (listed.to_decide or listed.mine or listed.counted):
        empty = say("praise-none-of", who=listed.name) if listed.name else say("praise-none")
        return card(empty, Note(say("cmd-praise.example")), title=_list_title(listed))
    parts = (
        ("praise-head-decide", listed.to_decide),
        ("praise-head-mine", listed.mine),
        ("praise-head-counted", listed.counted),
    )
    blocks: list[Block] = []
    for head, found in parts:
        if found:
            blocks += [Heading(say(head)), *_lines(found)]
    buttons = tuple(
        Button(say("praise-button-show", id=one.ref), f"/praise show {one.ref}") for one in listed.to_decide[:BUTTONS]
    )
    return card(*blocks, *_privileges(listed.counted), title=_list_title(listed), buttons=buttons)


def _list_title(listed: Listed) -> Inline:
    return say("praise-list-of", who=listed.name) if listed.name else say("praise-list")


def _lines(found: tuple[Shown, ...]) -> Iterable[Block]:
    yield Bullets(tuple(_line(one) for one in found[:LINES]))
    if len(found) > LINES:
        yield Note(say("praise-more", count=len(found) - LINES))


def _line(shown: Shown) -> Inline:
    words = " ".join((shown.text or "").split())
    short = words if len(words) <= SHORT else words[: SHORT - 1].rstrip() + "…"
    what: Inline = say("praise-words", words=short) if short else ""
    if not short and shown.score is not None:
        what = Run((say("field-score"), " ", _score(shown.score)))
    each = {(gift.points, gift.privilege): _gift(gift) for gift in shown.gifts}
    gifts = Items(tuple(each.values()), any_of=True) if len(each) > 1 else next(iter(each.values()), "")
    return Run((shown.ref, " · ", shown.customer, " → ", Items(shown.names), " · ", what, " · ", gifts))


def _privileges(found: tuple[Shown, ...]) -> tuple[Block, ...]:
    """Who was granted what beside points: facts for whoever keeps track of them."""
    granted = [
        Run((gift.name, " · ", gift.privilege, " · ", Day(shown.day, weekday=False), " · ", shown.ref))
        for shown in found
        for gift in shown.gifts
        if gift.privilege
    ]
    return (Heading(say("praise-head-privileges")), Bullets(tuple(granted[:LINES]))) if granted else ()


def rule_card(team: str, rule: Rule, *, changed: bool) -> Card:
    """What a team gives for praise."""
    how = None if changed else Note(say("cmd-praise-rule.example"))
    return card(say("praise-rule", team=team, gift=_gift(rule)), how, tone="good" if changed else "plain")
