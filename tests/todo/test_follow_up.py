"""Following up: the morning's digest, who hears of what is overdue, later, leave, zones and days off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from sqlmodel import Session

from handlers.kit.people import People
from storage.models.people import Person
from storage.repos import people
from tests.dialog import Heard, MakeTalk, Seen, Talk

PAIR = ("alice: /team new Growth", "alice: /team add @bob", "bob: /help")


@pytest.fixture
def pair(make_talk: MakeTalk) -> Talk:
    """Alice, who administers, and Bob, in a team."""
    return make_talk(after=PAIR)


def write(talk: Talk, effect: Callable[[Session], object]) -> None:
    """Does something to the conversation's database."""
    talk.database.writer.submit(effect).result()


def with_person(talk: Talk, name: str, **values: object) -> None:
    """Sets a person's own choices."""

    def unit(session: Session) -> None:
        row = session.get_one(Person, People(session).named(name)[0].id)
        for key, value in values.items():
            setattr(row, key, value)
        session.add(row)

    write(talk, unit)


def digests(heard: Heard, to: str = "@bob") -> list[Seen]:
    """The digests somebody was given, without their later changes."""
    return [m for m in heard.to(to) if m.text.startswith("Action items, ") and m.updates is None]


def days(heard: Heard, item: str, to: str = "@bob") -> dict[str, str]:
    """On which days a digest named an item, and under which heading."""
    found: dict[str, str] = {}
    for seen in digests(heard, to):
        heading = ""
        for line in seen.text.splitlines():
            if line.startswith(f"• {item} "):
                found[seen.at[5:10]] = heading
            elif not line.startswith("•"):
                heading = line
    return found


THREE, ONE, TODAY, OVERDUE = "Due in three working days", "Due in one working day", "Due today", "Overdue"
OFF = "Due before the next working day"


# --- what a digest names ------------------------------------------------------------------------


def test_three_days_before_one_before_on_the_day_and_then_daily(pair: Talk) -> None:
    pair("alice: /todo add @bob send the report --due 2026-01-14")
    heard = pair("! now 2026-01-16T20:00")
    assert days(heard, "T1") == {
        "01-09": THREE, "01-13": ONE, "01-14": TODAY, "01-15": OVERDUE, "01-16": OVERDUE,
    }  # fmt: skip
    assert all(m.at[11:16] == "09:00" for m in digests(heard))
    assert len(digests(heard)) == 5


def test_one_digest_with_a_line_and_buttons_for_each_item(pair: Talk) -> None:
    for n in range(1, 8):
        pair(f"alice: /todo add @bob task {n} --due {'tomorrow' if n > 1 else '2026-01-09'}")
    seen = pair("! now 2026-01-06T09:00").one("@bob")
    assert seen.text.splitlines()[:4] == [
        "Action items, Tue 6 Jan 2026",
        "Due today",
        "• T2 · task 2 · due Tue 6 Jan 2026",
        "• T3 · task 3 · due Tue 6 Jan 2026",
    ]
    seen.has("• T7 · task 7", f"{THREE}\n• T1 · task 1 · due Fri 9 Jan 2026", "/todo done T3")
    assert [b["command"] for b in seen.buttons[:3]] == ["/todo done T2", "/todo snooze T2", "/todo cannot T2"]
    assert [b["label"] for b in seen.buttons[-3:]] == ["Done T6", "Later T6", "Can’t T6"]


def test_nothing_is_said_when_there_is_nothing_to_say(pair: Talk) -> None:
    pair("alice: /todo add @bob finished --due 2026-01-07")
    pair("alice: /todo add @bob given up --due 2026-01-07")
    pair("alice: /todo add @bob dropped --due 2026-01-07")
    pair("alice: /todo add @bob far away --due 2026-03-07")
    pair("alice: /todo add @bob without a date")
    pair("bob: /todo done T1")
    pair("bob: /todo cannot T2 no")
    pair("alice: /todo drop T3 no")
    assert pair("! now 2026-01-09T12:00") == []


def test_a_digest_changes_in_place_as_its_items_are_done(pair: Talk) -> None:
    pair("alice: /todo add @bob one --due 2026-01-06")
    pair("alice: /todo add @bob two --due 2026-01-06")
    digest = pair("! now 2026-01-06T09:30").one("@bob")
    changed = next(m for m in pair(f"bob: {digest.button('Done T1')}") if m.updates == digest.id)
    changed.has("Due today\n• T2 · two", "Closed since this morning\n• T1 · one · done")
    assert {b["command"][-2:] for b in changed.buttons} == {"T2"}
    clear = next(m for m in pair("alice: /todo done T2") if m.updates == digest.id)
    clear.has("All done. Nothing more for today.")
    assert clear.buttons == []
    pair("! now 2026-01-07T08:00")
    assert digests(pair("! now 2026-01-07T12:00")) == []


def test_a_deadline_with_a_time_is_overdue_from_that_moment(pair: Talk) -> None:
    pair("alice: /todo add @bob call at three --due 2026-01-06 15:00")
    assert days(pair("! now 2026-01-06T14:59"), "T1") == {"01-06": TODAY}
    pair("bob: /todo").answer.has("Due today")
    pair("! now 2026-01-06T15:00")
    pair("bob: /todo").answer.has("Overdue")


def test_a_day_alone_ends_with_that_day(pair: Talk) -> None:
    pair("alice: /todo add @bob send it --due 2026-01-06")
    pair("! now 2026-01-06T23:59")
    pair("bob: /todo list overdue").answer.has("Nothing is overdue")
    pair("! now 2026-01-07T00:00")
    pair("bob: /todo list overdue").answer.has("T1")


# --- the calendar -------------------------------------------------------------------------------


def test_over_the_spring_festival_and_its_make_up_saturdays(make_talk: MakeTalk) -> None:
    talk = make_talk(after=PAIR, now="2026-02-09T09:30")
    talk("alice: /todo add @bob after the holiday --due 2026-02-24")  # the first working day
    talk("alice: /todo add @bob in the holiday --due 2026-02-18").answer.has("That is a day off")
    talk("alice: /todo add @bob Monday of March --due 2026-03-02")
    heard = talk("! now 2026-03-02T12:00")
    assert days(heard, "T1") == {
        "02-12": THREE, "02-14": ONE, "02-24": TODAY, "02-25": OVERDUE, "02-26": OVERDUE, "02-27": OVERDUE,
        "02-28": OVERDUE, "03-02": OVERDUE,
    }  # fmt: skip
    assert days(heard, "T2") == {
        "02-11": THREE, "02-13": ONE, "02-14": OFF, "02-24": OVERDUE, "02-25": OVERDUE, "02-26": OVERDUE,
        "02-27": OVERDUE, "02-28": OVERDUE, "03-02": OVERDUE,
    }  # fmt: skip
    assert days(heard, "T3") == {"02-26": THREE, "02-28": ONE, "03-02": TODAY}
    assert days(heard, "T1", "@alice") == {
        "02-26": "Two working days overdue: please ask how you can help",
        "03-02": "Five working days overdue: for you as manager to decide",
    }


def test_an_owner_in_new_york_hears_at_nine_of_their_own_day(pair: Talk) -> None:
    with_person(pair, "bob", zone="America/New_York")
    pair("alice: /todo add @bob send it --due 2026-01-08").answer.has("Due Thu 8 Jan 2026 (America/New_York)")
    heard = pair("! now 2026-01-09T22:00")
    assert [m.at for m in digests(heard)] == [
        "2026-01-05T22:00:00+08:00",  # Monday there: three working days before
        "2026-01-07T22:00:00+08:00",
        "2026-01-08T22:00:00+08:00",
        "2026-01-09T22:00:00+08:00",
    ]
    assert [m.text.splitlines()[1] for m in digests(heard)] == [THREE, ONE, TODAY, OVERDUE]


def test_a_new_yorkers_thursday_is_not_over_when_shanghais_is(pair: Talk) -> None:
    with_person(pair, "bob", zone="America/New_York")
    pair("alice: /todo add @bob send it --due 2026-01-08")
    pair("! now 2026-01-09T12:00")  # Thursday 23:00 there
    pair("alice: /todo list overdue").answer.has("Nothing is overdue")
    pair("! now 2026-01-09T13:00")
    pair("alice: /todo list overdue").answer.has("T1")


def test_whoever_looks_after_it_hears_in_their_own_morning_too(pair: Talk) -> None:
    with_person(pair, "bob", zone="America/New_York")
    pair("alice: /todo add @bob send it --due 2026-01-08")
    heard = pair("! now 2026-01-14T23:00")
    assert [m.at for m in digests(heard, "@alice")] == ["2026-01-13T09:00:00+08:00"]


def test_quiet_hours_hold_a_digest_back(pair: Talk) -> None:
    with_person(pair, "bob", quiet_from=time(19), quiet_to=time(10, 30))
    pair("alice: /todo add @bob send it --due 2026-01-06")
    assert [m.at[11:16] for m in digests(pair("! now 2026-01-06T12:00"))] == ["10:30"]


# --- once a day ---------------------------------------------------------------------------------


def test_a_restart_on_the_same_day_doubles_nothing(make_talk: MakeTalk) -> None:
    talk = make_talk(after=PAIR)
    talk("alice: /todo add @bob send it --due 2026-01-06")
    assert len(digests(talk("! now 2026-01-06T09:00"))) == 1
    talk.chat.keep_clock()
    again = make_talk(url=talk.database.url)
    assert digests(again("! now 2026-01-06T23:00")) == []
    assert days(again("! now 2026-01-07T10:00"), "T1") == {"01-07": OVERDUE}


def test_a_bot_that_was_down_at_nine_catches_up_until_the_evening(make_talk: MakeTalk) -> None:
    for back, expected in (("2026-01-06T14:00", ["14:00"]), ("2026-01-06T21:00", [])):
        talk = make_talk(after=PAIR)
        talk("alice: /todo add @bob send it --due 2026-01-06")
        talk("! now 2026-01-06T08:00")
        talk.chat.keep_clock()
        again = make_talk(url=talk.database.url, now=back)
        again("! advance 1h")
        assert [m.at[11:16] for m in digests(again.all())] == expected


def test_moving_west_on_the_same_day_brings_no_second_digest(pair: Talk) -> None:
    pair("alice: /todo add @bob send it --due 2026-01-06")
    pair("alice: /todo add @bob other --due 2026-01-06")
    assert len(digests(pair("! now 2026-01-06T09:00"))) == 1
    with_person(pair, "bob", zone="Europe/Berlin")
    pair("bob: /todo add make a schedule for Berlin")
    heard = pair("! now 2026-01-07T17:00")
    assert [m.at for m in digests(heard)] == ["2026-01-07T16:00:00+08:00"]


# --- who else hears -----------------------------------------------------------------------------


def test_after_two_working_days_whoever_made_it_hears_once_and_after_five_the_manager(make_talk: MakeTalk) -> None:
    talk = make_talk()
    talk("boss: /team new Growth")
    for name in ("alice", "bob"):
        talk(f"boss: /team add @{name}")
        talk(f"{name}: /help")
    talk("alice: /todo add @bob send the report --due 2026-01-07")
    heard = talk("! now 2026-01-23T12:00")
    assert list(days(heard, "T1", "@alice")) == ["01-09"]
    assert list(days(heard, "T1", "@boss")) == ["01-14"]
    digests(heard, "@alice")[0].has("Two working days overdue", "• T1 · bob · send the report · due Wed 7 Jan 2026")
    digests(heard, "@boss")[0].has("Five working days overdue", "• T1 · bob · send the report")
    assert digests(heard, "@alice")[0].buttons == []
    talk("boss: /todo show T1").answer.has("Muster · told alice that it is two working days overdue", "told boss that")


def test_a_new_deadline_is_followed_up_anew(pair: Talk) -> None:
    pair("alice: /todo add @bob send it --due 2026-01-06")
    assert list(days(pair("! now 2026-01-08T12:00"), "T1", "@alice")) == ["01-08"]
    pair("alice: /todo edit T1 --due 2026-01-09")
    assert list(days(pair("! now 2026-01-15T12:00"), "T1", "@alice")) == ["01-13"]


def test_others_items_and_ones_own_come_in_one_digest(pair: Talk) -> None:
    pair("alice: /todo add @bob send it --due 2026-01-06")
    pair("alice: /todo add my own --due 2026-01-08")
    pair("! now 2026-01-08T08:00")
    pair("! now 2026-01-08T09:00").one("@alice").has("Due today\n• T2 · my own", "• T1 · bob · send it")


# --- later and leave ----------------------------------------------------------------------------


def test_later_rests_until_the_digest_of_that_day_and_leaves_the_deadline(pair: Talk) -> None:
    pair("alice: /todo add @bob send it --due 2026-01-07")
    snoozed = pair("bob: /todo snooze T1 2026-01-09").answer
    snoozed.has("I will come back to T1 on Fri 9 Jan 2026 (Asia/Shanghai)", "It is still due Wed 7 Jan 2026")
    assert days(pair("! now 2026-01-09T12:00"), "T1") == {"01-09": OVERDUE}


def test_later_on_an_item_without_a_date_comes_back_once_under_a_heading_of_its_own(pair: Talk) -> None:
    pair("bob: /todo add think about it")
    pair("bob: /todo snooze T1 2026-01-10").answer.has("Mon 12 Jan 2026")  # a Saturday
    heard = pair("! now 2026-01-16T12:00")
    assert days(heard, "T1") == {"01-12": "You wanted to come back to this"}


def test_later_by_the_hour_comes_at_that_hour_even_in_quiet_hours(pair: Talk) -> None:
    pair("alice: /todo add @bob send it --due 2026-01-09")
    pair("bob: /todo snooze T1").answer.has("When shall I come back to it?")
    pair("bob: tonight at 22:00").answer.has("Mon 5 Jan 2026, 22:00 (Asia/Shanghai)")
    back = pair("! now 2026-01-05T23:00").one("@bob").has("You wanted to come back to T1: send it")
    assert back.at[11:16] == "22:00"
    assert back.button("Later") == "/todo snooze T1"
    pair("bob: /todo snooze T1 tomorrow 10:00")
    pair("bob: /todo done T1")
    assert pair("! now 2026-01-06T12:00") == []


def test_later_today_wants_an_hour(pair: Talk) -> None:
    pair("bob: /todo add think")
    pair("bob: /todo snooze T1 today").answer.has("That is today", "/todo snooze T1 2h")


def test_whoever_is_away_hears_when_they_are_back(pair: Talk) -> None:
    pair("alice: /todo add @bob send it --due 2026-01-06")
    write(pair, lambda session: people.add_leave(session, 2, date(2026, 1, 5), date(2026, 1, 8)))
    heard = pair("! now 2026-01-09T12:00")
    assert days(heard, "T1") == {"01-09": OVERDUE}
    digests(heard, "@alice")[0].has("• T1 · bob · send it · due Tue 6 Jan 2026 · away until Thu 8 Jan 2026")


def test_who_moves_past_the_hour_gets_the_days_digest_at_once(pair: Talk) -> None:
    pair("alice: /todo add @bob Call the printer --due Friday")
    pair("! now 2026-01-06T08:30")
    assert [m.at for m in digests(pair("bob: /my tz Asia/Tokyo"))] == ["2026-01-06T08:30:00+08:00"]
    assert not digests(pair("bob: /my tz Asia/Shanghai"))
    assert not digests(pair("! now 2026-01-06T20:00"))
    assert not digests(pair("bob: /my tz Europe/Berlin"))
    assert [m.at for m in digests(pair("! now 2026-01-08T20:00"))] == ["2026-01-08T16:00:00+08:00"]


def test_after_a_standstill_what_was_snoozed_comes_back_in_one_message(pair: Talk) -> None:
    for number, what in enumerate(("Call the printer", "Write the brief", "Book the hall"), start=1):
        pair(f"alice: /todo add @bob {what}")
        pair(f"bob: /todo snooze T{number} 2026-01-05T1{number}:00")
    clock = pair.chat.clock
    clock.move(clock.now() + timedelta(days=2, hours=2))
    back = [m for m in pair("! advance 1m").to("@bob") if "come back" in m.text]
    assert len(back) == 1
    back[0].has("while I was away", "Call the printer", "Write the brief", "Book the hall")
    assert not [m for m in pair("! advance 2h").to("@bob") if "come back" in m.text]
