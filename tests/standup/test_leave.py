"""Leave: neither asked nor named; what other features see of a day; people who are forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlmodel import Session

from handlers.kit.context import Scene
from handlers.standup.api import State, today_of
from tests.dialog import Heard, Talk
from tests.standup.test_prompts import prompts


def test_who_is_away_is_neither_asked_nor_named(growth: Talk) -> None:
    away = growth("bob: /standup away --until Wednesday").answer
    away.has("You are away until Wed 7 Jan 2026 (Asia/Shanghai), that day included")
    heard = growth("! now 2026-01-07T19:00")
    assert not prompts(heard, "@bob")
    posts = [m for m in heard.to("#growth") if m.text.startswith("Standup")]
    assert len(posts) == 3
    for post in posts:
        post.has("Not heard from: alice and 小李").lacks("bob")
    assert len(prompts(growth("! now 2026-01-08T09:30"), "@bob")) == 1


def test_away_without_a_day_lasts_until_back(growth: Talk) -> None:
    growth("小李: /站会 请假").answer.has("发 /我的 销假 就恢复")
    assert not prompts(growth("! now 2026-01-08T12:00"), "@小李")
    back = growth("小李: 站会 回来").answer
    assert back.button("补填") == "/standup"
    growth("小李: /站会 --今天 写文案").answer.has("写文案")
    assert len(prompts(growth("! now 2026-01-09T09:30"), "@小李")) == 1


def test_away_from_the_prompts_button_completes_the_run(growth: Talk) -> None:
    prompt = growth("! now 2026-01-05T09:30").one("@bob")
    growth("alice: plan the week")
    growth("小李: 投放")
    heard = growth(f"bob: {prompt.button('Away today')}")
    heard.answer.has("You are away today, Mon 5 Jan 2026")
    heard.thread("#growth").has("alice\nToday: plan the week").lacks("bob")
    growth("bob: thanks").answer.lacks("Noted")
    assert len(prompts(growth("! now 2026-01-06T09:30"), "@bob")) == 1


def test_going_away_after_the_summary_takes_the_name_out(growth: Talk) -> None:
    growth("! now 2026-01-05T09:30")
    growth("alice: plan the week")
    post = growth("! now 2026-01-05T11:30").one("#growth").has("bob and 小李")
    changed = growth("bob: /standup away").one("#growth")
    assert changed.updates == post.id
    changed.has("Not heard from: 小李").lacks("bob")


def test_leave_does_not_reach_back(growth: Talk) -> None:
    growth("! now 2026-01-05T12:00")  # Monday's summary names bob
    heard = growth("! now 2026-01-06T09:30")
    post = [m for m in growth.all().to("#growth") if m.text.startswith("Standup")][-1]
    assert len(prompts(heard, "@bob")) == 1
    assert not growth("bob: /standup away --until Friday").to("#growth")
    late = growth("alice: /standup --today late plan --day 2026-01-05").thread("#growth")
    assert late.updates == post.id
    late.has("alice\nToday: late plan", "Not heard from: bob and 小李")


def test_back_on_the_same_day_is_waited_for_again(growth: Talk) -> None:
    growth("! now 2026-01-05T09:30")
    growth("bob: /standup away")
    growth("bob: /standup back").answer.button("Answer today’s now")
    growth("alice: plan the week")
    assert not growth("小李: 投放").to("#growth")
    growth("bob: /standup --today copy").thread("#growth").has("bob\nToday: copy")


def test_everybody_away_posts_nothing(growth: Talk) -> None:
    for who in ("alice", "bob", "小李"):
        growth(f"{who}: /standup away --until Friday")
    heard = growth("! now 2026-01-09T20:00")
    assert not [m for m in heard.to("#growth") if m.text.startswith("Standup")]


def test_back_in_time_is_asked_as_ever(growth: Talk) -> None:
    growth("bob: /standup away")
    assert not growth("bob: /standup back").answer.has("Welcome back").buttons
    assert len(prompts(growth("! now 2026-01-05T09:30"), "@bob")) == 1


def test_planned_leave_holds_on_each_of_its_days_and_ends_in_silence(growth: Talk, tmp_path: Path) -> None:
    growth("alice: /todo add @bob send it --due 2026-01-06")
    growth("bob: /my away --from 2026-01-07 --until 2026-01-08").answer.has("Wed 7 Jan 2026 to Thu 8 Jan 2026")
    growth("小李: /我的 假期 1月8日到9日").answer.has("2026年1月8日 周四到2026年1月9日 周五请假")
    growth("alice: /my leave Jan 20").answer.has("you are away Tue 20 Jan 2026")
    assert len(prompts(growth("! now 2026-01-06T20:00"), "@bob")) == 2
    heard = growth("! now 2026-01-08T20:00")
    assert not heard.to("@bob"), "neither asked nor reminded, of the late item either"
    posts = [m for m in heard.to("#growth") if m.text.startswith("Standup")]
    posts[0].has("Not heard from: alice and 小李").lacks("bob")
    posts[1].has("Not heard from: alice").lacks("bob", "小李")
    assert [m for m in heard.to("@alice") if "away until Thu 8 Jan 2026" in m.text]
    after = growth("! now 2026-01-09T09:30").to("@bob")
    assert len(prompts(Heard(after), "@bob")) == 1
    assert not [m for m in after if "leave" in m.text or "away until" in m.text]
    growth("alice: /my leave").answer.has("Tue 20 Jan 2026 · one working day").button("Cancel 20 Jan 2026")
    growth("alice: /my leave cancel 20 Jan").answer.has("Cancelled: Tue 20 Jan 2026")
    path = tmp_path / "leave.csv"
    path.write_text(
        "name,first,last\n@bob,2026-01-21,2026-01-22\n小李,2026-01-05,2026-01-06\nzoe,2026-01-21\n", "utf-8"
    )
    growth(f"bob: /admin leave import\n+ {path}").answer.lacks("noted")
    made = growth(f"alice: /admin leave import\n+ {path}").answer
    made.has(
        "Leave of one person is noted", "bob: Wed 21 Jan 2026 to Thu 22 Jan 2026", "nobody here for zoe", "over already"
    )
    growth("alice: /admin leave").answer.has("bob: Wed 21 Jan 2026 to Thu 22 Jan 2026").lacks("5 Jan")
    path.write_text(CALENDAR)
    growth(f"bob: /my leave import\n+ {path}").answer.has("One leave is noted", "Thu 22 Jan 2026 to Fri 23 Jan 2026")
    growth("bob: /my leave").answer.has("Wed 21 Jan 2026 to Fri 23 Jan 2026 · 3 working days")  # the two met
    growth("bob: /standup away")
    growth("bob: /my back").answer.has("Welcome back!", "Your next leave: Wed 21 Jan 2026 to Fri 23 Jan 2026")
    growth("alice: /admin forget @bob --yes")
    growth("alice: /admin leave").answer.lacks("bob")


CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20260122
DTEND;VALUE=DATE:20260124
SUMMARY:Annual leave
END:VEVENT
END:VCALENDAR
"""


def test_refusals(growth: Talk) -> None:
    growth("bob: /standup back").answer.has("You are not away")
    growth("bob: /standup away --until yesterday").answer.has("yesterday")
    assert len(prompts(growth("! now 2026-01-05T09:30"), "@bob")) == 1
    growth("dave: /standup away until tomorrow").answer.has("Tue 6 Jan 2026")  # leave is not only for standups


def test_what_other_features_see(growth: Talk) -> None:
    assert states(growth) == {"alice": State.COMING, "bob": State.COMING, "小李": State.COMING}
    growth("! now 2026-01-05T09:30")
    growth("bob: ad copy")
    growth("小李: /站会 请假")
    assert states(growth) == {"alice": State.WAITING, "bob": State.ANSWERED, "小李": State.AWAY}
    growth("! now 2026-01-10T12:00")
    assert states(growth) == {}


def states(talk: Talk) -> dict[str, State]:
    """Where everybody stands today."""

    def read(session: Session) -> dict[str, State]:
        scene = Scene(session, talk.chat.clock.now(), talk.settings.org, None, None, None)
        return {p.name: t.state for p in scene.people.everybody() for t in today_of(scene, p.id)}

    return talk.database.read(read)


def test_who_is_forgotten_leaves_no_words(growth: Talk) -> None:
    growth("! now 2026-01-05T09:30")
    growth("bob: Today: secret plan. Blockers: my boss")
    growth("alice: /admin forget @bob --yes").answer.has("forgotten")
    assert not growth("alice: plan the week").to("#growth")
    heard = growth("小李: 投放")
    post = heard.thread("#growth")
    post.has("alice\nToday: plan the week").lacks("secret plan", "my boss", "bob")


@pytest.mark.parametrize("word", ["站会", "站會", "晨会", "早會"])
def test_each_name_of_the_standup_is_known(growth: Talk, word: str) -> None:
    growth(f"bob: /{word} --今天 写文案").answer.has("写文案")
