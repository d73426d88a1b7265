"""What the bot says on Feishu: cards to people and groups, replies, changes in place, answers for one person's eyes."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any

import aiohttp
import structlog

from bot.files import Files
from bot.pictures import PictureError, Pictures
from bot.platforms.base import Outgoing, Passing, Permanent
from bot.platforms.common.carrying import Carrier, parted
from bot.platforms.common.remembered import Remembered
from bot.platforms.feishu import render
from bot.platforms.feishu.parse import Spot
from bot.platforms.feishu.runtime_api import Api, Refused
from bot.platforms.feishu.words import word
from bot.worded import Drawing, Piece, WordedCard, WordedFigures, WordedFile, WordedPara

log = structlog.get_logger()

PICTURE_SECONDS = 6.0
PICTURE_HOLDS = 24 * 3600.0
FILE_MOST = 30_000_000  # bytes that Feishu takes
_FILE_TYPES = {"xlsx": "xls", "pdf": "pdf"}  # what it calls them; anything else is a "stream"
Put = Callable[[str], Awaitable[str]]
NO_PICTURES: Mapping[int, str] = MappingProxyType({})


class Voice:
    """Says things. Every method raises ``Passing`` or ``Permanent``."""

    def __init__(self, api: Api, pictures: Pictures, files: Files) -> None:
        self._api, self._pictures, self._carrier = api, pictures, Carrier(files, FILE_MOST)
        self._wanted: dict[str, Drawing] = {}
        self._keys: Remembered[str] = Remembered(self._upload, size=500)

    async def send(self, outgoing: Outgoing) -> str:
        """Sends or changes a message of the outbox; its id."""
        if outgoing.updates is not None:
            return await self._changed(outgoing.updates, outgoing.card)
        kind = "open_id" if outgoing.account is not None else "chat_id"
        receiver = outgoing.account or outgoing.channel or ""
        words, files = parted(outgoing.card)
        made = await self._said(outgoing, kind, receiver, words) if words is not None else ""
        for file in files:
            made = await self._give(kind, receiver, file, f"{outgoing.key}:{file.name}")
        return made

    async def _said(self, outgoing: Outgoing, kind: str, receiver: str, card: WordedCard) -> str:
        """Sends a card, in the thread it belongs to where that can be."""
        if outgoing.under is not None:
            made = await self._reply(outgoing.under, card, outgoing.key, in_thread=True)
            if made is not None:
                return made
        return await self.to(kind, receiver, card, outgoing.key)

    async def to(self, kind: str, receiver: str, card: WordedCard, key: str) -> str:
        """Sends a card to a person (``open_id``) or a group (``chat_id``); the same key arrives once."""

        return await self._put(card, lambda content: self._sent(kind, receiver, "interactive", content, key))

    async def _sent(self, kind: str, receiver: str, what: str, content: str, key: str) -> str:
        body = {"receive_id": receiver, "msg_type": what, "content": content, "uuid": once(key)}
        found = await self._api.ask("POST", "im/v1/messages", body, {"receive_id_type": kind})
        return str((found.get("data") or {}).get("message_id") or "")

    async def _give(self, kind: str, receiver: str, file: WordedFile, key: str) -> str:
        """Sends a file, once however often it is tried; or says why not."""
        given = await self._carrier.brought(file, lambda content: self._brought(file.name, content))
        if isinstance(given, WordedCard):
            return await self.to(kind, receiver, given, key)
        return await self._sent(kind, receiver, "file", json.dumps({"file_key": given}), key)

    async def answer(self, spot: Spot, user: str, card: WordedCard, key: str, *, topics: bool, channel: bool) -> None:
        """An answer that its asker alone sees: in their private chat, or in a group as a card for their eyes. Where
        Feishu shows none, as in topics, it is private, and the group sees that it was given."""
        if not channel:
            await self._privately(spot, user, card, key)
        elif topics or not await self._whispered(spot, user, card):
            await self.to("open_id", user, card, key)
            told = WordedPara((Piece(word(card.language, "feishu-told-privately")),), "note")
            await self._replied(spot, WordedCard(card.language, None, (told,)), f"{key}:told")

    async def close(self) -> None:
        """Ends what is being fetched."""
        await self._keys.close()

    async def _privately(self, spot: Spot, user: str, card: WordedCard, key: str) -> None:
        """In their private chat: as a reply, unless there is no message (any more) to reply to."""
        if not await self._replied(spot, card, key):
            await self.to("open_id", user, card, key)

    async def _replied(self, spot: Spot, card: WordedCard, key: str) -> bool:
        """Replies, to what was said in a topic inside it; whether that could be."""
        return spot.message is not None and await self._reply(spot.message, card, key) is not None

    async def _reply(self, message: str, card: WordedCard, key: str, *, in_thread: bool = False) -> str | None:
        """Replies to a message, or in its thread, which the first such reply opens; the reply's id, None where it
        cannot be."""
        how = {"reply_in_thread": True} if in_thread else {}

        async def put(content: str) -> str:
            body = {"msg_type": "interactive", "content": content, "uuid": once(key), **how}
            found = await self._api.ask("POST", f"im/v1/messages/{message}/reply", body)
            return str((found.get("data") or {}).get("message_id") or "")

        try:
            return await self._put(card, put)
        except Refused as refused:  # the message was taken back
            log.info("not a reply", reason=str(refused))
            return None

    async def _whispered(self, spot: Spot, user: str, card: WordedCard) -> bool:
        """For their eyes in the group; whether Feishu shows it."""
        shown = render.message(card, await self._drawn(card))
        body = {"chat_id": spot.chat, "open_id": user, "msg_type": "interactive", "card": shown}
        try:
            await self._api.ask("POST", "ephemeral/v1/send", body)
        except Refused as refused:
            log.info("answered in another way", reason=str(refused))
            return False
        return True

    async def _changed(self, message: str, card: WordedCard) -> str:
        async def put(content: str) -> str:
            await self._api.ask("PATCH", f"im/v1/messages/{message}", {"content": content})
            return message

        return await self._put(card, put)

    async def _put(self, card: WordedCard, put: Put) -> str:
        """Puts a card. One that Feishu refuses goes once more without mentions and pictures: an id of somebody who is
        not there, a picture it does not take, would keep the whole card back."""
        pictures = await self._drawn(card)
        try:
            return await put(render.content(render.message(card, pictures)))
        except Refused as refused:
            plain = render.without_mentions(card)
            if plain == card and not pictures:
                raise
            log.warning("shown more plainly", reason=str(refused))
            return await put(render.content(render.message(plain, NO_PICTURES)))

    async def _drawn(self, card: WordedCard) -> dict[int, str]:
        """The uploaded keys of a card's charts; one that cannot be had is shown as its table."""
        found: dict[int, str] = {}
        for index, block in enumerate(card.blocks):
            if isinstance(block, WordedFigures):
                key = hashlib.sha256(repr(block.chart).encode()).hexdigest()
                if self._keys.known(key) is None:
                    self._wanted[key] = block.chart
                try:
                    async with asyncio.timeout(PICTURE_SECONDS):
                        found[index] = await self._keys.get(key)
                except (PictureError, Passing, Permanent, TimeoutError) as error:
                    log.warning("shown as a table", error=f"{type(error).__name__}: {error}")
        return found

    async def _brought(self, name: str, content: bytes) -> str:
        """Uploads a file; its key."""
        kind = _FILE_TYPES.get(name.rpartition(".")[2].lower(), "stream")

        def form() -> aiohttp.FormData:
            made = aiohttp.FormData()
            made.add_field("file_type", kind)
            made.add_field("file_name", name)
            made.add_field("file", content, filename=name, content_type="application/octet-stream")
            return made

        found = await self._api.ask("POST", "im/v1/files", form=form)
        return _key(found, "file_key")

    async def _upload(self, key: str) -> tuple[str, float]:
        content = await self._pictures.draw(self._wanted.pop(key))

        def form() -> aiohttp.FormData:
            made = aiohttp.FormData()
            made.add_field("image_type", "message")
            made.add_field("image", content, filename="chart.png", content_type="image/png")
            return made

        found = await self._api.ask("POST", "im/v1/images", form=form)
        return _key(found, "image_key"), PICTURE_HOLDS


def _key(found: Mapping[str, Any], name: str) -> str:
    """The key that an upload was given."""
    key = (found.get("data") or {}).get(name)
    if not isinstance(key, str) or not key:
        raise Passing(f"no {name} was given")
    return key


def once(key: str) -> str:
    """A key as Feishu's ``uuid``: at most 50 characters, kept for an hour."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]
