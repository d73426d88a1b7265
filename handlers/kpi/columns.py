"""The columns of files of entries, as they are headed: read in any language, written in the reader's. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from handlers.kpi.rules import fold

_LANGUAGES: Final = ("en", "zh-Hans", "zh-Hant")
# The first three of each are what an export writes, in the order of the languages.
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "编号", "編號"),
    "date": ("date", "日期", "日期", "day", "时间", "時間"),
    "who": (
        "who", "人员", "人員", "person", "name", "member", "owner", "姓名", "成员", "成員", "负责人", "負責人",
    ),
    "metric": ("metric", "指标", "指標", "kpi", "指标名称", "指標名稱"),
    "value": ("value", "数值", "數值", "amount", "值"),
    "channel": ("channel", "渠道", "通路"),
    "campaign": ("campaign", "活动", "活動"),
    "region": ("region", "区域", "區域", "地区", "地區"),
    "note": ("note", "备注", "備註", "notes", "说明", "說明"),
}  # fmt: skip
KNOWN: Final = {fold(name): head for head, names in HEADS.items() for name in names}


def headings(language: str) -> tuple[str, ...]:
    """What an export calls its columns."""
    return tuple(names[_LANGUAGES.index(language)] for names in HEADS.values())
