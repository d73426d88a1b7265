"""Leave: days on which somebody is neither asked nor named; taken at once or planned, one's own or out of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from handlers.kit import leave_cards as cards
from handlers.kit.commands import maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.dates import read_day
from handlers.kit.errors import BadInput, Refused
from handlers.kit.events import LeaveChanged
from handlers.kit.kinds import Kind, reader
from handlers.kit.leave_days import ONE, Spell, read_leave
from handlers.kit.leave_files import EXAMPLE, OWN_EXAMPLE, Taken, leave_of_many, own_leave
from handlers.kit.messages import Card, Code, Day, say
from storage.repos import people as repo

DAYS: Kind[str] = reader("text", lambda text, _scene: text)
A_DAY: Kind[str] = reader("date", lambda text, _scene: text)


@dataclass(frozen=True)
class Away:
    """``[DAYS] [--from DAY] [--until DAY]``: from today, until one is back, where nothing is said."""

    days: str | None = maybe(DAYS, "日期", label="kit-leave-days")
    from_: str | None = opt(A_DAY, "从", "自", "從", label="kit-leave-from")
    until: str | None = opt(A_DAY, "到", "至", "直到")


def away(ctx: Ctx, args: Away) -> Card:
    """Puts the actor on leave, now or later."""
    spell = read_leave(args.days, args.from_, args.until, ctx.dates())
    me = ctx.actor.id
    if spell.first <= ctx.today:
        go(ctx, me, spell)
    else:
        add(ctx, me, [spell])
    end = ctx.people.away_until(me, spell.first) or spell.last
    return cards.away_card(Spell(spell.first, end), ctx.today, ctx.zone)


def go(ctx: Ctx, person: int, spell: Spell) -> None:
    """Puts somebody on leave from today on; what they said before of the leave that today lies in holds no more."""
    _end(ctx, person, spell.first)
    repo.add_leave(ctx.session, person, spell.first, spell.last)
    _changed(ctx, person)


def add(ctx: Ctx, person: int, spells: Iterable[Spell]) -> None:
    """Puts somebody on leave on further days; those that are planned already become one with them."""
    for wanted in spells:
        spell = wanted
        for row in repo.leave_of(ctx.session, person):
            known = Spell(row.first, row.last)
            if known.meets(spell) and known.open is spell.open:
                spell = Spell(min(known.first, spell.first), max(known.last, spell.last))
                repo.keep_leave(ctx.session, row, row.first - ONE)
        repo.add_leave(ctx.session, person, spell.first, spell.last)
    _changed(ctx, person)


def end(ctx: Ctx, person: int) -> None:
    """Somebody is back, today already; what they have planned for later stays."""
    today = ctx.local(person).date()
    if not ctx.people.away(person, today):
        raise Refused(say("kit-leave-not-away"))
    _end(ctx, person, today)
    _changed(ctx, person)


def coming(scene: Scene, person: int) -> tuple[Spell, ...]:
    """Somebody's leave of today and later, in order."""
    return tuple(scene.people.leave(scene.local(person).date()).get(person, ()))


def own(scene: Scene) -> Card:
    """The actor's leave of today and later."""
    return cards.own_card(coming(scene, scene.actor.id), working(scene, scene.actor.id))


def cancel(ctx: Ctx, text: str | None) -> Card:
    """Takes back the actor's leave that a day lies in, from today on; ``BadInput`` where there is none on it."""
    known = coming(ctx, ctx.actor.id)
    if not known:
        raise Refused(say("kit-leave-none"))
    if not text:
        raise BadInput("details", say("kit-leave-which"), cards.cancelling(known[0]))
    day = read_day(text, ctx.dates(), "details")
    found = next((spell for spell in known if spell.covers(day)), None)
    if found is None:
        raise BadInput("details", say("kit-leave-not-on", day=Day(day)), cards.cancelling(known[0]))
    for row in repo.leave_of(ctx.session, ctx.actor.id):
        if Spell(row.first, row.last).covers(day):
            repo.keep_leave(ctx.session, row, ctx.today - ONE)
    _changed(ctx, ctx.actor.id)
    return cards.cancelled_card(found, coming(ctx, ctx.actor.id))


def _end(ctx: Ctx, person: int, day: date) -> None:
    for row in repo.leave_of(ctx.session, person):
        if Spell(row.first, row.last).covers(day):
            repo.keep_leave(ctx.session, row, day - ONE)


def _changed(ctx: Ctx, person: int) -> None:
    ctx.people.refresh()
    ctx.publish(LeaveChanged(person))


def import_own(ctx: Ctx) -> Card:
    """The actor's leave out of the attached file, all of its lines or none."""
    read = own_leave(_attached(ctx, "kit-leave-file", OWN_EXAMPLE))
    spells = [one.spell for one in read.taken if one.spell.last >= ctx.today]
    add(ctx, ctx.actor.id, spells)
    return cards.imported_card(spells, working(ctx, ctx.actor.id), read.left_out, len(read.taken) - len(spells))


def import_all(ctx: Ctx) -> Card:
    """Many people's leave out of the attached file; whom nobody knows is left out and named."""
    read = leave_of_many(_attached(ctx, "kit-leave-file-all", EXAMPLE))
    addresses = repo.addresses(ctx.session)
    found: dict[int, list[Spell]] = {}
    unknown: dict[str, None] = {}
    past = 0
    for one in read.taken:
        person = _whose(ctx, one, addresses)
        if person is None:
            unknown[one.who] = None
        elif one.spell.last < ctx.local(person).date():
            past += 1
        else:
            found.setdefault(person, []).append(one.spell)
    for person, spells in found.items():
        add(ctx, person, spells)
    known = [(ctx.people.name(person), spells) for person, spells in found.items()]
    return cards.all_imported_card(known, tuple(unknown), read.left_out, past)


def everybodys(scene: Scene) -> Card:
    """Who is on leave, and who will be."""
    known = [(scene.people.get(person), spells) for person, spells in scene.people.leave(scene.today).items()]
    return cards.all_card([(person.name, spells) for person, spells in known if person.active])


def working(scene: Scene, person: int) -> cards.Working:
    """How many days of a leave somebody would have worked."""
    calendar = scene.calendar_of(person)
    return lambda spell: calendar.workdays_between(spell.first - ONE, spell.last)


def _attached(ctx: Ctx, wanted: str, example: str) -> bytes:
    if not ctx.files:
        raise BadInput("file", say(wanted), Code(example))
    return ctx.files[0].content


def _whose(scene: Scene, one: Taken, addresses: Mapping[str, int]) -> int | None:
    """Whom a line means: by the name or the address it begins with, or, of a calendar's entry, that stands in it or is
    its keeper's."""
    said = one.who.removeprefix("@").strip()
    found = addresses.get(said.casefold()) or addresses.get(one.by)
    people = () if found else scene.people.named(said) or scene.people.within(said)
    return found or (people[0].id if len(people) == 1 else None)
