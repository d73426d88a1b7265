"""Alerts on both databases: what is stored, that two at once speak once, and that checking does not grow with what is
logged."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import partial
from threading import Barrier

import pytest
from sqlmodel import Session, col, select

from bot.scheduler import next_time
from handlers.kit.context import Ctx, Effects
from handlers.kit.numbers import read_quantity
from handlers.kit.people import People
from handlers.kit.periods import Period
from handlers.kpi import api as kpi_api
from handlers.kpi import service as kpi
from storage.db import Database
from storage.models.alerts import Alert, Crossing, DeviationPlan
from storage.repos import alerts as repo
from storage.states import Every, Side, Watched
from tests.alerts.conftest import TEAM
from tests.counting import reads
from tests.databases import Postgres
from tests.dialog import MakeTalk, Talk


@pytest.fixture
def both(made_url: str, make_talk: MakeTalk) -> Talk:
    """The team on each database in turn."""
    return make_talk(url=made_url).say(TEAM)


def crossings(session: Session) -> list[Crossing]:
    return list(session.exec(select(Crossing).order_by(col(Crossing.id))))


def test_what_is_kept_of_an_alert_and_its_crossings(both: Talk) -> None:
    both("bob: /kpi alert spend above 9007199254740993.123457 --clear 1.5 --every quarter --owner @carol")
    both("carol: /kpi log spend 9007199254740993.2 --channel 抖音")
    both("carol: /kpi ack A1")
    both("carol: /kpi plan A1 halve it --cause bids --due Friday")
    both("carol: /kpi fix K1 1.5")
    both("carol: /kpi fix K1 9007199254740994")
    alert = both.database.read(lambda s: s.exec(select(Alert)).one())
    assert (alert.watched, alert.side, alert.every) == (Watched.LEVEL, Side.ABOVE, Every.QUARTER)
    assert (alert.value, alert.clear, alert.floor) == (Decimal("9007199254740993.123457"), Decimal("1.5"), None)
    first, second = both.database.read(crossings)
    quarter = Period("2026-Q1")
    assert (first.first, first.last, first.value) == (quarter.first, quarter.last, Decimal("9007199254740993.2"))
    assert first.mover == ["channel", "抖音", None, "9007199254740993.2"]
    assert (first.cleared_value, second.cleared_at) == (Decimal("1.5"), None)
    assert first.acked_by == alert.owner_id
    plan = both.database.read(lambda s: s.exec(select(DeviationPlan)).one())
    assert (plan.crossing_id, plan.cause, plan.metric_id) == (first.id, "bids", alert.metric_id)
    assert both.database.read(lambda s: [row.id for row in repo.open_crossings(s, (1,))]) == [second.id]


@pytest.mark.postgres
def test_two_values_at_once_are_noticed_at_once_and_once(postgres: Postgres, make_talk: MakeTalk) -> None:
    """Both processes have judged the figure before either value is stored: one of them sees the other's after all."""
    url = postgres.with_tables()
    talk = make_talk(url=url).say(TEAM)
    talk("bob: /kpi alert spend above 100")
    talk("bob: /kpi alert leads above 100")
    other = Database(url, durable=False)
    writers = {"bob": talk.database.writer, "carol": other.writer}

    def together(metric: str, value: str) -> int:
        both_judged, tries = Barrier(2), Counter[str]()

        def log(session: Session, who: str) -> None:
            effects = Effects(f"{who}:{metric}", talk.app.vocabulary.publish, next_time)
            (person,) = People(session).named(who)
            ctx = Ctx(session, talk.app.clock.now(), talk.settings.org, None, person, None, effects)
            kpi.log(ctx, [(kpi_api.names(ctx)[metric], read_quantity(value))], kpi.Said())
            tries[who] += 1
            if tries[who] == 1:
                both_judged.wait(timeout=60)

        for waiting in [writer.submit(partial(log, who=who)) for who, writer in writers.items()]:
            waiting.result()
        return sum(tries.values())

    assert together("spend", "60") > 2, "they met"
    assert together("leads", "160") > 2, "they met"
    other.close()
    assert [one.value for one in talk.database.read(crossings)] == [120, 160], (
        "only both cross it; each does, told once"
    )
    spend, leads = talk("! advance 1m").to("#growth")
    spend.has("spend", "¥120")
    leads.has("leads", "160")


def _log_many(talk: Talk, count: int) -> None:
    for _ in range(count):
        talk("carol: /kpi log spend 1 --channel Douyin")


def test_checking_asks_as_much_whatever_was_logged(both: Talk) -> None:
    both("carol: /kpi log spend 1 --channel Douyin")
    with reads(both.database) as without:
        both("carol: /kpi log spend 1 --channel Douyin")
    both("bob: /kpi alert spend above 100000")
    both("bob: /kpi alert spend up 500% --by channel")
    with reads(both.database) as few:
        both("carol: /kpi log spend 1 --channel Douyin")
    _log_many(both, 30)
    with reads(both.database) as many:
        both("carol: /kpi log spend 1 --channel Douyin")
    assert len(many) == len(few)
    assert len(few) <= len(without) + 8, "where, what that is part of, who, which are on, and one or two figures"
    watching = [statement for statement in without if "FROM alert" in statement]
    assert len(watching) == 1, "without an alert on the metric one look is all"


def test_the_daily_check_asks_once_for_crossings(both: Talk) -> None:
    for day in ("day", "week", "month"):
        both(f"bob: /kpi alert spend above 100 --every {day}")
    both("carol: /kpi log spend 120")
    with reads(both.database) as asked:
        both("! now 2026-01-06T09:00")
    assert sum("FROM alert_crossing" in statement for statement in asked) < 8
