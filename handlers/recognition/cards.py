"""Recognition as cards."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.messages import (
    Bold,
    Bullets,
    Button,
    Card,
    Certificate,
    ChannelRef,
    Code,
    Day,
    Facts,
    Heading,
    Inline,
    Items,
    Note,
    PeriodName,
    Quote,
    Table,
    card,
    say,
)
from handlers.recognition.rules.points import FEWEST, HANDFUL, Board, Limits, Mine, Pairs, Praise, Purse, shortened
from handlers.recognition.rules.values import TEMPLATES, Mend

SHOWN = 5  # of one's own latest kudos
BOARD_LINES = 20


@dataclass(frozen=True, slots=True)
class Given:
    """A kudos just given: what it says, what is left to give, where it is posted, whether others may have heard, and
    which of its hashtags is to be mended."""

    praise: Praise
    purse: Purse
    where: tuple[ChannelRef, ...]
    overheard: bool = False
    mend: Mend | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """A kudos that was changed: as it is now, as it was, what is left to give, and which hashtag is to be mended."""

    praise: Praise
    before: Praise
    purse: Purse
    mend: Mend | None = None


def post_card(praise: Praise) -> Card:
    """What everybody sees."""
    return card(_sentence("kudos-post", praise), Quote(praise.reason), _picture(praise), tone="good")


def received_card(praise: Praise, where: tuple[ChannelRef, ...]) -> Card:
    """What each receiver hears."""
    told = say("kudos-for-you", giver=praise.giver, points=praise.points)
    seen = Note(say("kudos-seen-in", where=Items(where))) if where else None
    if praise.private:
        seen = Note(say("kudos-seen-by-you" if len(praise.receivers) == 1 else "kudos-seen-by-receivers"))
    picture = None if where else _picture(praise)  # where it is posted it is seen already
    return card(told, Quote(praise.reason), picture, seen, tone="good")


def _picture(praise: Praise) -> Certificate | None:
    """A kudos to be looked at, where that was wished."""
    if praise.picture is None:
        return None
    foot = (
        (say("kudos-picture-from"), praise.giver),
        (say("field-points"), say("kudos-points", points=praise.points)),
    )
    words = shortened(praise.reason)
    return Certificate(
        say("word-kudos"), say("kudos-picture-thanks"), Items(praise.receivers), words, foot, praise.picture
    )


def given_card(given: Given) -> Card:
    """The giver's answer, with a way back."""
    praise = given.praise
    posted = say("kudos-posted-in", where=Items(given.where)) if given.where else say("kudos-not-posted")
    overheard = None
    if praise.private:
        posted = say("kudos-private")
        overheard = Note(say("kudos-private-overheard")) if given.overheard else None
    undo = Button(say("kudos-undo-button"), f"/kudos undo R{praise.id}")
    note, mending = _mending(given.mend, praise.id)
    left = Note(_left(given.purse))
    told = _sentence("kudos-given", praise)
    return card(told, posted, overheard, note, left, buttons=(*mending, undo), tone="good")


def _mending(mend: Mend | None, kudos_id: int) -> tuple[Note | None, tuple[Button, ...]]:
    """What is said of a hashtag that is nobody's value, and the click that mends it."""
    if mend is None:
        return None, ()
    button = Button(
        say("kudos-mend-button", hashtag=f"#{mend.value}"), f"/kudos edit --hashtag {mend.value} --id R{kudos_id}"
    )
    return Note(say("kudos-mend", unknown=f"#{mend.unknown}", hashtag=f"#{mend.value}")), (button,)


def undone_card(praise: Praise) -> Card:
    """What the posted kudos turns into."""
    return card(Note(say("kudos-post-undone", giver=praise.giver, who=Items(praise.receivers))))


def lost_card(praise: Praise) -> Card:
    """What each receiver hears of kudos taken back."""
    return card(say("kudos-lost", giver=praise.giver, points=praise.points), Quote(praise.reason))


def changed_card(edited: Edited) -> Card:
    """What each receiver hears when kudos they were given were changed."""
    praise, before = edited.praise, edited.before
    points = say("kudos-repointed", giver=praise.giver, before=before.points, points=praise.points)
    told = points if praise.points != before.points else say("kudos-reworded", giver=praise.giver)
    return card(told, Quote(praise.reason))


def edited_card(edited: Edited) -> Card:
    """The giver's answer to changing kudos."""
    praise = edited.praise
    if praise == edited.before:
        return card(say("kudos-edited-same"), Quote(praise.reason))
    told = say("kudos-edited", who=Items(praise.receivers))
    points = None
    if praise.points != edited.before.points:
        points = _sentence("kudos-given", praise)
    left = Note(_left(edited.purse)) if points else None
    note, mending = _mending(edited.mend, praise.id)
    return card(told, Quote(praise.reason), points, note, left, buttons=mending)


def rule_card(limits: Limits, *, may_set: bool) -> Card:
    """What everybody may give; how to change it for whoever may."""
    rows = (
        (say("kudos-rule-allowance"), say("kudos-points", points=limits.allowance)),
        (say("kudos-rule-pair"), _limit(limits.pair)),
        (say("kudos-rule-day"), _limit(limits.day)),
    )
    how = Note(say("kudos-rule-how", example=Code("/kudos rule --allowance 100 --pair 40 --day 30"), off=Code("off")))
    return card(Facts(rows), Note(say("kudos-rule-why")), how if may_set else None, title=say("cmd-kudos-rule"))


def _limit(points: int | None) -> Inline:
    return say("kudos-rule-none") if points is None else say("kudos-points", points=points)


def taken_back_card(praise: Praise, purse: Purse) -> Card:
    """The giver's answer to taking kudos back."""
    return card(say("kudos-undone", who=Items(praise.receivers)), Note(_left(purse)))


def mine_card(mine: Mine) -> Card:
    """One's own month, with the latest kudos."""
    latest = tuple(_line(praise) for praise in mine.praises[:SHOWN])
    counts = say("kudos-mine-received-value", points=mine.received, count=len(mine.praises))
    return card(
        Facts(
            (
                (say("kudos-mine-received"), counts),
                (say("kudos-mine-given"), say("kudos-points", points=mine.purse.given)),
                (say("kudos-mine-left"), say("kudos-mine-left-value", left=mine.purse.left, all=mine.purse.allowance)),
                (
                    say("kudos-mine-renewed"),
                    say("kudos-mine-renewed-value", day=Day(mine.purse.renewed, weekday=False)),
                ),
                *_today(mine.purse),
                (say("kudos-mine-balance"), say("kudos-points", points=mine.balance)),
            )
        ),
        *((Heading(say("kudos-mine-latest")), Bullets(latest)) if latest else ()),
        *((Note(say("kudos-mine-hidden")),) if mine.hidden else ()),
        title=say("kudos-mine-title", month=PeriodName(mine.purse.month.code)),
        buttons=(_standing_button(hidden=mine.hidden),),
    )


def _standing_button(*, hidden: bool) -> Button:
    """Puts whoever clicks it on the boards, or takes them off."""
    return Button(say(f"kudos-board-{'on' if hidden else 'off'}-button"), f"/kudos board {'on' if hidden else 'off'}")


def standing_card(*, off: bool) -> Card:
    """The answer to leaving the boards, or coming back."""
    return card(say(f"kudos-board-now-{'off' if off else 'on'}"), buttons=(_standing_button(hidden=off),))


def board_card(board: Board, *, over: bool) -> Card:
    """Names and points; a board never pings. ``over`` says that the period has ended."""
    title, places = _board_title(board), board.places
    if not places and board.value is not None:
        return card(say("kudos-board-none-for", hashtag=f"#{board.value}"), title=title)
    if not places and board.given:
        return card(say("kudos-board-none-given"), title=title)
    if not places:
        invitation = None if over else Note(say("cmd-kudos.example"))
        return card(say("kudos-board-none" if over else "kudos-board-empty"), invitation, title=title)
    rows: tuple[tuple[Inline, ...], ...] = tuple(
        (str(place.rank), place.name, say("kudos-points", points=place.points)) for place in places[:BOARD_LINES]
    )
    others = "kudos-board-more-given" if board.given else "kudos-board-more"
    more = Note(say(others, count=len(places) - BOARD_LINES)) if len(places) > BOARD_LINES else None
    return card(Table((say("kudos-rank"), say("field-who"), say("field-points")), rows), more, title=title)


def values_card(team: str, values: tuple[str, ...], language: str, *, may_set: bool) -> Card:
    """What a team stands for; templates to begin with for whoever may define it."""
    title = say("kudos-values-title", team=team)
    how = Note(say("kudos-values-how", add=Code("/kudos values #speed"), remove=Code("/kudos values --remove #speed")))
    if values:
        return card(Bullets(tuple(f"#{name}" for name in values)), how if may_set else None, title=title)
    if not may_set:
        return card(say("kudos-values-none"), title=title)
    template = " ".join(f"#{name}" for name in TEMPLATES[language])
    take = Button(say("kudos-values-template", values=template), f'/kudos values {template} --team "{team}"')
    return card(say("kudos-values-none"), how, title=title, buttons=(take,))


def pairs_card(pairs: Pairs, *, may_limit: bool) -> Card:
    """Who gives whom most of what they give: figures only, for the lead's eyes."""
    title = say("kudos-pairs-title", team=pairs.team, period=PeriodName(pairs.period.code))
    if pairs.people < FEWEST:
        return card(say("kudos-pairs-small", people=FEWEST), title=title)
    why = Note(say("kudos-pairs-why", points=HANDFUL))
    if not pairs.found:
        return card(say("kudos-pairs-none"), why, title=title)
    lines = tuple(
        say("kudos-pairs-line", one=one, other=other, there=there, all=all_, back=back, total=total)
        for one, other, there, all_, back, total in pairs.found
    )
    limit = Button(say("kudos-pairs-limit"), "/kudos rule --pair 40")
    return card(Bullets(lines), why, title=title, buttons=(limit,) if may_limit and pairs.limit is None else ())


def _board_title(board: Board) -> Inline:
    period = PeriodName(board.period.code)
    name = "kudos-board-title-given" if board.given else "kudos-board-title"
    if board.value is None:
        return say(name, period=period)
    return say(f"{name}-for", period=period, hashtag=f"#{board.value}")


def _sentence(message: str, praise: Praise) -> Inline:
    """The message for one receiver, or the one that says that each gets the points."""
    who = Items(tuple(Bold(name) for name in praise.receivers))
    name = message if len(praise.receivers) == 1 else f"{message}-each"
    return say(name, giver=Bold(praise.giver), who=who, points=praise.points)


def _left(purse: Purse) -> Inline:
    month = PeriodName(purse.month.code)
    return say(
        "kudos-left", left=purse.left, allowance=purse.allowance, month=month, day=Day(purse.renewed, weekday=False)
    )


def _today(purse: Purse) -> tuple[tuple[Inline, Inline], ...]:
    """What a day's own limit leaves, where there is one."""
    if purse.left_that_day is None:
        return ()
    left = say("kudos-mine-left-value", left=purse.left_that_day, all=purse.a_day or 0)
    return ((say("kudos-mine-today"), left),)


def _line(praise: Praise) -> Inline:
    return say("kudos-mine-line", giver=praise.giver, points=praise.points, reason=shortened(praise.reason))
