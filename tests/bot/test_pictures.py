"""Pictures: drawn by a real worker, with Chinese that is Chinese, and no harm from a worker that fails."""

from __future__ import annotations

import asyncio
import struct
import zlib
from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest
import pytest_asyncio
import vl_convert

from bot import fonts, picture_worker
from bot.fonts import cjk_font, undrawable
from bot.pictures import PictureError, Pictures
from handlers.kit.certificates import WordedCertificate
from handlers.kit.charts import WordedChart
from handlers.kit.photos import WordedPhoto
from tests.conftest import need


def _chart(title: str = "Leads", *labels: str) -> WordedChart:
    names = labels or ("Mon", "Tue", "Wed")
    return WordedChart("bar", title, names, (("Leads", tuple(Decimal(n + 1) for n in range(len(names)))),))


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def corner(png: bytes) -> bytes:
    """The upper left pixel, RGBA; it has no neighbours, so no filter of the format changes it."""
    assert png[24:26] == bytes((8, 6))
    return zlib.decompressobj().decompress(png[png.index(b"IDAT") + 4 :], 5)[1:]


shared = pytest.mark.asyncio(loop_scope="module")  # a worker takes most of a second to start: those who may share one


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pictures() -> AsyncIterator[Pictures]:
    """Pictures by one worker; each test draws charts of its own."""
    made = Pictures()
    yield made
    await made.close()


@shared
async def test_a_chart_becomes_a_picture_of_a_phones_width(pictures: Pictures) -> None:
    light, dark = await pictures.draw(_chart()), await pictures.draw(_chart(), dark=True)
    assert size(light) == size(dark)
    assert 800 <= size(light)[0] <= 1200
    assert 500 <= size(light)[1] <= 900
    assert corner(light) == bytes((0xFF, 0xFF, 0xFF, 0xFF))
    assert corner(dark) == bytes((0x1B, 0x1E, 0x23, 0xFF))


@shared
async def test_the_same_chart_is_drawn_once(pictures: Pictures) -> None:
    first, second = await asyncio.gather(pictures.draw(_chart("Once")), pictures.draw(_chart("Once")))
    assert first is second
    assert await pictures.draw(_chart("Once")) is first
    assert await pictures.draw(_chart("Orders")) != first


async def test_the_cache_is_bounded() -> None:
    pictures = Pictures(cache_bytes=10)
    assert await pictures.draw(_chart()) is not await pictures.draw(_chart())
    await pictures.close()


async def test_there_is_no_worker_before_the_first_picture_nor_after_idling() -> None:
    pictures = Pictures(idle=0.05)
    assert not pictures.running()
    await pictures.draw(_chart())
    assert pictures.running()
    await asyncio.sleep(0.3)
    assert not pictures.running()
    assert await pictures.draw(_chart("Again"))
    await pictures.close()
    assert not pictures.running()


async def test_a_worker_ends_after_its_share_of_pictures() -> None:
    pictures = Pictures(per_worker=2)
    await pictures.draw(_chart("1"))
    assert pictures.running()
    await pictures.draw(_chart("2"))
    assert not pictures.running()
    await pictures.draw(_chart("3"))
    assert pictures.running()
    await pictures.close()


@shared
@pytest.mark.parametrize("title", ['"quoted" \\ {"$schema"}', "https://example.com/x.png", "x" * 5000, ""])
async def test_no_title_breaks_a_picture(pictures: Pictures, title: str) -> None:
    assert size(await pictures.draw(_chart(title)))[0] <= 1200


# --- a worker that fails ----------------------------------------------------------------------

_HANGS = "import time; time.sleep(60)"
_DIES = "import sys; sys.stdin.buffer.read(10); sys.exit(3)"
_DIES_LATE = "import os, sys; sys.stdin.buffer.read(10); os.write(1, b'+\\0\\0\\0\\x09half')"
_REAL = Path(picture_worker.__file__).read_text("utf-8")
_REFUSES = "import os, sys; sys.stdin.buffer.read(10); os.write(1, b'-\\0\\0\\0\\x0aValueError'); sys.stdin.read()"


def _worker(folder: Path, code: str) -> Path:
    path = folder / "worker.py"
    path.write_text(code, "utf-8")
    return path


@pytest.mark.parametrize(
    ("code", "why"),
    [(_HANGS, "not drawn within"), (_DIES, "ended before"), (_DIES_LATE, "ended before"), (_REFUSES, "ValueError")],
)
async def test_a_failing_worker_costs_one_picture_and_nothing_more(tmp_path: Path, code: str, why: str) -> None:
    pictures = Pictures(worker=_worker(tmp_path, code), timeout=1.0 if code == _HANGS else 10.0)
    with pytest.raises(PictureError, match=why):
        await pictures.draw(_chart())
    assert pictures.running() == (code == _REFUSES)  # a refusal is an answer like any other
    await pictures.close()


async def test_after_a_failure_the_next_picture_has_a_new_worker(tmp_path: Path) -> None:
    pictures = Pictures(worker=_worker(tmp_path, _DIES))
    with pytest.raises(PictureError):
        await pictures.draw(_chart())
    _worker(tmp_path, _REAL)
    assert await pictures.draw(_chart())
    await pictures.close()


async def test_a_cancelled_drawing_leaves_no_answer_for_the_next(tmp_path: Path) -> None:
    pictures = Pictures(worker=_worker(tmp_path, _HANGS))
    task = asyncio.create_task(pictures.draw(_chart()))
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not pictures.running()
    _worker(tmp_path, _REAL)
    assert await pictures.draw(_chart())
    await pictures.close()


async def test_the_renderer_may_fetch_nothing() -> None:
    spec = {"data": {"url": "http://127.0.0.1:9/data.json"}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
    with pytest.raises(Exception, match=r"(?i)not allowed|denied|loading failed"):
        picture_worker.draw({"spec": spec, "scale": 1})


# --- Chinese ----------------------------------------------------------------------------------


def _ink(text: str, font: str) -> bytes:
    mark = {"type": "text", "text": text, "font": font, "fontSize": 40}
    spec = {"data": {"values": [{}]}, "width": 300, "height": 80, "mark": mark, "config": {"view": {"stroke": None}}}
    return picture_worker.draw({"spec": spec, "scale": 1})


@shared
@pytest.mark.font
@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("zh-Hans", "抖音获客", "线索转化"), ("zh-Hant", "專案通路", "獎狀點數")],
)
async def test_chinese_is_drawn_and_not_empty_boxes(language: str, one: str, other: str, pictures: Pictures) -> None:
    font = cjk_font(language)
    need(font, "a font with Chinese characters")
    assert font
    missing, blank = _ink("\u0378" * 4, font), _ink(" ", font)
    drawn = [_ink(char * 4, font) for char in one + other]
    # An empty box looks the same whatever it stands for.
    assert len({*drawn, missing, blank}) == len({*one, *other}) + len({missing, blank})
    first, second = [await pictures.draw(_chart(title, title, "甲")) for title in (one, other)]
    assert size(first) == size(second)
    assert first != second


@pytest.mark.font
def test_each_script_has_the_shapes_of_its_place() -> None:
    need(cjk_font(), "a font with Chinese characters")
    assert cjk_font("zh-Hans")
    assert cjk_font("zh-Hant")
    assert cjk_font("en") == cjk_font("zh-Hans")


@shared
async def test_without_a_font_chinese_goes_as_a_table(pictures: Pictures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_installed", frozenset)
    assert cjk_font() is None
    assert await pictures.draw(_chart())
    with pytest.raises(PictureError, match="no font"):
        await pictures.draw(_chart("各渠道线索"))
    with pytest.raises(PictureError, match="no font"):
        await pictures.draw(_chart("Leads", "Douyin", "小红书"))


# --- what people hand over --------------------------------------------------------------------


async def test_a_picture_handed_over_is_drawn_anew_without_what_else_its_file_says() -> None:
    drawn = vl_convert.svg_to_jpeg('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>', scale=1)
    photo = drawn[:2] + b"\xff\xe1\0\x10Exif: at home." + drawn[2:]
    kept = {1: photo, 2: photo[:40], 3: b"<svg/>"}
    pictures = Pictures(kept=kept.get)
    shown = await pictures.draw(WordedPhoto("Proof", 1))
    assert size(shown) == (40, 30)
    assert b"at home" not in shown
    for gone in (3, 4):
        with pytest.raises((PictureError, ValueError)):
            await pictures.draw(WordedPhoto("Proof", gone))
    await pictures.close()


# --- certificates -----------------------------------------------------------------------------


def _certificate(who: str, colours: str = "blue") -> WordedCertificate:
    return WordedCertificate(
        "荣誉证书", "最佳协作奖", who, "帮三个团队按时上线", (("团队", "增长组"),), colours, "zh-Hans"
    )


@shared
@pytest.mark.font
async def test_a_certificate_is_drawn_in_the_teams_colours(pictures: Pictures) -> None:
    need(cjk_font(), "a font with Chinese characters")
    blue, red = await pictures.draw(_certificate("李雷")), await pictures.draw(_certificate("李雷", "red"))
    assert size(blue) == size(red) == (1200, 848)
    assert corner(blue) == bytes((0x1D, 0x3F, 0x7A, 0xFF))
    assert corner(red) == bytes((0x9E, 0x1B, 0x24, 0xFF))
    assert await pictures.draw(_certificate("李雷 🎉")) == blue
    for who in ("Ольга", "Ελένη", "김민준", "さくら", "Zoë", "O'Neil & <Söhne>"):
        assert await pictures.draw(_certificate(who)) != blue


@shared
@pytest.mark.font
async def test_a_name_that_would_be_empty_boxes_is_not_drawn(pictures: Pictures) -> None:
    need(cjk_font(), "a font with Chinese characters")
    assert undrawable("李雷 Bob ليلى") == ""
    for who in ("\u0378", "🎉"):
        with pytest.raises(PictureError, match="all its characters"):
            await pictures.draw(_certificate(who))


def test_where_nobody_says_what_fonts_have_only_the_sure_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_characters", lambda: None)
    monkeypatch.setattr(fonts, "_installed", frozenset)
    assert undrawable("Zoë 李") == "李"
    monkeypatch.setattr(fonts, "_installed", lambda: frozenset({"PingFang SC"}))
    assert undrawable("Zoë 李，नेहा") == "नहाे"
