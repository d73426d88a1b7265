"""One line of minutes by itself: their title, and what somebody says that a line is."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handlers.kit.dates import DateScope
from handlers.meetings.rules.actions import Reader, tidy
from handlers.meetings.rules.entries import Action, Decision, Somebody
from handlers.meetings.rules.marks import bullet, decides, heading, mark
from handlers.meetings.rules.names import Names


def as_decision(line: str) -> Decision:
    """The decision that somebody says a line is."""
    return Decision(tidy(_bare(line)) or line.strip(), line)


def as_action(line: str, people: Iterable[Somebody], scope: DateScope) -> Action:
    """The action that somebody says a line is."""
    return Reader(Names(people), scope).action(_bare(line), line)


def _bare(line: str) -> str:
    """A line without its bullet and without the word that says what it is."""
    body = bullet(line).body
    found = mark(body)
    return body[found.end :] if found is not None and body[found.end :].strip() else body


_TITLE_LENGTH = 60
_NO_TITLE = re.compile(r"[:：,，;；|@＠#＃\t]|[.。!！?？…]$")


def headline(text: str) -> str | None:
    """The first line of a longer text, where it is a title."""
    first, _, more = text.strip().partition("\n")
    made = re.sub(r"^#+\s*", "", first.strip()).strip("*_【】《》= ")
    if not more.strip() or not 2 <= len(made) <= _TITLE_LENGTH or bullet(first).kind or _NO_TITLE.search(made):
        return None
    return None if mark(made) or heading(made, made, numbered=False) or decides(made) else made
