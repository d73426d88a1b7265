"""What an emulated organisation holds: people, chats, cards; and the OpenAPI on it, as far as the bot uses it."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.platforms.feishu.card_schema import faults as card_faults

Json = dict[str, Any]

APP_ID, APP_SECRET = "cli_muster", "s3cret"
TENANT, ELSEWHERE = "t_here", "t_elsewhere"
BOT = "ou_" + "b0" * 16
TOKEN_SECONDS = 7200
_AT = re.compile(r"<at (?:user_)?id=\W*(ou_\w+)")
SLASH = "application/v7/app_slash_commands"


class ApiError(Exception):
    """The OpenAPI's refusal: HTTP status and code."""

    def __init__(self, code: int, status: int = 400) -> None:
        super().__init__(str(code))
        self.code, self.status = code, status


@dataclass
class Shown:
    """A card that stands in a chat; ``only`` for whom alone, ``before`` what it was before it was changed."""

    id: str
    chat: str
    card: Json
    only: str | None = None
    before: list[Json] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)  # what it hands over, by name
    under: str | None = None  # the card in whose thread it stands

    @property
    def changed(self) -> bool:
        """Whether it was changed in place."""
        return bool(self.before)

    def change(self, card: Json) -> None:
        """Another card takes its place."""
        self.before.append(self.card)
        self.card = card


def open_id(name: str) -> str:
    """A user's id, made of the name."""
    return "ou_" + hashlib.md5(name.encode()).hexdigest()


@dataclass
class Organisation:
    """One tenant with the bot in it."""

    users: dict[str, Json] = field(default_factory=dict)
    chats: dict[str, Json] = field(default_factory=dict)
    cards: list[Shown] = field(default_factory=list)
    uuids: dict[str, str] = field(default_factory=dict)
    calls: list[tuple[str, str, Json]] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    commands: dict[str, Json] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    files: dict[str, bytes] = field(default_factory=dict)
    uploads: dict[str, tuple[str, bytes]] = field(default_factory=dict)  # name and content by key
    no_scope: set[str] = field(default_factory=set)  # interfaces for which the app was not given the right
    said: dict[str, Json] = field(default_factory=dict)  # people's messages by id, as the OpenAPI tells them
    offline: set[str] = field(default_factory=set)  # people to whom no card for their eyes alone can be shown
    secret: set[str] = field(default_factory=set)  # people of whom the app is not told
    left: set[str] = field(default_factory=set)  # groups that the bot is not in any more
    refused: set[str] = field(default_factory=set)  # words of the slash menu that Feishu does not take
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    # --- what stands there ---------------------------------------------------------------------------

    def user(self, name: str, tenant: str = TENANT) -> str:
        """The id of somebody, who exists from then on."""
        account = open_id(f"{tenant}:{name}" if tenant != TENANT else name)
        if account not in self.users:
            self.users[account] = {"open_id": account, "name": name, "tenant": tenant, "email": f"{name}@here.example"}
            self.chats[self.private(account)] = {"name": "", "chat_mode": "p2p", "with": account}
        return account

    def private(self, account: str) -> str:
        """The id of somebody's chat with the bot."""
        return "oc_p" + account[3:]

    def chat(self, name: str, mode: str = "group") -> str:
        """The id of a group, which exists from then on."""
        chat = "oc_" + hashlib.md5(name.encode()).hexdigest()
        self.chats.setdefault(chat, {"name": name, "chat_mode": mode})
        return chat

    def names(self) -> dict[str, str]:
        """People's names by id."""
        return {account: str(user["name"]) for account, user in self.users.items()}

    def seen(self, account: str, chat: str) -> list[Shown]:
        """The cards that somebody sees in a chat."""
        return [one for one in self.cards if one.chat == chat and one.only in (None, account)]

    def find(self, message: str) -> Shown:
        """A card by its id."""
        for one in self.cards:
            if one.id == message:
                return one
        raise ApiError(230011)

    # --- the OpenAPI ---------------------------------------------------------------------------------

    def call(self, method: str, path: str, query: Mapping[str, str], body: Json) -> Json:
        """A call that carried a good token. Raises ``ApiError``."""
        parts = path.split("/")
        if method == "GET":
            return self._told(*parts)
        match (method, *parts):
            case ("POST", "im", "v1", "messages"):
                return self._sent(query, body)
            case ("POST", "im", "v1", "messages", message, "reply"):
                head = message if body.get("reply_in_thread") else None
                return self._put(self._replied(message), body, head)
            case ("PATCH", "im", "v1", "messages", message):
                self.find(message).change(self._card(json.loads(body["content"])))
                return {}
            case ("POST", "ephemeral", "v1", "send"):
                return self._whispered(body)
        if path.startswith(SLASH):
            return self._slash(method, path.removeprefix(SLASH).strip("/"), body)
        raise ApiError(404, 404)

    def took(self, form: Mapping[str, Any]) -> Json:
        """A file that was uploaded; its key."""
        self.calls.append(("POST", "im/v1/files", {"file_type": form.get("file_type")}))
        if "im/v1/files" in self.no_scope:
            raise ApiError(99991672)
        content = form["file"].file.read()
        if form.get("file_type") not in ("opus", "mp4", "pdf", "doc", "xls", "ppt", "stream") or not form["file_name"]:
            raise ApiError(234001)
        if not content:
            raise ApiError(234010)
        key = f"file_{next(self.numbers)}"
        self.uploads[key] = str(form["file_name"]), content
        return {"file_key": key}

    def _told(self, *parts: str) -> Json:
        """What is only asked."""
        match parts:
            case ("bot", "v3", "info"):
                return {"bot": {"open_id": BOT, "app_name": "点将", "activate_status": 2}}
            case ("contact", "v3", "users", account):
                user = self.users.get(account)
                if user is None or user["tenant"] != TENANT:
                    raise ApiError(41012)
                if account in self.secret:
                    raise ApiError(99991672)
                return {"user": {key: value for key, value in user.items() if key != "tenant"}}
            case ("im", "v1", "messages", message):
                if message not in self.said:
                    raise ApiError(230011)
                return {"items": [self.said[message]]}
            case ("im", "v1", "chats", chat):
                if chat not in self.chats:
                    raise ApiError(232006)
                return dict(self.chats[chat])
            case ("application", "v7", "app_slash_commands"):
                return {"items": [{"command_id": key, **value} for key, value in self.commands.items()]}
        raise ApiError(404, 404)

    def _sent(self, query: Mapping[str, str], body: Json) -> Json:
        kind, to = query.get("receive_id_type"), str(body.get("receive_id"))
        known = self.users if kind == "open_id" else self.chats if kind == "chat_id" else {}
        if to not in known or (kind == "open_id" and self.users[to]["tenant"] != TENANT):
            raise ApiError(230001)
        if kind == "open_id" and self.users[to].get("gone"):
            raise ApiError(230013)
        if to in self.left:
            raise ApiError(230002)
        return self._put(self.private(to) if kind == "open_id" else to, body)

    def _replied(self, message: str) -> str:
        if message not in self.said:
            return self.find(message).chat
        return str(self.said[message]["chat_id"])

    def _put(self, chat: str, body: Json, head: str | None = None) -> Json:
        uuid = str(body.get("uuid") or "")
        if not 1 <= len(uuid) <= 50:
            self.violations.append(f"a uuid of {len(uuid)} characters")
        if body.get("msg_type") not in ("interactive", "file"):
            self.violations.append(f"a message of type {body.get('msg_type')!r}")
        if uuid in self.uuids:
            return {"message_id": self.uuids[uuid]}
        content = json.loads(body["content"])
        if body.get("msg_type") == "file":
            if content.get("file_key") not in self.uploads:
                raise ApiError(230001)
            shown = Shown(f"om_{next(self.numbers)}", chat, {}, files=dict([self.uploads[content["file_key"]]]))
        else:
            shown = Shown(f"om_{next(self.numbers)}", chat, self._card(content), under=head)
        self.cards.append(shown)
        self.uuids[uuid] = shown.id
        return {"message_id": shown.id, "chat_id": chat}

    def _whispered(self, body: Json) -> Json:
        chat, account = str(body.get("chat_id")), str(body.get("open_id"))
        mode = self.chats.get(chat, {}).get("chat_mode")
        if mode != "group":
            raise ApiError(11208 if mode == "topic" else 11205)
        if account in self.offline:
            raise ApiError(11246)
        shown = Shown(f"om_{next(self.numbers)}", chat, self._card(body["card"]), only=account)
        self.cards.append(shown)
        return {"message_id": shown.id}

    def _card(self, card: Json) -> Json:
        """A card as it is shown; one that is not of the schema is refused, and a violation."""
        wrong = list(card_faults(card))
        self.violations += wrong
        if wrong or any(account not in self.users for account in _AT.findall(json.dumps(card))):
            raise ApiError(230099)
        return card

    def _slash(self, method: str, one: str, body: Json) -> Json:
        match method:
            case "POST":
                if body["command"] in self.refused:
                    raise ApiError(99992402)
                self.commands[f"sc_{next(self.numbers)}"] = dict(body)
            case "PATCH":
                self.commands[one] |= body
            case "DELETE":
                del self.commands[one]
        return {}


Look = Callable[[Organisation], Any]
