"""Who people and channels are: asked of Slack, remembered, and waited for no longer than an acknowledgement may."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from zoneinfo import available_timezones

import structlog

from bot.platforms.base import Passing, Permanent, Roster
from bot.platforms.common.remembered import Remembered
from bot.platforms.slack import NAME
from bot.platforms.slack.parse import Act
from bot.platforms.slack.runtime_web import Identity, Web
from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN, Inbound, Sender

T = TypeVar("T")
log = structlog.get_logger()

PATIENCE = 0.5  # seconds an event may wait for a look-up
NO_WAIT = 0.02  # seconds, while Slack is slow
SULK = 20.0  # seconds for which a slow Slack is not waited for again
HOLDS = 86_400.0  # a change is told by an event; this is for the events that were missed
PAGES, PAGE = 20, 500  # of everybody, asked for at the start
LATELY = 30 * 86_400.0  # seconds: who was closed since then may have been open when the bot last heard of them
LONGEST = 6.0  # seconds to wait where nothing else says whose organisation somebody is of

_MARK = re.compile(f"{MENTION_OPEN}(\\d+){MENTION_CLOSE}")
_ZONES = frozenset(available_timezones())
_TRADITIONAL = ("zh-TW", "zh-HK", "zh-MO", "zh-Hant")


@dataclass(frozen=True, slots=True)
class Known:
    """What Slack says of a user."""

    sender: Sender
    teams: frozenset[str]
    stranger: bool
    bot: bool
    gone: bool

    def foreign(self, home: str) -> bool:
        """Whether they are of another organisation than the bot's workspace."""
        return self.stranger or (bool(self.teams) and home not in self.teams)


def known(user: Mapping[str, Any]) -> Known:
    """A user as Slack describes one."""
    profile = user.get("profile") if isinstance(user.get("profile"), dict) else {}
    assert isinstance(profile, dict)
    grid = user.get("enterprise_user")
    teams = [user.get("team_id"), *(grid.get("teams") or () if isinstance(grid, dict) else ())]
    named = (profile.get("display_name"), profile.get("real_name"), user.get("real_name"), user.get("name"))
    zone = user.get("tz")
    sender = Sender(
        str(user.get("id") or ""),
        next((name.strip() for name in named if isinstance(name, str) and name.strip()), str(user.get("id") or "")),
        language(user.get("locale")),
        zone if isinstance(zone, str) and zone in _ZONES else None,
        profile.get("email") if isinstance(profile.get("email"), str) else None,
    )
    return Known(
        sender, frozenset(team for team in teams if isinstance(team, str) and team),
        user.get("is_stranger") is True, user.get("is_bot") is True, user.get("deleted") is True,
    )  # fmt: skip


def language(locale: object) -> str | None:
    """The language of ours that a locale stands for; None for one we do not speak."""
    if not isinstance(locale, str):
        return None
    if locale.startswith("zh"):
        return "zh-Hant" if locale.startswith(_TRADITIONAL) else "zh-Hans"
    return "en" if locale.startswith("en") else None


def _mentions(
    act: Act, people: Mapping[str, Known | None], me: Identity
) -> tuple[str, dict[str, str], tuple[Sender, ...]]:
    """The text and values with the mentions of people here counted anew; a bot or a stranger is only a name."""
    kept: list[Sender] = []
    marks: dict[str, str] = {}
    for index, (user, name) in enumerate(act.people):
        found = people[user]
        if found is not None and (found.bot or found.foreign(me.team)):
            marks[str(index)] = f"@{found.sender.name}"
            continue
        marks[str(index)] = f"{MENTION_OPEN}{len(kept)}{MENTION_CLOSE}"
        kept.append(replace(found.sender, external_id=user) if found else Sender(user, name or user))

    def pointing(text: str) -> str:
        return _MARK.sub(lambda hit: marks.get(hit[1], ""), text)

    return pointing(act.text), {name: pointing(value) for name, value in act.values.items()}, tuple(kept)


class People:
    """People and channels of one workspace."""

    def __init__(self, web: Web, roster: Roster, now: Callable[[], float] = time.monotonic) -> None:
        self._web, self._roster, self._now = web, roster, now
        self._users: Remembered[Known] = Remembered(self._fetch_user)
        self._channels: Remembered[str] = Remembered(self._fetch_channel)
        self._slow_until = 0.0
        self._learning: set[asyncio.Task[None]] = set()

    async def inbound(self, act: Act, me: Identity) -> tuple[Inbound, list[str]]:
        """An act with its ids resolved, and the ids that Slack has not told of in time (``learn`` them later)."""
        place = act.spot.public
        asked = dict(act.channels) | ({place: act.channel_name} if place else {})
        people = {user: self._users.known(user) for user in (act.user, *(user for user, _ in act.people))}
        called = {one: name or self._channels.known(one) or "" for one, name in asked.items()}
        if None in people.values() or "" in called.values():  # seldom: each that is waited for costs a task
            await self._ask(act, people, called)
        for one, name in asked.items():
            if name:
                self._channels.put(one, name, HOLDS)
        sender = self._sender(act, people[act.user], me)
        text, values, mentions = _mentions(act, people, me)
        made = Inbound(
            NAME, me.team, act.event_id, sender, text, act.kind, place, called[place] if place else None, mentions,
            tuple((channel, called[channel]) for channel, _ in act.channels), question=act.question, values=values,
            present=act.present,
        )  # fmt: skip
        lacking = [user for user, found in people.items() if found is None]
        return made, lacking + [channel for channel in asked if self._channels.known(channel) is None]

    async def channel(self, channel: str, name: str) -> str:
        """A channel's name, or its id while that cannot be had."""
        if name:
            self._channels.put(channel, name, HOLDS)
        return name or await self._within(self._channels.get(channel), PATIENCE) or channel

    def language(self, user: str) -> str | None:
        """Somebody's language, as far as it is known without asking."""
        found = self._users.known(user)
        return found.sender.language if found else None

    async def warm(self, me: Identity, now: float) -> None:
        """Asks who everybody is, all at once: later nobody waits for it. Who left unheard has left now. ``now`` is in
        seconds since 1970."""
        cursor = ""
        for _ in range(PAGES):
            try:
                found = await self._web.ask(
                    lambda: self._web.client.users_list(limit=PAGE, cursor=cursor, include_locale=True)  # noqa: B023
                )
            except (Passing, Permanent) as error:
                log.warning("not everybody is known beforehand", error=str(error))
                return
            for user in found.get("members") or ():
                one = known(user)
                if one.gone and not one.bot and now - float(user.get("updated") or 0) < LATELY:
                    await self._roster.left(NAME, me.team, one.sender.external_id)
                self._users.put(one.sender.external_id, one, HOLDS)
            cursor = str((found.get("response_metadata") or {}).get("next_cursor") or "")
            if not cursor:
                return

    def learn(self, lacking: list[str], me: Identity) -> None:
        """Tells the roster of people and channels as soon as Slack does tell."""
        for one in lacking:
            task = asyncio.create_task(self._learn(one, me))
            self._learning.add(task)
            task.add_done_callback(self._learning.discard)

    async def changed(self, user: Mapping[str, Any], me: Identity) -> None:
        """An event says what a user is now."""
        now = known(user)
        account, before = now.sender.external_id, self._users.known(now.sender.external_id)
        if not account:
            return
        if now.sender.language is None and before is not None:  # the event need not say it
            now = replace(now, sender=replace(now.sender, language=before.sender.language))
        # Who was looked up just before is known to be gone, and yet has not been told to the roster.
        if (now != before or now.gone) and not now.bot and not now.foreign(me.team):
            await self._report(now, before, me)
        self._users.put(account, now, HOLDS)  # only now: what could not be stored is reported again, and is news then

    async def _report(self, now: Known, before: Known | None, me: Identity) -> None:
        if now.gone:
            await self._roster.left(NAME, me.team, now.sender.external_id)
            return
        if before is None or before.gone:
            await self._roster.back(NAME, me.team, now.sender.external_id)
        await self._roster.known(NAME, me.team, now.sender)

    async def renamed(self, channel: str, name: str, me: Identity) -> None:
        """An event says what a channel is called now."""
        self._channels.put(channel, name, HOLDS)
        await self._roster.channel(NAME, me.team, channel, name)

    async def close(self) -> None:
        """Ends what is being asked."""
        for task in self._learning:
            task.cancel()
        await asyncio.gather(*self._learning, return_exceptions=True)
        await self._users.close()
        await self._channels.close()

    async def _ask(self, act: Act, people: dict[str, Known | None], called: dict[str, str]) -> None:
        """Fills in who and what is not known, all asked for at once."""

        async def person(user: str) -> None:
            wait = PATIENCE if act.team or user != act.user else LONGEST
            people[user] = await self._within(self._users.get(user), wait)

        async def channel(one: str) -> None:
            called[one] = await self.channel(one, "")

        await asyncio.gather(
            *(person(user) for user, found in people.items() if found is None),
            *(channel(one) for one, name in called.items() if not name),
        )

    def _sender(self, act: Act, found: Known | None, me: Identity) -> Sender:
        """Who did it. Where neither Slack nor the payload says of which workspace they are, they are taken for a
        stranger, who gets no data."""
        if found is None:
            return Sender(act.user, act.name or act.user, foreign=act.team != me.team)
        return replace(found.sender, external_id=act.user, foreign=found.foreign(me.team))

    async def _within(self, answer: Awaitable[T], seconds: float) -> T | None:
        """What Slack says, unless that takes too long; then nothing is waited for any more, for a while."""
        slow = self._now() < self._slow_until and seconds <= PATIENCE
        try:
            async with asyncio.timeout(NO_WAIT if slow else seconds):
                return await answer
        except TimeoutError:
            self._slow_until = self._now() + SULK
        except (Passing, Permanent) as error:
            log.warning("not looked up", error=str(error))
        return None

    async def _learn(self, one: str, me: Identity) -> None:
        try:
            if one.startswith(("U", "W")):
                found = await self._users.get(one)
                if not found.bot and not found.foreign(me.team):
                    await self._roster.known(NAME, me.team, found.sender)
            else:
                await self._roster.channel(NAME, me.team, one, await self._channels.get(one))
        except (Passing, Permanent):
            log.info("not learned yet", id=one)

    async def _fetch_user(self, user: str) -> tuple[Known, float]:
        begin = self._now()
        found = await self._web.ask(lambda: self._web.client.users_info(user=user, include_locale=True))
        if self._now() - begin < PATIENCE:
            self._slow_until = 0.0
        return known(found.get("user") or {"id": user}), HOLDS

    async def _fetch_channel(self, channel: str) -> tuple[str, float]:
        found = await self._web.ask(lambda: self._web.client.conversations_info(channel=channel))
        info = found.get("channel") or {}
        return str(info.get("name") or channel), HOLDS
