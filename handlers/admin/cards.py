"""Administration as cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from handlers.admin.rules import Read, Spell
from handlers.kit.messages import (
    Bold,
    Bullets,
    Button,
    Card,
    Code,
    Day,
    Facts,
    Figure,
    Heading,
    Inline,
    Moment,
    Note,
    Para,
    Run,
    Table,
    card,
    say,
)
from handlers.kit.own_days import OwnDay
from handlers.kit.people import Person
from handlers.kit.records import Deed, Letter, Post
from storage.states import Right

BUTTONS_FOR = 5  # undelivered messages that get buttons of their own
LINE = 120  # characters of a text in a table


@dataclass(frozen=True, slots=True)
class Overview:
    """What ``/admin`` shows: who holds which right, how the post stands, the years without published make-up days."""

    granted: tuple[Person, ...]
    post: Post
    open_years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A year's working calendar; ``country`` is ISO 3166, None where none is set."""

    year: int
    country: str | None
    spells: tuple[Spell, ...]
    provisional: bool


def overview_card(shown: Overview) -> Card:
    """Administration at a glance."""
    people = tuple(say("admin-line", who=p.name, right=_right(p.right)) for p in shown.granted)
    buttons = (
        Button(say("cmd-admin-deliveries"), "/admin deliveries"),
        Button(say("cmd-admin-audit"), "/admin audit"),
        Button(say("admin-calendar"), "/admin holidays list"),
    )
    return card(
        *(_open_year(year) for year in shown.open_years),
        Heading(say("admin-rights")),
        Bullets(people),
        Heading(say("admin-post")),
        _post(shown.post),
        title=say("word-admin"),
        buttons=buttons,
        tone="warn" if shown.open_years or shown.post.given_up else "plain",
    )


# --- people ---------------------------------------------------------------------------------------


def granted_card(by: Person, right: Right) -> Card:
    """What somebody hears who has another right now."""
    help_ = Note(say("admin-see-help", help=Code("/help")))
    return card(say("admin-you-granted", by=by.name, right=_right(right)), help_)


def revoked_card(by: Person, had: Right, now: Right) -> Card:
    """What somebody hears whose right was taken back."""
    return card(say("admin-you-revoked", by=by.name, had=_right(had), right=_right(now)))


def grant_card(person: Person, right: Right) -> Card:
    """What the administrator hears."""
    return card(say("admin-granted", who=person.name, right=_right(right)), tone="good")


def revoke_card(person: Person, had: Right, now: Right) -> Card:
    """What the administrator hears."""
    return card(say("admin-revoked", who=person.name, had=_right(had), right=_right(now)))


def forget_card(person: Person) -> Card:
    """What will happen, and the button that does it."""
    what = tuple(say(f"admin-forget-{part}") for part in ("name", "figures", "messages", "again"))
    button = Button(say("admin-forget-now", who=person.name), f"/admin forget @{person.name} --yes", "danger")
    title = say("admin-forget-title", who=person.name)
    return card(Bullets(what), Para(Bold(say("admin-forget-final"))), title=title, buttons=(button,), tone="warn")


# --- records --------------------------------------------------------------------------------------


def deliveries_card(post: Post, letters: Sequence[Letter], zone: str) -> Card:
    """How the outbox stands, and what did not arrive."""
    if not letters:
        return card(say("admin-all-arrived"), _post(post), title=say("admin-post"), tone="good")
    head = tuple(say(f"admin-letter-{part}") for part in ("id", "to", "since", "tries", "why"))
    rows = tuple(
        (str(one.id), one.to, Moment(one.since, zone), str(one.attempts), _short(one.error)) for one in letters
    )
    buttons = [button for one in letters[:BUTTONS_FOR] for button in _letter_buttons(one)]
    if post.given_up > 1:
        buttons += [
            Button(say(f"admin-letter-{what}-all-button", count=post.given_up), f"/admin deliveries {what} all")
            for what in ("retry", "drop")
        ]
    return card(_post(post), Table(head, rows), title=say("admin-post"), buttons=buttons, tone="warn")


def treated_card(letter: Letter, action: str) -> Card:
    """An undelivered message goes out once more, or was given up."""
    return card(say(f"admin-letter-{action}", id=str(letter.id), to=letter.to))


def treat_all_card(count: int, oldest: datetime | None, action: str, zone: str) -> Card:
    """What is to happen to all that did not arrive, and the button that does it."""
    if oldest is None:
        return card(say("admin-all-arrived"), title=say("admin-post"), tone="good")
    since = say("admin-letter-oldest", at=Moment(oldest, zone))
    now = say(f"admin-letter-{action}-all-button", count=count)
    button = Button(now, f"/admin deliveries {action} all --yes", "danger")
    return card(say(f"admin-letter-{action}-all", count=count), since, buttons=(button,), tone="warn")


def all_treated_card(count: int, action: str) -> Card:
    """All that did not arrive goes out once more, or was given up."""
    if not count:
        return card(say("admin-all-arrived"), title=say("admin-post"), tone="good")
    return card(say(f"admin-letter-{action}-all-done", count=count), tone="good")


def audit_card(deeds: Sequence[Deed], zone: str) -> Card:
    """Who did what, when."""
    if not deeds:
        return card(say("admin-audit-none"), title=say("admin-audit"))
    head = tuple(say(f"admin-audit-{part}") for part in ("when", "who", "what"))
    rows = tuple((Moment(deed.at, zone), deed.who or say("admin-audit-clock"), _deed(deed)) for deed in deeds)
    return card(Table(head, rows), title=say("admin-audit"))


# --- the working calendar -------------------------------------------------------------------------


def day_card(made: OwnDay, zone: str) -> Card:
    """A day is the organisation's own now."""
    words: Inline = say(f"admin-day-{'works' if made.works else 'off'}", day=Day(made.day, zone=zone))
    if made.name:
        words = Run((words, " ", say("admin-day-name", name=made.name)))
    undo = Button(say("admin-day-undo"), f"/admin holidays remove {made.day}")
    return card(words, buttons=(undo, year_button(made.day.year)), tone="good")


def removed_card(day: date, zone: str, *, works: bool) -> Card:
    """A day is what the country's calendar says again."""
    words = say("admin-day-removed", day=Day(day, zone=zone), kind=_kind(works=works))
    return card(words, buttons=(year_button(day.year),))


def open_years_card(years: Sequence[int]) -> Card:
    """Years whose make-up days nobody has entered: said again every week until somebody does."""
    return card(
        *(_open_year(year) for year in years),
        say("admin-open-why"),
        Note(say("admin-open-import", command=Code("/admin holidays import"))),
        title=say("admin-open-title"),
        buttons=[year_button(year) for year in years],
        tone="warn",
    )


def imported_card(read: Read) -> Card:
    """So many days were read from a file."""
    days = read.days
    years = sorted({made.day.year for made in days})
    words = say("admin-imported", count=len(days))
    rows = tuple((Day(made.day), _kind(works=made.works), made.name or "") for made in days)
    left_out = Note(say("admin-imported-without", count=read.left_out)) if read.left_out else None
    return card(words, Table(_heads(), rows), left_out, buttons=[year_button(year) for year in years], tone="good")


def calendar_card(shown: Calendar) -> Card:
    """A year's days off and make-up days; loudly so where they are not published yet."""
    rows = tuple((_when(spell), _kind(works=spell.works), _name(spell)) for spell in shown.spells)
    country = say("admin-calendar-country", country=shown.country) if shown.country else say("admin-calendar-none")
    return card(
        _open_year(shown.year) if shown.provisional else None,
        Table(_heads(), rows) if rows else say("admin-calendar-empty"),
        Note(country),
        title=say("admin-calendar-title", year=str(shown.year)),
        tone="warn" if shown.provisional else "plain",
    )


def year_button(year: int) -> Button:
    """Shows a year's calendar."""
    return Button(say("admin-year", year=str(year)), f"/admin holidays list {year}")


# --- parts ----------------------------------------------------------------------------------------


def _right(right: Right) -> Inline:
    return say(f"right-{right.value}")


def _post(post: Post) -> Facts:
    counts = (("waiting", post.waiting), ("held-up", post.held_up), ("given-up", post.given_up))
    return Facts(tuple((say(f"admin-post-{name}"), Figure(Decimal(count))) for name, count in counts))


def _letter_buttons(one: Letter) -> tuple[Button, Button]:
    number = str(one.id)
    return (
        Button(say("admin-letter-retry-button", id=number), f"/admin deliveries retry {number}"),
        Button(say("admin-letter-drop-button", id=number), f"/admin deliveries drop {number}", "danger"),
    )


def _deed(deed: Deed) -> Inline:
    return Run((Code(deed.command), f" {_short(deed.arguments)}")) if deed.arguments else Code(deed.command)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LINE else f"{line[: LINE - 1]}…"


def _open_year(year: int) -> Para:
    example = Code(f"/admin holidays add {year}-10-09 work")
    return Para(Bold(say("admin-provisional", year=str(year), example=example)))


def _heads() -> tuple[Inline, ...]:
    return tuple(say(f"admin-calendar-{part}") for part in ("day", "kind", "name"))


def _when(spell: Spell) -> Inline:
    first, last = Day(spell.first), Day(spell.last)
    return first if spell.first == spell.last else Run((first, " – ", last))


def _kind(*, works: bool) -> Inline:
    return say("admin-works") if works else say("admin-off")


def _name(spell: Spell) -> Inline:
    if spell.own:
        return say("admin-own-named", name=spell.name) if spell.name else say("admin-own")
    return spell.name or (say("admin-makeup") if spell.works else "")
