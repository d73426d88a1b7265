"""Slack as a stage: people type, click and fill in forms in the emulated workspace."""

from __future__ import annotations

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
from storage.models.messaging import Inbox
from tests.platforms.slack.client import Reading
from tests.platforms.slack.emulator import SECRET, Emulator
from tests.platforms.slack.payloads import click, command, initial, message, submission
from tests.platforms.slack.payloads import event as in_envelope
from tests.platforms.slack.workspace import APP_TOKEN, BOT_TOKEN, ELSEWHERE, TEAM, Json, Message, View, Workspace
from tests.platforms.stage import Shown, Stage

QUICK = Pace(watch=0.5, tries=(0.05, 0.2), socket=Timing(ping=0.4, hello=2.0, parting=0.3, tries=(0.05, 0.2)))
COMMANDS = frozenset(Vocabulary(FEATURES).groups) - RESERVED | {"muster"}


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
        for payload in self.emulator.do(lambda ws: message(ws, who, text, channel, more, mention=mention)):
            self.emulator.work(self.emulator.tell("events_api", payload, times=times))

    def writes_later(self, who: str, text: str) -> Future[list[Json]]:
        """A private message that need not be taken yet."""
        payload = self.emulator.do(lambda ws: message(ws, who, text))[0]
        return self.emulator.start(self.emulator.tell("events_api", payload))

    def clicks(
        self, who: str, shown: Shown, label: str, channel: str | None = None, *, times: int = 1, team: str = TEAM
    ) -> None:
        """A click on a message, a view or the Home tab."""
        button = next(b for b in self._buttons(shown.id) if label in b["text"]["text"])
        self.presses(who, button, shown.id, times=times, team=team)

    def presses(self, who: str, button: Json, shown: str = "", *, times: int = 1, team: str = TEAM) -> None:
        """A click on a button that may never have been shown."""
        payload = self.emulator.do(lambda ws: click(ws, who, shown, button, team))
        self.emulator.work(self.emulator.tell("interactive", payload, times=times))

    def closes(self, who: str) -> None:
        """Closes whatever modals they have open."""

        def close(ws: Workspace) -> None:
            while (view := ws.open_view(ws.user(who))) is not None:
                view.closed = True

        self.emulator.do(close)

    def happens(self, event: Json) -> None:
        """Slack reports an event."""
        self.emulator.work(self.emulator.tell("events_api", self.emulator.do(lambda ws: in_envelope(ws, event))))

    def happens_later(self, event: Json) -> Future[list[Json]]:
        """Slack reports an event that need not be taken yet."""
        payload = self.emulator.do(lambda ws: in_envelope(ws, event))
        return self.emulator.start(self.emulator.tell("events_api", payload))

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
        payload = self.emulator.do(lambda ws: submission(ws, view, values))
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

    def no_files(self, on: bool) -> None:
        """Files may not be uploaded."""
        self.emulator.do(lambda ws: (ws.no_scope.add if on else ws.no_scope.discard)("files.getUploadURLExternal"))

    def cut(self) -> None:
        """Drops the sockets."""
        self.emulator.cut()

    def unmarked(self) -> int:
        """How many answers are not marked as handed over."""
        assert self.running.app is not None
        query = select(func.count()).where(col(Inbox.handed_at).is_(None))
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

    # --- in the emulator's own thread ----------------------------------------------------------------

    def _slash(self, who: str, text: str, channel: str | None, team: str, times: int, chat: str | None = None) -> None:
        payload = self.emulator.do(lambda ws: command(ws, who, text, channel, team, chat))
        acks = self.emulator.work(self.emulator.tell("slash_commands", payload, times=times))
        self.emulator.do(lambda ws: ws.told_at_once(payload, acks))

    def _filled(self, ws: Workspace, who: str, values: Mapping[str, str]) -> View | None:
        view = ws.open_view(ws.user(who))
        fields = {block.get("block_id") for block in view.body["blocks"] if block["type"] == "input"} if view else set()
        return view if fields and set(values) <= fields else None

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


def _buttons(ws: Workspace, shown: str) -> list[Json]:
    """The buttons of a message, and those it had: somebody's screen may be a moment behind."""
    bodies = [b for m in ws.messages if m.ts == shown for b in (m.body, *reversed(m.before))]
    bodies += [v.body for v in ws.views if v.id == shown]
    bodies += [body for user, body in ws.homes.items() if shown == f"home:{user}"]
    return [button for body in bodies for button in Reading(body, str).buttons]


def _of(ws: Workspace, message: Message) -> Shown:
    only = ws.users[message.only]["name"] if message.only else None
    return replace(_shown(ws, message.ts, message.body), only=only, changed=bool(message.before), under=message.thread)


def _open(ws: Workspace, view: View) -> Shown:
    """An open modal; of one that is closed only the place is left, so that places in the list stay."""
    return Shown(view.id, "") if view.closed else _shown(ws, view.id, view.body, errors=view.errors)


def _shown(ws: Workspace, id_: str, body: Json, errors: Mapping[str, str] | None = None) -> Shown:
    read = Reading(body, lambda one: str((ws.users.get(one) or ws.channels.get(one) or {}).get("name", one)))
    fields = {block["block_id"]: initial(block["element"]) for block in read.inputs}
    labels = tuple(str(button["text"]["text"]) for button in read.buttons)
    files = {str(file["name"]): ws.content[file["id"]] for file in body.get("files") or ()}
    text = "\n".join(filter(None, (read.text, *files)))
    return Shown(
        id_, text, None, labels, fields, dict(errors or {}), frozenset(read.pings), frozenset(read.links),
        read.images, files=files,
    )  # fmt: skip
