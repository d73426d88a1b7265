"""DingTalk's interfaces, the new and the old: one session, one token for both, each refusal as what to do about it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import aiohttp
import structlog
from yarl import URL

from bot.platforms.base import NotAllowed, Passing, Permanent
from bot.platforms.common.remembered import Remembered
from bot.platforms.dingtalk.runtime_pace import Window
from handlers.kit.events import Gone

log = structlog.get_logger()

CALL_SECONDS = 10.0
FILE_LIMIT = 5_000_000  # bytes
SECOND = 1.1  # what is sent a second apart may arrive with less between
TURN = 2.0  # seconds a call waits for its turn at an interface
LOOK_AGAIN = 3600.0  # seconds after which it is seen whether a used up month has been topped up
_EARLY = 300.0  # seconds before its end at which a token is replaced
_MENDED_AFTER = 60.0  # seconds until somebody may have mended a set-up
_TOO_OFTEN = 60.0  # seconds to leave a robot alone that wrote too often

Json = dict[str, Any]

# Codes of the old interfaces are numbers, of the new ones words; either may stand in an answer with status 200.
_USED_UP = frozenset({"90020", "forbidden.accessdenied.apicountlimitfororg"})
_FAST = frozenset({"90002", "90018", "90019", "90006", "88.90018", "88.90002", "-1", "system.busy"})
_ROBOT_FAST = frozenset({"130101", "410100", "90030"})
_BAD_TOKEN = frozenset({"40014", "40001", "42001", "invalidauthentication", "88.40014"})
# A person or a group that takes nothing any more.
_GONE = {
    "staffid.notexisted": Gone.LEFT, "invalidstaffid": Gone.LEFT, "60121": Gone.LEFT,
    "invalidparameter.openconversationid.invalid": Gone.REMOVED,
}  # fmt: skip
_UNREADABLE = "unreadable"  # a page where an answer should be
_NO_RIGHT = frozenset({"60011", "88.60011", "forbidden.accessdenied.accesstokenpermissiondenied"})


class Refused(Permanent):
    """DingTalk will not do it; ``code`` is its word for why, small."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(f"{what}: {code}", _GONE.get(code))
        self.code = code


class NoRight(NotAllowed):
    """The app was not given the right to it."""


@dataclass(frozen=True, slots=True)
class _Said:
    """What came back."""

    status: int
    body: Json
    headers: Mapping[str, str]

    @property
    def code(self) -> str:
        """DingTalk's word for what went wrong; empty where nothing did."""
        code = self.body.get("code", self.body.get("errcode", ""))
        if str(code) == "88" and self.body.get("sub_code"):
            code = f"88.{self.body['sub_code']}"
        return "" if str(code) in ("", "0") else str(code).lower()


class Api:
    """Every call raises ``Passing`` or ``Refused``. ``on_used_up`` is called once when a month's allowance is."""

    def __init__(
        self,
        url: str,
        client_id: str,
        secret: str,
        session: aiohttp.ClientSession,
        per_second: float,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.client_id = client_id
        self._new, self._old = url.rstrip("/"), old_origin(url)
        self._secret, self._session, self._now = secret, session, now
        self._token: Remembered[str] = Remembered(self._fetch_token)
        self._turns = Window(per_second, SECOND)
        self._used_up_until = 0.0
        self._used_up = False
        self.on_used_up: Callable[[], None] = _nothing
        self.calls = 0  # that count for the month, since the start

    def used_up(self) -> bool:
        """Whether the month's allowance is used up."""
        return self._used_up

    async def ask(self, method: str, path: str, body: Mapping[str, Any], *, counts: bool = True) -> Json:
        """A call of the new interfaces; ``counts`` says whether it is one of the month's."""
        if counts:
            self._hold()
        return await self._with_token(
            path,
            lambda token: self._said(method, f"{self._new}{path}", {"x-acs-dingtalk-access-token": token}, body),
            counts=counts,
        )

    async def ask_old(self, path: str, body: Mapping[str, Any]) -> Json:
        """A call of the old interfaces that counts for nothing, such as of the address book."""
        return await self._with_token(
            path, lambda token: self._said("POST", f"{self._old}{path}?access_token={token}", {}, body), counts=False
        )

    async def upload(self, content: bytes, name: str = "chart.png", kind: Literal["image", "file"] = "image") -> str:
        """Uploads a picture or a file; its media id."""
        self._hold()

        def call(token: str) -> Awaitable[_Said]:
            form = aiohttp.FormData()
            media_type = "image/png" if kind == "image" else "application/octet-stream"
            form.add_field("media", content, filename=name, content_type=media_type)
            return self._said("POST", f"{self._old}/media/upload?access_token={token}&type={kind}", {}, form)

        found = await self._with_token("/media/upload", call, counts=True)
        if not (media := str(found.get("media_id") or "")):
            raise Passing("media/upload: no media id")
        return media

    async def answer(self, webhook: str, body: Mapping[str, Any]) -> None:
        """Answers at the address that came with a message."""
        if not self._ours(webhook):
            raise Refused("address", "sessionWebhook")
        _checked(await self._said("POST", webhook, {}, body), "sessionWebhook")

    async def fetch(self, code: str, robot: str) -> bytes | None:
        """A file that somebody sent, 5 MB at most; None for one that is larger, or gone."""
        try:
            found = await self.ask(
                "POST", "/v1.0/robot/messageFiles/download", {"downloadCode": code, "robotCode": robot}
            )
            async with asyncio.timeout(CALL_SECONDS), self._session.get(str(found.get("downloadUrl"))) as answer:
                if answer.status != 200 or (answer.content_length or 0) > FILE_LIMIT:
                    return None
                return await _at_most(answer.content, FILE_LIMIT)
        except (Passing, Permanent, aiohttp.ClientError, TimeoutError, ValueError) as error:
            log.warning("a file was not fetched", error=type(error).__name__)
            return None

    async def close(self) -> None:
        """Ends what is being fetched."""
        await self._token.close()

    # --- how -----------------------------------------------------------------------------------------

    async def _with_token(self, what: str, call: Callable[[str], Awaitable[_Said]], *, counts: bool) -> Json:
        """Does a call with the token; one that is not taken any more is fetched anew, once."""
        await self._turns.turn(what, TURN)
        token = await self._token.get("app")
        said = await call(token)
        if said.status == 401 or said.code in _BAD_TOKEN:
            said = await call(await self._token.another("app", token))
        if said.code in _USED_UP:
            raise self._stopped(what)
        found = _checked(said, what)
        if counts:
            self._counted()
        return found

    async def _said(self, method: str, url: str, headers: Mapping[str, str], body: object) -> _Said:
        given: dict[str, Any] = {"data": body} if isinstance(body, aiohttp.FormData) else {"json": body}
        try:
            async with (
                asyncio.timeout(CALL_SECONDS),
                self._session.request(method, url, headers=dict(headers), **given) as answer,
            ):
                return _Said(answer.status, _object(await answer.text()), answer.headers)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise Passing(f"{URL(url).path}: {type(error).__name__}") from error

    async def _fetch_token(self, _key: str) -> tuple[str, float]:
        body = {"appKey": self.client_id, "appSecret": self._secret}
        said = await self._said("POST", f"{self._new}/v1.0/oauth2/accessToken", {}, body)
        token, seconds = said.body.get("accessToken"), said.body.get("expireIn")
        if said.status != 200 or not isinstance(token, str):
            raise Passing(f"accessToken: {said.status} {said.code}", _MENDED_AFTER if said.status < 500 else None)
        return token, max(60.0, float(seconds if isinstance(seconds, int | float) else 7200) - _EARLY)

    # --- the month's allowance -----------------------------------------------------------------------

    def _hold(self) -> None:
        """Raises while it is used up, but lets one through each hour to see whether there is more."""
        left = self._used_up_until - self._now()
        if left > 0:
            raise Passing("the month's allowance is used up (90020)", left, held=True, whole=True)

    def _stopped(self, what: str) -> Passing:
        self._used_up_until = self._now() + LOOK_AGAIN
        if not self._used_up:
            self._used_up = True
            log.error("the month's allowance is used up: nothing more is sent", interface=what, calls=self.calls)
            self.on_used_up()
        return Passing("the month's allowance is used up (90020)", LOOK_AGAIN, held=True, whole=True)

    def _counted(self) -> None:
        self.calls += 1
        if self._used_up and self._used_up_until <= self._now():
            self._used_up = False
            log.warning("DingTalk takes messages again")

    def _ours(self, url: str) -> bool:
        """Whether an address is one of DingTalk's."""
        try:
            there = URL(url)
        except ValueError:
            return False
        host = there.host or ""
        near = str(there.origin()) in (self._new, self._old) if there.is_absolute() else False
        return near or (there.scheme == "https" and host.endswith((".dingtalk.com", ".dingtalk.io")))


def _nothing() -> None:
    """Nobody is to be told."""


def old_origin(url: str) -> str:
    """Where the old interfaces are: beside the new ones, or (in tests) at the same origin."""
    there = URL(url)
    host = there.host or ""
    if there.scheme == "https" and host.startswith("api."):
        there = there.with_host(f"oapi.{host.removeprefix('api.')}")
    return str(there.origin())


def _checked(said: _Said, what: str) -> Json:
    code = said.code
    wait: float | None
    match _meaning(said):
        case "good":
            return said.body
        case "fast":
            wait = _seconds(said.headers) or 1.0
        case "robot":
            wait = _TOO_OFTEN
        case "punished":
            wait = 60.0 * float(said.body.get("wait") or 5)
        case "right":
            raise NoRight(f"{what}: {code}", _MENDED_AFTER)
        case "broken":
            wait = None
        case _:
            raise Refused(code or str(said.status), what)
    whole = _meaning(said) in ("fast", "punished")  # a robot that writes too often does so in one group
    raise Passing(f"{what}: {said.status} {code}".strip(), wait, whole=whole)


def _meaning(said: _Said) -> Literal["good", "fast", "robot", "punished", "right", "broken", "refused"]:
    code = said.code
    if said.body.get("punish") == "deny":
        return "punished"
    if said.status == 429 or code in _FAST or "qpslimit" in code or "toofast" in code:
        return "fast"
    if code in _ROBOT_FAST:
        return "robot"
    if code in _NO_RIGHT:
        return "right"
    if said.status >= 500 or said.status == 401 or code == _UNREADABLE or code in _BAD_TOKEN:
        return "broken"
    return "good" if said.status == 200 and not code else "refused"


def _object(text: str) -> Json:
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {"code": _UNREADABLE}


def _seconds(headers: Mapping[str, str]) -> float | None:
    try:
        return max(0.0, float(headers["Retry-After"])) if "Retry-After" in headers else None
    except ValueError:
        return None


async def _at_most(stream: aiohttp.StreamReader, limit: int) -> bytes | None:
    found = bytearray()
    async for chunk in stream.iter_chunked(65536):
        found += chunk
        if len(found) > limit:
            return None
    return bytes(found)
