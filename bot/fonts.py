"""Finding a font with Chinese characters among those installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Final

# In order of looks; the first of a row is for simplified, the second for traditional characters.
_FAMILIES: Final[tuple[tuple[str, str], ...]] = (
    ("Noto Sans CJK SC", "Noto Sans CJK TC"),
    ("Noto Sans SC", "Noto Sans TC"),
    ("Source Han Sans SC", "Source Han Sans TC"),
    ("Source Han Sans CN", "Source Han Sans TW"),
    ("PingFang SC", "PingFang TC"),
    ("Microsoft YaHei", "Microsoft JhengHei"),
    ("Hiragino Sans GB", "Hiragino Sans GB"),
    ("WenQuanYi Micro Hei", "WenQuanYi Micro Hei"),
    ("WenQuanYi Zen Hei", "WenQuanYi Zen Hei"),
    ("Droid Sans Fallback", "Droid Sans Fallback"),
    ("Heiti SC", "Heiti TC"),
    ("SimHei", "SimHei"),
    ("Noto Serif CJK SC", "Noto Serif CJK TC"),
    ("AR PL UMing CN", "AR PL UMing TW"),
)
# Those with serifs, for what is solemn.
_SERIFS: Final[tuple[tuple[str, str], ...]] = (
    ("Noto Serif CJK SC", "Noto Serif CJK TC"),
    ("Noto Serif SC", "Noto Serif TC"),
    ("Source Han Serif SC", "Source Han Serif TC"),
    ("Songti SC", "Songti TC"),
    ("SimSun", "PMingLiU"),
    ("AR PL UMing CN", "AR PL UMing TW"),
)

# Where fontconfig is not in use: macOS and Windows.
_FILES: Final = {
    "/System/Library/Fonts/PingFang.ttc": ("PingFang SC", "PingFang TC"),
    "/System/Library/Fonts/Hiragino Sans GB.ttc": ("Hiragino Sans GB",),
    "/System/Library/Fonts/STHeiti Medium.ttc": ("Heiti SC", "Heiti TC"),
    "C:/Windows/Fonts/msyh.ttc": ("Microsoft YaHei",),
    "C:/Windows/Fonts/msjh.ttc": ("Microsoft JhengHei",),
    "C:/Windows/Fonts/simhei.ttf": ("SimHei",),
    "/System/Library/Fonts/Supplemental/Songti.ttc": ("Songti SC", "Songti TC"),
    "C:/Windows/Fonts/simsun.ttc": ("SimSun",),
}


def cjk_font(language: str = "zh-Hans", *, serif: bool = False) -> str | None:
    """The family to draw Chinese with, in the character shapes of ``language``, with serifs if there is one; None where
    there is no such font."""
    installed = _installed()
    column = 1 if language == "zh-Hant" else 0
    solemn = [row[column] for row in _SERIFS] if serif else []
    wanted = [*solemn, *(row[column] for row in _FAMILIES), *(family for row in _FAMILIES for family in row)]
    return next((family for family in wanted if family in installed), None)


def undrawable(text: str) -> str:
    """The characters of a text that no installed font has: they would be drawn as empty boxes."""
    wanted = {char for char in text if not char.isspace()}
    known = _characters()
    if known is None:  # nothing says what the fonts have: what is surely there is let through
        chinese = _CHINESE if cjk_font() is not None else _LATIN
        return "".join(sorted(char for char in wanted if not chinese.fullmatch(char)))
    return "".join(sorted(char for char in wanted if not any(first <= ord(char) <= last for first, last in known)))


_LATIN: Final = re.compile("[ -\u024f\u2010-\u2027]")
_CHINESE: Final = re.compile("[ -\u024f\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]")


@lru_cache(maxsize=1)
def _characters() -> tuple[tuple[int, int], ...] | None:
    """The spans of characters that the installed fonts have, together; None where there is nobody to ask."""
    lister = shutil.which("fc-list")
    if not lister:
        return None
    answer = _asked(lister, ":", "charset")
    spans = sorted(_span(part) for line in answer.splitlines() for part in line.partition("=")[2].split())
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    return tuple(joined)


def _span(part: str) -> tuple[int, int]:
    first, _, last = part.partition("-")
    return int(first, 16), int(last or first, 16)


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    """The families that this machine has; asked once, since fonts do not come and go."""
    listed = {family for file, families in _FILES.items() if Path(file).exists() for family in families}
    lister = shutil.which("fc-list")
    if lister:
        listed |= {name.strip() for line in _asked(lister, ":", "family").splitlines() for name in line.split(",")}
    return frozenset(listed)


def _asked(*command: str) -> str:
    answer = subprocess.run(  # noqa: S603 - a fixed command, found on the path
        command, capture_output=True, text=True, encoding="utf-8", timeout=10, check=False
    )
    return answer.stdout
