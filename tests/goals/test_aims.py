"""Goals in a user's words: checked, mended, followed up, rolled up."""

from __future__ import annotations

import pytest

from tests.dialog import MakeTalk, Talk

# alice leads Growth with bob in #growth; bob logged leads in three months that ended, and a rate in one.
BEGUN = (
    "alice: /team new Growth",
    "alice: /team add @bob",
    "alice in #growth: /team bind",
    "alice: /kpi define leads",
    "alice: /kpi define 转化率 --unit percent --combine last",
    "alice: /kpi log leads 100 --date 2026-02-10 --for @bob --note late",
    "alice: /kpi log leads 120 --date 2026-03-10 --for @bob --note late",
    "alice: /kpi log leads 150 --date 2026-04-10 --for @bob --note late",
    "alice: /kpi log 转化率 8 --date 2026-04-10 --for @bob --note late",
    "bob: /help",
)
FAIRS = "Raise leads to 300 by 30 June by running two fairs a month"


@pytest.fixture
def growth(make_talk: MakeTalk) -> Talk:
    """alice leads Growth with bob in May 2026; leads add up, 转化率 is a level in percent."""
    return make_talk(after=BEGUN, now="2026-05-04T10:00")


def test_a_whole_sentence_is_kept_with_what_was_read(growth: Talk) -> None:
    answer = growth(f"bob: /goal add {FAIRS}").answer
    answer.has("Goal G1", "SMART, as far as a sentence can be", "leads: 300", "Mon 4 May 2026 to Tue 30 Jun 2026")
    answer.has("✓ takes 157 a month; the best month was 150, the usual one 123", "✓ it is a metric that is kept here")
    assert answer.buttons == []


def test_the_sources_own_example_names_what_is_missing_and_mends_it_at_a_click(growth: Talk) -> None:
    answer = growth("bob: /目标 新增 通过优化落地页将转化率提升5%").answer
    answer.has(
        "已记下，还缺：M 可衡量和T 有时限", "✓ 有幅度，也有做法", "是百分点，还是相对于现在的比例", "没有日期或期间"
    )
    line = answer.button("是百分点")
    assert line == "/goal edit G1 在2026年6月30日前，通过优化落地页将转化率提升5个百分点"
    mended = growth(f"bob: {line}").answer
    mended.has("8% → 13%", "✓").lacks("✗")
    relative = growth(f"bob: {answer.button('是相对比例')}").answer
    relative.has("8% → 8.4%")


def test_in_traditional_chinese(growth: Talk) -> None:
    answer = growth("bob: /目標 新增 把 leads 做好").answer
    answer.has("已記下，還缺", "沒有幅度，也沒有做法", "沒有日期或期間")
    assert answer.button("補齊這句話") == "/goal edit G1"


def test_what_only_its_author_can_say_is_asked_for_in_a_form(growth: Talk) -> None:
    answer = growth("bob: /goal add Get more leads").answer
    answer.has("✗ neither a size nor a means", "• Get 10% more leads by 30 June 2026 through …")
    form = growth(f"bob: {answer.button('Complete the sentence')}").answer.form
    assert form is not None
    assert {f["name"]: f.get("value") for f in form["fields"]}.keys() == {"id", "sentence"}
    growth("bob: Get 10% more leads by 30 June 2026 through webinars").answer.has("Goal G1", "SMART, as far")


def test_a_dream_is_told_from_a_goal_by_history(growth: Talk) -> None:
    answer = growth("bob: /goal add Raise leads to 5000 by 30 June by running fairs").answer
    answer.has("Still missing: Achievable", "more than half again beyond the best one, 150 (usual 123)")
    assert answer.button("Use this sentence").endswith("Raise leads to 420 by 30 June by running fairs")
    growth(f"bob: {answer.button('Use this sentence')}").answer.has("SMART, as far")


def test_what_is_tied_to_nothing_is_offered_a_parent(growth: Talk) -> None:
    growth("alice in #growth: /goal add Win the region by serving customers well this year").answer.has("Goal G1")
    answer = growth("bob: /goal add Write 12 guides by 30 June by hiring an editor").answer
    answer.has("tied to no other goal", "no metric that is kept here, such as leads or 转化率")
    line = answer.button("Under G1 Win the region")
    assert line == "/goal link G2 G1"
    growth(f"bob: {line}").answer.has("✓ serves G1", "Under: G1 · Win the region")
    growth("bob: /goal add Publish a podcast this year --under G2").answer.has("✓ serves G2")
    growth("bob: /goal link G1 G2").answer.has("G1 is alice’s")
    growth("alice: /goal link G1 G3").answer.has("G1 cannot stand under itself")


def test_progress_comes_from_what_is_logged_and_rolls_up(growth: Talk) -> None:
    growth("alice in #growth: /goal add Grow the region this year by serving customers well")
    growth(f"bob: /goal add {FAIRS} --under G1")
    growth("bob: /goal add 通过优化落地页，在6月30日前将转化率提升2个百分点 --under G1")
    growth("bob: /kpi log leads 150")
    growth("bob: /kpi log 转化率 8.5")
    growth("bob: /goal show G2").answer.has("🟢 50% · on track", "So far: 150", "S✓ M✓ A✓ R✓ T✓")
    growth("bob: /goal show G3").answer.has("🟢 25% · on track", "8% → 10%")
    top = growth("alice: /goal show G1").answer
    top.has("🟢 37.5% · on track", "Goals under it", "G2 Raise leads to 300", "G3 通过优化落地页")
    listed = growth("alice: /目标 列表").answer
    listed.has("• G1 Grow the region", "↳ G2 Raise leads", "🟢 50% · 达到进度")
    growth("! now 2026-06-30T12:00")
    growth("alice: /goal show G2").answer.has("🔴 50% · behind")


def test_comments_and_confidence(growth: Talk) -> None:
    growth(f"bob: /goal add {FAIRS}")
    growth("bob: /goal confidence G1 7/10 the second fair is booked").answer.has("Confidence: 70%", "70% sure")
    growth("bob: /目标 信心 G1 高").answer.has("90%")
    heard = growth("alice: /goal comment G1 who runs the stand?")
    heard.one("@bob").has("On goal G1", "alice", "who runs the stand?")
    growth("bob: /goal show G1").answer.has("Said of it", "70% sure · the second fair is booked", "who runs the stand?")
    growth("bob: /goal list").answer.has("90% sure")
    growth("bob: /goal confidence G1 120").answer.has("“120” is not a percent from 0 to 100")
    growth("bob: /goal confidence G1 70元").answer.has("is not a percent")


def test_a_goal_ends_by_its_figures_or_as_said(growth: Talk) -> None:
    growth(f"bob: /goal add {FAIRS}")
    growth("bob: /kpi log leads 300")
    growth("bob: /goal close G1").answer.has("reached")
    growth("bob: /goal edit G1 leads 5").answer.has("G1 is over: reached")
    growth(f"bob: /goal add {FAIRS}")
    growth("bob: /目标 结束 G2 放弃").answer.has("已放弃")
    growth("bob: /goal list").answer.lacks("G1", "G2")


def test_who_may_see_and_change(growth: Talk) -> None:
    growth(f"bob: /goal add {FAIRS}")
    growth("carol: /goal show G1").answer.has("There is no goal G1")
    growth("alice: /team add @carol")
    growth("carol: /goal show G1").answer.has("Goal G1")
    growth("carol: /goal edit G1 leads 5").answer.has("G1 is bob’s")
    growth("carol: /goal add leads 5 --for @bob").answer.has("bob")
    growth("carol: /goal add leads 5 --for Growth").answer.has("for a lead of Growth")
    heard = growth("alice: /goal edit G1 Raise leads to 320 by 30 June by running two fairs a month")
    heard.one("@bob").has("alice set a goal for you", "320")


def test_a_goals_figure_and_weight_are_revised_with_approval(growth: Talk) -> None:
    growth("carol: hello")
    growth("alice: /admin grant @carol manager")
    growth("alice in #growth: /goal add Grow the region this year by serving customers well")
    growth(f"bob: /goal add {FAIRS} --under G1")
    growth("bob: /goal add 通过优化落地页，在6月30日前将转化率提升2个百分点 --under G1")
    growth("bob: /kpi log leads 150")
    growth("bob: /kpi log 转化率 8.5")
    asked = growth("bob: /goal revise G2 200 --weight 3 --because policy --reason the fair ban --from tomorrow")
    asked.answer.has("Revision V1: G2", "300 → 200", "1 → 3", "Waiting for approval by alice or carol")
    growth("bob: /goal approve V1").answer.has("Nobody decides what they asked for")
    growth("alice: /goal approve V1")
    growth("bob: /goal show G2").answer.has("50%")
    growth("! advance 1d")
    growth("bob: /goal show G2").answer.has("75%", "leads: 200")
    growth("alice: /goal show G1").answer.has("62.5%")  # (3 x 75 + 25) / 4
    growth("bob: /goal revise G1 5 --because policy --reason r --from today").answer.has("G1 is alice’s")
    growth("alice: /goal revise G1 5 --because policy --reason r --from today").answer.has("has no figure")
    growth("bob: /goal revise G2 --weight -1 --because policy --reason r --from today").answer.has("is not a weight")


def test_without_metrics_it_says_how_to_have_some(talk: Talk) -> None:
    talk("alice: /goal add Raise leads to 500 by 30 June by running fairs").answer.has(
        "no metrics are kept here yet: /kpi adopt"
    )
