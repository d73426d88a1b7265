"""A Slack workspace: its people, channels, messages, views and files, and the Web API that changes them."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.platforms.slack.manifest import SCOPES as MANIFEST
from tests.platforms.slack import limits

TEAM, ELSEWHERE = "T0HOME", "T0AWAY"
BOT, BOT_ID = "U0BOT", "B0BOT"
BOT_TOKEN, APP_TOKEN = "xoxb-emulated", "xapp-emulated"
TRIGGER_SECONDS = 3.0
SCOPES_OF = {
    "users.info": {"users:read"}, "users.list": {"users:read"},
    "conversations.info": {"channels:read"}, "conversations.open": {"im:write"},
    "conversations.history": {"channels:history"}, "conversations.replies": {"channels:history"},
    "chat.postMessage": {"chat:write"}, "chat.update": {"chat:write"},
    "chat.postEphemeral": {"chat:write"}, "chat.delete": {"chat:write"}, "users.conversations": {"channels:read"},
    "files.getUploadURLExternal": {"files:write"}, "files.completeUploadExternal": {"files:write"},
    "files.info": {"files:read"},
}  # fmt: skip
LIST = 2  # people on a page, however many are asked for
PROCESSING = 1  # looks at a new file that find it unprocessed

Json = dict[str, Any]


class SlackError(Exception):
    """``{"ok": false, "error": …}``."""


@dataclass
class Message:
    """What stands in a conversation; ``only`` is who alone sees it, ``before`` what it was before it was changed."""

    channel: str
    ts: str
    body: Json
    number: int
    only: str | None = None
    thread: str | None = None
    before: list[Json] = field(default_factory=list)


@dataclass
class View:
    """A modal as somebody has it open; ``errors`` is what stands beside fields."""

    id: str
    user: str
    body: Json
    hash: str
    number: int
    errors: Json = field(default_factory=dict)
    closed: bool = False


@dataclass
class Address:
    """A ``response_url``: five answers in half an hour."""

    channel: str
    user: str
    uses: int = 5
    until: float = 0.0


@dataclass(frozen=True)
class Call:
    """A call of the Web API, as it came."""

    method: str
    args: Json
    at: float


class Workspace:
    """The state, and a method for each of the Web API's that the bot may use."""

    def __init__(self, url: Callable[[], str]) -> None:
        self._url = url
        self._numbers = itertools.count(1)
        self.users: dict[str, Json] = {}
        self.channels: dict[str, Json] = {}
        self.messages: list[Message] = []
        self.views: list[View] = []
        self.homes: dict[str, Json] = {}
        self.files: dict[str, Json] = {}
        self.content: dict[str, bytes] = {}
        self.triggers: dict[str, tuple[str, float]] = {}
        self.addresses: dict[str, Address] = {}
        self.tickets: set[str] = set()
        self.token = BOT_TOKEN
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.unthreaded: set[str] = set()  # channels that take no replies
        self.no_scope: set[str] = set()  # methods for which the app was not given the right
        self.add_user("muster", BOT, is_bot=True)

    # --- what is there -------------------------------------------------------------------------------

    def number(self) -> int:
        """A number nobody had."""
        return next(self._numbers)

    def ts(self) -> str:
        """A message's timestamp, later than all before."""
        return f"{1767578400 + self.number()}.{self.number():06}"

    def add_user(self, name: str, user: str | None = None, *, is_bot: bool = False, team: str = TEAM) -> str:
        """Somebody new; their id."""
        user = user or f"U{self.number():06}{'X' if team != TEAM else ''}"
        self.users[user] = {
            "id": user, "team_id": team, "name": name, "deleted": False, "updated": 0, "is_bot": is_bot,
            "tz": "Asia/Shanghai", "locale": "en-US", "is_stranger": team != TEAM,
            "profile": {"display_name": name, "real_name": name, "email": f"{name}@example.com"},
        }  # fmt: skip
        return user

    def user(self, name: str, team: str = TEAM) -> str:
        """Somebody's id; who is new comes in."""
        found = next((u["id"] for u in self.users.values() if u["name"] == name and u["team_id"] == team), None)
        return found or self.add_user(name, team=team)

    def channel(self, name: str, *, members: tuple[str, ...] = (BOT,), private: bool = False) -> str:
        """A channel's id; a new one is made, with the bot in it."""
        for channel in self.channels.values():
            if channel["name"] == name:
                return str(channel["id"])
        channel_id = f"{'G' if private else 'C'}{self.number():06}"
        self.channels[channel_id] = {"id": channel_id, "name": name, "is_private": private, "members": set(members)}
        return channel_id

    def chat(self, user: str) -> str:
        """The private chat of somebody with the bot."""
        return f"D{user[1:]}"

    def trigger(self, user: str) -> str:
        """A click's trigger."""
        made = f"{self.number()}.{self.number()}.{user}"
        self.triggers[made] = (user, time.monotonic() + TRIGGER_SECONDS)
        return made

    def address(self, channel: str, user: str) -> str:
        """A response_url."""
        key = f"r{self.number()}"
        self.addresses[key] = Address(channel, user, until=time.monotonic() + 1800)
        return f"{self._url()}/respond/{key}"

    def open_view(self, user: str) -> View | None:
        """The view on top of what somebody has open."""
        return next((view for view in reversed(self.views) if view.user == user and not view.closed), None)

    def answered(self, view: View, ack: Mapping[str, Any]) -> None:
        """What a modal does with the acknowledgement of its submission."""
        match ack.get("response_action"):
            case "errors":
                ids = {block.get("block_id") for block in view.body["blocks"] if block.get("type") == "input"}
                self._check(f"an error beside no field: {key}" for key in ack["errors"] if key not in ids)
                view.errors = dict(ack["errors"])
            case "update":
                self._check(limits.of_view(ack["view"]))
                view.body, view.hash, view.errors = ack["view"], f"h{self.number()}", {}
            case "push":
                self._view(view.user, ack["view"])
            case "clear":
                for one in self.views:
                    one.closed |= one.user == view.user
            case _:
                view.closed = True

    # --- the Web API ---------------------------------------------------------------------------------

    def do(self, method: str, args: Json) -> Json:
        """Does a call. Raises ``SlackError``."""
        self.calls.append(Call(method, args, time.monotonic()))
        token = args.get("token")
        if method in self.no_scope:
            raise SlackError("missing_scope")
        if token != (APP_TOKEN if method == "apps.connections.open" else self.token):
            raise SlackError("invalid_auth")
        handler = getattr(self, "_" + method.replace(".", "_"), None)
        if handler is None:
            self.violations.append(f"a method that Slack has not, or the bot has no scope for: {method}")
            raise SlackError("unknown_method")
        if (scopes := SCOPES_OF.get(method)) and not scopes & MANIFEST.keys():
            self.violations.append(f"{method} needs one of {sorted(scopes)}, which the manifest does not ask for")
        found: Json = handler(args)
        return found

    def _auth_test(self, _args: Json) -> Json:
        return {"team_id": TEAM, "user_id": BOT, "bot_id": BOT_ID, "team": "Home", "user": "muster"}

    def _apps_connections_open(self, _args: Json) -> Json:
        ticket = f"t{self.number()}"
        self.tickets.add(ticket)
        return {"url": f"{self._url().replace('http', 'ws', 1)}/socket/{ticket}"}

    def _users_info(self, args: Json) -> Json:
        if args.get("user") not in self.users:
            raise SlackError("user_not_found")
        user = dict(self.users[args["user"]])
        if str(args.get("include_locale")) not in ("True", "true", "1"):
            user.pop("locale")
        return {"user": user}

    def _users_list(self, args: Json) -> Json:
        everybody, begin = list(self.users.values()), int(args.get("cursor") or 0)
        end = begin + min(int(args.get("limit") or 0), LIST)
        more = str(end) if end < len(everybody) else ""
        return {"members": everybody[begin:end], "response_metadata": {"next_cursor": more}}

    def _conversations_info(self, args: Json) -> Json:
        channel = self.channels.get(str(args.get("channel")))
        if channel is None:
            raise SlackError("channel_not_found")
        return {"channel": {key: value for key, value in channel.items() if key != "members"}}

    def _users_conversations(self, _args: Json) -> Json:
        return {"channels": [{"id": c["id"], "name": c["name"]} for c in self.channels.values() if BOT in c["members"]]}

    def _conversations_open(self, args: Json) -> Json:
        return {"channel": {"id": self._conversation(str(args.get("users")))}}

    def _conversations_history(self, args: Json) -> Json:
        channel = self._conversation(str(args.get("channel")))
        found = [m for m in reversed(self.messages) if m.channel == channel and m.only is None and m.thread is None]
        return self._told(found, args)

    def _conversations_replies(self, args: Json) -> Json:
        channel, thread = self._conversation(str(args.get("channel"))), args.get("ts")
        found = [m for m in self.messages if m.channel == channel and m.only is None and thread in (m.ts, m.thread)]
        if not found:
            raise SlackError("thread_not_found")
        return self._told(found, args)

    def _told(self, found: list[Message], args: Json) -> Json:
        shown = [{"ts": m.ts, **m.body} for m in found[: int(args.get("limit") or 100)]]
        if str(args.get("include_all_metadata")) not in ("True", "true", "1"):
            for message in shown:
                message.pop("metadata", None)
        return {"messages": shown, "has_more": False}

    def _chat_postMessage(self, args: Json) -> Json:  # noqa: N802  as Slack writes it
        channel, thread = self._conversation(str(args.get("channel"))), args.get("thread_ts")
        if thread is not None and channel in self.unthreaded:
            raise SlackError("restricted_action_non_threadable_channel")
        heads = [m.ts for m in self.messages if m.channel == channel and m.thread is None]
        self._check(
            [f"a reply to {thread}, which heads no thread"] if thread is not None and thread not in heads else []
        )
        return {"channel": channel, "ts": self._post(channel, args)}

    def _chat_postEphemeral(self, args: Json) -> Json:  # noqa: N802  as Slack writes it
        channel = self._conversation(str(args.get("channel")))
        return {"message_ts": self._post(channel, args, only=str(args.get("user")))}

    def _chat_update(self, args: Json) -> Json:
        message = self._message(args)
        self._check(limits.of_message(args))
        message.before.append(message.body)
        message.body = {**_shown(args), "metadata": message.body.get("metadata")}
        return {"channel": message.channel, "ts": message.ts}

    def _chat_delete(self, args: Json) -> Json:
        self.messages.remove(self._message(args))
        return {}

    def _views_open(self, args: Json) -> Json:
        user, until = self.triggers.pop(str(args.get("trigger_id")), ("", 0.0))
        if not user:
            raise SlackError("exchanged_trigger_id")
        if time.monotonic() > until:
            raise SlackError("expired_trigger_id")
        view = self._view(user, args["view"])
        return {"view": {"id": view.id, "hash": view.hash}}

    def _views_update(self, args: Json) -> Json:
        for view in self.views:
            if view.id == args.get("view_id") and not view.closed:
                self._check(limits.of_view(args["view"]))
                view.body, view.hash, view.errors = args["view"], f"h{self.number()}", {}
                return {"view": {"id": view.id, "hash": view.hash}}
        raise SlackError("not_found")

    def _views_publish(self, args: Json) -> Json:
        self._check(limits.of_view(args["view"]))
        self.homes[str(args["user_id"])] = args["view"]
        return {"view": {"id": f"V{self.number()}"}}

    def _files_getUploadURLExternal(self, args: Json) -> Json:  # noqa: N802  as Slack writes it
        file = f"F{self.number():09}"
        self.files[file] = {"id": file, "name": args["filename"], "size": int(args["length"]), "looks": None}
        return {"file_id": file, "upload_url": f"{self._url()}/upload/{file}"}

    def _files_completeUploadExternal(self, args: Json) -> Json:  # noqa: N802  as Slack writes it
        for one in args["files"]:
            if len(self.content.get(one["id"], b"")) != self.files[one["id"]]["size"]:
                raise SlackError("file_not_found")
            self.files[one["id"]] |= {"looks": PROCESSING, "title": one.get("title"), "user": BOT}
        if (channel := args.get("channel_id")) is not None:
            self._check([f"a file for {channel}, which is no conversation"] if channel in self.users else [])
            shared = [{key: self.files[one["id"]][key] for key in ("id", "name", "user")} for one in args["files"]]
            place = self._conversation(str(channel))
            self.messages.append(Message(place, self.ts(), {"files": shared, "user": BOT}, self.number()))
        return {"files": args["files"]}

    def _files_info(self, args: Json) -> Json:
        file = self.files[str(args["file"])]
        looks, file["looks"] = file["looks"], max(0, (file["looks"] or 0) - 1)
        return {"file": {"id": file["id"], "mimetype": "" if looks else "image/png"}}

    def _view(self, user: str, body: Json) -> View:
        self._check(limits.of_view(body))
        number = self.number()
        self.views.append(View(f"V{number}", user, body, f"h{number}", number))
        return self.views[-1]

    # --- messages ------------------------------------------------------------------------------------

    def respond(self, key: str, body: Json) -> None:
        """An answer at a response_url."""
        address = self.addresses.get(key)
        if address is None or address.uses <= 0 or time.monotonic() > address.until:
            raise SlackError("used_url")
        address.uses -= 1
        self._check(
            [f"response_type {body.get('response_type')!r}"] if body.get("response_type") != "ephemeral" else []
        )
        self._post(address.channel, body, only=address.user, anywhere=True)

    def told_at_once(self, command: Json, acks: list[Json]) -> None:
        """What a slash command's acknowledgements say themselves."""
        for ack in filter(None, acks):
            self._check([f"an acknowledgement of a command: {ack}"] if ack["response_type"] != "ephemeral" else [])
            self._post(command["channel_id"], ack, only=command["user_id"], anywhere=True)

    def _conversation(self, target: str) -> str:
        if target in self.users:
            if self.users[target]["deleted"]:
                raise SlackError("user_disabled")
            return self.chat(target)
        if target.startswith("D"):
            if not any(self.chat(user) == target for user in self.users):
                raise SlackError("channel_not_found")
            return target
        channel = self.channels.get(target)
        if channel is None:
            raise SlackError("channel_not_found")
        if channel.get("is_archived"):
            raise SlackError("is_archived")
        if BOT not in channel["members"]:
            raise SlackError("not_in_channel")
        return target

    def _post(self, channel: str, args: Json, *, only: str | None = None, anywhere: bool = False) -> str:
        self._check(limits.of_message(args))
        for block in args.get("blocks") or ():
            if block.get("type") == "image" and "slack_file" in block:
                file = self.files.get(block["slack_file"].get("id"))
                if file is None or file["looks"] or only is not None or anywhere:
                    raise SlackError("invalid_blocks")
        message = Message(channel, self.ts(), _shown(args), self.number(), only, args.get("thread_ts"))
        self.messages.append(message)
        return message.ts

    def _message(self, args: Json) -> Message:
        for message in self.messages:
            if message.ts == args.get("ts") and message.channel == args.get("channel"):
                return message
        raise SlackError("message_not_found")

    def _check(self, found: Iterator[str] | list[str]) -> None:
        self.violations += found


def _shown(args: Json) -> Json:
    return {key: args[key] for key in ("text", "blocks", "metadata") if key in args} | {"user": BOT, "bot_id": BOT_ID}


def arguments(content_type: str, body: Mapping[str, Any] | None, form: Mapping[str, Any]) -> Json:
    """A call's arguments, however they came: JSON, or a form with JSON in some of its fields."""
    if body is not None:
        return dict(body)
    found: Json = {}
    for key, value in form.items():
        found[key] = json.loads(value) if isinstance(value, str) and value[:1] in ("[", "{") else value
    return found
