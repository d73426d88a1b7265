"""What concerns oneself, in a user's words."""

from __future__ import annotations

import pytest

from tests.dialog import MakeTalk, Talk, verify


@pytest.fixture
def growth(make_talk: MakeTalk) -> Talk:
    """alice leads Growth, bob sells in it; there are metrics and a standup at 09:30."""
    lines = ("/team new Growth", "/team add @bob --role sales", "/kpi adopt sales", "/standup set 09:30")
    return make_talk(after=[f"alice: {line}" for line in lines])


def test_it_shows_teams_numbers_tasks_standup_and_choices(growth: Talk) -> None:
    growth("bob: /kpi log leads 12")
    growth("alice: /kpi target leads 40 --period 2026-01 --for @bob")
    growth("alice: /todo add @bob Call the printer --due tomorrow")
    shown = growth("bob: /my").answer
    shown.has("bob · member", "Growth · sales", "leads: 12 of 40", "Nothing yet: won", "Call the printer", "6 Jan 2026")
    shown.has("Growth: I ask you at Mon 5 Jan 2026, 09:30 (Asia/Shanghai)")
    shown.has("Language: English", "My time: Mon 5 Jan 2026, 09:00 (Asia/Shanghai)", "Quiet hours: 20:00–08:00")
    assert growth("bob: /my show").answer.text == shown.text
    growth("alice: /my").answer.has("alice · administrator", "Growth · lead").lacks("Call the printer")


def test_it_says_where_one_stands_in_todays_standup(growth: Talk) -> None:
    growth("bob: /help")
    growth("! now 2026-01-05T09:30")
    waiting = growth("bob: /my").answer.has("Growth: waiting for your answer")
    assert waiting.button("Answer the standup") == "/standup"
    growth("bob: write the brief")
    growth("bob: /my").answer.has("Growth: answered")
    growth("! now 2026-01-10T12:00")  # a Saturday
    growth("bob: /my").answer.lacks("Today’s standup")


def test_it_names_the_next_meeting_that_is_ones_affair(growth: Talk) -> None:
    growth("bob: /my").answer.lacks("Next meeting")
    growth("alice in #growth: /team bind")
    growth("alice in #growth: /meeting new Sync --at tomorrow 10:00")
    growth("bob: /my").answer.has("Next meeting", "M1 · Sync · Tue 6 Jan 2026, 10:00 (Asia/Shanghai) · no agenda yet")
    growth("bob: /我的").answer.has("下一场会议", "还没有议程")
    growth("carol: /my").answer.lacks("Next meeting")


def test_whoever_has_nothing_yet_is_told_so(talk: Talk) -> None:
    talk("alice: /my").answer.has("You are in no team yet", "Nothing is open").lacks("My numbers", "standup")


def test_it_is_shown_in_the_words_of_each_place(make_talk: MakeTalk) -> None:
    talk = make_talk(language="zh-Hans")
    talk("阿明: /团队 新建 增长组")
    talk("阿明: /我的").answer.has("阿明 · 管理员", "增长组 · 组长", "没有未完成的待办", "免打扰时间: 20:00–08:00")
    talk("阿明: /我的 语言 繁體中文").answer.has("好，從現在起用繁體中文和你說話")
    talk("阿明: /我的").answer.has("阿明 · 管理員", "增长组 · 組長", "沒有未完成的待辦", "勿擾時段: 20:00–08:00")


# --- the time zone --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "local"),
    [
        ("Asia/Tokyo", "Mon 5 Jan 2026, 10:00 (Asia/Tokyo)"),
        ("tokyo", "Mon 5 Jan 2026, 10:00 (Asia/Tokyo)"),
        ("東京", "Mon 5 Jan 2026, 10:00 (Asia/Tokyo)"),
        ("New York", "Sun 4 Jan 2026, 20:00 (America/New_York)"),
        ("纽约", "Sun 4 Jan 2026, 20:00 (America/New_York)"),
        ("台北", "Mon 5 Jan 2026, 09:00 (Asia/Taipei)"),
        ("上海", "Mon 5 Jan 2026, 09:00 (Asia/Shanghai)"),
        ("北京时间", "Mon 5 Jan 2026, 09:00 (Asia/Shanghai)"),
        ("UTC", "Mon 5 Jan 2026, 01:00 (UTC)"),
    ],
)
def test_a_zone_is_a_place_and_the_time_there_is_echoed(talk: Talk, said: str, local: str) -> None:
    talk(f"alice: /my tz {said}").answer.has(f"For you it is {local}")
    talk("alice: /my").answer.has(f"My time: {local}")


def test_the_zone_is_said_in_the_readers_language(talk: Talk) -> None:
    talk("小李: /我的 时区 东京").answer.has("你那里现在是 2026年1月5日 周一 10:00（东京时间）")
    talk("美玲: /我的 時區 紐約").answer.has("你那裡現在是 2026年1月4日 週日 20:00（紐約時間）")


def test_a_place_nobody_knows_is_refused_and_the_zone_stays(talk: Talk) -> None:
    verify(
        talk,
        [
            ("alice: /my tz Atlantis", "I know no place called “Atlantis”"),
            ("alice: /my tz Tokio", "Did you mean Tokyo?"),
            ("alice: /my tz Australia", "more than one time zone"),
            ("alice: /my tz UTC+8", "I know no place called “UTC+8”"),
            ("alice: /my tz", "City or time zone?"),
            ("alice: Taipei", "(Asia/Taipei)"),
            ("alice: /my", "(Asia/Taipei)"),
        ],
    )


def test_the_standup_follows_whoever_moves(growth: Talk) -> None:
    growth("bob: /my tz Tokyo")  # half past nine there is half past eight here
    growth("bob: /my").answer.has("Growth: not asked today")
    assert not growth("! now 2026-01-06T08:29").to("@bob")
    assert growth("! now 2026-01-06T08:30").to("@bob")


# --- the language ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("中文", "用简体中文和你说话"),
        ("简体", "用简体中文和你说话"),
        ("zh-CN", "用简体中文和你说话"),
        ("zh_TW", "用繁體中文和你說話"),
        ("繁體", "用繁體中文和你說話"),
        ("Traditional Chinese", "用繁體中文和你說話"),
        ("ENGLISH", "I speak English with you now"),
        ("英文", "I speak English with you now"),
    ],
)
def test_the_answer_is_in_the_new_language_already(talk: Talk, said: str, answer: str) -> None:
    talk(f"alice: /my lang {said}").answer.has(answer)


def test_a_chosen_language_wins_over_the_one_typed(talk: Talk) -> None:
    talk("alice: /my lang English")
    talk("alice: /我的").answer.has("alice · administrator")
    talk("bob: /my lang zh-TW")
    talk("alice: /team new Growth")
    talk("alice: /team add @bob").one("@bob").has("把你加進了")
    talk("bob: /my lang 中文").answer.has("繁體中文")  # the script bob reads
    talk("bob: /my lang Klingon").answer.has("「Klingon」我還不會", "简体中文", "/my lang English")
    talk("bob: /my lang").answer.has("語言？")
    talk("bob: en").answer.has("I speak English with you now")


# --- quiet hours ----------------------------------------------------------------------------------


def test_quiet_hours_are_chosen_echoed_and_kept(growth: Talk) -> None:
    growth("bob: /my quiet 20:00-09:15").answer.has("From 20:00 to 09:15", "Mon 5 Jan 2026, 09:00 (Asia/Shanghai)")
    growth("bob: /my").answer.has("Quiet hours: 20:00–09:15")
    growth("alice: /todo add @bob Call the printer --due tomorrow")
    assert not growth("! now 2026-01-06T09:14").to("@bob")[2:], (
        "the prompt of the day before and its reminder, and no digest yet"
    )
    growth("! now 2026-01-06T09:15").one("@bob").has("Call the printer")
    growth("bob: /我的 免打扰 晚上10点到早上8点").answer.has("22:00", "08:00", "先替你留着")
    growth("bob: /my quiet off").answer.has("You have no quiet hours now")
    growth("bob: /我的").answer.has("免打扰时间: 无")


def test_quiet_hours_that_cannot_be_read_are_refused(talk: Talk) -> None:
    talk("alice: /my quiet at night").answer.has("at night", "20:00-08:00")
    talk("alice: /my quiet 20:00").answer.has("20:00-08:00")
    talk("alice: /my").answer.has("Quiet hours: 20:00–08:00")


def test_help_shows_lines_that_work_in_each_language(talk: Talk) -> None:
    talk("alice: /my help").answer.has("/my tz Taipei", "/my lang English", "/my quiet 20:00-09:00")
    talk("小李: /我的 帮助").answer.has("/我的 时区 上海", "/我的 免打扰 20:00-09:00")
    talk("美玲: /我的 說明").answer.has("/我的 時區 台北", "/我的 勿擾 20:00-09:00")
