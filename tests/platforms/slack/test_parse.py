"""What Slack reports, read: pure, on payloads as Slack sends them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.platforms.slack import parse
from bot.platforms.slack.parse import Names, Note
from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN

BOT = "U0BOT"


def mark(index: int) -> str:
    return f"{MENTION_OPEN}{index}{MENTION_CLOSE}"


# --- texts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("plain", "plain"),
        ("a &amp;&amp; b &lt;c&gt;", "a && b <c>"),
        ("&amp;lt;", "&lt;"),
        ("&lt;!channel&gt; &lt;@U0BOSS&gt;", "<!channel> <@U0BOSS>"),
        ("hi <@U1|ann>, <@W2>", f"hi {mark(0)}, {mark(1)}"),
        ("<@U1> and <@U1|ann>", f"{mark(0)} and {mark(0)}"),
        ("in <#C1|growth> and <#G2>", "in #C1 and #G2"),
        ("<!here> <!channel> <!everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@sales> <!subteam^S2>", "@sales @subteam"),
        ("<!date^1392734382^{date}|Feb 18> ", "Feb 18 "),
        ("see <https://a.example/?b=1&amp;c=2>", "see https://a.example/?b=1&c=2"),
        ("see <http://a.example|a.example>", "see a.example"),
        ("see <http://a.example|the page>", "see the page (http://a.example)"),
        ("<mailto:ann@a.example|ann@a.example> <tel:123|123>", "ann@a.example 123"),
        ("<@nobody> <>", "@nobody "),
        (f"my own {MENTION_OPEN}0{MENTION_CLOSE} mark", "my own 0 mark"),
        ("a < b\n> c", "a < b\n> c"),
    ],
)
def test_text_is_read_as_it_was_typed(raw: str, read: str) -> None:
    assert parse.read(raw, Names()) == read


def test_names_are_collected_once_each_in_the_order_met() -> None:
    names = Names()
    parse.read("<@U2> <@U1|ann> <@U2|bob> <#C1> <#C1|growth>", names)
    assert names.people == {"U2": "bob", "U1": "ann"}
    assert names.channels == {"C1": "growth"}


# --- commands -------------------------------------------------------------------------------------

SLASH = {
    "token": "x", "team_id": "T1", "channel_id": "C1", "channel_name": "growth", "user_id": "U1", "user_name": "ann",
    "command": "/kudos", "text": "<@U2|bob> saved &amp; sound", "response_url": "https://hooks.slack.com/1",
    "trigger_id": "13.37",
}  # fmt: skip


def test_a_slash_command() -> None:
    act = parse.slash(SLASH)
    assert act is not None
    assert (act.event_id, act.user, act.name, act.team, act.kind) == ("s:13.37", "U1", "ann", "T1", "command")
    assert act.text == f"/kudos {mark(0)} saved & sound"
    assert act.people == (("U2", "bob"),)
    assert (act.spot.public, act.channel_name, act.spot.response_url) == ("C1", "growth", "https://hooks.slack.com/1")


@pytest.mark.parametrize(("channel", "name"), [("D1", "directmessage"), ("D1", "")])
def test_a_slash_command_in_a_private_chat(channel: str, name: str) -> None:
    act = parse.slash(SLASH | {"channel_id": channel, "channel_name": name})
    assert act is not None
    assert (act.spot.public, act.channel_name) == (None, "")


def test_a_private_channel_keeps_its_name_to_itself() -> None:
    act = parse.slash(SLASH | {"channel_id": "G1", "channel_name": "privategroup"})
    assert act is not None
    assert (act.spot.public, act.channel_name) == ("G1", "")


@pytest.mark.parametrize(
    ("command", "text", "line"),
    [
        ("/muster", "", "/help"),
        ("/muster", " ", "/help"),
        ("/muster", "help kpi", "/muster help kpi"),
        ("/kpi", "", "/kpi"),
    ],
)
def test_bare_muster_asks_for_help(command: str, text: str, line: str) -> None:
    act = parse.slash(SLASH | {"command": command, "text": text})
    assert act is not None
    assert act.text == line


def test_a_slash_command_without_a_trigger_is_known_by_what_it_says() -> None:
    bare = {key: value for key, value in SLASH.items() if key != "trigger_id"}
    first, again, other = parse.slash(bare), parse.slash(dict(bare)), parse.slash(bare | {"text": "else"})
    assert first is not None
    assert first == again
    assert other is not None
    assert first.event_id != other.event_id


# --- messages -------------------------------------------------------------------------------------


def event(**more: Any) -> dict[str, Any]:
    return {
        "type": "event_callback", "team_id": "T1", "is_ext_shared_channel": False,
        "event": {"type": "message", "channel": "C1", "channel_type": "channel", "user": "U1", "text": "hello",
                  "ts": "1.2", **more},
    }  # fmt: skip


def test_a_private_message() -> None:
    act = parse.message(event(channel="D1", channel_type="im", text="kpi log leads 12"), BOT)
    assert act is not None
    assert (act.event_id, act.kind, act.text, act.spot.public, act.addressed) == (
        "m:D1:1.2", "message", "kpi log leads 12", None, False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        f"<@{BOT}> kpi show",
        f"<@{BOT}>: kpi show",
        f"<@{BOT}|muster>， kpi show",
        f"kpi show <@{BOT}>",
        f"  <@{BOT}>kpi show",
    ],
)
def test_a_mention_is_stripped(text: str) -> None:
    act = parse.message(event(type="app_mention", text=text), BOT)
    assert act is not None
    assert (act.text, act.addressed, act.event_id) == ("kpi show", True, "m:C1:1.2")


def test_a_mention_is_left_out_where_it_is_reported_as_the_channels_message() -> None:
    assert parse.message(event(text=f"<@{BOT}> kpi show"), BOT) is None
    assert parse.message(event(text=f"hey <@{BOT}|muster>"), BOT) is None


def test_in_a_private_chat_the_bots_name_may_stand_first() -> None:
    act = parse.message(event(channel="D1", channel_type="im", text=f"<@{BOT}> kpi show"), BOT)
    assert act is not None
    assert act.text == "kpi show"
    assert parse.message(event(type="app_mention", channel="D1", text=f"<@{BOT}> kpi show"), BOT) is None


@pytest.mark.parametrize(
    "more",
    [
        {"user": BOT}, {"user": "USLACKBOT"}, {"user": None}, {"bot_id": "B1"}, {"subtype": "message_changed"},
        {"subtype": "message_deleted"}, {"subtype": "channel_join"}, {"subtype": "bot_message"}, {"hidden": True},
        {"ts": None}, {"channel": 7}, {"subtype": ["x"]},
    ],
)  # fmt: skip
def test_what_nobody_just_said_is_nothing(more: dict[str, Any]) -> None:
    assert parse.message(event(**more), BOT) is None


@pytest.mark.parametrize(
    ("more", "shared", "team"),
    [
        ({}, False, "T1"), ({}, True, None), ({}, None, None), ({"team": "T1"}, True, "T1"),
        ({"team": "T1", "user_team": "T9"}, True, "T9"), ({"source_team": "T9"}, True, "T9"),
    ],
)  # fmt: skip
def test_whose_workspace_somebody_is_of(more: dict[str, Any], shared: bool | None, team: str | None) -> None:
    body = event(**more) | {"is_ext_shared_channel": shared}
    act = parse.message(body, BOT)
    assert act is not None
    assert act.team == team


def test_files_are_named_in_private_and_when_the_bot_is_called() -> None:
    file = {"id": "F1", "name": "kpi.csv", "mimetype": "text/csv", "size": 12, "url_private_download": "https://x/1"}
    private = parse.message(event(channel="D1", channel_type="im", subtype="file_share", files=[file, 3]), BOT)
    talk = parse.message(event(files=[file], text="#notes"), BOT)
    assert private is not None
    assert private.files == (parse.Shared("F1", "kpi.csv", "text/csv", 12, "https://x/1"),)
    assert talk is not None
    assert talk.files == ()


# --- buttons --------------------------------------------------------------------------------------


def clicked(action: Any, **more: Any) -> dict[str, Any]:
    return {
        "type": "block_actions", "user": {"id": "U1", "username": "ann", "team_id": "T1"}, "trigger_id": "t1",
        "container": {"type": "message", "message_ts": "1.2", "channel_id": "C1", "is_ephemeral": False},
        "channel": {"id": "C1", "name": "growth"}, "response_url": "https://hooks.slack.com/2", "actions": [action],
        **more,
    }  # fmt: skip


def test_a_button_is_its_command_line() -> None:
    act = parse.click(clicked({"action_id": "run:0", "value": "/todo done T3"}))
    assert act is not None
    assert (act.kind, act.text, act.event_id, act.spot.public, act.name) == (
        "button", "/todo done T3", "b:t1", "C1", "ann",
    )  # fmt: skip


def test_a_button_opens_a_form_by_its_question_alone() -> None:
    act = parse.click(clicked({"action_id": "open:12", "value": "12"}))
    assert act is not None
    assert (act.kind, act.question, act.text) == ("open", 12, "")


@pytest.mark.parametrize(
    "action",
    [
        {}, 7, {"action_id": "other", "value": "/help"}, {"action_id": "open:x", "value": "x"}, {"action_id": 5},
        {"action_id": "open:1", "value": "1 or 1=1"}, {"action_id": "open:1", "value": "9" * 30},
        {"action_id": "open:1"},
    ],
)  # fmt: skip
def test_a_button_of_nobodys_making_is_nothing(action: Any) -> None:
    assert parse.click(clicked(action)) is None


def test_a_button_of_the_home_tab() -> None:
    act = parse.click(
        clicked(
            {"action_id": "run:0", "value": "/help"}, container={"type": "view"}, channel=None, view={"type": "home"}
        )
    )
    assert act is not None
    assert act.spot.home
    assert act.spot.channel is None


def test_a_click_may_not_bring_marks_of_its_own() -> None:
    act = parse.click(clicked({"action_id": "run:0", "value": f"/kudos {MENTION_OPEN}0{MENTION_CLOSE}"}))
    assert act is not None
    assert act.text == "/kudos 0"


# --- forms ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "note", [Note(12), Note(12, None, "C1", home=True), Note(None, "/my link"), Note(1, None, "C1")]
)
def test_a_note_comes_back(note: Note) -> None:
    assert parse.note(note.packed()) == note


@pytest.mark.parametrize(
    "packed", ["", "{", "[]", "7", "{}", '{"q":true}', '{"q":"1"}', '{"q":1,"l":"/x"}', '{"q":-1}', '{"q":1e3}',
               '{"q":99999999999999999999}', "[" * 100_000]
)  # fmt: skip
def test_a_note_edited_by_hand_is_none(packed: str) -> None:
    assert parse.note(packed) is None


STATE = {
    "values": {
        "name": {"v": {"type": "plain_text_input", "value": "leads & <more>"}},
        "note": {"v": {"type": "plain_text_input", "value": None}},
        "value": {"v": {"type": "number_input", "value": "12"}},
        "due": {"v": {"type": "datepicker", "selected_date": "2026-01-09"}},
        "at": {"v": {"type": "timepicker", "selected_time": "09:30"}},
        "unit": {"v": {"type": "static_select", "selected_option": {"value": "CNY", "text": {}}}},
        "none": {"v": {"type": "static_select", "selected_option": None}},
        "days": {"v": {"type": "multi_static_select", "selected_options": [{"value": "mon"}, {"value": "wed"}]}},
        "owner": {"v": {"type": "users_select", "selected_user": "U2"}},
        "who": {"v": {"type": "multi_users_select", "selected_users": ["U2", "U3"]}},
        "channel": {"v": {"type": "conversations_select", "selected_conversation": "C1"}},
        "odd": {"v": 7}, "odder": [],
    }
}  # fmt: skip


def test_a_form_that_was_sent() -> None:
    view = {"id": "V1", "callback_id": "form", "private_metadata": Note(12, None, "C1").packed(), "state": STATE}
    act = parse.submission({"user": {"id": "U1", "team_id": "T1"}, "trigger_id": "t2", "view": view})
    assert act is not None
    assert (act.event_id, act.question, act.kind, act.text, act.spot.public) == ("v:t2", 12, "form", "", "C1")
    assert act.values == {
        "name": "leads & <more>", "note": "", "value": "12", "due": "2026-01-09", "at": "09:30", "unit": "CNY",
        "none": "", "days": "mon, wed", "owner": mark(0), "who": f"{mark(0)} {mark(1)}", "channel": "#C1",
    }  # fmt: skip
    assert act.people == (("U2", ""), ("U3", ""))
    assert act.channels == (("C1", ""),)


def test_a_secret_form_carries_its_line() -> None:
    view = {"callback_id": "form", "private_metadata": json.dumps({"l": "/my link"}), "state": {}}
    act = parse.submission({"user": {"id": "U1"}, "view": view})
    assert act is not None
    assert (act.text, act.question) == ("/my link", None)


@pytest.mark.parametrize(
    "payload", [{}, {"view": {"callback_id": "other", "private_metadata": '{"q":1}'}, "user": {"id": "U1"}},
                {"view": {"callback_id": "form", "private_metadata": '{"q":1}'}}]
)  # fmt: skip
def test_a_view_of_nobodys_making_is_nothing(payload: dict[str, Any]) -> None:
    assert parse.submission(payload) is None


# --- the Home tab ---------------------------------------------------------------------------------


def test_the_home_tab_asks_for_what_is_mine() -> None:
    body = {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "event": {"type": "app_home_opened", "user": "U1", "tab": "home"},
    }
    act, again = parse.home(body), parse.home(dict(body))
    assert act is not None
    assert act == again
    assert (act.kind, act.text, act.spot.home) == ("command", "/my show", True)
    assert parse.home(body | {"event": {"type": "app_home_opened", "user": "U1", "tab": "messages"}}) is None
