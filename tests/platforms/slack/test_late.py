"""What takes longer than Slack waits, and what cannot be done: nothing is said to be taken that may yet be lost."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

import storage.db
from bot.platforms.slack import runtime_desk
from bot.roster import Roster
from storage.db import Busy, open_engine  # the real one: tests share theirs
from tests.platforms.slack.payloads import message
from tests.platforms.slack.stage import SlackStage, staged


@pytest.fixture(scope="module")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackStage]:
    """A workspace with a metric."""
    made = SlackStage(tmp_path_factory.mktemp("slack"), empty_database)
    for who in (made.BOSS, "ann"):
        made.asks(who, "/my lang en", "English")
    made.asks(made.BOSS, "/kpi define leads", "leads")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_against_the_rules(stage: SlackStage) -> Iterator[None]:
    """Slack's limits are kept."""
    yield
    assert stage.violations() == []


@contextmanager
def held_up(stage: SlackStage, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is written for as long as this lasts, and Slack waits for nothing."""
    assert stage.running.app is not None
    gate = threading.Event()
    stage.running.app.database.writer.submit(lambda _session: gate.wait(20))
    with monkeypatch.context() as patched:
        patched.setattr(runtime_desk, "ACK_SECONDS", 0.0)
        try:
            yield
        finally:
            gate.set()


def history(stage: SlackStage) -> str:
    return stage.asks(stage.BOSS, "/kpi history leads", "").text


def test_an_event_is_not_acknowledged_before_it_is_stored(stage: SlackStage, monkeypatch: pytest.MonkeyPatch) -> None:
    with held_up(stage, monkeypatch):
        later = stage.writes_later("ann", "kpi log leads 2001")
        stage.says(stage.BOSS, "/kpi log leads 2002")  # acknowledged, so the event before it has been looked at
        assert not later.done()
    later.result(10)
    stage.until(lambda: all(one in history(stage) for one in ("2,001", "2,002")), "both are logged")


def test_an_event_that_comes_again_while_it_is_being_done_is_answered_once(
    stage: SlackStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = stage.count("ann")
    with held_up(stage, monkeypatch):
        payload = stage.emulator.do(lambda ws: message(ws, "ann", "kpi log leads 2003"))[0]
        again = [stage.emulator.start(stage.emulator.tell("events_api", payload)) for _ in range(3)]
        stage.says(stage.BOSS, "/kpi log leads 2004")
        assert not any(one.done() for one in again)
    for one in again:
        one.result(10)
    stage.emulator.work(stage.emulator.tell("events_api", payload))  # and once more, a minute later
    stage.asks("ann", "/kpi list", "add up")
    assert len([m for m in stage.seen("ann")[before:] if "2,003" in m.text]) == 1


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant"])
def test_who_waits_for_a_command_is_told_not_to_count_on_it(
    stage: SlackStage, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    words = {"en": "do not count on it", "zh-Hans": "还没保存", "zh-Hant": "還沒儲存"}[language]
    monkeypatch.setattr("bot.platforms.slack.runtime_people.People.language", lambda _self, _user: language)
    with held_up(stage, monkeypatch):
        before = stage.count("ann", "talk")
        stage.says("ann", "/kpi log leads 2005", "talk")
        assert stage.sees("ann", words, channel="talk", after=before).only == "ann"
        assert "2,005" not in "".join(m.text for m in stage.seen("ann", "talk")[before:])
    stage.sees("ann", "2,005", channel="talk", after=before)


def test_who_waits_for_a_click_is_told_not_to_count_on_it(stage: SlackStage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.asks(stage.BOSS, "/todo add @ann oil the hinges --due tomorrow", "hinges")
    told = stage.sees("ann", "oil the hinges")
    with held_up(stage, monkeypatch):
        stage.clicks("ann", told, "Done")
        stage.sees("ann", "do not count on it")
    stage.until(lambda: "hinges" not in stage.asks("ann", "/todo list mine", "").text, "done")


def test_a_report_that_could_not_be_stored_comes_again(stage: SlackStage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.asks("gus", "/my lang en", "English")
    left, tries = Roster.left, list[str]()

    async def busy_at_first(self: Roster, platform: str, workspace: str, account: str) -> None:
        tries.append(account)
        if len(tries) == 1:
            raise Busy("locked")
        await left(self, platform, workspace, account)

    monkeypatch.setattr(Roster, "left", busy_at_first)
    gone = stage.emulator.do(lambda ws: ws.users[ws.user("gus")] | {"deleted": True})
    later = stage.happens_later({"type": "user_change", "user": gone})
    stage.until(lambda: tries, "reported")
    stage.cut()  # as Slack does what it was not told: it sends it again
    later.result(10)
    stage.asks("gus", "/kpi log leads 1", "closed")


def test_over_http_what_could_not_be_done_is_a_503_logged_once(
    empty_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with staged(SlackStage(tmp_path, empty_database, http=True)) as stage:
        stage.asks("gus", "/my lang en", "English")
        tries = list[str]()

        async def busy(_self: Roster, _platform: str, _workspace: str, account: str) -> None:
            tries.append(account)
            raise Busy("locked")

        monkeypatch.setattr(Roster, "left", busy)
        with capture_logs() as logs, pytest.raises(AssertionError, match="not taken: 503"):
            stage.leaves("gus")
        assert len(tries) == 4  # and each time Slack was told that it was not taken
        assert [one["event"] for one in logs if "kind" in one] == ["a payload could not be handled"] * 4


def test_while_the_database_is_away_a_command_is_refused_and_an_event_waits(
    empty_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.db, "open_engine", open_engine)
    monkeypatch.setattr(storage.db, "SQLITE_BUSY_SECONDS", 0.05)
    with staged(SlackStage(tmp_path, empty_database)) as stage:
        stage.asks(stage.BOSS, "/kpi define leads", "leads")
        path = stage.running.settings.database_url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            later = stage.writes_later("ann", "kpi log leads 3001")
            stage.says("bob", "/kpi log leads 3002", "talk")  # of which Slack tells but once
            stage.sees("bob", "stored nothing", channel="talk")
            assert not later.done()
            other.execute("COMMIT")
        later.result(10)
        stage.until(lambda: "3,001" in stage.asks(stage.BOSS, "/kpi history leads", "").text, "it is stored")
        assert "3,002" not in stage.asks(stage.BOSS, "/kpi history leads", "").text
