"""Feishu over signed callbacks."""

from __future__ import annotations

from typing import Any

from tests.platforms.feishu.emulator import KEY, VERIFY
from tests.reliability.process import free_port
from tests.reliability.sides import Told, feishu, until_taken


class Emulated(feishu.Emulated):
    """Feishu over signed callbacks."""

    name = "feishu_http"

    def __init__(self) -> None:
        super().__init__()
        self.port = free_port()
        self.emulator.target = f"http://127.0.0.1:{self.port}/feishu/events"

    @property
    def environment(self) -> dict[str, str]:
        """Without the long connection."""
        way = {"FEISHU_MODE": "http", "FEISHU_ENCRYPT_KEY": KEY, "FEISHU_VERIFICATION_TOKEN": VERIFY}
        return {**super().environment, **way}

    def _told(self, payload: Any) -> Told:
        return self.emulator.start(until_taken(lambda: self.emulator.tell(payload)))
