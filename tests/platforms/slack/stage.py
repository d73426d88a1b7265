"""Slack as a stage: people type, click and fill in forms in the emulated workspace."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlmodel import col, func, select

from bot.platforms.base import Adapter, Host
from bot.platforms.slack import ADAPTER, RESERVED
from bot.platforms.slack.runtime import Pace, SlackPlatform
from bot.platforms.slack.runtime_socket import Timing
from bot.settings import Settings
from handlers.kit.vocabulary import Vocabulary
from handlers.registry import FEATURES
from storage.models.messaging import Outbox
from storage.states import OutboxState
from tests.platforms.slack.client import Reading
from tests.platforms.slack.emulator import SECRET, Emulator
from tests.platforms.slack.workspace import APP_TOKEN, BOT, BOT_TOKEN, ELSEWHERE, TEAM, Json, Message, View, Workspace
from tests.platforms.stage import Shown, Stage

QUICK = Pace(watch=0.5, tries=(0.05, 0.2), socket=Timing(ping=0.4, hello=2.0, parting=0.3, tries=(0.05, 0.2)))
COMMANDS = frozenset(Vocabulary(FEATURES).groups) - RESERVED | {"muster"}
_MENTION = re.compile(r"@([A-Za-z]\w*)")


@contextmanager
def staged(made: SlackStage) -> Iterator[SlackStage]:
    """A stage for one test."""
    try:
        yield made
    finally:
        made.close()


def quick(host: Host) -> SlackPlatform:
    """Slack's runtime with short waits."""
    return SlackPlatform(host, QUICK)


def settings(emulator: Emulator, *, http: bool = False, **more: Any) -> Settings:
    """Settings that lead to the emulator."""
    way: dict[str, Any] = {"slack_signing_secret": SECRET} if http else {"slack_app_token": APP_TOKEN}
    given: dict[str, Any] = {
        "slack_bot_token": BOT_TOKEN, "slack_api_url": emulator.api, "slack_messages_per_second": 500.0,
        "muster_admins": "slack:U0BOSS", **way, **more,
    }  # fmt: skip
    return Settings(_env_file=None, **given)  # type: ignore[call-arg]  # pydantic's own


class SlackStage(Stage):
    """The bot in an emulated workspace, over Socket Mode or, with ``http``, signed requests."""

    adapter: Adapter = replace(ADAPTER, connect=quick)

    def __init__(self, folder: Path, template: Path, *, http: bool = False, down: bool = False) -> None:
        self.emulator = Emulator()
        self.emulator.faults.down = down
        self.emulator.do(lambda ws: ws.add_user(self.BOSS, "U0BOSS"))
        super().__init__(settings(self.emulator, http=http), folder, template)
        self.running.start()
        self.emulator.target = f"http://127.0.0.1:{self.running.port}/slack/events" if http else None
        if not down:
            self.until(self.platform.ready, "Slack connected")

    @property
    def platform(self) -> SlackPlatform:
        """The runtime under test."""
        assert self.running.app is not None
        found = self.running.app.platforms["slack"]
        assert isinstance(found, SlackPlatform)
        return found

    # --- what people do ------------------------------------------------------------------------------

    def says(self, who: str, text: str, channel: str | None = None, *, times: int = 1, chat: str | None = None) -> None:
        """A slash command where Slack knows the word; else a message, in a channel a mention of the bot. ``chat`` is a
        private one of theirs with somebody else."""
        word = text.split(maxsplit=1)[0].removeprefix("/") if text.startswith("/") else ""
        if word in COMMANDS:
            self._slash(who, text, channel, TEAM, times, chat)
        else:
            self.writes(who, text, channel, mention=channel is not None, times=times)

    def writes(
        self, who: str, text: str, channel: str | None = None, *, mention: bool = False, raw: bool = False,
        times: int = 1, **more: Any,
    ) -> None:  # fmt: skip
        """A message; with ``mention`` it calls the bot, and Slack reports it twice. ``raw`` text is as Slack has it,
        ``more`` goes into the event."""
        if raw:
            more["text"] = text
        for payload in self.emulator.do(lambda ws: self._message(ws, who, text, channel, mention, more)):
            self.emulator.work(self.emulator.tell("events_api", payload, times=times))

    def writes_later(self, who: str, text: str) -> Future[list[Json]]:
        """A private message that need not be taken yet."""
        payload = self.emulator.do(lambda ws: self._message(ws, who, text, None, False, {}))[0]
        return self.emulator.start(self.emulator.tell("events_api", payload))

    def clicks(
        self, who: str, shown: Shown, label: str, channel: str | None = None, *, times: int = 1, team: str = TEAM
    ) -> None:
        """A click on a message, a view or the Home tab."""
        button = next(b for b in self._buttons(shown.id) if label in b["text"]["text"])
        self.presses(who, button, shown.id, times=times, team=team)

    def presses(self, who: str, button: Json, shown: str = "", *, times: int = 1, team: str = TEAM) -> None:
        """A click on a button that may never have been shown."""
        payload = self.emulator.do(lambda ws: self._click(ws, who, shown, button, team))
        self.emulator.work(self.emulator.tell("interactive", payload, times=times))

    def closes(self, who: str) -> None:
        """Closes whatever modals they have open."""

        def close(ws: Workspace) -> None:
            while (view := ws.open_view(ws.user(who))) is not None:
                view.closed = True

        self.emulator.do(close)

    def happens(self, event: Json) -> None:
        """Slack reports an event."""
        self.emulator.work(self.emulator.tell("events_api", self.emulator.do(lambda ws: self._event(ws, event))))

    def changes(self, user: str, name: str | None = None, **more: Any) -> None:
        """An account is not what it was, and Slack reports it."""

        def change(ws: Workspace) -> Json:
            found = ws.users[user]
            found.update(more)
            if name is not None:
                found["name"] = name
                found["profile"].update(display_name=name, real_name=name)
            return {"type": "user_change", "user": {key: value for key, value in found.items() if key != "locale"}}

        self.happens(self.emulator.do(change))

    def fills(
        self, who: str, shown: Shown, values: Mapping[str, str], channel: str | None = None, *, times: int = 1
    ) -> None:
        """Fills in the modal, which a button opens where it is not open yet."""
        if not self.emulator.do(lambda ws: ws.open_view(ws.user(who))):
            opener = next(b for b in self._buttons(shown.id) if b["action_id"].startswith("open:"))
            self.clicks(who, shown, opener["text"]["text"])
        view = self.until(lambda: self.emulator.do(lambda ws: self._filled(ws, who, values)), f"a modal for {who}")
        payload = self.emulator.do(lambda ws: self._submission(ws, view, values))
        ack = self.emulator.work(self.emulator.tell("interactive", payload, times=times))[0]
        self.emulator.do(lambda ws: ws.answered(view, ack))

    def foreigner(self, who: str, text: str, channel: str | None = None) -> None:
        """Somebody of another workspace, in a shared channel."""
        self._slash(who, text, channel, ELSEWHERE, 1)

    def leaves(self, who: str) -> None:
        """Their account is deactivated."""
        self.changes(self.ping(who), deleted=True)

    # --- what people see -----------------------------------------------------------------------------

    def seen(self, who: str, channel: str | None = None) -> list[Shown]:
        """Messages of a place; the modals somebody has open stand in their private list."""
        return self.emulator.do(lambda ws: self._seen(ws, who, channel))

    def home(self, who: str) -> Shown | None:
        """Somebody's Home tab."""

        def look(ws: Workspace) -> Shown | None:
            body = ws.homes.get(ws.user(who))
            return _shown(ws, f"home:{ws.user(who)}", body) if body else None

        return self.emulator.do(look)

    def opens_home(self, who: str) -> None:
        """Somebody opens the Home tab."""
        self.happens({"type": "app_home_opened", "user": self.ping(who), "tab": "home"})

    def ping(self, who: str) -> str:
        """By id."""
        return self.emulator.do(lambda ws: ws.user(who))

    # --- what goes wrong -----------------------------------------------------------------------------

    def busy(self, times: int) -> None:
        """429 for the next sends."""
        self.emulator.faults.busy = times

    def down(self, on: bool) -> None:
        """500 for everything."""
        self.emulator.faults.down = on

    def cut(self) -> None:
        """Drops the sockets."""
        self.emulator.cut()

    def owes(self) -> int:
        """How many messages wait in the outbox."""
        assert self.running.app is not None
        query = select(func.count()).where(col(Outbox.state) == OutboxState.READY)
        return self.running.app.database.read(lambda session: session.exec(query).one())

    def violations(self) -> list[str]:
        """What broke Slack's rules, late acknowledgements among it."""
        late = [f"{self.emulator.late} acknowledgements later than Slack waits"] if self.emulator.late else []
        return self.emulator.do(lambda ws: list(ws.violations)) + late

    def close(self) -> None:
        """Ends both."""
        try:
            self.running.stop()
        finally:
            self.emulator.close()

    # --- payloads ------------------------------------------------------------------------------------

    def _slash(self, who: str, text: str, channel: str | None, team: str, times: int, chat: str | None = None) -> None:
        payload = self.emulator.do(lambda ws: self._command(ws, who, text, channel, team, chat))
        self.emulator.work(self.emulator.tell("slash_commands", payload, times=times))

    def _command(self, ws: Workspace, who: str, text: str, channel: str | None, team: str, chat: str | None) -> Json:
        user = ws.user(who, team)
        word, _, rest = text.partition(" ")
        place = ws.channel(channel) if channel else chat or ws.chat(user)
        return {
            "token": "x", "team_id": team, "team_domain": "home", "channel_id": place,
            "channel_name": channel or "directmessage", "user_id": user, "user_name": who, "command": word,
            "text": _typed(ws, rest), "api_app_id": "A1", "is_enterprise_install": "false",
            "response_url": ws.address(place, user), "trigger_id": ws.trigger(user),
        }  # fmt: skip

    def _message(
        self, ws: Workspace, who: str, text: str, channel: str | None, mention: bool, more: Json
    ) -> list[Json]:
        user = ws.user(who, more.get("team", TEAM))
        place = ws.channel(channel) if channel else ws.chat(user)
        said = f"<@{BOT}> {_typed(ws, text)}" if mention else _typed(ws, text)
        event = {
            "type": "message", "channel": place, "user": user, "text": said, "ts": ws.ts(), "team": TEAM,
            "channel_type": "channel" if channel else "im", **more,
        }  # fmt: skip
        twin = {key: value for key, value in event.items() if key != "channel_type"} | {"type": "app_mention"}
        return [self._event(ws, one) for one in ([event, twin] if mention else [event])]

    def _event(self, ws: Workspace, event: Json) -> Json:
        return {
            "type": "event_callback", "token": "x", "team_id": TEAM, "api_app_id": "A1", "event": event,
            "event_id": f"Ev{ws.number()}", "event_time": 1767578400, "is_ext_shared_channel": False,
            "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
        }  # fmt: skip

    def _click(self, ws: Workspace, who: str, shown: str, button: Json, team: str) -> Json:
        user = ws.user(who, team)
        made: Json = {
            "type": "block_actions", "team": {"id": TEAM}, "user": {"id": user, "name": who, "team_id": team},
            "api_app_id": "A1", "trigger_id": ws.trigger(user), "actions": [{**button, "action_ts": ws.ts()}],
        }  # fmt: skip
        message = next((m for m in ws.messages if m.ts == shown), None)
        if not shown:
            chat = {"id": ws.chat(user), "name": "directmessage"}
            return made | {"container": {"type": "message", "message_ts": ws.ts()}, "channel": chat}
        if message is None:
            kind = "modal" if any(view.id == shown for view in ws.views) else "home"
            made |= {"container": {"type": "view", "view_id": shown}, "view": {"id": shown, "type": kind}}
            return made
        container = {"type": "message", "message_ts": message.ts, "channel_id": message.channel,
                     "is_ephemeral": message.only is not None}  # fmt: skip
        place = {"id": message.channel, "name": "directmessage"}
        address = ws.address(message.channel, user)
        return made | {"container": container, "channel": place, "response_url": address}

    def _filled(self, ws: Workspace, who: str, values: Mapping[str, str]) -> View | None:
        view = ws.open_view(ws.user(who))
        fields = {block.get("block_id") for block in view.body["blocks"] if block["type"] == "input"} if view else set()
        return view if fields and set(values) <= fields else None

    def _submission(self, ws: Workspace, view: View, values: Mapping[str, str]) -> Json:
        inputs = [block for block in view.body["blocks"] if block["type"] == "input"]
        state = {
            block["block_id"]: {
                block["element"]["action_id"]: _state(ws, block["element"], values.get(block["block_id"]))
            }
            for block in inputs
        }
        kept = {
            key: view.body[key] for key in ("callback_id", "private_metadata", "title", "blocks") if key in view.body
        }
        name = ws.users[view.user]["name"]
        return {
            "type": "view_submission", "team": {"id": TEAM}, "user": {"id": view.user, "name": name, "team_id": TEAM},
            "trigger_id": ws.trigger(view.user), "response_urls": [],
            "view": {"id": view.id, "hash": view.hash, "type": "modal", "state": {"values": state}, **kept},
        }  # fmt: skip

    def _buttons(self, shown: str) -> list[Json]:
        return self.emulator.do(lambda ws: _buttons(ws, shown))

    def _seen(self, ws: Workspace, who: str, channel: str | None) -> list[Shown]:
        user = next((u["id"] for u in ws.users.values() if u["name"] == who), "")
        if not user:
            return []
        place = ws.channel(channel) if channel else ws.chat(user)
        messages = [(m.number, _of(ws, m)) for m in ws.messages if m.channel == place and m.only in (None, user)]
        views = [(v.number, _open(ws, v)) for v in ws.views if v.user == user and channel is None]
        return [shown for _, shown in sorted(messages + views, key=lambda one: one[0])]


def _typed(ws: Workspace, text: str) -> str:
    """What Slack makes of typed text: its own signs escaped, the names of people it knows as mentions."""

    def mention(hit: re.Match[str]) -> str:
        user = next((u for u in ws.users.values() if u["name"] == hit[1]), None)
        return f"<@{user['id']}|{hit[1]}>" if user else hit[0]

    return _MENTION.sub(mention, html.escape(text, quote=False))


def _buttons(ws: Workspace, shown: str) -> list[Json]:
    """The buttons of a message, and those it had: somebody's screen may be a moment behind."""
    bodies = [b for m in ws.messages if m.ts == shown for b in (m.body, *reversed(m.before))]
    bodies += [v.body for v in ws.views if v.id == shown]
    bodies += [body for user, body in ws.homes.items() if shown == f"home:{user}"]
    return [button for body in bodies for button in Reading(body, str).buttons]


def _of(ws: Workspace, message: Message) -> Shown:
    only = ws.users[message.only]["name"] if message.only else None
    return replace(_shown(ws, message.ts, message.body), only=only, changed=bool(message.before))


def _open(ws: Workspace, view: View) -> Shown:
    """An open modal; of one that is closed only the place is left, so that places in the list stay."""
    return Shown(view.id, "") if view.closed else _shown(ws, view.id, view.body, errors=view.errors)


def _shown(ws: Workspace, id_: str, body: Json, errors: Mapping[str, str] | None = None) -> Shown:
    read = Reading(body, lambda one: str((ws.users.get(one) or ws.channels.get(one) or {}).get("name", one)))
    fields = {block["block_id"]: _initial(block["element"]) for block in read.inputs}
    labels = tuple(str(button["text"]["text"]) for button in read.buttons)
    return Shown(
        id_, read.text, None, labels, fields, dict(errors or {}), frozenset(read.pings), frozenset(read.links),
        read.images,
    )  # fmt: skip


def _initial(element: Json) -> str:
    option = element.get("initial_option")
    keys = ("initial_value", "initial_date", "initial_time", "initial_user", "initial_conversation")
    return str(option["value"] if option else next((element[key] for key in keys if key in element), ""))


def _state(ws: Workspace, element: Json, value: str | None) -> Json:
    """An element's state as Slack sends it: what was typed or chosen, else what it began with."""
    kind = element["type"]
    given = value if value is not None else _initial(element) or None
    match kind:
        case "datepicker":
            return {"type": kind, "selected_date": given}
        case "timepicker":
            return {"type": kind, "selected_time": given}
        case "users_select":
            return {"type": kind, "selected_user": ws.user(given.removeprefix("@")) if given else None}
        case "conversations_select":
            return {"type": kind, "selected_conversation": ws.channel(given.removeprefix("#")) if given else None}
        case "static_select":
            chosen = [o for o in element["options"] if given in (o["value"], o["text"]["text"])]
            return {"type": kind, "selected_option": chosen[0] if chosen else None}
        case "multi_static_select" | "checkboxes":
            wanted = [one.strip() for one in (given or "").split(",")]
            return {"type": kind, "selected_options": [o for o in element["options"] if o["value"] in wanted]}
    return {"type": kind, "value": given}
