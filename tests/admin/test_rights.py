"""Who may do what, and who decides about it, in a user's words."""

from __future__ import annotations

import asyncio

import pytest

from bot.platforms.local.parse import Speech, inbound
from storage.repos import people as people_repo
from storage.states import Right
from tests.dialog import MakeTalk, Talk, verify


def test_a_right_is_granted_and_both_are_told(talk: Talk) -> None:
    talk("alice: /admin")
    talk("bob: /help")
    talk("bob: /team new Growth").answer.has("manager")
    heard = talk("alice: /admin grant @bob manager")
    heard.answer.has("bob has the right “manager” now")
    heard.one("@bob").has("alice gave you the right “manager”")
    talk("bob: /team new Growth").answer.has("Team Growth is there")


def test_rights_are_granted_in_the_words_of_each_place(talk: Talk) -> None:
    talk("alice: /admin")
    talk("小李: /帮助")
    heard = talk("alice: /管理 授权 @小李 经理")
    heard.answer.has("小李 现在的权限是「经理」")
    heard.one("@小李").has("alice 授予你「经理」权限")
    talk("alice: /管理 收回 @小李").one("@小李").has("alice 收回了你的「经理」权限，你现在是「成员」")
    talk("美玲: /說明")
    talk("alice: /管理 授權 @美玲 主管").one("@美玲").has("「主管」權限")
    talk("alice: /管理 授權 @美玲 人資").one("@美玲").has("「人資」")


def test_nobody_decides_about_themselves_so_one_administrator_remains(talk: Talk) -> None:
    verify(
        talk,
        [
            ("alice: /admin grant @alice member", "Nobody decides about themselves"),
            ("alice: /admin revoke @alice", "one always remains"),
            ("alice: /admin forget @alice --yes", "Nobody decides about themselves"),
            ("bob: /help", "What I can do"),
            ("alice: /admin grant @bob admin", "administrator"),
            ("bob: /admin revoke @alice", "alice no longer has the right “administrator”"),
            ("alice: /admin grant @alice admin", "That takes the right “administrator”"),
            ("bob: /admin revoke @bob", "Nobody decides about themselves"),
            ("bob: /admin", "bob: administrator"),
        ],
    )


def test_of_two_who_unseat_each_other_at_once_one_remains(talk: Talk) -> None:
    talk("alice: /help")
    talk("bob: /help")
    talk("alice: /admin grant @bob admin")
    lines = (Speech("alice", None, "/admin revoke @bob"), Speech("bob", None, "/admin revoke @alice"))

    async def both() -> None:
        await asyncio.gather(*(talk.app.dispatcher.dispatch(inbound(s, f"e{n}")) for n, s in enumerate(lines)))

    asyncio.run(both())
    assert talk.database.read(lambda session: people_repo.how_many_with(session, Right.ADMIN)) == 1


def test_only_an_administrator_administrates(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice: /team add @bob")
    talk("alice: /team lead @bob")
    talk("alice: /admin grant @carol manager").answer.has("I do not know “carol”")
    talk("alice: /team add @carol")
    talk("alice: /admin grant @carol manager")
    for line in ("grant @bob hr", "revoke @alice", "forget @alice", "deliveries", "audit", "holidays list", ""):
        for who in ("bob", "carol"):
            talk(f"{who}: /admin {line}").answer.has("That takes the right “administrator”")
    talk("bob: /help").answer.lacks("/admin")
    talk("alice: /help").answer.has("/admin")


def test_whoever_leads_a_team_stays_lead(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice: /team add @bob")
    talk("alice: /admin grant @bob lead").answer.has("comes with leading a team", "/team lead @bob")
    talk("alice: /team lead @bob")
    talk("alice: /admin revoke @bob").answer.has("goes when they no longer do")
    talk("alice: /admin grant @bob manager")
    heard = talk("alice: /admin revoke @bob")
    heard.answer.has("What is left is “team lead”")
    heard.one("@bob").has("You have “team lead” now")


def test_what_is_not_a_right_is_refused_with_those_there_are(talk: Talk) -> None:
    talk("bob: /help")
    talk("alice: /help")
    talk("bob: /admin grant @alice king").answer.has("“king” is not one of", "manager", "/admin grant @bob manager")
    talk("bob: /admin grant @alice").answer.has("Right?")
    talk("bob: 管理员").answer.has("alice has the right “administrator” now")
    talk("bob: /admin grant @alice admin").answer.has("alice has the right “administrator” already")
    talk("bob: /admin revoke @alice")
    talk("bob: /admin revoke @alice").answer.has("nothing to take back")


def test_the_audit_tells_who_did_what_in_the_readers_zone(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("! advance 1h")
    talk("alice: /team add @bob --role content")
    talk("alice: /team add")  # a question is no deed, but to have asked it is
    shown = talk("alice: /admin audit").answer
    shown.has("Mon 5 Jan 2026, 10:00 (Asia/Shanghai) | alice | /team add @bob --role content", "/team new Growth")
    assert shown.text.index("/team add @bob") < shown.text.index("/team new Growth"), "the newest comes first"
    talk("alice: /管理 稽核").answer.has("操作紀錄", "/team new Growth")


@pytest.mark.parametrize(
    ("language", "word", "line"),
    [
        ("en", "/admin help", "/admin grant @bob manager"),
        ("zh-Hans", "/管理 帮助", "/管理 授权 @小李 经理"),
        ("zh-Hant", "/管理 說明", "/管理 授權 @小李 主管"),
    ],
)
def test_help_shows_a_line_to_copy_in_each_language(make_talk: MakeTalk, language: str, word: str, line: str) -> None:
    make_talk(language=language)(f"阿明: {word}").answer.has(line)


def test_a_named_right_is_taken_back_only_if_it_is_that_one(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice: /team add @bob")
    talk("alice: /admin grant @bob manager")
    talk("alice: /admin revoke @bob admin").answer.has("what they have is “manager”")
    talk("alice: /admin revoke @bob manager").answer.has("bob")
    talk("bob: /team new Mine").answer.has("manager")
    talk("alice: /admin revoke @alice admin").answer.lacks("I could not read")
