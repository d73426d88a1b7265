"""People who change while an award runs, and the titles and certificates that come of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from handlers.kit.periods import Period
from handlers.team.api import Honour as TeamHonour
from storage.db import Database
from storage.models.awards import Award
from storage.models.team import Honour
from storage.schema import downgrade, upgrade
from tests.awards.test_awards import NOMINATED, OPEN
from tests.dialog import MakeTalk, Talk


@pytest.fixture
def vote(make_talk: MakeTalk) -> Talk:
    """Boss, Alice, Bob and Carol are Growth; Bob (1) and Alice (2) stand, and the vote is open."""
    return make_talk(after=OPEN)


def link(talk: Talk, one: str, other: str) -> None:
    """Makes two people one: the first is here longer."""
    code = re.search(r"\w{4}-\w{4}", talk(f"{one}: /my link").answer.text)
    assert code
    talk(f"{other}: /my link {code[0]} --sure yes").answer.has("one person’s now")


def test_two_accounts_of_one_person_have_one_vote(vote: Talk) -> None:
    vote("carol: /award vote W1 1")
    link(vote, "alice", "carol")  # alice stays, carol is gone: her vote is alice's
    vote("alice: /award vote W1 2").answer.has("voted already")
    vote("carol: /award vote W1 2").answer.has("voted already")
    vote("bob: /award vote W1 1")
    vote("boss: /award vote W1 1")
    vote("boss: /award close W1").one("#growth").has("bob · 3 ballots", "alice · 0 ballots", "3 of 4 voted")


def test_a_vote_of_who_stays_counts_for_both_and_an_elector_stays_one(vote: Talk) -> None:
    vote("alice: /award vote W1 1")
    link(vote, "alice", "carol")
    vote("carol: /award vote W1 2").answer.has("voted already")
    link(vote, "bob", "eve")  # eve is no elector, bob is
    vote("eve: /award vote W1 2").answer.has("is counted")
    vote("boss: /award vote W1 2")
    vote("boss: /award close W1").one("#growth").has("It goes to alice", "alice · 2 ballots")


def test_two_numbers_of_one_person_are_counted_together(make_talk: MakeTalk) -> None:
    talk = make_talk(after=(*NOMINATED, "boss: /award nominate @carol quick", "boss: /award open W1"))
    for line in ("alice: /award vote W1 2", "bob: /award vote W1 3", "boss: /award vote W1 1"):
        talk(line)
    link(talk, "alice", "carol")
    closed = talk("boss: /award close W1")
    closed.one("#growth").has("It goes to alice!", "alice · 2 ballots\n• bob · 1 ballot")
    assert len([m for m in closed.to("@alice") if "Growth chose you" in m.text]) == 1


def test_before_the_vote_one_person_is_one_nominee_and_praises_others_alone(make_talk: MakeTalk) -> None:
    talk = make_talk(after=(*NOMINATED, "carol: /award nominate @alice kind", "alice: /award nominate @carol quick"))
    link(talk, "alice", "carol")
    talk("boss: /award show W1").answer.has("2 · alice: wrote the launch page (bob)").lacks("kind", "quick", "carol")
    link(talk, "alice", "bob")  # whose praise for each other is all there is
    talk("boss: /award show W1").answer.lacks("launch page", "helped")
    talk("boss: /award nominate @alice again")
    talk("boss: /award show W1").answer.has("1 · alice: again")


def test_who_left_the_team_still_votes_and_who_came_does_not(vote: Talk) -> None:
    vote("boss: /team remove @carol")
    vote("carol: /award vote W1 1").answer.has("is counted")
    vote("carol: /award show W1").answer.has("1 · bob")
    vote("eve: /award show W1").answer.has("for members of Growth")
    vote("carol: /award vote W1 1").answer.has("voted already")


def test_who_is_forgotten_cannot_win_and_their_ballot_stays(vote: Talk) -> None:
    vote("bob: /award vote W1 2")
    vote("alice: /award vote W1 1")
    vote("boss: /admin forget @bob --yes")
    vote("carol: /award vote W1 1").answer.has("Nobody has that number")
    vote("carol: /award vote W1 2")
    closed = vote("boss: /award close W1")
    closed.one("#growth").has("It goes to alice!", "alice · 2 ballots", "— · 1 ballot", "3 of 4 voted").lacks("bob")


def test_all_ballots_for_who_is_forgotten_win_nobody_anything(vote: Talk) -> None:
    for who in ("alice", "boss", "carol"):
        vote(f"{who}: /award vote W1 1")
    vote("boss: /admin forget @bob --yes")
    vote("boss: /award close W1").one("#growth").has("Nobody who could win").lacks("🏆")


def test_a_title_is_worn_until_the_period_after_its_own_is_over(vote: Talk) -> None:
    vote("boss: /team colours red").answer.has("certificates are red")
    for who in ("alice", "boss", "carol"):
        vote(f"{who}: /award vote W1 1")
    closed = vote("boss: /award close W1")
    assert closed.one("#growth").images == ["Certificate of honour · Best collaboration · bob"]
    assert closed.one("@bob").has("Q1 2026", "helped three teams").images
    assert not closed.answer.images
    for line in ("bob: /my", "boss: /team show"):
        vote(line).answer.has("Best collaboration Q1 2026")
    vote("boss: /award").answer.has("W1 · Best collaboration · Growth · bob")
    worn = TeamHonour("Best collaboration", Period("2026-Q1")).worn
    assert worn(date(2026, 1, 1))
    assert worn(date(2026, 6, 30))
    assert not worn(date(2026, 7, 1))
    assert not worn(date(2025, 12, 31))


def test_a_team_defines_titles_of_its_own_and_periods(make_talk: MakeTalk) -> None:
    talk = make_talk(after=NOMINATED)
    talk("boss in #growth: /award new Kindest heart of bob --period 2026").answer.has("Period: 2026")
    talk("boss: /award").answer.has("W2").button("Kindest heart of bob")
    talk("boss: /admin forget @bob --yes")
    talk("boss: /award").answer.has("Kindest heart of —").lacks("bob")
    talk("boss: /team colours mauve").answer.has("mauve")


def test_titles_and_periods_of_awards_before_come_along(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/before.db"
    upgrade(url)
    ballots = [f"{who}: /award vote W1 1" for who in ("alice", "boss", "carol")]
    talk = Talk(url, now="2026-01-05T09:00").say((*OPEN, *ballots, "boss: /award close W1"))

    def kept() -> tuple[list[Honour], list[Award]]:
        database = Database(url, durable=False)
        try:
            return database.read(
                lambda session: (list(session.exec(select(Honour))), list(session.exec(select(Award))))
            )
        finally:
            database.close()

    before = kept()
    assert [(row.title, row.period) for row in before[0]] == [("Best collaboration", "2026-Q1")]
    assert [(row.period, row.electors) for row in before[1]] == [("2026-Q1", 4)]
    talk.close()
    downgrade(url, "a9903ae09d72")
    upgrade(url)
    assert kept() == before
