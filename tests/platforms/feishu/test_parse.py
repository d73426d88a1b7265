"""What Feishu's payloads say: who, where, what; and nothing for what is malformed or of nobody's making."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.feishu import parse
from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN

BOT, ANN, BOB = "ou_" + "b0" * 16, "ou_" + "a1" * 16, "ou_" + "c2" * 16


def mark(index: int) -> str:
    return f"{MENTION_OPEN}{index}{MENTION_CLOSE}"


def event(kind: str, content: Any, **header: Any) -> dict[str, Any]:
    head = {"event_id": "e1", "event_type": kind, "tenant_key": "t1", "app_id": "cli_1", **header}
    return {"schema": "2.0", "header": head, "event": content}


# --- messages -------------------------------------------------------------------------------------


def said(
    text: str = "hello", *, mentions: Any = (), sender: Any = None, header: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    message = {
        "message_id": "om_1", "chat_id": "oc_1", "chat_type": "group", "message_type": "text",
        "content": json.dumps({"text": text}), "mentions": list(mentions), **more,
    }  # fmt: skip
    whom = sender or {"sender_id": {"open_id": ANN}, "sender_type": "user", "tenant_key": "t1"}
    return event(parse.MESSAGE, {"sender": whom, "message": message}, **(header or {}))


def mention(number: int, user: str, name: str, tenant: str = "t1") -> dict[str, Any]:
    return {"key": f"@_user_{number}", "id": {"open_id": user}, "name": name, "tenant_key": tenant}


def test_a_private_message() -> None:
    act = parse.message(said("kpi log leads 12", chat_type="p2p"), BOT)
    assert act is not None
    assert (act.event_id, act.kind, act.text, act.user, act.tenant) == (
        "m:om_1",
        "message",
        "kpi log leads 12",
        ANN,
        "t1",
    )
    assert (act.spot.private, act.spot.chat, act.spot.message, act.addressed, act.foreign) == (
        True, "oc_1", "om_1", False, False,
    )  # fmt: skip


def test_the_same_message_reported_by_two_events_has_one_id() -> None:
    first, second = parse.message(said(), BOT), parse.message(said(header={"event_id": "e2"}), BOT)
    assert first is not None
    assert second is not None
    assert first.event_id == second.event_id


@pytest.mark.parametrize(
    "text", ["@_user_1 kpi show", "@_user_1kpi show", "  @_user_1  kpi show ", "kpi show @_user_1"]
)
def test_the_bots_own_mention_is_left_out(text: str) -> None:
    act = parse.message(said(text, mentions=[mention(1, BOT, "点将")]), BOT)
    assert act is not None
    assert (act.text, act.addressed, act.people) == ("kpi show", True, ())


def test_mentions_become_people_before_anything_is_read() -> None:
    text = "@_user_1 todo add @_user_2 send the deck with @_user_3 @_user_2"
    act = parse.message(
        said(text, mentions=[mention(1, BOT, "点将"), mention(2, BOB, "小李"), mention(3, ANN, "Ann")]), BOT
    )
    assert act is not None
    assert act.text == f"todo add {mark(0)} send the deck with {mark(1)} {mark(0)}"
    assert act.people == ((BOB, "小李", "t1"), (ANN, "Ann", "t1"))


def test_the_eleventh_mention_is_not_the_first_with_a_one_behind() -> None:
    people = [mention(n, f"ou_{n:032}", f"p{n}") for n in range(1, 13)]
    act = parse.message(said("@_user_11 @_user_1 @_user_12", mentions=people), BOT)
    assert act is not None
    assert [act.people[int(part.strip(MENTION_OPEN + MENTION_CLOSE))][1] for part in act.text.split()] == [
        "p11",
        "p1",
        "p12",
    ]


def test_everybody_is_only_a_word() -> None:
    everybody = {"key": "@_all", "id": {"open_id": ""}, "name": "所有人", "tenant_key": ""}
    named = parse.message(said("@_all hello", mentions=[everybody]), BOT)
    bare = parse.message(said("@_all hello"), BOT)
    assert named is not None
    assert bare is not None
    assert (named.text, bare.text, named.people, named.addressed) == ("@所有人 hello", "@all hello", (), False)


def test_a_typed_key_that_stands_for_nobody_is_what_was_typed() -> None:
    act = parse.message(said("see @_user_7 in the code"), BOT)
    assert act is not None
    assert act.text == "see @_user_7 in the code"


def test_typed_marks_are_taken_out() -> None:
    act = parse.message(said(f"kudos {mark(0)} great", mentions=[mention(1, BOB, "Bob")]), BOT)
    assert act is not None
    assert act.text == "kudos 0 great"


def test_a_mention_by_an_older_client() -> None:
    act = parse.message(said("@_user_1 hi", mentions=[{"key": "@_user_1", "id": BOT, "id_type": "open_id"}]), BOT)
    assert act is not None
    assert act.addressed


def test_in_a_private_chat_nobody_needs_to_be_called() -> None:
    act = parse.message(said("@_user_1 kpi show", mentions=[mention(1, BOT, "点将")], chat_type="p2p"), BOT)
    assert act is not None
    assert (act.text, act.addressed) == ("kpi show", False)


def test_somebody_of_another_organisation() -> None:
    sender = {"sender_id": {"open_id": ANN}, "sender_type": "user", "tenant_key": "t9"}
    act = parse.message(said(sender=sender), BOT)
    assert act is not None
    assert (act.foreign, act.tenant, act.theirs) == (True, "t1", "t9")


def test_a_topic_is_answered_in_it_and_a_quoted_message_makes_no_topic() -> None:
    topic = parse.message(said(thread_id="omt_1", root_id="om_0"), BOT)
    quoting = parse.message(said(root_id="om_0", parent_id="om_0"), BOT)
    assert topic is not None
    assert quoting is not None
    assert (topic.spot.thread, quoting.spot.thread) == (True, False)


def test_a_rich_text_keeps_its_lines_and_mentions() -> None:
    lines = [
        [{"tag": "at", "user_id": "@_user_1"}, {"tag": "text", "text": " minutes", "style": ["bold"]}],
        [],
        [{"tag": "text", "text": "- "}, {"tag": "at", "user_id": "@_user_2"},
         {"tag": "a", "href": "https://x", "text": " deck"}],
        [{"tag": "img", "image_key": "img_1"}, {"tag": "emotion", "emoji_type": "SMILE"}, 7], 7,
    ]  # fmt: skip
    plain = {"title": "Weekly", "content": lines}
    for content in (plain, {"zh_cn": plain}):
        people = [mention(1, BOT, "点将"), mention(2, BOB, "Bob")]
        act = parse.message(said(mentions=people, message_type="post", content=json.dumps(content)), BOT)
        assert act is not None
        assert act.text.split("\n")[:4] == ["Weekly", " minutes", "", f"- {mark(0)} deck"]
        assert act.addressed


def test_a_file() -> None:
    content = json.dumps({"file_key": "file_1", "file_name": "days.csv"})
    act = parse.message(said(message_type="file", content=content, chat_type="p2p"), BOT)
    assert act is not None
    assert (act.text, act.files) == ("", (parse.Attached("om_1", "file_1", "days.csv"),))


def test_a_picture_is_a_file_of_another_kind() -> None:
    act = parse.message(said(message_type="image", content='{"image_key":"img_1"}', chat_type="p2p"), BOT)
    assert act is not None
    assert (act.text, act.files) == ("", (parse.Attached("om_1", "img_1", "picture", "image"),))


@pytest.mark.parametrize("kind", ["audio", "media", "sticker", "share_chat", "interactive", "system", "new"])
def test_what_has_no_words_is_an_empty_message(kind: str) -> None:
    act = parse.message(said(message_type=kind, content='{"image_key":"img_1","text":"x"}'), BOT)
    assert act is not None
    assert (act.text, act.files) == ("", ())


@pytest.mark.parametrize("content", ["", "{", "[]", "7", "null", '{"text":7}', "[" * 100_000, '{"text":{}}'])
def test_content_that_cannot_be_read_is_no_words(content: str) -> None:
    act = parse.message(said(content=content), BOT)
    assert act is not None
    assert act.text == ""


@pytest.mark.parametrize(
    "sender",
    [
        {"sender_id": {"open_id": BOT}, "sender_type": "user"}, {"sender_id": {"open_id": ANN}, "sender_type": "app"},
        {"sender_id": {}, "sender_type": "user"}, {"sender_id": ANN, "sender_type": "user"},
        {"sender_type": "anonymous"}, [7],
    ],
)  # fmt: skip
def test_what_nobody_of_flesh_said_is_nothing(sender: Any) -> None:
    assert parse.message(said(sender=sender), BOT) is None


@pytest.mark.parametrize(
    "content", [None, [], "x", {}, {"message": 7, "sender": 7}, {"sender": {}, "message": {"content": 3}}]
)
def test_an_odd_event_is_nothing(content: Any) -> None:
    for read in (lambda one: parse.message(one, BOT), parse.click, parse.menu, parse.group):
        assert read(event("any", content)) is None
    assert parse.kind_of({"header": 7}) == ""
    assert parse.user(event("any", content)) == ("t1", {})


# --- buttons --------------------------------------------------------------------------------------


def clicked(action: Any, **more: Any) -> dict[str, Any]:
    content = {
        "operator": {"open_id": ANN, "tenant_key": "t1", "union_id": "on_1"}, "token": "c-1", "action": action,
        "host": "im_message", "context": {"open_message_id": "om_9", "open_chat_id": "oc_1"}, **more,
    }  # fmt: skip
    return event(parse.CLICK, content)


def test_a_button_is_its_command_line() -> None:
    act = parse.click(clicked({"value": {"run": "/todo done T3"}, "tag": "button"}))
    assert act is not None
    assert (act.kind, act.text, act.event_id, act.user) == ("button", "/todo done T3", "c:e1", ANN)
    assert (act.spot.chat, act.spot.private, act.spot.shown, act.spot.message) == ("oc_1", None, "om_9", None)


@pytest.mark.parametrize(
    "action",
    [
        None, 7, [], {}, {"value": "run"}, {"value": {"run": 7}}, {"value": {"run": ""}}, {"value": {"other": "/help"}},
        {"value": {"form": True, "command": "/x"}}, {"value": {"form": "12", "command": "/x"}}, {"value": {"form": 12}},
        {"value": {"form": -1, "command": "/x"}}, {"value": {"form": 10**12, "command": "/x"}},
        {"value": {"form": 1.0, "command": "/x"}}, {"value": {"command": "/x"}},
        {"value": {"form": None, "command": 7}},
    ],
)  # fmt: skip
def test_a_button_of_nobodys_making_is_nothing(action: Any) -> None:
    assert parse.click(clicked(action)) is None


@pytest.mark.parametrize("operator", [None, {}, {"open_id": 7}, "ou_1"])
def test_a_click_of_nobody_is_nothing(operator: Any) -> None:
    assert parse.click(clicked({"value": {"run": "/help"}}, operator=operator)) is None


def test_a_click_may_not_bring_marks_nor_a_person_of_its_own() -> None:
    act = parse.click(clicked({"value": {"run": f"/kudos {mark(0)}", "open_id": BOB, "user": BOB}}))
    assert act is not None
    assert (act.text, act.user, act.people) == ("/kudos 0", ANN, ())


def test_a_click_of_somebody_of_another_organisation() -> None:
    act = parse.click(clicked({"value": {"run": "/help"}}, operator={"open_id": ANN, "tenant_key": "t9"}))
    assert act is not None
    assert act.foreign


# --- forms ----------------------------------------------------------------------------------------


def sent(carried: Any, **fields: Any) -> dict[str, Any]:
    return clicked({"value": carried, "tag": "button", "name": "submit_12", "form_value": fields})


def test_a_form_that_was_sent() -> None:
    act = parse.click(sent(
        {"form": 12, "command": "/kpi log"}, name="leads & <more>", note="", value=12, due="2026-01-09 +0800",
        at="2026-01-09 09:30 +0800", owner=BOB, who=[BOB, ANN], days=["mon", "wed"], on=True, odd={"a": 1}, none=None,
        typed=f"see {mark(0)}", long="two\nlines", empty=[],
    ))  # fmt: skip
    assert act is not None
    assert (act.kind, act.question, act.text, act.event_id) == ("form", 12, "", "c:e1")
    assert act.values == {
        "name": "leads & <more>", "note": "", "value": "12", "due": "2026-01-09", "at": "2026-01-09 09:30",
        "owner": mark(0), "who": f"{mark(0)}, {mark(1)}", "days": "mon, wed", "on": "", "odd": "", "none": "",
        "typed": "see 0", "long": "two\nlines", "empty": "",
    }  # fmt: skip
    assert act.people == ((BOB, "", "t1"), (ANN, "", "t1"))


def test_a_secret_form_carries_its_line_and_no_question() -> None:
    act = parse.click(sent({"form": None, "command": "/my link"}, code="123"))
    assert act is not None
    assert (act.kind, act.question, act.text, act.values) == ("form", None, "/my link", {"code": "123"})


def test_the_line_of_a_form_with_a_question_is_not_trusted() -> None:
    act = parse.click(sent({"form": 3, "command": "/admin grant @me admin"}))
    assert act is not None
    assert (act.question, act.text) == (3, "")


# --- the bot's menu, groups, people ---------------------------------------------------------------


def test_the_bots_menu_holds_a_command() -> None:
    act = parse.menu(event(parse.MENU, {"event_key": "kpi show", "operator": {"operator_id": {"open_id": ANN}}}))
    assert act is not None
    assert (act.kind, act.text, act.user, act.event_id) == ("command", "kpi show", ANN, "n:e1")
    assert (act.spot.private, act.spot.chat, act.foreign) == (True, None, False)


def test_a_group_the_bot_came_to_and_its_new_name() -> None:
    came = parse.group(event("im.chat.member.bot.added_v1", {"chat_id": "oc_1", "name": "增长组", "external": False}))
    assert came == parse.Group("t1", "oc_1", "增长组")
    named = parse.group(event("im.chat.updated_v1", {"chat_id": "oc_1", "after_change": {"name": "New"}}))
    assert named == parse.Group("t1", "oc_1", "New")


def test_whom_an_event_of_the_directory_is_about() -> None:
    who = {"open_id": ANN, "name": "Ann", "status": {"is_resigned": True}}
    assert parse.user(event("contact.user.deleted_v3", {"object": who})) == ("t1", who)


# --- whatever comes -------------------------------------------------------------------------------

_KEYS = st.sampled_from(
    [
        "header",
        "event",
        "event_type",
        "event_id",
        "tenant_key",
        "sender",
        "sender_id",
        "open_id",
        "message",
        "message_id",
        "chat_type",
        "message_type",
        "content",
        "mentions",
        "key",
        "id",
        "name",
        "action",
        "value",
        "run",
        "form",
        "command",
        "form_value",
        "operator",
        "operator_id",
        "context",
        "event_key",
        "chat_id",
        "after_change",
        "object",
    ]
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=25,
)  # fmt: skip


@given(st.dictionaries(_KEYS, _JSON, max_size=6))
def test_nothing_that_comes_raises(payload: dict[str, Any]) -> None:
    parse.kind_of(payload)
    parse.user(payload)
    for read in (lambda one: parse.message(one, BOT), parse.click, parse.menu, parse.group):
        read(payload)
