"""The app manifest: exactly the commands there are, and the least that Slack must allow for them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.platforms.common.markup import cut
from bot.platforms.slack import RESERVED
from bot.settings import Settings
from bot.wording import Wording
from handlers.kit.messages import say
from handlers.kit.vocabulary import Group, Vocabulary

# What the bot may do, and what for; docs/slack.md says the same at more length.
SCOPES: Final[Mapping[str, str]] = {
    "app_mentions:read": "hears @Muster in a channel",
    "channels:history": "hears #action in a running meeting; finds its own message after a doubtful failure",
    "channels:read": "knows a channel's name, and that it was invited",
    "chat:write": "answers, posts, reminds",
    "commands": "the slash commands",
    "files:read": "reads a file that is handed to it",
    "files:write": "shows charts as pictures, sends files such as an export",
    "groups:history": "the same in private channels it was invited to",
    "groups:read": "the same in private channels it was invited to",
    "im:history": "hears what is written to it privately",
    "im:write": "writes to somebody privately first: prompts, reminders",
    "users:read": "knows people's names, time zones and languages, and who has left",
    "users:read.email": "tells one person's accounts on two platforms apart from two people's",
}
EVENTS: Final = (
    "app_home_opened", "app_mention", "channel_rename", "group_rename", "member_joined_channel", "message.channels",
    "message.groups", "message.im", "team_join", "user_change",
)  # fmt: skip
APP_SCOPE: Final = "connections:write"  # of the app-level token, for Socket Mode
_DESCRIPTION, _HINT = 2000, 1000  # characters Slack takes


def manifest(settings: Settings, vocabulary: Vocabulary) -> str:
    """The manifest as JSON: for Socket Mode or, with a base URL and no app-level token, for HTTP."""
    address = f"{settings.muster_base_url.rstrip('/')}/slack/events" if over_http(settings) else None
    return json.dumps(_manifest(vocabulary, address), indent=2, ensure_ascii=False)


def over_http(settings: Settings) -> bool:
    """Whether Slack is to call in. The signing secret says nothing: it is there only once the app is made."""
    return bool(settings.muster_base_url and not settings.slack_app_token)


def commands(vocabulary: Vocabulary) -> list[tuple[str, str, str]]:
    """Every slash command: its name, what it is about, what may follow it. Words that Slack keeps for itself, and those
    in Chinese, are reached by ``/muster``."""
    words = [group for name, group in vocabulary.groups.items() if name not in RESERVED and name != "muster"]
    everything = ("/muster", "Everything Muster can do", "help | any of its commands")
    return [everything, *(_command(group) for group in words)]


def _command(group: Group) -> tuple[str, str, str]:
    about = Wording("en").text(say(f"word-{group.word.en}"))
    return f"/{group.word.en}", cut(about, _DESCRIPTION), cut(" | ".join(_ways(group)), _HINT)


def _ways(group: Group) -> Iterator[str]:
    """What may follow a word: its own arguments, its verbs, help."""
    bare = [arg for arg in group.bare.arguments() if arg.positional and arg.required] if group.bare else []
    if bare:
        yield " ".join(Wording("en").text(say(arg.label)).lower() for arg in bare)
    yield from (command.verb.en for command in group.commands if command.verb)
    yield "help"


def _manifest(vocabulary: Vocabulary, address: str | None) -> dict[str, Any]:
    url = {"url": address} if address else {}
    request = {"request_url": address} if address else {}
    return {
        "display_information": {
            "name": "Muster",
            "description": "KPIs, kudos, meetings, action items, standups and goals for a marketing team.",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Muster", "always_online": True},
            "slash_commands": [
                {"command": name, **url, "description": about, "usage_hint": hint, "should_escape": True}
                for name, about, hint in commands(vocabulary)
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**request, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **request},
            "org_deploy_enabled": False,
            "socket_mode_enabled": address is None,
            "token_rotation_enabled": False,
        },
    }  # fmt: skip
