"""What administrators do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from handlers.admin.cards import Calendar, Overview, granted_card, open_years_card, revoked_card
from handlers.admin.rules import Bar, Read, barred, own_days, spells
from handlers.kit import directory, records, working_days
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import read_day
from handlers.kit.errors import BadInput, Refused
from handlers.kit.messages import Button, Code, say
from handlers.kit.own_days import OwnDay, own_day
from handlers.kit.people import Person
from handlers.kit.periods import read_period
from handlers.kit.records import Letter
from handlers.team import api as team_api
from storage.states import Right

YEARS = range(2000, 2100)
PUBLISHED_IN = 11  # by this month the next year's make-up days are published as a rule
_ABOVE = (Right.HR, Right.MANAGER, Right.ADMIN)  # what is granted; lead comes and goes with a team


def grant(ctx: Ctx, person: Person, right: Right) -> Right:
    """Gives somebody a right; the one they have now (a lead who is to be a member stays lead)."""
    if right is Right.LEAD:
        line = f"/team lead @{person.name}"
        raise Refused(say("admin-lead-how", who=person.name, command=Code(line)), (Button(Code(line), line),))
    _may_change(ctx, person)
    now = _base(ctx, person) if right is Right.MEMBER else right
    if now is person.right:
        raise Refused(say("admin-has-already", who=person.name, right=say(f"right-{now}")))
    directory.set_right(ctx, person.id, now)
    ctx.tell(person.id, granted_card(ctx.actor, now))
    return now


def revoke(ctx: Ctx, person: Person, right: Right | None = None) -> tuple[Right, Right]:
    """Takes back what was granted (a named right, only if it is that one); what somebody had, and has now."""
    _may_change(ctx, person)
    if right is not None and person.right in _ABOVE and person.right is not right:
        raise Refused(say("admin-other-right", who=person.name, right=say(f"right-{person.right.value}")))
    if person.right not in _ABOVE:
        why = "admin-nothing-granted" if person.right is Right.MEMBER else "admin-lead-by-team"
        raise Refused(say(why, who=person.name))
    now = _base(ctx, person)
    directory.set_right(ctx, person.id, now)
    ctx.tell(person.id, revoked_card(ctx.actor, person.right, now))
    return person.right, now


def forget(ctx: Ctx, person: Person, *, confirmed: bool) -> bool:
    """Blanks a person, once that is confirmed; whether it was."""
    _may_change(ctx, person)
    if confirmed:
        directory.forget(ctx, person.id)
    return confirmed


def _may_change(ctx: Ctx, person: Person) -> None:
    match barred(ctx.actor.id, person.id, directory.administrators(ctx)):
        case Bar.SELF:
            raise Refused(say("admin-not-self"))
        case Bar.GONE:
            raise Refused(say("kit-right-missing", right=say("right-admin")))


def _base(scene: Scene, person: Person) -> Right:
    """What somebody may do without anything granted: a lead's as long as they lead a team."""
    teams = team_api.teams_of(scene, person.id)
    leads = any(lead.id == person.id for team in teams for lead in team_api.leads(scene, team.id))
    return Right.LEAD if leads else Right.MEMBER


# --- messages that did not arrive -------------------------------------------------------------------


def treat(ctx: Ctx, letter_id: int | None, treatment: Callable[[Ctx, int], Letter | None]) -> Letter:
    """Sends an undelivered message again, or gives it up."""
    if letter_id is None:
        raise BadInput("id", say("admin-letter-which"), Code("/admin deliveries retry 12"))
    letter = treatment(ctx, letter_id)
    if letter is None:
        button = Button(say("cmd-admin-deliveries"), "/admin deliveries")
        raise BadInput("id", say("admin-letter-unknown", bad=str(letter_id)), buttons=(button,))
    return letter


def treat_all(ctx: Ctx, treatment: str) -> int:
    """Sends all that is undelivered again, or gives it up; how many there were."""
    return records.send_all_again(ctx) if treatment == "retry" else records.drop_all(ctx)


# --- the working calendar ---------------------------------------------------------------------------


def add_day(ctx: Ctx, text: str | None) -> OwnDay:
    """Makes a day the organisation's own."""
    example = Code("/admin holidays add 2026-10-09 off Company day")
    if not text:
        raise BadInput("details", say("admin-day-which"), example)
    made = own_day(text, _reader(ctx))
    working_days.put(ctx, made.day, made.name, works=made.works)
    return made


def remove_day(ctx: Ctx, text: str | None) -> date:
    """Gives a day back to the country's calendar."""
    if not text:
        raise BadInput("details", say("admin-day-which"), Code("/admin holidays remove 2026-10-09"))
    day = _reader(ctx)(text)
    if not working_days.drop(ctx, day):
        raise Refused(say("admin-day-not-own", day=day.isoformat()), (_year_button(day.year),))
    return day


def import_days(ctx: Ctx) -> Read:
    """Takes the days of the attached file, all or none."""
    if not ctx.files:
        raise BadInput("file", say("admin-import-file"), Code("2026-10-09,off,Company day"))
    read = own_days(ctx.files[0].content)
    for made in read.days:
        working_days.put(ctx, made.day, made.name, works=made.works)
    return read


def calendar(scene: Scene, text: str | None) -> Calendar:
    """The working calendar of a year, this one where none is named."""
    year = _year(scene, text)
    special = scene.calendar.special_days(year, scene.language)
    own = {day for day in scene.calendar.overrides if day.year == year}
    shown = spells(special, own, lambda day: not scene.calendar.is_workday(day))
    return Calendar(year, scene.calendar.country, shown, scene.calendar.provisional(year))


def overview(scene: Scene) -> Overview:
    """Who may decide, what did not arrive, and which years are still open."""
    granted = tuple(p for right in reversed(_ABOVE) for p in scene.people.everybody() if p.right is right)
    return Overview(granted, records.post(scene), open_years(scene, scene.today))


def open_years(scene: Scene, today: date) -> tuple[int, ...]:
    """The years whose make-up days should be known by now and are not: this one, from November on the next."""
    years = (today.year, today.year + 1) if today.month >= PUBLISHED_IN else (today.year,)
    return tuple(year for year in years if any(known.provisional(year) for known in scene.calendars()))


def remind_of_open_years(ctx: Ctx, day: date) -> None:
    """Tells every administrator which years are still open."""
    years = open_years(ctx, day)
    for person in ctx.people.everybody():
        if years and person.right is Right.ADMIN:
            ctx.tell(person.id, open_years_card(years))


def _year(scene: Scene, text: str | None) -> int:
    if not text:
        return scene.today.year
    period = read_period(text, scene.today, "details")
    if period.kind != "year" or period.year not in YEARS:
        raise BadInput("details", say("admin-year-which", bad=text), Code("/admin holidays list 2026"))
    return period.year


def _year_button(year: int) -> Button:
    return Button(say("admin-year", year=str(year)), f"/admin holidays list {year}")


def _reader(scene: Scene) -> Callable[[str], date]:
    return lambda text: read_day(text, scene.dates(), "details")
