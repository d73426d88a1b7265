"""What a pointer of the extractor may become: words of the text, people and dates of our own, or nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import DateScope
from handlers.kit.messages import Msg, say
from handlers.meetings.rules import Known, Offer, Pointed, Somebody, letter, offers
from storage.states import ProposalKind

SCOPE = DateScope(datetime(2026, 1, 5, 2, tzinfo=UTC), "Asia/Shanghai", WorkingCalendar("CN"))
PEOPLE = [Somebody(1, "Bob"), Somebody(2, "小李"), Somebody(3, "Kim"), Somebody(4, "Kim")]
TEXT = """Present: Bob, 小李
- Bob said he would see to
  the budget before Thursday
- 名单的事问了小李，说周三前能理出来
- Kim might call the press
The slogan has had its day."""


def found(*pointed: Pointed, items: tuple[Known, ...] = (), decisions: tuple[Known, ...] = ()) -> tuple[Offer, ...]:
    return offers(TEXT, pointed, items, decisions, PEOPLE, SCOPE)


def test_a_quote_may_run_over_lines_and_its_words_are_cut_from_the_text() -> None:
    pointed = Pointed(
        "action", "Bob said he would see to the budget before Thursday", "see to the budget", "Bob", "Thursday"
    )
    (offer,) = found(pointed)
    assert (offer.kind, offer.what, offer.owners) == (ProposalKind.ACTION, "see to the budget", (1,))
    assert offer.due is not None
    assert offer.due.day == date(2026, 1, 8)
    assert offer.line == "- Bob said he would see to\n  the budget before Thursday"
    assert offer.unclear == ()


def test_words_that_are_not_there_are_nothing() -> None:
    assert found(Pointed("action", "Bob pays Acme", owner="Bob")) == ()
    (offer,) = found(Pointed("action", "Kim might call the press", "pay Acme", "Alice", "1 May"))
    assert "Acme" not in offer.what
    assert (offer.owners, offer.due) == ((), None)


def test_two_people_of_one_name_are_not_told_apart_by_a_model() -> None:
    (offer,) = found(Pointed("action", "Kim might call the press", owner="Kim"))
    assert offer.owners == ()
    assert "kit-person-two" in [why.id for why in offer.unclear]


def test_what_the_rules_have_read_is_not_offered_but_completed() -> None:
    line = "Kim might call the press"
    clear, lacking = Known(line), Known(line, (say("meetings-no-owner"), say("meetings-no-due")))
    pointed = Pointed("action", line, owner="小李", due="周三前")
    assert found(pointed, items=(clear,)) == ()
    (offer,) = found(pointed, items=(lacking,))
    assert (offer.kind, offer.owners, offer.line) == (ProposalKind.MEND, (2,), line)
    assert offer.due is not None
    only_date = Known(line, (say("meetings-no-due"),))
    (offer,) = found(pointed, items=(only_date,))
    assert (offer.owners, offer.due is not None) == ((), True)
    assert found(Pointed("action", line), items=(lacking,)) == ()


def test_decisions_are_offered_once_and_not_beside_an_item() -> None:
    slogan = Pointed("decision", "The slogan has had its day.")
    (offer,) = found(slogan, slogan)
    assert (offer.kind, offer.what) == (ProposalKind.DECISION, "The slogan has had its day")
    assert found(slogan, decisions=(Known("The slogan has had its day."),)) == ()
    assert found(slogan, items=(Known("The slogan has had its day."),)) == ()


def test_letters() -> None:
    assert [letter(n) for n in (1, 2, 26, 27, 52, 53)] == ["A", "B", "Z", "A1", "Z1", "A2"]


words = st.text(alphabet="Bob小李budget 周三前Thursday\n:：,，-", max_size=40) | st.sampled_from(TEXT.splitlines())


@settings(max_examples=50)
@given(st.lists(st.builds(Pointed, st.sampled_from(["action", "decision"]), words, words, words, words), max_size=6))
def test_whatever_is_pointed_at_nothing_is_said_that_the_text_does_not(pointed: list[Pointed]) -> None:
    lacking: tuple[Msg, ...] = (say("meetings-no-owner"),)
    made = found(*pointed, items=(Known("Kim might call the press", lacking),))
    for offer in made:
        assert offer.line in TEXT
        assert set(offer.what.split()) <= set(TEXT.replace("，", "， ").split()) or all(c in TEXT for c in offer.what)
        assert set(offer.owners) <= {1, 2, 3, 4}
    assert len({(offer.kind, offer.line, offer.what) for offer in made}) == len(made)
