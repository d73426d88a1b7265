"""One person on two platforms: a code shown on one, typed on the other."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy import ColumnElement, Table
from sqlmodel import SQLModel, col, select

from bot.clock import StandingClock
from bot.delivery import Delivery
from bot.dispatcher import Dispatcher
from bot.identity import Roll
from bot.platforms.base import Outgoing
from bot.platforms.local.render import text
from bot.scheduler import next_time
from bot.wording import Wording
from handlers.kit.context import Org
from handlers.kit.inbound import Inbound, Sender
from handlers.kit.vocabulary import Vocabulary
from handlers.registry import FEATURES
from storage.db import Database
from storage.models.people import Account, Person
from storage.models.recognition import Kudos
from storage.models.team import Membership
from storage.states import Right
from tests.bot.worlds import Noting

START = datetime(2026, 1, 5, 2, tzinfo=UTC)


class Office:
    """People who speak on Slack and on Feishu, and what they are told there."""

    def __init__(self, url: str) -> None:
        self.database, self.clock = Database(url, durable=False), StandingClock(START)
        self._events = count()
        roll = Roll(frozenset({("slack", "boss")}), frozenset())
        self.dispatcher = Dispatcher(self.database, Vocabulary(FEATURES), Org(), self.clock, roll, next_time)
        self.slack, self.feishu = Heard("slack"), Heard("feishu")
        platforms = {"slack": self.slack, "feishu": self.feishu}
        self.delivery = Delivery(self.database, Org(), self.clock, platforms)

    def says(self, platform: str, who: str, typed: str, channel: str | None = None) -> str:
        """The answer to what somebody types, once everything it causes is delivered."""
        inbound = Inbound(
            platform, f"T-{platform}", f"e{next(self._events)}", Sender(who, who, "en"), typed, channel=channel
        )

        async def done() -> str:
            answer = await self.dispatcher.dispatch(inbound)
            await self.delivery.drain()
            assert answer is not None
            card = Wording("en").card(answer.card)
            return "\n".join([text(card), *(f"[{b.label}] {b.command}" for b in card.buttons)])

        return asyncio.run(done())

    def code(self, platform: str, who: str) -> str:
        """A code that somebody is shown."""
        found = re.search(r"/my link (\w{4}-\w{4})", self.says(platform, who, "/my link"))
        assert found
        return found[1]

    def rows(self, table: Table, *where: ColumnElement[bool]) -> str:
        """What stands in a table, as text."""
        return self.database.read(lambda session: str(session.connection().execute(table.select().where(*where)).all()))


class Heard(Noting):
    """Keeps what it is sent as plain text, by destination."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.told: list[tuple[str, str]] = []

    async def send(self, outgoing: Outgoing) -> str:
        """Notes it."""
        self.told.append((outgoing.account or f"#{outgoing.channel}", text(outgoing.card)))
        return f"{self.name}{len(self.told)}"

    def said(self, place: str, words: str) -> int:
        """How many messages with these words came there."""
        return sum(to == place and words in told for to, told in self.told)


@pytest.fixture
def office(made_url: str) -> Iterator[Office]:
    made = Office(made_url)
    made.says("slack", "boss", "/team new Growth")
    yield made
    made.database.close()


def test_two_accounts_become_one_person(office: Office) -> None:
    office.says("slack", "amy", "/my lang en")
    office.says("feishu", "阿美", "/my lang en")
    code = office.code("slack", "amy")
    office.clock.move(START + timedelta(minutes=9))
    office.says("feishu", "阿美", "/my")
    asked = office.says("feishu", "阿美", f"/my link {code}")
    assert "amy’s, on Slack" in asked
    assert "one person’s now: amy" in office.says("feishu", "阿美", f"/my link {code} --sure yes")
    assert office.slack.said("amy", "one on Feishu") == 1  # both are told
    office.says("slack", "boss", "/team add @amy --team Growth")
    assert office.feishu.said("阿美", "added you to Growth") == 1  # where she spoke last
    office.clock.move(START + timedelta(hours=1))
    office.says("slack", "amy", "/my inbox here")
    office.says("feishu", "阿美", "/my")
    office.says("slack", "boss", "/todo add @amy call --due tomorrow")
    assert office.slack.said("amy", "call") == 1


def test_all_that_was_both_peoples_is_the_ones_now(office: Office) -> None:
    for platform, who in (("slack", "amy"), ("feishu", "阿美")):
        office.says(platform, who, "/my lang en")
        office.says("slack", "boss", f"/team add @{who} --team Growth")
        office.says("slack", "boss", f"/kudos @{who} carrying the fair +2")
    office.says("slack", "boss", "/kpi define leads")
    office.says("slack", "amy", "/kpi log leads 3")
    office.says("feishu", "阿美", "/kpi log leads 4")
    code = office.code("feishu", "阿美")
    office.says("slack", "amy", f"/my link {code} --sure yes")
    assert "7" in office.says("feishu", "阿美", "/kpi show leads")
    assert "4" in office.says("slack", "amy", "/kudos mine")
    assert "阿美" not in office.says("slack", "boss", "/team show Growth")


def test_every_table_lets_go_of_who_is_gone(office: Office) -> None:
    office.says("slack", "amy", "/my lang en")
    office.says("feishu", "阿美", "/my lang en")
    office.says("slack", "boss", "/team add @阿美 --team Growth")
    office.says("slack", "boss", "/kudos @阿美 carrying the fair")
    office.says("feishu", "阿美", "/todo add @amy call --due tomorrow")
    gone = office.database.read(lambda s: s.exec(select(Person.id).where(Person.name == "阿美")).one())
    office.says("feishu", "阿美", f"/my link {office.code('slack', 'amy')} --sure yes")
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "person" for key in column.foreign_keys):
                assert office.rows(table, column == gone) == "[]", f"{table.name}.{column.name}"
    assert office.database.read(lambda s: len(s.exec(select(Membership)).all())) == 2
    assert office.database.read(lambda s: len(s.exec(select(Kudos)).all())) == 1


def test_the_higher_right_stays(office: Office) -> None:
    office.says("feishu", "老板", "/my lang en")
    office.says("feishu", "老板", f"/my link {office.code('slack', 'boss')} --sure yes")
    rights = office.database.read(lambda s: s.exec(select(Person.right).where(col(Person.active).is_(True))).all())
    assert rights == [Right.ADMIN]
    assert "Mine" in office.says("feishu", "老板", "/team new Mine")


def test_a_code_is_known_for_ten_minutes_and_works_once(office: Office) -> None:
    code = office.code("slack", "amy")
    assert "this very account" in office.says("slack", "amy", f"/my link {code}")
    office.clock.move(START + timedelta(minutes=11))
    assert "no code" in office.says("feishu", "阿美", f"/my link {code}")
    code = office.code("slack", "amy")
    loose = code.lower().replace("-", " ")
    assert "Is that you?" in office.says("feishu", "阿美", f"/my link {loose}")
    office.says("feishu", "阿美", f"/my link {code} --sure yes")
    assert "no code" in office.says("feishu", "bob", f"/my link {code}")
    assert "no code" in office.says("feishu", "bob", "/my link AAAA-BBBB --sure yes")


def test_a_code_stands_nowhere_but_with_its_owner(office: Office) -> None:
    code = office.code("slack", "amy")
    for table in SQLModel.metadata.sorted_tables:
        rows = office.rows(table)
        assert code not in rows
        assert code.replace("-", "") not in rows


def test_kudos_in_one_of_a_teams_channels_are_seen_in_each_once(office: Office) -> None:
    office.says("slack", "amy", "/my lang en")
    office.says("feishu", "bob", "/my lang en")
    for who in ("amy", "bob"):
        office.says("slack", "boss", f"/team add @{who} --team Growth")
    office.says("slack", "boss", "/team bind", "C1")
    office.says("feishu", "老板", f"/my link {office.code('slack', 'boss')} --sure yes")
    office.says("feishu", "老板", "/team bind", "oc1")
    office.says("feishu", "bob", "/kudos @amy carrying the fair", "oc1")
    assert office.slack.said("#C1", "carrying the fair") == 1
    assert office.feishu.said("#oc1", "carrying the fair") == 1
    assert office.slack.said("amy", "carrying the fair") == 1


def test_accounts_of_one_person_differ(office: Office) -> None:
    office.says("feishu", "老板", f"/my link {office.code('slack', 'boss')} --sure yes")
    found = office.database.read(lambda s: {(a.external_id, a.person_id) for a in s.exec(select(Account)).all()})
    assert len({person for _, person in found}) == 1
    assert len(found) == 2
