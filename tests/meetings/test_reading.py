"""Reading minutes: what no text may do to the reader, and the fine points of what words mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN
from handlers.meetings.rules import Action, Decision, Minutes, Somebody, read
from tests.meetings.test_corpus import KNOWN, PEOPLE, SCOPE, TEXTS, inked, lines

PARTS = [line for path in TEXTS for line in path.read_text(encoding="utf-8").splitlines()]
SCRAPS = [
    "Action:", "Decisions:", "行动项：", "- [ ]", "|", "@", "by Friday", "周五前", "(", "）", "→", "**", "1.", "；",
    "#action", "\t",
]  # fmt: skip


def mention(person: int) -> str:
    """A mention as a platform hands it over."""
    return f"{MENTION_OPEN}{person}{MENTION_CLOSE}"


def told(text: str) -> Minutes:
    """What is read out of a text by those of the corpus."""
    return read(text, PEOPLE, SCOPE)


@given(st.lists(st.sampled_from(PARTS), max_size=8))
def test_no_line_is_lost_in_whatever_order(chosen: list[str]) -> None:
    text = "\n".join(chosen)
    assert inked(lines(told(text))) == inked(text)


@pytest.mark.parametrize(
    "text",
    [
        "Actions\nWeekly sync\nActions\n备注：客户反馈不错",
        "Actions\n- bob: fair by Friday\n  - carol: booth by Friday\n  - [x] hall\n    Note: ok\n  - cost\nDue: Monday",
    ],
)
def test_what_goes_on_later_keeps_its_place(text: str) -> None:
    assert inked(lines(told(text))) == inked(text)


@given(st.lists(st.one_of(st.sampled_from(SCRAPS + KNOWN), st.text(max_size=12)), max_size=12))
def test_no_character_is_lost_in_whatever_text(chosen: list[str]) -> None:
    text = " ".join(chosen).replace(MENTION_OPEN, "").replace(MENTION_CLOSE, "")
    made = told(text)
    assert inked(lines(made)) == inked(text)
    assert all(decision.what for decision in made.decisions)
    assert all(action.what for action in made.actions)


@given(st.lists(st.one_of(st.sampled_from(SCRAPS + KNOWN), st.text(max_size=12)), max_size=12))
def test_an_item_is_clear_exactly_when_it_has_an_owner_and_a_date(chosen: list[str]) -> None:
    for action in told(" ".join(chosen)).actions:
        assert bool(action.unclear) or (action.owners and action.due is not None)


@given(st.sampled_from(["bob", "小李", "Mary Jane"]), st.sampled_from(["Friday", "12 January", "next Wednesday"]))
def test_any_known_owner_with_any_date_is_read(who: str, when: str) -> None:
    (action,) = told(f"Action: {who} to send the offer by {when}").actions
    assert (action.what, action.unclear) == ("send the offer", ())


def test_a_mention_is_who_it_says_even_where_two_have_the_name() -> None:
    two = [Somebody(7, "Sam"), Somebody(8, "Sam")]
    made = read(f"Action: {mention(8)} sends the deck by Friday", two, SCOPE)
    assert made.actions == (
        Action("sends the deck", "Action: @Sam sends the deck by Friday", (8,), made.actions[0].due),
    )
    assert read("Action: Sam sends the deck by Friday", two, SCOPE).actions[0].owners == ()


@pytest.mark.parametrize(
    ("name", "text", "owners"),
    [
        ("will", "Action: the team will send it by Friday", ()),
        ("Will", "Action: Will will send it by Friday", (1,)),
        ("May", "Action: may need a second round by Friday", ()),
        ("bob", "Action: bobby sends it by Friday", ()),
        ("李", "Action: 李总周五前审批", ()),
        ("李", "Action: @李 周五前审批", (1,)),
        ("小李", "Action: 小李的报告周五前提交", ()),
        ("Bob", "Action: Bob's report is sent by Friday", ()),
    ],
)
def test_a_word_is_not_taken_for_a_name(name: str, text: str, owners: tuple[int, ...]) -> None:
    assert read(text, [Somebody(1, name)], SCOPE).actions[0].owners == owners


@pytest.mark.parametrize(
    "text",
    [
        "show the figures to Bob",
        "Bob said the deck is due Friday.",
        "Carol was out until Friday.",
        "小李在周五前请假",
        "小李建议周五前上线",
        "客户要求周五前交稿",
        "We need to finish by Friday.",
        "@bob thanks for the report on Friday",
        "Can bob send it by Friday?",
        "Next meeting: bob to chair, Friday",
        "bob: I think we should be done by Friday",
    ],
)
def test_talk_outside_a_list_stays_a_note(text: str) -> None:
    assert told(text).notes == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "bob to send the deck by Friday; carol to review it by Monday 12 January",
        "bob to send the deck by Friday and carol to review it by Monday 12 January",
        "- bob to send the deck by Friday, and carol will review it next Monday",
        "待办：@bob 周五前 send the deck @carol 下周一前 review it",
        "Actions: bob - send the deck by Friday, carol - review it by 12 Jan",
        "bob 周五前 send the deck，carol 下周一前 review it",
    ],
)
def test_a_line_with_two_peoples_duties_is_two_items(text: str) -> None:
    made = [(a.what, [PEOPLE[o].name for o in a.owners], str(a.due and a.due.day)) for a in told(text).actions]
    assert made == [("send the deck", ["bob"], "2026-01-09"), ("review it", ["carol"], "2026-01-12")]


def test_a_decision_list_keeps_what_names_somebody() -> None:
    made = told("Decisions:\n- bob leads the launch by March\n- [ ] carol books the room by Friday")
    assert [type(e) for e in made.entries[1:]] == [Decision, Action]


@pytest.mark.parametrize(
    "line", ["Next meeting Wednesday", "Next sync: 14 January 10am", "下次会议定在下周三下午3点。"]
)
def test_when_one_meets_again_is_no_item(line: str) -> None:
    made = told(f"Actions\n- bob sends the deck by Friday\n{line}")
    assert [action.what for action in made.actions] == ["sends the deck"]
    assert line in made.notes


def test_what_is_to_be_done_by_the_next_meeting_is_one() -> None:
    made = told("Actions\n- prepare the slides for the next meeting on Monday\n- 下次会议前小李整理名单")
    assert len(made.actions) == 2
