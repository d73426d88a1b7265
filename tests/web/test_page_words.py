"""The chat page's own words: complete in the three languages, and all of them used."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.web import chat
from bot.web.chat import LANGUAGES, preferred

WEB = Path(chat.__file__).parent
WORDS = {code: json.loads((WEB / "locales" / f"{code}.json").read_text("utf-8")) for code in LANGUAGES}
SOURCES = [*(WEB / "static").glob("*.js"), *(WEB / "templates").glob("*.html")]


def slots(text: str) -> set[str]:
    return set(re.findall(r"\{\w+\}", text))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_every_word(code: str) -> None:
    assert WORDS[code].keys() == WORDS["en"].keys()
    for key, text in WORDS[code].items():
        assert text.strip() == text != "", key
        assert slots(text) == slots(WORDS["en"][key]), key


def test_chinese_is_written_in_its_own_script() -> None:
    for key, text in WORDS["zh-Hant"].items():
        assert not re.search("[专项频户点赞们时钟说话输选择发删没这样过还见语链应]", text), (key, text)
    for key, text in WORDS["zh-Hans"].items():
        assert not re.search("[專項頻戶點讚們時鐘說話輸選擇發刪沒這樣過還見語鏈應]", text), (key, text)


def test_every_word_is_used_and_every_used_one_is_there() -> None:
    source = "\n".join(path.read_text("utf-8") for path in SOURCES)
    # Whole keys in quotes, or the beginning of one that is put together (`empty-${kind}-title`).
    parts = tuple(re.findall(r"`([a-z-]+)\$\{", source))
    unused = [key for key in WORDS["en"] if f'"{key}"' not in source and not key.startswith(parts)]
    assert unused == []
    asked = set(re.findall(r"""(?:\bt\(|\bword\()"([a-z0-9-]+)\"""", source))
    asked |= set(re.findall(r'data-word(?:-\w+)?="([a-z][a-z0-9-]*)"', source))
    assert asked - WORDS["en"].keys() == set()


@pytest.mark.parametrize(
    ("accept", "language"),
    [
        ("", "en"),
        ("*", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("fr-FR,fr;q=0.9", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans"),
        ("zh", "zh-Hans"),
        ("zh-SG", "zh-Hans"),
        ("zh-TW,zh;q=0.9", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("zh-Hant-MO", "zh-Hant"),
        ("zh-Hans-HK", "zh-Hans"),
        ("fr, zh-TW;q=0.5, en;q=0.3", "zh-Hant"),
        ("en;q=0.3, zh-CN;q=0.9", "zh-Hans"),
        ("zh;q=0, en", "en"),
        (";;;,,=q", "en"),
    ],
)
def test_the_page_begins_in_the_readers_language(accept: str, language: str) -> None:
    assert preferred(accept) == language
