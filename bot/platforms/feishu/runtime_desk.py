"""What comes from Feishu → who handles it → what Feishu is told at once; everything else follows behind."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.platforms.base import Host, Passing, Permanent
from bot.platforms.common.patience import Patience
from bot.platforms.common.reception import Reception, Reply
from bot.platforms.feishu import NAME, parse, render
from bot.platforms.feishu.parse import Act
from bot.platforms.feishu.runtime_api import Api
from bot.platforms.feishu.runtime_people import People
from bot.platforms.feishu.runtime_voice import NO_PICTURES, Voice
from bot.platforms.feishu.words import word
from bot.worded import Piece, WordedCard, WordedPara, plain
from handlers.kit.inbound import File, Inbound

log = structlog.get_logger()

ACK_SECONDS = 2.3  # Feishu takes an answer for 3
REMEMBERED = 10_000  # events done: more than come until Feishu sends one again
Payload = Mapping[str, Any]
Ack = dict[str, Any]
Handler = Callable[[Payload], Coroutine[Any, Any, None]]


class Desk:
    """Takes every event; its table says who handles it. One that nobody handles is acknowledged all the same."""

    def __init__(self, host: Host, api: Api, people: People, voice: Voice, me: Callable[[], str]) -> None:
        self._host, self._api, self._people, self._voice, self._me = host, api, people, voice, me
        self._reception = Reception(host)
        self._patience = Patience()
        self._working: set[asyncio.Task[Any]] = set()
        self._under_way: dict[str, asyncio.Task[Any]] = {}  # events, by id
        self._done: dict[str, None] = {}  # the ids of those done last, in their order
        self._events: Mapping[str, Handler] = {
            parse.MESSAGE: self._said,
            parse.MENU: self._chosen,
            "im.chat.member.bot.added_v1": self._arrived,
            "im.chat.updated_v1": self._renamed,
            "contact.user.created_v3": self._came,
            "contact.user.updated_v3": self._changed,
            "contact.user.deleted_v3": self._left,
        }

    async def take(self, payload: Payload) -> Ack | None:
        """Has it done; what Feishu is to be told: for a click a toast, and the card that takes the clicked one's place.

        Raises where it is to come again.
        """
        kind = parse.kind_of(payload)
        if kind == parse.CLICK:
            return await self._clicked(payload)
        handler = self._events.get(kind)
        if handler is not None:
            await self._once(handler, payload)
        return None

    def end(self) -> None:
        """What waits for the database waits no more: Feishu sends it again, to who is there then."""
        self._patience.end()

    async def close(self, seconds: float) -> None:
        """Finishes what was received."""
        if self._working:
            await asyncio.wait(set(self._working), timeout=seconds)
        await self._reception.close(seconds)

    async def _once(self, handler: Handler, payload: Payload) -> None:
        """Has an event done. What comes again meanwhile waits for the same, what comes again later has been answered:
        that nothing is done twice is the database's care, in whichever process; this spares people a second answer."""
        key = parse.number_of(payload) or secrets.token_hex(8)
        if key in self._done:
            return
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = self._start(handler(payload))
            task.add_done_callback(lambda done: self._over(key, done))
        await asyncio.wait({task})
        task.result()

    def _over(self, key: str, task: asyncio.Task[Any]) -> None:
        del self._under_way[key]
        if not task.cancelled() and task.exception() is None:
            self._done[key] = None
        while len(self._done) > REMEMBERED:
            del self._done[next(iter(self._done))]

    # --- messages and the bot's menu ---------------------------------------------------------------------

    async def _said(self, payload: Payload) -> None:
        act = parse.message(payload, self._me())
        if act is None or (not act.text and not act.files and not act.addressed):
            return
        if act.spot.private and act.files and not act.foreign:
            self._start(self._file_came(act))
        elif act.spot.private:
            await self._do(act)
        elif not act.addressed:
            if self._may_be_ours(act.text):
                await self._do(act)
        elif not act.text:
            await self._do(replace(act, kind="command", text="/help"))
        else:
            known = self._host.vocabulary.match(act.text.lstrip("/／")).group is not None
            await self._do(replace(act, kind="command") if known else act)

    def _may_be_ours(self, text: str) -> bool:
        """Whether a group's talk may mean anything to the bot: the rest is neither stored nor looked up."""
        return text.startswith(("/", "／")) or any(
            shortcut.pattern.fullmatch(text) for _, shortcut in self._host.vocabulary.shortcuts
        )

    async def _chosen(self, payload: Payload) -> None:
        if (act := parse.menu(payload)) is not None:
            await self._do(act)

    async def _do(self, act: Act) -> None:
        """Has it done; its answer follows."""
        reply, inbound = await self._dispatched(act, self._patience)
        if reply is None and act.addressed:  # spoken to, and not understood: as a command it is told what is near
            reply, inbound = await self._dispatched(replace(act, kind="command"), self._patience)
        if reply is not None:
            self._show(reply, act, inbound)

    async def _dispatched(self, act: Act, patience: Patience | None = None) -> tuple[Reply | None, Inbound | None]:
        made: list[Inbound] = []
        lacking: list[str] = []

        async def inbound() -> Inbound:
            found, missing = await self._people.inbound(act)
            lacking.extend(missing)
            if not found.sender.foreign:
                found = replace(found, files=await self._fetched(act))
            made.append(found)
            return found

        reply = await self._reception.take_in_turn(act.user, inbound, patience)
        self._people.learn(lacking, act.tenant)
        return reply, made[0] if made else None

    async def _fetched(self, act: Act) -> tuple[File, ...]:
        """The file that a command is given: the message it replies to. A file's own message has no words."""
        match = self._host.vocabulary.match(act.text.lstrip("/／"))
        if act.quoted is None or not any(command.files for command, _ in match.candidates):
            return ()
        try:
            files = parse.looked_up(await self._api.ask("GET", f"im/v1/messages/{act.quoted}"))
        except (Passing, Permanent) as error:
            log.warning("a file was not found", error=str(error))
            return ()
        found: list[File] = []
        for file in files:
            content = await self._api.fetch(f"im/v1/messages/{file.message}/resources/{file.key}", {"type": file.kind})
            if content is not None:
                found.append(File(file.name, content))
        return tuple(found)

    async def _file_came(self, act: Act) -> None:
        """Says how a file is handed to a command."""
        language = self._host.settings.muster_language
        card = WordedCard(language, None, (WordedPara((Piece(word(language, "feishu-file")),)),))
        try:
            await self._voice.answer(act.spot, act.user, card, f"answer:{act.event_id}", topics=False, channel=False)
        except (Passing, Permanent) as error:
            log.info("not said", error=str(error))

    def _show(self, reply: Reply, act: Act, inbound: Inbound | None) -> None:
        in_group = inbound is not None and inbound.channel is not None

        async def how(card: WordedCard) -> None:
            topics = in_group and await self._in_topics(act)
            key = reply.key(act.event_id)
            await self._voice.answer(act.spot, act.user, card, key, topics=topics, channel=in_group)

        self._reception.show(reply, how)

    async def _in_topics(self, act: Act) -> bool:
        """Whether it was said in a topic: a card for one person's eyes would stand outside it, if anywhere."""
        return act.spot.thread or (await self._people.chat(act.spot.chat or "", act.spot.private)).topics

    # --- buttons and forms -------------------------------------------------------------------------------

    async def _clicked(self, payload: Payload) -> Ack | None:
        act = parse.click(payload)
        if act is None:
            log.warning("refused", kind=parse.CLICK, why="not of this bot's making")
            return {}
        task = self._start(self._dispatched(act))
        done, _ = await asyncio.wait({task}, timeout=ACK_SECONDS)
        if not done:  # what is done late is told as a message
            log.warning("acknowledged before it was done", kind=parse.CLICK)
            self._start(self._late(task, act))
            return {}
        reply, inbound = task.result()
        if reply is None:
            return {}
        return await self._told(reply, act, inbound)

    async def _told(self, reply: Reply, act: Act, inbound: Inbound | None) -> Ack:
        """A click's answer: in a toast; a form's takes the form's place; what is more than a line follows."""
        card = reply.card
        ack: Ack = {"toast": render.toast(card)}
        if act.kind == "form" and (card.form is not None or card.tone != "bad"):
            ack["card"] = {"type": "raw", "data": render.message(card, NO_PICTURES)}
        if "card" in ack or _says_all(ack["toast"], card):
            await self._reception.shown(reply, _already)
        else:
            self._show(reply, act, inbound)
        return ack

    async def _late(self, task: asyncio.Task[tuple[Reply | None, Inbound | None]], act: Act) -> None:
        reply, inbound = await task
        if reply is not None:
            self._show(reply, act, inbound)

    def _start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        return task

    # --- groups and people -------------------------------------------------------------------------------

    async def _arrived(self, payload: Payload) -> None:
        if (group := parse.group(payload)) is not None:
            name = group.name or (await self._people.chat(group.chat, private=False)).name
            await self._host.roster.arrived(NAME, group.tenant, group.chat, name or group.chat, None)

    async def _renamed(self, payload: Payload) -> None:
        if (group := parse.group(payload)) is not None:
            await self._people.renamed(group.chat, group.name, group.tenant)

    async def _came(self, payload: Payload) -> None:
        tenant, user = parse.user(payload)
        await self._people.back(user, tenant)

    async def _changed(self, payload: Payload) -> None:
        tenant, user = parse.user(payload)
        await self._people.changed(user, tenant)

    async def _left(self, payload: Payload) -> None:
        tenant, user = parse.user(payload)
        await self._people.left(user, tenant)


def _says_all(toast: Mapping[str, Any], card: WordedCard) -> bool:
    """Whether a toast says all of a card."""
    if len(card.blocks) != 1 or card.title is not None or card.buttons or card.form is not None or card.tone == "bad":
        return False
    block = card.blocks[0]
    return isinstance(block, WordedPara) and " ".join(plain(block.words).split()) == toast["content"]


async def _already(_card: WordedCard) -> None:
    """It is shown by the acknowledgement itself."""
