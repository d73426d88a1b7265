"""DingTalk: commands as private messages and, in a group, behind a mention of the bot.

What it lacks falls back here. An answer for one person's eyes in a group goes to that person directly, and the group
sees one short line that it did. A form is asked one question at a time, with the choices as buttons. Without a card
template a button is a link that sends its command as the person's own message, and a message does not change: in a
group the changed one is sent anew and the old one withdrawn, a private one stays as it was. With a template
(``DINGTALK_CARD_TEMPLATE_ID``) what the bot begins, and every answer with buttons, is a card whose buttons act unseen
and which changes in place; who clicks one in a group reads under it that they were answered privately. There are no
threads: what stands in one elsewhere is part of the message. Whom a post in a group is for is pinged by a card, or
where somebody wrote to the bot there in the last hour and a half; else it names them. A chart whose picture is not
taken is shown as its table. A file goes to the person directly; one of a kind that DingTalk does not show, such as CSV,
in a zip archive.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.findings import Finding
from bot.pacing import Limits
from bot.platforms.base import Adapter, Capabilities, Host, Platform
from bot.settings import Settings
from handlers.kit.vocabulary import Vocabulary

NAME = "dingtalk"
CAPABILITIES = Capabilities(private_in_channel=False, forms="steps", updates=False)
PUBLIC = "1366a1eb-bc54-4859-ac88-517c56a9acb1.schema"  # Markdown with buttons; the SDK names it for everybody's use


def template(settings: Settings) -> str | None:
    """The card template to use; None where messages are Markdown with links."""
    named = settings.dingtalk_card_template_id
    return PUBLIC if named == "public" else named


def _limits(settings: Settings) -> Limits:
    # A bucket gives its whole content at once and then what has run in: half of each keeps within the minute's number.
    group = settings.dingtalk_group_messages_per_minute / 2
    return Limits(channel=(group, 60.0), app=(settings.dingtalk_calls_per_second, 1.0))


# Each of these is needed by one kind of process alone, and brings what the others would only load for nothing.


def _connect(host: Host) -> Platform:
    from bot.platforms.dingtalk.runtime import DingTalkPlatform  # noqa: PLC0415

    return DingTalkPlatform(host)


def _manifest(settings: Settings, vocabulary: Vocabulary) -> str:
    from bot.platforms.dingtalk.manifest import manifest  # noqa: PLC0415

    return manifest(settings, vocabulary)


async def _examine(settings: Settings) -> AsyncIterator[Finding]:
    from bot.platforms.dingtalk.checks import examine  # noqa: PLC0415

    async for finding in examine(settings):
        yield finding


ADAPTER = Adapter(NAME, CAPABILITIES, _limits, _connect, _manifest, _examine)
