"""``muster chat``: the local platform as a pipe or a prompt, on a clock that stands still between lines."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson

from bot.app import App
from bot.clock import StandingClock
from bot.platforms.local.parse import Advance, BadLine, Line, MoveTo, Speech, line
from bot.platforms.local.runtime import Entry
from handlers.kit.dates import read_duration
from handlers.kit.errors import BadInput
from handlers.kit.inbound import File
from storage.db import Database
from storage.repos import people as people_repo

CLOCK = "local.clock"  # the organisation's setting that keeps the last moment reached, for `--db`
START = datetime(2026, 1, 5, 9, 0)  # noqa: DTZ001  a wall time, put into the chat's zone
MAX_FILE = 5 * 1024 * 1024


class Chat:
    """One conversation: lines in, messages out."""

    def __init__(self, app: App, clock: StandingClock, show: Callable[[Entry], None]) -> None:
        assert app.local is not None
        self.app = app
        self.local = app.local
        self.clock = clock
        self.zone = ZoneInfo(app.settings.muster_timezone)
        self.local.on_message = show

    async def begin(self) -> None:
        """Sets up, and does what was owed from the run before."""
        await self.app.set_up()
        await self.app.settle()

    async def take(self, made: Line, number: int = 1) -> None:
        """Does what a line says, and everything that it causes."""
        match made:
            case Speech():
                await self.local.say(made, _files(made.files, number))
                await self.app.settle()
            case MoveTo():
                await self._move(self._moment(made.iso, number), number)
            case Advance():
                await self._move(self.clock.now() + _length(made.duration, number), number)

    async def script(self, source: AsyncIterator[str | None]) -> None:
        """Takes lines one after the other; a message is whole when the next line does not continue it, or at None."""
        held: tuple[int, Line] | None = None
        number = 0
        async for raw in source:
            number += raw is not None
            continues = raw is not None and raw.startswith(("|", "+"))
            if held and not continues and (raw is None or raw.strip()):
                await self.take(held[1], held[0])
                held = None
            made = line(raw, held[1] if held else None, number) if raw is not None else None
            if made is not None:
                held = (held[0] if held else number, made)
        if held:
            await self.take(held[1], held[0])
        self.keep_clock()

    def keep_clock(self) -> None:
        """Remembers the moment reached."""
        moment = self.clock.now().isoformat()
        self.app.database.writer.submit(lambda session: people_repo.put_setting(session, CLOCK, moment)).result()

    async def pass_until(self, to: datetime) -> None:
        """Moves the clock; all that falls due on the way happens, in order. ``to`` in the past moves nothing."""
        if to > self.clock.now():
            await self.app.pass_until(to, self.clock.move)

    async def _move(self, to: datetime, number: int) -> None:
        if to < self.clock.now():
            raise BadLine(f"line {number}: the clock does not go back")
        await self.app.pass_until(to, self.clock.move)

    def _moment(self, iso: str, number: int) -> datetime:
        try:
            moment = datetime.fromisoformat(iso)
        except ValueError as error:
            raise BadLine(f"line {number}: not a time: {iso!r} (say 2026-11-26T09:30)") from error
        return (moment if moment.tzinfo else moment.replace(tzinfo=self.zone)).astimezone(UTC)


def starting_clock(database: Database, now: str | None, zone: str) -> StandingClock:
    """The clock of a run: ``--now``, or the last moment a kept workspace reached, or the contract's Monday."""
    kept = database.read(lambda session: people_repo.setting(session, CLOCK))
    start = datetime.fromisoformat(now) if now else START
    moment = start if start.tzinfo else start.replace(tzinfo=ZoneInfo(zone))
    if kept is not None:
        reached = datetime.fromisoformat(kept)
        if now and moment < reached:
            raise BadLine(f"--now is before the moment this workspace has reached ({reached.isoformat()})")
        moment = moment if now else reached
    return StandingClock(moment)


def as_json(entry: Entry, zone: ZoneInfo) -> str:
    """A message as one line of the contract's JSON."""
    body = entry.body
    buttons = [{"label": b["label"], "command": b["command"]} for b in body["buttons"]]
    form = body["form"] and {
        "command": body["form"]["command"],
        "fields": [{k: f[k] for k in ("name", "label", "kind", "required")} for f in body["form"]["fields"]],
    }
    shown = {
        "at": entry.at.astimezone(zone).isoformat(timespec="seconds"),
        "to": entry.place,
        "only": f"@{entry.only}" if entry.only else None,
        "id": f"m{entry.number}",
        "updates": f"m{entry.updates}" if entry.updates else None,
        "text": body["text"],
        "buttons": buttons,
        "form": form,
        "images": body["images"],
    } | ({"under": f"m{entry.under}"} if entry.under else {})
    return orjson.dumps(shown).decode()


def _length(duration: str, number: int) -> timedelta:
    try:
        return read_duration(duration)
    except BadInput as error:
        raise BadLine(f"line {number}: not a duration: {duration!r} (say 30m, 3h, 2d)") from error


def _files(paths: tuple[Path, ...], number: int) -> tuple[File, ...]:
    found = []
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError as error:
            raise BadLine(f"line {number}: cannot read {path}: {error.strerror}") from error
        if len(content) > MAX_FILE:
            raise BadLine(f"line {number}: {path} is larger than 5 MB")
        found.append(File(path.name, content))
    return tuple(found)
