"""What comes from Slack → who handles it → what Slack is told at once; everything else follows behind."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

import structlog

from bot.platforms.base import Host, Passing, Permanent
from bot.platforms.common.patience import NotStored, Patience
from bot.platforms.common.reception import Reception, Reply
from bot.platforms.slack import NAME, parse, render
from bot.platforms.slack.parse import Act, Note
from bot.platforms.slack.runtime_people import People
from bot.platforms.slack.runtime_voice import NO_PICTURES, Voice
from bot.platforms.slack.runtime_web import FILE_LIMIT, Identity, Web
from bot.worded import WordedCard
from handlers.kit.inbound import File, Inbound

T = TypeVar("T")
log = structlog.get_logger()

ACK_SECONDS = 2.0  # Slack takes an acknowledgement for 3
FILES = 10  # of one message
REMEMBERED = 10_000  # events done: more than come until Slack sends one again
TITLE = "Muster"

Body = Mapping[str, Any]
Ack = dict[str, Any]  # the body of an acknowledgement; empty where there is nothing to tell
Handler = Callable[[Mapping[str, Any]], Awaitable["Told"]]


@dataclass(frozen=True, slots=True)
class Told:
    """What Slack is told at once. With no ``ack`` it was not done: Slack sends an event again, and of anything else
    tells the person that it failed.

    ``reply`` is the answer to a form or a command that this says, if it comes in time; ``handed`` is for when it has
    been said.
    """

    ack: Ack | None = field(default_factory=dict)
    reply: Reply | None = None
    handed: Callable[[], Awaitable[None]] | None = None


ASIDE, FAILED = Told(), Told(None)


class Desk:
    """Takes every payload; its table says who handles it. One that nobody handles is acknowledged all the same."""

    def __init__(self, host: Host, web: Web, people: People, voice: Voice, me: Callable[[], Identity]) -> None:
        self._host, self._web, self._people, self._voice, self._me = host, web, people, voice, me
        self._reception = Reception(host)
        self._patience = Patience()
        self._working: set[asyncio.Task[Any]] = set()
        self._under_way: dict[str, asyncio.Task[Told]] = {}  # events, by id
        self._done: dict[str, None] = {}  # the ids of those done last, in their order
        self._kinds: Mapping[str, Handler] = {
            "block_actions": self._clicked,
            "view_submission": self._submitted,
        }
        self._events: Mapping[str, Callable[[Body], Awaitable[None]]] = {
            "message": self._said,
            "app_mention": self._said,
            "app_home_opened": self._home_opened,
            "member_joined_channel": self._joined,
            "channel_rename": self._renamed,
            "group_rename": self._renamed,
            "user_change": self._user,
            "team_join": self._user,
        }

    async def take(self, body: Body) -> Told:
        """Has it done."""
        if body.get("type") == "event_callback":
            return await self._once(body)
        handler = self._slash if isinstance(body.get("command"), str) else self._kinds.get(str(body.get("type")))
        if handler is None:
            return _refused(body)
        task = self._start(self._safely(handler, body))
        done, _ = await asyncio.wait({task}, timeout=ACK_SECONDS)
        return task.result() if done else Told(self._meanwhile(task, body))

    async def _once(self, body: Body) -> Told:
        """An event. One that takes longer than Slack waits is sent again: it is not acknowledged before it is done,
        what comes again meanwhile waits for the same, and what comes again later has been answered."""
        key = str(body.get("event_id") or secrets.token_hex(8))
        if key in self._done:
            return ASIDE
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = self._start(self._safely(self._event, body))
            task.add_done_callback(lambda done: self._over(key, done))
        await asyncio.wait({task})
        return task.result()

    def _over(self, key: str, task: asyncio.Task[Told]) -> None:
        del self._under_way[key]
        if not task.cancelled() and task.result() is not FAILED:
            self._done[key] = None
        while len(self._done) > REMEMBERED:
            del self._done[next(iter(self._done))]

    def _meanwhile(self, task: asyncio.Task[Told], body: Body) -> Ack:
        """Acknowledges what is not done yet: a person's doing is never sent again, and fails in their eyes when it is
        not acknowledged, though it may be done. They are told not to count on it before they are answered."""
        log.warning("acknowledged before it was done", kind=_kind(body))
        words = render.waiting(self._language(body))
        if body.get("type") == "view_submission":
            self._start(self._late(task, body))
            view = render.loading(parse.view_title(body) or TITLE, words)
            return {"response_action": "update", "view": view}
        act = parse.slash(body) or parse.click(body)
        if act is None or self._opens_view(act):
            return {}
        if act.kind == "command":
            self._start(self._late_answer(task, act))
            return {"response_type": "ephemeral", "text": words}
        if act.spot.response_url is not None:
            self._start(self._asked_to_wait(act.spot.response_url, words))
        return {}

    def _language(self, body: Body) -> str:
        """The language to say something in before anybody can be looked up."""
        user = parse.user_id(body)
        return self._people.language(user) or self._host.settings.muster_language

    async def _asked_to_wait(self, url: str, words: str) -> Told:
        try:
            await self._web.respond(url, {"text": words})
        except (Passing, Permanent) as error:
            log.info("nobody was asked to wait", error=str(error))
        return ASIDE

    def end(self) -> None:
        """What waits for the database waits no more: Slack sends it again, to who is there then."""
        self._patience.end()

    async def close(self, seconds: float) -> None:
        """Finishes what was received."""
        if self._working:
            await asyncio.wait(set(self._working), timeout=seconds)
        await self._reception.close(seconds)

    def _start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)
        self._working.add(task)
        task.add_done_callback(self._working.discard)
        return task

    async def _safely(self, handler: Handler, body: Body) -> Told:
        try:
            return await handler(body)
        except NotStored:
            log.warning("not acknowledged, since there is no database", kind=_kind(body))
            return FAILED
        except Exception:
            log.exception("a payload could not be handled", kind=_kind(body))
            return FAILED

    # --- commands, messages, buttons -----------------------------------------------------------------

    async def _slash(self, body: Body) -> Told:
        """A command. In a channel its acknowledgement can say the answer."""
        act = parse.slash(body)
        if act is None:
            return _refused(body)
        opening = self._opening(act)
        reply = await self._dispatched(act)
        if reply is None:
            return ASIDE
        if opening is None and (ack := self._at_once(reply, act)) is not None:
            return Told(ack, reply, partial(self._host.handed, reply.answer))
        self._show(reply, act, opening)
        return ASIDE

    def _at_once(self, reply: Reply, act: Act) -> Ack | None:
        """An acknowledgement that answers; None where that takes another way, as in a private chat, where an answer
        stays as a message, or behind what the same person is still to be shown."""
        if act.spot.public is None or reply.card.form is not None or self._reception.showing(act.user):
            return None
        whole, *more = render.message(reply.card, NO_PICTURES)
        return None if more else {"response_type": "ephemeral", **whole}

    async def _late_answer(self, task: asyncio.Task[Told], act: Act) -> Told:
        """Answers a command whose acknowledgement could not wait for it."""
        if (reply := (await task).reply) is not None:
            self._show(reply, act, None)
        return ASIDE

    async def _clicked(self, body: Body) -> Told:
        act = parse.click(body)
        return await self._do(act) if act else _refused(body)

    async def _said(self, body: Body) -> None:
        act = parse.message(body, self._me().user)
        if act is None or (not act.addressed and act.spot.public and not self._may_be_ours(act.text)):
            return
        if act.addressed and not act.text:
            act = replace(act, kind="command", text="/help")
        elif act.addressed and self._host.vocabulary.match(act.text.lstrip("/／")).group is not None:
            act = replace(act, kind="command")
        await self._do(act, self._patience)

    def _may_be_ours(self, text: str) -> bool:
        """Whether a channel's talk may mean anything to the bot: the rest is neither stored nor looked up."""
        return text.startswith(("/", "／")) or any(
            shortcut.pattern.fullmatch(text) for _, shortcut in self._host.vocabulary.shortcuts
        )

    async def _do(self, act: Act, patience: Patience | None = None) -> Told:
        """Has it done and shows the answer, in a view where one was opened for it."""
        opening = self._opening(act)
        reply = await self._dispatched(act, patience)
        if reply is None and act.addressed:  # spoken to, and not understood: as a command it is told what is near
            reply = await self._dispatched(replace(act, kind="command"), patience)
        if reply is not None:
            self._show(reply, act, opening)
        return ASIDE

    async def _dispatched(self, act: Act, patience: Patience | None = None) -> Reply | None:
        lacking: list[str] = []

        async def inbound() -> Inbound:
            made, missing = await self._people.inbound(act, self._me())
            lacking.extend(missing)
            return replace(made, files=await self._fetched(act)) if act.files and not made.sender.foreign else made

        reply = await self._reception.take_in_turn(act.user, inbound, patience)
        self._people.learn(lacking, self._me())
        return reply

    async def _fetched(self, act: Act) -> tuple[File, ...]:
        wanted = [file for file in act.files[:FILES] if file.size <= FILE_LIMIT]
        found = await asyncio.gather(*(self._web.fetch(file.url, file.media_type) for file in wanted))
        return tuple(
            File(file.name, content, file.media_type)
            for file, content in zip(wanted, found, strict=True)
            if content is not None
        )

    # --- answers -------------------------------------------------------------------------------------

    def _opening(self, act: Act) -> asyncio.Task[str | None] | None:
        """Opens a view at once where a form is sure to come, or where nothing else could show the answer."""
        trigger = act.spot.trigger
        if trigger is None or not self._opens_view(act):
            return None

        async def opened() -> str | None:
            try:
                return await self._voice.open(trigger, render.loading(_titled(act.text)))
            except (Passing, Permanent) as error:
                log.warning("no view could be opened", error=str(error))
                return None

        return self._start(opened())

    def _opens_view(self, act: Act) -> bool:
        """Whether a view is opened for it before it is done."""
        return act.spot.trigger is not None and (act.kind == "open" or act.spot.home or self._host.opens_form(act.text))

    def _show(self, reply: Reply, act: Act, opening: asyncio.Task[str | None] | None) -> None:
        again = reply.answer.repeated

        async def how(card: WordedCard) -> None:
            nonlocal again
            tried, again = again, True
            if not await self._in_view(card, act, opening):
                await self._voice.answer(act.spot, act.user, card, reply.key(act.event_id), again=tried)

        self._reception.show(reply, how)
        if act.spot.home and reply.card.form is None:
            self._start(self._home(parse.refreshed(act, act.event_id)))

    async def _in_view(self, card: WordedCard, act: Act, opening: asyncio.Task[str | None] | None) -> bool:
        """Shows it in a view, where there is one or a form can still have one; whether it did."""
        if opening is not None:
            if (view_id := await opening) is None:
                return False
            await self._voice.change_view(view_id, _view(card, act))
            return True
        if card.form is None or act.spot.trigger is None:
            return False
        try:
            await self._voice.open(act.spot.trigger, _view(card, act))
        except (Passing, Permanent) as error:  # too late for the click: a message with a button takes its place
            log.info("no view could be opened", error=str(error))
            return False
        return True

    # --- forms ---------------------------------------------------------------------------------------

    async def _submitted(self, body: Body) -> Told:
        act = parse.submission(body)
        if act is None:
            return _refused(body)
        reply = await self._dispatched(act)
        if reply is None:
            return Told({"response_action": "clear"})
        if (ack := _in_place(reply.card, act)) is None:
            self._show(reply, replace(act, spot=replace(act.spot, trigger=None)), None)
            return Told({"response_action": "clear"}, reply)
        await self._reception.shown(reply, _already)
        return Told(ack, reply)

    async def _late(self, task: asyncio.Task[Told], body: Body) -> Told:
        """Says what became of a form in the view that was left to wait: nothing closes it from here."""
        told = await task
        view_id = parse.view_id(body)
        if view_id and told.reply is not None:
            try:
                await self._voice.change_view(view_id, (told.ack or {}).get("view") or render.told(told.reply.card))
            except (Passing, Permanent) as error:
                log.warning("a late answer to a form was not shown", error=str(error))
        return ASIDE

    # --- the Home tab, people, channels --------------------------------------------------------------

    async def _event(self, body: Body) -> Told:
        event = body.get("event")
        handler = self._events.get(str(event.get("type"))) if isinstance(event, dict) else None
        if handler is not None:
            await handler(body)
        return ASIDE

    async def _home_opened(self, body: Body) -> None:
        if (act := parse.home(body)) is not None:
            await self._home(act)

    async def _home(self, act: Act) -> Told:
        reply = await self._dispatched(act)
        if reply is not None:
            self._reception.show(reply, lambda card: self._voice.home(act.user, card))
        return ASIDE

    async def _joined(self, body: Body) -> None:
        event, me = body["event"], self._me()
        channel = event.get("channel")
        if event.get("user") == me.user and isinstance(channel, str):
            name = await self._people.channel(channel, "")
            await self._host.roster.arrived(NAME, me.team, channel, name, None)
            if name == channel:
                self._people.learn([channel], me)

    async def _renamed(self, body: Body) -> None:
        channel = body["event"].get("channel")
        if isinstance(channel, dict) and isinstance(channel.get("id"), str) and isinstance(channel.get("name"), str):
            await self._people.renamed(channel["id"], channel["name"], self._me())

    async def _user(self, body: Body) -> None:
        user = body["event"].get("user")
        if isinstance(user, dict):
            await self._people.changed(user, self._me())


def _view(card: WordedCard, act: Act) -> Mapping[str, Any]:
    """A card as a view; a form's carries its question, and where it was asked for."""
    if card.form is None:
        return render.told(card)
    line = card.form.command if card.form.question is None else None
    return render.modal(card, Note(card.form.question, line, act.spot.public, act.spot.home).packed())


def _in_place(card: WordedCard, act: Act) -> Ack | None:
    """What the view of a form that was sent shows next; None where it is done with and may close."""
    if card.form is not None:
        errors = render.errors(card)
        return {"response_action": "errors", "errors": errors} if errors else {
            "response_action": "update", "view": _view(card, act)
        }  # fmt: skip
    return {"response_action": "push", "view": render.told(card)} if card.tone == "bad" else None


async def _already(_card: WordedCard) -> None:
    """It is shown by the acknowledgement itself."""


def _titled(line: str) -> str:
    """What a view is called before its form is there."""
    return " ".join(line.split()[:2]) or TITLE


def _kind(body: Body) -> str:
    event = body.get("event")
    return str((event.get("type") if isinstance(event, dict) else None) or body.get("type") or "command")


def _refused(body: Body) -> Told:
    """Nothing of ours: a button edited by hand, an action nobody made."""
    log.warning("refused", kind=_kind(body), why="not of this bot's making")
    return ASIDE
