"""What the bot says on Slack: posts, changes in place, private answers, views.

Pictures stand in posts alone: Slack shows a file only where it was shared, and neither an answer for one person's eyes,
a view nor a changed message shares it. A file that is given is a message of its own: it has no metadata, so a second
try knows it by its name.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import structlog

from bot.files import Files
from bot.pictures import PictureError, Pictures
from bot.platforms.base import Outgoing, Passing, Permanent
from bot.platforms.common.carrying import Carrier, parted
from bot.platforms.common.remembered import Remembered
from bot.platforms.slack import render
from bot.platforms.slack.parse import Spot
from bot.platforms.slack.runtime_web import NoScope, Refused, Web
from bot.worded import Drawing, WordedCard, WordedFigures, WordedFile

log = structlog.get_logger()

EVENT = "muster_message"  # the type of the metadata that says which message of ours it is
LOOKED_THROUGH = 100  # messages of a conversation, for one that may have arrived
PICTURE_SECONDS = 6.0
FILE_MOST = 50_000_000  # bytes; Slack takes 1 GB
PROCESSED = (0.2, 0.4, 0.8, 1.6)  # seconds between looks at whether Slack has taken a picture in
PICTURE_HOLDS = 6 * 3600.0
REMOTE_ID = 200  # characters of a message's id that the outbox keeps
# Why a channel takes no reply: there it is a message of its own.
NO_THREAD = frozenset({
    "cannot_reply_to_message", "thread_not_found", "message_not_found", "restricted_action_thread_locked",
    "restricted_action_non_threadable_channel",
})  # fmt: skip

Message = Mapping[str, Any]
Put = Callable[[Message], Awaitable[object]]
NO_PICTURES: Mapping[int, str] = MappingProxyType({})


class Voice:
    """Says things, with so many seconds ``between`` two messages that belong together. Every method raises ``Passing``
    or ``Permanent``.

    A message goes ``to`` a person, a conversation, or ``conversation/ts``, the thread of its message ``ts``.
    """

    def __init__(self, web: Web, pictures: Pictures, files: Files, between: float) -> None:
        self._web = web
        self._between = between
        self._pictures = pictures
        self._uploaded: dict[str, Drawing] = {}
        self._carrier = Carrier(files, FILE_MOST)
        self._drawings: Remembered[str] = Remembered(self._upload, size=500)
        self._chats: Remembered[str] = Remembered(self._open_chat)

    async def send(self, outgoing: Outgoing) -> str:
        """Sends or changes a message of the outbox: where it stands, ``:``, and the ``ts`` of each part of it."""
        if outgoing.updates:
            return await self._change(outgoing.updates, outgoing.card, outgoing.key, again=outgoing.again)
        to = outgoing.channel or outgoing.account or ""
        words, files = parted(outgoing.card)
        made = await self._said(to, words, outgoing) if words is not None else ""
        for file in files:
            made = await self._give(to, file, f"{outgoing.key}:{file.name}", again=outgoing.again) or made
        return made

    async def _said(self, to: str, card: WordedCard, outgoing: Outgoing) -> str:
        """Posts a card, in the thread it belongs to where the channel takes it there."""
        if outgoing.under is not None:
            channel, _, marks = outgoing.under.partition(":")
            thread = f"{channel}/{marks.split(',')[0]}"
            try:
                return await self._post(thread, card, outgoing.key, again=outgoing.again)
            except Refused as refused:
                if refused.code not in NO_THREAD:
                    raise
                log.info("not in its thread", reason=refused.code)
        return await self._post(to, card, outgoing.key, again=outgoing.again)

    async def answer(self, spot: Spot, user: str, card: WordedCard, key: str, *, again: bool = False) -> None:
        """Answers where somebody acted, for their eyes only; directly where that is not possible there.

        In a private chat with the bot it stays as a message. One between two people takes none of ours, but the
        address that came with the command.
        """
        ways: list[Callable[[], Awaitable[object]]] = []
        if spot.channel is not None and spot.public is None:
            ways.append(lambda: self._post(spot.channel or user, card, key, again=again))
        if spot.response_url is not None:
            url = spot.response_url
            ways.append(lambda: self._shown(card, lambda message: self._web.respond(url, message)))
        elif spot.public is not None:
            ways.append(lambda: self._shown(card, lambda message: self._whisper(spot, user, message)))
        for way in ways:
            try:
                await way()
            except Refused as refused:
                log.info("answered in another way", reason=str(refused))
            else:
                return
        await self._post(user, card, key, again=again)

    async def open(self, trigger: str, view: Message) -> str:
        """Opens a view; its id."""
        answer = await self._web.ask(lambda: self._web.client.views_open(trigger_id=trigger, view=dict(view)))
        return str((answer.get("view") or {}).get("id") or "")

    async def change_view(self, view_id: str, view: Message) -> None:
        """Changes an open view."""
        await self._web.ask(lambda: self._web.client.views_update(view_id=view_id, view=dict(view)))

    async def home(self, user: str, card: WordedCard) -> None:
        """Shows a card as somebody's Home tab."""
        view = render.home(card)
        await self._web.ask(lambda: self._web.client.views_publish(user_id=user, view=view))

    async def close(self) -> None:
        """Ends what is being fetched."""
        await self._drawings.close()
        await self._chats.close()

    # --- posting -------------------------------------------------------------------------------------

    async def _post(self, to: str, card: WordedCard, key: str, *, again: bool) -> str:
        """Posts the parts of a card that are not there yet; their id. Only a second try looks for them."""
        there = await self._there(to, key) if again else {}
        places = [channel for channel, _ in there.values()]
        marks: list[str] = []

        async def put(message: Message) -> None:
            part = len(marks)
            if part in there:
                marks.append(there[part][1])
                return
            channel, ts = await self._put(to, key, part, message)
            places.append(channel)
            marks.append(ts)

        await self._shown(card, put, await self._drawn(card))
        return _remote_id(places[0] if places else to, marks)

    async def _put(self, to: str, key: str, part: int, message: Message) -> tuple[str, str]:
        """Posts one part of a message, and in its metadata which one it is: (channel, ts). The outbox keeps the pace of
        whole messages; further parts wait here."""
        if part:
            await asyncio.sleep(self._between)
        data = {"event_type": EVENT, "event_payload": {"key": key, "part": part}}
        channel, slash, thread = to.partition("/")
        answer = await self._web.ask(
            lambda: self._web.client.chat_postMessage(
                channel=channel, thread_ts=thread or None, metadata=data, unfurl_links=False, unfurl_media=False,
                **message,
            )
        )  # fmt: skip
        return f"{answer.get('channel') or channel}{slash}{thread}", str(answer.get("ts") or "")

    async def _there(self, to: str, key: str) -> dict[int, tuple[str, str]]:
        """The parts of a message that an earlier try left in a conversation: (channel, ts) by part."""
        channel, messages = await self._looked_through(to)
        parts: dict[int, tuple[str, str]] = {}
        for message in messages:
            data = message.get("metadata") or {}
            payload = data.get("event_payload") or {}
            if data.get("event_type") == EVENT and payload.get("key") == key:
                parts[int(payload.get("part") or 0)] = (channel, str(message.get("ts") or ""))
        return parts

    async def _looked_through(self, to: str) -> tuple[str, list[dict[str, Any]]]:
        """A conversation's id and its last messages; none where they cannot be had."""
        channel, slash, thread = to.partition("/")
        client = self._web.client
        read = partial(client.conversations_replies, ts=thread) if thread else client.conversations_history
        try:
            channel = await self._conversation(channel)
            found = await self._web.ask(lambda: read(channel=channel, limit=LOOKED_THROUGH, include_all_metadata=True))
        except (Refused, NoScope) as error:
            log.warning("cannot look whether a message arrived", error=str(error))
            return to, []
        return f"{channel}{slash}{thread}", list(found.get("messages") or ())

    async def _conversation(self, to: str) -> str:
        return await self._chats.get(to) if to.startswith(("U", "W")) else to

    # --- files ---------------------------------------------------------------------------------------

    async def _give(self, to: str, file: WordedFile, key: str, *, again: bool) -> str:
        """Shares a file in a conversation, or says why not; the message's id, where Slack tells it."""
        if again and await self._has(to, file.name):
            return ""
        given = await self._carrier.brought(file, lambda content: self._brought(file.name, content))
        if isinstance(given, WordedCard):
            return await self._post(to, given, key, again=again)
        channel = await self._conversation(to)
        named: list[dict[str, str | None]] = [{"id": given, "title": file.name}]
        await self._web.ask(lambda: self._web.client.files_completeUploadExternal(files=named, channel_id=channel))
        return f"{channel}:"

    async def _has(self, to: str, name: str) -> bool:
        """Whether a file of ours by that name is there."""
        me = await self._web.identity()
        _, messages = await self._looked_through(to)
        files = [file for message in messages for file in message.get("files") or ()]
        return any(file.get("name") == name and file.get("user") == me.user for file in files)

    async def _brought(self, name: str, content: bytes, title: str = "") -> str:
        """The first two of the three steps of an upload; the file's id."""
        client, described = self._web.client, {"alt_txt": title} if title else {}
        got = await self._web.ask(
            lambda: client.files_getUploadURLExternal(filename=name, length=len(content), **described)
        )
        await self._web.upload(str(got.get("upload_url") or ""), content)
        return str(got.get("file_id") or "")

    async def _change(self, remote_id: str, card: WordedCard, key: str, *, again: bool) -> str:
        """Changes a message in place; its id now. Parts that it has not had yet are posted, others go."""
        place, _, listed = remote_id.partition(":")
        channel, before = place.partition("/")[0], listed.split(",")
        there = await self._there(place, key) if again else {}
        marks: list[str] = []

        async def put(message: Message) -> None:
            part = len(marks)
            if part < len(before):
                ts = before[part]
                await self._web.ask(lambda: self._web.client.chat_update(channel=channel, ts=ts, **message))
            elif part in there:
                ts = there[part][1]
            else:
                _, ts = await self._put(place, key, part, message)
            marks.append(ts)

        await self._shown(card, put)
        for ts in before[len(marks) :]:
            await self._take_back(channel, ts)
        return _remote_id(place, marks)

    async def _take_back(self, channel: str, ts: str) -> None:
        try:
            await self._web.ask(lambda: self._web.client.chat_delete(channel=channel, ts=ts))
        except Refused as refused:
            if refused.code != "message_not_found":  # an earlier try took it back
                raise

    async def _whisper(self, spot: Spot, user: str, message: Message) -> None:
        await self._web.ask(
            lambda: self._web.client.chat_postEphemeral(
                channel=spot.channel or "", user=user, thread_ts=spot.thread, **message
            )
        )

    async def _shown(self, card: WordedCard, put: Put, pictures: Mapping[int, str] = NO_PICTURES) -> None:
        """Puts each part of a card; where Slack does not take its pictures, from there on with tables."""
        done = 0
        try:
            for message in render.message(card, pictures):
                await put(message)
                done += 1
        except Refused as refused:
            if not pictures or refused.code != "invalid_blocks":
                raise
            log.warning("shown as a table: the picture was not taken")
            for message in render.message(card, NO_PICTURES)[done:]:
                await put(message)

    # --- pictures ------------------------------------------------------------------------------------

    async def _drawn(self, card: WordedCard) -> dict[int, str]:
        """The files that show a card's charts, by the index of their block; without those that cannot be had."""
        found: dict[int, str] = {}
        for index, block in enumerate(card.blocks):
            if isinstance(block, WordedFigures):
                key = hashlib.sha256(repr(block.chart).encode()).hexdigest()
                self._uploaded[key] = block.chart
                try:
                    async with asyncio.timeout(PICTURE_SECONDS):
                        found[index] = await self._drawings.get(key)
                except (PictureError, Passing, Permanent, TimeoutError) as error:
                    log.warning("shown as a table", error=f"{type(error).__name__}: {error}")
                finally:
                    self._uploaded.pop(key, None)
        return found

    async def _upload(self, key: str) -> tuple[str, float]:
        """Draws and uploads a chart in Slack's three steps, and waits until Slack has taken it in."""
        chart = self._uploaded[key]
        content = await self._pictures.draw(chart)
        ask, client = self._web.ask, self._web.client
        file = await self._brought("chart.png", content, chart.title)
        await ask(lambda: client.files_completeUploadExternal(files=[{"id": file, "title": chart.title or "chart"}]))
        for wait in PROCESSED:
            info = await ask(lambda: client.files_info(file=file))
            if (info.get("file") or {}).get("mimetype"):
                break
            await asyncio.sleep(wait)
        return file, PICTURE_HOLDS

    async def _open_chat(self, user: str) -> tuple[str, float]:
        found = await self._web.ask(lambda: self._web.client.conversations_open(users=user))
        return str((found.get("channel") or {}).get("id") or ""), PICTURE_HOLDS


def _remote_id(place: str, marks: list[str]) -> str:
    """The id that the outbox keeps of a message and its parts."""
    made = f"{place}:{','.join(marks)}"
    return made if len(made) <= REMOTE_ID else made[:REMOTE_ID].rpartition(",")[0]
