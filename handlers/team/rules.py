"""Rules of teams, pure: the size a team should have at its stage (methods.md T3a)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers.kit.messages import Inline, Msg, PeriodName, Run, say
from handlers.kit.people import Person
from handlers.kit.periods import Period
from storage.states import Role

MOST_REPORTS = 7
START = range(5, 9)
MATURE = range(15, 21)


@dataclass(frozen=True, slots=True)
class Team:
    """A team; ``zone`` (IANA) is where its days begin, ``colours`` are those of its certificates.

    A ``joint`` one is several that share a target.
    """

    id: int
    name: str
    zone: str
    colours: str
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a team."""

    person: Person
    role: Role | None
    leads: bool


@dataclass(frozen=True, slots=True)
class Honour:
    """A title that somebody was given for a period."""

    title: str
    period: Period

    def worn(self, day: date) -> bool:
        """Whether it stands on their card: until the period after its own has ended."""
        return self.period.first <= day <= self.period.next().last

    @property
    def words(self) -> Inline:
        """``Best collaboration Q4 2026``."""
        return Run((self.title, " ", PeriodName(self.period.code)))


class SizeHint(StrEnum):
    """What the roster's size suggests."""

    REPORTS = "reports"  # a lead with more than seven direct reports: a group lead, or a matrix
    SMALL = "small"  # fewer than a team starts with
    GROWING = "growing"  # past the start, not yet a mature group: beware of growing too early
    LARGE = "large"  # more than a mature group holds: split by business line


def reports(members: int, leads: int) -> int:
    """Direct reports of each lead, members shared evenly and rounded up; without a lead, everybody's."""
    others = members - leads
    return -(-others // max(leads, 1))


def size_hints(members: int, leads: int) -> tuple[SizeHint, ...]:
    """The hints for a team of so many, leads included."""
    hints = [SizeHint.REPORTS] if reports(members, leads) > MOST_REPORTS else []
    if members < START.start:
        hints.append(SizeHint.SMALL)
    elif START.stop <= members < MATURE.start:
        hints.append(SizeHint.GROWING)
    elif members >= MATURE.stop:
        hints.append(SizeHint.LARGE)
    return tuple(hints)


# What a role may be called in a command, besides its canonical name: short and full, in the words of each place.
ROLE_NAMES = {
    Role.ANALYST: ("market analyst", "analysis", "分析", "市场分析", "市场分析专员", "市場分析", "市場分析專員"),
    Role.CONTENT: ("content planner", "内容", "内容策划", "内容创意策划", "內容", "內容企劃", "內容創意企劃"),
    Role.CHANNEL: ("channel manager", "渠道", "渠道运营", "渠道运营经理", "通路", "通路營運", "通路營運經理"),
    Role.CUSTOMER: (
        "customer relations",
        "客户",
        "客户关系",
        "客户关系专员",
        "客戶",
        "客戶關係",
        "客戶關係專員",
        "客服",
    ),
    Role.SALES: ("salesperson", "销售", "业务", "業務", "銷售", "業務專員", "销售专员"),
}


def role_name(role: Role | None) -> Msg:
    """A role in words."""
    return say(f"role-{role.value}") if role else say("role-none")
