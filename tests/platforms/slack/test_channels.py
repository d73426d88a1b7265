"""Channels the bot is in, and those it only hears of: a slash command goes where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platforms.slack.stage import SlackStage
from tests.platforms.slack.workspace import BOT


@pytest.fixture(scope="module")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackStage]:
    """A workspace where nothing is set up yet, so that there is something to say hello with."""
    made = SlackStage(tmp_path_factory.mktemp("slack"), empty_database)
    made.asks(made.BOSS, "/my lang en", "English")
    yield made
    assert made.violations() == []
    made.close()


def away(stage: SlackStage, name: str) -> str:
    """A channel that the bot is not in."""
    return stage.emulator.do(lambda ws: ws.channel(name, members=()))


def invited(stage: SlackStage, channel: str) -> None:
    stage.emulator.do(lambda ws: ws.channels[channel]["members"].add(BOT))
    stage.happens({"type": "member_joined_channel", "user": BOT, "channel": channel, "channel_type": "C"})


def welcomes(stage: SlackStage, name: str) -> int:
    return len([m for m in stage.seen("boss", name) if "Welcome" in m.text and not m.only])


def test_a_command_from_where_it_is_not_is_answered_and_no_hello_is_lost(stage: SlackStage) -> None:
    channel = away(stage, "elsewhere")
    stage.asks(stage.BOSS, "/kpi list", "", channel="elsewhere")
    stage.asks(stage.BOSS, "/admin deliveries", "Did not arrive: 0")
    stage.until(lambda: stage.owes() == 0, "nothing is owed")
    invited(stage, channel)
    stage.sees(stage.BOSS, "Welcome", channel="elsewhere")
    invited(stage, channel)
    stage.asks(stage.BOSS, "/kpi list", "", channel="elsewhere")
    assert welcomes(stage, "elsewhere") == 1


def test_a_channel_that_was_only_named_is_greeted_when_it_comes_there(stage: SlackStage) -> None:
    channel = away(stage, "named")
    stage.writes(stage.BOSS, f"todo add <@{stage.ping(stage.BOSS)}> tidy <#{channel}|named> --due tomorrow", raw=True)
    stage.sees(stage.BOSS, "tidy #named")
    invited(stage, channel)
    stage.sees(stage.BOSS, "Welcome", channel="named")


def test_a_mention_in_a_channel_whose_invitation_was_missed_is_a_hello_too(stage: SlackStage) -> None:
    stage.writes(stage.BOSS, "kpi list", "missed", mention=True)
    stage.sees(stage.BOSS, "Welcome", channel="missed")
    assert welcomes(stage, "missed") == 1
