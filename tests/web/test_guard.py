"""Who may reach the local chat page: this machine's own pages, and nobody through somebody's browser."""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import pytest
from starlette.responses import PlainTextResponse

from bot.web.guard import Guard, this_machine

HERE = "127.0.0.1:8080"
JSON = {"content-type": "application/json"}


def ask(method: str, headers: list[tuple[str, str]]) -> tuple[int, dict[str, str]]:
    """A request through the guard to a page that says yes; the status and the headers of the answer."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": method,
        "path": "/chat/say",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers],
    }
    asyncio.run(Guard(PlainTextResponse("yes"), this_machine())(scope, receive, send))
    return sent[0]["status"], {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def get(*hosts: str) -> int:
    return ask("GET", [("host", host) for host in hosts])[0]


def post(host: str = HERE, **headers: str) -> int:
    return ask("POST", [("host", host), *((name.replace("_", "-"), value) for name, value in headers.items())])[0]


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8080", "LOCALHOST:1", "localhost.", "127.0.0.1:8080", "[::1]", "[::1]:8080"],
)
def test_this_machine_is_let_in_under_its_own_names(host: str) -> None:
    assert get(host) == 200


def test_its_host_name_is_one_of_them() -> None:
    assert get(f"{socket.gethostname()}:8080") == 200


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.2:8080",
        "localhost@evil.example",
        "evil.example/localhost",
        "localhost:8080:8080",
        "localhost:evil",
        "[::2]:8080",
        "[::1].evil.example",
        "localhost evil.example",
        "0.0.0.0:8080",
    ],
)
def test_a_name_that_somebody_pointed_here_is_not(host: str) -> None:
    assert get(host) == 421


def test_no_host_and_two_hosts_are_refused() -> None:
    assert get() == 421
    assert get("localhost", "evil.example") == 421


def test_further_names_are_given_by_hand() -> None:
    assert "muster.internal" in this_machine("Muster.internal")


def test_what_changes_something_comes_from_the_page_itself() -> None:
    assert post(origin=f"http://{HERE}", **JSON) == 200
    assert post(host="localhost", origin="https://localhost", **JSON) == 200
    assert post(sec_fetch_site="same-origin", **JSON) == 200


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "",
        "http://evil.example",
        "http://localhost:8080",  # another name of this machine, but not the one that was asked
        "http://127.0.0.1:9090",
        "http://127.0.0.1",
        "http://127.0.0.1:8080.evil.example",
        "http://evil.example@127.0.0.1:8080",
        "file://127.0.0.1:8080",
    ],
)
def test_another_origin_changes_nothing(origin: str) -> None:
    assert post(origin=origin, **JSON) == 403
    assert post(origin=origin, sec_fetch_site="same-origin", **JSON) == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_without_an_origin_the_browser_must_vouch(site: str) -> None:
    assert post(sec_fetch_site=site, **JSON) == 403
    assert post(**JSON) == 403


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json"]
)
def test_what_a_plain_form_can_send_says_nothing(kind: str) -> None:
    assert post(origin=f"http://{HERE}", content_type=kind) == 415


def test_files_come_with_the_pages_own_header() -> None:
    headers = {"content_type": "multipart/form-data; boundary=x", "x_muster_chat": "page"}
    assert post(origin=f"http://{HERE}", **headers) == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_every_method_that_is_not_reading_is_guarded(method: str) -> None:
    assert ask(method, [("host", HERE)])[0] == 403


@pytest.mark.parametrize("host", [HERE, "evil.example"])
def test_every_answer_carries_the_headers(host: str) -> None:
    _, headers = ask("GET", [("host", host)])
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "access-control-allow-origin" not in headers
