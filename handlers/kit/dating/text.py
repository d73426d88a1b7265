"""Typed text made plain for the grammar: half-width, lower case, simplified; with the way back to what was typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Only characters that date words are written with; one for one, so that offsets stay what they are.
_PAIRS = (
    "週周 後后 點点 時时 個个 號号 兩两 鐘钟 鍾钟 禮礼 這这 內内 節节 聖圣 誕诞 國国 慶庆 勞劳 動动 陽阳 "
    "雙双 農农 曆历 歷历 臘腊 當当 為为 遲迟 於于 須须 間间 裡里 裏里 婦妇 兒儿 師师 親亲 長长 連连 業业 "
    "過过 終终 單单 應应 從从 結结 燈灯 頭头 掃扫 復复 會会 據据 總总 紀纪 開开 學学 歲岁 齊齐 萬万 際际 "
    "黃黄 網网 購购 費费 權权 愛爱 鮮鲜 龍龙 亞亚 盡尽 達达 爺爷 輪轮 來来 還还 貳二 參三 叁三 陸六 壹一 "
    "贰二 肆四 伍五 陆六 柒七 捌八 玖九 拾十 ○〇 零〇 "
)
_SIMPLE = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
_MARKS = {ord(a): b for a, b in zip("‘’ʼ`´“”‐‑‒–—―−～〜∼", "'''''\"\"-------~~~", strict=True)}
_TABLE = str.maketrans(_SIMPLE | _MARKS)
_DROPPED = frozenset("\u200b\u200c\u200d\u2060\ufeff\ufe0f\u00ad")

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"两": 2}
NUMERAL = "〇一二两三四五六七八九十百廿卅"
_CJK = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in its plain form; ``starts[i]`` is where its ``i``-th character came from, one more for the end."""

    text: str
    original: str
    starts: tuple[int, ...]

    def typed(self, start: int, end: int) -> str:
        """What was typed for a stretch of the plain text."""
        return self.original[self.starts[start] : self.starts[end]]


def plain(text: str) -> Plain:
    """The plain form of a typed text."""
    if text.isascii():
        return Plain(text.lower().replace("`", "'"), text, tuple(range(len(text) + 1)))
    out: list[str] = []
    starts: list[int] = []
    for at, char in enumerate(text):
        if char in _DROPPED:
            continue
        for part in unicodedata.normalize("NFKC", char).translate(_TABLE).lower():
            out.append(" " if part.isspace() and part != "\n" else part)
            starts.append(at)
    return Plain("".join(out), text, (*starts, len(text)))


def chinese(text: str) -> bool:
    """Whether there is Chinese in a text."""
    return _CJK.search(text) is not None


def number(numeral: str) -> int | None:
    """The value of digits or a Chinese numeral below 1000 (``12``, ``十二``, ``二〇二六``); None if it is none."""
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    numeral = numeral.replace("廿", "二十").replace("卅", "三十")
    if numeral and all(char in DIGITS for char in numeral):
        spelt = len(numeral) == 1 or "〇" in numeral or len(numeral) > 2  # 三四 means "three or four"
        return int("".join(str(DIGITS[char]) for char in numeral)) if spelt else None
    return _sum(numeral)


_SUM = re.compile(r"(?:([一二两三四五六七八九])百)?(〇)?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?")


def _sum(numeral: str) -> int | None:
    hit = _SUM.fullmatch(numeral)
    if hit is None or not numeral:
        return None
    hundreds, zero, tens, ten, ones = hit.groups()
    if (zero and (ten or not hundreds or not ones)) or (hundreds and not zero and ones and not ten):
        return None  # 一百〇十; 一百五 is 150, which no date needs
    below = (DIGITS[tens or "一"] * 10 if ten else 0) + DIGITS.get(ones or "〇", 0)
    return DIGITS.get(hundreds or "〇", 0) * 100 + below
