"""``/kpi review`` and ``/kpi remark``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from handlers.kit.commands import Command, Word, arg, maybe, opt
from handlers.kit.context import Ctx
from handlers.kit.errors import BadInput
from handlers.kit.kinds import DURATION, LONG
from handlers.kit.messages import Card, Items, say
from handlers.kpi.api import KPI_WORD
from handlers.review import cards, service
from handlers.review.kinds import TEAMS, WEEKLY, Weekly
from handlers.team import api as team_api
from handlers.team.api import Team

LENGTH = 1000  # of a remark


@dataclass(frozen=True)
class Set:
    """``[WEEKDAY HH:MM|off] [--for 1h] [--teams A, B]``."""

    when: Weekly | None = maybe(WEEKLY, "时间", "時間", label="review-field-when")
    for_: timedelta | None = opt(DURATION, "时长", "時長", label="review-field-for")
    teams: tuple[Team, ...] | None = opt(TEAMS, "team", "团队", "團隊", "小组", "小組")


@dataclass(frozen=True)
class Said:
    """``TEXT``."""

    text: str = arg(LONG, "内容", "內容", label="review-field-remark")


def review(ctx: Ctx, args: Set) -> Card:
    """Shows what would come before the next review; with a weekday and a time, sets it; with "off", ends it."""
    if args.when is None:
        found, _ = service.shown(ctx)
        return cards.sheet_card(found)
    if args.when.weekday is None:
        service.end(ctx)
        return cards.off_card()
    if args.for_ is not None and not timedelta(minutes=5) <= args.for_ <= timedelta(hours=4):
        raise BadInput("for", say("review-length"))
    plan, day = service.put(ctx, args.when.weekday, args.when.at, args.for_, args.teams)
    return cards.set_card(plan, day, Items(tuple(team_api.get(ctx, team).name for team in plan.teams)))


def remark(ctx: Ctx, args: Said) -> Card:
    """Says what one sees at the front line, before the next review."""
    if len(args.text) > LENGTH:
        raise BadInput("text", say("kit-too-long", limit=LENGTH))
    plan, day, again = service.remark(ctx, args.text)
    return cards.remarked_card(plan, day, args.text, again=again)


COMMANDS = (
    Command(KPI_WORD, review, "writes", Word("review", ("复盘", "周复盘"), ("覆盤", "檢討", "週檢討")), Set),
    Command(
        KPI_WORD,
        remark,
        "writes",
        Word("remark", ("一线反馈", "反馈"), ("一線回饋", "回饋")),
        Said,
        "form",
        reply="text",
    ),
)
