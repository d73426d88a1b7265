"""A week looked back on, by team and person; moods, told only as an average of enough."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import combinations_with_replacement

import pytest
from sqlalchemy import inspect, text
from sqlmodel import Session

from handlers.standup.moods import average
from storage.models.standup import StandupRun
from tests.dialog import MakeTalk, Talk
from tests.standup.conftest import FOUND, STANDUP
from tests.standup.test_prompts import prompts
from tests.storage.test_exchange import out, sheet

DAY, NOON = date(2026, 1, 5), datetime(2026, 1, 5, 12, tzinfo=UTC)
NAMES = ("alice", "bob", "小李", "dora", "emil")
MOOD = (*FOUND, "alice: /team add @dora", "alice: /team add @emil", "alice: /standup set 09:30 --mood on")


@pytest.fixture
def moody(make_talk: MakeTalk) -> Talk:
    """Five are in Growth, whose standup asks for a mood; it is Monday 09:30."""
    return make_talk(after=(*MOOD, "! now 2026-01-05T09:30"))


def test_the_teams_week_counts_answers_and_tells_what_blocks(make_talk: MakeTalk) -> None:
    talk = make_talk(after=STANDUP)
    talk("alice: /standup week").answer.has("Standups · Growth · week 2 of 2026", "Nobody was asked")
    talk("! now 2026-01-05T09:30")
    talk("bob: Today: copy. Blockers: legal; the printer")
    talk("alice: plan")
    talk("! now 2026-01-06T09:30")
    talk("bob: more copy")
    talk("bob: /todo done T2")
    talk("小李: /站会 请假 --到 今天")
    talk("! now 2026-01-07T09:00")
    week = talk("bob: /standup week").answer
    assert week.text.splitlines()[1:] == [
        "• alice: answered 1 of 2",
        "• bob: answered 2 of 2",
        "• 小李: answered 0 of 1",
        "Blockers",
        "• T1 · bob: legal · 2 working days",
        "• T2 · bob: the printer · solved",
    ]
    hers = talk("alice: /standup week --who @bob").answer
    assert hers.text.splitlines() == [
        "Standups · Growth · week 2 of 2026 (5 Jan – 11 Jan)",
        "• bob: answered 2 of 2",
        "• Mon 5 Jan 2026: copy.",
        "• Tue 6 Jan 2026: more copy",
        "Blockers",
        "• T1 · bob: legal · 2 working days",
        "• T2 · bob: the printer · solved",
    ]
    talk("alice: /standup week --who @小李").answer.has("Mon 5 Jan 2026: no answer").lacks("Tue")
    talk("alice: /standup week --period last week").answer.has("week 1 of 2026", "Nobody was asked")
    talk("alice: /standup week --period 2026-01").answer.has("week by week")
    talk("小李: /站会 周报").answer.has("站会 · Growth", "bob：2 次回答了 2 次", "2 个工作日", "已解决")


def test_several_standups_are_told_apart_and_strangers_see_none(make_talk: MakeTalk) -> None:
    talk = make_talk(after=(*STANDUP, "alice: /standup set 09:20 --name Sync --questions One?; Two?"))
    talk("dave: /help")
    talk("! now 2026-01-05T09:30")
    talk("bob: /standup --name Sync --today x")
    week = talk("bob: /standup week").answer
    assert [line for line in week.text.splitlines() if "bob" in line or "Growth" in line] == [
        "Standups · Growth · week 2 of 2026 (5 Jan – 11 Jan)", "Growth", "• bob: answered 0 of 1",
        "Growth · Sync", "• bob: answered 1 of 1",
    ]  # fmt: skip
    talk("bob: /standup week --name sync").answer.has("Standups · Growth · Sync", "bob: answered 1 of 1")
    talk("bob: /standup week --name nothing").answer.has("no standup called")
    talk("dave: /standup week Growth").answer.has("members of Growth")
    talk("dave: /standup week --who @bob").answer.has("bob").lacks("answered")
    talk("alice: /team new Sales")
    talk("alice: /team add @bob --team Sales")
    talk("alice: /standup set 09:00 --team Sales --name Pipeline")
    talk("! now 2026-01-06T09:30")
    assert "Pipeline" in talk("alice: /standup week --who @bob").answer.text
    talk("小李: /standup week --who @bob").answer.has("bob").lacks("Pipeline")


def test_a_mood_is_one_tap_and_final(moody: Talk) -> None:
    asked = prompts(moody.all(), "@bob")[-1].has("How are you today?", "3 or more", "never whose it was")
    tap = asked.button("4")
    assert tap == "/standup mood 4 --team Growth --day 2026-01-05"
    moody(f"bob: {tap}").answer.has("Counted")
    moody("bob: /standup mood 1").answer.has("cannot be changed")
    moody("bob: copy").answer.lacks("How are you")
    moody("dora: copy").answer.has("How are you today?").button("5")
    moody("dora: /standup mood 6").answer.has("6")
    moody("小李: /站会 心情 5").answer.has("记上了")
    moody("alice: /standup week").answer.has("Mood", "not told")
    moody("! now 2026-01-06T20:00")
    moody("emil: /standup mood 3 --team Growth --day 2026-01-05").answer.has("added up already")
    moody("emil: /standup mood 3")
    moody("alice: /standup set 09:30 --mood off").answer.lacks("Mood")
    assert "How are you" not in prompts(moody("! now 2026-01-07T09:30"), "@bob")[-1].text
    moody("bob: /standup mood 3").answer.has("does not ask for a mood")


def test_moods_are_told_only_as_an_average_of_enough(moody: Talk) -> None:
    moody("bob: /standup mood 4")
    moody("dora: /standup mood 5")
    moody("! now 2026-01-06T09:30")  # two on Monday: not enough
    for name, score in zip(NAMES, (2, 3, 4, 4, 3), strict=True):
        moody(f"{name}: /standup mood {score}")
    moody("! now 2026-01-07T09:30")
    for name in NAMES:
        moody(f"{name}: /standup mood 5")
    moody("! now 2026-01-09T09:30")
    mood = moody("bob: /standup week").answer.has("Mood\nTue 6 Jan 2026 3.2 and Wed 7 Jan 2026 4.5 or more")
    mood.lacks("Mon 5 Jan 2026 ")
    moody("alice: /standup week --who @bob").answer.lacks("Mood", "3.2", "4.5")


def test_nothing_is_left_of_whose_mood_was_which(moody: Talk) -> None:
    scores = dict(zip(NAMES, (2, 3, 4, 4, 3), strict=True))
    for name, score in scores.items():
        moody(f"{name}: /standup mood {score}")
    rows = [json.loads(line) for line in out(moody.database).decode().splitlines()]
    assert not [row for row in rows if "mood" in str(row.get("table", "")) and "_run" not in str(row.get("table", ""))]
    moody("! now 2026-01-06T20:30")

    def found(session: Session) -> dict[str, str]:
        names = inspect(session.connection()).get_table_names()
        return {name: str(session.execute(text(f'SELECT * FROM "{name}"')).all()) for name in names}

    tables = moody.database.read(found)
    assert tables["standup_mood"] == tables["standup_mood_roll"] == "[]"
    audits = [row for row in sheet(moody.database, "audit") if row["command"] == "standup-mood"]
    assert len(audits) == len(NAMES)
    assert not any(row["arguments"] for row in audits)
    assert not any("mood 2" in said and "Growth" not in said for said in tables.values()), "the words that said it"
    (kept,) = [row["row"] for row in map(json.loads, out(moody.database).decode().splitlines())
               if row.get("table") == "standup_run" and row["row"]["mood_sum"] is not None]  # fmt: skip
    assert (kept["mood_sum"], kept["mood_count"], kept["mood_floor"]) == (16, 5, 3)


@pytest.mark.parametrize("count", [3, 5, 8])
def test_whatever_average_is_told_the_moods_behind_it_may_be_others(count: int) -> None:
    behind: dict[Decimal, list[tuple[int, ...]]] = {}
    for scores in combinations_with_replacement(range(1, 6), count):
        told = average(StandupRun(standup_id=1, day=DAY, closes_at=NOON, mood_sum=sum(scores), mood_count=count))
        assert told is not None
        behind.setdefault(told, []).append(scores)
    assert all(len(alike) > 1 for alike in behind.values())
    assert (min(behind), max(behind)) == (Decimal("1.5"), Decimal("4.5"))
