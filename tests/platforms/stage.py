"""What the conformance suite needs of a platform: people who do things there, and what they see.

Each platform's tests fill this in over its emulator, so that one suite in a user's words runs on all of them.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from sqlmodel import col, func, select

from bot.platforms.base import Adapter, Capabilities
from bot.settings import Settings
from storage.models.messaging import Outbox
from storage.states import OutboxState
from tests.platforms.running import Running

T = TypeVar("T")
PATIENCE = 10.0  # seconds to wait for what has to come; tests never wait longer than it takes


@dataclass(frozen=True)
class Shown:
    """A message as its reader sees it now, changes in place applied.

    ``text`` holds all words, marks taken out as the client shows them. ``buttons`` are labels. ``fields`` are a form's
    field names, in order, with the value each holds; ``errors`` what stands beside a field. ``pings`` are the ids of
    people whom it notifies (and whatever notifies everybody). ``links`` are addresses that can be clicked.
    ``formatted`` says that some of the words stand out by typed marks. ``only`` is who alone sees it in a channel.
    ``files`` are those it hands over, by name. ``under`` is the message in whose thread it stands.
    """

    id: str
    text: str
    only: str | None = None
    buttons: tuple[str, ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    pings: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    images: int = 0
    changed: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)
    under: str | None = None

    def has(self, *parts: str) -> Shown:
        """Asserts that the text has all of these."""
        for part in parts:
            assert part in self.text, f"no {part!r} in:\n{self.text}"
        return self

    def lacks(self, *parts: str) -> Shown:
        """Asserts that the text has none of these."""
        for part in parts:
            assert part not in self.text, f"{part!r} in:\n{self.text}"
        return self

    def button(self, label: str) -> str:
        """The whole label of the button that holds these words."""
        found = [one for one in self.buttons if label in one]
        assert found, f"no button {label!r} among {self.buttons}"
        return found[0]


class Stage(ABC):
    """One platform with the bot on it. People are called by their names; whoever speaks for the first time exists then
    on the platform, in the bot's own organisation, with English as their language and Asia/Shanghai as their zone.
    ``BOSS`` is the administrator named in the settings."""

    BOSS = "boss"
    adapter: Adapter

    def __init__(self, settings: Settings, folder: Path, template: Path) -> None:
        self.running = Running(settings, (self.adapter,), folder, template)

    @property
    def capabilities(self) -> Capabilities:
        """What the platform can do."""
        return self.adapter.capabilities

    # --- what people do ------------------------------------------------------------------------------

    @abstractmethod
    def says(self, who: str, text: str, channel: str | None = None, *, times: int = 1) -> None:
        """Somebody types to the bot: privately, or in a channel in the way a command is given there (a slash command
        on Slack, a mention of the bot elsewhere). ``@name`` in the text is a real mention of that person. ``times``
        delivers the same event that often."""

    @abstractmethod
    def clicks(self, who: str, shown: Shown, label: str, channel: str | None = None, *, times: int = 1) -> None:
        """Somebody clicks the button whose label holds these words."""

    @abstractmethod
    def fills(self, who: str, shown: Shown, values: Mapping[str, str], channel: str | None = None) -> None:
        """Somebody fills in a form that they see (opening it first where it has to be), and sends it."""

    @abstractmethod
    def foreigner(self, who: str, text: str, channel: str | None = None) -> None:
        """Somebody of another organisation types to the bot."""

    @abstractmethod
    def leaves(self, who: str) -> None:
        """Somebody's account is closed, and the platform tells the bot."""

    # --- what people see -----------------------------------------------------------------------------

    @abstractmethod
    def seen(self, who: str, channel: str | None = None) -> list[Shown]:
        """What somebody sees of the bot's in their private chat or in a channel, in order: messages, an open form
        (a modal too, in the private list), private answers in a channel with ``only``."""

    @abstractmethod
    def ping(self, who: str) -> str:
        """How ``Shown.pings`` names somebody."""

    # --- what goes wrong -----------------------------------------------------------------------------

    @abstractmethod
    def busy(self, times: int) -> None:
        """The platform refuses the next ``times`` sends with its "too many requests"."""

    @abstractmethod
    def down(self, on: bool) -> None:
        """The platform's API fails (500) until it is told otherwise."""

    @abstractmethod
    def no_files(self, on: bool) -> None:
        """The app has no right to send files until it is told otherwise."""

    @abstractmethod
    def cut(self) -> None:
        """The connection over which events come is dropped."""

    @abstractmethod
    def violations(self) -> list[str]:
        """What the bot sent against the platform's limits or formats so far."""

    @abstractmethod
    def close(self) -> None:
        """Ends the bot and the emulator."""

    # --- waiting -------------------------------------------------------------------------------------

    def until(self, look: Callable[[], T | None], what: str) -> T:
        """Waits until something is to be seen."""
        end = time.monotonic() + PATIENCE
        while True:
            if found := look():
                return found
            if time.monotonic() > end:
                raise AssertionError(f"it never came: {what}")
            time.sleep(0.01)

    def sees(self, who: str, *parts: str, channel: str | None = None, after: int = 0) -> Shown:
        """The newest message with all these words that somebody sees, once it is there; ``after`` skips those that
        were there before (``count``)."""

        def look() -> Shown | None:
            found = [m for m in self.seen(who, channel)[after:] if all(p in m.text for p in parts)]
            return found[-1] if found else None

        place = f"#{channel}" if channel else "privately"
        try:
            return self.until(look, f"{parts} for {who} {place}")
        except AssertionError as error:
            there = "\n---\n".join(m.text for m in self.seen(who, channel)[after:])
            raise AssertionError(f"{error}\nthere is:\n{there}") from None

    def count(self, who: str, channel: str | None = None) -> int:
        """How many messages somebody sees at a place."""
        return len(self.seen(who, channel))

    def owes(self) -> int:
        """How many messages wait in the outbox."""
        assert self.running.app is not None
        query = select(func.count()).where(col(Outbox.state) == OutboxState.READY)
        return self.running.app.database.read(lambda session: session.exec(query).one())

    def settled(self, who: str, channel: str | None = None) -> int:
        """The same, once nothing is on its way any more."""
        self.until(lambda: not self.owes(), "nothing is owed")
        return self.count(who, channel)

    def asks(self, who: str, text: str, *parts: str, channel: str | None = None) -> Shown:
        """Types something and waits for the answer that has these words: where the asker alone sees it, which in a
        channel is there or, on a platform that cannot, in the private chat."""
        private = channel is not None and not self.capabilities.private_in_channel
        before = self.count(who, None if private else channel)
        self.says(who, text, channel)
        return self.sees(who, *parts, channel=None if private else channel, after=before)

    def later(self, by: timedelta) -> None:
        """Moves the bot's clock forward."""
        self.running.later(by)
