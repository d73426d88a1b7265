"""What is to be set up in the console: made from the commands, and fit to be pasted and sent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.platforms.feishu.manifest import (
    CALLBACKS,
    EVENTS,
    SCOPES,
    bot_menu,
    console,
    manifest,
    scopes_page,
    slash_menu,
)
from bot.settings import Settings
from handlers.kit.vocabulary import Vocabulary
from handlers.registry import FEATURES

GUIDE = Path(__file__).parents[3] / "docs" / "feishu.md"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(FEATURES)


def settings(**chosen: Any) -> Settings:
    return Settings(_env_file=None, **{"feishu_app_id": "cli_a1"} | chosen)  # type: ignore[call-arg]  # pydantic's own


def test_the_scopes_can_be_pasted_into_the_batch_import(vocabulary: Vocabulary) -> None:
    text = manifest(settings(), vocabulary)
    pasted = json.loads(text[text.index("{") : text.rindex("}") + 1])
    assert pasted == {"scopes": {"tenant": [scope.name for scope in SCOPES if scope.needed], "user": []}}
    assert "im:message:send_as_bot" in pasted["scopes"]["tenant"]
    assert "im:message.group_msg" not in pasted["scopes"]["tenant"], "a sensitive one is for whoever wants it"
    assert all(text.count(scope.name) >= 1 for scope in SCOPES)


def test_all_that_is_to_be_subscribed_is_named_in_both_languages(vocabulary: Vocabulary) -> None:
    text = manifest(settings(), vocabulary)
    for one in (*EVENTS, *CALLBACKS):
        assert one.type in text
        assert f"{one.called} / {one.chinese} / {one.english}" in text
    for words in (
        "权限管理",
        "Permissions & Scopes",
        "长连接",
        "persistent connection",
        "版本管理与发布",
        "Version Management",
    ):
        assert words in text


def test_http_mode_names_the_address(vocabulary: Vocabulary) -> None:
    text = manifest(settings(feishu_mode="http", muster_base_url="https://bot.example.com/"), vocabulary)
    assert "https://bot.example.com/feishu/events" in text
    assert "FEISHU_ENCRYPT_KEY" in text
    assert "长连接" not in text
    assert "https://…/feishu/events" in manifest(settings(feishu_mode="http"), vocabulary)


def test_lark_has_its_own_console() -> None:
    lark = settings(feishu_api_url="https://open.larksuite.com")
    assert console(lark) == "https://open.larksuite.com/app/cli_a1"
    assert console(settings()) == "https://open.feishu.cn/app/cli_a1"
    page = scopes_page(lark, ["im:resource", "im:chat:read"])
    assert (
        page
        == "https://open.larksuite.com/app/cli_a1/auth?q=im:resource,im:chat:read&op_from=openapi&token_type=tenant"
    )


def test_the_slash_menu_has_every_word_in_three_languages(vocabulary: Vocabulary) -> None:
    menu = slash_menu(vocabulary)
    assert [one["command"] for one in menu] == list(vocabulary.groups)
    for one in menu:
        described = one["description"]
        assert set(described["i18n"]) == {"zh_cn", "en_us", "zh_tw", "zh_hk"}
        assert described["default_value"] == described["i18n"]["en_us"]
        assert all(0 < len(text) <= 80 for text in described["i18n"].values())
    kpi = next(one["description"]["i18n"] for one in menu if one["command"] == "kpi")
    assert kpi["zh_cn"].startswith("指标 · 我的本月数据 · 记录、查看、历史")
    assert kpi["zh_tw"].startswith("指標 · 我的本月數據 · 記錄、檢視、歷史")
    assert kpi["en_us"].startswith("KPIs · My numbers this month · log, show, history")


def test_the_bot_menu_pushes_command_words(vocabulary: Vocabulary) -> None:
    entries = bot_menu(vocabulary)
    assert {key for key, _ in entries} >= {"my", "todo", "kpi", "standup", "help"}
    for key, names in entries:
        assert len(key) <= 30, "Feishu's limit for an event id"
        assert vocabulary.match(key).candidates
        assert set(names) == {"en", "zh-Hans", "zh-Hant"}
        assert key in manifest(settings(), vocabulary)


def test_the_guide_explains_each_scope_and_event_in_both_languages() -> None:
    chinese, _, english = GUIDE.read_text("utf-8").partition("\n---\n")
    for part in (chinese, english):
        assert all(f"`{scope.name}`" in part or scope.name.endswith(":write") for scope in SCOPES)
        assert all(f"`{one.type}`" in part for one in (*EVENTS, *CALLBACKS))


def test_no_secret_is_printed(vocabulary: Vocabulary) -> None:
    text = manifest(settings(feishu_app_secret="s3cr3t", feishu_encrypt_key="k3y", feishu_mode="http"), vocabulary)
    assert "s3cr3t" not in text
    assert "k3y" not in text
