"""HTTP mode: the same product over signed requests, and nothing but a 4xx for what Slack did not sign just now."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest
from structlog.testing import capture_logs

from tests.platforms.slack.emulator import SECRET
from tests.platforms.slack.stage import SlackStage, staged
from tests.platforms.slack.workspace import TEAM

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackStage]:
    """The bot without an app token, with a signing secret."""
    made = SlackStage(tmp_path_factory.mktemp("slack"), empty_database, http=True)
    made.asks(made.BOSS, "/my lang en", "English")
    yield made
    assert made.violations() == []
    made.close()


def post(stage: SlackStage, body: bytes | str, headers: dict[str, str], **how: object) -> int:
    content = body.encode() if isinstance(body, str) else body
    return stage.emulator.work(stage.emulator.post(content, headers, **how))[0]  # type: ignore[arg-type]


def slash(text: str, user: str = "U0BOSS") -> str:
    return urlencode({
        "command": "/kpi", "text": text, "user_id": user, "team_id": TEAM, "channel_id": "D0BOSS", "trigger_id": text,
        "response_url": "http://127.0.0.1:9/none", "channel_name": "directmessage",
    })  # fmt: skip


def defined(stage: SlackStage, name: str) -> bool:
    return name in stage.asks(stage.BOSS, "/kpi list", "").text


def test_a_command_a_message_a_click_and_a_form(stage: SlackStage) -> None:
    stage.asks(stage.BOSS, "/kpi define leads", "leads")
    stage.asks(stage.BOSS, "kpi log leads 12", "12")
    stage.says(stage.BOSS, "/kpi log")
    form = stage.sees(stage.BOSS, "", after=stage.count(stage.BOSS) - 1)
    stage.fills(stage.BOSS, form, {"name": "leads", "value": "dozens"})
    wrong = stage.until(lambda: next((m for m in stage.seen(stage.BOSS) if m.errors), None), "an error in place")
    stage.fills(stage.BOSS, wrong, {"name": "leads", "value": "3"})
    stage.until(lambda: "15" in stage.asks(stage.BOSS, "/kpi show leads", "leads").text, "both are logged")
    stage.asks("bob", "/my lang en", "English")
    stage.asks(stage.BOSS, "/todo add @bob water the plants --due tomorrow", "water")
    stage.clicks("bob", stage.sees("bob", "water the plants"), "Done")
    stage.until(lambda: "plants" not in stage.asks("bob", "/todo list mine", "").text, "done")


def test_a_command_in_a_channel_is_answered_at_once_and_marked_as_handed_over(stage: SlackStage) -> None:
    stage.asks(stage.BOSS, "/kpi define visits", "visits")
    before = stage.count(stage.BOSS, "growth")
    stage.says(stage.BOSS, "/kpi log visits 22", "growth")
    stage.seen(stage.BOSS, "growth")[before].has("visits 22")
    stage.until(lambda: not stage.unmarked(), "marked as handed over")


def test_an_event_posted_three_times_has_one_effect(stage: SlackStage) -> None:
    stage.asks(stage.BOSS, "/kpi define thrice", "thrice")
    stage.says(stage.BOSS, "kpi log thrice 7", times=3)
    stage.asks(stage.BOSS, "/kpi show thrice", "7").lacks("14", "21")


def test_slack_checks_the_address(stage: SlackStage) -> None:
    asked = json.dumps({"type": "url_verification", "challenge": "abc", "token": "x"})
    status, said = stage.emulator.work(stage.emulator.post(asked.encode(), JSON))
    assert (status, json.loads(said)) == (200, {"challenge": "abc"})


def test_slack_checks_the_certificate(stage: SlackStage) -> None:
    assert post(stage, urlencode({"ssl_check": "1", "token": "x"}), FORM) == 200


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "abc",
        "v0=",
        "v0=" + "0" * 64,
        "v0=ÿ",
        "v0=" + "é" * 64,
        "v1=" + "0" * 64,
        "v0=" + "0" * 65,
        "V0=" + "0" * 64,
    ],
)
def test_a_wrong_signature_is_401(stage: SlackStage, signature: str) -> None:
    headers = {**FORM, "X-Slack-Signature": signature}
    assert post(stage, slash("define forged"), headers) == 401
    assert not defined(stage, "forged")


@pytest.mark.parametrize("stamp", ["", "now", "-1", "1e9", "١٧٦٧٥٧٨٤٠٠", "9" * 400, "+1767578400", " 1767578400"])
def test_an_odd_time_is_401(stage: SlackStage, stamp: str) -> None:
    assert post(stage, slash("define odd"), {**FORM, "X-Slack-Request-Timestamp": stamp}) == 401


@pytest.mark.parametrize("away", [-301, -86400, 301, 86400])
def test_a_stale_time_is_401_though_it_is_signed(stage: SlackStage, away: int) -> None:
    assert post(stage, slash("define stale"), FORM, at=time.time() + away) == 401  # noqa: TID251  Slack's own clock
    assert not defined(stage, "stale")


def test_another_secret_is_401(stage: SlackStage) -> None:
    assert post(stage, slash("define other"), FORM, secret=SECRET + "!") == 401


def test_a_body_that_was_changed_is_401(stage: SlackStage) -> None:
    body = slash("define mine")
    headers = {**FORM, "X-Slack-Signature": "v0=" + "a" * 64}
    assert post(stage, body.replace("mine", "other"), headers) == 401


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"", JSON), (b"{", JSON), (b"[]", JSON), (b"1", JSON), (b'"x"', JSON), (b"null", JSON), (b"\xff\xfe", JSON),
        (b"[" * 100_000, JSON), (b'{"type":' * 50_000, JSON),
        (b"payload=", FORM), (b"payload=%7B", FORM), (b"payload=%5B%5D", FORM), (b"payload=1", FORM),
        (b"&".join(b"a=1" for _ in range(5000)), FORM), (b"\xff=\xff", FORM), (b"", FORM),
    ],
)  # fmt: skip
def test_a_malformed_body_is_4xx(stage: SlackStage, body: bytes, headers: dict[str, str]) -> None:
    assert 400 <= post(stage, body, headers) < 500


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "event_callback"}, {"type": "event_callback", "event": []}, {"type": "event_callback", "event": "x"},
        {"type": "event_callback", "event": {"type": ["x"], "user": {}}}, {"type": 7}, {"type": None}, {},
        {"type": "event_callback", "event": {"type": "message", "channel": 1, "user": 2, "ts": 3, "text": 4}},
        {"type": "event_callback", "event": {"type": "user_change", "user": "U1"}},
        {"type": "event_callback", "event": {"type": "channel_rename", "channel": "C1"}},
        {"type": "event_callback", "event": {"type": "no_such_event", "user": "U1"}},
        {"type": "event_callback", "authorizations": 3, "event": {"type": "app_home_opened", "user": None}},
    ],
)  # fmt: skip
def test_an_odd_event_does_nothing_and_is_no_500(stage: SlackStage, payload: dict[str, object]) -> None:
    assert post(stage, json.dumps(payload), JSON) in (200, 400)


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions"}, {"type": "block_actions", "user": {"id": "U0BOSS"}, "actions": "x"},
        {"type": "block_actions", "user": "U0BOSS", "actions": [{"action_id": "run:0", "value": "/help"}]},
        {"type": "block_actions", "user": {"id": "U0BOSS"}, "actions": [{"action_id": "other", "value": "/help"}]},
        {"type": "block_actions", "user": {"id": "U0BOSS"}, "actions": [{"action_id": "open:x", "value": "9" * 40}]},
        {"type": "view_submission", "user": {"id": "U0BOSS"}, "view": {"callback_id": "form", "private_metadata": "{"}},
        {"type": "view_submission", "user": {"id": "U0BOSS"},
         "view": {"callback_id": "form", "private_metadata": '{"q":true}', "state": {"values": []}}},
        {"type": "shortcut", "callback_id": "x", "user": {"id": "U0BOSS"}}, {"type": "block_suggestion"},
    ],
)  # fmt: skip
def test_an_action_nobody_made_does_nothing_and_is_no_500(stage: SlackStage, payload: dict[str, object]) -> None:
    before = stage.settled(stage.BOSS)
    assert post(stage, urlencode({"payload": json.dumps(payload)}), FORM) in (200, 400)
    assert stage.settled(stage.BOSS) == before


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (slash("define quiet"), {**FORM, "X-Slack-Signature": "v0=" + "0" * 64}),
        (slash("define quiet"), {**FORM, "X-Slack-Request-Timestamp": "1"}),
        (b"{", JSON), (b"a" * 1_000_001, FORM), (json.dumps({"type": "no_such_type"}), JSON),
        (urlencode({"payload": json.dumps({"type": "block_actions", "user": {"id": "U0BOSS"}, "actions": []})}), FORM),
        (urlencode({"payload": json.dumps({"type": "shortcut", "user": {"id": "U0BOSS"}})}), FORM),
        (urlencode({"payload": json.dumps({"type": "view_submission", "user": {"id": "U0BOSS"}})}), FORM),
    ],
)  # fmt: skip
def test_what_is_refused_is_logged_once_without_its_words(
    stage: SlackStage, body: bytes | str, headers: dict[str, str]
) -> None:
    with capture_logs() as logs:
        assert post(stage, body, headers) < 500
    assert [entry["event"] for entry in logs if entry["log_level"] != "info"] == ["refused"]
    assert "quiet" not in str(logs)


def test_a_huge_body_is_413_and_is_not_read(stage: SlackStage) -> None:
    assert post(stage, b"a" * 1_000_001, FORM) == 413


def test_only_posts_are_taken(stage: SlackStage) -> None:
    async def got() -> int:
        async with aiohttp.ClientSession() as session, session.get(stage.emulator.target or "") as answer:
            return answer.status

    assert stage.emulator.work(got()) == 405


def test_while_slack_does_not_say_who_the_bot_is_an_event_comes_again(empty_database: Path, tmp_path: Path) -> None:
    with staged(SlackStage(tmp_path, empty_database, http=True, down=True)) as stage:
        assert post(stage, slash("define early"), FORM) == 503
        assert not stage.platform.ready()
        stage.down(False)
        stage.until(stage.platform.ready, "Slack says who the bot is")
        stage.asks(stage.BOSS, "/kpi list", "")
