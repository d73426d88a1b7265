"""Feishu's OpenAPI over one aiohttp session: a token fetched once for all, and each refusal as what the core does
about it. The SDK's own client blocks the loop while it fetches its token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.platforms.base import Passing, Permanent
from bot.platforms.common.remembered import Remembered

CALL_SECONDS = 10.0
FILE_LIMIT = 5_000_000  # bytes
_EARLY = 300.0  # seconds before its end from which a token counts as over
_TOKEN = "/open-apis/auth/v3/tenant_access_token/internal"  # noqa: S105  a path

_BAD_TOKEN = frozenset({99991663, 99991661, 99991664, 99991668, 99991677})
_TOO_MANY = frozenset({99991400, 11232, 11233, 11247, 1000004, 1000005, 230020})
# Feishu's own troubles, and those of the app's set-up: what is owed stays owed until somebody has mended it.
_PASSING = frozenset({99991672, 99991679, 10003, 10014, 99991403, 5000, 2200, 230006, 1061045})
_MENDED_AFTER = 60.0


class Refused(Permanent):
    """Feishu will not do it; ``code`` is its number for why."""

    def __init__(self, code: int, what: str) -> None:
        super().__init__(f"{what}: {code}")
        self.code = code


class BadCredentials(Passing):
    """The app's id or secret is not taken."""


class Api:
    """The OpenAPI. Every call raises ``Passing`` or ``Refused``."""

    def __init__(self, url: str, app_id: str, app_secret: str, session: aiohttp.ClientSession) -> None:
        self._url, self._app_id, self._app_secret, self._session = url.rstrip("/"), app_id, app_secret, session
        self._tokens: Remembered[str] = Remembered(self._fetch_token, size=1)

    async def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
        form: aiohttp.FormData | None = None,
    ) -> dict[str, Any]:
        """One call with the app's token; the whole answer. A token that was taken away is fetched anew, once."""
        for last in (False, True):
            token = await self._tokens.get("tenant")
            made = form() if form is not None else None
            status, found, headers = await self._call(
                method, f"/open-apis/{path}", body, query, made, {"Authorization": f"Bearer {token}"}
            )
            code = _code(found)
            if code in _BAD_TOKEN and not last and form is None:
                self._tokens.forget("tenant")
                continue
            return _checked(status, code, found, headers, path)
        raise AssertionError("unreachable")

    async def fetch(self, path: str, query: Mapping[str, str]) -> bytes | None:
        """A file's content; None for one that is too large or cannot be had."""
        token = await self._tokens.get("tenant")
        address = f"{self._url}/open-apis/{path}"
        try:
            async with self._session.get(
                address, params=dict(query), headers={"Authorization": f"Bearer {token}"},
                timeout=aiohttp.ClientTimeout(total=CALL_SECONDS),
            ) as answer:  # fmt: skip
                if answer.status != 200 or (answer.content_length or 0) > FILE_LIMIT:
                    return None
                content = await answer.content.read(FILE_LIMIT + 1)
        except (aiohttp.ClientError, TimeoutError):
            return None
        return content if len(content) <= FILE_LIMIT else None

    async def close(self) -> None:
        """Ends what is being fetched."""
        await self._tokens.close()

    async def _fetch_token(self, _key: str) -> tuple[str, float]:
        body = {"app_id": self._app_id, "app_secret": self._app_secret}
        status, found, headers = await self._call("POST", _TOKEN, body, None, None, {})
        code = _code(found)
        if code in (10003, 10014, 10015):
            raise BadCredentials(f"the app's id or secret is refused: {code}", _MENDED_AFTER)
        _checked(status, code, found, headers, "token")
        seconds = found.get("expire")
        return str(found.get("tenant_access_token") or ""), max(30.0, float(seconds or 0) - _EARLY)

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


def _code(found: Mapping[str, Any]) -> int:
    code = found.get("code")
    return code if isinstance(code, int) else -1


def _checked(status: int, code: int, found: dict[str, Any], headers: Mapping[str, str], what: str) -> dict[str, Any]:
    if code == 0 and status < 400:
        return found
    if status == 429 or code in _TOO_MANY:
        raise Passing(f"{what}: too many requests ({code})", _seconds(headers))
    if status >= 500 or code == -1 or code in _BAD_TOKEN:
        raise Passing(f"{what}: {status} ({code})")
    if code in _PASSING:
        raise Passing(f"{what}: {code}", _MENDED_AFTER)
    raise Refused(code, what)


def _seconds(headers: Mapping[str, str]) -> float:
    """How long Feishu says to wait."""
    said = headers.get("x-ogw-ratelimit-reset") or headers.get("Retry-After") or ""
    return max(0.2, float(said)) if said.replace(".", "", 1).isdigit() else 1.0
