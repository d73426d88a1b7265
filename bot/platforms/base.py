"""What the core asks of a platform, and what it lends one."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from starlette.routing import BaseRoute

from bot.files import Files
from bot.findings import Finding
from bot.pacing import Limits
from bot.pictures import Pictures
from bot.settings import Settings
from bot.worded import WordedCard
from handlers.kit.events import Gone
from handlers.kit.inbound import Answer, Inbound, Sender
from handlers.kit.messages import Card
from handlers.kit.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a platform can do; what it lacks falls back in its own adapter, as its ``__init__`` says.

    ``private_in_channel``: an answer in a channel that one person alone sees. ``forms``: how a form is asked (a modal,
    inside the card, in steps of one question, or sent as one command line, as the local page does).
    ``updates``: a posted message changes in place. ``threads``: replies stand under a channel's message; elsewhere the
    message holds what they would say. ``open``: a name alone makes an account. ``reserved``: command words the platform
    keeps for itself, typed behind ``/muster`` there.
    """

    private_in_channel: bool = True
    forms: Literal["modal", "card", "steps", "line"] = "card"
    updates: bool = True
    threads: bool = False
    open: bool = False
    reserved: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to send, or to change in place when ``updates`` names the platform's message.

    Exactly one of ``account`` and ``channel`` (the platform's own ids) is set. ``under`` is the platform's message in
    whose thread it stands. ``key`` is the same whenever the same message is tried again: the platform's idempotency
    field where there is one; ``again`` says that an earlier try may have arrived.
    """

    workspace: str
    key: str
    card: WordedCard
    account: str | None = None
    channel: str | None = None
    updates: str | None = None
    under: str | None = None
    again: bool = False


class Passing(Exception):
    """The platform could not take it now; ``after`` says in how many seconds to try again, if it does.

    ``whole`` says that this is so for all of the app, not for this destination alone. ``held`` says that it was not
    even tried, for a reason that is none of the message's: such as a month's allowance that is used up. That uses up
    none of its tries.
    """

    def __init__(self, why: str, after: float | None = None, *, held: bool = False, whole: bool = False) -> None:
        super().__init__(why)
        self.after = after
        self.held = held
        self.whole = whole


class NotAllowed(Passing):
    """The app was not given the right to it: that may be mended."""


class Permanent(Exception):
    """The platform will never take it; ``gone`` where it takes nothing for that destination, and why."""

    def __init__(self, why: str, gone: Gone | None = None) -> None:
        super().__init__(why)
        self.gone = gone


@runtime_checkable
class Sparing(Protocol):
    """A platform that allows so many calls a month."""

    def sparing(self) -> bool:
        """Whether few are left: then what is for one person goes together, now and then."""


class Platform(Protocol):
    """A connected platform."""

    @property
    def name(self) -> str: ...

    async def send(self, outgoing: Outgoing) -> str:
        """Sends or changes a message; the platform's id of it: another one where the change made a new message of it.
        Raises ``Passing`` or ``Permanent``."""

    def ready(self) -> bool:
        """Whether it is connected."""

    def routes(self) -> Sequence[BaseRoute]:
        """The HTTP routes it listens on, if any."""

    async def start(self) -> None:
        """Begins to listen, and hands what people do to the dispatcher from then on. Does not wait for a connection:
        one that cannot be had yet is tried for as long as it takes."""

    async def stop(self) -> None:
        """Stops listening, finishes what was received."""


Dispatch = Callable[[Inbound], Awaitable[Answer | None]]
Handed = Callable[[Answer], Awaitable[None]]


class Roster(Protocol):
    """What a platform reports of people and channels without being asked; ids are the platform's own."""

    async def known(self, platform: str, workspace: str, sender: Sender) -> None:
        """An account's name, zone and e-mail are these now."""

    async def left(self, platform: str, workspace: str, account: str) -> None:
        """An account was closed; it has no access from now on."""

    async def back(self, platform: str, workspace: str, account: str) -> None:
        """A closed account is open again."""

    async def channel(self, platform: str, workspace: str, channel: str, name: str) -> None:
        """A channel is called this now."""

    async def arrived(self, platform: str, workspace: str, channel: str, name: str, language: str | None) -> None:
        """The bot came to a channel."""


@dataclass(frozen=True, slots=True)
class Host:
    """What the core lends a platform.

    ``dispatch`` has an inbound done: committed when it returns, never raises. ``word`` puts an answer in words for a
    workspace (its external id). ``handed`` marks an answer as taken. ``opens_form`` says, without the database, that
    a command line is sure to open a form. ``spent`` counts calls of the platform that it allows so many of in a month;
    how many this month had so far, of all processes. ``alert`` tells administrators on their other platforms, once a
    day for a key; what it gives are the accounts of those who have no other, with their languages. ``page`` is the
    address at which an account of a workspace does what a click would show to others (``Button.page``), None where
    there is none.
    """

    settings: Settings
    vocabulary: Vocabulary
    dispatch: Dispatch
    word: Callable[[Answer, str], Awaitable[WordedCard]]
    handed: Handed
    roster: Roster
    pictures: Pictures
    files: Files
    opens_form: Callable[[str], bool]
    spent: Callable[[int], Awaitable[int]]
    alert: Callable[[str, Card], Awaitable[Mapping[str, str]]]
    page: Callable[[str, str, str], str | None]


@dataclass(frozen=True, slots=True)
class Adapter:
    """How a platform is found, set up and connected; ``bot/platforms/<name>/__init__.py`` declares one.

    ``limits`` is what it takes in a time. ``connect`` imports its SDK: called before the loop runs, only when its
    credentials are set. ``manifest`` says what is to be set up there. ``examine`` checks credentials and scopes,
    ``absent`` in which of the channels it is to post in (name by id) the bot is not; None where that cannot be told.
    """

    name: str
    capabilities: Capabilities
    limits: Callable[[Settings], Limits]
    connect: Callable[[Host], Platform]
    manifest: Callable[[Settings, Vocabulary], str]
    examine: Callable[[Settings], AsyncIterator[Finding]]
    absent: Callable[[Settings, Mapping[str, str]], AsyncIterator[Finding]] | None = None
