"""A line of the local chat → who says what, where. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bot.platforms.local import NAME, WORKSPACE
from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN, File, Inbound, Sender

_SPEECH = re.compile(
    r"^(?P<speaker>[^\s:：#!|+@][^:：#]*?)(?:\s+in\s+[#＃](?P<channel>[^\s:：]+))?\s*[:：](?:\s(?P<text>.*)|(?P<tight>.*))$"
)


class BadLine(Exception):
    """A line of a script that is none of the format's."""


@dataclass(frozen=True, slots=True)
class Speech:
    """Somebody says something, privately to the bot or in a channel."""

    speaker: str
    channel: str | None
    text: str
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveTo:
    """``! now ISO``: as written, in the chat's zone unless it carries one."""

    iso: str


@dataclass(frozen=True, slots=True)
class Advance:
    """``! advance 3h``."""

    duration: str


Line = Speech | MoveTo | Advance


def line(raw: str, before: Line | None, number: int = 1) -> Line | None:
    """One line; a continuation gives the message above with the line added. None for a comment or an empty line."""
    text = raw.rstrip("\r\n")
    if not text.strip() or text.startswith("#"):
        return None
    if text.startswith("|"):
        speech = _above(before, number)
        return Speech(speech.speaker, speech.channel, f"{speech.text}\n{text[1:].removeprefix(' ')}", speech.files)
    if text.startswith("+"):
        speech = _above(before, number)
        return Speech(speech.speaker, speech.channel, speech.text, (*speech.files, Path(text[1:].strip())))
    if text.startswith("!"):
        return _clock(text[1:].strip(), number)
    said = _SPEECH.match(text)
    if said is None:
        raise BadLine(f"line {number}: not understood: {text[:60]!r} (say `alice: text` or `alice in #channel: text`)")
    return Speech(said["speaker"].strip(), said["channel"], said["text"] or said["tight"] or "")


def inbound(speech: Speech, event_id: str, files: tuple[File, ...] = ()) -> Inbound:
    """What the dispatcher takes; two characters that stand for mentions elsewhere are taken out."""
    text = speech.text.replace(MENTION_OPEN, "").replace(MENTION_CLOSE, "")
    return Inbound(
        platform=NAME,
        workspace=WORKSPACE,
        event_id=event_id,
        sender=Sender(speech.speaker, speech.speaker),
        text=text,
        channel=speech.channel,
        channel_name=speech.channel,
        files=files,
    )


def _above(before: Line | None, number: int) -> Speech:
    if not isinstance(before, Speech):
        raise BadLine(f"line {number}: there is no message above to continue")
    return before


def _clock(text: str, number: int) -> Line:
    word, _, rest = text.partition(" ")
    if word == "now" and rest.strip():
        return MoveTo(rest.strip())
    if word == "advance" and rest.strip():
        return Advance(rest.strip())
    raise BadLine(f"line {number}: not understood: !{text} (say `! now 2026-11-26T09:30` or `! advance 3h`)")
