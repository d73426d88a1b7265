"""What DingTalk's payloads say: who, where, what; and nothing for what is malformed or of nobody's making."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.dingtalk import parse, render
from bot.platforms.dingtalk.mentions import mark, placed
from bot.platforms.dingtalk.parse import Act, Attached, Member, Spot
from bot.worded import WordedButton, WordedCard
from handlers.kit.vocabulary import Vocabulary
from handlers.registry import FEATURES

CORP, BOT = "corp1", "$:LWCP_v1:$bot"
VOCABULARY = Vocabulary(FEATURES)


def said(text: str = "hello", **more: Any) -> dict[str, Any]:
    """A private message."""
    return {
        "msgId": "m1", "msgtype": "text", "text": {"content": text}, "conversationType": "1", "conversationId": "c1",
        "senderId": "$:LWCP_v1:$ann", "senderNick": "Ann", "senderStaffId": "01ann", "senderCorpId": CORP,
        "chatbotCorpId": CORP, "chatbotUserId": BOT, "robotCode": "dingrobot", "atUsers": [],
        "sessionWebhook": "https://oapi.dingtalk.com/robot/sendBySession?session=x",
        "sessionWebhookExpiredTime": 1_767_578_400_000, **more,
    }  # fmt: skip


def in_group(text: str = " hello", *people: str, **more: Any) -> dict[str, Any]:
    """One in a group, which mentions the bot."""
    at = [{"dingtalkId": BOT}, *({"dingtalkId": f"$:{one}", "staffId": one} for one in people)]
    group = {"conversationType": "2", "conversationId": "cid1", "conversationTitle": "增长组"}
    return said(text, **{**group, "atUsers": at, **more})


# --- messages -------------------------------------------------------------------------------------


def test_a_private_message() -> None:
    act = parse.message(said("  kpi log leads 12 "))
    assert act == Act(
        "m1", CORP, "01ann", "Ann", False, "kpi log leads 12",
        Spot(None, None, "https://oapi.dingtalk.com/robot/sendBySession?session=x", 1_767_578_400.0), robot="dingrobot",
    )  # fmt: skip


def test_a_message_in_a_group_names_it_and_who_is_meant() -> None:
    act = parse.message(in_group(" /kudos  saved my launch", "01bob", "01bob", "02li"))
    assert act is not None
    assert (act.spot.group, act.spot.title, act.people) == ("cid1", "增长组", ("01bob", "02li"))
    assert act.text == "/kudos  saved my launch"


def test_the_bots_own_name_before_a_command_is_none_of_it() -> None:
    act = parse.message(in_group("@点将 /kpi show"))
    assert act is not None
    assert act.text == "/kpi show"
    talk = parse.message(in_group("@小李 hello"))
    assert talk is not None
    assert talk.text == "@小李 hello"


@pytest.mark.parametrize("changed", [{"senderStaffId": None}, {"senderStaffId": ""}, {"senderCorpId": "corp2"}])
def test_somebody_of_another_organisation_is_foreign(changed: dict[str, Any]) -> None:
    act = parse.message(in_group(**changed))
    assert act is not None
    assert act.foreign
    assert act.user


@pytest.mark.parametrize("missing", ["msgId", "chatbotCorpId", "senderStaffId"])
def test_what_is_nobodys_is_no_message(missing: str) -> None:
    data = said(senderId="", senderCorpId="")
    assert parse.message(data) is not None
    del data[missing]
    assert parse.message(data) is None


def test_voice_is_what_dingtalk_hears_in_it() -> None:
    act = parse.message(said(msgtype="audio", content={"recognition": "查看 指标", "downloadCode": "x"}))
    assert act is not None
    assert (act.text, act.files) == ("查看 指标", ())


def test_rich_text_is_its_words_and_its_pictures() -> None:
    parts = [{"text": "@点将"}, {"text": " /holidays "}, {"type": "picture", "downloadCode": "p1"}, {"text": "\n2026"}]
    act = parse.message(in_group(msgtype="richText", content={"richText": parts}))
    assert act is not None
    assert act.text == "/holidays \n2026"
    assert act.names == ("@点将",)
    assert act.files == (Attached("picture", "p1"),)


def test_a_picture_by_itself_is_a_file() -> None:
    act = parse.message(said(msgtype="picture", content={"downloadCode": "p1", "pictureDownloadCode": "p2"}))
    assert act is not None
    assert (act.text, act.files) == ("", (Attached("picture", "p1"),))


def test_a_file_has_no_words() -> None:
    act = parse.message(said(msgtype="file", content={"downloadCode": "d1", "fileName": "假期.csv", "fileId": "1"}))
    assert act is not None
    assert (act.text, act.files) == ("", (Attached("假期.csv", "d1"),))


def test_characters_that_nobody_types_are_taken_out() -> None:
    act = parse.message(said("/kpi \ue0000\ue001log\u200b le\u200bads\u200512"))
    assert act is not None
    assert act.text == "/kpi 0log leads 12"


_SIMPLE = st.none() | st.booleans() | st.integers() | st.text(max_size=9)
_NAMES = st.sampled_from(["content", "richText", "staffId", "recognition"])
_ANYTHING = _SIMPLE | st.lists(_SIMPLE, max_size=2) | st.dictionaries(_NAMES, _SIMPLE | st.lists(_SIMPLE, max_size=2))


@given(st.dictionaries(st.sampled_from([*said(), "content"]), _ANYTHING))
def test_no_message_breaks_it(changed: dict[str, Any]) -> None:
    for data in (said(), in_group()):
        act = parse.message({**data, **changed})
        assert act is None or (act.event_id and act.user)


# --- who is meant, and where -----------------------------------------------------------------------


def put(text: str, names: Sequence[str], *called: str) -> str:
    """A text of a group with the marks of those mentioned."""
    people = tuple(f"0{number}" for number in range(len(names)))
    act = Act("m1", CORP, "01ann", "Ann", False, text, Spot("cid1"), people=people, names=called)
    return placed(act, names, VOCABULARY).replace(mark(0), "<0>").replace(mark(1), "<1>").replace(mark(2), "<2>")


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("/kudos  saved my launch +3", "/kudos <0> saved my launch +3"),
        ("/kudos saved my launch", "/kudos <0> saved my launch"),
        ("/点赞 上线那天帮了大忙", "/点赞 <0> 上线那天帮了大忙"),
        ("点赞 上线那天帮了大忙", "点赞 <0> 上线那天帮了大忙"),
        ("/todo add send the deck --due tomorrow", "/todo add <0> send the deck --due tomorrow"),
        ("/team add --team Growth", "/team add <0> --team Growth"),
        ("/kpi log leads 12 --for", "/kpi log leads 12 --for <0>"),
        ("/kpi log leads 12 --for  --date yesterday", "/kpi log leads 12 --for <0>  --date yesterday"),
        ("#action send the deck tomorrow", "#action <0> send the deck tomorrow"),
        ("#行动 更新投放计划", "#行动 <0> 更新投放计划"),
        ("hello there", "<0> hello there"),
        ("/kudos", "/kudos <0>"),
        ("/kudos @小李 saved my launch", "/kudos <0> saved my launch"),
        ("++", "<0> ++"),
        ("/纪要 决定用新版。  周五前更新投放计划", "/纪要 决定用新版。 <0> 周五前更新投放计划"),
        (
            "/minutes decided: new page\n update the plan by Friday",
            "/minutes decided: new page <0> update the plan by Friday",
        ),
        ("/minutes decided: new page", "/minutes <0> decided: new page"),
        ("/minutes a  b  c", "/minutes <0> a b c"),
        ("/待办 订会议室", "/待办 <0> 订会议室"),
        ("/待半 订会议室", "/待半 <0> 订会议室"),
        ("待半 订会议室", "<0> 待半 订会议室"),
        ("/kudos help", "/kudos help"),
    ],
)
def test_the_name_that_dingtalk_took_out_comes_back_where_it_belongs(text: str, becomes: str) -> None:
    assert " ".join(put(text, ["小李"]).split()) == " ".join(becomes.split())


def test_two_people_stand_in_the_order_they_were_named() -> None:
    assert put("/kudos carried the fair", ["Bob", "小李"]) == "/kudos <0> <1> carried the fair"
    assert " ".join(put("/kudos @小李 carried the fair", ["Bob", "小李"]).split()) == "/kudos <0> <1> carried the fair"


def test_two_gaps_are_two_peoples_in_order() -> None:
    made = put("/minutes owner:  will call,  will write", ["Bob", "小李"])
    assert made == "/minutes owner: <0> will call, <1> will write"


def test_where_dingtalk_took_a_name_out_a_gap_is_left_however_it_was_typed() -> None:
    for typed in ("决定用新版。\u2005周五前更新", "决定用新版。 \u2005周五前更新", "决定用新版。 \u2005 周五前更新"):
        act = parse.message(in_group(f"\u2005/纪要 {typed}", "01li"))
        assert act is not None
        assert act.text == "/纪要 决定用新版。  周五前更新"
    alone = parse.message(in_group("\u2005/纪要 决定\u2005用新版"))
    assert alone is not None
    assert alone.text == "/纪要 决定 用新版"


def test_the_bots_name_among_the_parts_is_taken_out() -> None:
    assert put("@点将 /kudos @小李 well done", ["小李"], "@点将", "@小李") == "/kudos <0> well done"


def test_a_name_nobody_knows_is_still_a_place() -> None:
    assert put("/kudos saved my launch", [""]) == "/kudos <0> saved my launch"


# --- cards --------------------------------------------------------------------------------------------


def clicked(params: Any, **more: Any) -> dict[str, Any]:
    action = {"cardPrivateData": {"actionIds": ["b0"], "params": params}}
    return {
        "type": "actionCallback", "outTrackId": parse.card_id(CORP, "todo:T3"), "corpId": CORP, "userId": "01bob",
        "spaceType": "im_robot", "spaceId": "01bob", "content": json.dumps(action), **more,
    }  # fmt: skip


def test_a_click_is_the_buttons_command_by_who_clicked() -> None:
    act = parse.click(clicked({"run": "/todo done T3"}), "f1")
    assert act is not None
    assert (act.event_id, act.kind, act.text, act.user, act.foreign) == (
        "card:f1", "button", "/todo done T3", "01bob", False,
    )  # fmt: skip
    assert act.spot == Spot()
    in_a_group = parse.click(clicked({"run": "/todo done T3"}, spaceType="IM_GROUP", spaceId="cid1"), "f1")
    assert in_a_group is not None
    assert in_a_group.spot.group == "cid1"


def test_a_choice_is_a_fields_value_and_the_way_back_is_said() -> None:
    act = parse.click(clicked({"form": "42", "field": "name", "value": "线索"}), "f1")
    assert act is not None
    assert (act.kind, act.question, act.values) == ("form", 42, {"name": "线索"})
    back = parse.click(clicked({"say": "back"}, spaceType="IM_GROUP", spaceId="cid1"), "f1")
    assert back is not None
    assert (back.kind, back.text, back.spot) == ("message", "back", Spot())


def test_a_template_that_hands_on_no_parameters_hands_on_the_id() -> None:
    card = WordedCard("en", None, (), (WordedButton("Done", "/todo done T3"), WordedButton("Again", "/todo done T3")))
    buttons = json.loads(render.face(card).data["sys_full_json_obj"])["msgButtons"]
    action = {"cardPrivateData": {"actionIds": [buttons[1]["id"]], "params": {}}}
    act = parse.click(clicked({}, content=json.dumps(action)), "f1")
    assert act is not None
    assert (act.kind, act.text) == ("button", "/todo done T3")
    assert buttons[0]["id"] != buttons[1]["id"]


def test_a_card_in_another_organisation_is_a_strangers() -> None:
    act = parse.click(clicked({"run": "/kpi show"}, corpId="corp2"), "f1")
    assert act is not None
    assert act.foreign


@pytest.mark.parametrize(
    "changed",
    [
        {"userId": ""}, {"corpId": None}, {"content": "no json"}, {"content": "[" * 100_000}, {"content": "{}"},
        {"content": json.dumps({"cardPrivateData": {"params": {"run": 7}}})},
        {"content": json.dumps({"cardPrivateData": {"params": {"form": "x", "field": "a", "value": "b"}}})},
        {"content": json.dumps({"cardPrivateData": {"params": {"form": "1", "field": "a"}}})},
        {"content": json.dumps({"cardPrivateData": {"actionIds": "run", "params": None}})},
    ],
)  # fmt: skip
def test_a_click_of_nobodys_making_is_none(changed: dict[str, Any]) -> None:
    assert parse.click(clicked({"run": "/kpi show"}, **changed), "f1") is None
    assert parse.click(clicked({"run": "/kpi show"}), "") is None


# --- the organisation ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "what"),
    [("user_leave_org", "left"), ("user_add_org", "came"), ("user_active_org", "came"), ("user_modify_org", "changed")],
)
def test_who_joined_left_or_changed(kind: str, what: Any) -> None:
    assert parse.member(kind, CORP, {"userId": ["01", "02"]}) == Member(what, CORP, ("01", "02"))
    assert parse.member(kind, CORP, {"UserId": "01"}) == Member(what, CORP, ("01",))
    assert parse.member(kind, CORP, {}) == Member(what, CORP, ())


def test_another_event_is_none_of_ours() -> None:
    assert parse.member("org_dept_create", CORP, {"deptId": [1]}) is None
