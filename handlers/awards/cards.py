"""Awards as cards. None of them ever holds who voted for whom: nobody could know."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from handlers.awards.rules import REMINDER, Nominee, Shown
from handlers.kit.messages import (
    Block,
    Bullets,
    Button,
    Card,
    Certificate,
    Facts,
    Inline,
    Items,
    Moment,
    Note,
    PeriodName,
    card,
    say,
)
from storage.states import AwardState


def begun_card(award: Shown) -> Card:
    """The answer to a new award, for its lead."""
    open_ = Button(say("award-button-open"), f"/award open {award.ref}")
    return card(say("award-begun", id=award.ref), _facts(award), title=award.title, buttons=(open_,), tone="good")


def begun_post(award: Shown) -> Card:
    """What the team reads: nominations are taken."""
    nominate = Button(say("award-button-nominate"), f"/award nominate --id {award.ref}")
    return card(say("award-nominate-now"), _facts(award), Note(_rules(award)), title=award.title, buttons=(nominate,))


def award_card(award: Shown) -> Card:
    """An award in full."""
    if award.state is AwardState.CLOSED:
        return result_card(award)
    blocks: list[Block] = [_facts(award)]
    if award.nominees:
        blocks.append(Bullets(_lines(award)))
    nominate = Button(say("award-button-nominate"), f"/award nominate --id {award.ref}")
    buttons = (nominate,) if award.state is AwardState.NOMINATING else ()
    return card(*blocks, Note(_rules(award)), title=award.title, buttons=buttons)


def opened_card(award: Shown) -> Card:
    """The answer to opening the vote."""
    return card(say("award-opened", electors=award.electors), title=award.title, tone="good")


def opened_post(award: Shown) -> Card:
    """What the team reads when the vote opens: where the ballot is to be found."""
    words = say("award-vote-now", until=Moment(award.until, award.zone))
    return card(words, Bullets(_lines(award)), Note(_rules(award)), title=award.title)


def ballot_card(award: Shown) -> Card:
    """The ballot that each who may vote gets privately; the same for all."""
    words = say("award-your-ballot", until=Moment(award.until, award.zone))
    return card(words, Bullets(_lines(award)), Note(_rules(award)), title=award.title, buttons=_ballot(award))


def reminder_card(award: Shown) -> Card:
    """The ballot once more, for whoever has not voted."""
    words = say("award-still-to-vote", until=Moment(award.until, award.zone))
    mute = Button(say("award-mute"), f"/my mute {REMINDER.name}")
    return card(words, Bullets(_lines(award)), title=award.title, buttons=(*_ballot(award), mute))


def _ballot(award: Shown) -> tuple[Button, ...]:
    return tuple(
        Button(
            say("award-nominee", number=one.number, who=one.name), f"/award vote {award.ref} {one.number}",
            page=f"award/{award.ref}",
        )
        for one in award.nominees
        if not one.gone
    )  # fmt: skip


def voted_card(award: Shown) -> Card:
    """The answer to a vote; it does not say for whom."""
    return card(say("award-voted", until=Moment(award.until, award.zone)), title=award.title, tone="good")


def result_card(award: Shown, *, picture: bool = True) -> Card:
    """What came of it, with the certificate."""
    if not award.counted:
        return card(say("award-not-counted", floor=award.floor), title=award.title)
    names = Items(tuple(one.name for one in award.winners))
    words = say("award-shared" if len(award.winners) > 1 else "award-goes-to", who=names)
    lines = tuple(_counted(one) for one in sorted(award.nominees, key=lambda one: (-(one.ballots or 0), one.number)))
    total = Note(say("award-turnout", cast=award.cast or 0, electors=award.electors))
    if not award.winners:  # all ballots were for somebody who was forgotten
        return card(say("award-nobody-left"), total, title=award.title)
    drawn = _certificate(award, award.winners) if picture else None
    return card(words, drawn, Bullets(lines), total, title=award.title, tone="good")


def you_won_card(award: Shown, winner: Nominee) -> Card:
    """What hears who has won, with a certificate of their own."""
    words = say("award-you-won", title=award.title, team=award.team)
    reasons = Bullets(tuple(text for text, _by in winner.reasons)) if winner.reasons else None
    return card(words, _certificate(award, (winner,)), reasons, title=award.title, tone="good")


def _certificate(award: Shown, winners: Sequence[Nominee]) -> Certificate:
    why = winners[0].reasons[0][0] if len(winners) == 1 and winners[0].reasons else ""
    foot = ((say("field-period"), PeriodName(award.period)), (say("field-team"), award.team))
    who = Items(tuple(one.name for one in winners))
    return Certificate(say("award-certificate"), award.title, who, why, foot, award.colours)


def list_card(awards: Sequence[Shown], titles: Sequence[str], ballots: Collection[int]) -> Card:
    """The awards there are, what the reader can do about them (``ballots`` they have to give), and, for who may begin
    one, titles to begin with."""
    running = (button for one in awards for button in _next_step(one, ballots))
    begin = [Button(title, f'/award new "{title}"') for title in titles]
    own = [Button(say("award-button-own"), "/award new")] if titles else []
    if not awards:
        words = say("award-none" if titles else "award-none-yet")
        return card(words, title=say("word-award"), buttons=(*begin, *own))
    lines = tuple(
        say(f"award-line-{one.state.value}", id=one.ref, title=one.title, team=one.team, who=_who(one))
        for one in awards
    )
    return card(Bullets(lines), title=say("word-award"), buttons=(*running, *begin, *own))


def _next_step(award: Shown, ballots: Collection[int]) -> tuple[Button, ...]:
    if award.id in ballots:
        return (Button(say("award-button-ballot", title=award.title), f"/award show {award.ref}", "primary"),)
    if award.state is AwardState.NOMINATING:
        return (Button(say("award-button-nominate-for", title=award.title), f"/award nominate --id {award.ref}"),)
    return ()


def _who(award: Shown) -> Inline:
    return Items(tuple(one.name for one in award.winners)) if award.winners else say("award-nobody")


def _facts(award: Shown) -> Facts:
    return Facts((
        (say("field-team"), award.team),
        (say("field-period"), PeriodName(award.period)),
        (say("award-state"), say(f"award-state-{award.state.value}")),
        (say("award-until"), Moment(award.until, award.zone)),
    ))  # fmt: skip


def _rules(award: Shown) -> Inline:
    return say("award-rules", floor=award.floor)


def _lines(award: Shown) -> tuple[Inline, ...]:
    return tuple(_line(one) for one in award.nominees)


def _line(one: Nominee) -> Inline:
    reasons = Items(tuple(say("award-reason", text=text, by=by) for text, by in one.reasons))
    return say("award-nominee-for", number=one.number, who=one.name, reasons=reasons)


def _counted(one: Nominee) -> Inline:
    return say("award-count", who=one.name, ballots=one.ballots or 0)
