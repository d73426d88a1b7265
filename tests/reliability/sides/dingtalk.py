"""DingTalk over its stream."""

from __future__ import annotations

import re
from typing import Any

from tests.platforms.dingtalk.emulator import BOT_TOPIC, Emulator
from tests.platforms.dingtalk.organisation import CLIENT_ID, SECRET, Organisation, staff
from tests.platforms.dingtalk.payloads import message
from tests.reliability.sides import LONG, Told


class Emulated:
    """DingTalk over its stream, with cards, which have an id of ours. It tells the bot a message once."""

    name, sends_again = "dingtalk", False
    port: int | None = None

    def __init__(self) -> None:
        self.emulator = Emulator()
        quotas = self.emulator.organisation.quotas
        quotas.group_minute, quotas.second = 6000, 5000

    @property
    def environment(self) -> dict[str, str]:
        return {
            "DINGTALK_CLIENT_ID": CLIENT_ID,
            "DINGTALK_CLIENT_SECRET": SECRET, "DINGTALK_API_URL": self.emulator.url,
            "DINGTALK_CARD_TEMPLATE_ID": "public", "DINGTALK_GROUP_MESSAGES_PER_MINUTE": "6000",
            "DINGTALK_CALLS_PER_SECOND": "5000", "DINGTALK_CALLS_PER_MONTH": "0",
        }  # fmt: skip

    def tell(self, who: str, text: str, channel: str | None = None) -> Told:
        emulator = self.emulator

        def payload(org: Organisation) -> Any:
            for name in re.findall(r"@(\w+)", text):
                org.person(name)
            return message(org, emulator.url, who, text, channel)

        data = emulator.do(payload)
        return emulator.start(emulator.tell("CALLBACK", BOT_TOPIC, data, patience=LONG))

    def seen(self, who: str, channel: str | None = None) -> list[str]:
        def look(org: Organisation) -> list[str]:
            place = org.group(channel) if channel else staff(who)
            return [message.reading().text for message in org.at(place) if not message.withdrawn]

        return self.emulator.do(look)

    def slow(self, seconds: float) -> None:
        self.emulator.faults.slow = seconds

    def close(self) -> None:
        self.emulator.close()
