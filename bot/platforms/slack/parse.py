"""What Slack reports → who did what and where, as far as the payload tells. Pure; ids are resolved by the runtime."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any, Literal

from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN

FORM = "form"  # the callback id of a form's view
_SUBTYPES = (None, "file_share", "thread_broadcast")  # messages that a person has just written
_BROADCASTS = frozenset({"channel", "here", "everyone"})
_ENTITY = re.compile(r"<([^<>\n]*)>")
_ID = re.compile(r"[A-Z][A-Z0-9]{1,30}")
_QUESTION = re.compile(r"\d{1,9}")

Kind = Literal["message", "command", "button", "form", "open"]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an answer goes. ``channel`` may be a private chat's own id; ``trigger`` opens one view within 3 s."""

    channel: str | None = None
    thread: str | None = None
    response_url: str | None = None
    trigger: str | None = None
    home: bool = False

    @property
    def public(self) -> str | None:
        """The channel that others see too; None in a private chat."""
        return None if self.channel is None or self.channel.startswith("D") else self.channel


@dataclass(frozen=True, slots=True)
class Shared:
    """A file shared with a message."""

    id: str
    name: str
    media_type: str
    size: int
    url: str


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did. ``team`` is their workspace, where the payload says it; ``people`` are the ids mentioned,
    by index of the marks in ``text`` and ``values``, each with the name that the payload gives, or none.

    ``addressed`` says that a channel's message speaks to the bot, ``present`` that the bot is in the channel: a message
    it hears only there, a slash command goes everywhere.
    """

    event_id: str
    user: str
    kind: Kind
    text: str
    spot: Spot
    name: str = ""
    team: str | None = None
    channel_name: str = ""
    addressed: bool = False
    present: bool = False
    people: tuple[tuple[str, str], ...] = ()
    channels: tuple[tuple[str, str], ...] = ()
    files: tuple[Shared, ...] = ()
    question: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)


class Names:
    """Collects who and what a text names, in the order met."""

    def __init__(self) -> None:
        self.people: dict[str, str] = {}
        self.channels: dict[str, str] = {}

    def person(self, user: str, name: str = "") -> str:
        """The mark of a mention."""
        self.people[user] = self.people.get(user) or name
        return f"{MENTION_OPEN}{list(self.people).index(user)}{MENTION_CLOSE}"

    def channel(self, channel: str, name: str = "") -> str:
        """The mark of a channel."""
        self.channels[channel] = self.channels.get(channel) or name
        return f"#{channel}"


def read(raw: str, names: Names) -> str:
    """Slack's marked-up text as it was typed: mentions and channels as marks, links as their words, ``&amp;`` as &."""
    plain, at, parts = _stripped(raw), 0, list[str]()
    for entity in _ENTITY.finditer(plain):
        parts += [unescape(plain[at : entity.start()]), _entity(entity[1], names)]
        at = entity.end()
    return "".join((*parts, unescape(plain[at:])))


def _stripped(text: str) -> str:
    return text.replace(MENTION_OPEN, "").replace(MENTION_CLOSE, "")


def _entity(inner: str, names: Names) -> str:
    target, _, label = inner.partition("|")
    label = unescape(label)
    if target.startswith("@") and _ID.fullmatch(target[1:]):
        return names.person(target[1:], label)
    if target.startswith("#") and _ID.fullmatch(target[1:]):
        return names.channel(target[1:], label)
    if target.startswith("!"):
        word = target[1:].split("^", 1)[0]
        return f"@{word}" if word in _BROADCASTS else label or f"@{word}"
    return _link(unescape(target), label)


def _link(address: str, label: str) -> str:
    """A link as it was typed: Slack itself makes one of every bare address."""
    bare = address.removeprefix("mailto:").removeprefix("tel:")
    if label in ("", address, bare, address.partition("://")[2]):
        return label or bare
    return f"{label} ({address})"


# --- slash commands -------------------------------------------------------------------------------


def slash(form: Mapping[str, Any]) -> Act | None:
    """A slash command; bare ``/muster`` asks for help."""
    command, user = _text(form, "command"), _text(form, "user_id")
    if not command or not user:
        return None
    names = Names()
    typed = read(_text(form, "text"), names)
    line = f"{command} {typed}".strip()
    channel = _text(form, "channel_id") or None
    trigger = _text(form, "trigger_id") or None
    spot = Spot(channel, None, _text(form, "response_url") or None, trigger)
    return Act(
        f"s:{trigger or _digest(form)}", user, "command", "/help" if line == "/muster" else line, spot,
        name=_text(form, "user_name"), team=_text(form, "team_id") or None,
        channel_name=_channel_name(_text(form, "channel_name")),
        people=tuple(names.people.items()), channels=tuple(names.channels.items()),
    )  # fmt: skip


# --- messages -------------------------------------------------------------------------------------


def message(body: Mapping[str, Any], bot: str) -> Act | None:
    """A private message, a mention of the bot, or a channel's talk; None where nobody of flesh has just spoken.

    Slack reports a mention twice: as the channel's message it is left out.
    """
    event = _dict(body, "event")
    user, channel, ts = _text(event, "user"), _text(event, "channel"), _text(event, "ts")
    if not (user and channel and ts) or user in (bot, "USLACKBOT"):
        return None
    if event.get("bot_id") or event.get("bot_profile") or event.get("subtype") not in _SUBTYPES or event.get("hidden"):
        return None
    private, mention = _private(event), event.get("type") == "app_mention"
    raw, called = _text(event, "text").strip(), re.compile(rf"<@{re.escape(bot)}(?:\|[^<>]*)?>[ \t]*[:,，：]?")
    if mention if private else not mention and called.search(raw):
        return None
    if mention or called.match(raw):
        raw = called.sub("", raw, count=1)
    names = Names()
    text = read(raw, names).strip()
    spot = Spot(channel, _text(event, "thread_ts") or None)
    return Act(
        f"m:{channel}:{ts}", user, "message", text, spot, team=_author_team(event, body), addressed=mention,
        present=True, people=tuple(names.people.items()), channels=tuple(names.channels.items()),
        files=_files(event) if private or mention else (),
    )  # fmt: skip


def _private(event: Mapping[str, Any]) -> bool:
    return event.get("channel_type") == "im" or _text(event, "channel").startswith("D")


def _author_team(event: Mapping[str, Any], body: Mapping[str, Any]) -> str | None:
    """The workspace of who wrote it; outside of channels shared with others it is the one that reports it."""
    said = _text(event, "user_team") or _text(event, "team") or _text(event, "source_team")
    if said:
        return said
    return _text(body, "team_id") or None if body.get("is_ext_shared_channel") is False else None


def _files(event: Mapping[str, Any]) -> tuple[Shared, ...]:
    files = event.get("files")
    return tuple(
        Shared(
            _text(file, "id"), _text(file, "name") or "file",
            _text(file, "mimetype") or "application/octet-stream",
            size if isinstance(size := file.get("size"), int) else 0,
            _text(file, "url_private_download") or _text(file, "url_private"),
        )
        for file in (files if isinstance(files, list) else ())
        if isinstance(file, dict)
    )  # fmt: skip


# --- buttons and forms ----------------------------------------------------------------------------


def click(payload: Mapping[str, Any]) -> Act | None:
    """A button: the line it carries, or the question whose form it opens. None for one that is not of our making."""
    actions = payload.get("actions")
    action = actions[0] if isinstance(actions, list) and actions and isinstance(actions[0], dict) else {}
    user = _dict(payload, "user")
    kind, _, _ = _text(action, "action_id").partition(":")
    value = _text(action, "value")
    if not _text(user, "id") or kind not in ("run", "open") or (kind == "open" and not _QUESTION.fullmatch(value)):
        return None
    trigger = _text(payload, "trigger_id") or None
    container, channel = _dict(payload, "container"), _dict(payload, "channel")
    place = _text(channel, "id") or _text(container, "channel_id")
    spot = Spot(
        place or None,
        _text(container, "thread_ts") or None,
        _text(payload, "response_url") or None,
        trigger,
        home=_dict(payload, "view").get("type") == "home",
    )
    once = (place or _dict(payload, "view").get("id"), container.get("message_ts"), action)
    return Act(
        f"b:{trigger or _digest(once)}", _text(user, "id"), "button" if kind == "run" else "open",
        _stripped(value) if kind == "run" else "", spot, name=_text(user, "name") or _text(user, "username"),
        team=_text(user, "team_id") or None, channel_name=_channel_name(_text(channel, "name")),
        question=int(value) if kind == "open" else None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """What a form's view carries: the question's row or, for a secret command, its line; and where it was asked for."""

    question: int | None = None
    line: str | None = None
    channel: str | None = None
    home: bool = False

    def packed(self) -> str:
        """As the view's ``private_metadata``."""
        given = {"q": self.question, "l": self.line, "c": self.channel, "h": self.home or None}
        return json.dumps({key: value for key, value in given.items() if value is not None}, separators=(",", ":"))


def note(packed: str) -> Note | None:
    """The inverse of ``Note.packed``; None for what is none."""
    try:
        given = json.loads(packed)
    except (ValueError, RecursionError):
        return None
    if not isinstance(given, dict):
        return None
    question, line, channel = given.get("q"), given.get("l"), given.get("c")
    if isinstance(question, bool) or not isinstance(question, int | None) or not isinstance(line, str | None):
        return None
    if (question is None) == (line is None) or (question is not None and not 0 < question < 10**9):
        return None
    return Note(question, line, channel if isinstance(channel, str) else None, given.get("h") is True)


def submission(payload: Mapping[str, Any]) -> Act | None:
    """A form that was sent; None for a view that is no form of ours."""
    view, user = _dict(payload, "view"), _dict(payload, "user")
    asked = note(_text(view, "private_metadata"))
    if _text(view, "callback_id") != FORM or asked is None or not _text(user, "id"):
        return None
    names = Names()
    found = values(_dict(view, "state"), names)
    once = _text(payload, "trigger_id") or f"{_text(view, 'id')}:{_text(view, 'hash')}:{_digest(found)}"
    spot = Spot(asked.channel, trigger=_text(payload, "trigger_id") or None, home=asked.home)
    return Act(
        f"v:{once}", _text(user, "id"), "form", asked.line or "", spot, name=_text(user, "name"),
        team=_text(user, "team_id") or None, question=asked.question, values=found,
        people=tuple(names.people.items()), channels=tuple(names.channels.items()),
    )  # fmt: skip


def values(state: Mapping[str, Any], names: Names) -> dict[str, str]:
    """A view's state: the raw text of each field, by name; what was left empty is the empty text."""
    found: dict[str, str] = {}
    for name, elements in _dict(state, "values").items():
        element = next(iter(elements.values()), None) if isinstance(elements, dict) else None
        if isinstance(element, dict):
            found[name] = _value(element, names)
    return found


def _value(element: Mapping[str, Any], names: Names) -> str:
    for key in ("value", "selected_date", "selected_time"):
        if isinstance(typed := element.get(key), str):
            return _stripped(typed)
    if isinstance(option := element.get("selected_option"), dict):
        return _stripped(_text(option, "value"))
    if isinstance(options := element.get("selected_options"), list):
        return ", ".join(_stripped(_text(one, "value")) for one in options if isinstance(one, dict))
    users = [element.get("selected_user"), *_list(element, "selected_users")]
    if marks := [names.person(user) for user in users if isinstance(user, str) and _ID.fullmatch(user)]:
        return " ".join(marks)
    chosen = [element.get("selected_conversation"), element.get("selected_channel")]
    return next((names.channel(one) for one in chosen if isinstance(one, str) and _ID.fullmatch(one)), "")


def user_id(payload: Mapping[str, Any]) -> str:
    """Whose click, form or slash command it is."""
    return _text(payload, "user_id") or _text(_dict(payload, "user"), "id")


def view_id(payload: Mapping[str, Any]) -> str:
    """The view a payload comes from."""
    return _text(_dict(payload, "view"), "id")


def view_title(payload: Mapping[str, Any]) -> str:
    """And its title."""
    return _text(_dict(_dict(payload, "view"), "title"), "text")


# --- the Home tab ---------------------------------------------------------------------------------


def home(body: Mapping[str, Any]) -> Act | None:
    """Somebody opened the Home tab: they see what ``/my show`` answers."""
    event = _dict(body, "event")
    user = _text(event, "user")
    if not user or _text(event, "tab") not in ("", "home"):
        return None
    return refreshed(Act("", user, "button", "", Spot(home=True), team=_author_team(event, body)), _digest(body))


def refreshed(act: Act, once: str) -> Act:
    """The Home tab once more, after something was done there."""
    return replace(act, event_id=f"h:{once}", kind="command", text="/my show", spot=Spot(home=True), question=None,
                   people=(), channels=(), files=(), values={})  # fmt: skip


# --- small things ---------------------------------------------------------------------------------


def _text(holder: Mapping[str, Any], key: str) -> str:
    found = holder.get(key)
    return found if isinstance(found, str) else ""


def _dict(holder: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = holder.get(key)
    return found if isinstance(found, dict) else {}


def _list(holder: Mapping[str, Any], key: str) -> list[Any]:
    found = holder.get(key)
    return found if isinstance(found, list) else []


def _channel_name(name: str) -> str:
    """A channel's name; Slack gives every private one the same."""
    return "" if name in ("directmessage", "privategroup") else name


def _digest(value: object) -> str:
    """An event id where Slack gives none: the same for the same payload."""
    return hashlib.sha256(json.dumps(value, sort_keys=True, default=str).encode()).hexdigest()[:32]
