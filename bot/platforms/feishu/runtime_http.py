"""Events over HTTP: the raw body is verified before it is read, too old or too large ones are refused, never a 500."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Any

import structlog
from lark_oapi.core.utils.decryptor import AESCipher
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.platforms.feishu.manifest import EVENTS_PATH

log = structlog.get_logger()

FRESH_SECONDS = 300
LARGEST = 1_000_000  # bytes of a body

Received = Callable[[Mapping[str, Any]], Awaitable[Mapping[str, Any] | None]]


class _Refused(Exception):
    """Not from Feishu, or not to be read: the status and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def feishu_route(key: str, token: str | None, now: Callable[[], datetime], received: Received) -> Route:
    """``POST /feishu/events``; ``key`` is the encrypt key, ``token`` the verification token where one is set."""
    cipher = AESCipher(key)

    async def events(request: Request) -> Response:
        try:
            body = await _body(request)
            payload = _opened(body, cipher)
            if payload.get("type") == "url_verification":  # encrypted with the key, but not signed
                _same(token, payload.get("token"))
                return JSONResponse({"challenge": str(payload.get("challenge", ""))})
            _verified(request, body, key, now())
            header = payload.get("header")
            _same(token, header.get("token") if isinstance(header, dict) else None)
        except _Refused as refused:
            log.warning("refused", path=EVENTS_PATH, why=str(refused))
            return JSONResponse({}, status_code=refused.status)
        try:
            told = await received(payload)
        except Exception:
            log.exception("an event could not be handled")
            return JSONResponse({}, status_code=503)  # it comes again
        return JSONResponse(dict(told or {}))

    return Route(EVENTS_PATH, events, methods=["POST"])


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise _Refused(413, "too large")
    return bytes(body)


def _verified(request: Request, body: bytes, key: str, now: datetime) -> None:
    """The signature over time, nonce, key and body; the time not long ago."""
    headers = request.headers
    stamp, nonce = headers.get("x-lark-request-timestamp", ""), headers.get("x-lark-request-nonce", "")
    signed = hashlib.sha256(f"{stamp}{nonce}{key}".encode() + body).hexdigest()
    if not hmac.compare_digest(signed.encode(), headers.get("x-lark-signature", "").encode()):
        raise _Refused(401, "signature")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        raise _Refused(401, "time")
    if abs(now.timestamp() - int(stamp)) > FRESH_SECONDS:
        raise _Refused(401, "too old")


def _opened(body: bytes, cipher: AESCipher) -> Mapping[str, Any]:
    """The event inside; only what the key has encrypted is read."""
    try:
        sealed = json.loads(body)
        text = cipher.decrypt_str(sealed["encrypt"])
        payload = json.loads(text)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _Refused(400, f"unreadable: {type(error).__name__}") from error
    if not isinstance(payload, dict):
        raise _Refused(400, "unreadable")
    return payload


def _same(token: str | None, given: object) -> None:
    if token is not None and not hmac.compare_digest(token.encode(), str(given or "").encode()):
        raise _Refused(401, "token")
