"""Who people and chats are: asked of Feishu, remembered, and waited for no longer than an acknowledgement may."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from zoneinfo import available_timezones

import structlog

from bot.platforms.base import Passing, Permanent, Roster
from bot.platforms.common.remembered import Remembered
from bot.platforms.feishu import NAME
from bot.platforms.feishu.parse import Act
from bot.platforms.feishu.runtime_api import Api
from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN, Inbound, Sender

T = TypeVar("T")
log = structlog.get_logger()

PATIENCE = 0.5  # seconds an event may wait for a look-up
NO_WAIT = 0.02  # seconds, while Feishu is slow
SULK = 120.0  # seconds for which a slow Feishu is not waited for again, unless it turns out to be quick
HOLDS = 3600.0  # names change seldom
UNTOLD = 600.0  # seconds for which what Feishu does not tell is not asked again: calls are counted
_MARK = re.compile(f"{MENTION_OPEN}(\\d+){MENTION_CLOSE}")
_ZONES = frozenset(available_timezones())


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat: its name where it has one, whether it is one with the bot alone (None where Feishu does not tell), and
    whether it is made of topics."""

    name: str | None
    private: bool | None
    topics: bool


def known(user: Mapping[str, Any]) -> Sender:
    """A user as Feishu's directory describes one."""
    named = (user.get("name"), user.get("nickname"), user.get("en_name"))
    zone, email = user.get("time_zone"), user.get("enterprise_email") or user.get("email")
    account = user.get("open_id")
    if not isinstance(account, str):
        account = ""
    return Sender(
        account,
        next((name.strip() for name in named if isinstance(name, str) and name.strip()), account),
        zone=zone if isinstance(zone, str) and zone in _ZONES else None,
        email=email if isinstance(email, str) and email else None,
    )


class People:
    """People and chats of one organisation."""

    def __init__(self, api: Api, roster: Roster, now: Callable[[], float] = time.monotonic) -> None:
        self._api, self._roster, self._now = api, roster, now
        self._users: Remembered[Sender] = Remembered(self._fetch_user)
        self._chats: Remembered[Chat] = Remembered(self._fetch_chat)
        self._slow_until = 0.0
        self._learning: dict[str, asyncio.Task[None]] = {}

    async def inbound(self, act: Act) -> tuple[Inbound, list[str]]:
        """An act with its ids resolved, and the ids that Feishu has not told of in time (``learn`` them later)."""
        ours = [user for user, _, tenant in act.people if tenant in ("", act.tenant)]
        asked = [] if act.foreign else list(dict.fromkeys((act.user, *ours)))
        looks = [self._within(self._users.get(user)) for user in asked]
        found, chat = await asyncio.gather(asyncio.gather(*looks), self._place(act))
        people = {user: sender if sender and sender.name else None for user, sender in zip(asked, found, strict=True)}
        channel = act.spot.chat if chat is not None and not chat.private else None
        text, values, mentions = _mentioned(act, people)
        sender = people.get(act.user) or Sender(act.user, act.user, foreign=act.foreign)
        made = Inbound(
            NAME, act.tenant, act.event_id, sender, text, act.kind, channel,
            chat.name if chat is not None else None, mentions, question=act.question, values=values,
        )  # fmt: skip
        lacking = [user for user, sender in zip(asked, found, strict=True) if sender is None]
        return made, [*lacking, *([channel] if channel and self._chats.known(channel) is None else [])]

    async def chat(self, chat: str, private: bool | None = None) -> Chat:
        """What kind of chat it is. While Feishu does not say, the event's word holds, and an unknown one is private:
        an answer for one person's eyes must not go to many."""
        if private:
            return Chat(None, private=True, topics=False)
        found = await self._within(self._chats.get(chat))
        if found is None or found.private is None:
            return Chat(None, private=private is None, topics=False)
        return found

    async def _place(self, act: Act) -> Chat | None:
        return None if act.spot.chat is None or act.spot.private else await self.chat(act.spot.chat, act.spot.private)

    def learn(self, lacking: list[str], tenant: str) -> None:
        """Tells the roster of people and groups as soon as Feishu does tell."""
        for one in lacking:
            if one not in self._learning:
                self._learning[one] = asyncio.create_task(self._learn(one, tenant))

    async def changed(self, user: Mapping[str, Any], tenant: str) -> None:
        """An event says what a user is now."""
        sender = known(user)
        if not sender.external_id:
            return
        self._users.forget(sender.external_id)
        status = user.get("status")
        if isinstance(status, dict) and (status.get("is_resigned") is True or status.get("is_exited") is True):
            await self._roster.left(NAME, tenant, sender.external_id)
        elif sender.name != sender.external_id:
            await self._roster.known(NAME, tenant, sender)

    async def left(self, user: Mapping[str, Any], tenant: str) -> None:
        """An event says that somebody left."""
        if account := known(user).external_id:
            self._users.forget(account)
            await self._roster.left(NAME, tenant, account)

    async def back(self, user: Mapping[str, Any], tenant: str) -> None:
        """An event says that somebody is there (again)."""
        if account := known(user).external_id:
            await self._roster.back(NAME, tenant, account)
            await self.changed(user, tenant)

    async def renamed(self, chat: str, name: str, tenant: str) -> None:
        """An event says what a group is called now."""
        self._chats.forget(chat)
        if name:
            await self._roster.channel(NAME, tenant, chat, name)

    async def close(self) -> None:
        """Ends what is being asked."""
        learning = list(self._learning.values())
        for task in learning:
            task.cancel()
        await asyncio.gather(*learning, return_exceptions=True)
        await self._users.close()
        await self._chats.close()

    async def _within(self, answer: Awaitable[T]) -> T | None:
        """What Feishu says, unless that takes too long; then nothing is waited for any more, for a while."""
        try:
            async with asyncio.timeout(NO_WAIT if self._now() < self._slow_until else PATIENCE):
                return await answer
        except TimeoutError:
            self._slow_until = self._now() + SULK
        except (Passing, Permanent) as error:
            log.warning("not looked up", error=str(error))
        return None

    async def _learn(self, one: str, tenant: str) -> None:
        try:
            if one.startswith("oc_"):
                if name := (await self._chats.get(one)).name:
                    await self._roster.channel(NAME, tenant, one, name)
            elif (sender := await self._users.get(one)).name:
                await self._roster.known(NAME, tenant, sender)
        except (Passing, Permanent):
            log.info("not learned yet", id=one)
        finally:
            self._learning.pop(one, None)

    async def _fetch_user(self, user: str) -> tuple[Sender, float]:
        found = await self._told(f"contact/v3/users/{user}", {"user_id_type": "open_id"})
        sender = known({"open_id": user, **((found or {}).get("user") or {})})
        return (Sender(user, ""), UNTOLD) if sender.name == user else (sender, HOLDS)

    async def _fetch_chat(self, chat: str) -> tuple[Chat, float]:
        data = await self._told(f"im/v1/chats/{chat}", {})
        if data is None:
            return Chat(None, None, topics=False), UNTOLD
        name, mode = data.get("name"), data.get("chat_mode")
        topics = mode == "topic" or data.get("group_message_type") == "thread"
        return Chat(name if isinstance(name, str) and name else None, mode == "p2p", topics), HOLDS

    async def _told(self, path: str, query: Mapping[str, str]) -> Mapping[str, Any] | None:
        """What Feishu says; None for what it does not tell this app. Raises ``Passing``."""
        begin = self._now()
        try:
            found = await self._api.ask("GET", path, query=query)
            if self._now() - begin < PATIENCE:
                self._slow_until = 0.0
        except Permanent as error:
            log.warning("not told", error=str(error))
        except Passing as error:
            if not error.held:
                raise
            log.warning("not told", error=str(error))
        else:
            data = found.get("data")
            return data if isinstance(data, dict) else {}
        return None


def _mentioned(act: Act, people: Mapping[str, Sender | None]) -> tuple[str, dict[str, str], tuple[Sender, ...]]:
    """The text and values with the mentions of people here counted anew; a stranger is only a name."""
    kept: list[Sender] = []
    marks: dict[str, str] = {}
    for index, (user, name, tenant) in enumerate(act.people):
        found = people.get(user)
        if (tenant and tenant != act.tenant) or (found is None and not name):  # an id alone may be anybody's, or typed
            marks[str(index)] = f"@{name}" if name else user
            continue
        marks[str(index)] = f"{MENTION_OPEN}{len(kept)}{MENTION_CLOSE}"
        kept.append(found or Sender(user, name))

    def pointing(text: str) -> str:
        return _MARK.sub(lambda hit: marks.get(hit[1], ""), text)

    return pointing(act.text), {name: pointing(value) for name, value in act.values.items()}, tuple(kept)
