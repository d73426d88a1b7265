"""The feature's own kinds of argument: a metric, a ratio's two parts, roles, a unit, whom a target is for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from babel.numbers import get_territory_currencies
from rapidfuzz import process

from handlers.kit.context import Scene
from handlers.kit.dates import read_past_day
from handlers.kit.errors import BadInput
from handlers.kit.inbound import MENTION_OPEN
from handlers.kit.kinds import PERSON, QUANTITY, Kind, plain, reader, token
from handlers.kit.messages import Button, Choice, Code, Items, say
from handlers.kit.numbers import Quantity, in_unit, read_count
from handlers.kit.people import Person
from handlers.kit.units import DURATIONS, NUMBER, PERCENT, PERMILLE, read_unit
from handlers.kpi import book
from handlers.kpi.rules import Metric, fold
from handlers.team import api as team_api
from handlers.team.api import Team
from storage.states import Combine, Right, Role

_QUOTES = ('"', "“", "「", "『", "„")
_LONGEST = 200
# A name ends where a word does; a Chinese one also before a digit or a currency sign (线索12).
_AFTER_ANY = re.compile(r"$|[\s:：=＝,，、]")
_AFTER_HAN = re.compile(r"[+＋\-−]?[¥￥$＄€£]?[0-9０-９]")
_OVER = re.compile(r"\s*(?:[/／÷∕⁄]|(?:per|over)\b|除以)\s*", re.IGNORECASE)
_LOOKS_NUMBER = re.compile(r"[+\-−±]?[¥￥$＄€£]?[0-9０-９]")


@dataclass(frozen=True, slots=True)
class _MetricKind:
    """A metric by its name, the longest that fits, or quoted; ``logged`` offers only those that take values."""

    logged: bool = False
    form: str = "choice"
    example: str = "/kpi show {}"

    def take(self, text: str, scene: Scene) -> tuple[Metric, str]:
        """The metric at the start of a text, and the rest."""
        text = plain(text, scene) if text.startswith(MENTION_OPEN) else text
        known = book.by_spelling(book.metrics(scene))
        if text[:1] in _QUOTES:
            name, rest = token(text)
            if (found := known.get(fold(name))) is not None:
                return found, rest
        elif (hit := _longest(text, known)) is not None:
            return hit
        else:
            name = _said(text)
        raise unknown(name, scene, self.example)

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Every metric, those of one's own role first."""
        offered = book.own_first(scene, book.metrics(scene), scene.actor.id)
        return tuple(Choice(m.name, m.name) for m in offered if not (self.logged and m.combine is Combine.RATIO))


def _longest(text: str, known: dict[str, Metric], after: re.Pattern[str] = _AFTER_ANY) -> tuple[Metric, str] | None:
    for end in range(min(len(text), _LONGEST), 0, -1):
        found = known.get(fold(text[:end]))
        if found is not None and _ends(text, end, after):
            return found, text[end:].lstrip(" \t\n:：=＝,，、")
    return None


def _ends(text: str, at: int, after: re.Pattern[str]) -> bool:
    if text[at - 1].isspace() or after.match(text, at):
        return True
    return not text[at - 1].isascii() and _AFTER_HAN.match(text, at) is not None


def _said(text: str) -> str:
    """What may have been meant as a name: the words up to the first that begins like a number."""
    words = text.split()
    count = next((n for n, word in enumerate(words) if n and _LOOKS_NUMBER.match(word)), len(words))
    return " ".join(words[:count])[:60]


def unknown(name: str, scene: Scene, example: str = "{}") -> BadInput:
    """The refusal of a metric there is not, with the nearest ones; where there are none at all, the way to some."""
    known = book.metrics(scene)
    may_define = scene.actor.right.includes(Right.LEAD)
    buttons = (Button(say("cmd-kpi-adopt"), "/kpi adopt"), Button(say("cmd-kpi-define"), "/kpi define"))
    if not known:
        why = "kpi-none-yet" if may_define else "kpi-none-yet-ask"
        return BadInput("name", say(why), Code("/kpi adopt sales"), buttons if may_define else ())
    spelled = book.by_spelling(known)
    hits = process.extract(fold(name), list(spelled), limit=5, score_cutoff=50)
    near = tuple(dict.fromkeys(spelled[hit[0]].name for hit in hits))[:3]
    if near:
        near_ones = say("kpi-unknown-near", bad=name, near=Items(near, any_of=True))
        return BadInput("name", near_ones, Code(example.format(near[0])))
    first = tuple(m.name for m in book.own_first(scene, known, scene.actor.id))[:5]
    return BadInput("name", say("kpi-unknown", bad=name, known=Items(first)), Code(example.format(first[0])))


class _PartsKind:
    """``A / B``: the two metrics of a ratio, also ``÷`` and the full-width slash."""

    form = "text"

    def take(self, text: str, scene: Scene) -> tuple[tuple[Metric, Metric], str]:
        """Both parts; takes all that is left."""
        said = _unquoted(plain(text, scene).strip())
        known = book.by_spelling(book.metrics(scene))
        for hit in _OVER.finditer(said):
            top, bottom = (known.get(fold(_unquoted(part))) for part in (said[: hit.start()], said[hit.end() :]))
            if top is not None and bottom is not None:
                return (top, bottom), ""
        sides = _OVER.split(said)
        missing = next((side for side in sides if fold(_unquoted(side)) not in known), said)
        if len(sides) != 2 or not missing.strip():
            raise BadInput("of", say("kpi-of-two", bad=said), say("kpi-of-example"))
        why = unknown(_unquoted(missing), scene)
        raise BadInput("of", why.why, say("kpi-of-example"), why.buttons)

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Anything may be typed."""
        return ()


def _unquoted(text: str) -> str:
    text = text.strip()
    if text[:1] in _QUOTES:
        inner, rest = token(text)
        return text if rest else inner
    return text


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _SubjectKind(Generic[T]):
    """A person or a team: ``@bob``, ``me``, ``Growth``; or several teams, as ``teams`` reads them."""

    teams: Kind[T]
    form: str = "choice"

    def take(self, text: str, scene: Scene) -> tuple[Person | T, str]:
        """Whichever is named; a marked name is a person's, a bare one a team's before it is a person's."""
        if text.startswith(("@", "＠", MENTION_OPEN)):
            return PERSON.take(text, scene)
        try:
            return self.teams.take(text, scene)
        except BadInput as no_team:
            try:
                return PERSON.take(text, scene)
            except BadInput:
                raise no_team from None

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Every team, then everybody."""
        return (*self.teams.choices(scene), *PERSON.choices(scene))


_BETWEEN_ROLES = re.compile(r"\s*[,，、;；&/]\s*|\s+and\s+|\s*[和与與及]\s*", re.IGNORECASE)


class _RolesKind:
    """One or several roles, with commas, "and" or only a space between them."""

    form = "choices"

    def take(self, text: str, scene: Scene) -> tuple[tuple[Role, ...], str]:
        """All of them; takes all that is left."""
        found: list[Role] = []
        for part in filter(None, map(str.strip, _BETWEEN_ROLES.split(text))):
            rest = part
            while rest:
                role, rest = team_api.ROLE.take(rest, scene)
                found.append(Role(role))
        return tuple(dict.fromkeys(found)), ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Every role."""
        return team_api.ROLE.choices(scene)


class _UnitKind:
    """Number, percent, permille, a duration or a currency; a form offers the usual ones."""

    form = "choice"

    def take(self, text: str, scene: Scene) -> tuple[str, str]:
        """The unit that is all that is left."""
        return read_unit(text, home_currency(scene)), ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """The organisation's own currency before the others."""
        units = (NUMBER, PERCENT, PERMILLE, *DURATIONS)
        money = dict.fromkeys((home_currency(scene), *_USUAL_MONEY))
        return (*(Choice(unit, say(f"kpi-unit-{unit}")) for unit in units), *(Choice(code, code) for code in money))


_USUAL_MONEY = ("CNY", "USD", "EUR", "HKD", "TWD", "SGD", "JPY", "GBP")


class _MetricsKind:
    """One or several metrics, with commas, "and" or only a space between them."""

    form = "choices"
    _each = _MetricKind(example="/kpi export {}")

    def take(self, text: str, scene: Scene) -> tuple[tuple[Metric, ...], str]:
        """All of them; takes all that is left."""
        found: list[Metric] = []
        rest = text
        while rest:
            metric, rest = self._each.take(rest, scene)
            found.append(metric)
            rest = _BETWEEN_METRICS.sub("", rest)
        return tuple(dict.fromkeys(found)), ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Every metric, those of one's own role first."""
        return self._each.choices(scene)


_BETWEEN_METRICS = re.compile(r"^[\s,，、;；&]*(?:and\b|[和与與及])?[\s,，、;；&]*", re.IGNORECASE)


class _MoreKind:
    """Further metrics with their values: ``won 3 orders 2``."""

    form = "text"

    def take(self, text: str, scene: Scene) -> tuple[tuple[tuple[Metric, Quantity], ...], str]:
        """Pairs up to the end of the text."""
        pairs: list[tuple[Metric, Quantity]] = []
        rest = text.lstrip(_PAIR_ENDS)
        while rest:
            if not pairs and _is_day(rest, scene):
                raise BadInput("date", say("kpi-day-as-option", bad=rest), Code(f"--date {rest}"))
            metric, rest = LOGGED.take(rest, scene)
            if not rest:
                raise BadInput("value", say("kpi-no-value", name=metric.name), Code(f"{metric.name} 3"))
            quantity, rest = QUANTITY.take(rest, scene)
            pairs.append((metric, quantity))
            rest = rest.lstrip(_PAIR_ENDS)
        return tuple(pairs), ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Anything may be typed."""
        return ()


class _WeightsKind:
    """People with a weight each: ``@bob 2, @carol 1``; one without has 1."""

    form = "text"

    def take(self, text: str, scene: Scene) -> tuple[tuple[tuple[Person, Decimal], ...], str]:
        """Pairs up to the end of the text."""
        found: list[tuple[Person, Decimal]] = []
        rest = text.lstrip(_PAIR_ENDS)
        while rest:
            person, rest = PERSON.take(rest, scene)
            weight = Decimal(1)
            if _LOOKS_NUMBER.match(rest):
                quantity, rest = QUANTITY.take(rest, scene)
                weight = in_unit(quantity, NUMBER)
            found.append((person, weight))
            rest = rest.lstrip(_PAIR_ENDS)
        return tuple(found), ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Anything may be typed."""
        return ()


_PAIR_ENDS = " \t\n,，、;；"


def _is_day(text: str, scene: Scene) -> bool:
    try:
        read_past_day(text, scene.dates())
    except BadInput:
        return False
    return True


def _label(text: str, scene: Scene) -> str:
    """The name of a channel, campaign or region."""
    name = " ".join(plain(text, scene).split())
    if len(name) > _LABEL_LENGTH or len(fold(name)) > 3 * _LABEL_LENGTH:
        raise BadInput("", say("kit-too-long", limit=_LABEL_LENGTH))
    return name


_LABEL_LENGTH = 60


def home_currency(scene: Scene) -> str:
    """The currency of the organisation's country, US dollars where it has none."""
    country = scene.org.country
    used: Iterable[str] = get_territory_currencies(country, scene.today, scene.today) if country else ()
    return next(iter(used), "USD")


METRIC: Kind[Metric] = _MetricKind()
LOGGED: Kind[Metric] = _MetricKind(logged=True, example="/kpi log {} 12")
METRICS: Kind[tuple[Metric, ...]] = _MetricsKind()
PARTS: Kind[tuple[Metric, Metric]] = _PartsKind()
HOLDER: Kind[Person | Team] = _SubjectKind(team_api.TOGETHER)  # teams that share a target already
NEW_HOLDER: Kind[Person | tuple[Team, ...]] = _SubjectKind(team_api.SEVERAL)
MORE: Kind[tuple[tuple[Metric, Quantity], ...]] = _MoreKind()
WEIGHTS: Kind[tuple[tuple[Person, Decimal], ...]] = _WeightsKind()
PLACES: Kind[int] = reader("text", lambda text, _scene: read_count(text, 0, 6, "precision"))
LABEL: Kind[str] = reader("text", _label)
ROLES: Kind[tuple[Role, ...]] = _RolesKind()
UNIT: Kind[str] = _UnitKind()
