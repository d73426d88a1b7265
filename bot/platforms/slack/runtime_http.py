"""HTTP mode: the raw bytes are verified before anything of them is read; whatever is wrong is a 4xx."""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

import orjson
import structlog
from starlette.background import BackgroundTask
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.platforms.slack.runtime_desk import Told

log = structlog.get_logger()

PATH = "/slack/events"
LIMIT = 1_000_000  # bytes; Slack's own payloads stay far below
FRESH = 300  # seconds by which a request's time may differ from ours
_TIME = re.compile(r"[0-9]{1,12}", re.ASCII)
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}", re.ASCII)

Take = Callable[[Mapping[str, Any]], Awaitable[Told]]


def slack_route(secret: str, now: Callable[[], datetime], take: Take) -> Route:
    """Where Slack posts; ``take`` gets a verified payload. Slack's own checks of the address are answered here."""

    async def received(request: Request) -> Response:
        body = await _read(request)
        if body is None:
            return _no("too large", 413)
        if not genuine(secret, request.headers, body, now().timestamp()):
            return _no("wrong or missing signature", 401)
        payload = _readable(request.headers.get("content-type", ""), body)
        if payload is None:
            return _no("malformed", 400)
        if payload.get("type") == "url_verification":
            return JSONResponse({"challenge": payload.get("challenge")})
        if payload.get("ssl_check") == "1":
            return Response()
        told = await take(payload)
        if told.ack is None:
            return Response(status_code=503)
        after = BackgroundTask(told.handed) if told.handed is not None else None
        body = orjson.dumps(told.ack) if told.ack else None
        return Response(body, media_type="application/json" if body else None, background=after)

    return Route(PATH, received, methods=["POST"])


def genuine(secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Whether Slack signed these bytes, just now."""
    said, time = headers.get("x-slack-signature", ""), headers.get("x-slack-request-timestamp", "")
    if not _SIGNATURE.fullmatch(said) or not _TIME.fullmatch(time) or abs(now - int(time)) > FRESH:
        return False
    made = hmac.new(secret.encode(), b"v0:" + time.encode() + b":" + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(f"v0={made}", said)


async def _read(request: Request) -> bytes | None:
    """The body; None for one that is too large, which is not read to its end."""
    declared = request.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared) > LIMIT:
        return None
    found = bytearray()
    try:
        async for chunk in request.stream():
            found += chunk
            if len(found) > LIMIT:
                return None
    except ClientDisconnect:
        return b""
    return bytes(found)


def _readable(content_type: str, body: bytes) -> Mapping[str, Any] | None:
    """The JSON object or the form that the body says it is; of a form that holds a payload, the payload."""
    try:
        text = body.decode()
        if "application/json" not in content_type:
            form = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))
            if "payload" not in form:
                return form or None
            text = form["payload"]
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _no(why: str, status: int) -> Response:
    log.warning("refused", kind="request", why=why, status=status)
    return Response(status_code=status)
