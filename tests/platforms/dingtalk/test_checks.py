"""What the doctor says of DingTalk, and what is to be set up there."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.findings import Finding
from bot.platforms.dingtalk.checks import examine
from bot.platforms.dingtalk.manifest import EVENTS, RIGHTS, manifest
from bot.platforms.dingtalk.runtime_api import old_origin
from bot.settings import Settings
from handlers.kit.vocabulary import Vocabulary
from handlers.registry import FEATURES
from tests.platforms.dingtalk.emulator import Emulator
from tests.platforms.dingtalk.organisation import SECRET
from tests.platforms.dingtalk.stage import settings

GUIDE = Path(__file__).parents[3] / "docs" / "dingtalk.md"
VOCABULARY = Vocabulary(FEATURES)


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    made = Emulator()
    yield made
    made.close()


@pytest.fixture
def emulator(running: Emulator) -> Emulator:
    """One for all, in order again for each."""
    running.do(lambda org: org.__init__())  # type: ignore[misc]  # as new
    running.do(lambda org: org.person("boss"))
    running.faults.__init__()  # type: ignore[misc]
    return running


def found(emulator: Emulator, **chosen: Any) -> dict[str, Finding]:
    """Everything the doctor says, by what it is about; never a secret, nothing sent to anybody."""

    async def examined() -> list[Finding]:
        return [finding async for finding in examine(settings(emulator, **chosen))]

    made = asyncio.run(examined())
    for finding in made:
        assert SECRET not in finding.line()
        assert finding.fix or finding.kind == "ok"
    assert emulator.do(lambda org: org.messages) == []
    return {finding.what: finding for finding in made}


def test_an_app_in_order(emulator: Emulator) -> None:
    said = found(emulator, cards=True)
    assert {what: finding.kind for what, finding in said.items()} == {
        "dingtalk": "ok", "dingtalk stream": "ok", "dingtalk sending": "ok", "dingtalk people": "ok",
        "dingtalk administrators": "ok", "dingtalk cards": "ok",
    }  # fmt: skip
    assert "boss" in said["dingtalk administrators"].found
    assert found(emulator)["dingtalk cards"].kind == "note"


def test_a_wrong_secret(emulator: Emulator) -> None:
    (said,) = found(emulator, dingtalk_client_secret="other").values()
    assert (said.kind, "refused" in said.found, "凭证" in (said.fix or "")) == ("bad", True, True)


def test_an_address_that_is_none(emulator: Emulator) -> None:
    (said,) = found(emulator, dingtalk_api_url="http://127.0.0.1:9").values()
    assert (said.kind, "does not answer" in said.found) == ("bad", True)


def test_dingtalk_out_of_order(emulator: Emulator) -> None:
    emulator.faults.down = True
    (said,) = found(emulator).values()
    assert said.kind == "bad"


def test_a_robot_that_is_not_in_stream_mode(emulator: Emulator) -> None:
    emulator.faults.refuse = True
    said = found(emulator)["dingtalk stream"]
    assert (said.kind, "Stream" in (said.fix or "")) == ("bad", True)


@pytest.mark.parametrize(
    ("path", "what", "right"),
    [
        ("/v1.0/robot/oToMessages/batchSend", "dingtalk sending", "qyapi_robot_sendmsg"),
        ("/topapi/v2/user/get", "dingtalk people", "qyapi_get_member"),
        ("/v1.0/card/instances", "dingtalk cards", "Card.Instance.Write"),
    ],
)
def test_a_permission_that_is_missing_is_named(emulator: Emulator, path: str, what: str, right: str) -> None:
    emulator.do(lambda org: org.no_right.add(path))
    said = found(emulator, cards=True)[what]
    assert (said.kind, right in (said.fix or "")) == ("bad", True)


def test_a_month_that_is_used_up(emulator: Emulator) -> None:
    emulator.do(lambda org: setattr(org.quotas, "month", 0))
    said = found(emulator)["dingtalk sending"]
    assert (said.kind, "used up" in said.found) == ("bad", True)


def test_an_administrator_who_is_nobody(emulator: Emulator) -> None:
    said = found(emulator, muster_admins="dingtalk:nobody, slack:U1")["dingtalk administrators"]
    assert (said.kind, "dingtalk:nobody" in said.found) == ("bad", True)


@pytest.mark.parametrize(
    ("url", "old"),
    [
        ("https://api.dingtalk.com", "https://oapi.dingtalk.com"),
        ("https://api.dingtalk.com/", "https://oapi.dingtalk.com"),
        ("https://api.dingtalk.io", "https://oapi.dingtalk.io"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
    ],
)
def test_the_old_interfaces_are_beside_the_new(url: str, old: str) -> None:
    assert old_origin(url) == old


def plain(**chosen: Any) -> Settings:
    given = {"dingtalk_client_id": "dingx", "dingtalk_client_secret": SECRET, **chosen}
    return Settings(_env_file=None, **given)  # type: ignore[call-arg]  # pydantic's own


def test_the_manifest_names_all_that_is_to_be_set_up_and_no_secret() -> None:
    text = manifest(plain(), VOCABULARY)
    for needed in (*(right.name for right in RIGHTS), *(event[0] for event in EVENTS), "Stream"):
        assert needed in text
    assert all(f"/{word} " in text for word in VOCABULARY.groups)
    assert SECRET not in text
    assert "没有设置" in text
    assert "公共模板" in manifest(plain(dingtalk_card_template_id="public"), VOCABULARY)
    assert "mine.schema" in manifest(plain(dingtalk_card_template_id="mine.schema"), VOCABULARY)


def test_the_guide_names_the_same() -> None:
    guide = GUIDE.read_text("utf-8")
    for needed in (*(right.name for right in RIGHTS), *(event[0] for event in EVENTS)):
        assert guide.count(needed) >= 2, f"{needed}, in both languages"
