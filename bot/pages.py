"""Links to pages of one's own, for what a click in a chat would make everybody's: signed, kept nowhere.

A link is made of what it is for and the account it is for, and names neither the person nor what they choose there. It
opens what ``show`` shows them, and lasts as long as there is something left to press.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from typing import Final
from urllib.parse import urlsplit

from bot.settings import Settings

PATH: Final = "/page"
KEY_LENGTH: Final = 16  # characters of MUSTER_SECRET_KEY at the least
_HOLDER, _SEAL = 18, 12  # bytes
_TOKEN = re.compile(r"[A-Za-z0-9_-]{40}")
_PAGE = re.compile(r"[a-z]+/[A-Z]\d+")
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class Pages:
    """Makes links and knows them again; there are none without an address people reach and a key to sign with."""

    def __init__(self, settings: Settings) -> None:
        self._base = settings.muster_base_url.rstrip("/")
        secret = settings.muster_secret_key
        self._key = secret.get_secret_value().encode() if secret else b""

    @property
    def lacks(self) -> str | None:
        """The setting for want of which there are no pages; None where there are."""
        parts = urlsplit(self._base)
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
            return "MUSTER_BASE_URL"
        return None if len(self._key) >= KEY_LENGTH else "MUSTER_SECRET_KEY"

    def link(self, page: str, platform: str, workspace: str, account: str) -> str | None:
        """The address of a page (``award/W1``) for an account (the platform's own ids), None where there are none."""
        if self.lacks is not None:
            return None
        return f"{self._base}{PATH}/{page}/{self._token(page, platform, workspace, account)}"

    def ours(self, page: str, token: str) -> bool:
        """Whether a token was made here for a page: told without the database, so that guessing costs nobody."""
        if self.lacks is not None or not _PAGE.fullmatch(page) or not _TOKEN.fullmatch(token):
            return False
        made = base64.urlsafe_b64decode(token)
        return hmac.compare_digest(made[_HOLDER:], self._seal(page, made[:_HOLDER]))

    def holds(self, token: str, page: str, platform: str, workspace: str, account: str) -> bool:
        """Whether a token was made for this account."""
        return hmac.compare_digest(token, self._token(page, platform, workspace, account))

    def _token(self, page: str, *holder: str) -> str:
        held = self._mac(b"holder", page, *holder)[:_HOLDER]
        return base64.urlsafe_b64encode(held + self._seal(page, held)).decode()

    def _seal(self, page: str, held: bytes) -> bytes:
        return self._mac(b"seal", page, held.hex())[:_SEAL]

    def _mac(self, purpose: bytes, *parts: str) -> bytes:
        said = b"\0".join([purpose, *(part.encode() for part in parts)])
        return hmac.digest(self._key, said, hashlib.sha256)
