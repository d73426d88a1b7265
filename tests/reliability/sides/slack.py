"""Slack over Socket Mode."""

from __future__ import annotations

import re
from typing import Any

from tests.platforms.slack.client import Reading
from tests.platforms.slack.emulator import Emulator
from tests.platforms.slack.payloads import message
from tests.platforms.slack.workspace import APP_TOKEN, BOT_TOKEN, Workspace
from tests.reliability.sides import LONG, Told


class Emulated:
    """Slack over Socket Mode."""

    name, sends_again = "slack", True
    port: int | None = None

    def __init__(self) -> None:
        self.emulator = Emulator()

    @property
    def environment(self) -> dict[str, str]:
        return {
            "SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_APP_TOKEN": APP_TOKEN, "SLACK_API_URL": self.emulator.api,
            "SLACK_MESSAGES_PER_SECOND": "500",
        }  # fmt: skip

    def tell(self, who: str, text: str, channel: str | None = None) -> Told:
        def payload(ws: Workspace) -> Any:
            for name in re.findall(r"@(\w+)", text):
                ws.user(name)
            return message(ws, who, text, channel, mention=channel is not None)[-1]

        return self.emulator.start(self.emulator.tell("events_api", self.emulator.do(payload), patience=LONG))

    def seen(self, who: str, channel: str | None = None) -> list[str]:
        def look(ws: Workspace) -> list[str]:
            user = ws.user(who)
            place = ws.channel(channel) if channel else ws.chat(user)
            there = [m for m in ws.messages if m.channel == place and m.only in (None, user)]
            return [Reading(message.body, str).text for message in there]

        return self.emulator.do(look)

    def slow(self, seconds: float) -> None:
        self.emulator.faults.slow = seconds

    def close(self) -> None:
        self.emulator.close()
