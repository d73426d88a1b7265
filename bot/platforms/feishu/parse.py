"""What Feishu reports → who did what and where, as far as the payload tells. Pure; ids are resolved by the runtime."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN

MESSAGE, CLICK, MENU = "im.message.receive_v1", "card.action.trigger", "application.bot.menu_v6"
_KEY = re.compile(r"@_(?:user_\d+|all)")
_QUESTION_MOST = 10**9
_DATED = re.compile(r"(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?(?: [+-]\d{4})?")
_OPEN_ID = re.compile(r"ou_[0-9A-Za-z]{8,60}")

Json = Mapping[str, Any]
Kind = Literal["message", "command", "button", "form"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an answer goes. ``chat`` may be a private chat's own id; ``private`` is None where the payload does not say
    which it is. ``message`` is the one to reply to, ``shown`` the card that was clicked, ``thread`` says that it is
    in a topic."""

    chat: str | None = None
    private: bool | None = None
    message: str | None = None
    shown: str | None = None
    thread: bool = False


@dataclass(frozen=True, slots=True)
class Attached:
    """A file sent with a message."""

    message: str
    key: str
    name: str
    kind: str = "file"


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did. ``tenant`` is the bot's own organisation, ``theirs`` that of who did it. ``people`` are those
    mentioned, (open id, name, tenant), by index of the marks in ``text``; ``quoted`` is the message it replies to."""

    event_id: str
    tenant: str
    theirs: str
    user: str
    kind: Kind
    text: str
    spot: Spot
    people: tuple[tuple[str, str, str], ...] = ()
    files: tuple[Attached, ...] = ()
    quoted: str | None = None
    addressed: bool = False
    question: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def foreign(self) -> bool:
        """Whether they are of another organisation."""
        return bool(self.theirs) and self.theirs != self.tenant


def kind_of(payload: Json) -> str:
    """The type of an event."""
    return _text(_dict(payload, "header"), "event_type")


def number_of(payload: Json) -> str:
    """The id of an event, the same when it comes again."""
    return _text(_dict(payload, "header"), "event_id")


# --- messages -------------------------------------------------------------------------------------


def message(payload: Json, bot: str) -> Act | None:
    """A private message, or one in a group; None where nobody of flesh wrote it. ``bot`` is the bot's own open id."""
    event, header = _dict(payload, "event"), _dict(payload, "header")
    sender, said = _dict(event, "sender"), _dict(event, "message")
    user, number = _text(_dict(sender, "sender_id"), "open_id"), _text(said, "message_id")
    if _text(sender, "sender_type") not in ("", "user") or not user or not number or user == bot:
        return None
    private = _text(said, "chat_type") == "p2p"
    mentions = [one for one in _list(said, "mentions") if isinstance(one, dict)]
    text, files = _content(said)
    typed, people, called = _resolved(_stripped(text), mentions, bot)
    spot = Spot(
        _text(said, "chat_id") or None, private, number,
        thread=bool(_text(said, "thread_id")) or _text(said, "chat_type") == "topic_group",
    )  # fmt: skip
    return Act(
        f"m:{number}", _text(header, "tenant_key"), _text(sender, "tenant_key") or _text(header, "tenant_key"), user,
        "message", typed.strip(), spot, people, files, _text(said, "parent_id") or None,
        addressed=called and not private,
    )  # fmt: skip


def _content(said: Json) -> tuple[str, tuple[Attached, ...]]:
    """A message's words, lines kept, and its file."""
    try:
        content = json.loads(_text(said, "content") or "{}")
    except (ValueError, RecursionError):
        return "", ()
    if not isinstance(content, dict):
        return "", ()
    match _text(said, "message_type"):
        case "text":
            return _text(content, "text"), ()
        case "post":
            return "\n".join(_post(content)), ()
        case "file" if key := _text(content, "file_key"):
            return "", (Attached(_text(said, "message_id"), key, _text(content, "file_name")),)
        case "image" if key := _text(content, "image_key"):
            return "", (Attached(_text(said, "message_id"), key, "picture", "image"),)
    return "", ()


def looked_up(found: Json) -> tuple[Attached, ...]:
    """The file of a message that was asked for by its id."""
    item = next((one for one in _list(_dict(found, "data"), "items") if isinstance(one, dict)), {})
    content = _text(_dict(item, "body"), "content")
    return _content({"message_id": item.get("message_id"), "message_type": item.get("msg_type"), "content": content})[1]


def _post(content: Json) -> Iterator[str]:
    """A rich text's lines; what it holds is either of one language or by language."""
    body = content if isinstance(content.get("content"), list) else next(
        (one for one in content.values() if isinstance(one, dict)), {}
    )  # fmt: skip
    if title := _text(body, "title"):
        yield title
    for line in _list(body, "content"):
        yield "".join(_span(part) for part in line if isinstance(part, dict)) if isinstance(line, list) else ""


def _span(part: Json) -> str:
    if part.get("tag") == "at":
        return _text(part, "user_id")  # a mention's key, as in a text
    return _text(part, "text")


def _resolved(text: str, mentions: Sequence[Json], bot: str) -> tuple[str, tuple[tuple[str, str, str], ...], bool]:
    """The text with marks for its mentions, the bot's own left out; those mentioned; whether the bot was."""
    people: list[tuple[str, str, str]] = []
    marks: dict[str, str] = {}
    called = False
    for one in mentions:
        key, user = _text(one, "key"), _mentioned(one)
        if user == bot:
            called = True
            marks[key] = ""
        elif user and key:
            marks[key] = f"{MENTION_OPEN}{len(people)}{MENTION_CLOSE}"
            people.append((user, _text(one, "name"), _text(one, "tenant_key")))
        elif key:
            marks[key] = f"@{_text(one, 'name')}"

    def marked(hit: re.Match[str]) -> str:
        return marks.get(hit[0], "@all" if hit[0] == "@_all" else hit[0])

    return _KEY.sub(marked, text), tuple(people), called


def _mentioned(one: Json) -> str:
    named = one.get("id")
    return _text(named, "open_id") if isinstance(named, dict) else str(named or "")


# --- buttons, forms, the bot's menu -----------------------------------------------------------------


def click(payload: Json) -> Act | None:
    """A button or a sent form of one of our cards; None for what is not of our making."""
    event, header = _dict(payload, "event"), _dict(payload, "header")
    action, operator, context = _dict(event, "action"), _dict(event, "operator"), _dict(event, "context")
    value, user = _dict(action, "value"), _text(operator, "open_id")
    if not user or not _text(header, "event_id"):
        return None
    spot = Spot(_text(context, "open_chat_id") or None, None, shown=_text(context, "open_message_id") or None)
    tenant = _text(header, "tenant_key") or _text(operator, "tenant_key")
    theirs, event_id = _text(operator, "tenant_key") or tenant, f"c:{_text(header, 'event_id')}"
    if isinstance(line := value.get("run"), str) and line:
        return Act(event_id, tenant, theirs, user, "button", _stripped(line), spot)
    question, line = value.get("form"), value.get("command")
    if "form" not in value or isinstance(question, bool) or not isinstance(question, int | None):
        return None
    if not isinstance(line, str) or (question is not None and not 0 < question < _QUESTION_MOST):
        return None
    names: list[str] = []
    typed = {str(name): _value(one, names) for name, one in _dict(action, "form_value").items()}
    people = tuple((one, "", tenant) for one in names)
    text = _stripped(line) if question is None else ""
    return Act(event_id, tenant, theirs, user, "form", text, spot, people, question=question, values=typed)


def _value(value: object, names: list[str]) -> str:
    """A field's raw text; a person chosen is a mark."""
    if isinstance(value, list):
        return ", ".join(part for one in value if (part := _value(one, names)))
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = _stripped(str(value)).strip()
    if _OPEN_ID.fullmatch(text):
        if text not in names:
            names.append(text)
        return f"{MENTION_OPEN}{names.index(text)}{MENTION_CLOSE}"
    if (dated := _DATED.fullmatch(text)) is not None:
        return " ".join(part for part in dated.groups() if part)
    return text


def menu(payload: Json) -> Act | None:
    """An entry of the bot's menu: its key is a command."""
    event, header = _dict(payload, "event"), _dict(payload, "header")
    operator = _dict(event, "operator")
    user, key = _text(_dict(operator, "operator_id"), "open_id"), _text(event, "event_key")
    tenant = _text(header, "tenant_key")
    if not user or not key or not _text(header, "event_id"):
        return None
    return Act(
        f"n:{_text(header, 'event_id')}", tenant, tenant, user, "command", _stripped(key), Spot(None, private=True)
    )


# --- people and groups -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Group:
    """A group the bot came to, or what it is called now."""

    tenant: str
    chat: str
    name: str


def group(payload: Json) -> Group | None:
    """A group's event."""
    event = _dict(payload, "event")
    chat, after = _text(event, "chat_id"), _dict(event, "after_change")
    name = _text(after, "name") or _text(event, "name")
    return Group(_text(_dict(payload, "header"), "tenant_key"), chat, name) if chat else None


def user(payload: Json) -> tuple[str, Json]:
    """The tenant, and the user that a directory's event is about."""
    return _text(_dict(payload, "header"), "tenant_key"), _dict(_dict(payload, "event"), "object")


# --- small things -----------------------------------------------------------------------------------


def _text(holder: Json, key: str) -> str:
    found = holder.get(key)
    return found if isinstance(found, str) else ""


def _dict(holder: Json, key: str) -> Mapping[str, Any]:
    found = holder.get(key)
    return found if isinstance(found, dict) else {}


def _list(holder: Json, key: str) -> list[Any]:
    found = holder.get(key)
    return found if isinstance(found, list) else []


def _stripped(text: str) -> str:
    return text.replace(MENTION_OPEN, "").replace(MENTION_CLOSE, "")
