"""The extractor's worker and the asking itself: leases, retries, what is sent and what is believed; over real HTTP."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from bot.app import App
from bot.clock import StandingClock
from bot.doctor import check_extractor
from bot.endpoint import SAMPLE, Endpoint, Unanswered, endpoint
from bot.extractor import LEASE, Extractor
from bot.platforms.local.parse import Speech
from bot.web.health import health_routes
from storage.db import Database
from storage.models.meetings import Extraction, Proposal
from storage.repos import extraction as repo
from storage.states import ExtractionState
from tests.bot.test_doctor import settings
from tests.bot.worlds import START
from tests.dialog import fresh_url
from tests.meetings.model import Model, Reply, action, served

LINE = "carol said she could look into the budget, Thursday should work"
POINTED = action(LINE, "carol", "Thursday")


@pytest.fixture
def model() -> Iterator[Model]:
    """An endpoint that finds one action."""
    with served(Model()) as made:
        made.points(POINTED)
        yield made


@pytest.fixture
def databases(made_url: str) -> Iterator[tuple[Database, Database]]:
    """One database, as two processes have it open."""
    first, second = Database(made_url), Database(made_url)
    yield first, second
    first.close()
    second.close()


def _app(database: Database, model: Model, clock: StandingClock) -> App:
    chosen = settings(muster_extractor_url=model.url, muster_extractor_model="small", muster_extractor_key="sk-hush")
    return App(chosen, database, clock, with_local=True)


async def _say(app: App, *lines: str) -> None:
    assert app.local is not None
    for text in lines:
        await app.local.say(Speech("alice", "#growth", text), ())


async def _minutes(app: App) -> None:
    """Minutes that the extractor is to read, and nobody has asked it yet."""
    await _say(app, "/team new Growth", "/team add @carol", f"/minutes Action: bob calls the press\n{LINE}")


def _row(database: Database) -> Extraction:
    return database.read(lambda session: session.exec(select(Extraction)).one())


def _count(database: Database) -> int:
    return database.read(lambda session: len(session.exec(select(Proposal)).all()))


async def test_two_processes_ask_once_and_offer_once(databases: tuple[Database, Database], model: Model) -> None:
    clock = StandingClock(START)
    one, other = (_app(database, model, clock) for database in databases)
    await one.set_up()
    await _minutes(one)
    assert one.extractor is not None
    assert other.extractor is not None
    await asyncio.gather(one.extractor.drain(), other.extractor.drain())
    assert len(model.asked) == 1
    assert model.keys == ["Bearer sk-hush"]
    # Both are killed here: the answer is kept, and what is to become of it.
    assert _row(databases[0]).state is ExtractionState.ANSWERED
    again = [_app(database, model, clock) for database in databases]
    await asyncio.gather(*(app.scheduler.tick() for app in again))
    await asyncio.gather(*(app.scheduler.tick() for app in again))
    assert _count(databases[0]) == 1
    row = _row(databases[0])
    assert (row.state, row.answer) == (ExtractionState.DONE, None)
    assert len(model.asked) == 1


async def test_whoever_dies_while_asking_is_followed_by_another(
    databases: tuple[Database, Database], model: Model
) -> None:
    clock = StandingClock(START)
    app = _app(databases[0], model, clock)
    await app.set_up()
    await _minutes(app)
    (dead,) = databases[1].writer.submit(lambda session: repo.claim(session, clock.now(), LEASE, 5)).result()
    assert app.extractor is not None
    assert await app.extractor.drain() == 0
    clock.move(clock.now() + LEASE)
    assert await app.extractor.drain() == 1
    # It was only slow: its answer is of no use any more.
    assert not databases[1].writer.submit(lambda session: repo.answered(session, dead, [])).result()
    assert _row(databases[0]).state is ExtractionState.ANSWERED


async def test_an_answer_to_a_text_that_was_corrected_meanwhile_is_refused(
    databases: tuple[Database, Database], model: Model
) -> None:
    clock, held = StandingClock(START), threading.Event()
    app = _app(databases[0], model, clock)
    await app.set_up()
    await _minutes(app)
    model.replies = [Reply(json.dumps({"items": [POINTED]}), held=held)]
    assert app.extractor is not None
    asking = asyncio.create_task(app.extractor.drain())
    await _until(lambda: len(model.asked) == 1)
    await _say(app, "/minutes correct M1 Action: bob calls the press\nAnd nothing else")
    model.points()
    held.set()
    await asking
    assert [text.splitlines()[1] for text in model.texts] == [LINE, "And nothing else"]
    await app.scheduler.tick()
    assert _count(databases[0]) == 0


async def test_told_to_end_it_gives_back_what_it_is_asking(database: Database, model: Model) -> None:
    clock, held = StandingClock(START), threading.Event()
    app = _app(database, model, clock)
    await app.set_up()
    await _minutes(app)
    model.replies = [Reply(held=held)]
    assert app.extractor is not None
    running = asyncio.create_task(app.extractor.run(0.01))
    await _until(lambda: len(model.asked) == 1)
    app.extractor.stop()
    await running
    held.set()
    row = _row(database)
    assert (row.state, row.until, row.attempts) == (ExtractionState.ASKED, None, 0)
    assert await Extractor(database, clock, Endpoint(model.url, "small")).drain() == 1


async def test_the_rest_of_the_bot_waits_for_nothing(database: Database, model: Model) -> None:
    clock, held = StandingClock(START), threading.Event()
    app = _app(database, model, clock)
    await app.set_up()
    await _minutes(app)
    model.replies = [Reply(held=held)]
    assert app.extractor is not None
    asking = asyncio.create_task(app.extractor.drain())
    await _until(lambda: len(model.asked) == 1)
    await _say(app, "/minutes confirm M1")
    page = await health_routes(app)[2].endpoint(None)  # type: ignore[attr-defined]  # a Route's
    assert 'muster_extractions{state="asked"} 1.0' in page.body.decode()
    held.set()
    await asking


@pytest.fixture
def database(tmp_path: Path, empty_database: Path) -> Iterator[Database]:
    """A database of one process."""
    made = Database(fresh_url(empty_database, tmp_path / "one.db"), durable=False)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("reply", "why", "after", "hopeless"),
    [
        (Reply(status=500), "HTTP 500", None, False),
        (Reply(status=429, headers={"Retry-After": "7"}), "HTTP 429", 7.0, False),
        (Reply(status=413), "HTTP 413", None, True),
        (Reply(status=302, headers={"Location": "http://127.0.0.1:1/"}), "HTTP 302", None, False),
        (Reply(body="{"), "not a chat completion", None, False),
        (Reply(body='{"choices": []}'), "not a chat completion", None, False),
        (Reply(body='{"choices": [{"message": {"content": null}}]}'), "not a chat completion", None, False),
        (Reply(body=" " * 1_000_001), "the answer is too long", None, False),
        (Reply('{"items": [{"kind": "payment", "quote": "x"}]}'), "an answer of another shape", None, False),
        (Reply('{"items": [{"kind": "action", "quote": "x", "id": 1}]}'), "an answer of another shape", None, False),
        (Reply('{"items": [{"kind": "action"}]}'), "an answer of another shape", None, False),
    ],
)
async def test_what_is_no_answer_is_said_without_a_word_of_it(
    model: Model, reply: Reply, why: str, after: float | None, hopeless: bool
) -> None:
    model.replies = [reply]
    with pytest.raises(Unanswered) as caught:
        await Endpoint(model.url, "small").ask("the text")
    error = caught.value
    assert (str(error), error.after, error.hopeless) == (why, after, hopeless)


async def test_it_waits_only_so_long_and_hears_when_nobody_is_there(model: Model) -> None:
    held = threading.Event()
    model.replies = [Reply(held=held)]
    with pytest.raises(Unanswered, match=r"no answer within 0\.05 s"):
        await Endpoint(model.url, "small", seconds=0.05).ask("the text")
    held.set()
    with pytest.raises(Unanswered, match="ClientConnectorError"):
        await Endpoint("http://127.0.0.1:1/v1", "small").ask("the text")


async def test_only_the_text_is_sent_and_an_answer_in_a_fence_is_read(model: Model) -> None:
    model.replies = [Reply('```json\n{"items": []}\n```')]
    assert await Endpoint(f"{model.url}/chat/completions", "small").ask("the text") == []
    (sent,) = model.asked
    assert sent["messages"][1:] == [{"role": "user", "content": "the text"}]
    assert set(sent) == {"model", "messages", "response_format"}
    assert model.keys == [""]


def test_the_doctor_asks_it_a_made_up_sentence(model: Model) -> None:
    assert check_extractor(settings()).kind == "ok"
    assert "off" in check_extractor(settings()).found
    on = settings(muster_extractor_url=model.url, muster_extractor_model="small", muster_extractor_key="sk-hush")
    found = check_extractor(on)
    assert (found.kind, "small at 127.0.0.1 answers" in found.found) == ("ok", True)
    assert model.texts == [SAMPLE]
    model.usual = Reply(status=401)
    found = check_extractor(on)
    assert (found.kind, found.fix) == ("bad", "Check MUSTER_EXTRACTOR_KEY")
    assert "sk-hush" not in found.line()
    lacking = check_extractor(settings(muster_extractor_url=model.url))
    assert (lacking.kind, "MUSTER_EXTRACTOR_MODEL is missing" in lacking.found) == ("bad", True)
    assert settings(muster_extractor_model="small").missing_secrets()[0].startswith("MUSTER_EXTRACTOR_URL is missing")


@pytest.mark.parametrize("url", ["ftp://a/v1", "https://user:pass@a/v1", "api.openai.com/v1", "https://a/v1?key=s"])
def test_an_address_of_another_kind_stops_the_start(url: str) -> None:
    with pytest.raises(ValueError, match="must be an address"):
        settings(muster_extractor_url=url)


def test_it_is_off_unless_it_is_set() -> None:
    assert endpoint(settings()) is None
    assert settings().org.extractor is False


async def _until(there: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not there():  # noqa: ASYNC110  a thread of the emulator sets it
            await asyncio.sleep(0.005)
