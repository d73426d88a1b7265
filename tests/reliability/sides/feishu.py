"""Feishu over the long connection."""

from __future__ import annotations

from typing import Any

from tests.platforms.feishu.client import Reading
from tests.platforms.feishu.emulator import Emulator
from tests.platforms.feishu.organisation import APP_ID, APP_SECRET, Organisation
from tests.platforms.feishu.payloads import message
from tests.reliability.sides import LONG, Told


class Emulated:
    """Feishu over the long connection."""

    name, sends_again = "feishu", True
    port: int | None = None

    def __init__(self) -> None:
        self.emulator = Emulator()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "FEISHU_APP_ID": APP_ID, "FEISHU_APP_SECRET": APP_SECRET,
            "FEISHU_API_URL": self.emulator.url, "FEISHU_MESSAGES_PER_SECOND": "500",
            "FEISHU_CALLS_PER_SECOND": "5000",
        }  # fmt: skip

    def tell(self, who: str, text: str, channel: str | None = None) -> Told:
        at_bot = channel is not None
        emulator = self.emulator
        payload = emulator.do(lambda org: message(emulator, org, who, text, channel, at_bot=at_bot, everybody=True))
        return self._told(payload)

    def seen(self, who: str, channel: str | None = None) -> list[str]:
        def look(org: Organisation) -> list[str]:
            account = org.user(who)
            place = org.chat(channel) if channel else org.private(account)
            return [Reading(shown.card, org.names()).text for shown in org.seen(account, place)]

        return self.emulator.do(look)

    def _told(self, payload: Any) -> Told:
        return self.emulator.start(self.emulator.tell(payload, patience=LONG))

    def slow(self, seconds: float) -> None:
        self.emulator.faults.slow = seconds

    def close(self) -> None:
        self.emulator.close()
