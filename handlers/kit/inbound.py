"""What a platform's adapter makes of what somebody did, and what goes back at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from handlers.kit.messages import Card

MENTION_OPEN, MENTION_CLOSE = "\ue000", "\ue001"  # around an index of Inbound.mentions, later around a person's id


@dataclass(frozen=True, slots=True)
class Sender:
    """Who did it, from the verified envelope; the rest as the platform knows it.

    ``foreign`` is somebody of another organisation, who gets a refusal and no data.
    """

    external_id: str
    name: str
    language: str | None = None
    zone: str | None = None
    email: str | None = None
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """An attached file, already fetched (5 MB at most)."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing a person did on a platform.

    ``event_id`` is the same when the platform delivers it again. ``channel`` is None in a private chat with the bot.
    In ``text`` and ``values`` a mention stands as its index in ``mentions`` between MENTION_OPEN and MENTION_CLOSE; an
    adapter strips those two characters from what was typed. ``channels`` are the channels named there: the platform's
    id, which the text holds after a ``#``, and the name. A form carries its question's row and the raw values;
    ``open`` asks to see the form of the question once more. ``present`` says that the bot is in the channel, as it
    is wherever it hears what is said; a platform may carry commands from where it is not. ``stepwise`` says that the
    platform asks a form one question at a time.
    """

    platform: str
    workspace: str
    event_id: str
    sender: Sender
    text: str
    kind: Literal["message", "command", "button", "form", "open"] = "message"
    channel: str | None = None
    channel_name: str | None = None
    mentions: tuple[Sender, ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    files: tuple[File, ...] = ()
    question: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    present: bool = True
    stepwise: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the sender alone sees at once. ``inbox`` is to be marked once it was handed over (None for a reading).

    ``again`` says that the database could not be had: nothing is stored, and the same inbound may be handed in again.
    ``repeated`` says that the inbound came before, and that its answer may have been shown then. ``secret`` says that
    what was said is to be kept nowhere.
    """

    card: Card
    language: str
    inbox: int | None = None
    again: bool = False
    repeated: bool = False
    secret: bool = False
