"""Targets that several teams share: counted once for all of them, shown in the review of each (methods.md K8)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers.kit.context import Place, Scene
from handlers.kit.periods import Period
from handlers.kpi import api as kpi_api
from handlers.team import api as team_api
from storage.db import reading
from storage.models.kpi import Entry
from storage.repos import kpi, team
from tests.counting import reads
from tests.dialog import MakeTalk, Talk

Said = tuple[str, str, date, Decimal]
PERIODS = (Period("2026-01"), Period("2026"))

# alice leads Growth, bob leads Sales, carol is in both, dan in Sales, eve in Press; boss manages and is in none.
BEGUN = (
    *("boss: /team new Growth", "boss: /team new Sales", "boss: /team new Press"),
    *("boss: /team add @alice --team Growth", "boss: /team lead @alice --team Growth"),
    *("boss: /team add @bob --team Sales", "boss: /team lead @bob --team Sales"),
    *("boss: /team add @carol --team Growth", "boss: /team add @carol --team Sales"),
    *("boss: /team add @dan --team Sales", "boss: /team add @eve --team Press"),
    *(f"boss: /team remove @boss --team {team}" for team in ("Growth", "Sales", "Press")),
    *("boss in #growth: /team bind --team Growth", "boss in #sales: /team bind --team Sales"),
    *("boss: /kpi define deals", "boss: /kpi define leads", "boss: /kpi define calls"),
    'boss: /kpi define rate --unit percent --of "deals / leads"',
    "boss: /kpi define happy --unit percent --combine average",
)


@pytest.fixture
def teams(make_talk: MakeTalk) -> Talk:
    """Three teams, five metrics, nothing shared yet; it is Monday 2026-01-05, 09:00."""
    return make_talk(after=BEGUN)


def test_a_shared_target_is_one_figure_in_the_review_of_each(teams: Talk) -> None:
    teams("carol: /kpi log deals 10")
    set_ = teams("boss: /kpi target deals 100 --period 2026-01 --for Sales、Growth")
    set_.answer.has("Target for deals, January 2026, Growth + Sales: 100.")
    for lead in ("@alice", "@bob"):
        set_.one(lead).has("boss set the target of Growth + Sales for deals, January 2026: 100")
    assert set_.to("@carol") == []
    teams("dan: /kpi log deals 5").answer.has("Growth + Sales · January 2026: 15 of 100 (15%)")
    teams("alice: /kpi log deals 4 --for @carol").one("@carol").has("Growth + Sales · January 2026: 19 of 100")
    own = teams("bob: /kpi show deals").answer
    own.has("Sales | 19 | – | –", "Growth + Sales | 19 | 100 (19%)")
    teams("alice: /kpi show --team Growth").answer.has("deals | 14 | –", "deals · Growth + Sales | 19 | 100 (19%)")
    teams("dan: /kpi show --team Growth + Sales").answer.has("deals | 19 | 100 (19%)").lacks("deals · Growth")
    teams("eve: /kpi show deals --team Growth and Sales").answer.has("for members of Growth + Sales")
    teams("dan: /kpi show deals --team Growth & Sales --by person").answer.has("leads all of Growth + Sales")
    past = teams("dan: /kpi history deals --team Growth, Sales").answer
    past.has("K3 · carol", "K2 · dan", "K1 · carol", "Entries of Growth count too")  # carol: in both
    teams("boss: /kpi show deals --team “Sales, Growth” --by person").answer.has("carol | 14", "dan | 5", "In all: 19")
    teams("bob in #sales: /kpi board").one("#sales").has("deals · Growth + Sales | 19 | 100 (19%)")
    heard = [*teams("alice: /kpi log deals 1"), *teams("! advance 2m")]  # another team's member
    board = [message for message in heard if message.to == "#sales"]
    assert board
    assert all(message.has("deals · Growth + Sales | 20 | 100 (20%)").updates for message in board)
    teams("boss: /kpi target deals 40 --period 2026-01 --for Growth")
    teams("alice: /kpi log deals 1").answer.has("Growth · January 2026: 16 of 40")


def test_who_may(teams: Talk) -> None:
    line = "/kpi target deals 100 --period 2026-01 --for Growth, Sales"
    teams(f"alice: {line}").answer.has("for a manager, or for somebody who leads all of Growth + Sales")
    teams("boss: /kpi show deals --team Growth, Sales").answer.has("Growth + Sales share no target yet")
    teams("boss: /kpi target deals 9 --period 2026-01 --for Growth, Growth").answer.has("January 2026, Growth: 9.")
    teams("boss: /kpi target deals 9 --period 2026-01 --for Growth, Marketing").answer.has(
        "not know the team “Marketing”"
    )
    teams("boss: /team lead @alice --team Sales")
    teams(f"alice: {line}").answer.has("January 2026, Growth + Sales: 100.")
    teams("boss: /team new Growth + Sales").answer.has("a team “Growth + Sales” already")
    teams("boss: /team add @eve --team Growth + Sales").answer.lacks("is in Growth + Sales")
    teams("boss: /team show").answer.lacks("Growth + Sales")


def test_it_comes_apart_among_its_teams_and_over_time(teams: Talk) -> None:
    teams("boss: /kpi target deals 90 --period 2026-Q1 --for Growth, Sales")
    shown = teams("boss: /kpi split deals --period 2026-Q1 --team Growth, Sales").answer
    shown.has("deals · Growth + Sales · Q1 2026 · 90", "• Growth · 45", "• Sales · 45", "Nothing is stored")
    heard = teams(f"boss: {shown.button('Set these 2 targets')}")
    heard.one("@alice").has("the target of Growth for deals, Q1 2026: 45")
    teams("boss: /kpi split deals --period 2026-Q1 --team Sales + Growth --into months --sure yes").answer.has(
        "March 2026 · 30"
    )
    teams("boss: /kpi split deals --period 2026-Q1 --team Sales + Growth --weights @dan 2, @carol 1").answer.has(
        "dan · 60", "carol · 30"
    )
    teams("dan: /kpi show deals --period 2026-01").answer.has("Growth + Sales | – | 30")
    teams("boss: /kpi split deals --period 2026-Q1 --team Growth --into teams").answer.has("Growth is one team")
    teams("alice: /kpi split deals --period 2026-Q1 --team Growth + Sales").answer.has("leads all of")


def test_in_chinese(make_talk: MakeTalk) -> None:
    talk = make_talk(language="zh-Hans")
    for line in (
        "/团队 新建 增长组",
        "/团队 新建 销售组",
        "/团队 添加 @小李 --团队 销售组",
        "/指标 定义 客户满意度 --单位 百分比",
    ):
        talk(f"小王: {line}")
    talk("小王: /指标 目标 客户满意度 95% --周期 2026-Q1 --给 增长组和销售组").answer.has(
        "客户满意度目标（增长组 + 销售组）：95%"
    )
    talk("小李: /指标 记录 客户满意度 93")
    talk("小李: /指标 查看 --团队 销售组 --周期 本季度").answer.has("客户满意度 · 增长组 + 销售组 | 93% | 95%")
    talk("小李: /指标 目标 客户满意度 96% --周期 2026-Q1 --给 增长组、销售组").answer.has("组长")
    talk("小王: /指标 拆分 客户满意度 --周期 2026-Q1 --团队 增长组和销售组").answer.has("• 增长组 · 95%", "不累加")
    talk("小王: /指標 查看 --團隊 增長組").answer.has("增長組")


def test_no_figure_asks_more_of_the_database_the_more_is_logged(teams: Talk) -> None:
    teams("boss: /kpi target deals 100 --period 2026-01 --for Growth, Sales")
    teams("dan: /kpi log deals 1")
    asked: list[list[str]] = []
    for _ in range(2):
        with reads(teams.database) as found:
            teams("dan: /kpi show deals")
        asked.append([statement for statement in found if "kpi_" in statement or "FROM target" in statement])
        for person, day in (
            ("carol", "2026-01-02"),
            ("alice", "2026-01-03"),
            ("dan", "2026-01-04"),
            ("dan", "2025-12-09"),
        ):
            teams(f"{person}: /kpi log deals 3 --date {day} --channel 抖音 --sure add")
    assert len(asked[0]) == len(asked[1])
    assert not any("FROM kpi_entry" in statement for statement in asked[1])


# --- against a count of one's own -----------------------------------------------------------------

MEMBERS = {"alice": {"Growth"}, "bob": {"Sales"}, "carol": {"Growth", "Sales"}, "dan": {"Sales"}, "eve": {"Press"}}
PAIRS = (("Growth", "Sales"), ("Sales", "Press"), ("Growth", "Sales", "Press"))
DAYS = [date(2026, 1, day) for day in (1, 2, 31)] + [date(2026, 2, 1)]
logged = st.tuples(
    st.sampled_from(sorted(MEMBERS)),
    st.sampled_from(("deals", "leads", "happy", "calls")),
    st.sampled_from(DAYS),
    st.decimals(1, 10**9, allow_nan=False, allow_infinity=False, places=3),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(logged, max_size=8), st.lists(logged, max_size=8), st.sampled_from(PAIRS), st.sampled_from(PERIODS))
def test_the_figure_is_what_a_count_of_all_entries_gives(
    teams: Talk, before: list[Said], after: list[Said], names: tuple[str, ...], period: Period
) -> None:
    with reading(teams.database.engine) as session:  # whatever is done in it is rolled back
        scene = Scene(session, teams.chat.clock.now(), teams.settings.org, Place(1, "local"), None, None)
        people = {name: scene.people.named(name)[0].id for name in MEMBERS}
        known = {metric.name: metric for metric in kpi_api.metrics(scene)}
        ids = {team.name: team.id for team in team_api.all_teams(scene)}
        pair: int | None = None
        for some in (before, after):  # a pair is made with entries there, and goes on
            for who, metric, day, value in some:
                row = Entry(
                    metric_id=known[metric].id, person_id=people[who], day=day, zone="UTC", value=value,
                    logged_by=people[who], logged_at=scene.now,
                )  # fmt: skip
                kpi.add_entries(session, [row], sorted(ids[team] for team in MEMBERS[who]))
            pair = team.put_together(session, " + ".join(names), [ids[name] for name in names], scene.now).id
        figures = {m.name: kpi_api.actual(scene, m, period, team=pair) for m in known.values()}
    theirs = [
        (metric, Fraction(value))
        for who, metric, day, value in (*before, *after)
        if MEMBERS[who] & set(names) and period.contains(day)
    ]
    deals, leads, happy = ([value for metric, value in theirs if metric == m] for m in ("deals", "leads", "happy"))
    _same(figures["deals"], deals)
    _same(figures["happy"], happy, len(happy))
    _same(figures["rate"], [value * 100 for value in deals] if leads else [], sum(leads, Fraction(0)))


def _same(figure: Decimal | None, values: list[Fraction], over: Fraction | int = 1) -> None:
    """That a figure is the sum of some values over something, to more digits than anybody reads; None without any."""
    assert (figure is None) == (not values)
    if figure is not None:
        counted = sum(values, Fraction(0)) / over
        assert abs(Fraction(figure) - counted) <= abs(counted) / 10**20
