"""Rules of customers' praise, pure: how a score is read, what makes two praises one, what a team gives for them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode, urlsplit

from handlers.kit.errors import BadInput
from handlers.kit.messages import Code, say
from handlers.kit.numbers import COUNT, Quantity, read_quantity
from handlers.kit.topics import Topic
from handlers.kit.units import PERCENT
from storage.states import PraiseState

LETTER = "P"
DEFAULT_POINTS = 10
MOST_POINTS = 1000
UNDO_WITHIN = timedelta(hours=24)
PATIENCE_WORKDAYS = 2
MOST_REMINDERS = 3
LONGEST_TEXT = 2000
LONGEST_LINE = 200  # of a proof that is no link, of a privilege
LONGEST_LINK = 1000
REMINDER = Topic("praise", ("客户表扬", "客戶表揚"))


@dataclass(frozen=True, slots=True)
class Score:
    """A satisfaction score; ``of`` is the most there is, None where that was not said. ``96%`` is 96 of 100."""

    value: Decimal
    of: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """What a member of a team gets for a customer's praise."""

    points: int = DEFAULT_POINTS
    privilege: str | None = None


@dataclass(frozen=True, slots=True)
class Gift:
    """What somebody gets, or got, for a praise; ``team`` is the one by whose rule, None where they are in none."""

    person: int
    name: str
    team: int | None
    points: int
    privilege: str | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A praise as cards show it. ``deciders`` are those who may decide it while it waits, and may be nobody."""

    id: int
    customer: str
    text: str | None
    score: Score | None
    proof: str | None
    picture: int | None
    gifts: tuple[Gift, ...]
    by: str
    day: date
    state: PraiseState
    decided_by: str | None = None
    answer: str | None = None
    deciders: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        """The id that people see."""
        return f"{LETTER}{self.id}"

    @property
    def alone(self) -> bool:
        """Whether only whoever handed it in may decide it."""
        return self.deciders == (self.by,)

    @property
    def names(self) -> tuple[str, ...]:
        """Who is praised."""
        return tuple(gift.name for gift in self.gifts)


# --- a score --------------------------------------------------------------------------------------

_OF = re.compile(r"\s*(?:/|\bout of\b|\bof\b|[,，]?\s*满分(?:为|是)?|[,，]?\s*滿分(?:為|是)?)\s*", re.IGNORECASE)
_STARS = re.compile(r"\s*(?:颗星|顆星|星|stars?\b|★|⭐️?)\s*$", re.IGNORECASE)
_MARKS = re.compile(r"\s*(?:分|points?|pts?)\s*$", re.IGNORECASE)
_FIVE = Decimal(5)
_HUNDRED = Decimal(100)
_DECIMALS = 3


def read_score(text: str) -> Score:
    """A score as people write one: ``4.8/5``, ``9 out of 10``, ``96%``, ``5 stars``, ``五星``, ``10``; else
    ``BadInput``."""
    plain = unicodedata.normalize("NFKC", text).translate(_NO_BRACKETS).strip()
    parts = _OF.split(plain)
    if len(parts) == 1 and (starless := _STARS.sub("", plain)) != plain:
        parts = [starless, "5"]
    try:
        found = [_number(part) for part in parts]
    except BadInput:
        raise _bad_score(text) from None
    value = found[0]
    most = found[1] if len(found) == 2 else None
    if len(found) > 2 or (most is not None and PERCENT in (value.mark, most.mark)):
        raise _bad_score(text)
    of = _HUNDRED if value.mark == PERCENT else None if most is None else most.value
    if value.value < 0 or (of is not None and not value.value <= of > 0) or value.value > MOST_POINTS:
        raise _bad_score(text)
    return Score(value.value, of)


_NO_BRACKETS = str.maketrans("()[]", "    ")


def _number(text: str) -> Quantity:
    found = read_quantity(_MARKS.sub("", text.strip()))
    exponent = found.value.as_tuple().exponent
    if found.mark not in (None, COUNT, PERCENT) or not isinstance(exponent, int) or exponent < -_DECIMALS:
        raise _bad_score(text)
    return found


def _bad_score(text: str) -> BadInput:
    return BadInput("score", say("praise-score-bad", bad=text.strip()), Code("--score 4.8/5"))


# --- other things that are typed ------------------------------------------------------------------

_LINK = re.compile(r"https?://[^\s<>\"“”]+", re.IGNORECASE)


def is_link(proof: str) -> bool:
    """Whether a proof is an address that can be opened."""
    return _LINK.fullmatch(proof) is not None


def read_proof(text: str) -> str:
    """A link, or where the praise is to be found (``ticket 4711``); raises ``BadInput``."""
    proof = text.strip()
    limit = LONGEST_LINK if is_link(proof) else LONGEST_LINE
    if len(proof) > limit:
        raise BadInput("proof", say("kit-too-long", limit=limit))
    return proof


def read_words(text: str) -> str:
    """What the customer said; raises ``BadInput`` where it is no word at all, or a book."""
    words = text.strip()
    if len(words) > LONGEST_TEXT:
        raise BadInput("text", say("kit-too-long", limit=LONGEST_TEXT))
    if not any(char.isalnum() or unicodedata.category(char) == "So" for char in words):
        raise BadInput("text", say("praise-what"))
    return words


NOTHING = frozenset({"none", "no", "nothing", "-", "无", "没有", "無", "沒有"})


def read_privilege(text: str) -> str:
    """What is granted in a few words; nothing for ``none``. Raises ``BadInput``."""
    words = " ".join(text.split())
    if len(words) > LONGEST_LINE:
        raise BadInput("privilege", say("kit-too-long", limit=LONGEST_LINE))
    return "" if words.casefold() in NOTHING else words


# --- one praise counts once -----------------------------------------------------------------------


def keys(
    customer: str, text: str | None, score: Score | None, proof: str | None, picture: bytes | None = None
) -> tuple[str, ...]:
    """What makes a praise the same as another: the customer with the words, and with the proof; with the score where
    there is nothing else. Width, case, spaces and punctuation make no difference."""
    who = fold(customer)
    made: list[tuple[str, ...]] = [("words", who, fold(text))] if text else []
    if proof:
        made.append(("proof", who, _folded_link(proof) if is_link(proof) else fold(proof)))
    if picture is not None:
        made.append(("picture", who, sha256(picture).hexdigest()))
    if not made and score is not None:
        made.append(("score", who, *(format(n.normalize(), "f") for n in (score.value, score.of) if n is not None)))
    return tuple(sha256("\n".join(parts).encode()).hexdigest() for parts in made)


def fold(text: str) -> str:
    """A text without what people write now so, now so; signs alone stay as they are."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, plain)) or "".join(plain.split())


def _folded_link(link: str) -> str:
    """An address without what leads to the same place: scheme, www, a last slash, marks of a campaign."""
    parts = urlsplit(link)
    query = urlencode([(name, value) for name, value in parse_qsl(parts.query) if not name.startswith("utm_")])
    return f"{parts.netloc.casefold().removeprefix('www.')}{parts.path.rstrip('/')}?{query}#{parts.fragment}"
