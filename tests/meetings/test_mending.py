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


def test_in_chinese(make_talk: MakeTalk) -> None:
    team = make_talk(after=START, language="zh-Hans")
    team("小李 in #growth: /纪要 行动项：联系媒体").answer.has("1. 联系媒体")
    team("小李: /纪要 改正 M1 1 --负责人 小李 --截止 周五").answer.has("小李 · 联系媒体", "2026年1月9日")
