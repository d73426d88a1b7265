"""Milestones and their monthly check, in a user's words and on the clock."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from handlers.kit.context import Ctx
from storage.models.goals import GoalCheck, MilestonePlan
from tests.dialog import Heard, MakeTalk, Talk, verify

# alice leads Growth in #growth with bob and 小李; leads add up.
GROWTH = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice: /team add @小李",
    "alice in #growth: /team bind",
    "alice: /kpi define leads",
)
# bob is to bring 100 leads in 2026, 20 % of them in January, 45 % by February's end.
TARGET = (
    *GROWTH,
    "alice: /kpi target leads 100 --period 2026 --for @bob",
    "alice: /goal milestones leads 20% 45% --for @bob",
)


FRIDAY = "2026-01-30T12:00"  # the last working day of January: on Monday it is checked


@pytest.fixture
def growth(make_talk: MakeTalk) -> Talk:
    """alice leads Growth in #growth with bob and 小李; leads add up; January is about to end."""
    return make_talk(after=GROWTH, now=FRIDAY)


@pytest.fixture
def team(make_talk: MakeTalk) -> Talk:
    """The same, with a target of 100 leads for bob and milestones of 20 % and 45 %."""
    return make_talk(after=TARGET, now=FRIDAY)


def checks(heard: Heard) -> list[str]:
    """The milestone checks among what was heard."""
    return [m.text for m in heard if "ilestones for" in m.text.partition("\n")[0]]


# --- setting milestones -------------------------------------------------------------------------


def test_milestones_are_set_and_what_is_missing_is_said(team: Talk) -> None:
    heard = team("alice: /goal milestones leads 20% 45% --for @bob")
    answer = heard.answer.has("Milestones: bob · leads, 2026", "January 2026 | 20% | 20", "February 2026 | 45% | 45")
    answer.has("March 2026 | 50.5% | 50.5", "December 2026 | 100% | 100")
    answer.has("The first 2 months are as you gave them", "evenly from 45% to 100% in December")
    heard.one("@bob").has("alice set the milestones on the way to your target", "January 2026 | 20% | 20")


def test_without_percents_they_are_even_twelfths(team: Talk) -> None:
    team("alice: /goal milestones leads --for @bob").answer.has("January 2026 | 8.3% | 8.34", "Even twelfths")
    team("alice: /goal milestones leads even --for @bob").answer.has("8.3% | 8.34", "Even twelfths")
    team("alice: /目标 里程碑 leads 平均 --对象 @bob").answer.has("8.3% | 8.34")


def test_once_the_whole_is_due_no_months_follow(team: Talk) -> None:
    answer = team("alice: /goal milestones leads 20% 45% 70% 100% --for @bob").answer
    answer.has("April 2026 | 100% | 100").lacks("May", "evenly")


def test_in_chinese_both_ways(team: Talk) -> None:
    team("alice: /目标 里程碑 leads 两成 45％、70% --对象 @bob").answer.has("2026年1月 | 20% | 20", "前 3 个月按你给的")
    team("阿明: /按讚 說明")
    team("alice: /team add @阿明")
    team("alice: /kpi target leads 60 --period 2026 --for @阿明")
    heard = team("alice: /目標 里程碑 leads 20% 45% --對象 @阿明")
    heard.one("@阿明").has("alice 為你的目標設定了里程碑", "之後從 45% 平均升到十二月的 100%")
    team("阿明: /目標 清單").answer.has("2026年目標", "阿明 · leads | 60", "20% → 45%，之後平均升到十二月的 100%")
    team("alice: /目标 里程碑 leads 50% 45%").answer.has("50% 之后是 45%：里程碑是累计的，不能往下走")


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("leads 20% 101%", "“101%” lies outside 0% to 100%"),
        ("leads 50% 45%", "45% comes after 50%"),
        (f"leads {'100% ' * 13}", "13 percents"),
        (f"leads {'9% ' * 12}", "December stands at 9%"),
        ("leads 20% soon", "soon"),
        ("leafs 20%", "leads"),
        ("leads 20% --period 2026-Q1", "2026-Q1 is not one"),
        ("leads 20% --for @bbo", "bob"),
    ],
)
def test_bad_input_is_refused_and_nothing_is_stored(team: Talk, line: str, why: str) -> None:
    before = team.database.read(lambda s: len(s.exec(select(MilestonePlan)).all()))
    heard = team(f"alice: /goal milestones {line}")
    heard.answer.has(why, "For example: ")
    assert len(heard) == 1
    assert team.database.read(lambda s: len(s.exec(select(MilestonePlan)).all())) == before


def test_only_a_lead_sets_them_and_nobody_their_own(team: Talk) -> None:
    team("bob: /goal milestones leads 0% --for @bob").answer.has("team lead")
    team("alice: /team new Sales")
    team("alice: /team add @dave --team Sales")
    team("carol: /help")
    team("alice: /team lead @carol --team Sales")
    team("carol: /goal milestones leads 10% --for @bob").answer.has("bob’s milestones are set by a lead of theirs")
    team("carol: /goal milestones leads 10% --for Growth").answer.has("for a lead of Growth")
    team("carol: /goal milestones leads 10% --for @dave").answer.has("Milestones: dave · leads")


def test_whose_target_is_found_without_saying(team: Talk) -> None:
    # The only target of that name in the team, then the team's own, then the choice is the person's.
    team("alice: /goal milestones leads 30%").answer.has("Milestones: bob · leads")
    team("alice: /kpi target leads 60 --period 2026 --for @小李")
    team("alice: /goal milestones leads 30%").answer.has("Whose target? bob or 小李", "--for bob")
    team("alice: /kpi target leads 1000 --period 2026")
    team("alice: /goal milestones leads 30%").answer.has("Milestones: Growth · leads", "January 2026 | 30% | 300")


def test_milestones_may_come_before_their_target(growth: Talk) -> None:
    growth("alice: /goal milestones leads 20% 45%").answer.has(
        "Milestones: Growth · leads", "There is no target for that year yet", "/kpi target leads 1000 --period 2026"
    )
    growth("alice: /kpi target leads 1000 --period 2026")
    growth("bob: /goal").answer.has("Growth · leads | 1,000", "20% → 45%, then evenly")


def test_the_form_asks_for_a_metric(team: Talk) -> None:
    form = team("alice: /goal milestones").answer.form
    assert form is not None
    assert [f["name"] for f in form["fields"]] == ["name", "percents", "period", "for"]
    sent = team("alice: /goal milestones --name leads --percents 25% --for @bob").answer
    sent.has("January 2026 | 25% | 25")


# --- the monthly check --------------------------------------------------------------------------


def test_the_check_is_posted_to_the_teams_channel_on_the_first_working_day(team: Talk) -> None:
    team("bob: /kpi log leads 20")
    assert checks(team("! now 2026-02-02T08:59")) == []
    heard = team("! now 2026-02-02T09:00")
    post = heard.one("#growth")
    assert post.at == "2026-02-02T09:00:00+08:00"
    post.has("Growth: milestones for January 2026", "Everything is on track")
    post.has("bob · leads | 20 | 20 | 20% | 240 | on track", "linear pace", "Due by Sat 28 Feb 2026", "bob · leads: 45")
    assert post.images == ["Progress against the milestone, January 2026"]
    post.lacks("@bob", "What starts now")
    assert post.buttons == []


def test_what_lags_is_marked_and_starts_coaching(team: Talk) -> None:
    team("bob: /kpi log leads 19")
    post = team("! now 2026-02-02T09:00").one("#growth")
    post.has("The target is lagging", "bob · leads | 19 | 20 | 19% | 228 | lagging by 1")
    post.has("bob · leads: a 1:1 with alice by Mon 9 Feb 2026")
    command = post.button("Plan the 1:1: bob · leads")
    assert command == "/goal coach leads --for @bob --at 2026-02-09"
    heard = team(f"bob in #growth: {command}")
    heard.answer.has("alice talks with bob on Mon 9 Feb 2026", "Meeting M1, action item T1")
    heard.one("@alice").has("bob planned a talk about bob, with alice", "19 of 20", "lagging by 1", "forecast 228")


def test_what_is_logged_for_the_new_month_does_not_count(team: Talk) -> None:
    team("bob: /kpi log leads 19")
    team("! now 2026-02-01T10:00")
    team("bob: /kpi log leads 50")
    team("! now 2026-02-02T09:00").one("#growth").has("bob · leads | 19 | 20", "lagging by 1")


def test_months_add_up_and_each_is_checked_once(team: Talk) -> None:
    team("bob: /kpi log leads 20")
    assert len(checks(team("! now 2026-02-28T20:00"))) == 1
    team("bob: /kpi log leads 24")
    heard = team("! now 2026-03-16T20:00")
    assert len(checks(heard)) == 1
    post = next(m for m in heard if m.to == "#growth")
    assert post.at == "2026-03-02T09:00:00+08:00"
    post.has("milestones for February 2026", "bob · leads | 44 | 45 | 44% | 264 | lagging by 1", "bob · leads: 50.5")


def test_a_national_holiday_puts_the_check_off(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TARGET, now="2026-09-30T12:00")
    posts = [m for m in talk("! now 2026-10-12T12:00").to("#growth") if "September 2026" in m.text]
    assert [m.at for m in posts] == ["2026-10-08T09:00:00+08:00"]


def test_december_is_checked_in_january_of_the_next_year(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TARGET, now="2026-12-30T12:00")
    talk("bob: /kpi log leads 99")
    heard = talk("! now 2027-01-10T12:00")
    post = heard.one("#growth")
    assert post.at == "2027-01-04T09:00:00+08:00"
    post.has("milestones for December 2026", "bob · leads | 99 | 100 | 99% | – | lagging by 1").lacks("Due by")


def test_the_new_year_without_targets_is_not_checked(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TARGET, now="2027-01-30T12:00")
    assert checks(talk("! now 2027-02-10T12:00")) == []


def test_without_yearly_targets_nothing_is_posted(growth: Talk) -> None:
    growth("alice: /kpi target leads 10 --period 2026-01")
    assert checks(growth("! now 2026-02-03T12:00")) == []


def test_without_milestones_even_twelfths_hold_and_it_says_so(growth: Talk) -> None:
    growth("alice: /kpi target leads 1200 --period 2026")
    growth("bob: /kpi log leads 60")
    growth("小李: /kpi log leads 40")
    post = growth("! now 2026-02-02T09:00").one("#growth")
    post.has("Growth · leads | 100 | 100 | 8.3% | 1,200 | on track")
    post.has("No milestones are set for Growth · leads: checked against even twelfths")


def test_one_post_for_a_team_holds_its_own_and_its_members_targets(team: Talk) -> None:
    team("alice: /kpi target leads 1000 --period 2026")
    team("alice: /kpi target leads 60 --period 2026 --for @小李")
    team("bob: /kpi log leads 20")
    heard = team("! now 2026-02-02T09:00")
    post = heard.one("#growth")
    post.has("2 of 3 targets are lagging", "Growth · leads | 20", "bob · leads | 20 | 20")
    post.has("小李 · leads | nothing logged | 5")
    post.has("Growth · leads: alice plans how to catch up", "the manager decides whether to shift resources")
    assert post.button("Plan the catch-up") == "/goal coach leads --for Growth --at 2026-02-09"
    assert len(checks(heard)) == 1


def test_a_team_without_a_channel_has_its_lead_told(talk: Talk) -> None:
    for line in ("alice: /team new Growth", "alice: /team add @bob", "alice: /kpi define leads"):
        talk(line)
    talk("alice: /kpi target leads 100 --period 2026 --for @bob")
    heard = talk("! now 2026-02-02T09:00")
    assert [m.to for m in heard if "milestones for January" in m.text] == ["@alice"]


def test_somebody_in_no_team_is_told_privately(growth: Talk) -> None:
    growth("carol: /help")
    growth("alice: /kpi target leads 120 --period 2026 --for @carol")
    growth("carol: /kpi log leads 9")
    heard = growth("! now 2026-02-02T09:00")
    told = next(m for m in heard.to("@carol") if "Milestones for January 2026" in m.text)
    told.has("carol · leads | 9 | 10", "lagging by 1", "a 1:1 with alice")
    assert not [m for m in heard.to("#growth") if "ilestones" in m.text]


def test_somebody_in_two_teams_is_checked_once(team: Talk) -> None:
    team("alice: /team new Sales")
    team("alice in #sales: /team bind Sales")
    team("alice: /team add @bob --team Sales")
    team("bob: /kpi log leads 20")
    heard = team("! now 2026-02-02T09:00")
    assert len(checks(heard)) == 1
    heard.one("#growth").has("bob · leads")


def test_a_lead_who_lags_talks_to_a_manager(team: Talk) -> None:
    team("alice: /team lead @bob")
    team("alice: /team leave Growth")
    post = team("! now 2026-02-02T09:00").one("#growth")
    post.has("bob · leads: a 1:1 with alice")


def test_budgets_and_levels_are_judged_by_what_they_are(growth: Talk) -> None:
    growth("alice: /kpi define spend --unit CNY --better lower")
    growth("alice: /kpi define winrate --unit percent")
    growth("alice: /kpi define churn --unit percent --better lower")
    growth("alice: /kpi target spend 12000 --period 2026")
    growth("alice: /kpi target winrate 30 --period 2026 --for @bob")
    growth("alice: /kpi target churn 5 --period 2026 --for @bob")
    growth("alice: /goal milestones churn 50% --for @bob").answer.has(
        "January 2026 | 50% | at most 10%", "by its level"
    )
    growth("bob: /kpi log spend 1000")
    growth("bob: /kpi log winrate 29%")
    growth("bob: /kpi log churn 10%")
    post = growth("! now 2026-02-02T09:00").one("#growth")
    post.has("Growth · spend | ¥1,000 | at most ¥1,000 | 8.3% | ¥12,000 | on track")
    post.has("bob · winrate | 29% | 30% | 96.6% | – | lagging by 1 pp")
    post.has("bob · churn | 10% | at most 10% | 50% | – | on track")
    post.has("is held against the target itself", "is measured by its level")


def test_a_ratio_is_one_of_sums_over_the_year_so_far(growth: Talk) -> None:
    growth("alice: /kpi define won")
    growth('alice: /kpi define rate --unit percent --combine ratio --of "won / leads"')
    growth("alice: /kpi target rate 30 --period 2026")
    growth("bob: /kpi log won 1")
    growth("bob: /kpi log leads 10")
    growth("! now 2026-02-10T12:00")
    growth("bob: /kpi log won 29")
    growth("bob: /kpi log leads 90")
    heard = growth("! now 2026-03-02T09:00")
    heard.one("#growth").has("Growth · rate | 30% | 30% | 100% | – | on track")


# --- zones and standstill -----------------------------------------------------------------------


def test_nine_oclock_is_the_teams_own(team: Talk) -> None:
    team("alice: /team tz America/New_York")
    assert checks(team("! now 2026-02-02T21:59")) == []
    post = team("! now 2026-02-02T22:00").one("#growth")  # 09:00 in New York
    assert post.at == "2026-02-02T22:00:00+08:00"
    post.has("milestones for January 2026")


def test_a_new_york_organisation(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TARGET, zone="America/New_York", now="2026-02-27T12:00")
    heard = talk("! now 2026-04-03T12:00")
    times = [m.at for m in heard.to("#growth") if "milestones for" in m.text]
    # Mon 2 Mar, and after the clocks changed Wed 1 Apr.
    assert times == ["2026-03-02T09:00:00-05:00", "2026-04-01T09:00:00-04:00"]


def test_after_days_of_standstill_the_newest_check_is_made_up_for(make_talk: MakeTalk) -> None:
    talk = make_talk(after=GROWTH)
    talk("alice: /kpi target leads 100 --period 2026")
    url = talk.settings.database_url
    talk.close()
    later = make_talk(url=url, now="2026-03-05T15:00")
    posts = [m for m in later.all() if "milestones for" in m.text]
    assert [m.text.partition("\n")[0] for m in posts] == ["Growth: milestones for February 2026"]
    assert checks(later("! now 2026-03-16T12:00")) == []


def test_a_month_is_never_checked_twice(team: Talk) -> None:
    team("! now 2026-02-02T09:00")

    def again(session: Session) -> None:
        job = team.app.vocabulary.jobs["goal-check"]
        ctx: Ctx = team.app.scheduler._ctx(session, "again")
        job.run(ctx, {"subject": "team:1", "month": "2026-01"})

    team.database.writer.submit(again).result()
    assert checks(team("! advance 1h")) == []
    made = team.database.read(lambda s: [(c.subject, c.month) for c in s.exec(select(GoalCheck))])
    assert made == [("team:1", "2026-01")]


# --- one's own view -----------------------------------------------------------------------------


def test_check_shows_the_month_that_ended_and_the_running_one(make_talk: MakeTalk) -> None:
    team = make_talk(after=TARGET)
    team("bob: /kpi log leads 19")
    team("bob: /goal check").answer.has("On the way in January 2026", "bob · leads | 19 | 20 | on pace", "linear pace")
    team("! now 2026-02-10T10:00")
    team("bob: /kpi log leads 2")
    shown = team("bob in #growth: /goal check").answer
    assert shown.only == "@bob"
    shown.has("Milestones for January 2026", "bob · leads | 19 | 20 | 19% | 228 | lagging by 1")
    shown.has("February 2026 so far, as of Tue 10 Feb 2026", "bob · leads | 21 | 45 | behind | 187")
    team("小李: /目标 检查").answer.has("2026年1月里程碑检查", "bob · leads | 19 | 20 | 19% | 228 | 落后 1")


def test_list_shows_targets_milestones_and_pace(make_talk: MakeTalk) -> None:
    team = make_talk(after=TARGET)
    team("bob: /kpi log leads 20")
    shown = team("bob: /goal list").answer
    shown.has("Targets for 2026", "bob · leads | 100 | 20 | 20% | on pace | 1,460")
    shown.has("bob · leads: 20% → 45%, then evenly to 100% in December")
    team("bob: /goal list 2027").answer.has("no yearly targets for 2027")
    assert team("bob: /goal").answer.text == shown.text


def test_figures_are_for_those_who_may_see_them(team: Talk) -> None:
    team("carol: /goal list").answer.has("no yearly targets for 2026", "Your team’s lead can set them").lacks("bob")
    team("carol: /goal check").answer.lacks("bob")
    team("alice: /team new Sales")
    team("alice: /team add @carol --team Sales")
    team("carol: /goal list").answer.lacks("bob")
    team("小李: /goal list").answer.has("bob · leads")


def test_help_and_nearest(team: Talk) -> None:
    verify(
        team,
        [
            ("bob: /goal help", "/goal check"),
            ("alice: /goal help", "/goal milestones leads 20% 45% 70% 100%"),
            ("alice: /goal chekc", "/goal check"),
            ("bob: /目标 帮助", "/目标 检查"),
        ],
    )
