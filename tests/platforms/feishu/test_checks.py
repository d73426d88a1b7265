"""What the doctor says of Feishu, asked over HTTP of a server that answers as Feishu does."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

import pytest
from aiohttp import web

from bot.findings import Finding
from bot.platforms.feishu.checks import absent, examine
from bot.platforms.feishu.manifest import SCOPES
from bot.settings import Settings

SECRET = "s3cr3t-of-the-app"
TOKEN = "t-secret-token"
NEEDED = [scope.name for scope in SCOPES if scope.needed]
Answers = dict[str, dict[str, Any] | int]


def granted(*names: str, refused: tuple[str, ...] = ()) -> dict[str, Any]:
    """An answer of the scopes API."""
    scopes = [{"scope_name": name, "scope_type": "tenant", "grant_status": 1} for name in names]
    scopes += [{"scope_name": name, "scope_type": "tenant", "grant_status": 2} for name in refused]
    return {"code": 0, "data": {"scopes": scopes}}


def groups(more: str = "", **names: str) -> dict[str, Any]:
    """A page of the bot's groups."""
    items = [{"chat_id": chat, "name": name} for chat, name in names.items()]
    return {"code": 0, "data": {"items": items, "has_more": bool(more), "page_token": more}}


class Feishu:
    """Feishu's API as far as the doctor asks it; ``answers`` can be changed, a number is a status without an answer."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: Answers = {
            "/open-apis/auth/v3/tenant_access_token/internal": {
                "code": 0,
                "tenant_access_token": TOKEN,
                "expire": 7200,
            },
            "/open-apis/bot/v3/info": {"code": 0, "bot": {"app_name": "点将", "activate_status": 2}},
            "/open-apis/application/v6/scopes": granted(*(scope.name for scope in SCOPES)),
            "/open-apis/application/v7/app_slash_commands": {"code": 0, "data": {"items": [{"command": "kpi"}]}},
            "/open-apis/im/v1/chats": groups(oc_1="增长组"),
            "/callback/ws/endpoint": {"code": 0, "data": {"URL": "wss://127.0.0.1/?ticket=secret-ticket"}},
        }
        self.asked: list[tuple[str, Mapping[str, str]]] = []

    async def answer(self, request: web.Request) -> web.Response:
        """Answers a request."""
        self.asked.append((request.path, request.headers))
        if request.method == "POST":
            assert SECRET in (await request.text())
        made = self.answers.get(f"{request.path}#{request.query.get('page_token', '')}") or self.answers[request.path]
        if isinstance(made, int):
            return web.Response(status=made, text="<html>")
        return web.Response(text=json.dumps(made), status=200 if made["code"] == 0 else 400)


@pytest.fixture
async def feishu() -> AsyncIterator[Feishu]:
    made, app = Feishu(), web.Application()
    app.router.add_route("*", "/{path:.*}", made.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


def settings(url: str, **chosen: Any) -> Settings:
    """The settings of an app."""
    given = {"feishu_app_id": "cli_a1", "feishu_app_secret": SECRET, "feishu_api_url": url} | chosen
    return Settings(_env_file=None, **given)  # type: ignore[call-arg]  # pydantic's own


async def found(url: str, **chosen: Any) -> list[Finding]:
    """Everything the doctor says; never a secret."""
    made = [finding async for finding in examine(settings(url, **chosen))]
    said = "\n".join(finding.line() for finding in made)
    for secret in (SECRET, TOKEN, "secret-ticket", "k3y"):
        assert secret not in said
    assert all(finding.fix for finding in made if finding.kind != "ok")
    return made


def one(findings: list[Finding], what: str) -> Finding:
    """The finding about something."""
    (finding,) = (finding for finding in findings if finding.what == what)
    return finding


async def test_an_app_in_order(feishu: Feishu) -> None:
    findings = await found(feishu.url)
    assert [(f.kind, f.what) for f in findings] == [
        ("ok", "feishu"), ("ok", "feishu scopes"), ("ok", "feishu slash menu"), ("ok", "feishu groups"),
        ("ok", "feishu events"),
    ]  # fmt: skip
    assert "点将" in findings[0].found
    asked = {path: headers.get("Authorization") for path, headers in feishu.asked}
    assert asked["/open-apis/bot/v3/info"] == f"Bearer {TOKEN}"


async def test_a_wrong_secret(feishu: Feishu) -> None:
    feishu.answers["/open-apis/auth/v3/tenant_access_token/internal"] = {"code": 10014, "msg": "app secret invalid"}
    feishu.answers["/callback/ws/endpoint"] = {"code": 514, "msg": "auth failed"}
    findings = await found(feishu.url)
    assert {f.kind for f in findings} == {"bad"}
    assert "10014" in one(findings, "feishu").found
    assert "凭证与基础信息" in (one(findings, "feishu").fix or "")


async def test_an_app_of_the_other_house(feishu: Feishu) -> None:
    feishu.answers["/callback/ws/endpoint"] = {"code": 1000040351, "msg": "Incorrect domain name"}
    events = one(await found(feishu.url), "feishu events")
    assert events.kind == "bad"
    assert "https://open.larksuite.com" in (events.fix or "")


@pytest.mark.parametrize(
    ("bot", "says"),
    [
        ({"code": 11205, "msg": "app do not have bot"}, "no bot"),
        ({"code": 0, "bot": {"app_name": "点将", "activate_status": 1}}, "stopped"),
        ({"code": 0, "bot": {"app_name": "点将", "activate_status": 99}}, "state 99"),
        ({"code": 0, "bot": {}}, "not enabled"),
    ],
)
async def test_a_bot_that_is_not_there_or_not_enabled(feishu: Feishu, bot: dict[str, Any], says: str) -> None:
    feishu.answers["/open-apis/bot/v3/info"] = bot
    finding = one(await found(feishu.url), "feishu")
    assert finding.kind == "bad"
    assert says in finding.found


async def test_missing_scopes_are_named_with_the_page_that_grants_them(feishu: Feishu) -> None:
    feishu.answers["/open-apis/application/v6/scopes"] = granted(*NEEDED[2:], refused=(NEEDED[1],))
    finding = one(await found(feishu.url), "feishu scopes")
    assert finding.kind == "bad"
    assert finding.found == f"missing: {NEEDED[0]}, {NEEDED[1]}"
    assert f"/app/cli_a1/auth?q={NEEDED[0]},{NEEDED[1]}" in (finding.fix or "")


async def test_optional_scopes_are_told_and_broader_ones_do(feishu: Feishu) -> None:
    narrow = [name for name in NEEDED if name not in ("im:message:send_as_bot", "im:chat:read")]
    feishu.answers["/open-apis/application/v6/scopes"] = granted(*narrow, "im:message", "im:chat")
    finding = one(await found(feishu.url), "feishu scopes")
    assert finding.kind == "ok"
    assert "im:message.group_msg" in finding.found


async def test_an_app_that_is_not_published(feishu: Feishu) -> None:
    feishu.answers["/open-apis/application/v6/scopes"] = {"code": 212100, "msg": "app not install"}
    finding = one(await found(feishu.url), "feishu scopes")
    assert (finding.kind, "not installed" in finding.found) == ("bad", True)


@pytest.mark.parametrize("menu", [{"code": 99991672, "msg": "Access denied"}, {"code": 0, "data": {}}])
async def test_a_missing_slash_menu_is_only_a_note(feishu: Feishu, menu: dict[str, Any]) -> None:
    feishu.answers["/open-apis/application/v7/app_slash_commands"] = menu
    assert one(await found(feishu.url), "feishu slash menu").kind == "note"


@pytest.mark.parametrize("answer", [{"code": 99991672, "msg": "Access denied"}, {"code": 0, "data": {}}])
async def test_a_bot_in_no_group_is_only_a_note(feishu: Feishu, answer: dict[str, Any]) -> None:
    feishu.answers["/open-apis/im/v1/chats"] = answer
    assert one(await found(feishu.url), "feishu groups").kind == "note"


async def test_groups_in_which_the_bot_is_not_are_named(feishu: Feishu) -> None:
    feishu.answers["/open-apis/im/v1/chats#"] = groups(more="p2", oc_1="增长组")
    feishu.answers["/open-apis/im/v1/chats#p2"] = groups(oc_2="销售组")
    bound = {"oc_1": "增长组", "oc_2": "销售组", "oc_3": "市场组"}
    (finding,) = [finding async for finding in absent(settings(feishu.url), bound)]
    assert finding.kind == "bad"
    assert "市场组" in finding.found
    assert "添加机器人" in (finding.fix or "")


async def test_of_groups_that_cannot_be_read_nothing_is_said_twice(feishu: Feishu) -> None:
    feishu.answers["/open-apis/im/v1/chats"] = {"code": 99991672, "msg": "Access denied"}
    assert [finding async for finding in absent(settings(feishu.url), {"oc_3": "市场组"})] == []
    assert [finding async for finding in absent(settings(_nobody(feishu)), {"oc_3": "市场组"})] == []


@pytest.mark.parametrize(
    ("answer", "kind", "says"),
    [
        ({"code": 0, "data": {"user": {"name": "小李"}}}, "ok", "小李 (ou_a)"),
        ({"code": 0, "data": {"user": {"name": "小李", "status": {"is_resigned": True}}}}, "bad", "has left"),
        ({"code": 99992361, "msg": "open_id cross app"}, "bad", "another app's"),
        ({"code": 99992351, "msg": "not a valid open_id"}, "bad", "nobody"),
        ({"code": 41050, "msg": "no user authority"}, "bad", "outside the range"),
        ({"code": 99991672, "msg": "Access denied"}, "bad", "99991672"),
    ],
)
async def test_administrators_are_people_this_app_knows(
    feishu: Feishu, answer: dict[str, Any], kind: str, says: str
) -> None:
    feishu.answers["/open-apis/contact/v3/users/ou_a"] = answer
    finding = one(await found(feishu.url, muster_admins="feishu:ou_a,slack:U1"), "feishu administrators")
    assert finding.kind == kind
    assert says in finding.found


async def test_too_many_connections(feishu: Feishu) -> None:
    feishu.answers["/callback/ws/endpoint"] = {"code": 1000040350, "msg": "exceed conn limit"}
    assert "Fifty" in (one(await found(feishu.url), "feishu events").fix or "")


@pytest.mark.parametrize(
    ("chosen", "kind", "says"),
    [
        ({}, "bad", "FEISHU_ENCRYPT_KEY"),
        ({"feishu_encrypt_key": "k3y"}, "bad", "MUSTER_BASE_URL"),
        ({"feishu_encrypt_key": "k3y", "muster_base_url": "https://bot.example.com"}, "note", "/feishu/events"),
        (
            {
                "feishu_encrypt_key": "k3y",
                "muster_base_url": "https://bot.example.com",
                "feishu_verification_token": "k3y",
            },
            "ok",
            "https://bot.example.com/feishu/events",
        ),
    ],
)
async def test_http_mode_needs_its_key_and_address(
    feishu: Feishu, chosen: dict[str, str], kind: str, says: str
) -> None:
    finding = one(await found(feishu.url, feishu_mode="http", **chosen), "feishu events")
    assert finding.kind == kind
    assert says in finding.found
    assert "/callback/ws/endpoint" not in [path for path, _ in feishu.asked]


def _status(feishu: Feishu) -> str:
    feishu.answers = dict.fromkeys(feishu.answers, 502)
    return feishu.url


def _page(feishu: Feishu) -> str:
    feishu.answers = dict.fromkeys(feishu.answers, 200)
    return feishu.url


def _nobody(_feishu: Feishu) -> str:
    return "http://127.0.0.1:9"


@pytest.mark.parametrize("where", [_status, _page, _nobody])
async def test_an_address_where_feishu_is_not(feishu: Feishu, where: Callable[[Feishu], str]) -> None:
    (finding,) = await found(where(feishu))
    assert finding.kind == "bad"
    assert "does not answer" in finding.found
    assert "FEISHU_API_URL" in (finding.fix or "")
