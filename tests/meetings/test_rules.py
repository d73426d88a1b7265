"""Rules of meetings: what becomes of lines, which meeting is meant, agendas, the next one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.context import Scene
from handlers.kit.dates import When
from handlers.meetings.api import next_meeting
from handlers.meetings.rules import Meeting, agenda_lines, closest, day_ahead, headline, pair
from storage.states import MeetingState
from tests.dialog import Talk

LINES = st.lists(st.sampled_from(["a task", "a task or two", "something else", "another", "x"]), max_size=6)
NOW = datetime(2026, 1, 5, 1, tzinfo=UTC)


@given(LINES, LINES)
def test_every_line_has_one_fate(old: list[str], new: list[str]) -> None:
    pairs = pair(old, new)
    assert sorted(o for o, _ in pairs if o is not None) == [*range(len(old))]
    assert sorted(n for _, n in pairs if n is not None) == [*range(len(new))]


@given(LINES)
def test_a_text_unchanged_changes_nothing(lines: list[str]) -> None:
    assert sorted(pair(lines, lines)) == [(n, n) for n in range(len(lines))]


def test_a_line_unchanged_is_never_taken_for_another() -> None:
    assert pair(["send the deck by Friday", "call bob"], ["send the deck by Monday", "send the deck by Friday"]) == [
        (0, 1),
        (1, None),
        (None, 0),
    ]


def test_a_line_changed_a_little_is_the_same() -> None:
    assert pair(["- bob: send the deck by Friday"], ["- bob: send the deck by Monday"]) == [(0, 0)]


def test_the_points_of_an_agenda() -> None:
    assert agenda_lines("figures; blockers；下一步\n- anything else\n\n") == (
        "figures",
        "blockers",
        "下一步",
        "anything else",
    )


def made(number: int, planned: When | None, made_at: datetime = NOW) -> Meeting:
    """A planned meeting."""
    return Meeting(
        number, "m", 1, 1, None, MeetingState.PLANNED, planned, "UTC", timedelta(minutes=30), (), made_at, None, None
    )


def test_the_meeting_nearest_to_now_is_meant() -> None:
    tomorrow = made(1, When((NOW + timedelta(days=1)).date(), None, "UTC"))
    older = made(2, None, NOW - timedelta(days=3))
    assert closest([tomorrow, older, made(3, None)], NOW) == made(3, None)
    assert closest([tomorrow, older], NOW) == tomorrow
    assert closest([], NOW) is None


def test_the_agenda_of_a_monday_is_asked_for_on_friday_and_after_a_holiday_before_it() -> None:
    calendar = WorkingCalendar("CN")
    assert day_ahead(When(date(2026, 1, 12), None, "UTC"), calendar).isoformat() == "2026-01-09"
    assert day_ahead(When(date(2026, 2, 24), None, "UTC"), calendar).isoformat() == "2026-02-14"


def test_a_title_is_a_first_line_that_is_nothing_else() -> None:
    assert headline("Weekly sync\nDecision: go") == "Weekly sync"
    assert headline("# 市场部周会纪要\n决定：上线") == "市场部周会纪要"
    for text in (
        "Weekly sync",
        "Decision: go\nmore",
        "- a point\nmore",
        "Hi all,\nmore",
        "Action items\n- bob",
        "We met.\nmore",
    ):
        assert headline(text) is None


def _scene(talk: Talk, session: Session) -> Scene:
    return Scene(session, talk.app.clock.now(), talk.settings.org, None, None, None)


def test_the_next_meeting_is_ones_own_or_ones_teams(team: Talk) -> None:
    def coming(person: int) -> str | None:
        found = team.database.read(lambda session: next_meeting(_scene(team, session), person))
        return found.ref if found else None

    team("alice in #growth: /meeting new Later --at Friday 10:00")
    team("zoe: /meeting new Mine --at tomorrow 10:00 --agenda one")
    ids = {name: n for n, name in enumerate(["alice", "bob", "carol", "小李", "zoe"], 1)}
    assert (coming(ids["bob"]), coming(ids["zoe"])) == ("M1", "M2")
