"""Draws charts and certificates as PNG, in a worker process that comes when there is something to draw and then goes.

The renderer takes 75 MB and most of a second to start, and may hang or crash: it must not live in the bot's process.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import struct
import sys
import unicodedata
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bot.figures import figure
from bot.fonts import cjk_font, undrawable
from bot.worded import Drawing
from handlers.kit import photos
from handlers.kit.certificates import WordedCertificate, svg
from handlers.kit.charts import WordedChart, vega_lite
from handlers.kit.layout import drawable
from handlers.kit.messages import Figure
from handlers.kit.photos import WordedPhoto

WIDTH, HEIGHT, SCALE = 520, 260, 2
_WORKER: Final = Path(__file__).with_name("picture_worker.py")
_SOLEMN_FONT: Final = "serif"
_PLAIN_FONT: Final = "sans-serif"  # the renderer draws nothing at all in a family it does not know
_GOODBYE: Final = 2.0  # seconds a worker has to end by itself


class PictureError(Exception):
    """A picture could not be had; the same figures can go as a table."""


class Pictures:
    """Draws one picture at a time; pictures of the same content are drawn once while the cache holds them.

    The worker ends after ``idle`` seconds without work, or after ``per_worker`` pictures. ``timeout`` seconds are
    all a picture may take, waiting for its turn included. ``cache_bytes`` bounds the cache. ``kept`` gives the content
    of a picture that somebody handed over, by its number.
    """

    def __init__(
        self,
        *,
        timeout: float = 10.0,
        idle: float = 60.0,
        per_worker: int = 200,
        cache_bytes: int = 16_000_000,
        worker: Path = _WORKER,
        kept: Callable[[int], bytes | None] = lambda _number: None,
    ) -> None:
        self._timeout, self._idle, self._per_worker, self._worker = timeout, idle, per_worker, worker
        self._kept = kept
        self._cache = _Cache(cache_bytes)
        self._turn = asyncio.Lock()
        self._process: Process | None = None
        self._drawn = 0
        self._end: asyncio.TimerHandle | None = None
        self._ending: set[asyncio.Task[None]] = set()

    def running(self) -> bool:
        """Whether there is a worker."""
        return self._process is not None

    async def draw(self, drawing: Drawing, *, dark: bool = False) -> bytes:
        """The drawing as PNG; paper is never dark. Raises ``PictureError``."""
        request = json.dumps(await asyncio.to_thread(self._request, drawing, dark), sort_keys=True).encode()
        key = hashlib.sha256(request).digest()
        if (known := self._cache.get(key)) is not None:
            return known
        try:
            async with asyncio.timeout(self._timeout), self._turn:
                # While this one waited, the same may have been drawn.
                picture = self._cache.get(key) or await self._drawing(request)
        except TimeoutError:
            raise PictureError(f"not drawn within {self._timeout:g} s") from None
        self._cache.put(key, picture)
        return picture

    async def close(self) -> None:
        """Ends the worker."""
        async with self._turn:
            self._part()
        while self._ending:
            await asyncio.gather(*self._ending)

    def _request(self, drawing: Drawing, dark: bool) -> dict[str, Any]:
        """What the worker is asked for. Raises ``PictureError`` where words would be drawn as empty boxes, or where a
        picture is not kept any more."""
        match drawing:
            case WordedPhoto():
                return {"svg": _photo(self._kept(drawing.number)), "scale": 1}
            case WordedCertificate():
                return _certificate(drawing) | {"scale": SCALE}
        return _chart(drawing, dark) | {"scale": SCALE}

    async def _drawing(self, request: bytes) -> bytes:
        """Has the worker draw; a worker that failed to answer is not asked again."""
        self._stay()
        try:
            process = self._process or await self._start()
            good, answer = await _ask(process, request)
        except (OSError, asyncio.IncompleteReadError) as failure:
            await self._kill()
            raise PictureError("the worker ended before it answered") from failure
        except BaseException:  # a time-out or a cancellation: its late answer must not be taken for the next one's
            await self._kill()
            raise
        self._drawn += 1
        if self._drawn >= self._per_worker:
            self._part()
        else:
            self._end = asyncio.get_running_loop().call_later(self._idle, self._retire)
        if not good:
            raise PictureError(f"the renderer failed: {answer.decode()}")
        return answer

    async def _start(self) -> Process:
        # -P: what lies beside the worker's file must not be imported in place of a library.
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", str(self._worker), stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
        self._drawn = 0
        return self._process

    def _stay(self) -> None:
        if self._end:
            self._end.cancel()
            self._end = None

    def _retire(self) -> None:
        """Ends an idle worker, unless a picture has just been asked for."""
        if not self._turn.locked():
            self._part()

    def _part(self) -> None:
        """Lets the worker end, without waiting for it."""
        self._stay()
        process, self._process = self._process, None
        if process:
            task = asyncio.create_task(_goodbye(process))
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)

    async def _kill(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        await _gone(process)


async def _ask(process: Process, request: bytes) -> tuple[bool, bytes]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(struct.pack(">I", len(request)) + request)
    await process.stdin.drain()
    head = await process.stdout.readexactly(5)
    return head[:1] == b"+", await process.stdout.readexactly(struct.unpack(">I", head[1:])[0])


async def _goodbye(process: Process) -> None:
    assert process.stdin
    process.stdin.close()
    try:
        async with asyncio.timeout(_GOODBYE):
            await _gone(process)
    except TimeoutError:
        process.kill()
        await _gone(process)


async def _gone(process: Process) -> None:
    """Waits for the end of a process and of its pipes."""
    assert process.stdout
    await process.stdout.read()
    await process.wait()


def _photo(content: bytes | None) -> str:
    """Somebody's picture, drawn anew: what else its file said, such as where it was taken, goes no further."""
    if content is None:
        raise PictureError("it is not kept any more")
    return photos.svg(content, base64.b64encode(content).decode())


def _certificate(made: WordedCertificate) -> dict[str, Any]:
    """A certificate without the emoji that text fonts lack; of a name in a script that none has there is none."""
    foot = tuple((drawable(label), drawable(value)) for label, value in made.foot)
    plain = replace(
        made, heading=drawable(made.heading), award=drawable(made.award), who=drawable(made.who),
        words=drawable(made.words), foot=foot,
    )  # fmt: skip
    if not plain.who or undrawable("".join(plain.texts())):
        raise PictureError("no font with all its characters is installed")
    font = cjk_font(made.language, serif=True)
    return {"svg": svg(plain, font=f"{font}, {_SOLEMN_FONT}" if font else _SOLEMN_FONT)}


def _chart(chart: WordedChart, dark: bool) -> dict[str, Any]:
    font = cjk_font(chart.axis_format)
    if font is None and _has_chinese(chart):
        raise PictureError("no font with Chinese characters is installed")
    spec = vega_lite(
        chart,
        font=f"{font}, {_PLAIN_FONT}" if font else _PLAIN_FONT,
        width=WIDTH,
        height=HEIGHT,
        dark=dark,
        label=lambda value: figure(Figure(value, chart.unit), chart.axis_format),
    )
    return {"spec": spec}


def _has_chinese(chart: WordedChart) -> bool:
    if chart.axis_format != "en":  # its axis says 万
        return True
    texts = (chart.title, chart.mark_label or "", *chart.labels, *(name for name, _ in chart.series))
    return any(unicodedata.east_asian_width(char) in "WF" for text in texts for char in text)


class _Cache:
    """The pictures last asked for, up to so many bytes."""

    def __init__(self, limit: int) -> None:
        self._limit, self._size = limit, 0
        self._pictures: OrderedDict[bytes, bytes] = OrderedDict()

    def get(self, key: bytes) -> bytes | None:
        if key in self._pictures:
            self._pictures.move_to_end(key)
        return self._pictures.get(key)

    def put(self, key: bytes, picture: bytes) -> None:
        if key in self._pictures or len(picture) > self._limit:
            return
        self._pictures[key] = picture
        self._size += len(picture)
        while self._size > self._limit:
            self._size -= len(self._pictures.popitem(last=False)[1])
