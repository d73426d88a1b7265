"""The least that a route can do: the signature, one insert in one commit, an answer. ``python -m bench.http.bare``."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import sqlite3
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qsl

import psycopg
import uvicorn
from sqlalchemy.engine import make_url
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from tests.platforms.slack.emulator import SECRET

CONNECTIONS = 8

Insert = Callable[[str, str], Awaitable[None]]


def sqlite(path: str) -> Insert:
    """One thread that writes."""
    pool = ThreadPoolExecutor(1)
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, who TEXT, text TEXT)")

    async def insert(who: str, text: str) -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(pool, database.execute, "INSERT INTO said (who, text) VALUES (?, ?)", (who, text))

    return insert


def postgres(address: str) -> Insert:
    """A few connections, used in turn."""
    free: asyncio.Queue[psycopg.AsyncConnection] = asyncio.Queue()
    left = CONNECTIONS

    async def insert(who: str, text: str) -> None:
        nonlocal left
        if free.empty() and left:
            left -= 1
            free.put_nowait(await psycopg.AsyncConnection.connect(address, autocommit=True))
        connection = await free.get()
        await connection.execute("INSERT INTO said (who, text) VALUES (%s, %s)", (who, text))
        free.put_nowait(connection)

    with psycopg.connect(address, autocommit=True) as first:
        first.execute("CREATE TABLE said (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, who TEXT, text TEXT)")
    return insert


def app(insert: Insert) -> Starlette:
    """The one route."""

    async def received(request: Request) -> Response:
        body = await request.body()
        stamp, said = request.headers["x-slack-request-timestamp"], request.headers["x-slack-signature"]
        made = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(f"v0={made}", said):
            return PlainTextResponse("no", 401)
        form = dict(parse_qsl(body.decode()))
        await insert(form["user_id"], form["text"])
        return PlainTextResponse("done")

    return Starlette(routes=[Route("/slack/events", received, methods=["POST"])])


def main(database: str, port: str, _api: str) -> None:
    """Serves until it is ended."""
    url = make_url(database)
    insert = sqlite(url.database or "") if url.get_backend_name() == "sqlite" else postgres(_address(database))
    uvicorn.run(app(insert), port=int(port), log_level="warning", lifespan="off")


def _address(database: str) -> str:
    return database.replace("postgresql+psycopg", "postgresql")


if __name__ == "__main__":
    main(*sys.argv[1:])
