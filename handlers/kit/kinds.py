"""The general kinds of argument: each reads its value from a text, and says how a form asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Generic, Protocol, TypeVar

from handlers.kit.context import Scene
from handlers.kit.dates import When, read_clock, read_day, read_due, read_duration, read_moment, read_past_day
from handlers.kit.errors import BadInput
from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN
from handlers.kit.messages import Choice, Items, say
from handlers.kit.numbers import Quantity, take_number
from handlers.kit.people import Person, ends_word
from handlers.kit.periods import Period, read_period
from storage.models.people import Channel
from storage.repos import people as people_repo

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "„": "“", "”": "”"}
_MENTION = re.compile(f"{MENTION_OPEN}(\\d+){MENTION_CLOSE}")
_CHANNEL_NAMED = re.compile(r"#([\w-]+)")
_BETWEEN_NAMES = re.compile(r"\s*(?:[,，、;；&+]|和|与|與|及|跟|and\b)?\s*", re.IGNORECASE)


class Kind(Protocol[T_co]):
    """How one kind of argument is read. One with a true ``prose`` takes unknown options for its own text."""

    @property
    def form(self) -> str:
        """The form field's kind: text, long, number, date, time, person, channel, choice or choices."""

    def take(self, text: str, scene: Scene) -> tuple[T_co, str]:
        """The value at the start of a text (no leading space), and what follows; raises ``BadInput``."""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """What a form offers to choose from; empty where anything may be typed."""


def read(kind: Kind[T], text: str, scene: Scene) -> T:
    """The value that is the whole of a text."""
    value, rest = kind.take(text.strip(), scene)
    if rest.strip():
        raise BadInput("", say("kit-left-over", bad=rest.strip()))
    return value


def in_quotes(text: str) -> bool:
    """Whether a text begins with something in quotes."""
    return text[:1] in _QUOTES


def token(text: str) -> tuple[str, str]:
    """The first word of a text, or what stands in quotes at its start, and the rest."""
    close = _QUOTES.get(text[:1])
    if close is not None and (end := text.find(close, 1)) > 0:
        return text[1:end].strip(), text[end + 1 :].lstrip()
    first, _, rest = text.partition(" ") if "\n" not in text else _cut(text)
    return first, rest.lstrip()


def _cut(text: str) -> tuple[str, str, str]:
    head, *tail = text.split(maxsplit=1)
    return head, " ", tail[0] if tail else ""


class Named(Protocol):
    """Something that goes by a name of somebody's choosing: a team, a project."""

    @property
    def name(self) -> str:
        """The name."""


N = TypeVar("N", bound=Named)


def named_at_start(text: str, things: Iterable[N]) -> tuple[N | None, str, str]:
    """The thing whose name is the longest that begins a text, or stands there in quotes; what is written, the rest.

    None where it is nobody's name.
    """
    quoted = text[:1] in _QUOTES
    written, rest = token(text)
    found: N | None = None
    for thing in things:
        name = thing.name.casefold()
        if quoted and written.casefold() == name:
            return thing, written, rest
        longer = found is None or len(name) > len(found.name)
        if not quoted and longer and text.casefold().startswith(name) and ends_word(text, len(name)):
            found = thing
    if found is None:
        return None, written, rest
    return found, text[: len(found.name)], text[len(found.name) :].lstrip()


def plain(text: str, scene: Scene) -> str:
    """A text in which mentions read ``@name`` again, and channels ``#name`` where a platform writes their ids."""
    named = _MENTION.sub(lambda hit: f"@{scene.people.name(int(hit[1]))}", text)
    if "#" not in named:
        return named
    place = scene.acted_in  # a clock fills in a form too
    rows = people_repo.channels(scene.session)
    names = {row.external_id: row.name for row in rows if place is None or row.workspace_id == place.workspace}
    return _CHANNEL_NAMED.sub(lambda hit: f"#{names.get(hit[1], hit[1])}", named)


@dataclass(frozen=True, slots=True)
class _Text:
    """All that is left, as it was written."""

    form: str = "text"

    def take(self, text: str, scene: Scene) -> tuple[str, str]:
        return plain(text, scene).strip(), ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class _Name:
    """A name of one's own choosing: a word, something in quotes, or (alone or last) all that is left."""

    form: str = "text"
    whole: bool = True

    def take(self, text: str, scene: Scene) -> tuple[str, str]:
        value, rest = token(plain(text, scene))
        if self.whole and text[:1] not in _QUOTES:
            value, rest = plain(text, scene).strip(), ""
        if not value:
            raise BadInput("", say("kit-empty"))
        if len(value) > NAME_LENGTH:
            raise BadInput("", say("kit-too-long", limit=NAME_LENGTH))
        return value, rest

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return ()


NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Ref:
    """A short id such as ``T3``: its letter may be left out, in either case or width."""

    letter: str
    offer: Callable[[Scene], Iterable[tuple[int, str]]] | None = None
    form: str = "choice"

    def take(self, text: str, scene: Scene) -> tuple[int, str]:
        first, rest = token(text)
        hit = re.fullmatch(rf"#?(?:{self.letter})?(\d{{1,9}})", _half_width(first), re.IGNORECASE | re.ASCII)
        if hit is None:
            raise BadInput("", say("kit-ref", bad=first, example=f"{self.letter}3"))
        return int(hit[1]), rest

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        rows = self.offer(scene) if self.offer else ()
        return tuple(Choice(f"{self.letter}{number}", f"{self.letter}{number} {label}") for number, label in rows)


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few values, by its name or an alias; ``label`` is the prefix of the message that shows it, ``word`` its
    attribute that holds what is typed where the message describes it."""

    values: Mapping[str, tuple[str, ...]]
    label: str = ""
    word: str = ""
    form: str = "choice"

    def take(self, text: str, scene: Scene) -> tuple[str, str]:
        first, rest = token(text)
        wanted = _half_width(first).casefold()
        for value, also in self.values.items():
            if wanted == value.casefold() or wanted in (a.casefold() for a in also):
                return value, rest
        raise BadInput("", say("kit-choice", bad=first, known=Items(self._named(self.word), any_of=True)))

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return self._named()

    def _named(self, attribute: str = "") -> tuple[Choice, ...]:
        return tuple(Choice(v, say(f"{self.label}-{v}{attribute}") if self.label else v) for v in self.values)


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody known: a mention, ``@name``, a bare or quoted name, or "me"."""

    form: str = "person"

    def take(self, text: str, scene: Scene) -> tuple[Person, str]:
        if hit := _MENTION.match(text):
            return scene.people.get(int(hit[1])), text[hit.end() :].lstrip()
        quoted = text.removeprefix("@").removeprefix("＠")
        marked = quoted != text
        if quoted[:1] in _QUOTES:
            name, rest = token(quoted)
            found = scene.people.named(name.removeprefix("@"))
        else:
            found, rest = scene.people.at_start(quoted)
            name = token(quoted)[0]
        if not found and not marked and name.casefold() in _MYSELF:
            return scene.actor, token(quoted)[1]
        if not found:
            raise unknown_person(name, scene)
        if len(found) > 1:
            raise BadInput("", say("kit-person-two", bad=found[0].name))
        return found[0], rest.lstrip()

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return tuple(Choice(f"@{p.name}", p.name) for p in scene.people.everybody())


_MYSELF = frozenset({"me", "myself", "我", "自己"})


def unknown_person(name: str, scene: Scene) -> BadInput:
    """The refusal of a name nobody has, with the nearest ones."""
    near = scene.people.nearest(name)
    if near:
        return BadInput("", say("kit-person-near", bad=name, near=Items(tuple(near), any_of=True)))
    return BadInput("", say("kit-person-unknown", bad=name))


@dataclass(frozen=True, slots=True)
class _People:
    """One or several people in a row, with or without "and" between them."""

    form: str = "person"

    def take(self, text: str, scene: Scene) -> tuple[tuple[Person, ...], str]:
        first, rest = PERSON.take(text, scene)
        found = [first]
        while True:
            gap = _BETWEEN_NAMES.match(rest)
            following = rest[gap.end() :] if gap else rest
            if not following.startswith(("@", "＠", MENTION_OPEN)):
                return tuple(dict.fromkeys(found)), rest.lstrip(" ,，、:：")
            another, rest = PERSON.take(following, scene)
            found.append(another)

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return PERSON.choices(scene)


@dataclass(frozen=True, slots=True)
class _Flag:
    """A yes that is given by naming the option: ``--yes``."""

    form: str = "choice"

    def take(self, text: str, scene: Scene) -> tuple[bool, str]:
        value, rest = _YES_NO.take(text, scene)
        return value == "yes", rest

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return tuple(Choice(value, say(f"kit-{value}")) for value in _YES_NO.values)


_YES_NO = OneOf({"yes": ("y", "true", "是", "好", "确认", "確認"), "no": ("n", "false", "否", "不")}, label="kit")


def is_yes_or_no(text: str) -> bool:
    """Whether a text is all of what a ``FLAG`` may be given."""
    return _flag(text) is not None


def is_yes(text: str) -> bool:
    """Whether a text is a ``FLAG``'s yes."""
    return _flag(text) == "yes"


def _flag(text: str) -> str | None:
    wanted = _half_width(text.strip()).casefold()
    return next((value for value, also in _YES_NO.values.items() if wanted in (value, *also)), None)


@dataclass(frozen=True, slots=True)
class _Channel:
    """A channel of this workspace: ``#name``."""

    form: str = "channel"

    def take(self, text: str, scene: Scene) -> tuple[Channel, str]:
        name, rest = token(text)
        return scene.channel_named(name.replace("＃", "#", 1)), rest

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class _Quantity:
    """A number as people write it; the metric's unit decides what its marks mean."""

    form: str = "number"

    def take(self, text: str, scene: Scene) -> tuple[Quantity, str]:
        return take_number(text)

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class _Whole(Generic[T]):
    """A value that takes all that is left, read by a function of the kit."""

    form: str
    reader: Callable[[str, Scene], T]

    def take(self, text: str, scene: Scene) -> tuple[T, str]:
        return self.reader(_unquoted(text), scene), ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return ()


def _unquoted(text: str) -> str:
    close = _QUOTES.get(text[:1])
    return text[1:-1] if close and text.endswith(close) and len(text) > 1 else text


def _half_width(text: str) -> str:
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)


TEXT: Kind[str] = _Text()
LONG: Kind[str] = _Text("long")
NAME: Kind[str] = _Name()
WORD: Kind[str] = _Name(whole=False)
PERSON: Kind[Person] = _Person()
PEOPLE: Kind[tuple[Person, ...]] = _People()
CHANNEL: Kind[Channel] = _Channel()
QUANTITY: Kind[Quantity] = _Quantity()
FLAG: Kind[bool] = _Flag()
DUE: Kind[When] = _Whole("date", lambda text, scene: read_due(text, scene.dates()))
MOMENT: Kind[When] = _Whole("date", lambda text, scene: read_moment(text, scene.dates()))
PAST_DAY: Kind[date] = _Whole("date", lambda text, scene: read_past_day(text, scene.dates()))
DAY: Kind[date] = _Whole("date", lambda text, scene: read_day(text, scene.dates()))
PERIOD: Kind[Period] = _Whole("text", lambda text, scene: read_period(text, scene.today))
DURATION: Kind[timedelta] = _Whole("text", lambda text, _scene: read_duration(text))
CLOCK: Kind[time] = _Whole("time", lambda text, _scene: read_clock(text))


def reader(form: str, function: Callable[[str, Scene], T]) -> Kind[T]:
    """A feature's own kind that takes all that is left."""
    return _Whole(form, function)
