"""Mending what was read out of minutes by one click or one line."""

from __future__ import annotations

from tests.dialog import MakeTalk, Talk
from tests.meetings.conftest import START

TWO = "Action: bob sends the deck by Friday\n| Action: somebody calls the press"


def test_an_unclear_item_is_mended_by_one_line_and_all_is_shared(team: Talk) -> None:
    asked = team(f"alice in #growth: /minutes {TWO}").answer
    asked.has("Not clear yet", "2. somebody calls the press", "I see no owner.")
    assert asked.button("Mend 2") == "/minutes fix M1 2"
    heard = team("alice: /minutes fix M1 2 --owner carol --due Thursday")
    heard.answer.has("Every owner has been told", "carol · somebody calls the press · due Thu 8 Jan 2026")
    heard.one("#growth").has("T2 · carol · somebody calls the press")
    heard.one("@carol").has("T2")


def test_what_is_none_is_taken_away_by_one_click_and_numbers_stay(team: Talk) -> None:
    asked = team(f"alice in #growth: /minutes Actions\n| - cake for everybody\n| - carol calls Acme\n| {TWO}").answer
    asked.has("1. cake for everybody", "3. bob · sends the deck", "`/minutes remove M1 1`".strip("`"))
    heard = team(f"alice: {asked.button('1 is no item')}")
    heard.answer.has("No longer an item", "2. carol · calls Acme", "3. bob").lacks("1. cake")
    heard = team("alice: /minutes remove M1 2 4")
    heard.one("#growth").has("T1 · bob · sends the deck", "> - cake for everybody").lacks("T2")
    team("alice: /todo show T1").answer.has("Came of: meeting M1")


def test_a_misspelt_name_is_one_click_away(team: Talk) -> None:
    asked = team("alice in #growth: /minutes Action: @bbo sends the deck by Friday").answer
    assert asked.button("1: bob") == "/minutes fix M1 1 --owner @bob"
    heard = team(f"alice: {asked.button('1: bob')}")
    heard.one("#growth").has("T1 · bob · sends the deck", "due Fri 9 Jan 2026")


def test_the_form_begins_with_what_was_read_and_mends_one_thing_at_a_time(team: Talk) -> None:
    team("alice in #growth: /minutes Action: somebody calls the press")
    asked = team("alice: /minutes fix M1 1").answer
    assert asked.form is not None
    assert [f["name"] for f in asked.form["fields"]] == ["id", "number", "owner", "due", "what"]
    team("alice: cancel")
    team("alice: /minutes fix M1 1 --owner carol").answer.has("I see no due date.").lacks("no owner")
    team("alice: /minutes fix M1 1 --due none").answer.has("carol · somebody calls the press")


def test_what_was_shared_changes_in_place_and_whom_it_concerns_is_told(team: Talk) -> None:
    posted = team("alice in #growth: /minutes Action: bob sends the deck by Friday").one("#growth")
    heard = team("alice: /minutes fix M1 1 --owner carol --what sends the deck to Acme")
    assert heard.one("#growth").updates == posted.id
    heard.one("#growth").has("T1 · carol · sends the deck to Acme")
    heard.one("@carol").has("alice has corrected")
    assert any("alice has corrected" in m.text for m in heard.to("@bob"))
    team("alice: /minutes show M1").answer.has("bob sends the deck by Friday")  # the text stays word for word


def test_a_mended_item_stays_so_when_other_lines_are_corrected(team: Talk) -> None:
    team(f"alice in #growth: /minutes {TWO}")
    team("alice: /minutes fix M1 2 --owner carol --due Thursday")
    team(f"alice: /minutes correct M1 {TWO.replace('Friday', 'Wednesday')}")
    listed = team("alice: /todo list --meeting M1").answer
    listed.has("carol · somebody calls the press · due Thu 8 Jan", "due Wed 7 Jan")


def test_what_makes_no_sense_is_refused(team: Talk) -> None:
    team("alice in #growth: /minutes Action: bob sends the deck by Friday")
    team("alice: /minutes fix M1 3 --due Monday").answer.has("One item was read", "/minutes fix M1 1 --due Friday")
    team("carol: /minutes fix M1 1 --due Monday").answer.has("Only alice or a team lead")
    team("alice: /minutes fix M9 1 --due Monday").answer.has("There is no meeting M9")


LONG = (
    "Weekly\n| Decisions\n| - we launch in May\n| - bob was on holiday\n"
    "| Actions\n| - bob sends the deck by Friday\n| Notes"
)


def test_a_line_is_made_what_it_is_by_one_click_and_put_back(team: Talk) -> None:
    told = team(f"alice in #growth: /minutes {LONG}\n| - carol could call Acme by Tuesday").answer
    told.has("D1 · we launch in May", "N2 · carol could call Acme")
    heard = team(f"alice: {told.button('D2 is no decision')}")
    heard.answer.has("D2 is a note now:\n> bob was on holiday")
    heard.one("#growth").has("Also noted\n> Weekly\n> - carol could call Acme by Tuesday\n> - bob was on holiday")
    team("bob: /minutes find holiday").answer.has("No decision is found")
    made = team(f"alice: {told.button('N2 is to be done')}")
    made.answer.has("N2 is an action item now:\n> could call Acme")
    made.one("#growth").has("T2 · carol · could call Acme · due Tue 6 Jan 2026").lacks("> - carol")
    assert any("T2" in message.text for message in made.to("@carol"))
    back = team(f"alice: {made.answer.button('Put N2 back')}")
    back.one("#growth").has("> - carol could call Acme by Tuesday").lacks("T2")
    team("alice: /minutes turn M1 1 decision").one("#growth").has("• bob sends the deck by Friday").lacks("T1")
    out = team("alice: /minutes remove M1 N2")
    out.answer.has("N2 is left out of the minutes now").button("Put N2 back")
    out.one("#growth").lacks("Acme")
    team("alice: /minutes show M1").answer.has(
        "> - carol could call Acme by Tuesday"
    )  # nothing is dropped from the text
    put_back = team("alice: /minutes turn M1 1 action").answer
    put_back.has("1 is an action item now:\n> sends the deck")
    team("alice: /minutes turn M1 D2 decision").one("#growth").has("• we launch in May\n• bob was on holiday")


def test_among_many_lines_one_is_chosen_from_a_list(team: Talk) -> None:
    notes = "".join(f"\n| - sales of region {n} are up" for n in range(40))
    told = team(f"alice in #growth: /minutes {LONG}{notes}").answer.lacks("N3")
    assert len(told.buttons) < 6  # short on a phone
    listed = team(f"alice: {told.button('Another line is wrong')}").answer
    listed.has("D1 · we launch in May", "1 · bob · sends the deck", "N41 · sales of region 39", "turn M1 N36 action")
    assert len(listed.buttons) == 38
    asked = team(f"alice: {listed.button('N5')}").answer.has("N5 is a note so far:\n> sales of region 3 are up")
    made = team(f"alice: {asked.button('An action item')}").answer.has(
        "Not clear yet\n• 2. sales of region 3", "I see no owner."
    )
    team(f"alice: {made.button('2 is no item')}").answer.has("No longer an item").button("Put 2 back")
    team("alice: /minutes turn M1 X3 note").answer.has("There is no line “X3”")
    team("carol: /minutes turn M1 D1 note").answer.has("Only alice or a team lead")
    corrected = team(f"alice: /minutes correct M1 {LONG.replace('May', 'June')}{notes}")
    corrected.one("#growth").has("we launch in June").lacks("2. sales")


def test_what_is_mended_while_the_meeting_runs_is_not_shared_before_its_end(team: Talk) -> None:
    team("alice in #growth: /meeting new Weekly")
    team("alice in #growth: /meeting start")
    team("alice in #growth: #action somebody calls Acme")
    mended = team("alice in #growth: /minutes fix M1 1 --owner bob --due Friday")
    mended.answer.has("bob · somebody calls Acme")
    assert not mended.to("@bob")
    team("alice in #growth: #decision no fair")
    assert not team("alice: /minutes turn M1 D1 note").to("#growth")
    team("alice in #growth: /meeting end").answer.has("T1 · bob", "Also noted\n• D1 · no fair")


def test_in_chinese(make_talk: MakeTalk) -> None:
    team = make_talk(after=START, language="zh-Hans")
    team("小李 in #growth: /纪要 行动项：联系媒体").answer.has("1. 联系媒体")
    team("小李: /纪要 改正 M1 1 --负责人 小李 --截止 周五").answer.has("小李 · 联系媒体", "2026年1月9日")
    team("小李: /纪要 改成 M1 1 备注").answer.has("1 现在是备注").button("1 改回去")
    team("小李: /纪要 改成 M1 1 行动项").answer.has("1 现在是行动项：", "联系媒体")
