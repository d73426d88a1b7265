"""What other features ask of metrics, on SQLite and PostgreSQL; an event that comes twice; what is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

import pytest
from sqlmodel import Session, select

from bot.platforms.local.parse import Speech, inbound
from handlers.kit.context import Place, Scene
from handlers.kit.inbound import Answer
from handlers.kit.messages import Figure
from handlers.kit.periods import Period
from handlers.kpi import api
from handlers.team import api as team_api
from storage.models.kpi import Entry, EntryChange, Target
from storage.states import Dimension
from tests.dialog import MakeTalk, Talk
from tests.kpi.conftest import TEAM

T = TypeVar("T")

MONTH, YEAR = Period("2026-01"), Period("2026")


@pytest.fixture
def both(made_url: str, make_talk: MakeTalk) -> Talk:
    """The team on each database in turn."""
    return make_talk(url=made_url).say(TEAM)


def asked(talk: Talk, question: Callable[[Scene], T]) -> T:
    """What a feature sees on a read session, alice acting."""

    def look(session: Session) -> T:
        scene = Scene(session, talk.chat.clock.now(), talk.settings.org, Place(1, "local"), None, None)
        return question(Scene(session, scene.now, scene.org, Place(1, "local"), scene.people.named("alice")[0], "en"))

    return talk.database.read(look)


def metric(scene: Scene, name: str) -> api.Metric:
    """A metric by its name."""
    return api.METRIC.take(name, scene)[0]


def someone(scene: Scene, name: str) -> int:
    """A person's id."""
    return scene.people.named(name)[0].id


def test_figures_of_a_person_a_team_and_everybody(both: Talk) -> None:
    both("bob: /kpi log leads 9007199254740993.123457 won 5")
    both("carol: /kpi log leads 0.876543 --channel 抖音")
    both("dave: /kpi log leads 6")

    def figures(scene: Scene) -> list[Decimal | None]:
        leads, bob, team = metric(scene, "leads"), someone(scene, "bob"), team_api.all_teams(scene)[0].id
        return [
            api.actual(scene, leads, MONTH, person=bob),
            api.actual(scene, leads, MONTH, team=team),
            api.actual(scene, leads, YEAR),
            api.actual(scene, leads, Period("2025")),
            api.actual_between(scene, leads, date(2026, 1, 5), date(2026, 1, 5), person=bob, team=team),
        ]

    big = Decimal("9007199254740993.123457")
    team = big + Decimal("0.876543")
    assert asked(both, figures) == [big, team, team + 6, None, big]
    rate = asked(both, lambda s: api.actual(s, metric(s, "win rate"), MONTH, person=someone(s, "bob")))
    assert rate is not None
    assert rate < Decimal("1e-10")


def test_figures_with_what_they_rest_on_whole_and_by_channel(both: Talk) -> None:
    both("alice: /kpi define mood --combine average")
    both("bob: /kpi log leads 20 won 5 mood 3 --channel 抖音")
    both("carol: /kpi log leads 30 won 3 mood 4")

    def figures(name: str, by: Dimension | None = None) -> dict[str | None, list[Decimal | None]]:
        def look(scene: Scene) -> dict[str | None, list[Decimal | None]]:
            team = team_api.all_teams(scene)[0].id
            of = api.measured(scene, metric(scene, name), MONTH.first, MONTH.last, team=team, by=by)
            names = api.part_names(scene, [part for part in of if part is not None])
            return {names.get(part or 0): [one.value, one.base] for part, one in of.items()}

        return asked(both, look)

    def ids(scene: Scene) -> tuple[int, int]:
        return metric(scene, "leads").id, metric(scene, "win rate").id

    assert figures("win rate") == {None: [16, 50]}
    assert figures("win rate", Dimension.CHANNEL) == {"抖音": [25, 20], None: [10, 30]}
    assert figures("mood") == {None: [Decimal("3.5"), 2]}
    assert figures("satisfaction") == {None: [None, 0]}
    assert asked(both, lambda s: api.resting_on(s, metric(s, "leads"))) == set(asked(both, ids))


def test_targets_in_force(both: Talk) -> None:
    both("alice: /kpi target leads 300 --period 2026")
    both("alice: /kpi target leads 360 --period 2026")
    both("alice: /kpi target leads 30 --period 2026-01 --for @bob")
    both("alice: /kpi target satisfaction 85 --period 2026 --for @bob")
    yearly = asked(both, lambda s: [(t.metric.name, t.value, t.person, t.team) for t in api.yearly_targets(s, 2026)])
    bob, team = asked(both, lambda s: someone(s, "bob")), asked(both, lambda s: team_api.all_teams(s)[0].id)
    assert yearly == [("leads", Decimal(360), None, team), ("satisfaction", Decimal(85), bob, None)]
    found = asked(both, lambda s: api.target_for(s, metric(s, "leads"), MONTH, person=bob))
    assert found is not None
    assert found.value == 30
    assert found.period == MONTH
    assert asked(both, lambda s: api.target_for(s, metric(s, "leads"), MONTH, team=team)) is None
    rows = both.database.read(lambda s: [row.value for row in s.exec(select(Target).order_by("id"))])
    assert rows == [300, 360, 30, 85], "none was overwritten"


def test_what_somebody_logged_on_some_days(both: Talk) -> None:
    both("bob: /kpi log leads 5")
    both("bob: /kpi log leads 7 won 1")
    both("bob: /kpi undo")
    both("bob: /kpi log satisfaction 80 --date yesterday")
    sunday, monday = date(2026, 1, 4), date(2026, 1, 5)
    both_days = asked(both, lambda s: api.logged_of(s, (someone(s, "bob"),), sunday, monday)[someone(s, "bob")])
    assert [(entry.metric.name, entry.value) for entry in both_days] == [
        ("satisfaction", Decimal(80)),
        ("leads", Decimal(12)),
    ]
    logged = asked(both, lambda s: api.logged_of(s, (someone(s, "bob"),), monday, monday)[someone(s, "bob")])
    assert [(entry.metric.name, entry.value) for entry in logged] == [("leads", Decimal(12))]
    assert api.figure(logged[0].metric, logged[0].value, signed=True) == Figure(Decimal(12), "number", signed=True)


def test_somebody_s_numbers_are_those_of_their_role_and_what_else_they_log(both: Talk) -> None:
    def numbers(name: str) -> list[tuple[str, Decimal | None, Decimal | None]]:
        found = asked(both, lambda s: api.my_numbers(s, someone(s, name)))
        return [(m.name, value, target.value if target else None) for m, value, target in found]

    both("alice: /kpi target leads 100 --period 2026-01 --for @bob")
    both("bob: /kpi log leads 5 spend 20")
    assert numbers("bob") == [("leads", 5, 100), ("won", None, None), ("win rate", None, None), ("spend", 20, None)]
    assert numbers("carol") == [("spend", None, None)]
    assert [name for name, _, _ in numbers("alice")] == ["leads", "won", "win rate", "spend", "satisfaction"]


def test_every_value_an_entry_had_is_kept_with_who_and_when(both: Talk) -> None:
    both("bob: /kpi log leads 12 --channel 抖音")
    both("! advance 1h")
    both("alice: /kpi fix K1 15 --note counted twice")
    both("alice: /kpi undo")
    changes = both.database.read(lambda s: list(s.exec(select(EntryChange).order_by("id"))))
    people = asked(both, lambda s: [s.people.name(change.by_id) for change in changes])
    assert [(c.kind.value, c.note) for c in changes] == [("log", None), ("fix", "counted twice"), ("undo", None)]
    assert [(c.old, c.new) for c in changes] == [(None, Decimal(12)), (12, 15), (15, 12)]
    assert people == ["bob", "alice", "alice"]
    assert [c.at.hour for c in changes] == [1, 2, 2]
    entry = both.database.read(lambda s: s.exec(select(Entry)).one())
    assert entry.value == 12
    assert (entry.source.value, entry.zone) == ("typed", "Asia/Shanghai")


def test_the_same_event_twice_logs_once_and_answers_as_it_did(team: Talk) -> None:
    def once() -> Answer | None:
        said = inbound(Speech("bob", None, "/kpi log leads 12"), "twice", ())
        return team._runner.run(team.app.dispatcher.dispatch(said))

    first, again = once(), once()
    assert first is not None
    assert again is not None
    assert again.card == first.card
    team("bob: /kpi show leads").answer.has("you | 12")


def test_typed_text_cannot_ping_or_format(team: Talk) -> None:
    team("alice: /kpi define <b>*leads*</b>")
    noted = "ask @alice <https://x.y|here>"
    team(f"bob: /kpi log <b>*leads*</b> 12 --note {noted}").answer.has(f"> {noted}")
    heard = team("bob: /kpi history <b>*leads*</b>")
    assert [m.to for m in heard] == ["@bob"]
