"""Feishu's OpenAPI over one aiohttp session: a token fetched once for all, and each refusal as what the core does
about it. The SDK's own client blocks the loop while it fetches its token."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import aiohttp
import structlog

from bot.platforms.base import NotAllowed, Passing, Permanent
from bot.platforms.common.remembered import Remembered
from handlers.kit.events import Gone

log = structlog.get_logger()

CALL_SECONDS = 10.0
FILE_SECONDS = 10.0
FILE_LIMIT = 5_000_000  # bytes
_EARLY = 300.0  # seconds before its end from which a token counts as over
_TOKEN = "/open-apis/auth/v3/tenant_access_token/internal"  # noqa: S105  a path

_TENANT = "tenant"
_BAD_CREDENTIALS = frozenset({10003, 10014, 10015})
_BAD_TOKEN = frozenset({99991663, 99991661, 99991664, 99991668, 99991677})
_TOO_MANY = frozenset({99991400, 11232, 11233, 11247, 1000004, 1000005, 230020})
_HERE = frozenset({230020, 11247})  # too many for this person or group; the others are for the app
# A person or a group that takes nothing any more: dissolved, without the bot, out of the app's range, resigned.
_GONE = {
    230045: Gone.ARCHIVED, 232009: Gone.ARCHIVED, 230002: Gone.REMOVED, 230029: Gone.LEFT, 230013: Gone.CLOSED,
    230053: Gone.CLOSED,
}  # fmt: skip
_TROUBLES = frozenset({5000, 2200, 1061045})  # Feishu's own
# The bot or (below) a scope that is lacking, the month's calls that are used up: what is owed stays owed until that is
# mended.
_UNMENDED = frozenset({99991403, 230006})
_NO_SCOPE = frozenset({99991672, 99991679})
_TOO_LARGE = 234037
_MENDED_AFTER = 60.0


class Refused(Permanent):
    """Feishu will not do it; ``code`` is its number for why."""

    def __init__(self, code: int, what: str) -> None:
        super().__init__(f"{what}: {code}", _GONE.get(code))
        self.code = code


class BadCredentials(Passing):
    """The app's id or secret is not taken."""


class Api:
    """The OpenAPI. Every call raises ``Passing`` or ``Refused``."""

    def __init__(self, url: str, app_id: str, app_secret: str, session: aiohttp.ClientSession) -> None:
        self._url, self._app_id, self._app_secret, self._session = url.rstrip("/"), app_id, app_secret, session
        self._tokens: Remembered[str] = Remembered(self._fetch_token, size=1)
        self._locked_out = False

    def locked_out(self) -> bool:
        """Whether the app's id or secret was refused the last time they were used."""
        return self._locked_out

    async def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        form: Callable[[], aiohttp.FormData] | None = None,
    ) -> dict[str, Any]:
        """One call with the app's token; the whole answer. A token that was taken away is fetched anew, once.

        ``form`` makes the body of an upload, for each try another.
        """
        token = await self._tokens.get(_TENANT)
        status, found, headers = await self._authorised(token, method, path, body, query, form)
        if (code := _code(found)) in _BAD_TOKEN:
            token = await self._tokens.another(_TENANT, token)
            status, found, headers = await self._authorised(token, method, path, body, query, form)
            code = _code(found)
        return _checked(status, code, found, headers, path)

    async def fetch(self, path: str, query: Mapping[str, str]) -> bytes | None:
        """A file's content; None for one that is too large or cannot be had."""
        try:
            token = await self._tokens.get(_TENANT)
            content, code = await self._content(token, path, query)
            if code in _BAD_TOKEN:
                content, code = await self._content(await self._tokens.another(_TENANT, token), path, query)
        except (aiohttp.ClientError, TimeoutError, Passing, Permanent) as error:
            log.warning("a file was not fetched", error=f"{type(error).__name__}: {error}")
            return None
        if content is None:
            log.warning("a file was not fetched", code=code)
        return content

    async def close(self) -> None:
        """Ends what is being fetched."""
        await self._tokens.close()

    async def _fetch_token(self, _key: str) -> tuple[str, float]:
        body = {"app_id": self._app_id, "app_secret": self._app_secret}
        status, found, headers = await self._call("POST", _TOKEN, body, None, None, {})
        code = _code(found)
        self._locked_out = code in _BAD_CREDENTIALS
        if self._locked_out:
            raise BadCredentials(f"the app's id or secret is refused: {code}", _MENDED_AFTER, held=True, whole=True)
        _checked(status, code, found, headers, "token")
        token, seconds = found.get("tenant_access_token"), found.get("expire")
        if not isinstance(token, str) or not token:
            raise Passing("token: none was given")
        return token, max(30.0, (seconds if isinstance(seconds, int | float) else 0.0) - _EARLY)

    async def _authorised(
        self,
        token: str,
        method: str,
        path: str,
        body: Mapping[str, Any] | None,
        query: Mapping[str, str] | None,
        form: Callable[[], aiohttp.FormData] | None,
    ) -> tuple[int, dict[str, Any], Mapping[str, str]]:
        made = form()() if form is not None else None
        bearer = {"Authorization": f"Bearer {token}"}
        return await self._call(method, f"/open-apis/{path}", body, query, made, bearer)

    async def _content(self, token: str, path: str, query: Mapping[str, str]) -> tuple[bytes | None, int]:
        """A file's content, or Feishu's code for why there is none."""
        async with self._session.get(
            f"{self._url}/open-apis/{path}", params=dict(query), headers={"Authorization": f"Bearer {token}"},
            timeout=aiohttp.ClientTimeout(total=FILE_SECONDS),
        ) as answer:  # fmt: skip
            content = bytearray()
            async for chunk in answer.content.iter_chunked(65_536):
                content += chunk
                if len(content) > FILE_LIMIT:
                    return None, _TOO_LARGE
            if answer.status != 200:
                return None, _code(_read(content))
        return bytes(content), 0

    async def _call(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None,
        query: Mapping[str, str] | None,
        form: Any,
        headers: Mapping[str, str],
    ) -> tuple[int, dict[str, Any], Mapping[str, str]]:
        try:
            async with self._session.request(
                method, f"{self._url}{path}", json=body, params=dict(query or {}), data=form, headers=dict(headers),
                timeout=aiohttp.ClientTimeout(total=CALL_SECONDS),
            ) as answer:  # fmt: skip
                found = await answer.json(content_type=None)
                return answer.status, found if isinstance(found, dict) else {}, answer.headers
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise Passing(f"{path}: {type(error).__name__}") from error


def _read(content: bytes | bytearray) -> dict[str, Any]:
    """An answer's JSON; empty for anything else."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _code(found: Mapping[str, Any]) -> int:
    code = found.get("code")
    return code if isinstance(code, int) else -1


def _checked(status: int, code: int, found: dict[str, Any], headers: Mapping[str, str], what: str) -> dict[str, Any]:
    if code == 0 and status < 400:
        return found
    if status == 429 or code in _TOO_MANY:
        raise Passing(f"{what}: too many requests ({code})", _seconds(headers), whole=code not in _HERE)
    if status >= 500 or code == -1 or code in _BAD_TOKEN or code in _TROUBLES:
        raise Passing(f"{what}: {status} ({code})")
    if code in _NO_SCOPE:
        raise NotAllowed(f"{what}: {code}", _MENDED_AFTER, held=True)
    if code in _UNMENDED:
        raise Passing(f"{what}: {code}", _MENDED_AFTER, held=True)
    raise Refused(code, what)


def _seconds(headers: Mapping[str, str]) -> float:
    """How long Feishu says to wait."""
    said = headers.get("x-ogw-ratelimit-reset") or headers.get("Retry-After") or ""
    return max(0.2, float(said)) if said.isascii() and said.replace(".", "", 1).isdigit() else 1.0
