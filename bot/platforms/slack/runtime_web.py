"""Slack's Web API: one session, one client, and each of its refusals as what the core does about it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from yarl import URL

from bot.platforms.base import NotAllowed, Passing, Permanent
from handlers.kit.events import Gone

CALL_SECONDS = 10.0
FILE_LIMIT = 5_000_000  # bytes

# Slack's own troubles, and those of the app's set-up: what is owed stays owed until somebody has mended it.
_PASSING = frozenset({
    "ratelimited", "rate_limited", "message_limit_exceeded", "internal_error", "fatal_error", "service_unavailable",
    "request_timeout", "team_added_to_org", "accesslimited", "team_access_not_granted", "ekm_access_denied",
    "access_denied", "org_login_required",
})  # fmt: skip
_BAD_TOKEN = frozenset({"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"})
_NO_SCOPE = frozenset({"missing_scope", "no_permission", "not_allowed_token_type"})
# A person or a channel that takes nothing any more.
_GONE = {
    "is_archived": Gone.ARCHIVED, "not_in_channel": Gone.REMOVED, "channel_not_found": Gone.REMOVED,
    "user_not_found": Gone.LEFT, "users_not_found": Gone.LEFT, "user_disabled": Gone.LEFT,
    "cannot_dm_bot": Gone.CLOSED, "messages_tab_disabled": Gone.CLOSED,
}  # fmt: skip
_MENDED_AFTER = 60.0  # seconds until somebody may have mended a set-up


class Refused(Permanent):
    """Slack will not do it; ``code`` is its word for why."""

    def __init__(self, code: str, method: str) -> None:
        super().__init__(f"{method}: {code}", _GONE.get(code))
        self.code = code


class BadToken(Passing):
    """The token is not taken: the app was removed, or the token changed."""


class NoScope(NotAllowed):
    """The app was not given the right to it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the bot is, as ``auth.test`` says: its workspace and its own user."""

    team: str
    user: str


def quiet_logger() -> logging.Logger:
    """A logger for the SDK that keeps to errors: its other lines hold what people wrote, or warn of what is meant."""
    logger = logging.getLogger("bot.platforms.slack.sdk")
    logger.setLevel(logging.ERROR)
    return logger


def new_client(url: str, token: str | None, session: aiohttp.ClientSession | None) -> AsyncWebClient:
    """A client that tries each call once: who asked decides whether to try again."""
    return AsyncWebClient(token=token, base_url=url, session=session, retry_handlers=[], logger=quiet_logger())


class Web:
    """The Web API. Every call raises ``Passing`` or ``Refused``."""

    def __init__(self, url: str, token: str, session: aiohttp.ClientSession) -> None:
        self.session = session
        self.client = new_client(url, token, session)
        self._token = token
        self._host = URL(url).host or ""

    async def ask(self, call: Callable[[], Awaitable[AsyncSlackResponse]]) -> dict[str, Any]:
        """Does one call of the client."""
        return await asked(call)

    async def identity(self) -> Identity:
        """Who the bot is."""
        found = await self.ask(self.client.auth_test)
        return Identity(str(found.get("team_id") or ""), str(found.get("user_id") or ""))

    async def respond(self, url: str, message: Mapping[str, Any]) -> None:
        """Answers at the address that came with a command or a click: only its sender sees it."""
        body = {"response_type": "ephemeral", "replace_original": False, **message}
        try:
            async with asyncio.timeout(CALL_SECONDS), self.session.post(url, json=body) as answer:
                text = await answer.text()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Passing(f"response_url: {type(error).__name__}") from error
        if answer.status == 429 or answer.status >= 500:
            raise Passing(f"response_url: {answer.status}", _seconds(answer.headers.get("Retry-After")))
        if answer.status != 200:
            raise Refused(_error_in(text), "response_url")

    async def upload(self, url: str, content: bytes) -> None:
        """The second of the three steps of an upload."""
        try:
            async with asyncio.timeout(CALL_SECONDS), self.session.post(url, data=content) as answer:
                await answer.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Passing(f"upload: {type(error).__name__}") from error
        if answer.status != 200:
            raise Passing(f"upload: {answer.status}")

    async def fetch(self, url: str, media_type: str) -> bytes | None:
        """A file that somebody shared, 5 MB at most; None for one that is larger, gone, or not Slack's to give."""
        if not self._ours(url):
            return None
        try:
            headers = {"Authorization": f"Bearer {self._token}"}
            async with self.session.get(url, headers=headers) as answer:
                if answer.status != 200 or (answer.content_length or 0) > FILE_LIMIT or not self._ours(str(answer.url)):
                    return None
                if answer.content_type == "text/html" and media_type != "text/html":  # a page to log in at
                    return None
                return await _at_most(answer.content, FILE_LIMIT)
        except (aiohttp.ClientError, TimeoutError):
            return None

    def _ours(self, url: str) -> bool:
        """Whether an address may be shown the token."""
        try:
            there = URL(url)
        except ValueError:
            return False
        host = there.host or ""
        return host == self._host or (there.scheme == "https" and host.endswith((".slack.com", ".slack-files.com")))


async def asked(call: Callable[[], Awaitable[AsyncSlackResponse]]) -> dict[str, Any]:
    """What a call gives. Raises ``Passing`` or ``Refused``."""
    try:
        async with asyncio.timeout(CALL_SECONDS):
            answer = await call()
    except SlackApiError as error:
        raise _meant(error) from error
    except (SlackClientError, aiohttp.ClientError, TimeoutError, ValueError) as error:
        raise Passing(type(error).__name__) from error
    return answer.data if isinstance(answer.data, dict) else {}


def _meant(error: SlackApiError) -> Exception:
    response = error.response
    if not isinstance(response, AsyncSlackResponse):
        return Passing("an answer that is none of Slack's")
    method = response.api_url.rpartition("/")[2]
    code = str(response.data.get("error") or "") if isinstance(response.data, dict) else ""
    if code in _BAD_TOKEN:
        return BadToken(f"{method}: {code}", _MENDED_AFTER, held=True, whole=True)
    if code in _NO_SCOPE:
        return NoScope(f"{method}: {code}", _MENDED_AFTER)
    if response.status_code == 429:
        # Its limits are those of a method in a workspace; the one of a channel the outbox keeps by itself.
        return Passing(f"{method}: {code or 429}", _seconds(response.headers.get("Retry-After")), whole=True)
    if response.status_code >= 500 or code in _PASSING or not code:
        return Passing(f"{method}: {code or response.status_code}", _seconds(response.headers.get("Retry-After")))
    return Refused(code, method)


def _seconds(value: str | None) -> float | None:
    try:
        return max(0.0, float(value)) if value is not None else None
    except ValueError:
        return None


def _error_in(text: str) -> str:
    return next((word for word in ("used_url", "expired_url", "invalid_blocks") if word in text), "not taken")


async def _at_most(stream: aiohttp.StreamReader, limit: int) -> bytes | None:
    found = bytearray()
    async for chunk in stream.iter_chunked(65536):
        found += chunk
        if len(found) > limit:
            return None
    return bytes(found)
