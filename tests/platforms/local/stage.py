"""The local platform as a stage: whoever is named exists, nothing can be cut."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.platforms import local
from bot.platforms.base import Capabilities
from bot.platforms.local.parse import Speech
from bot.platforms.local.render import files
from bot.platforms.local.runtime import Entry, LocalPlatform
from bot.settings import Settings
from tests.platforms.running import Running
from tests.platforms.stage import Shown, Stage


class LocalStage(Stage):
    """The bot with its local chat alone."""

    def __init__(self, settings: Settings, folder: Path, template: Path) -> None:
        self.running = Running(settings, (), folder, template, with_local=True)
        self.running.start()
        self._forms: dict[str, str] = {}
        self.asks(self.BOSS, "/my lang en", "English")  # whoever speaks first is the administrator here

    @property
    def capabilities(self) -> Capabilities:
        """All there can be."""
        return local.CAPABILITIES

    def says(self, who: str, text: str, channel: str | None = None, *, times: int = 1) -> None:
        """Types it; the page sends nothing twice, so ``times`` is one here."""
        self.running.do(self._chat.say(Speech(who, channel, text)))

    def clicks(self, who: str, shown: Shown, label: str, channel: str | None = None, *, times: int = 1) -> None:
        """Sends the button's command, as the page does."""
        entry = next(e for e in self._entries(who) if str(e.number) == shown.id or str(e.updates) == shown.id)
        command = next(b["command"] for b in entry.body["buttons"] if label in b["label"])
        self.says(who, command, channel)

    def fills(self, who: str, shown: Shown, values: Mapping[str, str], channel: str | None = None) -> None:
        """Types the form's command with one option a field."""
        options = " ".join(f"--{name} {value}" for name, value in values.items())
        self.says(who, f"{self._forms[shown.id]} {options}", channel)

    def foreigner(self, who: str, text: str, channel: str | None = None) -> None:
        """There are none here."""
        raise NotImplementedError

    def leaves(self, who: str) -> None:
        """Nobody leaves."""
        raise NotImplementedError

    def seen(self, who: str, channel: str | None = None) -> list[Shown]:
        """The transcript as the page would show it."""
        place, now = f"#{channel}" if channel else f"@{who}", dict[str, Shown]()
        for entry in self._entries(who):
            if entry.place == place and entry.speaker is None:
                key = str(entry.updates or entry.number)
                now[key] = self._shown(key, entry)
        return list(now.values())

    def ping(self, who: str) -> str:
        """By name."""
        return who

    def busy(self, times: int) -> None:
        """It never is."""
        raise NotImplementedError

    def down(self, on: bool) -> None:
        """It never is."""
        raise NotImplementedError

    def no_files(self, on: bool) -> None:
        """It always has."""
        raise NotImplementedError

    def cut(self) -> None:
        """There is no connection."""
        raise NotImplementedError

    def violations(self) -> list[str]:
        """It takes everything."""
        return []

    def close(self) -> None:
        """Ends the bot."""
        self.running.stop()

    @property
    def _chat(self) -> LocalPlatform:
        assert self.running.app is not None
        assert self.running.app.local is not None
        return self.running.app.local

    def _entries(self, who: str) -> list[Entry]:
        return self.running.do(self._chat.transcript.seen_by(who, 0))

    def _shown(self, key: str, entry: Entry) -> Shown:
        body, form = entry.body, entry.body["form"]
        fields = {f["name"]: f["value"] or "" for f in form["fields"]} if form else {}
        if form:
            self._forms[key] = form["command"]
        pieces = list(_pieces(body["blocks"]))
        return Shown(
            key, body["text"], entry.only, tuple(b["label"] for b in body["buttons"]), fields,
            {f["name"]: f["error"] for f in form["fields"] if f["error"]} if form else {},
            frozenset(p["text"].removeprefix("@") for p in pieces if p.get("kind") == "mention"),
            frozenset(p["href"] for p in pieces if p.get("href")),
            len(body["images"]), changed=entry.updates is not None, files=self._made(body),
            under=str(entry.under) if entry.under else None,
        )  # fmt: skip

    def _made(self, body: dict[str, Any]) -> dict[str, bytes]:
        assert self.running.app is not None
        return {file.name: self.running.do(self.running.app.files.made(file)) for file in files(body)}


def _pieces(value: Any) -> Iterator[dict[str, str]]:
    """Every piece of text in a body, however deep."""
    if isinstance(value, list):
        for one in value:
            yield from _pieces(one)
    elif isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value
        for one in value.values():
            yield from _pieces(one)
