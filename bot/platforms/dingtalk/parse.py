"""What DingTalk sends → what somebody did there. Pure."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

Json = Mapping[str, Any]

# Private-use characters stand for mentions later; those without width the bot puts into what it repeats.
_NOT_TYPED = re.compile("[\ue000-\uf8ff\u200b\u2060\ufeff]")
_ODD_SPACE = re.compile("[\u2005\u00a0]")  # DingTalk's own, behind a name
_TAKEN_OUT = re.compile(" *(?:\u2005 *)+")  # where a name was: as wide a gap as if it had been between two spaces
_OF_BOT = re.compile(r"@\S+\s+(?=[/／])")  # before a command, where DingTalk leaves the bot's name in
_CORP, _KEY = 10, 40  # characters of the two halves of a card's id
_EVENTS: Final[Mapping[str, Literal["left", "came", "changed"]]] = {
    "user_leave_org": "left", "user_add_org": "came", "user_active_org": "came", "user_modify_org": "changed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """Where somebody acted: the group's conversation and its title (None in a private chat), and the address that
    answers there until a moment (seconds since 1970)."""

    group: str | None = None
    title: str | None = None
    webhook: str | None = None
    until: float = 0.0


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that DingTalk keeps for the bot."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody did. ``user`` is their staff id, or what DingTalk calls a stranger; ``people`` are the staff
    ids of those mentioned, ``names`` the "@name" that stand in the text by themselves."""

    event_id: str
    corp: str
    user: str
    name: str
    foreign: bool
    text: str
    spot: Spot
    kind: Literal["message", "command", "button", "form"] = "message"
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    question: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    files: tuple[Attached, ...] = ()
    robot: str | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """What an event says of people of the organisation."""

    what: Literal["left", "came", "changed"]
    corp: str
    users: tuple[str, ...]


# --- messages -----------------------------------------------------------------------------------------


def message(data: Json) -> Act | None:
    """A message to the bot; None for what is none."""
    event_id, corp = _text(data, "msgId"), _text(data, "chatbotCorpId") or _text(data, "senderCorpId")
    staff, stranger = _text(data, "senderStaffId"), _text(data, "senderId")
    if not event_id or not corp or not (staff or stranger):
        return None
    group = _text(data, "conversationId") if data.get("conversationType") == "2" else ""
    said, names = _said(data)
    return Act(
        event_id=event_id,
        corp=corp,
        user=staff or stranger,
        name=clean(_text(data, "senderNick")) or staff or stranger,
        foreign=not staff or (_text(data, "senderCorpId") or corp) != corp,
        text=_OF_BOT.sub("", said, count=1) if group and said.startswith("@") else said,
        spot=Spot(
            group or None, clean(_text(data, "conversationTitle")) or None if group else None,
            _text(data, "sessionWebhook") or None, _seconds(data.get("sessionWebhookExpiredTime")),
        ),
        people=tuple(_mentioned(data)),
        names=names,
        files=tuple(_files(data)),
        robot=_text(data, "robotCode") or None,
    )  # fmt: skip


def clean(text: str) -> str:
    """What was typed, without the characters that nobody types."""
    return _ODD_SPACE.sub(" ", _NOT_TYPED.sub("", text)).strip()


def _said(data: Json) -> tuple[str, tuple[str, ...]]:
    """The words of a message, and the names called in it that stand there as parts of their own."""
    kind, content = data.get("msgtype"), _content(data)
    if kind == "text":
        typed = _text(_mapping(data.get("text")), "content")
        called = any(_mentioned(data))
        return clean(_TAKEN_OUT.sub(_gap, typed) if called else typed), ()
    if kind == "audio":
        return clean(_text(content, "recognition")), ()
    if kind != "richText":
        return "", ()
    parts = [_text(part, "text") for part in _parts(content)]
    names = tuple(name for part in parts if part.startswith("@") and (name := clean(part)) != "@")
    return clean("".join(parts)), names


def _gap(taken_out: re.Match[str]) -> str:
    return " " * (taken_out[0].count("\u2005") + 1)


def _mentioned(data: Json) -> Iterator[str]:
    """Who is meant besides the bot, once each."""
    seen = set[str]()
    for one in _listed(data.get("atUsers")):
        staff = _text(_mapping(one), "staffId")
        if staff and staff not in seen and _text(_mapping(one), "dingtalkId") != _text(data, "chatbotUserId"):
            seen.add(staff)
            yield staff


def _files(data: Json) -> Iterator[Attached]:
    content = _content(data)
    kind = data.get("msgtype")
    if kind in ("file", "picture") and (code := _text(content, "downloadCode")):
        yield Attached(clean(_text(content, "fileName")) or kind, code)
    for part in _parts(content):
        if code := _text(part, "downloadCode"):
            yield Attached("picture", code)


def _content(data: Json) -> Json:
    return _mapping(data.get("content"))


def _parts(content: Json) -> Iterator[Json]:
    yield from (part for part in _listed(content.get("richText")) if isinstance(part, Mapping))


# --- cards --------------------------------------------------------------------------------------------


def card_id(corp: str, key: str) -> str:
    """The id of the card that an outbox key becomes; it says whose organisation's it is."""
    return f"{_digest(corp)[:_CORP]}-{_digest(key)[:_KEY]}"


def click(data: Json, message_id: str) -> Act | None:
    """A click on a card; None for one that no card of the bot's has.

    Who clicked is what DingTalk says; what the button carries is as untrusted as what a hand types.
    """
    track, user, corp = _text(data, "outTrackId"), _text(data, "userId"), _text(data, "corpId")
    action = _mapping(_mapping(data.get("content")).get("cardPrivateData"))
    carried = _carried(action)
    if not user or not corp or not message_id or carried is None:
        return None
    group = _text(data, "spaceId") if _text(data, "spaceType").upper() == "IM_GROUP" else ""
    base = Act(
        f"card:{message_id}", corp, user, user, track[:_CORP] != _digest(corp)[:_CORP], "", Spot(group or None)
    )  # fmt: skip
    match carried:
        case {"run": str(line)}:
            return replace(base, kind="button", text=clean(line))
        case {"say": str(said)}:
            return replace(base, text=clean(said), spot=Spot())
        case {"form": str(question), "field": str(name), "value": str(value)} if question.isdecimal():
            return replace(base, kind="form", question=int(question[:18]), values={clean(name): clean(value)})
    return None


def _carried(action: Json) -> dict[str, Any] | None:
    """What a button carries: among its parameters or, where a template does not hand those on, as its id."""
    params = _mapping(action.get("params"))
    if params.keys() & {"run", "say", "form"}:
        return {str(name): value for name, value in params.items()}
    ids = _listed(action.get("actionIds"))
    found = _mapping(ids[0]) if ids else {}
    return {str(name): value for name, value in found.items()} or None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


# --- the organisation -----------------------------------------------------------------------------------


def member(event_type: str, corp: str, data: Json) -> Member | None:
    """Who joined, left or changed; None for an event of another kind."""
    users = data.get("userId") or data.get("UserId")
    named = tuple(str(user) for user in ([users] if isinstance(users, str) else _listed(users)) if user)
    what = _EVENTS.get(event_type)
    return Member(what, corp, named) if what is not None else None


# --- reading --------------------------------------------------------------------------------------------


def _text(data: Json, name: str) -> str:
    value = data.get(name)
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> Json:
    """An object, which DingTalk also sends as a text of JSON."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, Mapping) else {}


def _listed(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def _seconds(value: object) -> float:
    """Milliseconds since 1970, as a number or a text of one."""
    try:
        return float(value) / 1000 if isinstance(value, str | int | float) else 0.0
    except ValueError:
        return 0.0
