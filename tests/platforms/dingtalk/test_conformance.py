"""DingTalk does what every platform does: with links that send a command, and with cards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platforms.conformance import Cast, RealConformance, cast
from tests.platforms.dingtalk.stage import DingTalkStage

__all__ = ["cast"]  # a fixture


@pytest.fixture(scope="class")
def stage(
    request: pytest.FixtureRequest, empty_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DingTalkStage]:
    """An emulated organisation, for all of a suite."""
    made = DingTalkStage(tmp_path_factory.mktemp("dingtalk"), empty_database, cards=request.cls.CARDS)
    yield made
    made.close()


class _DingTalk(RealConformance):
    def test_people_of_other_organisations_get_one_line_and_no_data(self, cast: Cast) -> None:
        """A stranger cannot be written to: they are answered where they asked."""
        stage = cast.stage
        before = stage.count("mallory", cast.channel)
        stage.foreigner("mallory", f"/kpi show {cast.metric}", cast.channel)
        refusal = stage.sees("mallory", "another organisation", channel=cast.channel, after=before)
        refusal.lacks(cast.metric)
        assert stage.seen("mallory") == []
        cast.answer(stage.BOSS, f'/team show --team "{cast.team}"', cast.alice).lacks("mallory")


class TestWithLinks(_DingTalk):
    """The suite, without any set-up."""

    CARDS = False


class TestWithCards(_DingTalk):
    """The suite, with a card template."""

    CARDS = True
