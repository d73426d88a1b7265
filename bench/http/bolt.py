"""slack-bolt over its Starlette adapter as both documentations show it. ``python -m bench.http.bolt``."""

from __future__ import annotations

import sys
from typing import Any

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import event
from sqlmodel import Field, Session, SQLModel, create_engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.platforms.slack.emulator import SECRET
from tests.platforms.slack.workspace import BOT_TOKEN


class Said(SQLModel, table=True):
    """The one row of a command."""

    id: int | None = Field(default=None, primary_key=True)
    who: str
    text: str


def main(database: str, port: str, api: str) -> None:
    """Serves until it is ended."""
    engine = create_engine(database)
    if engine.dialect.name == "sqlite":  # as safe as the others

        @event.listens_for(engine, "connect")
        def _durable(connection: Any, _record: object) -> None:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")

    SQLModel.metadata.tables["said"].create(engine)
    app = AsyncApp(client=AsyncWebClient(token=BOT_TOKEN, base_url=api), signing_secret=SECRET)
    handler = AsyncSlackRequestHandler(app)

    @app.command("/bench")
    async def bench(ack: Any, command: dict[str, Any]) -> None:
        with Session(engine) as session:
            session.add(Said(who=command["user_id"], text=command["text"]))
            session.commit()
        await ack("done")

    async def endpoint(request: Request) -> Response:
        return await handler.handle(request)

    web = Starlette(routes=[Route("/slack/events", endpoint=endpoint, methods=["POST"])])
    uvicorn.run(web, port=int(port), log_level="warning", lifespan="off")


if __name__ == "__main__":
    main(*sys.argv[1:])
