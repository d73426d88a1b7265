"""An organisation on DingTalk as its interfaces see it: people, groups, messages, cards, and what may not be sent."""

from __future__ import annotations

import itertools
import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.platforms.dingtalk.client import Reading, of_card, of_markdown, of_text

Json = dict[str, Any]
CLIENT_ID, SECRET, CORP, ELSEWHERE = "dingrobot1", "hush", "dingcorp1", "dingcorp2"
BOT, TEMPLATE = "$:LWCP_v1:$bot", "1366a1eb-bc54-4859-ac88-517c56a9acb1.schema"
PARAM, PEOPLE, WEBHOOK_SECONDS = 15_000, 20, 5400.0
EVERYBODY = "everybody"


FILE_TYPES = ("xlsx", "pdf", "zip", "rar", "doc", "docx")  # that a robot may send


def staff(name: str) -> str:
    """The staff id of somebody."""
    return f"id-{name}"


class ApiError(Exception):
    """DingTalk says no."""

    def __init__(self, code: str, status: int = 400, **more: Any) -> None:
        super().__init__(code)
        self.code, self.status, self.more = code, status, more


@dataclass(eq=False)
class Message:
    """What stands in a chat: ``place`` is a group's conversation or a person's staff id."""

    id: str
    place: str
    kind: str
    body: Json
    at: tuple[str, ...] = ()
    withdrawn: bool = False
    before: list[Json] = field(default_factory=list)
    private: dict[str, Json] = field(default_factory=dict)  # what of a card is one person's alone, by staff id

    def reading(self, body: Json | None = None, reader: str = "") -> Reading:
        """As its reader sees it."""
        body = self.body if body is None else body
        match self.kind:
            case "card":
                return of_card({**body, **self.private.get(reader, {})}, self.at)
            case "text":
                return of_text(body["content"], self.at)
            case "file":
                return of_text(body["fileName"], ())
        return of_markdown(body["text"], self.at)


@dataclass
class Quotas:
    """What DingTalk takes: in a group in a minute, of an interface in a second, of all in a month."""

    group_minute: int = 20
    second: int = 20
    month: int | None = None


class Organisation:
    """The state. Everything wrong that the bot does is one of ``violations``."""

    def __init__(self) -> None:
        self.people: dict[str, Json] = {}
        self.groups: dict[str, str] = {}  # conversation by name
        self.without_bot: set[str] = set()
        self.messages: list[Message] = []
        self.cards: dict[str, Message] = {}
        self.templates = {TEMPLATE}
        self.sessions: dict[str, tuple[str, float]] = {}  # place and end by webhook
        self.files: dict[str, bytes] = {}
        self.media: dict[str, bytes] = {}
        self.tokens: set[str] = set()
        self.quotas = Quotas()
        self.no_right: set[str] = set()  # interfaces the app may not use
        self.invisible: set[str] = set()  # people the robot may not write to
        self.violations: list[str] = []
        self.calls: list[tuple[str, Json]] = []
        self.counted = 0
        self.refusals = 0  # for what was too much
        self.numbers = itertools.count(1)
        self._recent: dict[str, deque[float]] = {}

    # --- people and places ---------------------------------------------------------------------------

    def person(self, name: str) -> str:
        """Somebody's staff id; who is not there yet, is from now on."""
        user = staff(name)
        self.people.setdefault(user, {"userid": user, "name": name, "org_email": f"{name}@corp.example"})
        return user

    def group(self, name: str) -> str:
        """A group's conversation."""
        return self.groups.setdefault(name, f"cid{name}==")

    def name(self, user: str) -> str:
        """What somebody is called."""
        return str(self.people.get(user, {}).get("name", user))

    def session(self, place: str, seconds: float = WEBHOOK_SECONDS) -> tuple[str, int]:
        """A new address that answers at a place, and when it ends, in milliseconds."""
        key = f"s{next(self.numbers)}"
        end = time.time() + seconds  # noqa: TID251  DingTalk's own clock
        self.sessions[key] = (place, end)
        return key, int(end * 1000)

    def at(self, place: str) -> list[Message]:
        """All messages of a place."""
        return [message for message in self.messages if message.place == place]

    # --- the interfaces ------------------------------------------------------------------------------

    def call(self, method: str, path: str, body: Json) -> Json:
        """A call of the new interfaces."""
        self.calls.append((f"{method} {path}", body))
        known: Mapping[str, Callable[[Json], Json]] = {
            "POST /v1.0/robot/groupMessages/send": self._to_group,
            "POST /v1.0/robot/groupMessages/recall": self._withdrawn,
            "POST /v1.0/robot/oToMessages/batchSend": self._to_people,
            "POST /v1.0/card/instances/createAndDeliver": self._card,
            "PUT /v1.0/card/instances": self._changed,
            "POST /v1.0/robot/messageFiles/download": self._download,
        }
        handler = known.get(f"{method} {path}")
        if handler is None:
            self.violations.append(f"no such interface: {method} {path}")
            raise ApiError("InvalidAction.NotFound", 404)
        self._allowed(path)
        self._counted()
        return handler(body)

    def call_old(self, path: str, body: Json) -> Json:
        """A call of the old ones."""
        self.calls.append((f"POST {path}", body))
        self._allowed(path)
        if path != "/topapi/v2/user/get":
            self.violations.append(f"no such interface: {path}")
            raise ApiError("22")
        person = self.people.get(str(body.get("userid")))
        if person is None:
            raise ApiError("60121")
        return {"result": person}

    def upload(self, content: bytes, kind: str) -> Json:
        """A picture or a file."""
        self.calls.append(("POST /media/upload", {"type": kind}))
        self._allowed("/media/upload")
        self._counted()
        self._rule(kind == "file" or content.startswith(b"\x89PNG"), "a picture that is none")
        media = f"@lAL{next(self.numbers)}"
        self.media[media] = content
        return {"media_id": media, "type": kind}

    def answer(self, key: str, body: Json) -> Json:
        """An answer at an address."""
        self.calls.append(("webhook", body))
        place, end = self.sessions.get(key, ("", 0.0))
        if end < time.time():  # noqa: TID251
            raise ApiError("300005")
        called = tuple((body.get("at") or {}).get("atUserIds") or ())
        match body.get("msgtype"):
            case "text":
                said, kind = {"content": body["text"]["content"]}, "text"
            case "markdown":
                said, kind = dict(body["markdown"]), "markdown"
                self._markdown(said)
                called = tuple(user for user in called if f"@{user}" in said["text"])
            case other:
                self.violations.append(f"an address takes no {other}")
                raise ApiError("400105")
        self._rule(len(json.dumps(body, ensure_ascii=False).encode()) <= 20_000, "an answer that is too long")
        self._spoke(place)
        self._put(place, kind, said, called)
        return {}

    def _to_group(self, body: Json) -> Json:
        group = body.get("openConversationId")
        self._robot(body)
        if group not in self.groups.values() or group in self.without_bot:
            raise ApiError("invalidParameter.openConversationId.invalid")
        kind, said = self._sample(body)
        self._spoke(str(group))
        message = self._put(str(group), kind, said)
        return {"processQueryKey": message.id}

    def _withdrawn(self, body: Json) -> Json:
        self._robot(body)
        keys = body.get("processQueryKeys") or []
        self._rule(0 < len(keys) <= 20, "what is withdrawn is nothing, or too much")
        failed = {}
        for key in keys:
            found = next(
                (one for one in self.messages if one.id == key and one.place == body["openConversationId"]), None
            )
            if found is None:
                failed[key] = "not there"
            else:
                found.withdrawn = True
        return {"successResult": [key for key in keys if key not in failed], "failedResult": failed}

    def _to_people(self, body: Json) -> Json:
        self._robot(body)
        users = body.get("userIds") or []
        self._rule(0 < len(users) <= PEOPLE and len(set(users)) == len(users), f"to {len(users)} people")
        kind, said = self._sample(body)
        unknown = [user for user in users if user not in self.people or user in self.invisible]
        if len(unknown) == len(users):
            raise ApiError("staffId.notExisted")
        key = f"p{next(self.numbers)}"
        for user in users:
            if user not in unknown:
                self._put(user, kind, dict(said))
        return {"processQueryKey": key, "invalidStaffIdList": unknown, "flowControlledStaffIdList": []}

    def _download(self, body: Json) -> Json:
        self._robot(body)
        return {"downloadUrl": body.get("downloadCode")}

    # --- cards ---------------------------------------------------------------------------------------

    def _card(self, body: Json) -> Json:
        track = str(body.get("outTrackId") or "")
        self._rule(0 < len(track) <= 64, f"a card's id {track!r}")
        self._rule(
            body.get("callbackType") == "STREAM" and body.get("userIdType") == 1, "a card that calls nobody back"
        )
        if body.get("cardTemplateId") not in self.templates:
            raise ApiError("param.templateNotExist")
        if track in self.cards:
            raise ApiError("param.cardAlreadyExist")
        data = self._card_data(body)
        space = str(body.get("openSpaceId"))
        called: tuple[str, ...] = ()
        if space.startswith("dtv1.card//IM_GROUP."):
            place = space.removeprefix("dtv1.card//IM_GROUP.")
            model = body.get("imGroupOpenDeliverModel") or {}
            called = tuple(model.get("atUserIds") or {})
            there = place in self.groups.values() and place not in self.without_bot
        else:
            place = space.removeprefix("dtv1.card//IM_ROBOT.")
            model = body.get("imRobotOpenDeliverModel") or {}
            self._rule(model.get("spaceType") == "IM_ROBOT", "a card for nobody's chat")
            there = place in self.people and place not in self.invisible
        self._robot(model)
        if there:
            if place in self.groups.values():
                self._spoke(place)
            self.cards[track] = self._put(place, "card", data, called, track)
        delivered = {"spaceId": place, "success": there, "errorMsg": "" if there else "no such space"}
        return {"success": True, "result": {"outTrackId": track, "deliverResults": [delivered]}}

    def _changed(self, body: Json) -> Json:
        card = self.cards.get(str(body.get("outTrackId")))
        if card is None:
            raise ApiError("param.cardNotExist")
        card.before.append(card.body)
        card.body = {**card.body, **self._card_data(body)}
        return {"success": True, "result": True}

    def clicked(self, track: str, user: str, said: Json) -> None:
        """What the bot says to a click: it may change the card for who clicked."""
        self._rule(said.keys() <= {"cardUpdateOptions", "cardData", "userPrivateData"}, f"a click answered by {said}")
        data = (said.get("userPrivateData") or {}).get("cardParamMap") or {}
        if not data:
            return
        by_key = (said.get("cardUpdateOptions") or {}).get("updatePrivateDataByKey")
        self._rule(by_key is True and track in self.cards, f"a click answered by {said}")
        self._rule(all(isinstance(value, str) for value in data.values()), "a card's data that is no text")
        card = self.cards[track]
        card.private[user] = {**card.private.get(user, {}), **data}

    def _card_data(self, body: Json) -> Json:
        data = (body.get("cardData") or {}).get("cardParamMap") or {}
        self._rule(all(isinstance(value, str) for value in data.values()), "a card's data that is no text")
        self._rule(len(data.get("markdown", "").encode()) <= 5_000, "a card that is too long")
        buttons = json.loads(data.get("sys_full_json_obj") or "{}").get("msgButtons", [])
        self._rule(len(buttons) <= 50, "too many buttons")
        self._rule(len({button["id"] for button in buttons}) == len(buttons), "two buttons with one id")
        for button in buttons:
            self._rule(button.get("request") is True and button.get("text"), f"a button {button}")
        self._words(of_markdown(data.get("markdown", ""), ()))
        self._rule("dtmd://" not in data.get("markdown", ""), "a card's Markdown has no such links")
        return dict(data)

    # --- rules ---------------------------------------------------------------------------------------

    def _rule(self, kept: object, broken: str) -> None:
        if not kept:
            self.violations.append(broken)

    def _robot(self, body: Mapping[str, Any]) -> None:
        self._rule(body.get("robotCode") == CLIENT_ID, f"another robot: {body.get('robotCode')}")

    def _sample(self, body: Json) -> tuple[str, Json]:
        """A message's kind, and what it says."""
        param = str(body.get("msgParam"))
        self._rule(len(param.encode()) <= PARAM, f"{len(param.encode())} bytes of parameters")
        said = json.loads(param)
        match body.get("msgKey"):
            case "sampleMarkdown":
                self._markdown(said)
                return "markdown", dict(said)
            case "sampleFile":
                self._rule(said["fileType"] in FILE_TYPES, f"a file of the kind {said['fileType']}")
                self._rule(said["fileName"].endswith(f".{said['fileType']}"), f"a file called {said['fileName']}")
                self._rule(said["mediaId"] in self.media, "a file that is not there")
                return "file", dict(said)
        self.violations.append(f"a message of the kind {body.get('msgKey')}")
        raise ApiError("invalidParameter.msgKey")

    def _markdown(self, said: Json) -> None:
        self._rule(said.get("title") and said.get("text"), "Markdown without title or text")
        self._words(of_markdown(said.get("text", ""), ()))

    def _words(self, read: Reading) -> None:
        self.violations += [f"marked by accident: {strange}" for strange in read.strange]
        unknown = [image for image in read.images if image not in self.media]
        self._rule(not unknown, f"pictures that are not there: {unknown}")

    def _put(self, place: str, kind: str, body: Json, at: Iterable[str] = (), name: str | None = None) -> Message:
        message = Message(name or f"m{next(self.numbers)}", place, kind, body, tuple(at))
        self.messages.append(message)
        return message

    def _allowed(self, path: str) -> None:
        if path in self.no_right:
            if path.startswith("/topapi"):
                raise ApiError("60011")
            raise ApiError("Forbidden.AccessDenied.AccessTokenPermissionDenied", 403)
        if self._too_many(path, self.quotas.second, 1.0):
            self.refusals += 1
            raise ApiError("Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", 403)

    def _counted(self) -> None:
        if self.quotas.month is not None and self.counted >= self.quotas.month:
            self.refusals += 1
            raise ApiError("Forbidden.AccessDenied.ApiCountLimitForOrg", 403)
        self.counted += 1

    def _spoke(self, place: str) -> None:
        if place in self.groups.values() and self._too_many(place, self.quotas.group_minute, 60.0):
            self.violations.append(f"more than {self.quotas.group_minute} messages a minute in a group")
            raise ApiError("130101")

    def _too_many(self, key: str, count: int, seconds: float) -> bool:
        recent = self._recent.setdefault(key, deque())
        now = time.monotonic()
        while recent and recent[0] <= now - seconds:
            recent.popleft()
        if len(recent) >= count:
            return True
        recent.append(now)
        return False
