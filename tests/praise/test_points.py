"""The ledger of points, whatever people do in whatever order: it only grows, balances are its sums, nothing counts
twice."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlmodel import Session, col, select

from storage.models.people import Person
from storage.models.recognition import PointsEntry
from storage.repos import recognition as repo
from tests.databases import Postgres
from tests.dialog import Beginnings, Talk

NAMES = ("boss", "lea", "bob", "amy")  # boss and Lea lead
BEGIN = (
    "boss: /team new Growth",
    *(f"boss: /team add @{name}" for name in NAMES[1:]),
    "boss: /team lead @lea",
    "boss: /kudos rule --pair 70",
    *(f"{name}: /help" for name in NAMES),
)
ALLOWANCE, PAIR = 100, 70
MONTH = (date(2026, 1, 1), date(2026, 1, 31))
WHO = st.sampled_from(NAMES)
DECIDER = st.sampled_from(("lea", "lea", "boss", "amy"))
SOME = st.lists(WHO, min_size=1, max_size=2, unique=True)
WORDS = ("so quick", "So  quick!", "very kind")  # the first two are one


class Points(RuleBasedStateMachine):
    """Kudos given, taken back, reworded and given other points; praise handed in, decided and taken back."""

    def __init__(self, begin: Callable[[], Talk]) -> None:
        super().__init__()
        self.talk = begin()
        self.balance: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.kudos: dict[str, list[tuple[list[str], int]]] = {name: [] for name in NAMES}
        self.waiting: dict[int, tuple[str, list[str], str]] = {}
        self.counted: dict[int, tuple[str, list[str], int, str]] = {}
        self.handed_in = 0
        self.worth = 10
        self.lines: list[tuple[object, ...]] = []

    @initialize()
    def someone_has_some(self) -> None:
        self.give("amy", ["bob"], 40)
        self.hand_in("amy", ["bob"], WORDS[0])
        self.decide("lea", 0, "approve")

    @rule(giver=WHO, receivers=SOME, points=st.sampled_from((30, 40, 60)))
    def give(self, giver: str, receivers: list[str], points: int) -> None:
        names = " ".join(f"@{name}" for name in receivers)
        answer = self.talk(f"{giver}: /kudos {names} thank you +{points}").answer
        may = giver not in receivers and self._may(giver, receivers, points)
        assert bool(answer.buttons) == may, answer.text
        if may:
            self.kudos[giver].append((receivers, points))
            self._count(giver, receivers, points)

    def _may(self, giver: str, receivers: list[str], more: int) -> bool:
        within = all(self.pairs[giver, one] + more <= PAIR for one in receivers)
        return within and self.given[giver] + more * len(receivers) <= ALLOWANCE

    def _count(self, giver: str, receivers: list[str], more: int) -> None:
        self.given[giver] += more * len(receivers)
        self.balance.update(dict.fromkeys(receivers, more))
        self.pairs.update(dict.fromkeys(((giver, one) for one in receivers), more))

    @rule(giver=WHO)
    def take_back(self, giver: str) -> None:
        self.talk(f"{giver}: /kudos undo")
        if self.kudos[giver]:
            receivers, points = self.kudos[giver].pop()
            self._count(giver, receivers, -points)

    @rule(giver=WHO, points=st.sampled_from((0, 1, 35, 50)))
    def edit(self, giver: str, points: int) -> None:
        answer = self.talk(f"{giver}: /kudos edit in other words{f' +{points}' if points else ''}").answer
        if not self.kudos[giver]:
            return
        receivers, before = self.kudos[giver][-1]
        more = points - before if points else 0
        may = more <= 0 or self._may(giver, receivers, more)
        assert ("in other words" in answer.text) == may, answer.text
        if may:
            self.kudos[giver][-1] = (receivers, before + more)
            self._count(giver, receivers, more)

    @rule(by=WHO, people=SOME, words=st.sampled_from(WORDS))
    def hand_in(self, by: str, people: list[str], words: str) -> None:
        names = " ".join(f"@{name}" for name in people)
        answer = self.talk(f"{by}: /praise {names} {words} --customer Acme").answer
        folded = words.casefold().replace(" ", "").rstrip("!")
        live = [said for _, _, said in self.waiting.values()] + [one[3] for one in self.counted.values()]
        assert ("here already" in answer.text) == (folded in live)
        if folded not in live:
            self.handed_in = int(answer.id_of("P")[1:])
            self.waiting[self.handed_in] = (by, people, folded)

    @rule(by=DECIDER, behind=st.integers(0, 2), verb=st.sampled_from(("approve", "approve", "undo", "reject")))
    def decide(self, by: str, behind: int, verb: str) -> None:
        number = max(1, self.handed_in - behind)
        said = " no proof" if verb == "reject" else ""
        answer = self.talk(f"{by}: /praise {verb} P{number}{said}").answer.text
        if f"{by} approved it" in answer:
            _, people, folded = self.waiting.pop(number)  # else it counted twice
            assert by in NAMES[:2]
            assert by not in people
            self.counted[number] = (by, people, self.worth, folded)
            self.balance.update(dict.fromkeys(people, self.worth))
        elif "took back the approval" in answer:
            approver, people, worth, _ = self.counted.pop(number)
            assert by == approver
            self.balance.subtract(dict.fromkeys(people, worth))
        elif "took it back" in answer:
            assert self.waiting.pop(number)[0] == by
        elif "Rejected." in answer:
            del self.waiting[number]

    @rule(points=st.sampled_from((0, 5, 20)))
    def set_the_rule(self, points: int) -> None:
        self.talk(f"lea: /praise rule --points {points}").answer.has("gives")
        self.worth = points

    @invariant()
    def it_adds_up(self) -> None:
        self.talk.database.read(self._check)

    def _check(self, session: Session) -> None:
        rows = session.exec(select(PointsEntry).order_by(col(PointsEntry.id))).all()
        lines = [(r.id, r.person_id, r.giver_id, r.points, r.kudos_id, r.reverses_id, r.source, r.day) for r in rows]
        assert lines[: len(self.lines)] == self.lines
        self.lines = list(lines)
        people = {person.name: person.id or 0 for person in session.exec(select(Person))}
        for name, person in people.items():
            own = [row.points for row in rows if row.person_id == person]
            assert repo.balance(session, person) == sum(own) == self.balance[name] >= 0
            spent = sum(row.points for row in rows if row.giver_id == person)
            assert repo.points_given(session, person, *MONTH) == spent == self.given[name]
            assert 0 <= spent <= ALLOWANCE
        sources = [(row.person_id, row.source) for row in rows if row.source is not None]
        assert len(sources) == len(set(sources))

    def teardown(self) -> None:
        self.talk.close()


def _run(begin: Callable[[], Talk], *, examples: int, steps: int) -> None:
    class Here(Points):
        def __init__(self) -> None:
            super().__init__(begin)

    run_state_machine_as_test(Here, settings=settings(max_examples=examples, stateful_step_count=steps))


def test_on_sqlite(beginnings: Beginnings, tmp_path: Path) -> None:
    begun = beginnings.talk(tmp_path / "begun.db", BEGIN)
    begun.close()

    def begin() -> Talk:
        shutil.copyfile(tmp_path / "begun.db", tmp_path / "points.db")
        return Talk(f"sqlite:///{tmp_path}/points.db", now=begun.now.isoformat())

    _run(begin, examples=10, steps=20)


@pytest.mark.postgres
def test_on_postgres(postgres: Postgres) -> None:
    def begin() -> Talk:
        postgres.take_back()
        return Talk(postgres.with_tables()).say(BEGIN)

    _run(begin, examples=2, steps=15)
