"""DingTalk's own ways: groups where only mentions are heard, questions one at a time, files, pictures, people."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from bot.platforms.base import Outgoing, Passing, Permanent
from bot.platforms.dingtalk import runtime_voice
from bot.worded import Piece, WordedBullets, WordedButton, WordedCard, WordedPara
from tests.platforms.dingtalk.begun import (
    calls,
    cards,
    group,
    line,
    links,
    nothing_against_the_rules,
    send,
)
from tests.platforms.dingtalk.organisation import CORP, ELSEWHERE, staff
from tests.platforms.dingtalk.stage import DingTalkStage

__all__ = ["cards", "links", "nothing_against_the_rules"]  # fixtures


# --- groups -------------------------------------------------------------------------------------------


def test_a_group_sees_that_somebody_was_answered_privately(links: DingTalkStage) -> None:
    before, ours = links.count("ann", "growth"), links.count("ann")
    links.says("ann", "/kpi log leads 31", "growth")
    links.sees("ann", "31", "leads", after=ours)
    said = links.sees("bob", "privately", channel="growth", after=before)
    assert said.pings == {"ann"}
    assert "31" not in said.text


def test_a_bare_mention_is_helped_and_a_chatty_one_told_what_is_near(links: DingTalkStage) -> None:
    before = links.count("ann")
    links.says("ann", "", "growth")
    links.sees("ann", "/kpi", after=before)
    links.asks("ann", "what is the matter", "/help", channel="growth")
    links.asks("ann", "kpi show leads", "leads", channel="growth")


def test_a_form_asked_for_in_a_group_is_asked_in_private(links: DingTalkStage) -> None:
    before, aloud = links.count("ann"), links.count("ann", "growth")
    links.says("ann", "/kpi log leads", "growth")
    asked = links.sees("ann", "Value?", after=before)
    assert "Cancel" in asked.buttons
    links.sees("ann", "privately", channel="growth", after=aloud)
    assert not any("Value?" in m.text for m in links.seen("ann", "growth"))
    links.clicks("ann", asked, "Cancel")
    links.sees("ann", "is off", after=before)


def test_whoever_cannot_be_written_to_is_told_in_the_group(links: DingTalkStage) -> None:
    user = links.emulator.do(lambda org: org.person("hal"))
    links.emulator.do(lambda org: org.invisible.add(user))
    before = links.count("hal", "growth")
    links.says("hal", "/my", "growth")
    assert links.sees("hal", "could not write to you", channel="growth", after=before).pings == {"hal"}


def test_names_in_a_group_come_from_whom_it_says_was_meant(links: DingTalkStage) -> None:
    before = links.count("ann", "growth")
    links.says("ann", "/kudos saved my launch @bob +2", "growth")
    links.sees("ann", "bob", "saved my launch", channel="growth", after=before)
    before = links.count("ann")
    links.says("ann", "/kudos @bob @cat carried the fair", "growth")  # one who never spoke
    links.sees("ann", "bob", "cat", after=before)
    stranger = links.message("ann", "/kudos carried it all", "growth")
    stranger["atUsers"].append({"dingtalkId": "$:LWCP_v1:$x"})  # of another organisation: nobody can be named by that
    before = links.count("ann")
    links.hears(stranger)
    links.sees("ann", "", after=before)


def test_a_name_where_none_belongs_is_repeated_as_a_name(links: DingTalkStage) -> None:
    for typed in ("/todo @bob book a room", "@bob /todo book a room"):
        links.asks("ann", typed, "“@bob”", "/todo help", channel="growth")


def test_minutes_in_a_group_keep_their_names_where_they_stood(links: DingTalkStage) -> None:
    links.says("ann", "/minutes Decided: the new page. Action: @bob updates the plan by Friday", "growth")
    links.sees("ann", "bob", "updates the plan", channel="growth")
    links.sees("bob", "updates the plan")


def test_a_group_goes_by_its_new_name(links: DingTalkStage) -> None:
    data = links.message("ann", "/my", "growth")
    links.hears({**data, "conversationTitle": "增长一组"})
    links.until(lambda: "增长一组" in links.asks(links.BOSS, "/team show Growth", "Growth").text, "renamed")


def test_a_stranger_is_refused_wherever_they_write(links: DingTalkStage) -> None:
    links.foreigner("zed", "/kpi show leads")
    links.sees("zed", "another organisation").lacks("leads")
    data = links.message("yan", "/kpi show leads")
    links.hears({**data, "senderCorpId": ELSEWHERE})
    links.sees("yan", "another organisation").lacks("leads")


# --- what is posted ---------------------------------------------------------------------------------------


def test_people_are_called_where_somebody_wrote_lately_and_named_elsewhere(links: DingTalkStage) -> None:
    bob = Piece("@bob", "mention", staff("bob"))
    links.asks("ann", "/my", "", channel="growth")
    before = links.count("ann", "growth")
    assert send(links, line(bob, " has the deck"), channel=group(links)) == "w:"
    assert links.sees("ann", "has the deck", channel="growth", after=before).pings == {"bob"}
    quiet = group(links, "quiet")
    kept = send(links, line(bob, " has the deck"), channel=quiet)
    assert kept.startswith("g:m")
    said = links.sees("ann", "@bob has the deck", channel="quiet")
    assert said.pings == frozenset()
    links.emulator.do(lambda org: org.sessions.clear())  # the addresses do not answer any more
    assert send(links, line(bob, " has it still"), channel=group(links)).startswith("g:m")


def test_with_cards_people_are_called_anywhere(cards: DingTalkStage) -> None:
    bob = Piece("@bob", "mention", staff("bob"))
    send(cards, line(bob, " has the deck"), channel=group(cards, "quiet"))
    assert cards.sees("ann", "has the deck", channel="quiet").pings == {"bob"}


def test_without_cards_a_groups_message_is_sent_anew_and_a_private_one_stays(links: DingTalkStage) -> None:
    first = send(links, line("2 of 3 answered"), channel=group(links, "board"))
    second = send(links, line("3 of 3 answered"), channel=group(links, "board"), updates=first)
    assert second != first
    assert [m.text for m in links.seen("ann", "board")] == ["", "3 of 3 answered"]
    private = send(links, line("open"), account=staff("ann"))
    before = links.count("ann")
    assert send(links, line("done"), account=staff("ann"), updates=private) == private
    assert links.count("ann") == before


def test_a_card_changes_in_place(cards: DingTalkStage) -> None:
    button = (WordedButton("Done", "/todo done T9"),)
    first = send(cards, line("open", buttons=button), channel=group(cards, "board"))
    assert send(cards, line("done"), channel=group(cards, "board"), updates=first) == first
    (shown,) = cards.seen("ann", "board")
    assert (shown.text, shown.buttons, shown.changed) == ("Muster\ndone", (), True)


def test_the_same_words_to_many_are_few_calls(links: DingTalkStage) -> None:
    people = links.emulator.do(lambda org: [org.person(f"many{n}") for n in range(25)])
    before = len(calls(links, "batchSend"))

    async def all_of_them() -> None:
        outgoing = [
            Outgoing(CORP, f"many{n}", line("The summary is there"), account=user) for n, user in enumerate(people)
        ]
        await asyncio.gather(*map(links.platform.send, outgoing))

    links.running.do(all_of_them())
    sent = [body for body in calls(links, "batchSend")[before:] if "The summary" in body["msgParam"]]
    assert sorted(len(body["userIds"]) for body in sent) == [5, 20]
    assert all(len(links.seen(f"many{n}")) == 1 for n in range(25))


def test_one_unknown_among_many_is_the_only_one_given_up(links: DingTalkStage) -> None:
    async def both() -> list[Any]:
        users = (staff("ann"), "nobody")
        outgoing = [Outgoing(CORP, f"both{n}", line("For you two"), account=user) for n, user in enumerate(users)]
        return await asyncio.gather(*map(links.platform.send, outgoing), return_exceptions=True)

    kept, refused = links.running.do(both())
    assert kept.startswith("p:")
    assert isinstance(refused, Permanent)
    with pytest.raises(Permanent):
        send(links, line("x"), account="nobody")
    links.emulator.do(lambda org: org.without_bot.add(org.group("elsewhere")))
    with pytest.raises(Permanent):
        send(links, line("x"), channel=group(links, "elsewhere"))


def test_what_a_card_has_no_room_for_goes_before_it(cards: DingTalkStage) -> None:
    long = WordedCard("en", None, (WordedBullets(tuple((Piece(f"{n} {'long ' * 20}"),) for n in range(80))),),
                      (WordedButton("More", "/help"),))  # fmt: skip
    send(cards, long, channel=group(cards, "long"))
    *before, last = cards.seen("ann", "long")
    assert before
    assert all(m.buttons == () for m in before)
    assert last.buttons == ("More",)
    assert "79 long" in last.text


@pytest.mark.parametrize("channel", ["pages", None])
def test_what_is_tried_again_goes_on_where_it_stopped(links: DingTalkStage, channel: str | None) -> None:
    pages = WordedCard("en", None, tuple(WordedPara((Piece(f"{n} " + "long " * 90),)) for n in range(60)))
    where = {"channel": group(links, channel)} if channel else {"account": staff("ann")}
    for key in ("pages", "more pages", "yet more pages"):  # another's message may have taken the refusal
        links.until(lambda: links.owes() == 0, "nothing else is sent meanwhile")
        before = links.count("ann", channel)
        links.emulator.faults.scripted = [None, (429, "{}"), None, None]
        try:
            send(links, pages, key=key, **where)
        except Passing:
            break
    else:
        pytest.fail("nothing was refused")
    send(links, pages, key=key, **where)
    first, second, third = (m.text.split(maxsplit=1)[0] for m in links.seen("ann", channel)[before:])
    assert 0 == int(first) < int(second) < int(third)
    send(links, line("changed meanwhile"), key=key, **where)
    assert links.seen("ann", channel)[-1].text == "changed meanwhile"


# --- cards that DingTalk does not take ----------------------------------------------------------------------


@pytest.mark.parametrize("fault", ["template", "right"])
def test_without_the_template_or_the_right_messages_go_with_links_for_a_while(
    cards: DingTalkStage, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime_voice, "NO_CARDS", 0.2)
    path = "/v1.0/card/instances/createAndDeliver"
    if fault == "template":
        kept = cards.emulator.do(lambda org: org.templates.copy())
        cards.emulator.do(lambda org: org.templates.clear())
    else:
        cards.emulator.do(lambda org: org.no_right.add(path))
    before = cards.count("ann")
    cards.says("ann", "/todo add @ann sweep the floor --due tomorrow")
    shown = cards.sees("ann", "sweep the floor", after=before)
    assert "dtmd://" in json.dumps(calls(cards, "webhook")[-1])
    if fault == "template":
        cards.emulator.do(lambda org: org.templates.update(kept))
    else:
        cards.emulator.do(lambda org: org.no_right.clear())
    assert shown.buttons
    button = (WordedButton("Done", "/todo done T9"),)
    cards.until(lambda: send(cards, line("x", buttons=button), account=staff("bob")).startswith("c:"), "cards again")


def test_a_card_whose_answer_was_lost_stands_there_once(cards: DingTalkStage) -> None:
    cards.emulator.faults.dropped.append("buy the cake")
    cards.asks("ann", "/todo add @bob buy the cake --due tomorrow", "buy the cake")
    cards.sees("bob", "buy the cake")
    cards.until(lambda: cards.owes() == 0, "nothing is owed")
    assert sum("buy the cake" in m.text for m in cards.seen("bob")) == 1


# --- clicks ---------------------------------------------------------------------------------------------------


def test_a_click_in_a_group_acts_unseen_and_is_answered_in_private(cards: DingTalkStage) -> None:
    send(cards, line("Which?", buttons=(WordedButton("Help", "/help"),)), channel=group(cards, "board2"))
    (shown,) = cards.seen("bob", "board2")
    before = cards.count("bob")
    cards.clicks("bob", shown, "Help")
    cards.sees("bob", "/kudos", after=before)
    his, hers = (cards.sees(who, "Which?", channel="board2") for who in ("bob", "ann"))
    assert his.text == f"{hers.text}\nI answered you privately."  # under the card, for his eyes only
    assert not any("privately" in m.text for m in cards.seen("ann", "board2"))
    send(cards, line("Over."), channel=group(cards, "board2"), updates=f"c:{his.id}")
    assert "Over." in cards.sees("bob", "privately", channel="board2").text


def test_whoever_clicks_and_cannot_be_written_to_is_told_in_the_group(cards: DingTalkStage) -> None:
    user = cards.emulator.do(lambda org: org.person("ida"))
    cards.asks("ann", "/my", "", channel="growth")
    send(cards, line("Which?", buttons=(WordedButton("Help", "/help"),)), channel=group(cards))
    shown = cards.sees("ida", "Which?", channel="growth")
    cards.emulator.do(lambda org: org.invisible.add(user))
    before = cards.count("ida", "growth")
    cards.clicks("ida", shown, "Help")
    assert cards.sees("ida", "could not write to you", channel="growth", after=before).pings == {"ida"}


def test_a_click_from_another_organisation_gets_nothing(cards: DingTalkStage) -> None:
    kept = send(cards, line("Which?", buttons=(WordedButton("Mine", "/kpi show leads"),)), channel=group(cards, "b3"))
    (shown,) = cards.seen("bob", "b3")
    _, press = cards._press(shown, "Mine")
    assert isinstance(press, dict)
    before = cards.count("bob")
    cards.presses("bob", kept.removeprefix("c:"), press, corp=ELSEWHERE)
    cards.presses("bob", "someone-elses-card", press)
    cards.presses("bob", kept.removeprefix("c:"), {"id": "no json", "params": {"x": 1}})
    cards.asks("bob", "/kpi log leads 3", "3")
    said = [m.text for m in cards.seen("bob")[before:]]
    assert not any("January" in text and "leads ·" in text for text in said), said


def test_a_form_is_asked_one_question_at_a_time_with_choices_back_and_cancel(cards: DingTalkStage) -> None:
    before = cards.count("bob")
    cards.says("bob", "/kpi log")
    first = cards.sees("bob", "Metric?", after=before)
    assert {"leads", "Cancel"} <= set(first.buttons)
    assert "Back" not in first.buttons
    assert "/kpi log leads" in first.text  # all of it in one line, for those who prefer it
    cards.clicks("bob", first, "leads")
    second = cards.sees("bob", "Value?", after=before)
    cards.clicks("bob", second, "Back")
    again = cards.until(
        lambda: next((m for m in cards.seen("bob")[before + 2 :] if "Metric?" in m.text), None), "again"
    )
    cards.clicks("bob", again, "leads")
    cards.until(lambda: sum("Value?" in m.text for m in cards.seen("bob")[before:]) == 2, "the second question again")
    wrong = cards.asks("bob", "a dozen or so", "“a dozen or so”", "1,234.5", "Value?")
    assert wrong.buttons == ("Back", "Cancel")
    cards.asks("bob", "17", "17", "leads")
    cards.clicks("bob", second, "Cancel")
    cards.sees("bob", "no open question", after=before)


def test_with_links_too_a_form_goes_back_and_off_and_a_wrong_answer_offers_the_choices_again(
    links: DingTalkStage,
) -> None:
    first = links.asks("bob", "kpi log", "Metric?")
    wrong = links.asks("bob", "nonsense", "“nonsense”", "/kpi log leads 12", "Metric?")
    assert wrong.buttons == first.buttons == ("leads", "Cancel")
    before = links.count("bob")
    links.clicks("bob", wrong, "leads")
    second = links.sees("bob", "Value?", after=before)
    before = links.count("bob")
    links.clicks("bob", second, "Back")
    links.sees("bob", "Metric?", after=before)
    links.asks("bob", "leads", "Value?")
    links.clicks("bob", second, "Cancel")
    links.sees("bob", "is off", after=before)
