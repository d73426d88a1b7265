"""Pictures that people hand over: kept once, shown on cards by their number."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from handlers.kit.inbound import File

WIDTH, HEIGHT = 1200, 1600  # the most that is shown of one: a screenshot of a phone can be read

_PNG, _GIF, _JPEG = b"\x89PNG\r\n\x1a\n", (b"GIF87a", b"GIF89a"), b"\xff\xd8\xff"
_LONELY = frozenset({0x01, *range(0xD0, 0xD8)})  # markers of a JPEG without a length
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # those that say how large it is


@dataclass(frozen=True, slots=True)
class WordedPhoto:
    """A kept picture, by its number, whose words are chosen: ``title`` says what it shows."""

    title: str
    number: int


def media_type(content: bytes) -> str | None:
    """What kind of picture these bytes are, whatever the file is called; None for none that can be shown."""
    if content.startswith(_PNG):
        return "image/png"
    if content.startswith(_GIF):
        return "image/gif"
    return "image/jpeg" if content.startswith(_JPEG) else None


def is_picture(file: File) -> bool:
    """Whether a file is a picture that can be shown."""
    return measured(file.content) is not None


def measured(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels, None for what is no picture."""
    try:
        match media_type(content):
            case "image/png":
                width, height = struct.unpack(">II", content[16:24])
            case "image/gif":
                width, height = struct.unpack("<HH", content[6:10])
            case "image/jpeg":
                width, height = next(_frames(content))
            case _:
                return None
    except (struct.error, StopIteration):
        return None
    return (width, height) if width and height else None


def _frames(content: bytes) -> Iterator[tuple[int, int]]:
    """The sizes that a JPEG's frames give, one marker after the other."""
    at = 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            return
        marker = content[at + 1]
        if marker == 0xFF or marker in _LONELY:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            yield width, height
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])


def svg(content: bytes, encoded: str) -> str:
    """A drawing of the picture alone, made smaller where it is large; ``encoded`` is its content in base 64."""
    kind, sides = media_type(content), measured(content)
    if kind is None or sides is None:
        raise ValueError("no picture")
    shrunk = min(1.0, WIDTH / sides[0], HEIGHT / sides[1])
    width, height = (max(1, round(side * shrunk)) for side in sides)
    box = f'width="{width}" height="{height}"'
    href = quoteattr(f"data:{kind};base64,{encoded}")
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><image href={href} {box}/></svg>'
