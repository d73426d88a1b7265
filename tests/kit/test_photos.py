"""Pictures that people hand over: known by their bytes, measured without being decoded."""

from __future__ import annotations

import pytest

from handlers.kit.inbound import File
from handlers.kit.photos import HEIGHT, WIDTH, is_picture, measured, media_type, svg

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x12\xc0\0\0\x0c\x80"  # 4800 x 3200
GIF = b"GIF89a\x03\0\x02\0"
JPEG = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x0b\x08\0\x10\0\x20\x03"


def test_they_are_known_and_measured_by_their_bytes() -> None:
    assert [media_type(made) for made in (PNG, GIF, JPEG)] == ["image/png", "image/gif", "image/jpeg"]
    assert [measured(made) for made in (PNG, GIF, JPEG)] == [(4800, 3200), (3, 2), (32, 16)]
    assert is_picture(File("anything", PNG))


@pytest.mark.parametrize(
    "content", [b"", b"<svg/>", PNG[:20], GIF[:7], JPEG[:10], JPEG[:12], b"\xff\xd8\xff", GIF[:6] + b"\0" * 4]
)
def test_what_is_cut_off_or_something_else_is_none(content: bytes) -> None:
    assert measured(content) is None


def test_a_large_one_is_shown_smaller_in_its_shape() -> None:
    assert f'width="{WIDTH}" height="800"' in svg(PNG, "aGk=")
    assert HEIGHT >= 800
    assert 'href="data:image/gif;base64,aGk="' in svg(GIF, "aGk=")
