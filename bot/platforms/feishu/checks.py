"""What ``muster doctor`` asks Feishu: are id and secret right, is the bot there and where, what may it do, are the
administrators people it knows, how do events come."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import quote

import aiohttp

from bot.findings import Finding
from bot.platforms.feishu import NAME
from bot.platforms.feishu.manifest import EVENTS_PATH, SCOPES, console, scopes_page
from bot.settings import Settings

_SECONDS = aiohttp.ClientTimeout(total=10)
_HOUSES = "FEISHU_API_URL is https://open.feishu.cn for Feishu, https://open.larksuite.com for Lark"
_PUBLISH = "then publish a new version and have an administrator approve it"

# A broad scope of an older app that also allows what a narrow one does.
_BROADER: Mapping[str, frozenset[str]] = {
    "im:message:send_as_bot": frozenset({"im:message"}),
    "im:resource": frozenset({"im:resource:upload"}),
    "im:chat:read": frozenset({"im:chat", "im:chat:readonly"}),
    "im:chat.members:bot_access": frozenset({"im:chat", "im:chat:readonly"}),
    "contact:contact.base:readonly": frozenset({
        "contact:contact:readonly", "contact:contact:readonly_as_app", "contact:contact:access_as_app",
    }),
}  # fmt: skip
_STATES: Mapping[int, str] = {
    0: "it waits to be installed", 1: "an administrator stopped it", 3: "it is installed, but not enabled",
    4: "an upgrade waits to be enabled", 5: "its licence has run out", 6: "the organisation's Lark plan has run out",
}  # fmt: skip
_ENABLED = 2
_WRONG_DOMAIN, _TOO_MANY = 1000040351, 1000040350
_NOT_INSTALLED = 212100
_CROSS_APP, _NOBODY, _OUT_OF_RANGE = 99992361, 99992351, 41050
_PAGES, _NAMES = 20, 10  # of groups: asked for, told


class _Refused(Exception):
    """Feishu answered, and said no: its code for why."""

    def __init__(self, code: int) -> None:
        super().__init__(f"code {code}")
        self.code = code


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Each finding names its cure; none holds a secret."""
    async with aiohttp.ClientSession(timeout=_SECONDS) as http:
        asked = _Asked(settings, http)
        try:
            async for finding in _app(settings, asked):
                yield finding
            yield await _way_in(settings, asked)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            fix = f"Check the network; {_HOUSES}"
            yield Finding("bad", "feishu", f"{settings.feishu_api_url} does not answer ({type(error).__name__})", fix)


async def absent(settings: Settings, channels: Mapping[str, str]) -> AsyncIterator[Finding]:
    """The groups (name by id) in which the bot is to post and is not; ``examine`` says why where none can be read."""
    async with aiohttp.ClientSession(timeout=_SECONDS) as http:
        asked = _Asked(settings, http)
        try:
            await asked.log_in()
            there = await _joined(asked)
        except (_Refused, aiohttp.ClientError, TimeoutError, ValueError):
            return
    for channel, name in channels.items():
        if channel not in there:
            fix = f"Add the bot to {name} (群设置 → 群机器人 → 添加机器人), or `/team bind` in another group"
            yield Finding("bad", "feishu groups", f"it is to post in {name}, and is not in it", fix)


class _Asked:
    """Calls of Feishu's API. Each gives the answer, or raises ``_Refused``."""

    def __init__(self, settings: Settings, http: aiohttp.ClientSession) -> None:
        self._base = settings.feishu_api_url.rstrip("/")
        self._id = settings.feishu_app_id or ""
        self._secret = settings.feishu_app_secret.get_secret_value() if settings.feishu_app_secret else ""
        self._http = http
        self._token = ""

    async def log_in(self) -> None:
        """Takes a token, for the calls that follow."""
        given = {"app_id": self._id, "app_secret": self._secret}
        found = await self._post("/open-apis/auth/v3/tenant_access_token/internal", given)
        self._token = str(found.get("tenant_access_token", ""))

    async def endpoint(self) -> None:
        """Asks where a long connection would go; opens none."""
        await self._post("/callback/ws/endpoint", {"AppID": self._id, "AppSecret": self._secret})

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> dict[str, Any]:
        """What the app itself may read."""
        headers = {"Authorization": f"Bearer {self._token}"}
        async with self._http.get(f"{self._base}/open-apis/{path}", headers=headers, params=query) as answer:
            return await _read(answer)

    async def _post(self, path: str, given: Mapping[str, str]) -> dict[str, Any]:
        async with self._http.post(self._base + path, json=given) as answer:
            return await _read(answer)


async def _read(answer: aiohttp.ClientResponse) -> dict[str, Any]:
    found = await answer.json(content_type=None) if answer.status < 500 else None
    if not isinstance(found, dict):
        raise ValueError("not an answer of the API")  # noqa: TRY004  a wrong address, not a wrong type of ours
    if found.get("code") != 0:
        code = found.get("code")
        raise _Refused(code if isinstance(code, int) else answer.status)
    return found


async def _app(settings: Settings, asked: _Asked) -> AsyncIterator[Finding]:
    try:
        await asked.log_in()
    except _Refused as error:
        fix = f"Copy both from Credentials & Basic Info (凭证与基础信息) at {console(settings)}; {_HOUSES}"
        yield Finding("bad", "feishu", f"FEISHU_APP_ID or FEISHU_APP_SECRET is refused ({error})", fix)
        return
    yield await _bot(settings, asked)
    yield await _scopes(settings, asked)
    yield await _menu(asked)
    yield await _groups(asked)
    for admin in sorted(user for platform, user in settings.admins if platform == NAME):
        yield await _admin(asked, admin)


async def _bot(settings: Settings, asked: _Asked) -> Finding:
    try:
        found = (await asked.get("bot/v3/info")).get("bot") or {}
    except _Refused as error:
        fix = f"Add the feature Bot (应用能力 → 机器人) at {console(settings)}, {_PUBLISH}"
        return Finding("bad", "feishu", f"the app has no bot ({error})", fix)
    name, state = found.get("app_name") or "?", found.get("activate_status")
    if state != _ENABLED:
        why = _STATES.get(state, f"state {state}") if isinstance(state, int) else "its state is not told"
        fix = f"{_publish(settings)} and enable it"
        return Finding("bad", "feishu", f"the bot {name} is not enabled: {why}", fix)
    return Finding("ok", "feishu", f"the bot is {name}")


async def _scopes(settings: Settings, asked: _Asked) -> Finding:
    try:
        found = (await asked.get("application/v6/scopes")).get("data") or {}
    except _Refused as error:
        why = "the app is not installed" if error.code == _NOT_INSTALLED else "they cannot be read"
        return Finding("bad", "feishu scopes", f"{why} ({error})", _publish(settings))
    granted = {scope.get("scope_name") for scope in found.get("scopes") or () if scope.get("grant_status") == 1}
    missing = [s for s in SCOPES if s.name not in granted and not _BROADER.get(s.name, frozenset()) & granted]
    if needed := [scope.name for scope in missing if scope.needed]:
        fix = f"Grant them at {scopes_page(settings, needed)}, {_PUBLISH}"
        return Finding("bad", "feishu scopes", f"missing: {', '.join(needed)}", fix)
    if missing:
        could = "; ".join(f"{scope.name} ({scope.english})" for scope in missing)
        return Finding("ok", "feishu scopes", f"all that are needed; not granted, and optional: {could}")
    return Finding("ok", "feishu scopes", "all there")


def _publish(settings: Settings) -> str:
    return f"Publish a version (版本管理与发布) at {console(settings)}, and have an administrator approve it"


async def _menu(asked: _Asked) -> Finding:
    try:
        found = (await asked.get("application/v7/app_slash_commands")).get("data") or {}
    except _Refused as error:
        fix = "Typed commands work without it; it needs the scopes application:app_slash_command:read and :write"
        return Finding("note", "feishu slash menu", f"it cannot be read ({error})", fix)
    number = len(found.get("items") or ())
    if not number:
        return Finding("note", "feishu slash menu", "empty", "`muster serve` fills it when it starts")
    return Finding("ok", "feishu slash menu", f"{number} commands")


async def _groups(asked: _Asked) -> Finding:
    """Where the bot was added: elsewhere it may not post."""
    try:
        names = list((await _joined(asked)).values())
    except _Refused as error:
        return Finding("note", "feishu groups", f"they cannot be read ({error})", "It needs the scope im:chat:read")
    if not names:
        fix = "Add the bot to the team's group (群设置 → 群机器人 → 添加机器人): only there can it post"
        return Finding("note", "feishu groups", "it is in none yet", fix)
    shown = ", ".join(names[:_NAMES]) + (f" and {len(names) - _NAMES} more" if len(names) > _NAMES else "")
    return Finding("ok", "feishu groups", f"it is in {shown}")


async def _joined(asked: _Asked) -> dict[str, str]:
    """The groups the bot is in: name by id. Raises ``_Refused``."""
    joined: dict[str, str] = {}
    page = ""
    for _ in range(_PAGES):
        query = {"page_size": "100"} | ({"page_token": page} if page else {})
        found = (await asked.get("im/v1/chats", query)).get("data") or {}
        joined |= {
            str(one.get("chat_id")): str(one.get("name") or one.get("chat_id")) for one in found.get("items") or ()
        }
        page = str(found.get("page_token") or "") if found.get("has_more") else ""
        if not page:
            break
    return joined


async def _admin(asked: _Asked, user: str) -> Finding:
    """Whether an administrator of ``MUSTER_ADMINS`` is somebody this app knows."""
    try:
        found = await asked.get(f"contact/v3/users/{quote(user, safe='')}", {"user_id_type": "open_id"})
    except _Refused as error:
        why, fix = _UNKNOWN.get(error.code, (str(error), _OPEN_ID))
        return Finding("bad", "feishu administrators", f"MUSTER_ADMINS names feishu:{user}: {why}", fix)
    person = (found.get("data") or {}).get("user") or {}
    name = person.get("name") or user
    if (person.get("status") or {}).get("is_resigned"):
        fix = "Name somebody else in MUSTER_ADMINS"
        return Finding("bad", "feishu administrators", f"{name} ({user}) has left", fix)
    return Finding("ok", "feishu administrators", f"{name} ({user})")


_OPEN_ID = "Take the open_id that this app knows them by; docs/feishu.md tells where to copy it"
_UNKNOWN: Mapping[int, tuple[str, str]] = {
    _CROSS_APP: (f"another app's open_id (code {_CROSS_APP})", _OPEN_ID),
    _NOBODY: (f"there is nobody with this open_id (code {_NOBODY})", _OPEN_ID),
    _OUT_OF_RANGE: (
        f"outside the range of contacts the app may see (code {_OUT_OF_RANGE})",
        "Widen it on the console's page of scopes (权限管理 → 数据权限 → 通讯录权限范围), then publish a new version",
    ),
}


async def _way_in(settings: Settings, asked: _Asked) -> Finding:
    """How events come: a connection of our own, or Feishu calling in. Which ones, only the console tells."""
    if settings.feishu_mode == "http":
        return _http(settings)
    try:
        await asked.endpoint()
    except _Refused as error:
        return Finding("bad", "feishu events", f"no long connection ({error})", _CURES.get(error.code, _ELSE))
    return Finding(
        "ok", "feishu events", "a long connection can be opened; `muster manifest feishu` lists what to subscribe to"
    )


_CURES: Mapping[int, str] = {
    _WRONG_DOMAIN: f"The app is of the other house: {_HOUSES}",
    _TOO_MANY: "Fifty connections of this app are open: stop processes that use the same app",
}
_ELSE = "Mend what is said of id and secret; it must be a custom app (企业自建应用)"


def _http(settings: Settings) -> Finding:
    if settings.feishu_encrypt_key is None:
        fix = "Copy it from Events & Callbacks → Encryption (事件与回调 → 加密策略), or set FEISHU_MODE=socket"
        return Finding("bad", "feishu events", "HTTP mode, and FEISHU_ENCRYPT_KEY is not set", fix)
    if not settings.muster_base_url.startswith("https://"):
        fix = "Set MUSTER_BASE_URL to where Feishu reaches it, such as https://bot.example.com, or FEISHU_MODE=socket"
        return Finding("bad", "feishu events", "HTTP mode, and MUSTER_BASE_URL is no https address", fix)
    address = f"{settings.muster_base_url.rstrip('/')}{EVENTS_PATH}"
    if settings.feishu_verification_token is None:
        fix = "Set FEISHU_VERIFICATION_TOKEN too: one check more that it is Feishu who calls"
        return Finding("note", "feishu events", f"over HTTP, to {address}", fix)
    return Finding("ok", "feishu events", f"over HTTP, to {address}")
