"""The local chat page has no log-in: this lets in only this machine's own pages.

A page elsewhere could otherwise reach it through a visitor's browser: by a name of its own that it points at the
loopback (refused by Host), by a form or a script that posts across sites (refused by Origin and content type), or in
a frame (refused by the headers).
"""

from __future__ import annotations

import re
import socket
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})

# A header that no form can send: a script must ask first, and nothing here ever says yes to another site.
PAGE_HEADER = "x-muster-chat"

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^\s:/@\[\]]+?)\.?(?::\d{1,5})?")
_READING = frozenset({"GET", "HEAD"})
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def this_machine(*more: str) -> frozenset[str]:
    """The names this machine goes by, without ports; ``more`` are further ones, such as MUSTER_BASE_URL's."""
    own = socket.gethostname().casefold()
    return LOOPBACK | ({own} if own else set()) | {name.casefold() for name in more if name}


class Guard:
    """Lets a request through whose Host is one of ``hosts``, any port; one that changes something also needs an
    Origin of the same host (or none, where the browser vouches for it) and a content type no plain form sends."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str]) -> None:
        self.app = app
        self.hosts = frozenset(host.casefold() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        refusal = self._refusal(scope)
        await (refusal or self.app)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._is_here(hosts[0]):
            return _refuse(421, "host")
        if scope["method"] in _READING:
            return None
        if not _same_origin(headers, hosts[0]):
            return _refuse(403, "origin")
        if not _deliberate(headers):
            return _refuse(415, "content-type")
        return None

    def _is_here(self, host: str) -> bool:
        parsed = _HOST.fullmatch(host.casefold())
        return parsed is not None and parsed["name"] in self.hosts


def _same_origin(headers: Headers, host: str) -> bool:
    origins = headers.getlist("origin")
    if not origins:
        return headers.get("sec-fetch-site") == "same-origin"
    parts = urlsplit(origins[0].casefold())
    return len(origins) == 1 and parts.scheme in ("http", "https") and parts.netloc == host.casefold()


def _deliberate(headers: Headers) -> bool:
    kind = headers.get("content-type", "").partition(";")[0].strip().casefold()
    return kind == "application/json" or (kind == "multipart/form-data" and PAGE_HEADER in headers)


def _refuse(status: int, why: str) -> Response:
    return JSONResponse({"error": why}, status_code=status)
