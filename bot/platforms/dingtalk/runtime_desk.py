"""What comes from DingTalk → who does it → what DingTalk is told; the answers follow behind.

DingTalk sends a message to the bot once. So one is acknowledged when it is stored, and one that cannot be stored yet
waits here, with a few hundred others at the most; whoever wrote one that could not be, is told to write it again.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, replace
from typing import Any

import structlog

from bot.platforms.base import Host, Passing, Permanent
from bot.platforms.common.patience import NotStored, Patience
from bot.platforms.common.reception import Reception, Reply
from bot.platforms.dingtalk import parse
from bot.platforms.dingtalk.parse import Act, Attached
from bot.platforms.dingtalk.runtime_alarm import Alarm
from bot.platforms.dingtalk.runtime_answers import Answers
from bot.platforms.dingtalk.runtime_api import Api
from bot.platforms.dingtalk.runtime_people import People
from bot.platforms.dingtalk.runtime_voice import Voice
from bot.platforms.dingtalk.words import file_kept
from handlers.kit.inbound import File, Inbound

log = structlog.get_logger()

FILES = 10  # of one message
DONE = 10_000  # events remembered: more than come until DingTalk sends one again
KEPT = 500  # people whose file waits for its command
TELLING = 2.0  # seconds at the end for telling those whose message could not be finished
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many acts may be under way at once; and seconds: for which one waits for the database, between tries (the
    first and the longest), for which a click's acknowledgement waits (DingTalk takes one for 2) and for which a file
    waits for its command."""

    most: int = 1000
    patience: float = 900.0
    tries: tuple[float, float] = (0.5, 2.0)
    click: float = 1.5
    file: float = 600.0


class Desk:
    """Takes whatever comes. Its three ways in return when DingTalk may be told that it was taken."""

    def __init__(
        self, host: Host, api: Api, people: People, voice: Voice, alarm: Alarm, waiting: Waiting = Waiting(),
        now: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._host, self._api, self._people, self._voice, self._alarm = host, api, people, voice, alarm
        self._waiting, self._now = waiting, now
        self._reception = Reception(host)
        self._answers = Answers(voice, self._reception, host.settings.muster_language, self._start)
        self._doing: dict[str, tuple[Act, asyncio.Task[Reply | None]]] = {}
        self._done: OrderedDict[str, None] = OrderedDict()
        self._behind: set[asyncio.Task[Any]] = set()
        self._patience = Patience(waiting.patience, waiting.tries, waiting.most, now)
        self._files: OrderedDict[str, tuple[float, tuple[Attached, ...]]] = OrderedDict()

    async def heard(self, data: Json, _frame: str) -> None:
        """A message to the bot; returns when it is stored, or its writer told that it is not."""
        act = parse.message(data)
        if act is None:
            log.warning("refused", kind="message", why="nobody's, or of no organisation")
            return
        if (doing := self._once(act, self._said)) is not None:
            await asyncio.shield(doing)

    async def clicked(self, data: Json, frame: str) -> Json | None:
        """A click on a card; returns when it is stored, or after as long as DingTalk waits: then it goes on behind.

        What it returns is shown on the card to who clicked.
        """
        act = parse.click(data, frame)
        if act is None:
            log.warning("refused", kind="click", why="not of this bot's making")
            return None
        doing = self._once(act, self._do)
        if doing is None:
            return None
        if not (await asyncio.wait({doing}, timeout=self._waiting.click))[0]:
            log.warning("acknowledged before it was done", kind="click")
            return None
        reply = doing.result() if not doing.cancelled() else None
        return self._answers.note(reply, act) if reply is not None else None

    async def happened(self, kind: str, corp: str, data: Json) -> None:
        """Somebody joined, left, or changed; raises where DingTalk is to tell it again."""
        if (member := parse.member(kind, corp, data)) is not None:
            await self._people.happened(member)

    def waiting(self) -> int:
        """How many acts are under way, or wait for the database."""
        return len(self._doing)

    def end(self) -> None:
        """What waits for the database, and what comes from now on, waits no more: its writers are told."""
        self._patience.end()

    async def close(self, seconds: float) -> None:
        """Finishes what was received, and its answers; whoever's could not be finished by then is told."""
        until = self._now() + seconds
        while (left := until - self._now()) > 0 and self._behind:
            await asyncio.wait(set(self._behind), timeout=left)
        await self._reception.close(max(0.1, until - self._now()))
        unfinished, acts = list(self._behind), [act for act, _ in self._doing.values()]
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        if acts:
            await asyncio.wait([asyncio.create_task(self._answers.unsure(act)) for act in acts], timeout=TELLING)

    # --- one after the other, once ---------------------------------------------------------------------

    def _once(self, act: Act, how: Callable[[Act], Awaitable[Reply | None]]) -> asyncio.Task[Reply | None] | None:
        """Has it done; what DingTalk sends again meanwhile is the same task, and later none: it has been answered."""
        if act.event_id in self._done:
            return None
        if act.event_id in self._doing:
            return self._doing[act.event_id][1]
        full = len(self._doing) >= self._waiting.most
        task = asyncio.create_task(self._safely(act, self._refused if full else how))
        if not full:
            self._doing[act.event_id] = (act, task)
            task.add_done_callback(lambda _: self._doing.pop(act.event_id, None))
        self._keep_going(task)
        return task

    async def _safely(self, act: Act, how: Callable[[Act], Awaitable[Reply | None]]) -> Reply | None:
        try:
            reply = await how(act)
        except NotStored:
            await self._refused(act)
            reply = None
        except Exception:
            log.exception("what came could not be handled", kind=act.kind)
            await self._answers.unsure(act)
            return None
        self._done[act.event_id] = None
        while len(self._done) > DONE:
            self._done.popitem(last=False)
        return reply

    async def _refused(self, act: Act) -> None:
        """It is not taken in: there is too much, or the database was away for too long."""
        await self._answers.send_again(act)

    def _keep_going(self, task: asyncio.Task[Any]) -> None:
        self._behind.add(task)
        task.add_done_callback(self._behind.discard)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        async def quietly() -> None:
            try:
                await work
            except (Passing, Permanent) as error:
                log.info("not said", error=str(error))
            except Exception:
                log.exception("something beside could not be done")

        self._keep_going(asyncio.create_task(quietly()))

    # --- what is said ------------------------------------------------------------------------------------

    async def _said(self, act: Act) -> Reply | None:
        self._voice.heard_at(act)
        self._alarm.heard(act)
        if act.files and not act.text and not act.foreign:
            self._keep(act)
            return None
        if not act.text:
            act = replace(act, kind="command", text="/help")
        elif act.spot.group is not None and self._host.vocabulary.match(act.text.lstrip("/／")).group is not None:
            act = replace(act, kind="command")
        reply = await self._do(act)
        self._start(self._people.learn(act))
        return reply

    async def _do(self, act: Act) -> Reply | None:
        """Has it stored and done; the answer, which is shown behind."""
        reply = await self._dispatched(act)
        if reply is None and act.kind == "message":  # spoken to, and not understood: as a command it hears what is near
            reply = await self._dispatched(replace(act, kind="command"))
        if reply is not None:
            self._answers.show(reply, act)
        return reply

    async def _dispatched(self, act: Act) -> Reply | None:
        async def inbound() -> Inbound:
            if self._patience.given_up():  # there is no time left to find out once more
                raise NotStored
            made = await self._people.inbound(act)
            return replace(made, files=await self._fetched(act))

        return await self._reception.take_in_turn(act.user, inbound, self._patience)

    # --- files ---------------------------------------------------------------------------------------------

    def _keep(self, act: Act) -> None:
        """A file comes without words: it waits for the command it is for."""
        self._files[act.user] = (self._now() + self._waiting.file, act.files)
        while len(self._files) > KEPT:
            self._files.popitem(last=False)
        said = file_kept(self._answers.language_of(act.user), act.files[0].name)
        self._start(self._voice.remark(act.spot, said))

    async def _fetched(self, act: Act) -> tuple[File, ...]:
        """The files that a command is given: with it, or before."""
        match = self._host.vocabulary.match(act.text.lstrip("/／"))
        if act.foreign or not any(command.files for command, _ in match.candidates):
            return ()
        until, kept = self._files.pop(act.user, (0.0, ()))
        wanted = act.files or (kept if until > self._now() else ())
        found = await asyncio.gather(*(self._api.fetch(one.code, self._voice.robot) for one in wanted[:FILES]))
        files = zip(wanted, found, strict=False)
        return tuple(File(one.name, content) for one, content in files if content is not None)
