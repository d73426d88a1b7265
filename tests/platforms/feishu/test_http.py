"""HTTP mode: what is not from Feishu, not fresh or not readable is refused with 4xx, has no effect, and never a 500."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest

from bot.settings import Settings
from tests.platforms.feishu.emulator import KEY, VERIFY, sealed
from tests.platforms.feishu.stage import FeishuStage, staged


@pytest.fixture(scope="module")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FeishuStage]:
    """The bot in HTTP mode."""
    made = FeishuStage(tmp_path_factory.mktemp("http"), empty_database, http=True)
    yield made
    assert made.violations() == []
    made.close()


def test_commands_clicks_and_forms(stage: FeishuStage) -> None:
    stage.asks(stage.BOSS, "/my lang en", "English")
    stage.asks(stage.BOSS, "/kpi define leads", "leads")
    before = stage.count(stage.BOSS)
    stage.says(stage.BOSS, "/kpi log")
    form = stage.until(lambda: next((m for m in stage.seen(stage.BOSS)[before:] if m.fields), None), "the form")
    stage.fills(stage.BOSS, form, {"name": "leads", "value": "5"})
    logged = next(m for m in stage.seen(stage.BOSS) if m.id == form.id)
    stage.clicks(stage.BOSS, logged, "Undo")
    stage.sees(stage.BOSS, "leads", "5", after=before)


def test_the_address_is_verified_with_the_key(stage: FeishuStage) -> None:
    asked = {"type": "url_verification", "token": VERIFY, "challenge": "c-123"}
    status, said = stage.emulator.work(stage.emulator.post(asked))
    assert (status, json.loads(said)) == (200, {"challenge": "c-123"})
    status, _ = stage.emulator.work(stage.emulator.post({**asked, "token": "wrong"}))
    assert status == 401


def test_the_question_for_the_address_is_answered_unsigned_too(stage: FeishuStage) -> None:
    asked = {"type": "url_verification", "token": VERIFY, "challenge": "c-124"}
    status, said = stage.emulator.work(stage.emulator.post(asked, signature=""))
    assert (status, json.loads(said)) == (200, {"challenge": "c-124"})


def test_an_event_that_was_stolen_tells_nothing_to_who_cannot_sign(stage: FeishuStage) -> None:
    taken = base64.b64decode(sealed(stage.emulator.do(lambda org: stage.message(org, stage.BOSS, "/team new Stolen"))))
    tried = [taken, taken[:-16], taken[:-1] + bytes([taken[-1] ^ 1]), taken[16:], taken[:24], b""]
    bodies = [json.dumps({"encrypt": base64.b64encode(one).decode()}).encode() for one in tried]
    told = [stage.emulator.work(stage.emulator.post(body, signature="0" * 64)) for body in [*bodies, b"{", b""]]
    assert set(told) == {(401, "{}")}
    assert "Stolen" not in stage.asks(stage.BOSS, "/team", "").text


@pytest.mark.parametrize("stamp", ["", "now", "-1", "1e9", "９９９", "9" * 400, " 1767578400"])
def test_an_odd_time_is_refused_though_it_is_signed(stage: FeishuStage, stamp: str) -> None:
    payload = stage.emulator.do(lambda org: stage.message(org, stage.BOSS, "/team new Odd"))
    assert stage.emulator.work(stage.emulator.post(payload, stamp=stamp)) == (401, "{}")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("forged", 401), ("odd", 401), ("stale", 401), ("early", 401), ("other key", 401), ("token", 401)],
)
def test_what_is_not_feishus_is_refused(stage: FeishuStage, kind: str, expected: int) -> None:
    payload = stage.emulator.do(lambda org: stage.message(org, stage.BOSS, "/team new Forged"))
    now, post = time.time(), stage.emulator.post  # noqa: TID251  the signature's own clock
    if kind == "token":
        payload["header"]["token"] = "somebody else's"
    tried = {
        "forged": post(payload, signature="0" * 64), "odd": post(payload, signature="äß"),
        "stale": post(payload, at=now - 3600), "early": post(payload, at=now + 3600),
        "other key": post(payload, key="another key"), "token": post(payload),
    }  # fmt: skip
    for name, work in tried.items():
        if name != kind:
            work.close()
    status, said = stage.emulator.work(tried[kind])
    assert (status, said) == (expected, "{}")
    assert "Forged" not in stage.asks(stage.BOSS, "/team", "").text


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"encrypt": 7}', b'{"encrypt": "!"}', b'{"encrypt": "QUJD"}', b'"' + b"x" * 2_000_000,
     b'{"schema":"2.0","header":{"event_type":"im.message.receive_v1"}}',
     json.dumps({"encrypt": sealed([1], KEY)}).encode()],  # type: ignore[arg-type]
    ids=["nothing", "cut", "a list", "a number", "no base64", "too short", "huge", "not encrypted", "a list inside"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(stage: FeishuStage, body: bytes) -> None:
    status, _ = stage.emulator.work(stage.emulator.post(body))
    assert 400 <= status < 500


def test_a_replay_has_no_second_effect(stage: FeishuStage) -> None:
    stage.asks(stage.BOSS, "/kpi define replays", "replays")
    payload = stage.emulator.do(lambda org: stage.message(org, stage.BOSS, "/kpi log replays 31"))
    stage.emulator.work(stage.emulator.tell(payload, times=3))
    stage.asks(stage.BOSS, "/kpi show replays", "31").lacks("62", "93")


def test_only_posts_are_taken(stage: FeishuStage) -> None:
    async def got() -> int:
        async with aiohttp.ClientSession() as session, session.get(stage.emulator.target or "") as answer:
            return answer.status

    assert stage.emulator.work(got()) == 405


def test_while_feishu_does_not_say_which_bot_this_is_an_event_comes_again(tmp_path: Path, empty_database: Path) -> None:
    with staged(FeishuStage(tmp_path, empty_database, http=True, down=True)) as early:
        payload = early.emulator.do(lambda org: early.message(org, early.BOSS, "/team new Early"))
        assert early.emulator.work(early.emulator.post(payload)) == (503, "{}")
        assert not early.platform.ready()
        early.down(False)
        early.until(early.platform.ready, "Feishu says which bot this is")
        early.emulator.work(early.emulator.tell(payload))
        early.sees(early.BOSS, "Early")


def test_without_the_key_it_does_not_start() -> None:
    made = Settings(_env_file=None, feishu_app_id="cli_1", feishu_app_secret="s", feishu_mode="http")  # type: ignore[call-arg, arg-type]
    assert made.missing_secrets() == ("FEISHU_ENCRYPT_KEY is missing: FEISHU_MODE=http is set and needs it",)
