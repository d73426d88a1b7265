"""Files as DingTalk's robots may send them: it shows but a few kinds, all others are packed into a zip archive."""

from __future__ import annotations

import io
import zipfile
from typing import Final

FILE_MOST: Final = 20_000_000  # bytes that DingTalk takes
_KINDS: Final = frozenset({"xlsx", "pdf", "zip", "rar", "doc", "docx"})


def parcel(name: str, content: bytes) -> tuple[str, str, bytes]:
    """The name, kind and content under which a file goes."""
    stem, _, kind = name.rpartition(".")
    if kind.lower() in _KINDS:
        return name, kind.lower(), content
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return f"{stem or name}.zip", "zip", packed.getvalue()
