"""Events over HTTP: the signature is over the raw body, too old or too large ones are refused, never a 500."""

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
            signed = _signed(request, body, key)
            payload = _event(body, cipher) if signed else _question(body, cipher)
            if payload.get("type") == "url_verification":
                _same(token, payload.get("token"))
                return JSONResponse({"challenge": str(payload.get("challenge", ""))})
            _fresh(request, now())
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


def _signed(request: Request, body: bytes, key: str) -> bool:
    """Whether the signature over time, nonce, key and body is right."""
    headers = request.headers
    stamp, nonce = headers.get("x-lark-request-timestamp", ""), headers.get("x-lark-request-nonce", "")
    made = hashlib.sha256(f"{stamp}{nonce}{key}".encode() + body).hexdigest()
    return hmac.compare_digest(made.encode(), headers.get("x-lark-signature", "").encode())


def _fresh(request: Request, now: datetime) -> None:
    stamp = request.headers.get("x-lark-request-timestamp", "")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        raise _Refused(401, "time")
    if abs(now.timestamp() - int(stamp)) > FRESH_SECONDS:
        raise _Refused(401, "too old")


def _question(body: bytes, cipher: AESCipher) -> Mapping[str, Any]:
    """The question with which Feishu tries an address: encrypted with the key, and not signed. Whatever else is not
    signed is told nothing of what is wrong inside, or a stolen event could be read by asking often enough."""
    try:
        payload = _event(body, cipher)
    except _Refused:
        payload = {}
    if payload.get("type") != "url_verification":
        raise _Refused(401, "signature")
    return payload


def _event(body: bytes, cipher: AESCipher) -> Mapping[str, Any]:
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
    if token is not None and not hmac.compare_digest(token.encode(), str(given or "").encode(errors="replace")):
        raise _Refused(401, "token")
