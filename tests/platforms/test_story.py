"""One team on three platforms at once: one set of data, one set of commands, each thing posted once everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.settings import Settings
from tests.platforms.dingtalk import stage as dingtalk_stage
from tests.platforms.dingtalk.emulator import Emulator as DingTalkEmulator
from tests.platforms.feishu import stage as feishu_stage
from tests.platforms.feishu.emulator import Emulator as FeishuEmulator
from tests.platforms.running import Running
from tests.platforms.slack import stage as slack_stage
from tests.platforms.slack.emulator import Emulator as SlackEmulator
from tests.platforms.stage import Shown, Stage


class Slack(slack_stage.SlackStage):
    """Slack, of a bot that is on other platforms too."""

    def __init__(self, emulator: SlackEmulator, running: Running) -> None:
        self.emulator, self.running = emulator, running


class Feishu(feishu_stage.FeishuStage):
    """Feishu, likewise."""

    def __init__(self, emulator: FeishuEmulator, running: Running) -> None:
        self.emulator, self.running = emulator, running


class DingTalk(dingtalk_stage.DingTalkStage):
    """DingTalk, likewise, with links for buttons."""

    def __init__(self, emulator: DingTalkEmulator, running: Running) -> None:
        self.emulator, self.running, self._cards = emulator, running, False


Office = tuple[Slack, Feishu, DingTalk]


@pytest.fixture(scope="module")
def office(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The bot on all three, with its administrator on Slack."""
    slack, feishu, dingtalk = SlackEmulator(), FeishuEmulator(), DingTalkEmulator()
    slack.do(lambda ws: ws.add_user(Stage.BOSS, "U0BOSS"))
    settings = slack_stage.settings(slack).model_copy(
        update={
            **_of("feishu", feishu_stage.settings(feishu)),
            **_of("dingtalk", dingtalk_stage.settings(dingtalk)),
        }
    )
    adapters = (Slack.adapter, Feishu.adapter, DingTalk.adapter)
    running = Running(settings, adapters, tmp_path_factory.mktemp("office"), empty_database)
    running.start()
    there = Slack(slack, running), Feishu(feishu, running), DingTalk(dingtalk, running)
    for stage in there:
        stage.until(stage.platform.ready, "connected")
    yield there
    wrong = [one for stage in there for one in stage.violations()]
    running.stop()
    for emulator in (slack, feishu, dingtalk):
        emulator.close()
    assert wrong == []


def _of(platform: str, settings: Settings) -> dict[str, Any]:
    """One platform's own settings."""
    return {name: value for name, value in settings.model_dump().items() if name.startswith(platform)}


def test_one_team_on_three_platforms(office: Office) -> None:
    slack, feishu, dingtalk = office
    for stage, who in ((slack, Stage.BOSS), (slack, "amy"), (feishu, "bo"), (dingtalk, "cai")):
        stage.asks(who, "/my lang en", "English")
    slack.asks(Stage.BOSS, "/team new Growth", "Growth")
    for who in ("amy", "bo", "cai"):
        slack.asks(Stage.BOSS, f"/team add {who} --team Growth", who)
    slack.asks(Stage.BOSS, "/team bind --team Growth", "Growth", channel="growth")

    # The administrator is on Feishu and DingTalk too, and says so.
    _links(slack, feishu, "laoban")
    feishu.asks("laoban", "/team bind --team Growth", "Growth", channel="市场")
    _links(slack, dingtalk, "zong")
    dingtalk.asks("zong", "/team bind --team Growth", "Growth", channel="增长")

    # Thanks given on Feishu to somebody on Slack are seen in all of the team's channels, and told once.
    feishu.says("bo", "/kudos amy carried the whole fair +2", "市场")
    slack.sees("amy", "carried the whole fair", channel="growth")
    feishu.sees("bo", "carried the whole fair", channel="市场")
    dingtalk.sees("cai", "carried the whole fair", channel="增长")
    slack.sees("amy", "carried the whole fair")
    for stage, who, channel in ((slack, "amy", "growth"), (feishu, "bo", "市场"), (dingtalk, "cai", "增长")):
        assert _times(stage.seen(who, channel)) == 1
    assert _times(slack.seen("amy")) == 1

    # One set of figures, wherever they come from.
    slack.asks(Stage.BOSS, "/kpi define leads", "leads")
    slack.asks("amy", "/kpi log leads 30", "30")
    feishu.asks("bo", "/kpi log leads 12", "12")
    dingtalk.asks("cai", "/kpi log leads 8", "8")
    for stage, who in ((slack, Stage.BOSS), (feishu, "laoban"), (dingtalk, "zong")):
        stage.asks(who, "/kpi show leads", "50")

    # What one is given on one platform is done on another's word.
    dingtalk.asks("cai", "/todo add bo print the posters --due tomorrow", "print the posters")
    told = feishu.sees("bo", "print the posters")
    feishu.clicks("bo", told, "Done")
    dingtalk.sees("cai", "bo", "print the posters", "done")


def _links(slack: Slack, there: Stage, who: str) -> None:
    """The administrator shows a code on Slack, and types it where they are called something else."""
    code = _code(slack.asks(Stage.BOSS, "/my link", "/my link"))
    asked = there.asks(who, f"/my link {code}", "Is that you?")
    there.clicks(who, asked, "that is me")
    there.sees(who, "one person")
    slack.sees(Stage.BOSS, "one person")


def _code(shown: Shown) -> str:
    return next(word.strip("`") for word in shown.text.split() if len(word.strip("`")) == 9 and "-" in word)


def _times(shown: list[Shown]) -> int:
    return sum("carried the whole fair" in one.text and one.only is None for one in shown)
