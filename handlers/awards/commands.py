"""``/award``."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.awards import cards, service
from handlers.awards.rules import LETTER
from handlers.kit.commands import Command, NoArgs, Word, arg, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import When
from handlers.kit.errors import BadInput
from handlers.kit.kinds import DUE, NAME, PERIOD, PERSON, TEXT, Kind, Ref
from handlers.kit.messages import Card, Choice, say
from handlers.kit.people import Person
from handlers.kit.periods import Period
from handlers.team import api as team_api
from storage.states import AwardState, Right

AWARD_WORD = Word("award", ("评奖",), ("評獎",))
_ID = ("编号", "編號")


def _offer(*states: AwardState) -> Kind[int]:
    return Ref(LETTER, lambda scene: ((one.id, one.title) for one in service.listed(scene) if one.state in states))


NOMINATING = _offer(AwardState.NOMINATING)
OPEN = _offer(AwardState.OPEN)
ANY = _offer(*AwardState)


@dataclass(frozen=True, slots=True)
class _Unquoted:
    """A reference whose refusal does not repeat what was typed: it may be a ballot, and refusals are kept."""

    inner: Kind[int]
    last: bool = False
    form: str = "choice"

    def take(self, text: str, scene: Scene) -> tuple[int, str]:
        try:
            number, rest = self.inner.take(text, scene)
        except BadInput:
            raise BadInput("", say("award-ballot-unread")) from None
        if rest and self.last:
            raise BadInput("", say("award-ballot-unread"))
        return number, rest

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return self.inner.choices(scene)


@dataclass(frozen=True)
class New:
    """``TITLE [--until WHEN] [--period P] [--team T]``."""

    title: str = arg(NAME, "标题", "標題", "奖项", "獎項")
    until: When | None = opt(DUE, "到", "截止", label="award-until")
    period: Period | None = opt(PERIOD, "周期", "期间", "期間", "週期")
    team: team_api.Team | None = opt(team_api.TEAM, "团队", "團隊")


@dataclass(frozen=True)
class Nominate:
    """``@who REASON [--id W1]``."""

    who: Person = arg(PERSON, "谁", "誰")
    reason: str = arg(TEXT, "理由", "原因")
    id: int | None = opt(NOMINATING, *_ID)


@dataclass(frozen=True)
class Opening:
    """``ID [--until WHEN]``."""

    id: int = arg(NOMINATING, *_ID)
    until: When | None = opt(DUE, "到", "截止", label="award-until")


@dataclass(frozen=True)
class Vote:
    """``ID N``."""

    id: int = arg(_Unquoted(OPEN), *_ID)
    number: int = arg(_Unquoted(Ref(""), last=True), "号", "號", label="award-number")


@dataclass(frozen=True)
class Closing:
    """``ID``."""

    id: int = arg(OPEN, *_ID)


@dataclass(frozen=True)
class One:
    """``ID``."""

    id: int = arg(ANY, *_ID)


def list_(scene: Scene, _args: NoArgs) -> Card:
    """The awards of one's teams, and titles to begin with."""
    awards = service.listed(scene)
    ballots = {award.id for award in awards if service.may_vote(scene, award)}
    return cards.list_card(awards, service.offered(scene, awards), ballots)


def new(ctx: Ctx, args: New) -> Card:
    """An award of the team."""
    return cards.begun_card(service.begin(ctx, args.title, args.until, args.period, team_api.team_here(ctx, args.team)))


def nominate(ctx: Ctx, args: Nominate) -> Card:
    """Somebody, with a reason."""
    return cards.award_card(service.nominate(ctx, args.who, args.reason, args.id))


def open_(ctx: Ctx, args: Opening) -> Card:
    """The vote begins."""
    return cards.opened_card(service.open_(ctx, args.id, args.until))


def vote(ctx: Ctx, args: Vote) -> Card:
    """A ballot."""
    return cards.voted_card(service.vote(ctx, args.id, args.number))


def close(ctx: Ctx, args: Closing) -> Card:
    """The vote ends."""
    return cards.result_card(service.close(ctx, args.id), picture=False)


def show(scene: Scene, args: One) -> Card:
    """One in full; in private the ballot, for whoever has not voted."""
    award = service.shown(scene, service.found(scene, args.id))
    return cards.ballot_card(award) if service.may_vote(scene, award) else cards.award_card(award)


COMMANDS = (
    Command(AWARD_WORD, list_, "reads"),
    Command(AWARD_WORD, new, "writes", Word("new", ("新建",), ("新增",)), New, "form", right=Right.LEAD),
    Command(
        AWARD_WORD, nominate, "writes", Word("nominate", ("提名",), ("提名",)), Nominate, "form", reply="reason"
    ),
    Command(
        AWARD_WORD, open_, "writes", Word("open", ("开始投票", "开始"), ("開始投票", "開始")), Opening, "form",
        right=Right.LEAD,
    ),
    Command(AWARD_WORD, vote, "writes", Word("vote", ("投票",), ("投票",)), Vote, secret=True),
    Command(
        AWARD_WORD, close, "writes", Word("close", ("截止", "结束"), ("截止", "結束")), Closing, "form",
        right=Right.LEAD,
    ),
    Command(AWARD_WORD, list_, "reads", Word("list", ("列表",), ("清單", "列表"))),
    Command(AWARD_WORD, show, "reads", Word("show", ("查看", "看"), ("檢視", "查看", "看")), One),
)  # fmt: skip
