"""Recognition as cards."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.messages import (
    Bold,
    Bullets,
    Button,
    Card,
    ChannelRef,
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
from handlers.recognition.rules import Board, Mine, Praise, Purse

SHOWN = 5  # of one's own latest kudos
BOARD_LINES = 20
SHORT = 80  # characters of a reason in a list


@dataclass(frozen=True, slots=True)
class Given:
    """A kudos just given: what it says, what is left to give, and where it is posted."""

    praise: Praise
    purse: Purse
    where: tuple[ChannelRef, ...]


def post_card(praise: Praise) -> Card:
    """What everybody sees."""
    return card(_sentence("kudos-post", praise), Quote(praise.reason), tone="good")


def received_card(praise: Praise, where: tuple[ChannelRef, ...]) -> Card:
    """What each receiver hears."""
    told = say("kudos-for-you", giver=praise.giver, points=praise.points)
    seen = Note(say("kudos-seen-in", where=Items(where))) if where else None
    return card(told, Quote(praise.reason), seen, tone="good")


def given_card(given: Given) -> Card:
    """The giver's answer, with a way back."""
    posted = say("kudos-posted-in", where=Items(given.where)) if given.where else say("kudos-not-posted")
    undo = Button(say("kudos-undo-button"), f"/kudos undo R{given.praise.id}")
    return card(_sentence("kudos-given", given.praise), posted, Note(_left(given.purse)), buttons=(undo,), tone="good")


def undone_card(praise: Praise) -> Card:
    """What the posted kudos turns into."""
    return card(Note(say("kudos-post-undone", giver=praise.giver, who=Items(praise.receivers))))


def lost_card(praise: Praise) -> Card:
    """What each receiver hears of kudos taken back."""
    return card(say("kudos-lost", giver=praise.giver, points=praise.points), Quote(praise.reason))


def reworded_card(praise: Praise) -> Card:
    """What each receiver hears when kudos they were given say something else."""
    return card(say("kudos-reworded", giver=praise.giver), Quote(praise.reason))


def edited_card(praise: Praise) -> Card:
    """The giver's answer to giving kudos other words."""
    return card(say("kudos-edited", who=Items(praise.receivers)), Quote(praise.reason))


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
                (say("kudos-mine-balance"), say("kudos-points", points=mine.balance)),
            )
        ),
        *((Heading(say("kudos-mine-latest")), Bullets(latest)) if latest else ()),
        title=say("kudos-mine-title", month=PeriodName(mine.purse.month.code)),
    )


def board_card(board: Board, *, over: bool) -> Card:
    """Names and points; a board never pings. ``over`` says that the period has ended."""
    title, places = _board_title(board), board.places
    if not places and board.value is not None:
        return card(say("kudos-board-none-for", hashtag=f"#{board.value}"), title=title)
    if not places and board.given and over:
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


def _line(praise: Praise) -> Inline:
    reason = " ".join(praise.reason.split())
    shown = reason if len(reason) <= SHORT else reason[: SHORT - 1].rstrip() + "…"
    return say("kudos-mine-line", giver=praise.giver, points=praise.points, reason=shown)
