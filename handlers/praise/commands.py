"""``/praise``."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.kit.commands import Command, Word, arg, maybe, must, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.kinds import NAME, PEOPLE, PERSON, TEXT, Kind, Ref, plain, reader
from handlers.kit.messages import Card
from handlers.kit.numbers import read_count
from handlers.kit.people import Person
from handlers.praise import cards, service, views
from handlers.praise.rules import LETTER, MOST_POINTS, Score, read_privilege, read_proof, read_score, read_words
from handlers.team import api as team_api

PRAISE_WORD = Word(
    "praise",
    ("客户表扬", "客户好评", "客户感谢", "客户夸奖"),
    ("客戶表揚", "客戶好評", "客戶讚美", "客戶感謝", "顧客好評"),
)
WORDS: Kind[str] = reader("long", lambda text, scene: read_words(plain(text, scene)))
PROOF: Kind[str] = reader("text", lambda text, scene: read_proof(plain(text, scene)))
SCORE: Kind[Score] = reader("text", lambda text, _scene: read_score(text))
POINTS: Kind[int] = reader("number", lambda text, _scene: read_count(text, 0, MOST_POINTS, "points"))
PRIVILEGE: Kind[str] = reader("text", lambda text, scene: read_privilege(plain(text, scene)))
_ID = ("编号", "編號")


def _to_decide(scene: Scene) -> tuple[tuple[int, str], ...]:
    return tuple((row.id or 0, row.customer) for row in views.decidable(scene))


DECIDE: Kind[int] = Ref(LETTER, _to_decide)
ANY: Kind[int] = Ref(LETTER)


@dataclass(frozen=True, kw_only=True)
class HandIn:
    """``@who… [TEXT] --customer C [--proof LINK] [--score 4.8/5]``; a picture handed over with it is its proof."""

    who: tuple[Person, ...] = arg(PEOPLE, "谁", "誰", label="praise-praised")
    text: str | None = maybe(WORDS, "words", "原话", "原話", "内容", "內容", label="praise-said")
    customer: str = must(NAME, "client", "from", "客户", "客戶", "顾客", "顧客")
    score: Score | None = opt(SCORE, "rating", "评分", "評分", "满意度", "滿意度", "打分")
    proof: str | None = opt(
        PROOF, "link", "凭证", "憑證", "证明", "證明", "截图", "截圖", "链接", "連結", label="praise-proof-ask"
    )


@dataclass(frozen=True)
class Approve:
    """``ID``."""

    id: int = arg(DECIDE, *_ID)


@dataclass(frozen=True)
class Reject:
    """``ID REASON``."""

    id: int = arg(DECIDE, *_ID)
    reason: str = arg(TEXT, "原因", "理由")


@dataclass(frozen=True)
class Undo:
    """``[ID]``: the last one that waits without."""

    id: int | None = maybe(ANY, *_ID)


@dataclass(frozen=True)
class One:
    """``ID``."""

    id: int = arg(ANY, *_ID)


@dataclass(frozen=True)
class Listing:
    """``[@who]``."""

    who: Person | None = maybe(PERSON, "谁", "誰")


@dataclass(frozen=True)
class Ruling:
    """``[--points N] [--privilege TEXT|none] [--team T]``: what it is, without."""

    points: int | None = opt(POINTS, "分", "积分", "點", "點數")
    privilege: str | None = opt(PRIVILEGE, "特权", "特權", "奖励", "獎勵", "福利")
    team: team_api.Team | None = opt(team_api.TEAM, "团队", "團隊")


def hand_in(ctx: Ctx, args: HandIn) -> Card:
    """A customer's praise."""
    said = service.Said(args.customer, args.text, args.score, args.proof, next(iter(ctx.files), None))
    return cards.handed_in_card(service.hand_in(ctx, args.who, said))


def approve(ctx: Ctx, args: Approve) -> Card:
    """It counts."""
    return cards.approved_card(service.approve(ctx, args.id))


def reject(ctx: Ctx, args: Reject) -> Card:
    """It does not."""
    return cards.rejected_card(service.reject(ctx, args.id, args.reason))


def undo(ctx: Ctx, args: Undo) -> Card:
    """Taken back."""
    shown, approved = service.undo(ctx, args.id)
    return cards.taken_back_card(shown) if approved else cards.decided_card(shown)


def show(scene: Scene, args: One) -> Card:
    """One in full."""
    row = views.seen(scene, args.id)
    decides = row.id in {one.id for one in views.decidable(scene)}
    return cards.show_card(views.shown(scene, row), decides=decides, mine=row.by_id == scene.actor.id)


def list_(scene: Scene, args: Listing) -> Card:
    """What waits and what counts."""
    return cards.list_card(service.listed(scene, args.who))


def rule(ctx: Ctx, args: Ruling) -> Card:
    """What praise is worth in a team."""
    team = team_api.team_here(ctx, args.team)
    if args.points is None and args.privilege is None:
        return cards.rule_card(team.name, service.rule_here(ctx, team), changed=False)
    return cards.rule_card(team.name, service.set_rule(ctx, team, args.points, args.privilege), changed=True)


COMMANDS = (
    Command(PRAISE_WORD, hand_in, "writes", None, HandIn, "form", files=True),
    Command(
        PRAISE_WORD, approve, "writes",
        Word("approve", ("批准", "同意", "通过"), ("核准", "同意", "批准", "通過")), Approve, "form",
    ),
    Command(
        PRAISE_WORD, reject, "writes", Word("reject", ("驳回", "拒绝"), ("駁回", "退回", "拒絕")), Reject, "form",
        reply="reason",
    ),
    Command(PRAISE_WORD, undo, "writes", Word("undo", ("撤回", "撤销"), ("收回", "撤回", "復原")), Undo),
    Command(PRAISE_WORD, list_, "reads", Word("list", ("列表", "记录"), ("清單", "列表", "紀錄")), Listing),
    Command(PRAISE_WORD, show, "reads", Word("show", ("查看", "看"), ("檢視", "查看", "看")), One),
    Command(PRAISE_WORD, rule, "writes", Word("rule", ("规则",), ("規則",)), Ruling),
)  # fmt: skip
