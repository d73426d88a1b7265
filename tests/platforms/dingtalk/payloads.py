"""What DingTalk tells the bot when somebody writes."""

from __future__ import annotations

import re
from typing import Any

from tests.platforms.dingtalk.organisation import BOT, CLIENT_ID, CORP, Json, Organisation, staff

_MENTION = re.compile(r"@([A-Za-z]\w*)")


def message(org: Organisation, url: str, who: str, text: str, channel: str | None = None, **more: Any) -> Json:
    """A message that somebody wrote; in a group it mentions the bot, and the names called are not in its text."""
    user, at = org.person(who), [{"dingtalkId": BOT}]
    place = org.group(channel) if channel else user

    def called(hit: re.Match[str]) -> str:
        if channel is None or not (staff(hit[1]) in org.people or re.fullmatch(r"(?:alice|bob)\d+", hit[1])):
            return hit[0]
        at.append({"dingtalkId": f"$:LWCP_v1:${hit[1]}", "staffId": org.person(hit[1])})
        return ""

    said = _MENTION.sub(called, text)
    key, until = org.session(place)
    group = {"conversationTitle": channel, "isInAtList": True} if channel else {}
    return {
        "msgId": f"msg{next(org.numbers)}==", "msgtype": "text", "text": {"content": f" {said}" if channel else said},
        "conversationType": "2" if channel else "1", "conversationId": place if channel else f"cid-{user}",
        "senderId": f"$:LWCP_v1:${who}", "senderNick": who, "senderStaffId": user, "senderCorpId": CORP,
        "chatbotCorpId": CORP, "chatbotUserId": BOT, "robotCode": CLIENT_ID, "atUsers": at if channel else [],
        "sessionWebhook": f"{url}/robot/sendBySession?session={key}",
        "sessionWebhookExpiredTime": until, "createAt": until - 5_400_000, "isAdmin": False, **group, **more,
    }  # fmt: skip
