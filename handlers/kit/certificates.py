"""A worded certificate into an SVG drawing: pure, landscape, made to be read on a phone and printed on paper."""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from handlers.kit.layout import shortened, wide, wrapped

WIDTH, HEIGHT = 600, 424  # about the sides of a sheet of paper
COLOURS: Final = ("red", "orange", "green", "blue", "purple", "grey")

_MIDDLE, _ROOM = WIDTH / 2, WIDTH - 130
_NAME, _SMALLEST_NAME = 44, 22


@dataclass(frozen=True, slots=True)
class WordedCertificate:
    """A certificate whose words are chosen: ``heading`` says what it is, ``award`` what for, ``who`` whose, ``words``
    why; each of ``foot`` is a label and a value. ``colours`` is one of ``COLOURS``."""

    heading: str
    award: str
    who: str
    words: str = ""
    foot: tuple[tuple[str, str], ...] = ()
    colours: str = "blue"
    language: str = "en"

    @property
    def title(self) -> str:
        """What the picture shows, for whoever does not see it."""
        return f"{self.heading} · {self.award} · {self.who}"

    def texts(self) -> tuple[str, ...]:
        """All that is written on it."""
        return (self.heading, self.award, self.who, self.words, *(text for pair in self.foot for text in pair))


@dataclass(frozen=True, slots=True)
class _Look:
    """Colours: the team's deep and light one, paper, ink, and the metal of the seal, light and dark."""

    deep: str
    light: str
    paper: str = "#fffdf8"
    ink: str = "#2b2622"
    quiet: str = "#7a7067"
    gold: str = "#e3bf6b"
    bronze: str = "#a9772b"


_LOOKS: Final = {
    "red": _Look("#9e1b24", "#d9534f"),
    "orange": _Look("#a8500f", "#e58a3c"),
    "green": _Look("#17603f", "#4c9f78"),
    "blue": _Look("#1d3f7a", "#5b86c9"),
    "purple": _Look("#562a72", "#9a6cbd"),
    "grey": _Look("#37424d", "#7d8b99"),
}


def colours_of(name: str) -> str:
    """The colours that go with a name where none were chosen; always the same."""
    return COLOURS[zlib.crc32(name.encode()) % len(COLOURS)]


def svg(made: WordedCertificate, *, font: str) -> str:
    """The drawing; ``font`` is a CSS list of families."""
    look = _LOOKS.get(made.colours, _LOOKS["blue"])
    drawn = "".join((*_paper(look), *_words(made, look), *_foot(made, look), *_seal(look)))
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family={quoteattr(font)}>{drawn}</svg>'


# --- paper ------------------------------------------------------------------------------------


def _paper(look: _Look) -> Iterator[str]:
    """The sheet: a band of the team's colour, thin lines of gold, and a flourish in each corner."""
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{look.deep}"/>'
    yield _frame(9, look.gold, 1.2)
    yield f'<rect x="15" y="15" width="{WIDTH - 30}" height="{HEIGHT - 30}" fill="{look.paper}"/>'
    yield _frame(23, look.deep, 1.4)
    yield _frame(27.5, look.gold, 0.8)
    corner = f"{_arc(46)}{_arc(38)}{_arc(30)}<circle cx='9' cy='9' r='3.2' fill='{look.gold}'/>"
    for x, y, turn in ((27.5, 27.5, 0), (WIDTH - 27.5, 27.5, 90), (WIDTH - 27.5, HEIGHT - 27.5, 180),
                       (27.5, HEIGHT - 27.5, 270)):  # fmt: skip
        yield f'<g transform="translate({x} {y}) rotate({turn})" fill="none" stroke="{look.light}">{corner}</g>'


def _frame(inset: float, colour: str, width: float) -> str:
    size = f'width="{WIDTH - 2 * inset}" height="{HEIGHT - 2 * inset}"'
    return f'<rect x="{inset}" y="{inset}" {size} fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _arc(radius: float) -> str:
    return f'<path d="M0 {radius}A{radius} {radius} 0 0 0 {radius} 0" stroke-width="0.9"/>'


# --- words ------------------------------------------------------------------------------------


def _words(made: WordedCertificate, look: _Look) -> Iterator[str]:
    """From above: what it is, what for, whose, and why."""
    yield _text(_spaced(made.heading), 76, 25, look.deep, weight="bold", spacing=2.0)
    yield _rule(92, 92, look)
    yield _text(shortened(made.award, _ROOM, 22), 128, 22, look.deep, room=_ROOM)
    size = _NAME
    while size > _SMALLEST_NAME and wide(made.who, size) > _ROOM:
        size -= 2
    names = wrapped(made.who, _ROOM, size, 2)
    middle = (190 if len(names) == 1 else 170) + (0 if made.words else 22)
    for number, line in enumerate(names):
        yield _text(line, middle + number * size * 1.25, size, look.ink, weight="bold", room=_ROOM)
    below = middle + (len(names) - 1) * size * 1.25 + 20
    yield f'<path d="M{_MIDDLE - 150} {below}H{_MIDDLE + 150}" stroke="{look.gold}" stroke-width="1.2"/>'
    for number, line in enumerate(wrapped(made.words, _ROOM - 20, 15, 3) if made.words else ()):
        yield _text(line, below + 28 + number * 22, 15, look.ink, room=_ROOM)


def _spaced(text: str) -> str:
    """A few Chinese characters stand apart, as on a certificate."""
    return "\u2003".join(text) if len(text) <= 6 and not text.isascii() and " " not in text else text


def _rule(y: float, half: float, look: _Look) -> str:
    """A line with a diamond in its middle."""
    left, right = f"M{_MIDDLE - half} {y}H{_MIDDLE - 9}", f"M{_MIDDLE + 9} {y}H{_MIDDLE + half}"
    diamond = f'<path d="M{_MIDDLE} {y - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5z" fill="{look.gold}"/>'
    return f'<path d="{left}{right}" stroke="{look.gold}" stroke-width="1.2"/>{diamond}'


def _foot(made: WordedCertificate, look: _Look) -> Iterator[str]:
    """What stands below, at the left and at the right of the seal."""
    places = (_MIDDLE - 150, _MIDDLE + 150)
    for (label, value), x in zip(made.foot[:2], places, strict=False):
        yield _text(shortened(value, 200, 15), 358, 15, look.ink, x=x, room=200)
        yield f'<path d="M{x - 72} 366H{x + 72}" stroke="{look.quiet}" stroke-width="0.7"/>'
        yield _text(shortened(label, 180, 11), 381, 11, look.quiet, x=x, room=180)


def _text(
    text: str, y: float, size: float, colour: str, *, x: float = _MIDDLE, weight: str = "normal",
    spacing: float = 0.0, room: float = _ROOM,
) -> str:  # fmt: skip
    # Widths are estimates: what would stick out all the same is pressed together.
    squeezed = f' textLength="{room:.0f}" lengthAdjust="spacingAndGlyphs"' if wide(text, round(size)) > room else ""
    style = f'font-size="{size:g}" font-weight="{weight}" letter-spacing="{spacing:g}" fill="{colour}"'
    return f'<text x="{x:g}" y="{y:g}" text-anchor="middle" {style}{squeezed}>{escape(text)}</text>'


# --- the seal ---------------------------------------------------------------------------------


def _seal(look: _Look) -> Iterator[str]:
    """A rosette with ribbons and a star, in the middle of the foot."""
    x, y = _MIDDLE, 348.0
    for side in (-1, 1):
        ribbon = f"M{x + side * 4} {y}L{x + side * 26} {y + 48}L{x + side * 15} {y + 43}L{x + side * 8} {y + 52}Z"
        yield f'<path d="{ribbon}" fill="{look.light if side > 0 else look.deep}"/>'
    yield f'<path d="{_star(x, y, 33, 29.5, 28)}" fill="{look.bronze}"/>'
    yield f'<path d="{_star(x, y, 31, 28, 28)}" fill="{look.gold}"/>'
    yield f'<circle cx="{x}" cy="{y}" r="23" fill="{look.deep}" stroke="{look.bronze}" stroke-width="1"/>'
    yield f'<circle cx="{x}" cy="{y}" r="19.5" fill="none" stroke="{look.gold}" stroke-width="0.9"/>'
    yield f'<path d="{_star(x, y, 13, 5.4, 5)}" fill="{look.gold}"/>'


def _star(x: float, y: float, outer: float, inner: float, points: int) -> str:
    """A path of so many points, the first of them up."""
    corners = (
        (radius * math.sin(angle), -radius * math.cos(angle))
        for n in range(2 * points)
        for angle, radius in [(math.pi * n / points, inner if n % 2 else outer)]
    )
    return "M" + "L".join(f"{x + dx:.2f} {y + dy:.2f}" for dx, dy in corners) + "Z"
