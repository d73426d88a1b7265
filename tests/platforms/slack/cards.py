"""Worded cards for the tests of Slack's rendering: each part once, and the worst that people type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from bot.worded import (
    Piece,
    WordedBullets,
    WordedButton,
    WordedCard,
    WordedFacts,
    WordedField,
    WordedFigures,
    WordedForm,
    WordedPara,
    WordedQuote,
    WordedTable,
    Words,
)
from handlers.kit.charts import WordedChart
from tests.platforms.slack import limits

Json = dict[str, Any]

HOSTILE = (
    "<!channel> <!here> <@U1> <#C1> @channel @everyone *bold* _it_ ~x~ `code` ```pre``` <http://x|y> http://y.example "
    "&lt;b&gt; & :tada: > quote\n> quote"
)


def words(*pieces: str | Piece) -> Words:
    return tuple(piece if isinstance(piece, Piece) else Piece(piece) for piece in pieces)


def para(*pieces: str | Piece) -> WordedPara:
    return WordedPara(words(*pieces))


def note(*pieces: str | Piece) -> WordedPara:
    return WordedPara(words(*pieces), "note")


def heading(*pieces: str | Piece) -> WordedPara:
    return WordedPara(words(*pieces), "heading")


def code(text: str) -> Piece:
    return Piece(text, "code")


def card(*blocks: Any, language: str = "en", **more: Any) -> WordedCard:
    return WordedCard(language, more.pop("title", None), blocks, **more)


def field(name: str, kind: str, label: str, **more: Any) -> WordedField:
    given = {"required": False, "hint": None, "value": None, "choices": (), "error": None} | more
    return WordedField(name=name, label=label, kind=kind, **given)


TABLE = WordedTable(
    (words("Channel"), words("Leads"), words("Win rate")),
    (
        (words("抖音"), words("1.2万"), words("12.5%")),
        (words("Website"), words("3,400"), words("–")),
        (words("Fair\n(spring)"), words("-56"), words("8%")),
    ),
)
WIDE = WordedTable(
    (words("Whose"), words("So far"), words("By the end of June"), words("Pace"), words("Forecast")),
    (
        (words("Growth · leads"), words("1,212"), words("2,640"), words(Piece("behind", "bold")), words("4,100")),
        (words(Piece("Sales", "bold"), " · won"), words("–"), words("12"), words("on pace"), words("")),
    ),
)
CHART = WordedFigures(
    WordedChart("bar", "本月线索", ("抖音", "官网"), (("线索", (Decimal(12000), Decimal(3400))),)),
    WordedTable((words(""), words("线索")), ((words("抖音"), words("1.2万")), (words("官网"), words("3,400")))),
)
FIELDS = (
    field("name", "choice", "指标", required=True, choices=(("线索", "线索"), ("GMV", "成交额")), value="GMV"),
    field("value", "number", "数值", required=True),
    field("date", "date", "日期"),
    field("at", "time", "时间"),
    field("for", "person", "替谁", choices=(("@小李", "小李"), ("@alice", "alice"))),
    field("owner", "person", "负责人", choices=(("@小李", "小李"), ("@alice", "alice")), value="@小李"),
    field("place", "channel", "频道"),
    field("roles", "choices", "岗位", choices=(("content", "内容"), ("sales", "销售")), value="content, sales"),
    field("note", "long", "备注", value="第一行\n第二行", hint="只有你看得见"),
    field("team", "choice", "团队", choices=(("Growth", "Growth"),), value="Grwoth"),
)
FORM = card(
    para("数值？"), note("一句话搞定：", code("/指标 记录 线索 12 --日期 昨天")),
    title=words("记一笔"), language="zh-Hans", form=WordedForm("/kpi log", 42, "记一笔", FIELDS),
)  # fmt: skip
REFUSED = card(
    para("「一打左右」不是数字。"), tone="bad", language="zh-Hant",
    form=WordedForm("/kpi log", 42, "記一筆數字，或是更正先前記下的那一筆數字，兩樣都行",
                    (field("value", "number", "數值", value="一打左右", error="「一打左右」不是数字。"),)),
)  # fmt: skip
TOLD = card(
    para("Nothing was stored."), title=words("A title that has no room up there"), tone="bad",
    buttons=(WordedButton("Help", "/help"),),
)  # fmt: skip
MINE = card(
    WordedBullets((words("Growth · content planner"),)),
    heading("My numbers this month"), WordedBullets((words("leads: 1,212 of 4,800"),)),
    heading("Open action items"), WordedBullets((words(code("T3"), " · books a taxi · due Fri 9 Jan 2026"),)),
    heading("Today’s standup"), WordedBullets((words("Growth: waiting for your answer"),)),
    heading("Next meeting"), WordedBullets((words(code("M3"), " · Retro · Fri 9 Jan 2026, 15:00 (Asia/Shanghai)"),)),
    title=words("alice · member"),
    buttons=(WordedButton("Answer the standup", "/standup", "primary"), WordedButton("Log a figure", "/kpi log"),
             WordedButton("My language", "/my lang")),
)  # fmt: skip
EVERYTHING = card(
    para(HOSTILE), WordedPara(words(Piece(HOSTILE, "bold"), code(HOSTILE))), heading(HOSTILE), note(HOSTILE),
    note(HOSTILE, code("T3")), note("ok ", code("`x`\n")), WordedQuote(HOSTILE),
    WordedFacts(((words(HOSTILE), words(HOSTILE)),)), WordedBullets((words(HOSTILE),)),
    WordedTable((words(HOSTILE),), ((words(HOSTILE),), (words(Piece("x", "bold"), HOSTILE),))),
    para(Piece(HOSTILE, "mention"), Piece(HOSTILE, "channel")),
    title=words(HOSTILE), buttons=(WordedButton(HOSTILE, "/help"),),
    form=WordedForm("/kudos", 1, HOSTILE, (
        field("who", "person", HOSTILE, choices=((HOSTILE, HOSTILE),), value=HOSTILE),
        field("reason", "long", HOSTILE, value=HOSTILE, error=HOSTILE),
    )),
)  # fmt: skip

MESSAGES: Mapping[str, WordedCard] = {
    "paragraphs": card(
        para("已记下 ", Piece("线索", "bold"), "：", Piece("1.2万", "bold"), "，", code("K12")),
        para("负责人 ", Piece("@小李", "mention", "U01LI"), "，在 ", Piece("#增长", "channel", "C01GROWTH"), "，见 ",
             Piece("周报", "link", "https://example.com/a?x=1&y=*")),
        heading("本周"),
        note("来源：", Piece("周会", "bold")),
        note("发", code("/help"), "看看，或者找", Piece("@小李", "mention", "U01LI")),
        WordedQuote("第一行\n\n- 第二行\n1. 第三行"),
        language="zh-Hans",
    ),
    "lists": card(
        WordedFacts(((words("時區"), words("Asia/Taipei")), (words("勿擾"), words("20:00–08:00")))),
        WordedBullets((words("T3 · 更新投放計畫 · 週五"), words(code("T4"), " · 回訪\n客戶"))),
        title=words("我的待辦"), language="zh-Hant",
    ),
    "table": card(TABLE, title=words("This month")),
    "table-wide": card(WIDE),
    "chart": card(CHART, language="zh-Hans"),
    "chart-without-picture": card(CHART, language="zh-Hans"),
    "buttons": card(
        para("Done?"),
        buttons=(
            WordedButton("Done", "/todo done T3", "primary"), WordedButton("Later", "/todo snooze T3"),
            WordedButton("Drop it and say why nobody needs it any more: " + "x" * 60, "/todo drop T3", "danger"),
            WordedButton("Too long", "/todo note T3 " + "x" * 2000), WordedButton("/help", "/help"),
        ),
    ),
    "buttons-for-each-thing": card(
        WordedBullets((words("T1"), words("T3"))),
        buttons=(
            *(WordedButton(f"{what} {ref}", f"/todo {verb} {ref}", "primary" if verb == "done" else "plain")
              for ref in ("T1", "T3") for what, verb in (("Done", "done"), ("Later", "snooze"), ("Can’t", "cannot"))),
            WordedButton("Add an action item", "/todo add"),
        ),
    ),
    "good": card(para("Logged."), title=words("KPI"), tone="good"),
    "warn-without-title": card(para("快到期了。"), tone="warn", language="zh-Hans"),
    "good-list": card(WordedBullets((words("1 runs at 08:30."), words("2 runs at 09:00."))), tone="good"),
    "good-with-a-sign-of-its-own": card(para("👏 alice thanks bob"), tone="good"),
    "bad-without-words": card(TABLE, tone="bad"),
    "form": FORM,
    "form-that-nothing-keeps": card(form=WordedForm("/team new", None, "New team", (field("name", "text", "Name"),))),
    "hostile": EVERYTHING,
}  # fmt: skip


def faults(made: list[Json]) -> list[str]:
    """What Slack would refuse, or show wrongly, of messages."""
    return [fault for message in made for fault in limits.of_message(message)]


def elements(block: Json) -> list[Json]:
    """The innermost elements of a block of rich text."""
    if block["type"] != "rich_text":
        return []
    inner = [part for element in block["elements"] for part in element["elements"]]
    return [one for part in inner for one in part.get("elements", [part])]


def parts(made: Any) -> Iterator[Json]:
    """Every object in it."""
    if isinstance(made, dict):
        yield made
        made = list(made.values())
    if isinstance(made, list):
        for one in made:
            yield from parts(one)
