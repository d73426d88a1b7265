"""What ``muster doctor`` asks DingTalk: are id and secret right, does the stream open, what may the app do, are the
administrators people it knows. Nothing is sent to anybody."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp

from bot.findings import Finding
from bot.platforms.dingtalk import NAME, PUBLIC, template
from bot.platforms.dingtalk.manifest import CARDS, CONSOLE, LOOK_UP, SEND, Right
from bot.platforms.dingtalk.runtime_api import old_origin
from bot.settings import Settings

_SECONDS = aiohttp.ClientTimeout(total=10)
_NOBODY = "muster-doctor-asks-for-nobody"  # an id that nobody has: what is refused says whether the right is there
_NO_RIGHT = ("60011", "accesstokenpermissiondenied", "no permission", "access_denied", "accessdenied")
_USED_UP = ("90020", "apicountlimitfororg")
_GONE = ("60121", "33012", "60111")

Json = dict[str, Any]


class _Refused(Exception):
    """DingTalk answered, and said no: its own word for why."""

    @property
    def lacks_right(self) -> bool:
        return any(word in str(self).lower() for word in _NO_RIGHT)


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Each finding names its cure; none holds a secret."""
    async with aiohttp.ClientSession(timeout=_SECONDS) as http:
        asked = _Asked(settings, http)
        try:
            try:
                await asked.log_in()
            except _Refused as error:
                fix = f"Copy both from Credentials (凭证与基础信息) at {CONSOLE}"
                what = f"DINGTALK_CLIENT_ID or DINGTALK_CLIENT_SECRET is refused ({error})"
                yield Finding("bad", "dingtalk", what, fix)
                return
            yield Finding("ok", "dingtalk", "id and secret are right")
            yield await _stream(asked)
            yield await _sending(asked)
            yield await _people(asked)
            for admin in sorted(user for platform, user in settings.admins if platform == NAME):
                yield await _admin(asked, admin)
            yield await _cards(settings, asked)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            fix = "Check the network, and DINGTALK_API_URL"
            what = f"{settings.dingtalk_api_url} does not answer ({type(error).__name__})"
            yield Finding("bad", "dingtalk", what, fix)


class _Asked:
    """Calls of DingTalk's interfaces. Each gives the answer, or raises ``_Refused``."""

    def __init__(self, settings: Settings, http: aiohttp.ClientSession) -> None:
        self._new, self._old = settings.dingtalk_api_url.rstrip("/"), old_origin(settings.dingtalk_api_url)
        self._id = settings.dingtalk_client_id or ""
        secret = settings.dingtalk_client_secret
        self._secret = secret.get_secret_value() if secret else ""
        self._http = http
        self._token = ""

    async def log_in(self) -> None:
        """Takes a token, for the calls that follow."""
        found = await self._call("POST", f"{self._new}/v1.0/oauth2/accessToken", {
            "appKey": self._id, "appSecret": self._secret,
        })  # fmt: skip
        self._token = str(found.get("accessToken") or "")

    async def ticket(self) -> None:
        """Asks where a connection would go; opens none."""
        topics = [{"type": "CALLBACK", "topic": "/v1.0/im/bot/messages/get"}]
        body = {"clientId": self._id, "clientSecret": self._secret, "subscriptions": topics}
        await self._call("POST", f"{self._new}/v1.0/gateway/connections/open", body)

    async def new(self, method: str, path: str, body: Json) -> Json:
        """A call of the new interfaces."""
        return await self._call(method, f"{self._new}{path}", body)

    async def old(self, path: str, body: Json) -> Json:
        """A call of the old ones."""
        return await self._call("POST", f"{self._old}{path}?access_token={self._token}", body)

    async def robot(self) -> Json:
        """Asks for people no robot writes to: DingTalk looks at the rights first."""
        return await self.new("POST", "/v1.0/robot/oToMessages/batchSend", {
            "robotCode": self._id, "userIds": [_NOBODY], "msgKey": "sampleText", "msgParam": '{"content":"."}',
        })  # fmt: skip

    async def _call(self, method: str, address: str, body: Json) -> Json:
        headers = {"x-acs-dingtalk-access-token": self._token} if self._token else {}
        async with self._http.request(method, address, headers=headers, json=body) as answer:
            found = await answer.json(content_type=None) if answer.status < 500 else {}
            if not isinstance(found, dict):
                raise ValueError("not an answer of the API")  # noqa: TRY004  a wrong address, not a wrong type of ours
        code = found.get("code") or found.get("errcode") or 0
        if answer.status != 200 or code:
            raise _Refused(f"{code or answer.status} {found.get('sub_code') or ''}".strip())
        return found


async def _stream(asked: _Asked) -> Finding:
    """How messages come."""
    try:
        await asked.ticket()
    except _Refused as error:
        fix = f"Give the app a robot in Stream mode (应用能力 → 机器人 → Stream 模式) at {CONSOLE}, and publish it"
        return Finding("bad", "dingtalk stream", f"no connection can be opened ({error})", fix)
    return Finding("ok", "dingtalk stream", "a connection can be opened")


async def _sending(asked: _Asked) -> Finding:
    try:
        await asked.robot()
    except _Refused as error:
        if any(word in str(error).lower() for word in _USED_UP):
            fix = "Buy more in the developer console (资源管理), or wait for the next month"
            return Finding("bad", "dingtalk sending", f"the month's allowance is used up ({error})", fix)
        if error.lacks_right:
            return Finding("bad", "dingtalk sending", f"the app may not write first ({error})", _apply(SEND))
        if "robot" in str(error).lower():
            fix = f"Give the app a robot at {CONSOLE}, and publish it"
            return Finding("bad", "dingtalk sending", f"the app has no robot ({error})", fix)
    return Finding("ok", "dingtalk sending", "the app may write first")  # that there is nobody was all it minded


async def _people(asked: _Asked) -> Finding:
    try:
        await asked.old("/topapi/v2/user/get", {"userid": _NOBODY})
    except _Refused as error:
        if error.lacks_right:
            return Finding("bad", "dingtalk people", f"nobody can be looked up ({error})", _apply(LOOK_UP))
    return Finding("ok", "dingtalk people", "people can be looked up")


async def _admin(asked: _Asked, user: str) -> Finding:
    """Whether an administrator of ``MUSTER_ADMINS`` is somebody of the organisation."""
    try:
        found = await asked.old("/topapi/v2/user/get", {"userid": user})
    except _Refused as error:
        if error.lacks_right:
            return Finding("note", "dingtalk administrators", f"{user} cannot be looked up", _apply(LOOK_UP))
        why = "there is nobody with this user id" if str(error).startswith(_GONE) else str(error)
        fix = "Take the user ID (员工 UserID) from the person's entry in the admin console's address book (通讯录)"
        return Finding("bad", "dingtalk administrators", f"MUSTER_ADMINS names dingtalk:{user}: {why}", fix)
    name = (found.get("result") or {}).get("name") or user
    return Finding("ok", "dingtalk administrators", f"{name} ({user})")


async def _cards(settings: Settings, asked: _Asked) -> Finding:
    """Whether messages with buttons can be cards; a card that is not there is asked to change, so none is made."""
    chosen = template(settings)
    if chosen is None:
        fix = "Set DINGTALK_CARD_TEMPLATE_ID=public for buttons that act at a click and cards that change in place"
        return Finding("note", "dingtalk cards", "none: a button is a link that sends its command", fix)
    body = {"outTrackId": _NOBODY, "cardData": {"cardParamMap": {"title": ""}}}
    try:
        await asked.new("PUT", "/v1.0/card/instances", body)
    except _Refused as error:
        if error.lacks_right:
            return Finding("bad", "dingtalk cards", f"the app may not send cards ({error})", _apply(CARDS))
    which = "the public template" if chosen == PUBLIC else f"the template {chosen}"
    return Finding("ok", "dingtalk cards", f"with {which}; `muster serve` says in its log where DingTalk refuses it")


def _apply(right: Right) -> str:
    return f"Apply for {right.name} ({right.called}) under Permissions (权限管理) at {CONSOLE}"
