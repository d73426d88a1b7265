"""Who people are: asked of DingTalk's address book, remembered, and waited for no longer than a message may."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from bot.platforms.base import Passing, Permanent, Roster
from bot.platforms.common.remembered import Remembered
from bot.platforms.dingtalk import NAME
from bot.platforms.dingtalk.mentions import placed
from bot.platforms.dingtalk.parse import Act, Member
from bot.platforms.dingtalk.runtime_api import Api, NoRight, Refused
from handlers.kit.inbound import Inbound, Sender
from handlers.kit.vocabulary import Vocabulary

log = structlog.get_logger()

PATIENCE = 0.6  # seconds a message may wait for a look-up
NO_WAIT = 0.02  # seconds, while DingTalk is slow
SULK = 20.0  # seconds for which a slow DingTalk is not waited for again
BLIND = 600.0  # seconds for which nobody is looked up where the app may not
HOLDS = 6 * 3600.0  # a change is told by an event; this is for the events that were missed, or not subscribed to
NOBODY = frozenset({"60121", "33012", "60111"})  # DingTalk's codes for somebody who is not there


@dataclass(frozen=True, slots=True)
class Known:
    """What the address book says of somebody."""

    name: str
    email: str | None = None


class People:
    """People and groups of one organisation."""

    def __init__(
        self, api: Api, roster: Roster, vocabulary: Vocabulary, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._api, self._roster, self._vocabulary, self._now = api, roster, vocabulary, now
        self._users: Remembered[Known] = Remembered(self._fetch)
        self._titles: dict[str, str] = {}
        self._slow_until = self._blind_until = 0.0
        self._learning: set[asyncio.Task[None]] = set()

    async def inbound(self, act: Act) -> Inbound:
        """An act with the people it names."""
        people = () if act.foreign else act.people
        found = await asyncio.gather(*(self._within(user) for user in people))
        names = [known.name if known else "" for known in found]
        text = placed(act, names, self._vocabulary) if people or act.names else act.text
        mentions = tuple(Sender(user, name or user) for user, name in zip(people, names, strict=True))
        sender = Sender(act.user, act.name, foreign=act.foreign)
        if not act.foreign and (known := self._users.known(act.user)) is not None:
            sender = Sender(act.user, known.name, email=known.email)
        return Inbound(
            NAME, act.corp, act.event_id, sender, text, act.kind, act.spot.group, act.spot.title, mentions,
            question=act.question, values=act.values, stepwise=True,
        )  # fmt: skip

    async def learn(self, act: Act) -> None:
        """What is not known yet of those who took part is asked for behind their backs; a group's new name is told."""
        if act.foreign:
            return
        for user in (act.user, *act.people):
            if self._users.known(user) is None and self._now() >= self._blind_until:
                self._start(act.corp, user)
        group, title = act.spot.group, act.spot.title
        if group and title and self._titles.get(group) != title:
            self._titles[group] = title
            await self._roster.channel(NAME, act.corp, group, title)

    async def happened(self, member: Member) -> None:
        """An event says that somebody joined, left or changed."""
        for user in member.users:
            self._users.forget(user)
            if member.what == "left":
                await self._roster.left(NAME, member.corp, user)
                continue
            if member.what == "came":
                await self._roster.back(NAME, member.corp, user)
            self._start(member.corp, user)

    async def close(self) -> None:
        """Ends what is being asked."""
        for task in self._learning:
            task.cancel()
        await asyncio.gather(*self._learning, return_exceptions=True)
        await self._users.close()

    def _start(self, corp: str, user: str) -> None:
        task = asyncio.create_task(self._learn(corp, user))
        self._learning.add(task)
        task.add_done_callback(self._learning.discard)

    async def _within(self, user: str) -> Known | None:
        """What DingTalk says of somebody, unless that takes too long; then nothing is waited for, for a while."""
        slow = self._now() < self._slow_until
        if self._now() < self._blind_until:
            return self._users.known(user)
        try:
            async with asyncio.timeout(NO_WAIT if slow else PATIENCE):
                return await self._users.get(user)
        except TimeoutError:
            self._slow_until = self._now() + SULK
        except NoRight as error:
            self._blinded(error)
        except (Passing, Permanent) as error:
            log.warning("not looked up", error=str(error))
        return None

    async def _learn(self, corp: str, user: str) -> None:
        try:
            known = await self._users.get(user)
            self._blind_until = 0.0
            await self._roster.known(NAME, corp, Sender(user, known.name, email=known.email))
        except NoRight as error:
            self._blinded(error)
        except (Passing, Permanent):
            log.info("not learned yet", user=user)
        except Exception:
            log.exception("what was learned could not be kept")

    def _blinded(self, error: NoRight) -> None:
        """The app may look nobody up: the payload's own names have to do for a while."""
        self._blind_until = self._now() + BLIND
        log.warning("people cannot be looked up", error=str(error))

    async def _fetch(self, user: str) -> tuple[Known, float]:
        begin = self._now()
        try:
            found = await self._api.ask_old("/topapi/v2/user/get", {"userid": user})
        except Refused as refused:
            if refused.code not in NOBODY:
                raise
            return Known(user), PATIENCE
        if self._now() - begin < PATIENCE:
            self._slow_until = 0.0
        result = found.get("result") or {}
        email = result.get("org_email") or result.get("email")
        return Known(str(result.get("name") or user), email if isinstance(email, str) and email else None), HOLDS
