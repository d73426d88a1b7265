"""What a handler is given: who acts, when and where, and the ways to tell others.

``Scene`` is for reading; ``Ctx`` adds the effects. Both live for one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import Session

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import DateScope
from handlers.kit.errors import BadInput
from handlers.kit.mailing import Mail, head_of
from handlers.kit.messages import Card, ChannelRef, File, Mention, card, say
from handlers.kit.people import People, Person
from handlers.kit.schedules import Schedules
from handlers.kit.topics import Topic
from storage.models.messaging import Question
from storage.models.people import Channel
from storage.repos import messaging, timing
from storage.repos import people as people_repo
from storage.states import QuestionState

if TYPE_CHECKING:
    from handlers.kit.inbound import File as Received
    from handlers.kit.ports import NextTime, Publisher

QUESTION_LIFE = timedelta(hours=24)
QUIET = (time(20), time(8))
DAY_FIRST_COUNTRIES = frozenset({"HK", "SG", "GB", "AU", "NZ", "IE", "IN"})


@dataclass(frozen=True, slots=True)
class Org:
    """The organisation's defaults; ``extractor``: whether a language model is asked about minutes too; ``threads``:
    the platforms whose messages have some."""

    zone: str = "Asia/Shanghai"
    country: str | None = "CN"
    language: str = "en"
    base_url: str = ""
    extractor: bool = False
    threads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happens; ``channel`` is None in a private chat, ``open`` where a name alone makes an account.

    ``reserved`` are the words the platform keeps for itself: there they are typed behind ``/muster``.
    """

    workspace: int
    platform: str
    channel: int | None = None
    channel_name: str | None = None
    open: bool = False
    reserved: frozenset[str] = frozenset()


class Scene:
    """One transaction's view, for reading."""

    def __init__(
        self, session: Session, now: datetime, org: Org, place: Place | None, actor: Person | None, language: str | None
    ) -> None:
        self.session = session
        self.now = now
        self.org = org
        self._place = place
        self._actor = actor
        self.language = language or org.language
        self.people = People(session)
        self.files: tuple[Received, ...] = ()
        self._calendars: dict[tuple[str | None, int | None], WorkingCalendar] = {}

    @property
    def actor(self) -> Person:
        """Who acts; a clock has nobody."""
        if self._actor is None:
            raise LookupError("nobody acts here: a clock does")
        return self._actor

    @property
    def acted(self) -> Person | None:
        """Who acts, None when a clock does."""
        return self._actor

    @property
    def place(self) -> Place:
        """Where the person acts; a clock is nowhere."""
        if self._place is None:
            raise LookupError("this happens nowhere: a clock does it")
        return self._place

    @property
    def acted_in(self) -> Place | None:
        """Where the person acts, None when a clock does."""
        return self._place

    def seen_by(self, person_id: int) -> Scene:
        """The same for reading, with somebody else as the actor: what they may see at this moment."""
        return Scene(self.session, self.now, self.org, self._place, self.people.get(person_id), None)

    @property
    def zone(self) -> str:
        """The actor's time zone (IANA), the organisation's for a clock."""
        return (self._actor and self._actor.zone) or self.org.zone

    @property
    def today(self) -> date:
        """The actor's calendar day."""
        return self.now.astimezone(ZoneInfo(self.zone)).date()

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The organisation's working calendar, its own days included."""
        return WorkingCalendar(self.org.country, timing.overrides(self.session))

    def calendar_of(self, person_id: int) -> WorkingCalendar:
        """A person's working calendar: their team's, unless they chose another country's holidays. The days off of the
        organisation's own are theirs too; its make-up days are not where the country is another."""
        return self._calendar(self.people.get(person_id).country, self._home(person_id))

    def calendar_for(self, team_id: int) -> WorkingCalendar:
        """A team's working calendar: the organisation's, unless the team chose another country or has days of its
        own, which win over the organisation's."""
        return self._calendar(None, team_id)

    def calendars(self) -> tuple[WorkingCalendar, ...]:
        """The organisation's working calendar, and those of teams that have another."""
        return (self.calendar, *map(self.calendar_for, self.teams_apart))

    @property
    def teams_apart(self) -> tuple[int, ...]:
        """The ids of the teams that have another country or days of their own."""
        return tuple(self._apart)

    @cached_property
    def _apart(self) -> Mapping[int, tuple[str | None, Mapping[date, tuple[bool, str | None]]]]:
        return timing.teams_apart(self.session)

    @cached_property
    def _homes(self) -> Mapping[int, int]:
        return timing.first_teams(self.session) if self._apart else {}

    def _home(self, person_id: int) -> int | None:
        """The team whose calendar is a person's: the one they have been in the longest."""
        return self._homes.get(person_id)

    def _calendar(self, country: str | None, team: int | None) -> WorkingCalendar:
        theirs, days = self._apart.get(team or 0, (None, {}))
        country = country or theirs or self.org.country
        if country == self.org.country and not days:
            return self.calendar
        key = country, team if days else None
        if key not in self._calendars:
            common = self.calendar.overrides
            if country != self.org.country:
                common = {day: own for day, own in common.items() if not own[0]}
            self._calendars[key] = WorkingCalendar(country, {**common, **days})
        return self._calendars[key]

    def forget_calendars(self) -> None:
        """They are read once a transaction, and now they are others."""
        for known in ("calendar", "_apart", "_homes"):
            self.__dict__.pop(known, None)
        self._calendars.clear()

    def dates(self, zone: str | None = None) -> DateScope:
        """How dates are read here, in the actor's zone or another."""
        day_first = self.language == "en" and self.org.country in DAY_FIRST_COUNTRIES
        team = self._home(self._actor.id) if self._actor is not None else None
        return DateScope(self.now, zone or self.zone, self._calendar(None, team), day_first)

    def zone_of(self, person_id: int) -> str:
        """A person's time zone."""
        return self.people.get(person_id).zone or self.org.zone

    def local(self, person_id: int) -> datetime:
        """Now, on a person's clock."""
        return self.now.astimezone(ZoneInfo(self.zone_of(person_id)))

    def quiet_hours(self, person_id: int) -> tuple[time, time]:
        """A person's quiet hours, local time; equal ends are none."""
        row = people_repo.person(self.session, person_id)
        if row is None or row.quiet_from is None or row.quiet_to is None:
            return QUIET
        return row.quiet_from, row.quiet_to

    def in_quiet_hours(self, person_id: int) -> bool:
        """Whether it is one of a person's quiet hours."""
        return _within(self.local(person_id).time(), *self.quiet_hours(person_id))

    def setting(self, name: str) -> str | None:
        """A setting of the organisation's that is changed in chat, None where it holds its default."""
        return people_repo.setting(self.session, name)

    def stand_in(self, channel_id: int) -> None:
        """Takes a channel for the place: an answer given privately belongs where its question was opened."""
        self._place = replace(self.place, channel=channel_id, channel_name=self.channel_ref(channel_id).name)

    def mention(self, person_id: int) -> Mention:
        """A person who is to notice."""
        return Mention(person_id, self.people.name(person_id))

    def channel_ref(self, channel_id: int) -> ChannelRef:
        """A channel to point at."""
        row = people_repo.channel(self.session, channel_id)
        return ChannelRef(channel_id, row.name if row else "?")

    def channel_named(self, name: str) -> Channel:
        """The channel of this workspace with a name or the platform's id; ``BadInput`` when there is none."""
        wanted = name.removeprefix("#").strip()
        for row in people_repo.channels(self.session):
            if row.workspace_id == self.place.workspace and wanted in (row.external_id, row.name):
                return row
        if not self.place.open:
            raise BadInput("channel", say("kit-channel-unknown", bad=name))
        return self._open_channel(wanted)

    def _open_channel(self, name: str) -> Channel:
        raise BadInput("channel", say("kit-channel-unknown", bad=name))


@dataclass(slots=True)
class Effects:
    """What the outside lends a ``Ctx``: the key of what caused it, events, the computing of times."""

    origin: str
    publisher: Publisher
    next_time: NextTime
    by_clock: bool = False
    count: int = 0

    def next_key(self) -> str:
        """The unique key of the next message."""
        self.count += 1
        return f"{self.origin}:{self.count}"


class Ctx(Scene):
    """One transaction, with the effects a handler may have."""

    def __init__(
        self,
        session: Session,
        now: datetime,
        org: Org,
        place: Place | None,
        actor: Person | None,
        language: str | None,
        effects: Effects,
    ) -> None:
        super().__init__(session, now, org, place, actor, language)
        self._effects = effects
        self._mail = Mail(session, now, effects.next_key)
        self.schedules = Schedules(session, now, effects.next_time)

    def put_setting(self, name: str, value: str) -> None:
        """Changes a setting of the organisation's."""
        people_repo.put_setting(self.session, name, value)

    def publish(self, event: object) -> None:
        """Hands an event to whoever subscribed to its type, here and now."""
        self._effects.publisher(self, event)

    def answer_in(self, language: str) -> None:
        """Words this command's answer in another language than the one it was asked in."""
        self.language = language

    def tell(
        self,
        person_id: int,
        card: Card,
        *,
        key: str | None = None,
        punctual: bool = False,
        on: int | None = None,
        topic: Topic | None = None,
    ) -> None:
        """A private message, on the platform the person chose or used last, or to one of their accounts (``on``).

        What a clock causes waits for the end of the person's quiet hours, unless it was set to that hour on
        purpose (``punctual``). ``key`` names the message for ``update``. Of a ``topic`` that they turned down nobody
        is told.
        """
        if topic is not None and topic.name in people_repo.muted(self.session, person_id):
            return
        accounts = people_repo.accounts_of(self.session, person_id)
        if not accounts or not self.people.get(person_id).active:
            return
        account = next((row for row in accounts if row.id == on), accounts[0])
        due = self.now if punctual or not self._effects.by_clock else self._after_quiet(person_id)
        self._mail.add(card, f"a{account.id}", account.workspace_id, due, key, account=account.id)

    def hand(self, file: File) -> None:
        """Gives the actor a file, privately, on the platform where they ask for it."""
        accounts = people_repo.accounts_of(self.session, self.actor.id)
        here = next((row.id for row in accounts if row.workspace_id == self.place.workspace), None)
        self.tell(self.actor.id, card(file), on=here)

    def post(self, channel_id: int, card: Card, *, key: str | None = None, head: Card | None = None) -> None:
        """A message in a channel; ``key`` names it for ``update``. Where messages have threads ``head`` goes instead,
        if there is one, and ``reply`` puts the rest under it."""
        here = self._place is not None and self._place.channel == channel_id
        workspace = self.place.workspace if here else people_repo.channel_workspace(self.session, channel_id)
        if workspace is None:
            raise LookupError(f"no channel {channel_id}")
        if key is not None and head is not None and self._threads(workspace):
            card, key = head, head_of(key)
        self._mail.add(card, f"c{channel_id}", workspace, self.now, key, channel=channel_id)

    def update(self, key: str, card: Card, *, head: Card | None = None) -> None:
        """Changes every message that was posted or told under ``key``, in place; one still unsent is replaced. What
        heads a thread becomes ``head``."""
        self._mail.update(key, card)
        if head is not None:
            self._mail.update(head_of(key), head)

    def reply(self, key: str, cards: Mapping[str, Card]) -> None:
        """Puts cards into the threads of what was posted under ``key`` with a head, each by a name; a card whose name
        is there already takes its place. Where there are no threads there is nothing to put."""
        self._mail.reply(key, cards)

    def ask(self, person_id: int, command: str, values: dict[str, str], channel_id: int | None = None) -> int:
        """Opens a question: the command's id, the raw arguments so far. Its row's id, for ``Form.question``."""
        accounts = people_repo.accounts_of(self.session, person_id)
        workspace = self._place.workspace if self._place else accounts[0].workspace_id
        row = Question(
            person_id=person_id, workspace_id=workspace, channel_id=channel_id, command=command, values=values,
            asked_at=self.now, deadline=self.now + QUESTION_LIFE,
        )  # fmt: skip
        self.session.add(row)
        self.session.flush()
        assert row.id is not None
        return row.id

    def unask(self, question_id: int) -> None:
        """Ends a question that need not be answered any more, if it is still open."""
        row = messaging.question(self.session, question_id)
        if row is not None and row.state is QuestionState.OPEN:
            row.state = QuestionState.CANCELLED
            self.session.add(row)

    def _after_quiet(self, person_id: int) -> datetime:
        if not self.in_quiet_hours(person_id):
            return self.now
        _, end = self.quiet_hours(person_id)
        local = self.local(person_id)
        day = local.date() + timedelta(days=1) if local.time() >= end else local.date()
        return datetime.combine(day, end, ZoneInfo(self.zone_of(person_id))).astimezone(self.now.tzinfo)

    def _threads(self, workspace: int) -> bool:
        return people_repo.workspace_by_id(self.session, workspace).platform in self.org.threads

    def _open_channel(self, name: str) -> Channel:
        return people_repo.add_channel(self.session, self.place.workspace, name, name, self.language)


def _within(at: time, begin: time, end: time) -> bool:
    """Whether a time of day lies in a span that may pass midnight."""
    return begin <= at < end if begin <= end else at >= begin or at < end
