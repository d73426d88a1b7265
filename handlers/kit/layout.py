"""Where things go in a drawing: widths of texts, round ticks, labels that do not touch. Lengths are in pixels."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence

# --- texts ------------------------------------------------------------------------------------


_NOT_TEXT = re.compile("[\u2600-\u27bf\ufe0e\ufe0f\u200d\U0001f000-\U0001faff\U000e0000-\U0010ffff]|[\x00-\x1f\x7f]+")


def drawable(text: str) -> str:
    """``text`` in one line, without emoji, private and control characters."""
    return " ".join(_NOT_TEXT.sub(" ", text).split())


def wide(text: str, size: int) -> float:
    """About how wide a text is drawn: a Chinese character is as wide as it is high."""
    return size * sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.57 for char in text)


def wrapped(text: str, width: float, size: int, lines: int = 2) -> list[str]:
    """``text`` in at most so many lines; what does not fit gives way to an ellipsis."""
    made = [""]
    for word in _words(text):
        if made[-1] and wide(made[-1] + word.rstrip(), size) > width:
            made.append("")
        made[-1] += word.lstrip() if not made[-1] else word
    kept = [line.rstrip() for line in made[:lines]]
    if len(made) > lines:
        kept[-1] += "…"
    return [shortened(line, width, size) for line in kept]


def _words(text: str) -> Iterable[str]:
    """Pieces that may begin a line: Latin words with their space, and single Chinese characters."""
    word = ""
    for char in text:
        if unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char) == "Lo":
            yield from (piece for piece in (word, char) if piece)
            word = ""
        elif char == " ":
            yield word + char
            word = ""
        else:
            word += char
    if word:
        yield word


def shortened(text: str, width: float, size: int) -> str:
    """``text``, cut with an ellipsis where it would be wider than ``width``."""
    if wide(text, size) <= width:
        return text
    while text and wide(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip(" …") + "…"


# --- places -----------------------------------------------------------------------------------


def ticks(values: Sequence[float], *, zero: bool, count: int = 4) -> tuple[list[float], tuple[float, float]]:
    """Round numbers, about ``count`` steps over ``values``, and the axis' ends, a little beyond the values."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - abs(low) / 2, high + abs(high) / 2) if low else (0.0, 1.0)
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * nice for nice in (1, 2, 2.5, 5, 10) if power * nice >= raw * 0.999)
    beyond = (high - low) * 0.08
    ends = (low - beyond if low else low, high + beyond if high else high)
    within = range(math.ceil(ends[0] / step - 1e-9), math.floor(ends[1] / step + 1e-9) + 1)
    # Written out in decimals, 0.1 * 3 is 0.3 and not 0.30000000000000004.
    return [float(f"{step * n:.12g}") for n in within], ends


def spread(places: Sequence[float], apart: float) -> list[float]:
    """Ascending places moved as little as it takes to be ``apart`` from each other."""
    groups: list[list[float]] = []  # of each group of neighbours: the sum of its wishes, its size
    for place in places:
        groups.append([place, 1.0])
        while len(groups) > 1 and _top(groups[-2], apart) + apart > _bottom(groups[-1], apart):
            total, size = groups.pop()
            groups[-1] = [groups[-1][0] + total, groups[-1][1] + size]
    return [_bottom(group, apart) + apart * n for group in groups for n in range(int(group[1]))]


def _bottom(group: list[float], apart: float) -> float:
    return group[0] / group[1] - apart * (group[1] - 1) / 2


def _top(group: list[float], apart: float) -> float:
    return group[0] / group[1] + apart * (group[1] - 1) / 2


def spaced(labels: Sequence[str], width: float, size: int) -> list[int]:
    """The indices of the labels that fit side by side in ``width``, the last among them."""
    if not labels:
        return []
    widest = max(wide(label, size) for label in labels) + 14
    every = max(1, math.ceil(len(labels) * widest / width))
    return list(range(len(labels) - 1, -1, -every))[::-1]
