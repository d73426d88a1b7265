"""The traps of Feishu and its SDK, each with what would fall into it; and Feishu's own ways."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.platforms.feishu.runtime_socket import LongConnection, Timing
from tests.platforms.feishu.emulator import Emulator
from tests.platforms.feishu.organisation import APP_ID, APP_SECRET, Organisation
from tests.platforms.feishu.stage import FeishuStage, staged
from tests.platforms.stage import Shown


@pytest.fixture(scope="module")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FeishuStage]:
    """One organisation for those tests that leave it as it was."""
    made = FeishuStage(tmp_path_factory.mktemp("feishu"), empty_database)
    made.asks(made.BOSS, "/my lang en", "English")
    made.asks(made.BOSS, "/team new Growth", "Growth")
    yield made
    made.close()


def status(stage: FeishuStage, path: str) -> int:
    """What the bot's HTTP side says."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{stage.running.port}{path}", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


# --- the connection -------------------------------------------------------------------------------


def test_a_hanging_endpoint_stalls_nothing(tmp_path: Path, empty_database: Path) -> None:
    with staged(FeishuStage(tmp_path, empty_database, hang=True)) as stage:
        stage.until(lambda: stage.emulator.asked >= 1, "the endpoint is asked")
        assert status(stage, "/healthz") == 200
        assert status(stage, "/readyz") == 503
        stage.emulator.faults.hang = False
        stage.until(stage.platform.ready, "connected after all")


def test_a_refusal_at_reconnect_is_not_for_ever(stage: FeishuStage) -> None:
    stage.emulator.faults.refuse = 1000040350  # too many connections: the SDK gives up on it
    stage.cut()
    before = stage.emulator.asked
    stage.until(lambda: stage.emulator.asked >= before + 3, "asked again and again")
    assert status(stage, "/readyz") == 503
    stage.emulator.faults.refuse = 0
    stage.until(stage.platform.ready, "connected again")
    stage.asks(stage.BOSS, "/team show Growth", "Growth")


def test_a_connection_without_a_sign_of_life_is_given_up(stage: FeishuStage) -> None:
    stage.emulator.faults.mute = True
    before = stage.emulator.asked
    stage.until(lambda: stage.emulator.asked > before, "another connection is asked for")
    stage.emulator.faults.mute = False
    stage.until(stage.platform.ready, "connected again")
    stage.asks(stage.BOSS, "/team show Growth", "Growth")


def test_started_while_feishu_is_out_of_order_it_connects_later(tmp_path: Path, empty_database: Path) -> None:
    with staged(FeishuStage(tmp_path, empty_database, down=True)) as stage:
        assert status(stage, "/readyz") == 503
        stage.down(False)
        stage.until(stage.platform.ready, "connected")


def test_two_connections_live_on_one_loop_beside_a_third(stage: FeishuStage) -> None:
    heard: list[bytes] = []

    async def take(payload: bytes) -> None:
        heard.append(payload)

    async def both() -> None:
        async with aiohttp.ClientSession() as session:
            lines = [LongConnection(APP_ID, APP_SECRET, stage.emulator.url, session, take, Timing()) for _ in range(2)]
            tasks = [asyncio.create_task(line.run()) for line in lines]
            while not all(line.connected() for line in lines):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for line in lines:
                await line.close(1)

    asyncio.run(asyncio.wait_for(both(), 10))
    assert stage.platform.ready()


def test_an_event_that_could_not_be_handled_comes_again() -> None:
    emulator, tried = Emulator(), list[bytes]()

    async def take(payload: bytes) -> dict[str, Any]:
        tried.append(payload)
        if len(tried) < 3:
            raise RuntimeError("the database is away")
        return {"toast": {"type": "info", "content": "done"}}

    async def told() -> list[Any]:
        async with aiohttp.ClientSession() as session:
            line = LongConnection(APP_ID, APP_SECRET, emulator.url, session, take)
            task = asyncio.create_task(line.run())
            payload = emulator.event("im.message.receive_v1", {"text": "字" * 900})  # in parts
            answer = await asyncio.wrap_future(emulator.start(emulator.tell(payload)))
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await line.close(1)
            return answer

    try:
        assert asyncio.run(told()) == [{"toast": {"type": "info", "content": "done"}}]
        assert len(set(tried)) == 1
        assert len(tried) == 3
    finally:
        emulator.close()


def test_the_sdk_is_loaded_only_where_feishu_is_set_up() -> None:
    code = "import sys, bot.app, bot.adapters, bot.serve; print([m for m in sys.modules if m.startswith('lark')])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


# --- events ---------------------------------------------------------------------------------------


def test_events_of_no_concern_and_broken_ones_are_acknowledged(stage: FeishuStage) -> None:
    for kind, event in (
        ("im.message.message_read_v1", {}),
        ("im.message.receive_v1", "nonsense"),
        ("im.message.receive_v1", {"message": {"content": "{", "message_type": "text"}, "sender": []}),
        ("card.action.trigger", {"action": {"value": {"run": 7}}, "operator": {"open_id": "ou_1"}}),
        ("card.action.trigger", {"action": {"value": "by hand"}}),
        ("application.bot.menu_v6", {"event_key": "/kpi"}),
    ):
        told = stage.emulator.work(stage.emulator.tell(stage.emulator.event(kind, event)))  # type: ignore[arg-type]
        assert told == [{}]


def test_the_same_message_over_eight_hours_has_one_effect(stage: FeishuStage) -> None:
    stage.asks(stage.BOSS, "/kpi define repeats", "repeats")
    payload = stage.emulator.do(lambda org: stage.message(org, stage.BOSS, "/kpi log repeats 7"))
    for seconds in (0, 15, 300, 3600, 6 * 3600):  # as Feishu does where it hears nothing
        stage.later(timedelta(seconds=seconds))
        if seconds >= 300:
            stage.running.again()  # to a process that remembers nothing of it
        stage.emulator.work(stage.emulator.tell(payload))
    stage.asks(stage.BOSS, "/kpi show repeats", "7").lacks("14", "21")
    assert len([m for m in stage.seen(stage.BOSS) if "repeats 7" in m.text]) == 1


def test_an_expired_token_is_fetched_anew_once_for_all(stage: FeishuStage) -> None:
    stage.emulator.do(lambda org: org.tokens.clear())
    stage.asks(stage.BOSS, "/team show Growth", "Growth")
    assert stage.emulator.do(lambda org: len(org.tokens)) == 1


def test_the_bot_menu_is_a_command(stage: FeishuStage) -> None:
    before = stage.count(stage.BOSS)
    operator = stage.emulator.do(lambda org: {"operator_id": {"open_id": org.user(stage.BOSS)}})
    event = stage.emulator.event("application.bot.menu_v6", {"operator": operator, "event_key": "team"})
    stage.emulator.work(stage.emulator.tell(event))
    stage.sees(stage.BOSS, "Growth", after=before)


def test_a_new_group_is_greeted_once(stage: FeishuStage) -> None:
    chat = stage.emulator.do(lambda org: org.chat("launch"))
    for _ in range(2):
        event = stage.emulator.event("im.chat.member.bot.added_v1", {"chat_id": chat, "name": "launch"})
        stage.emulator.work(stage.emulator.tell(event))
    stage.sees("anna", "Welcome", channel="launch")
    assert stage.count("anna", "launch") == 1


def test_a_rich_text_and_a_renamed_group_are_understood(stage: FeishuStage) -> None:
    content = '{"title":"","content":[[{"tag":"text","text":"/team show Growth"}]]}'
    payload = stage.emulator.do(lambda org: stage.message(org, stage.BOSS, "", message_type="post", content=content))
    before = stage.count(stage.BOSS)
    stage.emulator.work(stage.emulator.tell(payload))
    stage.sees(stage.BOSS, "Growth", after=before)
    stage.asks(stage.BOSS, "/team bind --team Growth", "Growth", channel="old name")
    chat = stage.emulator.do(lambda org: org.chat("old name"))
    event = stage.emulator.event("im.chat.updated_v1", {"chat_id": chat, "after_change": {"name": "new name"}})
    stage.emulator.work(stage.emulator.tell(event))
    stage.asks(stage.BOSS, "/team show Growth", "#new name")


# --- answers --------------------------------------------------------------------------------------


def _private_and_told(stage: FeishuStage, group: str) -> tuple[Shown, Shown]:
    before = stage.count(stage.BOSS), stage.count(stage.BOSS, group)
    stage.says(stage.BOSS, "/team show Growth", group)
    return (
        stage.sees(stage.BOSS, "Growth", after=before[0]),
        stage.sees(stage.BOSS, "privately", channel=group, after=before[1]),
    )


def test_whoever_cannot_be_shown_a_card_in_the_group_is_answered_privately(stage: FeishuStage) -> None:
    stage.emulator.do(lambda org: org.offline.add(org.user(stage.BOSS)))
    try:
        _, told = _private_and_told(stage, "offline")
        assert told.only is None
        told.lacks("Growth")
    finally:
        stage.emulator.do(lambda org: org.offline.clear())


def test_in_a_group_of_topics_the_answer_is_private(stage: FeishuStage) -> None:
    stage.emulator.do(lambda org: org.chat("topics", "topic"))
    _private_and_told(stage, "topics")


def test_a_click_is_answered_by_a_toast_and_a_form_by_what_became_of_it(stage: FeishuStage) -> None:
    stage.asks(stage.BOSS, "/kpi define sent", "sent")
    before = stage.count(stage.BOSS)
    stage.says(stage.BOSS, "/kpi log")
    form = stage.until(lambda: next((m for m in stage.seen(stage.BOSS)[before:] if m.fields), None), "the form")
    stage.fills(stage.BOSS, form, {"name": "sent", "value": "nine"})
    wrong = stage.until(lambda: next((m for m in stage.seen(stage.BOSS) if m.errors), None), "the error")
    assert wrong.id == form.id
    assert wrong.fields["value"] == "nine"
    stage.fills(stage.BOSS, wrong, {"name": "sent", "value": "9"})
    done = next(m for m in stage.seen(stage.BOSS) if m.id == form.id)
    assert "sent 9" in done.text
    assert not done.fields


def test_a_form_of_somebody_else_is_not_theirs_to_send(stage: FeishuStage) -> None:
    before = stage.count(stage.BOSS)
    stage.says(stage.BOSS, "/team new")
    form = stage.until(lambda: next((m for m in stage.seen(stage.BOSS)[before:] if m.fields), None), "the form")
    stage.fills("mallory", form, {"name": "Stolen"})
    stage.asks(stage.BOSS, "/team show Growth", "Growth")
    assert "Stolen" not in stage.asks(stage.BOSS, "/team", "").text


# --- the slash menu -------------------------------------------------------------------------------


def test_the_slash_menu_is_made_from_the_commands_and_changed_where_they_did(stage: FeishuStage) -> None:
    stage.until(lambda: stage.emulator.do(lambda org: len(org.commands) >= 12), "all of the menu")
    there = stage.emulator.do(lambda org: {command["command"] for command in org.commands.values()})
    assert {"kpi", "todo", "kudos", "help"} <= there
    stage.emulator.do(_meddled)
    stage.running.again()
    stage.until(stage.platform.ready, "connected again")
    stage.until(lambda: stage.emulator.do(lambda org: "sc_old" not in org.commands), "what is gone is gone")
    assert stage.emulator.do(_changes) == ["PATCH", "DELETE"]


def _meddled(org: Organisation) -> None:
    """The menu is not what it was."""
    org.commands["sc_old"] = {"command": "gone", "description": {}}
    next(command for command in org.commands.values() if command["command"] == "kpi")["description"] = {}
    org.calls.clear()


def _changes(org: Organisation) -> list[str]:
    menu = "application/v7/app_slash_commands"
    return [method for method, path, _ in org.calls if path.startswith(menu) and method != "GET"]
