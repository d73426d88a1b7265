"""Slack: slash commands, mentions, a private chat, forms as modals, buttons, a Home tab.

It has all the bot asks for. Four things fall back: an answer that Slack does not show in a channel any more (the bot
or the person is not in it, the address of the click is used up) goes to the person directly; a form for which no fresh
click stands (asked for in a private message, or by a schedule) is a message with a button that opens it; a chart whose
picture Slack does not take is shown as its table; a reply goes to the channel itself where that takes no threads. A
file stands in the private chat, as a message of its own: no answer for one person's eyes can hold one. Slack keeps some
words for itself: there they go through ``/muster``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from bot.findings import Finding
from bot.pacing import Limits
from bot.platforms.base import Adapter, Capabilities, Host, Platform
from bot.settings import Settings
from handlers.kit.vocabulary import Vocabulary

NAME = "slack"

# What Slack's own commands are called, in every workspace; one of ours with such a name could not be typed.
RESERVED = frozenset({
    "active", "apps", "archive", "away", "call", "collapse", "dm", "dnd", "expand", "feed", "help", "huddle", "invite",
    "join", "keys", "kick", "leave", "me", "msg", "mute", "open", "part", "prefs", "remind", "remove", "rename",
    "search", "shortcuts", "shrug", "star", "status", "topic", "unarchive", "who",
})  # fmt: skip
CAPABILITIES = Capabilities(forms="modal", threads=True, reserved=RESERVED)


def _limits(settings: Settings) -> Limits:
    each = (1.0, 1 / settings.slack_messages_per_second)
    return Limits(channel=each, person=each)


# Each of these is needed by one kind of process alone, and brings what the others would only load for nothing.


def _connect(host: Host) -> Platform:
    from bot.platforms.slack.runtime import SlackPlatform  # noqa: PLC0415

    return SlackPlatform(host)


def _manifest(settings: Settings, vocabulary: Vocabulary) -> str:
    from bot.platforms.slack.manifest import manifest  # noqa: PLC0415

    return manifest(settings, vocabulary)


async def _examine(settings: Settings) -> AsyncIterator[Finding]:
    from bot.platforms.slack.checks import examine  # noqa: PLC0415

    async for finding in examine(settings):
        yield finding


async def _absent(settings: Settings, channels: Mapping[str, str]) -> AsyncIterator[Finding]:
    from bot.platforms.slack.checks import absent  # noqa: PLC0415

    async for finding in absent(settings, channels):
        yield finding


ADAPTER = Adapter(NAME, CAPABILITIES, _limits, _connect, _manifest, _examine, _absent)
