"""Several standups a team: a plan for the week, a look back at it, and those with questions of the team's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from handlers.kit.calendar import WorkingCalendar
from handlers.standup.asking import Asks, Kind, asks_named, own_questions
from handlers.standup.reading import unfold
from handlers.standup.rules import FIRST, LAST, prompts_on
from tests.dialog import MakeTalk, Talk
from tests.standup.conftest import FOUND, Move
from tests.standup.test_prompts import prompts

SYNC = "What surprised you?; What do you need?; Anything blocking?"
SEVERAL = (
    *FOUND,
    "alice: /kpi adopt sales",
    "alice: /kpi target leads 40 --period 2026-01 --for @bob",
    "alice: /todo add @bob call the printer --due Thursday",
    "alice: /todo add @bob far away --due 2026-01-20",
    "bob: /kpi log leads 5 --date 2026-01-02",
    "bob: /kpi log leads 7 --date 2026-01-03",
    "alice: /standup set 10:00",
    "alice: /standup set 09:30 --name Weekly plan",
    f"alice: /standup set 11:00 --name Sync --days mon,thu --questions {SYNC}",
)


@pytest.fixture
def several(make_talk: MakeTalk) -> Talk:
    """Growth has its daily standup at 10:00, a weekly plan at 09:30 on Mondays, and one with questions of its own."""
    return make_talk(after=SEVERAL)


def test_each_is_asked_at_its_time_with_its_questions(several: Talk) -> None:
    shown = several("alice: /standup show").answer
    shown.has("Growth’s standup", "Weekly plan of Growth", "the first working day of each week", "Sync of Growth")
    shown.has("Questions: What surprised you?, What do you need? and Anything blocking?", "Monday and Thursday")
    weekly = several("! now 2026-01-05T09:30").one("@bob")
    weekly.has("Weekly plan · Growth · Mon 5 Jan 2026", "plan for this week", "Due this week", "T1 call the printer")
    weekly.has("leads: 12 of 40", "• leads 12").lacks("far away")
    assert weekly.form is not None
    assert [f["label"] for f in weekly.form["fields"]] == ["Last week", "This week", "Blockers"]
    opened = several("bob: /standup").answer
    opened.has("This week?", "T1 call the printer\nleads 12 / 40")
    sync = prompts(several("! now 2026-01-05T11:00"), "@bob")
    assert [m.text.splitlines()[0] for m in sync] == [
        "Standup · Growth · Mon 5 Jan 2026", "Sync · Growth · Mon 5 Jan 2026",
    ]  # fmt: skip
    sync[1].has("1. What surprised you?", "3 answers numbered or on a line each")
    assert sync[1].form is not None
    assert [(f["name"], f["required"]) for f in sync[1].form["fields"]] == [
        ("today", True), ("a2", False), ("blockers", False),
    ]  # fmt: skip
    tuesday = several("! now 2026-01-06T12:00")
    assert len(prompts(tuesday, "@bob")) == 1


def test_each_reply_answers_its_own_and_stays_editable(several: Talk) -> None:
    several("! now 2026-01-05T11:00")
    answer = several("bob: 1. the price 2. a designer 3. the printer is down").answer
    answer.has("Sync · Growth", "What surprised you?\n> the price", "> a designer", "T3 · the printer is down")
    several("alice: What surprised you? nothing\n| What do you need: more time").answer.has("> nothing", "> more time")
    last = several("小李: 天气")
    post = last.one("#growth")
    assert post.text.splitlines() == [
        "Sync · Growth · Mon 5 Jan 2026",
        "Blockers",
        "• T3 · bob: the printer is down",
        "3 of 3 answered.",
        "What each says is in the thread.",
    ]
    assert [m.text for m in last if m.under == post.id] == [
        "alice\nWhat surprised you?: nothing\nWhat do you need?: more time",
        "bob\nWhat surprised you?: the price\nWhat do you need?: a designer\nBlockers: T3 · the printer is down",
        "小李\nWhat surprised you?: 天气",
    ]
    edited = several("bob: /standup --name sync --today the weather").thread("#growth")
    assert edited.updates == post.id
    edited.has("What surprised you?: the weather", "What do you need?: a designer", "printer is down")
    assert several(f"bob: {post.button('Add or change mine')}").answer.has("the weather", "a designer").form is not None
    several("bob: cancel")
    # The others are still open, and a plain text answers the newest of them.
    several("bob: ad copy").answer.has("Standup · Growth", "> ad copy")
    several("bob: sell and sell").answer.has("Weekly plan · Growth", "This week\n> sell and sell")


def test_the_nearest_open_one_is_meant_and_a_name_says_more(several: Talk) -> None:
    several("! now 2026-01-05T11:00")
    several("bob: /standup --today a").answer.has("Sync · Growth")
    several("bob: /standup --today b").answer.has("Standup · Growth", "Noted")
    several("bob: /standup --today c").answer.has("Weekly plan · Growth")
    several("bob: /standup --today d").answer.has("Sync · Growth", "Changed")
    several("bob: /standup --today e --name daily").answer.has("Standup · Growth", "Changed", "> e")
    several("小李: /站会 --今天 文案 --名称 weekly PLAN").answer.has("Weekly plan · Growth", "本周\n> 文案")
    several("bob: /standup --name Retro").answer.has("no standup called “Retro”", "daily, Weekly plan or Sync")
    several("bob: /standup --name sync --today x --a5 y").answer.has("3 questions")
    # An answer to one leaves the others' questions open.
    several("alice: /standup --name sync --today x")
    several("alice: plan").answer.has("Standup · Growth", "> plan")


def test_two_at_the_same_time_are_asked_back(several: Talk) -> None:
    several("alice: /standup set 10:00 --name Sync")
    several("! now 2026-01-05T10:00")
    which = several("bob: /standup --today x").answer.has("Which standup? daily or Sync")
    several(f"bob: {which.button('Sync')}").answer.has("What surprised you?")


def test_it_keeps_what_is_not_named_and_comes_back_as_it_was(several: Talk) -> None:
    changed = several("alice: /standup set 15:00 --name sync").answer
    changed.has("Sync of Growth is set", "15:00", "Monday and Thursday", "Anything blocking?")
    off = several("alice: /standup off --name sync").answer.has("Sync of Growth is off")
    several("alice: /standup show").answer.lacks("Sync")
    several(f"alice: {off.button('Turn it on again')}").answer.has(
        "Sync of Growth is set", "15:00", "Monday and Thursday"
    )
    several("alice: /standup optional @bob --name sync").answer.button("Wait for them again").endswith("--name Sync")
    shown = several("alice: /standup show --name sync").answer.has("Sync of Growth").lacks("Weekly plan")
    shown.has("bob: will be asked Mon 5 Jan 2026, 15:00 (Asia/Shanghai) · optional")
    several("alice: /standup off").answer.has("Growth’s standup is off")
    # Without the daily one a name has to be said, until there is one alone.
    several("alice: /standup off").answer.has("Which standup? Weekly plan or Sync")
    several("alice: /standup off --name weekly plan")
    several("alice: /standup off").answer.has("Sync of Growth is off")


def test_questions_changed_meanwhile_are_for_the_next_time(several: Talk) -> None:
    several("! now 2026-01-05T11:00")
    several("bob: the price")
    several("alice: /standup set 11:00 --name Sync --questions One?; Two?")
    several("alice: the weather").answer.has("What surprised you?\n> the weather")
    several("小李: 天气").thread("#growth").has("What surprised you?: the price").lacks("One?")
    assert "1. One?" in prompts(several("! now 2026-01-08T11:00"), "@bob")[-1].text


def test_the_teams_clock_asks_everybody_at_once(found: Talk, move: Move) -> None:
    move(found, "bob", "America/New_York")
    found("alice: /standup set 21:00 --clock team").answer.has("21:00 by the team’s clock (Asia/Shanghai)")
    heard = found("! now 2026-01-05T21:00")
    assert [len(prompts(heard, who)) for who in ("@alice", "@bob", "@小李")] == [1, 1, 1]
    answered = found("bob: copy").answer.has("Standup · Growth · Mon 5 Jan 2026")
    answered.has("Mon 5 Jan 2026, 10:00 (America/New_York)")
    found("alice: /team tz Europe/Berlin").answer.has("Europe/Berlin")
    heard = found("! now 2026-01-07T12:00")
    assert [m.at for m in prompts(heard, "@bob")] == ["2026-01-07T04:00:00+08:00"]
    found("alice: /standup set 21:00 --clock own").answer.has("where each person is")


def test_what_cannot_be(found: Talk) -> None:
    found(f"alice: /standup set 11:00 --name Long --questions {'; '.join(f'q{n}' for n in range(9))}").answer.has(
        "8 questions"
    )
    found("alice: /standup set 11:00 --questions ;").answer.has("questions")
    found(f"alice: /standup set 11:00 --questions {'x' * 121}").answer.has("120")
    found("bob: /standup set 11:00 --name Mine").answer.has("lead")
    for number in range(8):
        found(f"alice: /standup set 11:00 --name N{number}").answer.has(f"N{number} of Growth is set")
    found("alice: /standup set 11:00 --name N8").answer.has("up to 8 standups")


def test_in_chinese(found: Talk) -> None:
    found("小李: /my lang zh-Hans")
    found("alice: /my lang zh-Hant")
    found("alice: /站會 設定 9:30 --名稱 週計畫").answer.has(
        "Growth的「週計畫」設好了", "每週第一個上班日", "上週、本週和障礙"
    )
    found("alice: /站会 设置 16点 --名称 复盘").answer.has("每週最後一個上班日")
    heard = found("! now 2026-01-05T09:30")
    heard.one("@小李").has("週計畫 · Growth · 2026年1月5日 周一", "这周打算做什么")
    found("小李: 上周：写稿\n| 本周：投放\n| 卡点：等法务").answer.has("上周\n> 写稿", "本周\n> 投放", "等法务")
    assert "1. 做得好的" in found("! now 2026-01-09T16:00").one("@小李").text
    found("小李: 做得好的：投放\n| 不足：太慢\n| 改进：早点开始").answer.has(
        "做得不好的\n> 太慢", "要改进的\n> 早点开始"
    )


def test_the_first_and_the_last_working_day_of_a_week() -> None:
    china = WorkingCalendar("CN", {})
    year = [date(2026, 1, 5) + timedelta(days=n) for n in range(7 * 45)]
    for days in (FIRST, LAST):
        taking = [day for day in year if prompts_on(days, day, china)]
        worked = {day.isocalendar().week for day in year if china.is_workday(day)}
        assert [day.isocalendar().week for day in taking] == sorted(worked)
    assert prompts_on(LAST, date(2026, 2, 14), china), "a make-up Saturday ends its week"
    assert not prompts_on(LAST, date(2026, 2, 13), china)


@pytest.mark.parametrize(
    ("typed", "questions"),
    [
        ("A; B;C", ("A", "B", "C")),
        ("What went well? What did not?", ("What went well?", "What did not?")),
        ("1. 好的？\n2. 不好的？", ("好的？", "不好的？")),
        ("好的；不好的；", ("好的", "不好的")),
        ("A; A", ("A",)),
        (" ; ", ()),
    ],
)
def test_questions_are_read(typed: str, questions: tuple[str, ...]) -> None:
    assert own_questions(typed) == Asks(Kind.OWN, questions)


def test_names_choose_the_questions() -> None:
    assert asks_named("Weekly  Plan") == asks_named("周计划") == Asks(Kind.WEEKLY)
    assert asks_named("週檢討") == asks_named("RETRO") == Asks(Kind.RETRO)
    assert asks_named("Sync") is None


@pytest.mark.parametrize(
    ("questions", "text", "found"),
    [
        (("Well?",), "1. a\n2. b", {"today": "1. a\n2. b"}),
        (("Well?", "Badly?"), "a\nb", {"today": "a", "a2": "b"}),
        (("Well?", "Badly?"), "badly: b", {"a2": "b"}),
        (("Well?", "Badly?"), "Badly? b\nWell? a", {"today": "a", "a2": "b"}),
        (("Blocked?", "Plan?"), "1) x 2) y", {"blockers": "x", "today": "y"}),
        (("Blocked?",), "x", {"today": "x"}),
        (("A", "B", "C"), "just a text", {"today": "just a text"}),
        (("(a+b)?", "c"), "(a+b): 3\nc: 4", {"today": "3", "a2": "4"}),
    ],
)
def test_an_answer_to_own_questions_is_taken_apart(
    questions: tuple[str, ...], text: str, found: dict[str, str]
) -> None:
    assert unfold(text, Asks(Kind.OWN, questions)) == found
