"""The same in Chinese, simplified and traditional."""

from __future__ import annotations

import pytest

from tests.dialog import MakeTalk, Talk, verify


@pytest.fixture
def hans(make_talk: MakeTalk) -> Talk:
    """小李 leads 小王; the channel manager's metrics are adopted."""
    lead = ("小李: /团队 新建 增长组", "小李: /团队 添加 @小王 --岗位 渠道", "小李: /指标 采用 渠道")
    return make_talk(after=(*lead, "小王: /指标"))


def test_a_day_in_simplified_chinese(hans: Talk) -> None:
    verify(
        hans,
        [
            ("小王: /指标 记录 花费 ￥3,000 --渠道 抖音 --日期 昨天", "K1：花费 ¥3,000，2026年1月4日 周日（上海时间）"),
            ("小王: /指标 记录 花费1.2万 —渠道 抖音 —备注 加投", "K2：花费 ¥1.2万，2026年1月5日 周一"),
            ("小王: /指标 填报 新客户 三十", "K3：新客户 30"),
            ("小王: 指标 记录 新客户：20", "2026年1月：50"),
            ("小王: /指标 查看 获客成本", "我 | ¥300 |"),
            ("小王: /指标 看 花费 --按 渠道", "抖音 | ¥1.5万 | 100%"),
            ("小李: /指标 目标 花费 2万 --周期 本月 --给 @小王", "2026年1月花费目标（小王）：不超过 ¥2万。"),
            ("小李: /指标 更正 K1 4000 --备注 少记了", "K1 已改为 ¥4,000，原来是 ¥3,000：小王 的花费"),
            ("小王: /指标 撤销", "K4 已撤回：新客户 20"),
            ("小王: /指标 历史 花费", "K1 · 小王 · ¥3,000 → ¥4,000（小李 记） · 2026年1月4日 周日 · 抖音 · 少记了"),
            ("小王: /指标", "花费 | ¥1.6万 | ¥2万（达标） | –"),
        ],
    )


REFUSED = (
    ("/指标 记录 获客成本 20", "「获客成本」不用直接记，它由 花费 / 新客户 算出"),
    ("/指标 记录 花废 20", "你说的是 花费 吗"),
    ("/指标 记录 花费 $20", "另一种货币"),
    ("/指标 记录 花费 很多", "很多"),
    ("/指标 记录 花费 20 --日期 明天", "明天"),
    ("/指标 记录 花费 20 昨天", "「昨天」是日期，请写在 --日期 后面"),
    ("/指标 定义 12", "权限"),
    ("/指标 撤销", "没有可以撤销的记录"),
)


def test_refusals_in_simplified_chinese(hans: Talk) -> None:
    for line, why in REFUSED:
        hans(f"小王: {line}").answer.has(why)


def test_a_closed_month_in_chinese(hans: Talk) -> None:
    hans("! now 2026-01-09T09:00")
    hans("小王: /指标 记录 花费 20 --日期 12月31日").answer.has("2025年12月的数据到2026年1月8日 周四为止")
    hans("小李: /指标 记录 花费 20 --日期 12月31日").answer.has("写明备注后仍可以改", "--备注 发票晚到")


def test_a_day_in_traditional_chinese(make_talk: MakeTalk) -> None:
    talk = make_talk(zone="Asia/Taipei", language="zh-Hant", muster_country="TW")
    verify(
        talk,
        [
            ("小陳: /團隊 新增 成長組", "成長組"),
            ("小陳: /指標 採用 業務", "名單 · 數值 · 越高越好 · 累計加總"),
            ("小陳: /指標 記錄 名單 1.2萬 --日期 昨天", "K1：名單 1.2萬，2026年1月4日 週日（台北時間）"),
            ("小陳: /指標 回報 成交 三千 --通路 臉書", "K2：成交 3,000"),
            ("小陳: /指標 檢視 成交率", "我 | 25% |"),
            ("小陳: /指標 記錄 成交額 NT$3,000", "成交額 NT$3,000"),
            ("小陳: /指標 記錄 成交額 4000元", "2026年1月：NT$7,000"),
            ("小陳: /指標 記錄 成交率 25%", "「成交率」不用直接記"),
            ("小陳: /指標 目標 名單 2萬 --期間 本月", "2026年1月名單目標（成長組）：2萬。"),
            ("小陳: /指標 復原", "K4 已收回：成交額 NT$4,000"),
            ("小陳: /指標 歷史 成交額", "K4 · 小陳 · NT$4,000 → 已收回"),
            ("小陳: /指標 清單", "共 6 個指標"),
        ],
    )


@pytest.mark.parametrize(
    ("language", "help_", "names", "who"),
    [
        ("en", "/kpi help", ("leads", "won"), "bob"),
        ("zh-Hans", "/指标 帮助", ("线索", "成单"), "小李"),
        ("zh-Hant", "/指標 說明", ("名單", "成交"), "小李"),
    ],
)
def test_every_example_of_the_help_works(
    make_talk: MakeTalk, language: str, help_: str, names: tuple[str, str], who: str
) -> None:
    talk = make_talk(language=language)
    for line in ("/team new Growth", f"/team add @{who}", *(f"/kpi define {name}" for name in names)):
        talk(f"alice: {line}")
    for value in range(1, 13):
        talk(f"alice: /kpi log {names[0]} {value}")
    lines = [line[2:].split(" — ")[0] for line in talk(f"alice: {help_}").answer.text.splitlines() if " — " in line]
    lines = [line for line in lines if " A3" not in line]  # there is no alert yet
    assert len(lines) > 10
    for line in lines:
        answer = talk(f"alice: {line}").answer
        assert answer.form is None, f"{line} asks back:\n{answer.text}"
        answer.lacks("For example:", "例如：")
