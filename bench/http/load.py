"""People at their keyboards: signed slash commands over kept connections, so and so many at once."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.platforms.slack.emulator import SECRET
from tests.platforms.slack.workspace import Json

PATIENCE = 30.0  # seconds for one answer


@dataclass
class Answers:
    """What came back: how long each took, in seconds, and one of the bodies."""

    times: list[float] = field(default_factory=list)
    took: float = 0.0
    sample: str = ""


def signed(form: Json) -> bytes:
    """A whole request, as Slack sends it just now."""
    body, stamp = urlencode(form).encode(), str(int(time.time()))
    made = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: Slackbot 1.0\r\nAccept: */*\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"X-Slack-Request-Timestamp: {stamp}\r\nX-Slack-Signature: v0={made}\r\n\r\n"
    )
    return head.encode() + body


def poured(port: int, requests: list[bytes], at_once: int) -> Answers:
    """Sends them all, so many at once."""
    return asyncio.run(_poured(port, requests, at_once))


async def _poured(port: int, requests: list[bytes], at_once: int) -> Answers:
    found, left = Answers(), iter(requests)
    connections = [await asyncio.open_connection("127.0.0.1", port) for _ in range(at_once)]
    begin = time.perf_counter()
    await asyncio.gather(*(_one_by_one(reader, writer, left, found) for reader, writer in connections))
    found.took = time.perf_counter() - begin
    for _, writer in connections:
        writer.close()
    return found


async def _one_by_one(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, left: Iterator[bytes], found: Answers
) -> None:
    for request in left:
        begin = time.perf_counter()
        writer.write(request)
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), PATIENCE)
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0])
        body = await reader.readexactly(length)
        found.times.append(time.perf_counter() - begin)
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"not taken: {head!r} {body!r}")
        found.sample = body.decode()
