"""HTTP mode: what is not from Feishu, not fresh or not readable is refused with 4xx, has no effect, and never a 500."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.platforms.feishu.emulator import KEY, VERIFY, sealed
from tests.platforms.feishu.stage import FeishuStage


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


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("forged", 401), ("odd", 401), ("stale", 401), ("early", 401), ("other key", 400), ("token", 401)],
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
)  # fmt: skip
def test_what_cannot_be_read_is_refused(stage: FeishuStage, body: bytes) -> None:
    status, _ = stage.emulator.work(stage.emulator.post(body))
    assert 400 <= status < 500


def test_a_replay_has_no_second_effect(stage: FeishuStage) -> None:
    stage.asks(stage.BOSS, "/kpi define replays", "replays")
    payload = stage.emulator.do(lambda org: stage.message(org, stage.BOSS, "/kpi log replays 31"))
    stage.emulator.work(stage.emulator.tell(payload, times=3))
    stage.asks(stage.BOSS, "/kpi show replays", "31").lacks("62", "93")


def test_without_the_key_it_does_not_start() -> None:
    made = Settings(_env_file=None, feishu_app_id="cli_1", feishu_app_secret="s", feishu_mode="http")  # type: ignore[call-arg, arg-type]
    assert made.missing_secrets() == ("FEISHU_ENCRYPT_KEY is missing: FEISHU_MODE=http is set and needs it",)
