"""Dialog tests: a conversation in a user's words through the real local platform, on a clock that stands still.

talk("alice: /team new Growth").answer.has("Growth")
talk("! now 2026-01-06T09:30")
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from bot.app import App
from bot.catalogue import Language
from bot.chat import Chat, as_json, starting_clock
from bot.platforms.local.parse import line
from bot.platforms.local.render import files
from bot.platforms.local.runtime import Entry
from bot.settings import Settings
from storage.db import Database
from storage.schema import create


@dataclass(frozen=True)
class Seen:
    """A message that somebody sees, as the pipe prints it."""

    at: str
    to: str
    only: str | None
    id: str
    updates: str | None
    text: str
    buttons: list[dict[str, str]]
    form: dict[str, Any] | None
    images: list[str]
    under: str | None = None

    def has(self, *parts: str) -> Seen:
        """Asserts that the text has all of these."""
        for part in parts:
            assert part in self.text, f"no {part!r} in:\n{self.text}"
        return self

    def lacks(self, *parts: str) -> Seen:
        """Asserts that the text has none of these."""
        for part in parts:
            assert part not in self.text, f"{part!r} in:\n{self.text}"
        return self

    def button(self, label: str) -> str:
        """The command of the button with a label."""
        found = [b["command"] for b in self.buttons if label in b["label"]]
        assert found, f"no button {label!r} among {self.buttons}"
        return found[0]

    def id_of(self, letter: str) -> str:
        """The first short id with a letter, such as ``T3``."""
        found = re.search(rf"\b{letter}\d+\b", self.text)
        assert found, f"no {letter}… in:\n{self.text}"
        return found[0]


class Heard(list[Seen]):
    """What came of a line, in order."""

    @property
    def answer(self) -> Seen:
        """The first message: the answer to the speaker, where there is one."""
        assert self, "nothing was said"
        return self[0]

    def to(self, place: str) -> Heard:
        """Only what was said there (``#growth``, ``@bob``) for everybody there to see, replies in threads aside."""
        return Heard(m for m in self if m.to == place and m.only is None and m.under is None)

    def one(self, place: str) -> Seen:
        """The only message said there."""
        found = self.to(place)
        assert len(found) == 1, f"{len(found)} messages to {place}: {[m.text for m in found]}"
        return found[0]

    def thread(self, place: str) -> Seen:
        """The only message said there, with the words of the replies said in its thread."""
        head = self.one(place)
        replies = [m for m in self if m.under == (head.updates or head.id)]
        return replace(head, text="\n".join(m.text for m in (head, *replies)))


@cache
def _settings(**chosen: Any) -> Settings:
    """Settings, once for each choice: checking them takes as long as a line of talk."""
    return Settings(_env_file=None, **chosen)  # type: ignore[call-arg]  # pydantic's own


class Talk:
    """A conversation with a database of its own; ``talk(line)`` gives what was seen because of the line."""

    def __init__(
        self,
        url: str,
        zone: str = "Asia/Shanghai",
        now: str | None = None,
        language: Language = "en",
        seen: Iterable[Entry] = (),
        **more: Any,
    ) -> None:
        chosen: dict[str, Any] = {"muster_timezone": zone, "muster_language": language, "muster_admins": "", **more}
        self.settings = _settings(**chosen).model_copy(update={"database_url": url})
        self.database = Database(url, durable=False)
        self.zone = ZoneInfo(zone)
        clock = starting_clock(self.database, now, zone)
        self._seen = list(seen)
        self._closed = False
        self._runner = asyncio.Runner()
        self.app = App(self.settings, self.database, clock, with_local=True)
        self.chat = Chat(self.app, clock, self._seen.append)
        self._runner.run(self.chat.begin())

    def __call__(self, said: str) -> Heard:
        """Says one line, or several in one text: a line that starts with ``|`` continues the one above."""
        first, *more = said.splitlines()
        made = line(first, None)
        for raw in more:
            made = line(raw, made)
        assert made is not None, f"not a line: {said!r}"
        begin = len(self._seen)
        self._runner.run(self.chat.take(made))
        return Heard(Seen(**orjson.loads(as_json(e, self.zone))) for e in self._seen[begin:])

    def say(self, lines: Iterable[str]) -> Talk:
        """Says several lines, whose answers nobody reads; itself."""
        for said in lines:
            self(said)
        return self

    def file(self, seen: Seen) -> bytes:
        """The file that a message hands over, made now."""
        entry = next(one for one in self._seen if f"m{one.number}" == seen.id)
        return self._runner.run(self.app.files.made(files(entry.body)[0]))

    @property
    def now(self) -> datetime:
        """Where the clock stands, in the conversation's zone."""
        return self.chat.clock.now().astimezone(self.zone)

    def all(self) -> Heard:
        """Everything seen so far."""
        return Heard(Seen(**orjson.loads(as_json(e, self.zone))) for e in self._seen)

    def close(self) -> None:
        """Ends it, once: its database's engine is another conversation's then."""
        if not self._closed:
            self._closed = True
            self._runner.close()
            self.database.close()


@dataclass(frozen=True)
class Begun:
    """How a conversation began: what it stored, where its clock stands, and what was seen."""

    database: Path
    now: str
    seen: tuple[Entry, ...]


class Beginnings:
    """Conversations that begin alike are held once, and then begin where that one had come to."""

    def __init__(self, empty: Path, folder: Path) -> None:
        self._empty, self._folder = empty, folder
        self._begun: dict[tuple[object, ...], Begun] = {}

    def talk(self, path: Path, lines: Sequence[str] = (), **settings: Any) -> Talk:
        """A conversation, on a database of its own at ``path``, in which these lines have been said."""
        if not lines:
            return Talk(fresh_url(self._empty, path), **settings)
        key = (*lines, *sorted(settings.items()))
        begun = self._begun.get(key)
        if begun is None:
            begun = self._begun[key] = self._begin(lines, settings)
        return Talk(fresh_url(begun.database, path), **settings | {"now": begun.now, "seen": begun.seen})

    def _begin(self, lines: Sequence[str], settings: dict[str, Any]) -> Begun:
        path = self._folder / f"{len(self._begun)}.db"
        talk = Talk(fresh_url(self._empty, path), **settings).say(lines)
        talk.close()
        return Begun(path, talk.now.isoformat(), tuple(talk._seen))


MakeTalk = Callable[..., Talk]


def verify(talk: Talk, dialog: list[tuple[str, str]]) -> None:
    """Says each line and asserts that the answer holds the expected words."""
    for said, expected in dialog:
        talk(said).answer.has(expected)


def template(folder: Path) -> Path:
    """An empty database with all tables, made once a process and copied for each conversation."""
    path = folder / "template.db"
    database = Database(f"sqlite:///{path}")
    create(database.engine)
    database.close()
    return path


def fresh_url(made: Path, path: Path) -> str:
    """A copy of the template at a path; its URL."""
    shutil.copyfile(made, path)
    return f"sqlite:///{path}"
