"""What the doctor says of Slack, by asking a small one on the loopback: a cure for each failure, and never a token."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from sqlmodel import Session

from bot.doctor import check_platform
from bot.findings import Finding
from bot.platforms.slack import ADAPTER
from bot.platforms.slack.manifest import SCOPES
from bot.settings import Settings
from storage.db import Database
from storage.repos import people, team

BOT, APP = "xoxb-hush-bot", "xapp-1-A01-hush-app"


@dataclass
class Slack:
    """What it answers, by method; what is not ``ok`` is the error. ``asked`` is who asked with which token."""

    url: str = ""
    scopes: str | None = ",".join(SCOPES)
    channels: list[str] = field(default_factory=lambda: ["growth", "sales"])
    answers: dict[str, str | dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        method, given = request.match_info["method"], await request.post()
        self.asked.append((method, request.headers["Authorization"].removeprefix("Bearer ")))
        usual: dict[str, dict[str, Any]] = {
            "auth.test": {"team": "Acme", "user": "muster", "bot_id": "B1", "team_id": "T1"},
            "bots.info": {"bot": {"app_id": "A01"}},
            "users.info": {"user": {"id": "U1", "profile": {"display_name": "Li"}}},
            "users.conversations": self._channels(str(given.get("cursor") or "0")),
            "apps.connections.open": {"url": "wss://x"},
        }
        found = self.answers.get(method, usual[method])
        body = {"ok": False, "error": found} if isinstance(found, str) else {"ok": True, **found}
        return web.json_response(body, headers={"x-oauth-scopes": self.scopes} if self.scopes else {})

    def _channels(self, cursor: str) -> dict[str, Any]:
        """One channel a page."""
        at = int(cursor)
        page = [{"id": f"C{name}", "name": name} for name in self.channels[at : at + 1]]
        following = str(at + 1) if at + 1 < len(self.channels) else ""
        return {"channels": page, "response_metadata": {"next_cursor": following}}


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    made = Slack()
    app = web.Application()
    app.router.add_post("/api/{method}", made.answer)
    async with TestServer(app) as server:
        made.url = str(server.make_url("/api/"))
        yield made


def settings(url: str, **chosen: Any) -> Settings:
    given: dict[str, Any] = {"slack_bot_token": BOT, "slack_app_token": APP, "slack_api_url": url}
    return Settings(_env_file=None, **given | {"muster_admins": "slack:U1"} | chosen)  # type: ignore[call-arg]  # pydantic's own


async def examined(url: str, **chosen: Any) -> dict[str, Finding]:
    found = [finding async for finding in ADAPTER.examine(settings(url, **chosen))]
    for finding in found:
        assert "hush" not in finding.line()
        assert finding.fix or finding.kind != "bad", "a cure for each failure"
    assert len({finding.what for finding in found}) == len(found)
    return {finding.what: finding for finding in found}


def bad(found: Mapping[str, Finding]) -> list[str]:
    return [what for what, finding in found.items() if finding.kind == "bad"]


async def test_all_is_well(slack: Slack) -> None:
    found = await examined(slack.url)
    assert bad(found) == []
    assert found["slack"].found == "the bot is muster in Acme"
    assert found["slack scopes"].found == "all there"
    assert found["slack channels"].found == "it is in #growth, #sales"
    assert found["slack administrators"].found == "Li (U1)"
    assert found["slack events"].found == "Socket Mode: a connection can be opened"
    assert {token for method, token in slack.asked if method != "apps.connections.open"} == {BOT}
    assert ("apps.connections.open", APP) in slack.asked


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive"])
async def test_a_wrong_bot_token(slack: Slack, error: str) -> None:
    slack.answers["auth.test"] = error
    found = await examined(slack.url)
    assert bad(found) == ["slack"]
    assert "SLACK_BOT_TOKEN" in found["slack"].found
    assert error in found["slack"].found
    assert "xoxb-" in (found["slack"].fix or "")


async def test_a_persons_token_is_not_the_bots(slack: Slack) -> None:
    slack.answers["auth.test"] = {"team": "Acme", "user": "li"}
    assert "li's own" in (await examined(slack.url))["slack"].found


async def test_missing_scopes_are_named_and_needless_ones_too(slack: Slack) -> None:
    slack.scopes = ",".join(scope for scope in SCOPES if not scope.startswith("files:")) + ",admin"
    found = (await examined(slack.url))["slack scopes"]
    assert (found.kind, found.found) == ("bad", "missing: files:read, files:write")
    assert "muster manifest slack" in (found.fix or "")
    slack.scopes = ",".join([*SCOPES, "reactions:read"])
    assert (await examined(slack.url))["slack scopes"].found == "all there; not needed: reactions:read"
    slack.scopes = None
    assert (await examined(slack.url))["slack scopes"].kind == "note"


@pytest.mark.parametrize(
    ("error", "cure"),
    [("missing_scope", "connections:write"), ("invalid_auth", "xapp-"), ("not_allowed_token_type", "not the bot's")],
)
async def test_a_wrong_app_token(slack: Slack, error: str, cure: str) -> None:
    slack.answers["apps.connections.open"] = error
    found = await examined(slack.url)
    assert bad(found) == ["slack events"]
    assert cure in (found["slack events"].fix or "")


async def test_tokens_of_two_apps(slack: Slack) -> None:
    slack.answers["bots.info"] = {"bot": {"app_id": "A99"}}
    found = await examined(slack.url)
    assert bad(found) == ["slack events"]
    assert "A99" in (found["slack events"].fix or "")
    slack.answers["bots.info"] = "missing_scope"
    assert bad(await examined(slack.url)) == []


async def test_http_mode_needs_an_address(slack: Slack) -> None:
    http = {"slack_app_token": None, "slack_signing_secret": "hush"}
    assert "MUSTER_BASE_URL" in (await examined(slack.url, **http))["slack events"].found
    found = await examined(slack.url, muster_base_url="https://bot.example.com/", **http)
    assert found["slack events"].found == "over HTTP, to https://bot.example.com/slack/events"


async def test_channels(slack: Slack) -> None:
    slack.channels = []
    found = (await examined(slack.url))["slack channels"]
    assert found.kind == "note"
    assert "/invite @Muster" in (found.fix or "")
    slack.channels = [f"c{n}" for n in range(12)]
    assert (await examined(slack.url))["slack channels"].found.endswith("#c9 and 2 more")
    slack.answers["users.conversations"] = "missing_scope"
    assert "cannot be read" in (await examined(slack.url))["slack channels"].found


async def test_an_administrator_nobody_knows(slack: Slack) -> None:
    slack.answers["users.info"] = "user_not_found"
    found = (await examined(slack.url))["slack administrators"]
    assert "slack:U1" in found.found
    assert "Copy member ID" in (found.fix or "")
    slack.answers["users.info"] = {"user": {"name": "li", "deleted": True}}
    assert "li (U1) is deactivated" in (await examined(slack.url))["slack administrators"].found


async def test_a_slack_that_does_not_answer() -> None:
    found = await examined("http://127.0.0.1:9/api/")
    assert bad(found) == ["slack"]
    assert "SLACK_API_URL" in (found["slack"].fix or "")


async def test_answers_that_are_none(slack: Slack) -> None:
    found = await examined(slack.url.replace("/api/", "/nowhere/"))
    assert bad(found) == ["slack"]


async def test_channels_that_are_a_teams_and_do_not_have_the_bot(slack: Slack) -> None:
    assert ADAPTER.absent is not None
    channels = {"Cgrowth": "growth", "Cnew": "new-team"}
    found = [finding async for finding in ADAPTER.absent(settings(slack.url), channels)]
    assert [finding.found for finding in found] == ["it is to post in #new-team, and is not in it"]
    assert "/invite @Muster" in (found[0].fix or "")
    slack.answers["users.conversations"] = "invalid_auth"  # which the other checks say
    assert [finding async for finding in ADAPTER.absent(settings(slack.url), channels)] == []


async def test_the_doctor_knows_which_channels_are_the_teams(slack: Slack, made_url: str) -> None:
    def made(session: Session) -> None:
        now = datetime(2026, 1, 5, tzinfo=UTC)
        for platform, name in (("slack", "new-team"), ("slack", "growth"), ("local", "elsewhere")):
            workspace = people.workspace(session, platform, "T1").id
            row = people.add_channel(session, workspace or 0, f"C{name}", name, None)
            team.bind(session, team.add(session, name, now).id or 0, row.id or 0)

    database = Database(made_url, durable=False)
    database.writer.submit(made).result()
    database.close()
    found = await asyncio.to_thread(check_platform, settings(slack.url), "slack", made_url)
    assert [one.found for one in found if one.kind == "bad"] == ["it is to post in #new-team, and is not in it"]
