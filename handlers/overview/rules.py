"""Rules of the overview, pure: the first steps and who may take them, and languages by their names."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from handlers.kit.messages import Inline
from handlers.kit.people import Person
from storage.states import Right

# --- the first steps --------------------------------------------------------------------------------


class Step(StrEnum):
    """What makes a workspace of use, in the order in which one builds on the other."""

    TEAM = "team"
    METRICS = "metrics"
    STANDUP = "standup"


class Audience(StrEnum):
    """Who reads a welcome."""

    MANAGER = "manager"
    LEAD = "lead"
    MEMBER = "member"
    CHANNEL = "channel"


_MAY: Mapping[Audience, tuple[Step, ...]] = {
    Audience.MANAGER: tuple(Step),
    Audience.LEAD: (Step.METRICS, Step.STANDUP),
    Audience.MEMBER: (),
    Audience.CHANNEL: tuple(Step),  # whoever reads it there and may
}


def audience(right: Right) -> Audience:
    """The welcome that fits a right."""
    if right.includes(Right.MANAGER):
        return Audience.MANAGER
    return Audience.LEAD if right.includes(Right.LEAD) else Audience.MEMBER


def steps_left(reader: Audience, done: Collection[Step]) -> tuple[Step, ...]:
    """The steps that are still to be taken and that the reader may take."""
    return tuple(step for step in _MAY[reader] if step not in done)


# --- languages --------------------------------------------------------------------------------------

LANGUAGES: Mapping[str, str] = {"en": "English", "zh-Hans": "简体中文", "zh-Hant": "繁體中文"}

_NAMES: Mapping[str, str] = {
    "en": "en en-us en-gb eng english 英文 英语 英語",
    "zh-Hans": "zh-hans zh-cn zh-sg hans cn simplified 简体 简体字 简体中文 中文简体 简中 簡體 簡體字 簡體中文"
    " 中文簡體 簡中",
    "zh-Hant": "zh-hant zh-tw zh-hk zh-mo hant tw hk traditional 繁體 繁體字 繁體中文 中文繁體 繁中 正體 正體字"
    " 正體中文 繁体 繁体字 繁体中文 中文繁体 正体",
}
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()} | {
    "simplified chinese": "zh-Hans",
    "traditional chinese": "zh-Hant",
}
_CHINESE = frozenset({"zh", "chinese", "中文", "汉语", "漢語", "华语", "華語", "华文", "華文", "国语", "國語"})


def language_of(text: str, now: str, usual: str) -> str | None:
    """The language a name stands for, None for no name of ours.

    Plain "Chinese" is the script one reads ``now``, else the organisation's ``usual`` one, else the simplified.
    """
    said = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("_", "-").split())
    if said in _CHINESE:
        return next((code for code in (now, usual) if code.startswith("zh")), "zh-Hans")
    return _CODES.get(said)


# --- one's own overview -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """A team somebody is in: as what (None: without a role), and whether they lead it."""

    team: str
    role: Inline | None
    leads: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A metric's figure of this month, None where nothing was logged, and its target."""

    name: str
    value: Inline | None
    target: Inline | None


@dataclass(frozen=True, slots=True)
class Today:
    """A standup of today: of which team (and its name), where one stands in it, and the moment (UTC) one is asked."""

    team: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Meeting:
    """The next meeting: what people type (``M4``), its title, when it is, and whether it has an agenda."""

    ref: str
    title: str
    at: Inline
    agenda: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """All that ``/my`` shows. ``items`` are lines, the most urgent first, ``more`` how many are not among them."""

    person: Person
    places: tuple[Place, ...]
    numbers: tuple[Number, ...]
    items: tuple[Inline, ...]
    more: int
    standups: tuple[Today, ...]
    meeting: Meeting | None
    language: str
    zone: str
    now: datetime
    quiet: tuple[time, time]
    muted: tuple[str, ...] = ()
    titles: tuple[Inline, ...] = ()
