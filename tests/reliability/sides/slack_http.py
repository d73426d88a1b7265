"""Slack over signed requests: events are told until they are taken, a command in a channel only once."""

from __future__ import annotations

import re
from typing import Any

from tests.platforms.slack.emulator import SECRET
from tests.platforms.slack.payloads import command, message
from tests.platforms.slack.workspace import BOT_TOKEN, Workspace
from tests.reliability.process import free_port
from tests.reliability.sides import Told, once, slack, until_taken


class Emulated(slack.Emulated):
    """Slack over signed requests. A command's acknowledgement may say its answer."""

    name = "slack_http"

    def __init__(self) -> None:
        super().__init__()
        self.port = free_port()
        self.emulator.target = f"http://127.0.0.1:{self.port}/slack/events"

    @property
    def environment(self) -> dict[str, str]:
        """Without Socket Mode."""
        way = {"SLACK_BOT_TOKEN": BOT_TOKEN, "SLACK_SIGNING_SECRET": SECRET}
        return way | {name: value for name, value in super().environment.items() if name != "SLACK_APP_TOKEN"}

    def tell(self, who: str, text: str, channel: str | None = None) -> Told:
        def payload(ws: Workspace) -> Any:
            for name in re.findall(r"@(\w+)", text):
                ws.user(name)
            return command(ws, who, f"/{text}", channel) if channel else message(ws, who, text)[-1]

        emulator, made = self.emulator, self.emulator.do(payload)
        if channel is None:
            return emulator.start(until_taken(lambda: emulator.tell("events_api", made)))
        return emulator.start(once(lambda: self._commanded(made)))

    async def _commanded(self, made: Any) -> list[Any]:
        acks = await self.emulator.tell("slash_commands", made)
        self.emulator.workspace.told_at_once(made, acks)
        return acks
