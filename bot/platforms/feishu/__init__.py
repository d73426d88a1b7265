"""Feishu and Lark: commands as messages and in the native slash menu, a bot menu, cards with buttons and forms inside.

What falls back: an answer that one person alone is to see in a group is a card only they see, where Feishu shows such
cards (to whoever is online, not in topic groups); elsewhere it goes to the person directly, and the group sees that it
did. A reply in a thread goes to the group itself where its message was taken back. A chart whose picture is not taken
is shown as its table. A file goes to the person directly, as a message of its own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from bot.findings import Finding
from bot.pacing import Limits
from bot.platforms.base import Adapter, Capabilities, Host, Platform
from bot.settings import Settings
from handlers.kit.vocabulary import Vocabulary

NAME = "feishu"
CAPABILITIES = Capabilities(forms="card", threads=True)


def _limits(settings: Settings) -> Limits:
    """Feishu takes 50 calls in a second and 1,000 in a minute: two thirds of the 50 at once, and so many every 2 s."""
    each, calls = (settings.feishu_messages_per_second, 1.0), settings.feishu_calls_per_second
    return Limits(channel=each, person=each, app=(calls * 2 / 3, 2.0))


# Each of these is needed by one kind of process alone; the SDK takes seconds and 160 MB to load.


def _connect(host: Host) -> Platform:
    from bot.platforms.feishu.runtime import FeishuPlatform  # noqa: PLC0415

    return FeishuPlatform(host)


def _manifest(settings: Settings, vocabulary: Vocabulary) -> str:
    from bot.platforms.feishu.manifest import manifest  # noqa: PLC0415

    return manifest(settings, vocabulary)


async def _examine(settings: Settings) -> AsyncIterator[Finding]:
    from bot.platforms.feishu.checks import examine  # noqa: PLC0415

    async for finding in examine(settings):
        yield finding


async def _absent(settings: Settings, channels: Mapping[str, str]) -> AsyncIterator[Finding]:
    from bot.platforms.feishu.checks import absent  # noqa: PLC0415

    async for finding in absent(settings, channels):
        yield finding


ADAPTER = Adapter(NAME, CAPABILITIES, _limits, _connect, _manifest, _examine, _absent)
