"""The chat page's routes, asked as a program would."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest

from tests.web.browsing import BOSS
from tests.web.conftest import Served

MB = 1024 * 1024


class Asked:
    """An answer."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Ask = Callable[..., Asked]


@pytest.fixture
def ask(served: Served) -> Ask:
    """Asks the server: a GET, or a POST of JSON (or of ``raw`` bytes) from the page's own origin."""

    def asking(path: str, said: Any = None, raw: bytes | None = None, **headers: str) -> Asked:
        connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
        try:
            if said is None and raw is None:
                connection.request("GET", path)
            else:
                sent = {"Content-Type": "application/json", "Origin": served.url}
                sent |= {name.replace("_", "-"): value for name, value in headers.items()}
                connection.request("POST", path, raw if raw is not None else json.dumps(said), sent)
            return Asked(connection.getresponse())
        finally:
            connection.close()

    return asking


def multipart(fields: dict[str, str], files: list[tuple[str, bytes]]) -> bytes:
    """A body with the boundary ``edge``."""
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    for name, content in files:
        head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        parts.append(head.encode() + content + b"\r\n")
    return b"".join([*parts, b"--edge--\r\n"])


def said_by(ask: Ask, person: str) -> list[Any]:
    """What somebody typed."""
    return [message for message in ask(f"/chat/state?as={person}").json["messages"] if message["from"] == person]


def welcomed(ask: Ask, person: str) -> None:
    """Waits for the welcome of somebody new, which comes a moment after their first answer."""
    end = time.monotonic() + 20
    while not any("Welcome" in message["text"] for message in ask(f"/chat/state?as={person}").json["messages"]):
        assert time.monotonic() < end, "no welcome"
        time.sleep(0.02)


UPLOAD = {"Content_Type": "multipart/form-data; boundary=edge", "X_Muster_Chat": "page"}


def test_what_is_said_stands_there_with_its_answer(ask: Ask) -> None:
    assert ask("/chat/say", {"as": "ruth", "text": "/help"}).status == 200
    welcomed(ask, "ruth")
    state = ask("/chat/state?as=ruth").json
    assert "ruth" in state["people"]
    typed, answer, *_ = (m for m in state["messages"] if m["to"] == "@ruth")
    assert (typed["from"], typed["to"], typed["text"]) == ("ruth", "@ruth", "/help")
    assert (answer["from"], answer["to"], answer["only"]) == (None, "@ruth", None)
    assert answer["number"] > typed["number"]
    assert answer["at"].startswith(state["now"][:10])
    later = ask(f"/chat/state?as=ruth&after={typed['number']}").json["messages"]
    assert [m["id"] for m in later] == [m["id"] for m in state["messages"] if m["number"] > typed["number"]]


def test_a_private_answer_in_a_channel_is_for_its_reader_alone(ask: Ask) -> None:
    ask("/chat/say", {"as": "sam", "channel": "routes", "text": "/help"})
    ask("/chat/say", {"as": "tess", "channel": "routes", "text": "hi all"})
    state = ask("/chat/state?as=sam").json
    assert "routes" in state["channels"]
    own = [m["only"] for m in state["messages"] if m["to"] == "#routes" and m["only"]]
    assert own == ["@sam"]
    others = [m for m in ask("/chat/state?as=tess").json["messages"] if m["to"] == "#routes"]
    assert [m["from"] for m in others if m["from"]] == ["sam", "tess"]
    assert not [m for m in others if m["only"]]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({}, 422),
        ({"text": "hi"}, 422),
        ({"as": "", "text": "hi"}, 422),
        ({"as": "a: b", "text": "hi"}, 422),
        ({"as": "#a", "text": "hi"}, 422),
        ({"as": "uma", "channel": "two words", "text": "hi"}, 422),
        ({"as": "uma", "channel": "", "text": "hi"}, 422),
        ({"as": "uma", "text": 7}, 422),
        ({"as": "uma", "text": "x" * 100_001}, 422),
        ({"as": "uma", "text": "  \n"}, 400),
        (["as"], 422),
    ],
)
def test_what_cannot_be_said_is_refused(ask: Ask, said: Any, status: int) -> None:
    assert ask("/chat/say", said).status == status
    assert said_by(ask, "uma") == []


def test_what_is_not_json_is_refused(ask: Ask) -> None:
    assert ask("/chat/say", raw=b"{").status == 400
    assert ask("/chat/say", raw=b"\xff").status == 400


def test_files_come_along(ask: Ask) -> None:
    body = multipart({"as": "vera", "text": "the figures"}, [("a.csv", b"x,1\n"), ("../../b/表.csv", b"y,2\n")])
    assert ask("/chat/say", raw=body, **UPLOAD).status == 200
    assert said_by(ask, "vera")[0]["files"] == ["a.csv", "表.csv"]


def test_a_file_of_five_megabytes_is_taken_and_a_larger_one_not(ask: Ask) -> None:
    fields = {"as": "wim", "text": "big"}
    assert ask("/chat/say", raw=multipart(fields, [("fits", b"x" * 5 * MB)]), **UPLOAD).status == 200
    assert ask("/chat/say", raw=multipart(fields, [("large", b"x" * (5 * MB + 1))]), **UPLOAD).status == 413
    assert len(said_by(ask, "wim")) == 1


def test_six_files_at_a_time_are_too_many(ask: Ask) -> None:
    body = multipart({"as": "xia", "text": ""}, [(f"{i}.txt", b"x") for i in range(6)])
    assert ask("/chat/say", raw=body, **UPLOAD).status == 400


def test_the_clock_goes_forward(ask: Ask) -> None:
    def now() -> datetime:
        return datetime.fromisoformat(ask("/chat/state?as=").json["now"])

    start = now()
    assert ask("/chat/clock", {"advance": "3h"}).status == 200
    assert timedelta(hours=3) <= now() - start < timedelta(hours=3, minutes=2)
    tomorrow = (start + timedelta(days=2)).replace(hour=9, minute=0, second=0, microsecond=0)
    assert ask("/chat/clock", {"to": tomorrow.replace(tzinfo=None).isoformat()}).status == 200
    assert timedelta() <= now() - tomorrow < timedelta(minutes=2)


@pytest.mark.parametrize(
    ("move", "error"),
    [
        ({"to": "2001-01-01T09:00"}, "backward"),
        ({"to": "2199-01-01T09:00"}, "too-far"),
        ({"advance": "99999w"}, "too-far"),
        ({"advance": "-1h"}, "clock"),
        ({"advance": "0h"}, "clock"),
        ({"advance": "1y"}, "clock"),
        ({}, "clock"),
    ],
)
def test_the_clock_does_not_go_back_nor_too_far(ask: Ask, move: dict[str, str], error: str) -> None:
    answer = ask("/chat/clock", move)
    assert (answer.status, answer.json["error"]) == (400, error)


def test_a_moment_that_is_none_is_refused(ask: Ask) -> None:
    assert ask("/chat/clock", {"to": "soon"}).status == 422


@pytest.mark.parametrize("language", ["en", "zh-Hans", "zh-Hant", "xx"])
def test_the_vocabulary_is_there_in_each_language(ask: Ask, language: str) -> None:
    words = ask(f"/chat/words?language={language}").json
    assert {"/team", "/help"} <= {word["command"].split()[0] for word in words}
    assert all(word["summary"] and word["example"] for word in words)


def test_a_file_that_was_handed_over_is_there_to_take(ask: Ask) -> None:
    for text in ("/kpi define papers", "/kpi log papers 3", "/kpi export papers --format csv"):
        ask("/chat/say", {"as": BOSS, "text": text})
    end, handed = time.monotonic() + 20, None
    while handed is None:
        assert time.monotonic() < end, "no file"
        messages = ask(f"/chat/state?as={BOSS}").json["messages"]
        handed = next((m for m in messages if m["from"] is None and "files" in m), None)
    assert handed["text"] == handed["files"][0]
    got = ask(f"/chat/file/{handed['number']}/0")
    assert b"papers,3" in got.body
    assert got.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{handed['files'][0]}"
    assert ask(f"/chat/file/{handed['number']}/1").status == 404
    assert ask("/chat/file/999999/0").status == 404


def test_there_is_no_picture_where_there_is_no_chart(ask: Ask) -> None:
    assert ask("/chat/picture/999999/0.png").status == 404
    assert ask("/chat/picture/999999/0.png?theme=dark").status == 404
    assert ask("/chat/picture/x/0.png").status == 404


@pytest.mark.parametrize("after", ["x", "-1", "１", "1.5"])
def test_a_number_is_a_number(ask: Ask, after: str) -> None:
    assert ask(f"/chat/state?as=ruth&after={quote(after)}").status == 422


def test_nothing_outside_its_folder_is_served(ask: Ask) -> None:
    assert ask("/chat/static/chat.js").status == 200
    for path in ("/chat/static/../chat.py", "/chat/static/..%2fchat.py", "/chat/static/%2e%2e/guard.py"):
        assert ask(path).status == 404


def test_the_page_asks_nothing_of_the_outside(ask: Ask) -> None:
    page = ask("/chat")
    assert page.headers["content-type"].startswith("text/html")
    assert page.headers["cache-control"] == "no-store"
    assert b"http://" not in page.body.replace(b"http://www.w3.org/2000/svg", b"")
    assert b"https://" not in page.body
    assert b"<style" not in page.body
    assert b" style=" not in page.body


def test_events_tell_the_last_message_and_every_change(served: Served, ask: Ask) -> None:
    ask("/chat/say", {"as": "yan", "text": "/help"})
    welcomed(ask, "yan")
    last = ask("/chat/state?as=yan").json["messages"][-1]["number"]
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)
    connection.request("GET", "/chat/events?as=yan")
    stream = connection.getresponse()
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert _event(stream)["last"] == last
    ask("/chat/say", {"as": "yan", "text": "/help"})
    assert _event(stream)["last"] > last
    connection.close()


def _event(stream: http.client.HTTPResponse) -> Any:
    lines: list[str] = []
    while (line := stream.readline().decode().rstrip("\n")) != "" or not lines:
        lines.append(line)
    data = next(line for line in lines if line.startswith("data: "))
    return json.loads(data.removeprefix("data: "))
