"""What goes wrong between DingTalk and the bot: nothing is lost, nothing happens twice, no limit is broken."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

import storage.db
from bot.platforms.base import Outgoing, Passing
from bot.platforms.dingtalk import runtime_people
from bot.platforms.dingtalk.runtime_desk import Waiting
from storage.db import open_engine  # the real one: tests share theirs
from tests.platforms.dingtalk.emulator import BOT_TOPIC, Push
from tests.platforms.dingtalk.organisation import CORP, staff
from tests.platforms.dingtalk.stage import QUICK, DingTalkStage, Made, line, staged, status


@pytest.fixture(scope="module")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DingTalkStage]:
    """One organisation for those tests that leave it as it was."""
    made = DingTalkStage(tmp_path_factory.mktemp("dingtalk"), empty_database)
    for who in (made.BOSS, "ann"):
        made.asks(who, "/my lang en", "English")
    made.asks(made.BOSS, "/kpi define leads", "leads")
    yield made
    broken = made.violations()
    made.close()
    assert broken == []


def history(stage: DingTalkStage) -> str:
    return stage.asks(stage.BOSS, "/kpi history leads", "").text


# --- the database is away -----------------------------------------------------------------------------


@contextmanager
def away(stage: DingTalkStage) -> Iterator[None]:
    """Somebody else keeps the database to themselves."""
    path = stage.running.settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("COMMIT")


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database's lock is not waited for long, by an engine made for the purpose."""
    monkeypatch.setattr(storage.db, "open_engine", open_engine)
    monkeypatch.setattr(storage.db, "SQLITE_BUSY_SECONDS", 0.05)


@pytest.mark.usefixtures("impatient")
def test_while_the_database_is_away_what_was_said_waits_in_order(made: Made) -> None:
    stage = made()
    with away(stage):
        later = [stage.says_later("ann", f"/kpi log leads {number}") for number in (101, 102)]
        later.append(stage.says_later("bob", "/kpi log leads 103"))
        stage.until(lambda: stage.platform.waiting() == 3, "all three wait")
        assert not any(one.done() for one in later)
    for one in later:
        one.result(10)
    stage.sees("ann", "102")
    logged = [m.text for m in stage.seen("ann") if "leads" in m.text and "K" in m.text]
    assert ["101" in logged[0], "102" in logged[1], len(logged)] == [True, True, 2]
    stage.sees("bob", "103")
    stage.until(lambda: all(one in history(stage) for one in ("101", "102", "103")), "all are stored")


@pytest.mark.usefixtures("impatient")
def test_more_than_may_wait_are_told_to_send_it_again(made: Made) -> None:
    stage = made(pace=replace(QUICK, waiting=Waiting(most=2, tries=(0.02, 0.05))))
    stage.emulator.do(lambda org: org.group("growth"))
    with away(stage):
        later = [stage.says_later(who, "/kpi log leads 104") for who in ("ann", "bob")]
        stage.until(lambda: stage.platform.waiting() == 2, "two wait")
        stage.says("cat", "/kpi log leads 105")  # acknowledged, since they are told
        stage.sees("cat", "send it again")
        stage.says("dan", "/kpi log leads 105", "growth")
        assert stage.sees("dan", "send it again", channel="growth").pings == {"dan"}
        stage.foreigner("zed", "/kpi show leads", "growth")
        assert not any(one.done() for one in later)
    for one in later:
        one.result(10)
    stage.until(lambda: history(stage).count("104") == 2, "what waited is stored")
    assert "105" not in history(stage)


@pytest.mark.usefixtures("impatient")
def test_whoever_waited_too_long_is_told_to_send_it_again(made: Made) -> None:
    stage = made(pace=replace(QUICK, waiting=Waiting(patience=0.2, tries=(0.02, 0.05))))
    with away(stage):
        stage.says("ann", "/kpi log leads 106")
        stage.sees("ann", "send it again")
    assert "106" not in history(stage)


@pytest.mark.usefixtures("impatient")
def test_at_the_end_whoever_still_waits_is_told(made: Made) -> None:
    stage = made(pace=replace(QUICK, waiting=Waiting(tries=(5.0, 5.0))))
    with away(stage):
        later = [stage.says_later(who, "/kpi log leads 107") for who in ("ann", "bob", "ann")]
        stage.until(lambda: stage.platform.waiting() == 3, "they wait")
        stage.running.do(stage.platform.stop())
    assert all(one.result(5) for one in later)
    assert [len(stage.seen(who)) for who in ("ann", "bob")] == [2, 1]
    stage.sees("bob", "send it again")


def test_a_click_is_acknowledged_in_time_and_done_when_it_can_be(made: Made) -> None:
    stage = made(cards=True, pace=replace(QUICK, waiting=Waiting(click=0.05)))
    stage.asks("ann", "/my lang en", "English")
    stage.asks(stage.BOSS, "/todo add @ann oil the hinges --due tomorrow", "hinges")
    told = stage.sees("ann", "oil the hinges")
    stage.until(lambda: stage.owes() == 0, "all is sent")
    with held_up(stage):
        stage.clicks("ann", told, "Done", times=2)  # which returns when it is acknowledged
        assert any("Done" in label for label in stage.sees("ann", "oil the hinges").buttons)
    stage.until(lambda: "hinges" not in stage.asks("ann", "/todo list mine", "").text, "done")


@contextmanager
def held_up(stage: DingTalkStage) -> Iterator[None]:
    """Nothing is written for as long as this lasts."""
    assert stage.running.app is not None
    gate = threading.Event()
    stage.running.app.database.writer.submit(lambda _session: gate.wait(20))
    try:
        yield
    finally:
        gate.set()


# --- once --------------------------------------------------------------------------------------------


def test_a_message_is_not_acknowledged_before_it_is_stored_and_again_meanwhile_is_the_same(
    stage: DingTalkStage,
) -> None:
    before = stage.count("ann")
    data = stage.message("ann", "/kpi log leads 2003")
    with held_up(stage):
        again = [stage.emulator.start(stage.emulator.tell("CALLBACK", BOT_TOPIC, data)) for _ in range(3)]
        stage.until(lambda: stage.platform.waiting() == 1, "one is being done")
        assert not any(one.done() for one in again)
    for one in again:
        one.result(10)
    stage.sees("ann", "2,003", after=before)
    stage.hears(data)  # and once more, a minute later
    stage.asks("ann", "/my show", "ann")
    assert len([m for m in stage.seen("ann")[before:] if "2,003" in m.text and "K" in m.text]) == 1


def test_stopped_in_the_middle_nothing_that_was_received_is_lost(made: Made) -> None:
    stage = made(pace=replace(QUICK, ending=15.0))  # a busy machine is slow, not wrong
    many = [stage.message("ann", f"/kpi log leads {1000 + number}") for number in range(40)]
    pushes: list[Push] = []

    async def poured() -> None:
        for data in many:
            pushes.append(Push(stage.emulator.frame("CALLBACK", BOT_TOPIC, data)))
            await stage.emulator.push(pushes[-1])

    stage.emulator.work(poured())
    stage.running.again()
    stage.until(stage.platform.ready, "connected again")
    assert all(push.answered.done() for push in pushes)
    assert f"{sum(1000 + n for n in range(40)):,}" in stage.asks("ann", "/kpi show leads", "leads").text


def test_a_connection_asked_back_and_cut_in_the_middle_loses_nothing(stage: DingTalkStage) -> None:
    later = []
    for number in range(12):
        later.append(stage.says_later("ann", f"/kpi log leads {3000 + number}"))
        if number == 4:
            stage.emulator.disconnect()
        if number == 8:
            for one in later:
                one.result(10)
            stage.cut()
    for one in later:
        one.result(10)
    stage.until(lambda: all(f"{3000 + n:,}" in history(stage) for n in (0, 4, 8, 11)), "all are stored")


def test_started_while_dingtalk_gives_no_ticket_it_connects_later(tmp_path: Path, empty_database: Path) -> None:
    emulated = DingTalkStage(tmp_path, empty_database, dingtalk_client_secret="other", wait=False)
    with staged(emulated) as stage:
        stage.until(lambda: len(stage.emulator.asked) >= 2, "asked again and again")
        assert (status(stage), status(stage, "/healthz")) == (503, 200)


# --- the end, and the rest -----------------------------------------------------------------------------


def test_at_the_end_whoever_s_message_could_not_be_finished_is_told_to_look(made: Made) -> None:
    stage = made(pace=replace(QUICK, ending=0.3))
    stage.asks("ann", "/my lang zh-Hans", "简体中文")
    with held_up(stage):
        later = [stage.says_later("ann", "/kpi log leads 108"), stage.says_later("bob", "/kpi log leads 109", "growth")]
        stage.until(lambda: stage.platform.waiting() == 2, "both are being done")
        stage.running.do(stage.platform.stop())
        stage.sees("ann", "没有的话再发一次")
        assert stage.sees("bob", "send it again if it is not there", channel="growth").pings == {"bob"}
    for one in later:
        one.cancel()


def test_what_fails_in_the_bot_itself_is_not_passed_over_in_silence(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = made()

    def broken(*_: object) -> None:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(runtime_people, "placed", broken)
    stage.emulator.do(lambda org: org.person("bob"))
    stage.says("ann", "/kudos @bob well done", "growth")
    assert stage.sees("ann", "send it again if it is not there", channel="growth").pings == {"ann"}


def test_an_administrator_who_has_not_written_hears_of_it_when_they_do(made: Made) -> None:
    stage = made(muster_admins="dingtalk:id-boss,dingtalk:id-eve")
    stage.emulator.do(lambda org: setattr(org.quotas, "month", org.counted))
    with pytest.raises(Passing) as caught:
        stage.running.do(stage.platform.send(Outgoing(CORP, "k", line("x"), account=staff("boss"))))
    assert caught.value.held
    stage.sees(stage.BOSS, "90020")
    stage.says("eve", "/my")
    stage.sees("eve", "90020")
    stage.says("eve", "/my")
    stage.says("eve", "/help")
    assert sum("90020" in m.text for m in stage.seen("eve")) == 1


def test_whoever_was_made_an_administrator_hears_of_it_too_in_their_language(made: Made) -> None:
    stage = made()
    stage.asks("ann", "/my lang zh-Hans", "简体中文")
    stage.asks("bob", "/my lang en", "English")
    stage.asks(stage.BOSS, "/admin grant @ann admin", "ann")
    stage.until(lambda: stage.owes() == 0, "all is sent")
    stage.emulator.do(lambda org: setattr(org.quotas, "month", org.counted))
    stage.asks(stage.BOSS, "/todo add @bob water the plants --due tomorrow", "plants")
    stage.sees(stage.BOSS, "90020", "takes no more messages")
    stage.sees("ann", "90020", "开发者后台")
    assert not any("90020" in m.text for m in stage.seen("bob"))


def test_a_slow_dingtalk_delays_no_acknowledgement(stage: DingTalkStage) -> None:
    stage.emulator.faults.slow = 2.0
    stage.emulator.acks.clear()
    stage.says("ann", "/kpi log leads 41")
    stage.says("ann", "/kudos @gil well done", "growth")  # whose name has to be asked for
    stage.says("ann", "/kudos @hal well done", "growth")
    assert max(stage.emulator.acks) < stage.emulator.faults.slow
    stage.emulator.faults.slow = 0.0
    stage.until(lambda: "41" in history(stage), "it is stored")


def test_an_answer_goes_to_no_address_but_dingtalks(stage: DingTalkStage) -> None:
    data = stage.message("ann", "/kpi log leads 43")
    before = stage.count("ann")
    stage.hears({**data, "sessionWebhook": "https://dingtalk.com.evil.example/robot/sendBySession?session=s1"})
    stage.sees("ann", "43", after=before)  # by the other way
