"""The app manifest: what Slack takes, exactly our commands, and no scope that nothing uses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.catalogue import LANGUAGES
from bot.platforms.slack import ADAPTER, CAPABILITIES, RESERVED, render
from bot.platforms.slack.manifest import APP_SCOPE, EVENTS, SCOPES
from bot.platforms.slack.render_text import typed_here
from bot.settings import Settings
from bot.wording import Wording
from handlers.kit.help import all_help
from handlers.kit.messages import say
from handlers.kit.vocabulary import Vocabulary
from handlers.registry import FEATURES
from storage.states import Right

SLACK = Path(__file__).parents[3] / "bot" / "platforms" / "slack"
DOCS = (Path(__file__).parents[3] / "docs" / "slack.md").read_text("utf-8")
VOCABULARY = Vocabulary(FEATURES)

# What Slack's reference says each method and event needs; one of the scopes in a set is enough for a kind of channel,
# and the bot needs both kinds.
METHODS: dict[str, set[str]] = {
    "auth_test": set(), "apps_connections_open": set(), "views_open": set(), "views_update": set(),
    "views_publish": set(), "chat_postMessage": {"chat:write"}, "chat_postEphemeral": {"chat:write"},
    "chat_update": {"chat:write"}, "chat_delete": {"chat:write"}, "users_info": {"users:read", "users:read.email"},
    "conversations_info": {"channels:read", "groups:read"}, "conversations_open": {"im:write"},
    "conversations_history": {"channels:history", "groups:history", "im:history"},
    "conversations_replies": {"channels:history", "groups:history", "im:history"},
    "files_getUploadURLExternal": {"files:write"}, "files_completeUploadExternal": {"files:write"},
    "files_info": {"files:read"}, "users_list": {"users:read", "users:read.email"},
}  # fmt: skip
HEARD: dict[str, set[str]] = {
    "app_home_opened": set(), "app_mention": {"app_mentions:read"}, "channel_rename": {"channels:read"},
    "group_rename": {"groups:read"}, "member_joined_channel": {"channels:read", "groups:read"},
    "message.channels": {"channels:history"}, "message.groups": {"groups:history"}, "message.im": {"im:history"},
    "team_join": {"users:read"}, "user_change": {"users:read"},
}  # fmt: skip


def made(**chosen: Any) -> dict[str, Any]:
    settings = Settings(_env_file=None, **chosen)  # type: ignore[call-arg]  # pydantic's own
    found = json.loads(ADAPTER.manifest(settings, VOCABULARY))
    assert isinstance(found, dict)
    return found


def test_every_word_is_a_command_but_those_that_slack_keeps() -> None:
    commands = [one["command"] for one in made()["features"]["slash_commands"]]
    words = [f"/{word}" for word in VOCABULARY.groups if word not in RESERVED]
    assert commands == ["/muster", *words]
    assert "/help" not in commands
    assert len(commands) <= 50


def test_every_command_says_what_it_is_and_what_may_follow() -> None:
    for one in made()["features"]["slash_commands"]:
        assert re.fullmatch(r"/[a-z]{2,31}", one["command"])
        assert 1 <= len(one["description"]) <= 2000
        assert 1 <= len(one["usage_hint"]) <= 1000
        assert one["usage_hint"].isascii(), "what a person without a Chinese keyboard can type"
        assert one["should_escape"] is True, "mentions come with their ids"
    hints = {one["command"]: one["usage_hint"] for one in made()["features"]["slash_commands"]}
    assert hints["/kudos"] == "who reason | undo | edit | rule | mine | values | ceremony | pairs | board | help"
    assert hints["/team"].startswith("new | add | lead | ")


def test_names_and_words_are_as_short_as_slack_wants_them() -> None:
    found = made()
    assert found["display_information"]["name"] == "Muster"
    assert len(found["display_information"]["description"]) <= 140
    assert found["features"]["bot_user"]["display_name"] == "Muster"


def test_without_an_address_it_is_for_socket_mode() -> None:
    found = made()
    assert found["settings"]["socket_mode_enabled"] is True
    assert "url" not in json.dumps(found)
    assert found["settings"]["interactivity"] == {"is_enabled": True}


def test_with_an_app_token_it_is_for_socket_mode_wherever_the_bot_is() -> None:
    assert made(muster_base_url="https://bot.example.com", slack_app_token="xapp-1")["settings"]["socket_mode_enabled"]


@pytest.mark.parametrize("base", ["https://bot.example.com", "https://bot.example.com/"])
def test_with_an_address_and_no_app_token_slack_calls_in(base: str) -> None:
    found = made(muster_base_url=base)
    address = "https://bot.example.com/slack/events"
    assert found["settings"]["socket_mode_enabled"] is False
    assert found["settings"]["event_subscriptions"]["request_url"] == address
    assert found["settings"]["interactivity"]["request_url"] == address
    assert {one["url"] for one in found["features"]["slash_commands"]} == {address}


def test_the_home_tab_and_private_messages_are_on() -> None:
    assert made()["features"]["app_home"] == {
        "home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False,
    }  # fmt: skip


def test_the_scopes_are_those_that_something_uses() -> None:
    called = {call for path in SLACK.glob("runtime*.py") for call in re.findall(r"client\.(\w+_\w+)", path.read_text())}
    assert called - set(METHODS) == set(), "look up what it needs, and add it here"
    used = {"commands"}.union(*(METHODS[call] for call in called), *(HEARD[event] for event in EVENTS))
    assert set(SCOPES) == used
    assert made()["oauth_config"]["scopes"] == {"bot": sorted(used)}


def test_the_events_are_those_that_are_heard() -> None:
    desk = (SLACK / "runtime_desk.py").read_text()
    for event in EVENTS:
        assert f'"{event.partition(".")[0]}"' in desk
    assert made()["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)


def test_the_docs_explain_each_scope_and_event() -> None:
    for name in (*SCOPES, *EVENTS, APP_SCOPE):
        assert f"`{name}`" in DOCS, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_shows_what_slack_takes_and_the_bot_understands(language: str) -> None:
    """Every line that help shows to be copied begins with a command of the manifest, and means what it did."""
    commands = {one["command"] for one in made()["features"]["slash_commands"]}
    for command in VOCABULARY.commands.values():
        example = Wording(language).words(say(f"cmd-{command.id}.example"))
        assert [piece.kind for piece in example] == ["code"]
        typed = typed_here(example[0].text)
        assert typed.split()[0] in commands
        found = VOCABULARY.match(typed.removeprefix("/"))
        assert found.help or command.id in {candidate.id for candidate, _ in found.candidates}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Here /help belongs to the chat itself: write `/muster help`."),
        (
            "zh-Hans",
            "/help 在这里归聊天软件自己用，请写 `/muster help`；中文命令前面也要加 /muster，比如 `/muster 待办`。",
        ),
        (
            "zh-Hant",
            "/help 在這裡歸聊天軟體自己用，請寫 `/muster help`；中文指令前面也要加 /muster，例如 `/muster 待辦`。",
        ),
    ],
)
def test_help_says_which_words_slack_keeps(language: str, words: str) -> None:
    card = Wording(language).card(all_help(VOCABULARY, Right.ADMIN, CAPABILITIES.reserved))
    (made,) = render.message(card, {})
    assert made["blocks"][-1]["type"] == "actions"
    quiet = [block["elements"][0]["text"] for block in made["blocks"] if block["type"] == "context"]
    assert quiet[-1].replace("\u200b", "") == words
    assert all_help(VOCABULARY, Right.ADMIN).blocks == all_help(VOCABULARY, Right.ADMIN, {"status"}).blocks
