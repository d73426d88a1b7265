"""The dispatcher: one effect an event, nothing of a refused or failed command but its answer, nothing lost."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, SQLModel, col, func, select

from bot.clock import StandingClock
from bot.dispatcher import Dispatcher
from bot.identity import Roll
from bot.scheduler import next_time
from handlers.kit.commands import Command, Word, arg
from handlers.kit.context import Ctx, Org
from handlers.kit.errors import BadInput
from handlers.kit.feature import Feature
from handlers.kit.inbound import Answer, Inbound, Sender
from handlers.kit.kinds import NAME
from handlers.kit.messages import Card, Code, Msg, Para, card, say
from handlers.kit.vocabulary import Vocabulary
from storage.db import Database
from storage.models.messaging import Audit, Inbox, Outbox
from storage.models.people import OrgSetting, Person
from storage.repos import people as people_repo
from storage.states import Right
from tests.dialog import MakeTalk


@dataclass(frozen=True)
class Text:
    """``TEXT``."""

    text: str = arg(NAME)


def add(ctx: Ctx, args: Text) -> Card:
    """Counts, tells the actor, and fails on demand, after all of that."""
    count = int(people_repo.setting(ctx.session, "count") or 0) + 1
    people_repo.put_setting(ctx.session, "count", str(count))
    ctx.tell(ctx.actor.id, card(f"told {args.text}"))
    if args.text == "bad":
        raise BadInput("text", say("kit-empty"))
    if args.text == "raise":
        raise ZeroDivisionError("the secret words")
    return card(f"{args.text} {count}")


def quiet(ctx: Ctx, args: Text) -> Card:
    """Tells the channel."""
    ctx.post(ctx.place.channel or 0, card(args.text))
    return card("done")


QUIET = Feature("quiet", (Command(Word("quiet"), quiet, "writes", Word("add"), Text),))
COUNT = Feature("count", (Command(Word("count"), add, "writes", Word("add"), Text, "form"),))


@dataclass
class Bench:
    """A dispatcher on a database of its own."""

    database: Database
    dispatcher: Dispatcher
    clock: StandingClock

    def __call__(self, text: str, event: str, sender: str = "alice") -> Answer:
        answer = asyncio.run(self.dispatcher.dispatch(inbound(text, event, sender)))
        assert answer is not None
        return answer

    def counted(self) -> int:
        """How often the effect was had."""
        return int(self.database.read(lambda session: people_repo.setting(session, "count")) or 0)

    def rows(self, table: type[SQLModel]) -> int:
        """How many rows a table has."""
        return self.database.read(lambda session: session.exec(select(func.count()).select_from(table)).one())


def inbound(text: str, event: str, sender: str = "alice") -> Inbound:
    return Inbound("test", "T1", event, Sender(sender, sender), text, channel="C1")


def words(answer: Answer) -> str:
    """A literal answer, or the id of the message it begins with."""
    first = answer.card.blocks[0]
    assert isinstance(first, Para)
    return first.text if isinstance(first.text, str) else getattr(first.text, "id", "")


def bench_on(url: str, admins: frozenset[tuple[str, str]] = frozenset(), feature: Feature = COUNT) -> Bench:
    database = Database(url, durable=False)
    clock = StandingClock(datetime(2026, 1, 5, 1, tzinfo=UTC))
    roll = Roll(admins, frozenset())
    return Bench(database, Dispatcher(database, Vocabulary((feature,)), Org(), clock, roll, next_time), clock)


@pytest.fixture
def bench(made_url: str) -> Iterator[Bench]:
    """A dispatcher that knows one command, on each kind of database."""
    made = bench_on(made_url)
    yield made
    made.database.close()


def test_an_effect_its_audit_and_what_is_owed_are_one(bench: Bench) -> None:
    assert words(bench("/count add one", "e1")) == "one 1"
    assert (bench.counted(), bench.rows(Audit), bench.rows(Outbox), bench.rows(Inbox)) == (1, 1, 1, 1)


def test_the_same_event_again_answers_as_before_and_does_nothing(bench: Bench) -> None:
    first = bench("/count add one", "e1")
    again = bench("/count add one", "e1")
    assert words(again) == words(first) == "one 1"
    assert again.inbox == first.inbox
    assert (bench.counted(), bench.rows(Audit), bench.rows(Outbox), bench.rows(Inbox)) == (1, 1, 1, 1)


def test_the_same_event_many_times_at_once_has_one_effect(bench: Bench) -> None:
    bench("/count add warm-up", "e0")

    async def all_at_once() -> list[Answer | None]:
        dispatch = bench.dispatcher.dispatch
        return await asyncio.gather(*(dispatch(inbound("/count add one", "e1")) for _ in range(8)))

    answers = asyncio.run(all_at_once())
    assert {words(a) for a in answers if a} == {"one 2"}
    assert bench.counted() == 2


def test_two_commands_at_once_are_both_right(bench: Bench) -> None:
    bench("/count add warm-up", "e0")

    async def both() -> None:
        dispatch = bench.dispatcher.dispatch
        await asyncio.gather(*(dispatch(inbound(f"/count add n{n}", f"n{n}", f"p{n % 3}")) for n in range(12)))

    asyncio.run(both())
    assert bench.counted() == 13
    assert bench.rows(Audit) == 13


def test_those_who_come_together_are_each_answered_as_if_alone(bench: Bench) -> None:
    bench("/count add warm-up", "e0")
    said = ["one", "bad", "two", "raise", "three", "bad"]

    async def all_at_once() -> list[Answer | None]:
        dispatch = bench.dispatcher.dispatch
        return await asyncio.gather(*(dispatch(inbound(f"/count add {text}", f"e-{n}")) for n, text in enumerate(said)))

    answers = [words(answer) for answer in asyncio.run(all_at_once()) if answer]
    assert answers == ["one 2", "kit-empty", "two 3", "kit-failed", "three 4", "kit-empty"]
    assert (bench.counted(), bench.rows(Audit), bench.rows(Outbox), bench.rows(Inbox)) == (4, 4, 4, 7)


def test_a_command_asks_the_database_few_things(tmp_path: Path, empty_database: Path) -> None:
    shutil.copyfile(empty_database, tmp_path / "made.db")
    bench = bench_on(f"sqlite:///{tmp_path}/made.db", feature=QUIET)
    bench("/quiet add one", "e1")
    asked: list[str] = []
    bench.database.writer.submit(lambda session: _listen(session, asked)).result()
    asked.clear()
    bench("/quiet add one", "e2")
    first_words = [" ".join(statement.split()[:3]) for statement in asked if statement != "COMMIT"]
    assert first_words == [
        "BEGIN IMMEDIATE",
        "SELECT workspace.id, account.id",  # who, where, and whether a question is open
        "INSERT INTO audit",
        "INSERT INTO outbox",
        "INSERT INTO inbox",
    ]
    bench.database.close()


def _listen(session: Session, asked: list[str]) -> None:
    driver: Any = session.connection().connection.driver_connection
    driver.set_trace_callback(asked.append)


@pytest.mark.parametrize("said", ["bad", "raise"])
def test_of_a_refused_or_failed_command_only_the_answer_is_kept(bench: Bench, said: str) -> None:
    first = bench(f"/count add {said}", "e1")
    assert words(first) == {"bad": "kit-empty", "raise": "kit-failed"}[said]
    assert (bench.counted(), bench.rows(Audit), bench.rows(Outbox), bench.rows(Inbox)) == (0, 0, 0, 1)
    assert bench(f"/count add {said}", "e1").card == first.card
    assert bench.rows(Inbox) == 1


def test_a_failure_is_logged_once_with_the_id_the_person_is_told(
    bench: Bench, capsys: pytest.CaptureFixture[str]
) -> None:
    told = bench("/count add raise", "e1").card.blocks[0]
    assert isinstance(told, Para)
    assert isinstance(told.text, Msg)
    shown = told.text.args["id"]
    assert isinstance(shown, Code)
    incident = shown.text
    logged = capsys.readouterr().out
    assert logged.count(incident) == 1
    assert "ZeroDivisionError" in logged


def test_only_those_named_start_as_administrators_on_a_real_platform(made_url: str) -> None:
    bench = bench_on(made_url, frozenset({("test", "boss")}))
    bench("/count add one", "e1", "alice")
    bench("/count add one", "e2", "boss")
    rights = bench.database.read(lambda s: {p.name: p.right for p in s.exec(select(Person))})
    assert rights == {"alice": Right.MEMBER, "boss": Right.ADMIN}
    bench.database.close()


def test_a_closed_account_is_answered_and_does_nothing(bench: Bench) -> None:
    bench("/count add one", "e1")

    def close(session: Session) -> None:
        row = session.exec(select(Person)).one()
        row.active = False
        session.add(row)

    bench.database.writer.submit(close).result()
    assert words(bench("/count add two", "e2")) == "kit-not-active"
    assert bench.counted() == 1


def test_an_answer_lost_on_its_way_arrives_after_the_restart(make_talk: MakeTalk, tmp_path: Path) -> None:
    talk = make_talk()
    talk("alice: /team new Growth")
    lost = Inbound("local", "local", "m99", Sender("alice", "alice"), "/team add @bob")
    asyncio.run(talk.app.dispatcher.dispatch(lost))  # committed, and the process dies before it is shown
    again = make_talk(url=talk.settings.database_url, now="2026-01-05T09:01")
    assert [m.text for m in again.all() if m.to == "@alice"] == ["bob is in Growth now."]
    assert not make_talk(url=talk.settings.database_url, now="2026-01-05T09:02").all()


def test_a_database_that_is_away_is_told_from_a_fault(bench: Bench) -> None:
    bench("/count add one", "e1")

    def away(_query: object) -> None:
        raise OperationalError("SELECT", None, psycopg.OperationalError("connection refused"))

    kept, bench.database.read = bench.database.read, away  # type: ignore[method-assign,assignment]
    answer = bench("/count help", "e2")
    assert (words(answer), answer.again) == ("kit-busy", True)
    bench.database.read = kept  # type: ignore[method-assign]
    assert not bench("/count help", "e2").again


def test_a_fault_of_ours_in_a_statement_is_no_database_that_is_away(bench: Bench) -> None:
    def faulty(_query: object) -> None:
        with bench.database.engine.connect() as connection:
            connection.execute(text("SELECT nothing FROM nowhere"))

    kept, bench.database.read = bench.database.read, faulty  # type: ignore[method-assign,assignment]
    answer = bench("/count help", "e1")
    bench.database.read = kept  # type: ignore[method-assign]
    assert (words(answer).partition(" ")[0], answer.again) == ("kit-failed", False)  # else it would wait and wait


def test_a_talk_in_a_channel_is_none_of_the_bots_business(bench: Bench) -> None:
    said = replace(inbound("good morning", "e1"), kind="message")
    assert asyncio.run(bench.dispatcher.dispatch(said)) is None
    assert bench.rows(Inbox) == 0


def test_settings_are_read_back(bench: Bench) -> None:
    bench("/count add one", "e1")
    rows = bench.database.read(lambda s: s.exec(select(OrgSetting).where(col(OrgSetting.name) == "count")).all())
    assert [row.value for row in rows] == ["1"]
