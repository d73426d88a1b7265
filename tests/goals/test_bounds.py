"""The letter A held against the team's capacity and what others reach, as far as these were entered (G1)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from handlers.goals.rules.bounds import Bounds, Rival, held
from handlers.goals.rules.sentence import Window
from handlers.goals.rules.smart import Counted, History, Mark, achievable, reach
from handlers.kit.periods import Period
from storage.models.goals import Benchmark
from tests.dialog import MakeTalk

QUARTER = Window(date(2026, 1, 1), date(2026, 3, 31), Period("2026-Q1"))
figures = st.integers(1, 1000).map(Decimal)
bounds = st.none() | st.integers(1, 1000).map(Fraction)


@given(st.booleans(), st.booleans(), figures, st.lists(figures, max_size=5), bounds, bounds)
def test_what_is_offered_instead_is_within_all_bounds(
    adds: bool, lower: bool, target: Decimal, months: list[Decimal], capacity: Fraction | None, best: Fraction | None
) -> None:
    counted = Counted("m", "number", adds, lower)
    entered = Bounds(capacity, Rival("Acme", best) if best is not None else None)
    history = History(tuple(months), months[-1] if months else None)

    def judged(value: Decimal) -> tuple[Mark, str, Decimal | None]:
        far = reach(value, QUARTER, counted, history)
        by_history = achievable(far, measured=True, timed=True, months=len(months))
        found = held(by_history, far, Fraction(value), QUARTER, counted, entered)
        return found.letter.mark, found.letter.why, found.reach.most if found.reach and found.reach.far else None

    mark, why, most = judged(target)
    assert (most is not None) == (mark is Mark.MISSING)
    if adds and not lower and capacity is not None:
        assert (why == "capacity") == (Fraction(target) / 3 > capacity)
    if not capacity and not best:
        assert why in ("near", "far", "history", "base")
    if most:
        assert judged(most)[0] is not Mark.MISSING


def test_capacity_by_head_and_what_a_rival_reaches(make_talk: MakeTalk) -> None:
    talk = make_talk()
    for line in ("/team new Growth", "/team add @bob", "/kpi define leads", "/kpi define rate --unit percent"):
        talk(f"alice: {line}")
    talk("alice: /goal capacity leads").answer.has("Nobody has said yet", "/goal capacity leads 300")
    talk("alice: /goal capacity leads 60 --per person").answer.has("Growth: up to 120 a month (2 × 60)")
    goal = "/goal add by running fairs, reach {} leads in 2026-Q1"
    talk(f"alice: {goal.format(390)} --for Growth").answer.has(
        "Achievable: ✗ takes 130 a month; the capacity is 120 a month", "reach 360 leads"
    )
    talk(f"alice: {goal.format(360)} --for Growth").answer.has("? takes 120 a month, within the capacity of 120")
    talk(f"bob: {goal.format(200)}").answer.has("✗ takes 66.7 a month; the capacity is 60 a month")
    talk("alice: /team add @carol")
    talk("bob: /goal capacity leads").answer.lacks("180")
    talk("alice: /goal capacity leads").answer.has("up to 180 a month (3 × 60)")
    talk("alice: /goal capacity rate 3").answer.has("does not add up")
    talk("bob: /goal benchmark rate 32% --who Acme --period 2025 --source bob's slides").answer.has("Acme · 32% · 2025")
    talk("alice: /goal add through better pages, bring rate to 30% in 2026-Q1").answer.has(
        "✓ to 30%; Acme reaches 32%, so it can be done"
    )
    for day, value in (("2025-12-05", 10), ("2025-11-05", 9), ("2025-10-08", 10)):
        talk(f"alice: /kpi log rate {value} --date {day} --note late")
    talk("alice: /goal add through better pages, bring rate to 31% in 2026-Q1").answer.has("✓ to 31%; Acme reaches 32%")
    talk("alice: /goal add through better pages, bring rate to 40% in 2026-Q1").answer.has("✗", "; Acme reaches 32%")
    talk("alice: /目标 对标 rate 35 --对手 甲公司").answer.has("甲公司 · 35%", "Acme · 32%")
    talk("alice: /目標 對標 rate --對手 acme --移除 是").answer.lacks("Acme")
    talk("alice: /goal benchmark rate 3").answer.has("Whose figure is it?", "--who Acme")
    talk("alice: /admin forget @bob --yes")
    kept = talk.database.read(lambda session: [(row.who, row.source) for row in session.exec(select(Benchmark))])
    assert not [words for words in kept if "bob" in str(words)]
