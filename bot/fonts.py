"""Finding a font with Chinese characters among those installed."""

from __future__ import annotations

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

# Where fontconfig is not in use: macOS and Windows.
_FILES: Final = {
    "/System/Library/Fonts/PingFang.ttc": ("PingFang SC", "PingFang TC"),
    "/System/Library/Fonts/Hiragino Sans GB.ttc": ("Hiragino Sans GB",),
    "/System/Library/Fonts/STHeiti Medium.ttc": ("Heiti SC", "Heiti TC"),
    "C:/Windows/Fonts/msyh.ttc": ("Microsoft YaHei",),
    "C:/Windows/Fonts/msjh.ttc": ("Microsoft JhengHei",),
    "C:/Windows/Fonts/simhei.ttf": ("SimHei",),
}


def cjk_font(language: str = "zh-Hans") -> str | None:
    """The family to draw Chinese with, in the character shapes of ``language``; None where there is no such font."""
    installed = _installed()
    column = 1 if language == "zh-Hant" else 0
    wanted = [row[column] for row in _FAMILIES] + [family for row in _FAMILIES for family in row]
    return next((family for family in wanted if family in installed), None)


@lru_cache(maxsize=1)
def _installed() -> frozenset[str]:
    """The families that this machine has; asked once, since fonts do not come and go."""
    listed = {family for file, families in _FILES.items() if Path(file).exists() for family in families}
    lister = shutil.which("fc-list")
    if lister:
        answer = subprocess.run(  # noqa: S603 - a fixed command, found on the path
            [lister, ":", "family"], capture_output=True, text=True, encoding="utf-8", timeout=10, check=False
        )
        listed |= {name.strip() for line in answer.stdout.splitlines() for name in line.split(",")}
    return frozenset(listed)
