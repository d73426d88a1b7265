"""Feishu's own ways: talk in groups and topics, files, pictures, forms, people who change, a token that is over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.platforms.feishu import runtime_desk
from storage.models.people import Account
from storage.repos import messaging
from storage.repos import people as people_repo
from tests.platforms.feishu.organisation import ELSEWHERE, TENANT, Json, Organisation, open_id
from tests.platforms.feishu.stage import FeishuStage
from tests.platforms.stage import Shown


@pytest.fixture(scope="module")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FeishuStage]:
    """An organisation with a team, a group of its own and a metric."""
    made = FeishuStage(tmp_path_factory.mktemp("feishu"), empty_database)
    for who in (made.BOSS, "ann", "bob"):
        made.asks(who, "/my lang en", "English")
    made.asks(made.BOSS, "/kpi define leads", "leads")
    made.asks(made.BOSS, "/team new Growth", "Growth")
    made.asks(made.BOSS, "/team add @ann --team Growth", "ann")
    made.asks(made.BOSS, "/team bind --team Growth", "Growth", channel="growth")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_against_the_rules(stage: FeishuStage) -> Iterator[None]:
    """Feishu's limits are kept, and every fault ends with its test."""
    yield
    stage.emulator.faults = type(stage.emulator.faults)()
    stage.until(stage.platform.ready, "connected")
    assert stage.violations() == []


def calls(stage: FeishuStage, method: str, path: str) -> list[Json]:
    """The bodies of what the bot called."""
    return stage.emulator.do(
        lambda org: [body for verb, where, body in org.calls if verb == method and where.startswith(path)]
    )


def account(stage: FeishuStage, who: str) -> Account | None:
    """Somebody's account, as the database has it."""
    assert stage.running.app is not None

    def look(session: Session) -> Account | None:
        place = people_repo.find_workspace(session, "feishu", TENANT)
        return people_repo.account(session, place.id, open_id(who)) if place and place.id else None

    return stage.running.app.database.read(look)


def form(stage: FeishuStage, who: str, after: int, channel: str | None = None) -> Shown:
    """The form somebody sees."""
    return stage.until(lambda: next((m for m in stage.seen(who, channel)[after:] if m.fields), None), "a form")


# --- mentions and talk ----------------------------------------------------------------------------


def test_a_bare_mention_is_helped_and_a_chatty_one_told_what_is_near(stage: FeishuStage) -> None:
    before = stage.count("ann", "growth")
    stage.writes("ann", "", "growth", at_bot=True)
    stage.sees("ann", "What I can do", channel="growth", after=before)
    stage.writes("ann", "thanks a lot", "growth", at_bot=True)
    assert stage.sees("ann", "/thanks", channel="growth", after=before).only == "ann"


def test_a_mention_needs_no_slash(stage: FeishuStage) -> None:
    before = stage.count("ann", "growth")
    stage.writes("ann", "kpi list", "growth", at_bot=True)
    assert stage.sees("ann", "leads", channel="growth", after=before).only == "ann"


def test_talk_of_a_group_is_neither_stored_nor_looked_up(stage: FeishuStage) -> None:
    looked = len(calls(stage, "GET", "contact/v3/users"))
    stage.writes("carl", "good morning, all", "growth")
    assert account(stage, "carl") is None
    assert len(calls(stage, "GET", "contact/v3/users")) == looked


def test_a_shortcut_in_a_groups_talk_is_heard(stage: FeishuStage) -> None:
    before = stage.count("bob", "growth")
    stage.writes("ann", "@bob ++ for the quick answer", "growth")
    stage.sees("bob", "for the quick answer", channel="growth", after=before)


def test_a_date_is_not_read_out_of_a_mentions_key(stage: FeishuStage) -> None:
    stage.asks("ann", "/todo add @bob send the numbers --due tomorrow", "send the numbers").lacks("1 Sen", "_user_")


def test_what_the_bot_itself_says_is_left_alone(stage: FeishuStage) -> None:
    before = stage.settled("ann")
    payload = stage.emulator.do(lambda org: stage.message(org, "ann", "kpi log leads 99"))
    payload["event"]["sender"]["sender_type"] = "app"
    assert stage.emulator.work(stage.emulator.tell(payload)) == [{}]
    assert stage.settled("ann") == before


def test_a_large_event_comes_in_parts_whichever_is_first(stage: FeishuStage) -> None:
    stage.emulator.faults.backwards = True
    stage.asks("ann", f"/todo add @bob {'很长的话' * 100} --due tomorrow", "很长的话")


def test_a_question_that_comes_again_is_not_answered_again(stage: FeishuStage) -> None:
    before = stage.count("ann", "growth")
    payload = stage.emulator.do(lambda org: stage.message(org, "ann", "kpi list", "growth", at_bot=True))
    stage.emulator.work(stage.emulator.tell(payload, times=2))
    stage.emulator.work(stage.emulator.tell(payload))
    stage.sees("ann", "leads", channel="growth", after=before)
    stage.asks("ann", "my show", "ann", channel="growth")  # what came later is answered later
    assert stage.count("ann", "growth") == before + 2


def test_an_event_that_no_one_could_read_is_not_sent_for_ever(stage: FeishuStage) -> None:
    told = stage.emulator.work(stage.emulator.tell([1, 2]))  # type: ignore[arg-type]
    assert told == [{}]


def test_a_stranger_is_named_in_vain(stage: FeishuStage) -> None:
    def told(org: Organisation) -> Json:
        payload = stage.message(org, "ann", "todo add @_user_1 sign --due tomorrow")
        payload["event"]["message"]["mentions"] = [
            {"key": "@_user_1", "id": {"open_id": open_id("x")}, "name": "mallory", "tenant_key": ELSEWHERE}
        ]
        return payload

    before = stage.count("ann")
    stage.emulator.work(stage.emulator.tell(stage.emulator.do(told)))
    stage.sees("ann", "mallory", after=before)
    assert account(stage, "x") is None


# --- where an answer goes -------------------------------------------------------------------------


def test_in_a_topic_of_a_group_the_answer_is_private_and_the_topic_is_told(stage: FeishuStage) -> None:
    before = stage.count("ann"), stage.count("bob", "growth")
    message = stage.writes("ann", "kpi list", "growth", at_bot=True, thread_id="omt_1", root_id="om_0")
    stage.sees("ann", "leads", after=before[0])
    told = stage.sees("bob", "privately", channel="growth", after=before[1])
    told.lacks("leads")
    assert calls(stage, "POST", f"im/v1/messages/{message}/reply")


def test_an_answer_to_a_message_that_was_taken_back_comes_all_the_same(stage: FeishuStage) -> None:
    before = stage.count("ann")
    payload = stage.emulator.do(lambda org: stage.message(org, "ann", "kpi list"))
    stage.emulator.do(lambda org: org.said.clear())
    stage.emulator.work(stage.emulator.tell(payload))
    stage.sees("ann", "leads", after=before)


def test_a_card_that_names_somebody_feishu_does_not_know_is_shown_with_the_bare_name(stage: FeishuStage) -> None:
    stage.asks("gus", "/my lang en", "English")
    stage.emulator.do(lambda org: org.users[open_id("gus")].update(gone=True))
    before = stage.count("bob", "growth")

    def gone(org: Organisation) -> Json:
        payload = stage.message(org, "ann", "/kudos @gus for the farewell", "growth", at_bot=True)
        del org.users[open_id("gus")]
        return payload

    stage.emulator.work(stage.emulator.tell(stage.emulator.do(gone)))
    posted = stage.sees("bob", "for the farewell", "gus", channel="growth", after=before)
    assert posted.pings == frozenset()


def test_a_group_the_bot_was_put_out_of_is_given_up(stage: FeishuStage) -> None:
    stage.emulator.do(lambda org: org.left.add(org.chat("closed")))
    stage.asks(stage.BOSS, "/kudos @bob for nothing", "bob", channel="closed")
    stage.until(lambda: "230002" in stage.asks(stage.BOSS, "/admin deliveries", "").text, "told to the administrator")


def test_a_post_whose_answer_was_lost_stands_there_once(stage: FeishuStage) -> None:
    stage.emulator.faults.dropped = ["lost answer", "lost answer"]
    stage.says(stage.BOSS, "/kudos @bob for the lost answer", "growth")
    stage.until(lambda: not stage.emulator.faults.dropped, "posted, and the answers lost")
    stage.until(lambda: _later(stage) and stage.owes() == 0, "sent again")
    assert len([m for m in stage.seen("bob", "growth") if "lost answer" in m.text and not m.only]) == 1
    assert len([m for m in stage.seen("bob") if "lost answer" in m.text]) == 1


def _later(stage: FeishuStage) -> bool:
    stage.later(timedelta(minutes=15))
    return True


# --- clicks and forms -----------------------------------------------------------------------------


def test_a_form_asked_for_in_a_group_is_filled_in_there_for_its_asker_alone(stage: FeishuStage) -> None:
    before = stage.count("ann", "growth")
    stage.says("ann", "/kpi log", "growth")
    asked = form(stage, "ann", before, "growth")
    assert asked.only == "ann"
    stage.fills("ann", asked, {"name": "leads", "value": "14"}, "growth")
    done = next(m for m in stage.seen("ann", "growth") if m.id == asked.id)
    done.has("leads 14")


def test_a_form_that_is_sent_again_has_one_effect(stage: FeishuStage) -> None:
    before = stage.count("ann")
    stage.says("ann", "/kpi log")
    asked = form(stage, "ann", before)
    stage.fills("ann", asked, {"name": "leads", "value": "41"})
    stage.emulator.do(lambda org: org.find(asked.id).change(org.find(asked.id).before[0]))
    stage.fills("ann", asked, {"name": "leads", "value": "41"})
    assert stage.asks("ann", "/kpi history leads", "· 41 ·").text.count("· 41 ·") == 1


def test_a_click_that_takes_longer_than_feishu_waits_is_answered_behind(
    stage: FeishuStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.asks("ann", "/todo add @bob fold the flyers --due tomorrow", "fold the flyers")
    told = stage.sees("bob", "fold the flyers")
    before = stage.count("bob")
    monkeypatch.setattr(runtime_desk, "ACK_SECONDS", 0.0)
    stage.clicks("bob", told, "Done")
    monkeypatch.undo()
    stage.sees("bob", "fold the flyers", after=before)


def test_an_answer_too_long_for_a_toast_stands_there_to_be_read(stage: FeishuStage) -> None:
    what = "carry the boxes of flyers from the third floor to the van that waits in the yard behind the house"
    stage.asks("ann", f"/todo add @bob {what} --due tomorrow", "carry the boxes")
    told = stage.sees("bob", "carry the boxes")
    before = stage.count("bob")
    stage.clicks("bob", told, "Done")
    stage.sees("bob", what, after=before)


def test_a_refusal_of_a_click_is_a_toast_and_stands_there_to_be_read(stage: FeishuStage) -> None:
    def click(org: Organisation) -> Json:
        card = org.seen(org.user("ann"), org.private(org.user("ann")))[-1]
        return stage._click(org, "ann", card, {"run": "/team new Mine"}, {})

    before = stage.count("ann")
    told = stage.emulator.work(stage.emulator.tell(stage.emulator.do(click)))[0]
    assert told["toast"]["type"] == "error"
    stage.sees("ann", "manager", after=before)


# --- files and pictures ---------------------------------------------------------------------------


def sent(stage: FeishuStage, content: bytes, key: str = "file_1") -> str:
    """A file that the administrator sent to the bot; the message's id."""
    stage.emulator.do(lambda org: org.files.update({key: content}))
    told = json.dumps({"file_key": key, "file_name": "days.csv"})
    return stage.writes(stage.BOSS, "", message_type="file", content=told)


def test_a_file_is_handed_to_a_command_by_a_reply_to_it(stage: FeishuStage) -> None:
    before = stage.count(stage.BOSS)
    message = sent(stage, b"2026-03-02,off,Founders' Day\n")
    stage.sees(stage.BOSS, "reply", after=before)
    stage.emulator.do(lambda org: org.tokens.clear())  # a token that is over is no reason to go without the file
    stage.writes(stage.BOSS, "admin holidays import", parent_id=message, root_id=message)
    stage.until(lambda: "Founders" in stage.asks(stage.BOSS, "/admin holidays list 2026", "2026").text, "imported")


def test_a_picture_is_handed_to_a_command_by_a_reply_to_it(stage: FeishuStage) -> None:
    shot = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03"
    stage.emulator.do(lambda org: org.files.update({"img_1": shot}))
    message = stage.writes(stage.BOSS, "", message_type="image", content='{"image_key": "img_1"}')
    line = f"praise @{stage.BOSS} --customer Acme --score 5/5"
    stage.writes(stage.BOSS, line, parent_id=message, root_id=message)
    stage.sees(stage.BOSS, "Praise from Acme")
    app = stage.running.app
    assert app is not None
    assert app.database.read(lambda session: messaging.picture(session, 1)) == shot


@pytest.mark.parametrize("size", [None, 5_000_001])
def test_a_file_too_large_or_not_there_is_not_handed_over(stage: FeishuStage, size: int | None) -> None:
    message = sent(stage, b"x" * (size or 0), "file_2")
    if size is None:
        stage.emulator.do(lambda org: org.files.pop("file_2"))
    before = stage.count(stage.BOSS)
    stage.writes(stage.BOSS, "admin holidays import", parent_id=message)
    stage.sees(stage.BOSS, "Attach a CSV file", after=before)


def charted(stage: FeishuStage) -> None:
    for number, region in enumerate(("north", "south", "east")):
        stage.asks("ann", f"/kpi log leads {number + 5} --region {region}", "leads")


def test_a_chart_is_a_picture_that_is_uploaded_once(stage: FeishuStage) -> None:
    charted(stage)
    assert stage.asks("ann", "kpi show leads --by region", "north").images == 1
    uploads = len(calls(stage, "POST", "im/v1/images"))
    assert stage.asks("ann", "kpi show leads --by region", "north").images == 1
    assert len(calls(stage, "POST", "im/v1/images")) == uploads


def test_a_picture_that_feishu_does_not_take_is_a_table(stage: FeishuStage) -> None:
    stage.emulator.faults.no_pictures = True
    stage.asks("ann", "/kpi log leads 9 --region west", "leads")
    assert stage.asks("ann", "kpi show leads --by region", "west").images == 0


# --- people ---------------------------------------------------------------------------------------


def test_a_new_name_a_departure_and_a_return_are_learned(stage: FeishuStage) -> None:
    stage.asks("eve", "/my lang en", "English")
    user: Json = {"open_id": open_id("eve"), "name": "evelyn"}
    stage.happens("contact.user.updated_v3", {"object": user})
    stage.asks(stage.BOSS, "/team add @eve --team Growth", "evelyn")
    stage.happens("contact.user.updated_v3", {"object": {**user, "status": {"is_resigned": True}}})
    stage.asks("eve", "/kpi log leads 1", "closed")
    stage.happens("contact.user.created_v3", {"object": user})
    stage.asks("eve", "/kpi log leads 1", "leads")


def test_who_feishu_does_not_tell_of_goes_by_the_id_and_is_not_asked_for_again_and_again(stage: FeishuStage) -> None:
    payload = stage.emulator.do(lambda org: stage.message(org, "ivy", "my lang en"))
    stage.emulator.do(lambda org: org.secret.add(open_id("ivy")))
    stage.emulator.work(stage.emulator.tell(payload))
    stage.sees("ivy", "English")
    stage.asks("ivy", "my show", open_id("ivy"))
    asked = stage.emulator.do(
        lambda org: [path for verb, path, _ in org.calls if verb == "GET" and open_id("ivy") in path]
    )
    assert len(asked) == 1


def test_while_feishu_is_slow_it_is_not_waited_for_and_names_follow(stage: FeishuStage) -> None:
    stage.emulator.acks.clear()
    stage.emulator.faults.slow = 2.5
    for number in range(3):
        stage.says(f"new{number}", f"kpi log leads 30{number}", "slow group")
    assert max(stage.emulator.acks) < stage.emulator.faults.slow  # none waited for an answer of the OpenAPI
    stage.emulator.faults.slow = 0.0
    stage.until(lambda: "new0" in stage.asks(stage.BOSS, "/todo add @new0 sign --due tomorrow", "").text, "her name")
    stage.asks(stage.BOSS, "/team bind --team Growth", "Growth", channel="slow group")
    stage.until(
        lambda: "#slow group" in stage.asks(stage.BOSS, "/team show --team Growth", "").text, "the group's name"
    )
