"""One team on several platforms at once: one set of data, one set of commands, each thing posted once everywhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.platforms.slack import NAME as SLACK
from tests.platforms.feishu.emulator import Emulator as FeishuEmulator
from tests.platforms.feishu.stage import FeishuStage
from tests.platforms.feishu.stage import settings as feishu_settings
from tests.platforms.running import Running
from tests.platforms.slack.emulator import Emulator as SlackEmulator
from tests.platforms.slack.stage import SlackStage
from tests.platforms.slack.stage import settings as slack_settings
from tests.platforms.stage import Shown, Stage


class Slack(SlackStage):
    """Slack, of a bot that is on other platforms too."""

    def __init__(self, emulator: SlackEmulator, running: Running) -> None:
        self.emulator, self.running = emulator, running


class Feishu(FeishuStage):
    """Feishu, likewise."""

    def __init__(self, emulator: FeishuEmulator, running: Running) -> None:
        self.emulator, self.running = emulator, running


@pytest.fixture(scope="module")
def office(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Slack, Feishu]]:
    """The bot on both, with its administrator on Slack."""
    slack, feishu = SlackEmulator(), FeishuEmulator()
    slack.do(lambda ws: ws.add_user(Stage.BOSS, "U0BOSS"))
    both = slack_settings(slack).model_copy(
        update={
            name: value
            for name, value in feishu_settings(feishu).model_dump().items()
            if name.startswith("feishu_")
        }
    )  # fmt: skip
    adapters = (SlackStage.adapter, FeishuStage.adapter)
    running = Running(both, adapters, tmp_path_factory.mktemp("office"), empty_database)
    running.start()
    there = Slack(slack, running), Feishu(feishu, running)
    for stage in there:
        stage.until(stage.platform.ready, "connected")
    yield there
    for stage in there:
        assert stage.violations() == []
    running.stop()
    slack.close()
    feishu.close()


def test_one_team_on_two_platforms(office: tuple[Slack, Feishu]) -> None:
    slack, feishu = office
    assert SLACK in (slack.running.app.platforms if slack.running.app else {})
    for stage, who in ((slack, Stage.BOSS), (slack, "amy"), (feishu, "bo")):
        stage.asks(who, "/my lang en", "English")
    slack.asks(Stage.BOSS, "/team new Growth", "Growth")
    for who in ("amy", "bo"):
        slack.asks(Stage.BOSS, f"/team add {who} --team Growth", who)
    slack.asks(Stage.BOSS, "/team bind --team Growth", "Growth", channel="growth")

    # The administrator is on Feishu too, and says so.
    code = _code(slack.asks(Stage.BOSS, "/my link", "/my link"))
    feishu.asks("laoban", f"/my link {code}", "Is that you?")
    feishu.clicks("laoban", feishu.seen("laoban")[-1], "that is me")
    feishu.sees("laoban", "one person")
    slack.sees(Stage.BOSS, "one person")
    feishu.asks("laoban", "/team bind --team Growth", "Growth", channel="市场")

    # Thanks given on Feishu to somebody on Slack are seen in both channels, and told once.
    feishu.says("bo", "/kudos amy carried the whole fair +2", "市场")
    slack.sees("amy", "carried the whole fair", channel="growth")
    feishu.sees("bo", "carried the whole fair", channel="市场")
    slack.sees("amy", "carried the whole fair")
    assert _times(slack.seen("amy", "growth")) == 1
    assert _times(feishu.seen("bo", "市场")) == 1
    assert _times(slack.seen("amy")) == 1

    # One set of figures, wherever they come from.
    slack.asks(Stage.BOSS, "/kpi define leads", "leads")
    slack.asks("amy", "/kpi log leads 30", "30")
    feishu.asks("bo", "/kpi log leads 12", "12")
    feishu.asks("laoban", "/kpi show leads", "42")
    slack.asks(Stage.BOSS, "/kpi show leads", "42")


def _code(shown: Shown) -> str:
    return next(word for word in shown.text.split() if len(word) == 9 and word[4] == "-").strip("`")


def _times(shown: list[Shown]) -> int:
    return sum("carried the whole fair" in one.text and one.only is None for one in shown)
