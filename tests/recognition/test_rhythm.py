"""What a team hears of its kudos by the clock: the week's digest, ceremonies, and for the lead the pairs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.errors import BadInput
from handlers.kit.periods import Period
from handlers.recognition.rules.rhythm import Story, covered, held_on, honours, read_ceremony_day, week_ends
from storage.states import Every
from tests.dialog import MakeTalk

TEAM = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice: /team add @dan",
    "alice: /team add @小李",
    "alice in #growth: /team bind",
    "alice: /kudos values #Teamwork #speed",
    "bob: /help",
    "小李: /帮助",
)
CHINA = WorkingCalendar("CN")


def test_a_digest_as_the_week_ends_and_a_ceremony_as_the_month_begins(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM, now="2026-01-23T09:00")  # Friday
    talk("alice: /kudos ceremony").answer.has("no ceremony yet").button("Monthly")
    talk("bob: /kudos ceremony monthly").answer.has("lead of Growth")
    talk("alice: /kudos ceremony monthly").answer.has("Next: Mon 2 Feb 2026, 16:00", "For: January 2026")
    talk("bob in #growth: /kudos @alice kept calm +2 #teamwork")
    talk("小李 in #growth: /点赞 @bob 帮我改文案 +6 #speed")
    talk("bob: /kudos @小李 a quiet word +50 --private")
    talk("alice: /kudos @dan a mistake")
    talk("alice: /kudos undo")
    talk("dan: /kudos board off")
    talk("alice in #growth: /kudos @dan saved the day +9")
    told = talk("! now 2026-01-23T16:00").one("#growth")
    told.has("Thanked this week · Growth", "alice: kept calm #teamwork (bob, +2)", "bob: 帮我改文案", "#Teamwork × 1")
    told.lacks("quiet", "mistake", "dan", "@")
    talk("alice: /kudos @bob late on Friday")
    heard = talk("! now 2026-02-02T15:00").to("#growth")
    assert [m.at[:16] for m in heard] == ["2026-01-30T16:00"]
    heard[0].has("late on Friday").lacks("kept calm")
    talk("bob: /kudos @alice is not of January +90")
    honoured = talk("! now 2026-02-02T16:00").one("#growth")
    honoured.has(
        "Growth in January 2026", "thanked 3 times", "1. 小李 · 50 points", "2. bob · 7 points", "3. alice · 2"
    )
    honoured.has("#Teamwork: alice · 2 points", "#speed: bob · 6 points", "bob: 帮我改文案 #speed (小李, +6)")
    honoured.lacks("quiet", "dan", "@", "90")
    assert honoured.images, "those with most points are drawn"
    assert not talk("! now 2026-02-05T09:00").to("#growth"), "a week without kudos so far"


def test_ceremonies_are_moved_paused_and_ended(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    talk("alice: /kudos ceremony weekly --day Thursday --at 17:30").answer.has(
        "Thu 8 Jan 2026, 17:30", "week 2 of 2026"
    )
    talk("alice: /kudos ceremony quarterly --day last").answer.has("Tue 31 Mar 2026, 17:30", "For: Q1 2026")
    talk("alice: /按讚 表揚會 --哪天 1").answer.has("每季", "2026年4月1日", "2026年第一季")
    talk("alice: /kudos ceremony weekly --day 40").answer.has("“40” is no weekday", "--day Friday")
    talk("alice: /kudos ceremony monthly --day 32").answer.has("“32” is no day of the month", "--day 1")
    talk("bob: /kudos @alice thanks")
    shown = talk("alice: /schedule list").answer
    shown.has(
        "Kudos of the week | Growth", "Kudos ceremony | Growth", "Points given to each other (for the lead) | Growth"
    )
    talk("alice: /schedule pause kudos-weekly")
    talk("alice: /team tz New York")
    talk("alice: /schedule list").answer.has("Kudos of the week | Growth (America/New_York) | paused")
    assert not talk("! now 2026-01-10T09:00").to("#growth")
    talk("alice: /kudos ceremony off").answer.has("no ceremony yet")
    talk("alice: /schedule list").answer.lacks("Kudos ceremony")


def test_leads_hear_of_pairs_once_a_month_unless_they_turn_it_down(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM, now="2026-01-30T09:00")
    talk("bob: /kudos @dan thanks +9")
    talk("dan: /kudos @bob thanks +9 --private")
    told = talk("! now 2026-02-02T10:00")
    told.one("@alice").has("bob gave dan 9 of 9 points, dan gave bob 9 of 9", "January 2026")
    assert not told.to("@bob")
    talk("alice: /my mute pairs")
    talk("bob: /kudos @dan thanks +9")
    talk("dan: /kudos @bob thanks +9")
    assert not talk("! now 2026-03-02T10:00").to("@alice")


@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.sampled_from([Every.WEEK, Every.MONTH, Every.QUARTER]), st.data()
)
def test_a_ceremony_is_once_in_each_period_on_a_working_day(day: date, every: Every, data: st.DataObject) -> None:
    on_day = data.draw(st.integers(0 if every is Every.WEEK else 1, 6 if every is Every.WEEK else 31))
    kind = {Every.WEEK: "week", Every.MONTH: "month", Every.QUARTER: "quarter"}[every]
    period = Period.of(kind, day)  # type: ignore[arg-type]
    days = [period.first + timedelta(days=n) for n in range((period.last - period.first).days + 1)]
    held = [one for one in days if held_on(every, on_day, CHINA, one)]
    worked = any(map(CHINA.is_workday, days))
    assert len(held) == (1 if worked else 0)
    for one in held:
        assert CHINA.is_workday(one)
        assert covered(every, on_day, one) in (period, period.previous())


def test_the_week_ends_before_its_holidays() -> None:
    assert week_ends(CHINA, date(2026, 1, 5)) == date(2026, 1, 9)
    assert week_ends(CHINA, date(2026, 4, 30)) == date(2026, 4, 30)  # 1 May is a holiday
    assert week_ends(CHINA, date(2026, 10, 5)) == date(2026, 10, 9) or not CHINA.is_workday(date(2026, 10, 9))
    assert week_ends(CHINA, date(2026, 2, 18)) is None  # the Spring Festival's


@pytest.mark.parametrize(
    ("text", "every", "day"),
    [
        ("Friday", Every.WEEK, 4), ("周三", Every.WEEK, 2), ("1", Every.MONTH, 1), ("15号", Every.MONTH, 15),
        ("last", Every.QUARTER, 31), ("月底", Every.MONTH, 31), ("mon-fri", Every.WEEK, None), ("0", Every.MONTH, None),
    ],
)  # fmt: skip
def test_days_of_ceremonies_are_read(text: str, every: Every, day: int | None) -> None:
    if day is None:
        with pytest.raises(BadInput):
            read_ceremony_day(text, every)
    else:
        assert read_ceremony_day(text, every) == day


def test_equals_are_honoured_side_by_side_and_stories_are_of_different_people() -> None:
    stories = [Story("g", ("a",), f"for {n}", n, ("x",)) for n in (3, 2)] + [Story("g", ("b",), "too", 5, ("x",))]
    told = honours("T", Period("2026-01"), [("a", 5), ("b", 5), ("c", 1)], stories, {"x": "X", "y": "Y"})
    assert [(p.rank, p.name) for p in told.most] == [(1, "a"), (1, "b"), (3, "c")]
    assert told.by_value == (("X", ("a", "b"), 5),)
    assert [story.reason for story in told.stories] == ["too", "for 3"]
