"""What ``muster doctor`` asks Slack: whether the tokens are right, what they may do, where the bot was invited."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.findings import Finding
from bot.platforms.slack import NAME
from bot.platforms.slack.manifest import APP_SCOPE, SCOPES
from bot.settings import Settings

Json = dict[str, Any]

_SECONDS = aiohttp.ClientTimeout(total=10)
_PAGES, _PAGE = 20, "200"  # of channels
_BOT_TOKEN = "Copy the Bot User OAuth Token (xoxb-…) from the app's OAuth & Permissions page"  # noqa: S105  where it is
_APP_TOKEN = f"Make an app-level token (xapp-…) with the scope {APP_SCOPE} on the app's Basic Information page"
_MANIFEST = (
    "Paste the output of `muster manifest slack` into the app's App Manifest page, "
    "then install the app to the workspace again"
)


class _Refused(Exception):
    """Slack answered, and said no: its own word for why."""


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Each finding names its cure; none holds a token."""
    async with aiohttp.ClientSession(timeout=_SECONDS) as http:
        slack = _Slack(settings, http)
        try:
            app: str | None = None
            try:
                found, scopes = await slack.ask("auth.test")
            except _Refused as error:
                yield Finding("bad", "slack", f"SLACK_BOT_TOKEN is refused ({error})", _BOT_TOKEN)
            else:
                yield _identity(found)
                yield _scopes(scopes)
                yield await _channels(slack)
                for admin in sorted(user for platform, user in settings.admins if platform == NAME):
                    yield await _admin(slack, admin)
                app = await _app_of(slack, found)
            yield await _way_in(settings, slack, app)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            yield _silent(settings, error)


async def absent(settings: Settings, channels: Mapping[str, str]) -> AsyncIterator[Finding]:
    """The channels (name by id) in which the bot is to post and is not; ``examine`` says why where none can be read."""
    async with aiohttp.ClientSession(timeout=_SECONDS) as http:
        try:
            there = await _joined(_Slack(settings, http))
        except (_Refused, aiohttp.ClientError, TimeoutError, ValueError):
            return
    for channel, name in channels.items():
        if channel not in there:
            fix = f"Say `/invite @Muster` in #{name}, or `/team bind` in another channel"
            yield Finding("bad", "slack channels", f"it is to post in #{name}, and is not in it", fix)


class _Slack:
    """Calls of the Web API."""

    def __init__(self, settings: Settings, http: aiohttp.ClientSession) -> None:
        self._settings, self._http = settings, http

    async def ask(
        self, method: str, values: Mapping[str, str] | None = None, *, token: SecretStr | None = None
    ) -> tuple[Json, frozenset[str]]:
        """A call's answer, and the scopes its token has, where Slack says them. Raises ``_Refused``."""
        token = token or self._settings.slack_bot_token
        headers = {"Authorization": f"Bearer {token.get_secret_value() if token else ''}"}
        address = f"{self._settings.slack_api_url.rstrip('/')}/{method}"
        async with self._http.post(address, headers=headers, data=values) as answer:
            found = await answer.json(content_type=None)
            if not isinstance(found, dict) or not found.get("ok"):
                raise _Refused(str(found.get("error", answer.status) if isinstance(found, dict) else answer.status))
            scopes = answer.headers.get("X-OAuth-Scopes", "")
            return found, frozenset(scope.strip() for scope in scopes.split(",") if scope.strip())


def _identity(found: Json) -> Finding:
    team, user = found.get("team", "?"), found.get("user", "?")
    if not found.get("bot_id"):
        return Finding("bad", "slack", f"SLACK_BOT_TOKEN is {user}'s own in {team}, not the bot's", _BOT_TOKEN)
    return Finding("ok", "slack", f"the bot is {user} in {team}")


def _scopes(scopes: frozenset[str]) -> Finding:
    if not scopes:
        return Finding("note", "slack scopes", "Slack does not say which it has")
    if missing := sorted(set(SCOPES) - scopes):
        return Finding("bad", "slack scopes", f"missing: {', '.join(missing)}", _MANIFEST)
    more = ", ".join(sorted(scopes - set(SCOPES)))
    return Finding("ok", "slack scopes", f"all there{'; not needed: ' if more else ''}{more}")


async def _channels(slack: _Slack) -> Finding:
    """Where the bot was invited: elsewhere it may not post."""
    try:
        names = [f"#{name}" for name in (await _joined(slack)).values()]
    except _Refused as error:
        return Finding("bad", "slack channels", f"its channels cannot be read ({error})", _MANIFEST)
    if not names:
        fix = "Say `/invite @Muster` in the team's channel: only there can it post"
        return Finding("note", "slack channels", "it is in none yet", fix)
    shown = ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
    return Finding("ok", "slack channels", f"it is in {shown}")


async def _joined(slack: _Slack) -> dict[str, str]:
    """The channels the bot is in: name by id. Raises ``_Refused``."""
    asked = {"types": "public_channel,private_channel", "exclude_archived": "true", "limit": _PAGE}
    joined: dict[str, str] = {}
    cursor = ""
    for _ in range(_PAGES):
        found, _scopes_too = await slack.ask("users.conversations", asked | ({"cursor": cursor} if cursor else {}))
        joined |= {str(one.get("id")): str(one.get("name") or one.get("id")) for one in found.get("channels") or ()}
        cursor = str((found.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            break
    return joined


async def _admin(slack: _Slack, user: str) -> Finding:
    """Whether an administrator of ``MUSTER_ADMINS`` is somebody there."""
    try:
        found, _ = await slack.ask("users.info", {"user": user})
    except _Refused as error:
        fix = "Take the member ID from the person's profile in Slack: ⋮, Copy member ID"
        return Finding("bad", "slack administrators", f"MUSTER_ADMINS names slack:{user}: {error}", fix)
    person = found.get("user") or {}
    name = (person.get("profile") or {}).get("display_name") or person.get("real_name") or person.get("name") or user
    if person.get("deleted"):
        fix = "Name somebody else in MUSTER_ADMINS"
        return Finding("bad", "slack administrators", f"{name} ({user}) is deactivated", fix)
    return Finding("ok", "slack administrators", f"{name} ({user})")


async def _app_of(slack: _Slack, found: Json) -> str | None:
    """The id of the app whose bot it is, where Slack says it."""
    try:
        about, _ = await slack.ask("bots.info", {"bot": str(found.get("bot_id") or "")})
    except _Refused:
        return None  # users:read is missing, which was said
    return (about.get("bot") or {}).get("app_id")


async def _way_in(settings: Settings, slack: _Slack, app: str | None) -> Finding:
    """How events come: a connection of our own, or Slack calling in."""
    if settings.slack_app_token is None:
        if not settings.muster_base_url.startswith("https://"):
            fix = "Set MUSTER_BASE_URL to where Slack reaches it, such as https://bot.example.com, or SLACK_APP_TOKEN"
            return Finding("bad", "slack events", "HTTP mode, and MUSTER_BASE_URL is no https address", fix)
        return Finding("ok", "slack events", f"over HTTP, to {settings.muster_base_url.rstrip('/')}/slack/events")
    try:
        await slack.ask("apps.connections.open", token=settings.slack_app_token)
    except _Refused as error:
        fix = _APP_TOKEN
        if str(error) == "not_allowed_token_type":
            fix = "SLACK_APP_TOKEN is the one that begins with xapp-, not the bot's xoxb-"
        return Finding("bad", "slack events", f"SLACK_APP_TOKEN is refused ({error})", fix)
    other = settings.slack_app_token.get_secret_value().split("-")[2:3]  # xapp-1-A0123-…: the app's id is no secret
    if app and other and other != [app]:
        fix = f"Take both tokens from the same app, {app} or {other[0]}"
        return Finding("bad", "slack events", "SLACK_APP_TOKEN is of another app than SLACK_BOT_TOKEN", fix)
    return Finding("ok", "slack events", "Socket Mode: a connection can be opened")


def _silent(settings: Settings, error: Exception) -> Finding:
    fix = "Check the network, and SLACK_API_URL"
    return Finding("bad", "slack", f"{settings.slack_api_url} does not answer ({type(error).__name__})", fix)
