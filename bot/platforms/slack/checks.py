"""What ``muster doctor`` asks Slack: whether the tokens are right, what they may do, where the bot was invited."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.findings import Finding
from bot.platforms.slack.manifest import APP_SCOPE, SCOPES
from bot.settings import Settings

_SECONDS = aiohttp.ClientTimeout(total=10)
_AGAIN = "then install the app to the workspace again"


class _Refused(Exception):
    """Slack answered, and said no: its own word for why."""


async def examine(settings: Settings) -> AsyncIterator[Finding]:
    """Each finding names its cure; none holds a token."""
    async with aiohttp.ClientSession(timeout=_SECONDS) as http:
        try:
            async for finding in _bot(settings, http):
                yield finding
            yield await _way_in(settings, http)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            fix = "Check the network, and SLACK_API_URL"
            yield Finding("bad", "slack", f"{settings.slack_api_url} does not answer ({type(error).__name__})", fix)


async def _bot(settings: Settings, http: aiohttp.ClientSession) -> AsyncIterator[Finding]:
    try:
        found, scopes = await _ask(settings, http, "auth.test", settings.slack_bot_token)
    except _Refused as error:
        fix = "Copy the Bot User OAuth Token (xoxb-…) from the app's OAuth & Permissions page"
        yield Finding("bad", "slack", f"SLACK_BOT_TOKEN is refused ({error})", fix)
        return
    team, user = found.get("team", "?"), found.get("user", "?")
    yield Finding("ok", "slack", f"the bot is {user} in {team}")
    if scopes and (missing := sorted(set(SCOPES) - scopes)):
        fix = f"Paste the output of `muster manifest slack` into the app's manifest, {_AGAIN}"
        yield Finding("bad", "slack scopes", f"missing: {', '.join(missing)}", fix)
    elif scopes:
        more = ", ".join(sorted(scopes - set(SCOPES)))
        yield Finding("ok", "slack scopes", f"all there{'; not needed: ' if more else ''}{more}")
    yield await _channels(settings, http)


async def _channels(settings: Settings, http: aiohttp.ClientSession) -> Finding:
    """Where the bot was invited: elsewhere it may not post."""
    asked = {"types": "public_channel,private_channel", "exclude_archived": "true", "limit": "200"}
    try:
        found, _ = await _ask(settings, http, "users.conversations", settings.slack_bot_token, asked)
    except _Refused as error:
        fix = f"Give it channels:read and groups:read (`muster manifest slack`), {_AGAIN}"
        return Finding("bad", "slack channels", f"its channels cannot be read ({error})", fix)
    names = [f"#{channel['name']}" for channel in found.get("channels", ()) if channel.get("name")]
    if not names:
        fix = "Say `/invite @Muster` in the team's channel: only there can it post"
        return Finding("note", "slack channels", "it is in none yet", fix)
    shown = ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
    return Finding("ok", "slack channels", f"it is in {shown}")


async def _way_in(settings: Settings, http: aiohttp.ClientSession) -> Finding:
    """How events come: a connection of our own, or Slack calling in."""
    if settings.slack_app_token is None:
        if not settings.muster_base_url.startswith("https://"):
            fix = "Set MUSTER_BASE_URL to where Slack reaches it, such as https://bot.example.com, or SLACK_APP_TOKEN"
            return Finding("bad", "slack events", "HTTP mode, and MUSTER_BASE_URL is no https address", fix)
        return Finding("ok", "slack events", f"over HTTP, to {settings.muster_base_url.rstrip('/')}/slack/events")
    try:
        await _ask(settings, http, "apps.connections.open", settings.slack_app_token)
    except _Refused as error:
        fix = f"Make an app-level token (xapp-…) with the scope {APP_SCOPE} on the app's Basic Information page"
        if str(error) == "not_allowed_token_type":
            fix = "SLACK_APP_TOKEN is the one that begins with xapp-, not the bot's xoxb-"
        return Finding("bad", "slack events", f"SLACK_APP_TOKEN is refused ({error})", fix)
    return Finding("ok", "slack events", "Socket Mode: a connection can be opened")


async def _ask(
    settings: Settings,
    http: aiohttp.ClientSession,
    method: str,
    token: SecretStr | None,
    values: Mapping[str, str] | None = None,
) -> tuple[dict[str, Any], set[str]]:
    """A call's answer, and the scopes its token has, where Slack says them. Raises ``_Refused``."""
    headers = {"Authorization": f"Bearer {token.get_secret_value() if token else ''}"}
    address = f"{settings.slack_api_url.rstrip('/')}/{method}"
    async with http.post(address, headers=headers, data=values) as answer:
        found = await answer.json(content_type=None)
        if not isinstance(found, dict) or not found.get("ok"):
            raise _Refused(str(found.get("error", answer.status) if isinstance(found, dict) else answer.status))
        scopes = answer.headers.get("X-OAuth-Scopes", "")
        return found, {scope.strip() for scope in scopes.split(",") if scope.strip()}
