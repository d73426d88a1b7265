"""What Feishu tells the bot when somebody writes."""

from __future__ import annotations

import json
import re
from typing import Any

from tests.platforms.feishu.emulator import Emulator
from tests.platforms.feishu.organisation import BOT, TENANT, Json, Organisation, open_id

_MENTION = re.compile(r"@([A-Za-z]\w*)")


def message(
    emulator: Emulator, org: Organisation, who: str, text: str, channel: str | None = None, *, at_bot: bool = False,
    tenant: str = TENANT, everybody: bool = False, **more: Any,
) -> Json:  # fmt: skip
    """The event of a message. A name behind an @ is a mention of somebody who is there, or with ``everybody`` of
    somebody who comes in by it."""
    account = org.user(who, tenant)
    chat = org.chat(channel) if channel else org.private(account)
    mentions: list[Json] = []

    def key(user: str, name: str, of: str = TENANT) -> str:
        mentions.append({"key": f"@_user_{len(mentions) + 1}", "id": {"open_id": user}, "name": name, "tenant_key": of})
        return str(mentions[-1]["key"])

    def called(hit: re.Match[str]) -> str:
        return key(org.user(hit[1]), hit[1]) if everybody or _is_somebody(org, hit[1]) else hit[0]

    bot = f"{key(BOT, '点将')} " if at_bot else ""
    typed = _MENTION.sub(called, text)
    number = f"om_in{next(org.numbers)}"
    said = {
        "message_id": number, "chat_id": chat, "chat_type": "group" if channel else "p2p", "message_type": "text",
        "content": json.dumps({"text": bot + typed}), "mentions": mentions, **more,
    }  # fmt: skip
    org.said[number] = {
        "message_id": number, "chat_id": chat, "msg_type": said["message_type"],
        "body": {"content": said["content"]},
    }  # fmt: skip
    sender = {"sender_id": {"open_id": account}, "sender_type": "user", "tenant_key": tenant}
    return emulator.event("im.message.receive_v1", {"sender": sender, "message": said})


def _is_somebody(org: Organisation, name: str) -> bool:
    return open_id(name) in org.users or re.fullmatch(r"(?:alice|bob)\d+", name) is not None
