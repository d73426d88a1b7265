"""The few words that only DingTalk's messages say, by the language of the reader."""

from __future__ import annotations

from functools import lru_cache

from bot.wording import Wording
from handlers.kit.messages import Code, say


@lru_cache
def word(language: str, message: str) -> str:
    """A message of the catalogues without arguments."""
    return Wording(language).text(say(message))


def asked(language: str, label: str) -> str:
    """The question for a field."""
    return Wording(language).text(say("kit-ask", field=label))


def typed(language: str, command: str) -> str:
    """That something is to be typed, and who could read it then."""
    return Wording(language).text(say("dingtalk-typed", example=Code(command)))


def file_kept(language: str, name: str) -> str:
    """That a file waits for the command it is for."""
    return Wording(language).text(say("dingtalk-file-kept", name=name, example=Code("/admin holidays import")))
