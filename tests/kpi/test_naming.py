"""What metrics are called, counted in and shown with, and taking them out of use: nothing that was logged is lost."""

from __future__ import annotations

from tests.dialog import MakeTalk, Talk


def test_a_renamed_metric_keeps_its_figures_and_answers_to_the_old_name(team: Talk) -> None:
    team("bob: /kpi log leads 12")
    renamed = team("alice: /kpi rename leads qualified leads").answer
    renamed.has("leads is called qualified leads from now on", "Also called leads")
    team("bob: /kpi log leads 3").answer.has("qualified leads 3", "January 2026: 15")
    team("bob: /kpi show qualified leads").answer.has("you | 15")
    team("bob: /kpi log qualified leads 2").answer.has("January 2026: 17")
    team("alice: /kpi rename qualified leads leads").answer.has("qualified leads is called leads from now on")
    team("alice: /kpi rename leads LEADS").answer.has("leads is called LEADS")


def test_a_metric_has_names_in_both_languages(team: Talk) -> None:
    team("alice: /kpi alias leads 线索").answer.has("leads", "Also called 线索")
    team("bob: /kpi log 线索12 won 3").answer.has("leads 12", "won 3")
    team("bob: /kpi list").answer.has("leads · number", "also 线索")
    team("alice: /kpi alias leads").answer.has("Also called 线索")
    team("alice: /kpi alias leads 线索").answer.has("leads is called 线索 already")
    team("alice: /kpi alias won 线索").answer.has("“线索” is taken: it means leads")
    team("alice: /kpi alias won 12").answer.has("cannot be a name")
    team("alice: /kpi define 线索").answer.has("There is a metric leads already")
    team("alice: /kpi alias leads 线索 --drop yes").answer.has("It has no other name")
    team("alice: /kpi alias leads 线索 --drop yes").answer.has("leads is not called “线索” besides")
    team("bob: /kpi log 线索 12").answer.has("I do not know the metric")


def test_a_retired_metric_takes_nothing_and_keeps_everything(team: Talk) -> None:
    team("bob: /kpi log spend 12")
    gone = team("alice: /kpi retire spend").answer.has("spend is retired")
    refused = team("bob: /kpi log spend 3").answer.has("spend is retired and takes no values")
    assert refused.button("Use a metric again") == gone.button("Use a metric again") == "/kpi restore spend"
    team("bob: /kpi show spend").answer.has("you | ¥12")
    team("bob: /kpi history spend").answer.has("K1 · bob · ¥12")
    team("bob: /kpi list").answer.has("spend", "retired")
    team("carol: /kpi").answer.lacks("spend")
    team("alice: /kpi retire spend").answer.has("retired already")
    team("alice: /kpi restore spend").answer.has("spend is in use again")
    team("bob: /kpi log spend 3").answer.has("January 2026: ¥15")
    team("alice: /kpi restore spend").answer.has("spend is in use.")


def test_a_part_is_retired_after_its_ratio_and_comes_back_with_it(team: Talk) -> None:
    refused = team("alice: /kpi retire leads").answer.has("win rate is made of leads: retire that first")
    assert refused.button("Retire win rate") == "/kpi retire win rate"
    team("alice: /kpi retire win rate")
    team("alice: /kpi retire leads").answer.has("leads is retired")
    team("alice: /kpi restore win rate").answer.has("in use again")
    team("bob: /kpi log leads 3").answer.has("leads 3")


def test_metrics_are_named_by_leads(led: Talk) -> None:
    for line in ("rename leads prospects", "alias leads prospects", "retire spend", "restore spend"):
        led(f"carol: /kpi {line}").answer.has("lead")
    led("bob: /kpi alias leads prospects").answer.has("Also called prospects")


def test_a_duration_is_counted_in_its_unit(team: Talk) -> None:
    team("alice: /kpi define response time --unit hours --better lower --combine average").answer.has("hours")
    team("bob: /kpi log response time 90 min").answer.has("response time 1.5 h")
    team("bob: /kpi log response time 2.5").answer.has("response time 2.5 h", "January 2026: 2 h")
    team("bob: /kpi log response time 3小时").answer.has("response time 3 h")
    team("bob: /kpi log response time 1 day").answer.has("response time 24 h")
    team("bob: /kpi log response time 10分钟").answer.has("0.166667 h")
    team("bob: /kpi log leads 3 hours").answer.has("is a length of time")
    team("bob: /kpi log response time 3%").answer.has("percentage")


def test_decimals_are_shown_as_many_as_were_asked_for(team: Talk) -> None:
    team("alice: /kpi define rating --combine average --precision 1").answer.has("rating")
    team("bob: /kpi log rating 4")
    team("bob: /kpi log rating 4.75").answer.has("rating 4.75", "January 2026: 4.4")
    changed = team("alice: /kpi define rating --combine average --precision 2").answer
    team(f"alice: {changed.button('Change it to this')}").answer.has("Metric rating is there")
    team("bob: /kpi show rating").answer.has("you | 4.38")
    team("alice: /kpi define rating --combine sum").answer.has("already")
    team("alice: /kpi define rating2 --precision many").answer.has("many")


def test_in_chinese(make_talk: MakeTalk) -> None:
    talk = make_talk(language="zh-Hans")
    for line in ("/团队 新建 增长组", "/指标 采用 销售", "/指标 改名 线索 有效线索"):
        talk(f"小王: {line}")
    talk("小王: /指标 记 线索 12 成单 3").answer.has("有效线索 12")
    talk("小王: /指标 别名 成单 签单").answer.has("也叫：签单")
    talk("小王: /指标 停用 客单价").answer.has("已停用")
    talk("小王: /指标 定义 响应时长 --单位 小时 --方向 低 --汇总 平均").answer.has("小时")
    talk("小王: /指标 记 响应时长 90分钟").answer.has("1.5小时")
