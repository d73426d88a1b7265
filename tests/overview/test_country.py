"""The holidays of a member's own country."""

from __future__ import annotations

from tests.dialog import Heard, MakeTalk

TEAM = ("alice: /team new Growth", "alice: /team add @bob", "bob: /help", "alice: /standup set 09:30")


def asked(heard: Heard, who: str) -> list[str]:
    """The days on which somebody was asked for a standup."""
    return [m.at[5:10] for m in heard.to(who) if m.form is not None and m.form["command"] == "/standup"]


def digests(heard: Heard, who: str) -> list[str]:
    """The days on which somebody was given a digest."""
    return [m.at[5:10] for m in heard.to(who) if m.text.startswith("Action items, ") and m.updates is None]


def test_nobody_is_asked_on_a_holiday_of_theirs_or_a_make_up_day_of_others(make_talk: MakeTalk) -> None:
    talk = make_talk(now="2026-02-12T12:00", after=TEAM)
    said = talk("bob: /my country US").answer
    said.has("You have the holidays of US now", "Mon 16 Feb 2026", "Washington")
    talk("! now 2026-02-13T12:00")
    heard = talk("! now 2026-03-01T12:00")  # Saturdays 14 and 28 February are made up for the Spring Festival
    assert asked(heard, "@alice") == ["02-14", "02-24", "02-25", "02-26", "02-27", "02-28"]
    assert asked(heard, "@bob") == ["02-24", "02-25", "02-26", "02-27"]
    assert not [m for m in heard if "not been heard" in m.text and "bob" in m.text]


def test_nobody_is_asked_on_a_holiday_of_their_own_alone(make_talk: MakeTalk) -> None:
    talk = make_talk(now="2026-05-22T12:00", after=TEAM)
    talk("bob: /my country US")
    heard = talk("! now 2026-05-27T12:00")  # Memorial Day is the 25th
    assert "05-26" in asked(heard, "@bob")
    assert "05-25" in asked(heard, "@alice")
    assert "05-25" not in asked(heard, "@bob")


def test_a_digest_comes_on_ones_own_working_days(make_talk: MakeTalk) -> None:
    talk = make_talk(now="2026-02-12T12:00", after=TEAM)
    talk("bob: /my country America")
    talk("alice: /todo add @bob Call the printer --due 2026-02-12")
    talk("alice: /todo add @alice Call the press --due 2026-02-12")
    heard = talk("! now 2026-02-25T08:00")
    assert "02-14" in digests(heard, "@alice")
    assert "02-17" not in digests(heard, "@alice")
    assert "02-17" in digests(heard, "@bob")
    assert not {"02-14", "02-16"} & set(digests(heard, "@bob"))


def test_a_day_off_of_the_organisation_is_everybodys(make_talk: MakeTalk) -> None:
    talk = make_talk(after=TEAM)
    talk("bob: /my country 新加坡")
    talk("alice: /admin holidays add 2026-01-07 off Company day")
    assert asked(talk("! now 2026-01-08T12:00"), "@bob") == ["01-05", "01-06", "01-08"]


def test_a_country_goes_by_its_names_and_what_nobody_knows_is_refused(make_talk: MakeTalk) -> None:
    talk = make_talk(language="zh-Hans")
    talk("小李: /我的 国家 香港").answer.has("HK", "不会问你站会")
    talk("小李: /我的 國家 台灣").answer.has("TW")
    talk("小李: /my country uk").answer.has("GB")
    talk("小李: /my country 中国").answer.has("CN")
    talk("小李: /my country Atlantis").answer.has("Atlantis")
    talk("小李: /my country Singapura").answer.has("Singapore")
