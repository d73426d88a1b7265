"""DingTalk's files, voice messages and pictures, and the people it tells of."""

from __future__ import annotations

import asyncio

import pytest

from bot.platforms.base import Outgoing
from tests.platforms.dingtalk.begun import (
    NUMBERS,
    calls,
    cards,
    known,
    line,
    links,
    nothing_against_the_rules,
)
from tests.platforms.dingtalk.organisation import CORP, staff
from tests.platforms.dingtalk.stage import DingTalkStage

__all__ = ["cards", "links", "nothing_against_the_rules"]  # fixtures


# --- files, voice, pictures -------------------------------------------------------------------------------


def sent(stage: DingTalkStage, content: bytes | None, who: str = "boss") -> None:
    """A file that somebody sent to the bot."""
    code = f"dl{next(NUMBERS)}"
    if content is not None:
        stage.emulator.do(lambda org: org.files.update({code: content}))
    stage.hears(stage.message(who, "", msgtype="file", content={"downloadCode": code, "fileName": "days.csv"}))


def test_a_file_waits_for_the_command_it_is_for(links: DingTalkStage) -> None:
    before = links.count(links.BOSS)
    sent(links, b"2026-03-02,off,Founders' Day\n")
    links.sees(links.BOSS, "days.csv", "/admin holidays import", after=before)
    links.asks(links.BOSS, "/my", "")  # not this one
    links.emulator.do(lambda org: org.tokens.clear())  # a token that is over is no reason to go without the file
    links.says(links.BOSS, "admin holidays import")
    links.until(lambda: "Founders" in links.asks(links.BOSS, "/admin holidays list 2026", "2026").text, "imported")


@pytest.mark.parametrize("size", [None, 5_000_001])
def test_a_file_too_large_or_not_there_is_not_handed_over(links: DingTalkStage, size: int | None) -> None:
    sent(links, b"x" * size if size is not None else None)
    before = links.count(links.BOSS)
    links.says(links.BOSS, "admin holidays import")
    links.sees(links.BOSS, "Attach a CSV file", after=before)


def test_what_is_said_aloud_is_taken_as_what_dingtalk_hears(links: DingTalkStage) -> None:
    before = links.count("ann")
    links.hears(links.message("ann", "", msgtype="audio", content={"recognition": "kpi show leads", "duration": 900}))
    links.sees("ann", "leads", after=before)


def test_a_chart_is_a_picture_that_is_uploaded_once(links: DingTalkStage) -> None:
    for number, region in enumerate(("north", "south", "east")):
        links.asks("ann", f"/kpi log leads {number + 5} --region {region}", "leads")
    assert links.asks("ann", "kpi show leads --by region", "leads").images == 1
    uploads = len(calls(links, "/media/upload"))
    assert uploads == 1
    assert links.asks("ann", "kpi show leads --by region", "leads").images == 1
    assert len(calls(links, "/media/upload")) == uploads
    links.emulator.do(lambda org: org.no_right.add("/media/upload"))
    links.asks("ann", "/kpi log leads 9 --region west", "leads")
    shown = links.asks("ann", "kpi show leads --by region", "west")
    assert (shown.images, "north" in shown.text) == (0, True)
    links.emulator.do(lambda org: org.no_right.clear())


# --- people ------------------------------------------------------------------------------------------------


def test_a_new_name_a_departure_and_a_return_are_learned(links: DingTalkStage) -> None:
    links.asks("eve", "/my lang en", "English")
    links.until(lambda: known(links, "eve") == ("eve", "eve@corp.example"), "her e-mail is learned")
    links.emulator.do(lambda org: org.people[staff("eve")].update(name="evelyn"))
    links.happens("user_modify_org", "eve")
    links.until(lambda: known(links, "eve")[0] == "evelyn", "her name is learned")
    links.leaves("eve")
    links.asks("eve", "/kpi log leads 1", "closed")
    links.happens("user_add_org", "eve")
    links.asks("eve", "/kpi log leads 1", "leads")


def test_without_the_right_to_look_up_the_messages_names_have_to_do(links: DingTalkStage) -> None:
    fay = links.emulator.do(lambda org: org.person("fay"))
    links.emulator.do(lambda org: org.no_right.add("/topapi/v2/user/get"))
    before = links.count("ann")
    links.says("ann", "/kudos @fay kept the peace", "growth")
    links.sees("ann", fay, after=before)
    links.asks("gus", "my lang en", "English")
    links.asks("gus", "my show", "gus")
    assert {"userid": staff("gus")} not in calls(links, "/topapi/v2/user/get")  # it would be refused like the first
    links.emulator.do(lambda org: org.no_right.clear())
    links.happens("user_modify_org", "gus")  # which is a reason to look once more
    links.until(lambda: known(links, "gus")[1] == "gus@corp.example", "his address is learned")


def test_one_token_is_enough_for_all_who_ask_at_once(links: DingTalkStage) -> None:
    before = links.emulator.tokens
    links.emulator.do(lambda org: org.tokens.clear())

    async def many() -> None:
        outgoing = [Outgoing(CORP, f"tok{n}", line(f"number {n}"), account=staff("ann")) for n in range(30)]
        await asyncio.gather(*map(links.platform.send, outgoing))

    links.running.do(many())
    assert links.emulator.tokens == before + 1
