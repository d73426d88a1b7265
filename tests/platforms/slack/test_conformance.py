"""Slack does what every platform does, over Socket Mode."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platforms.conformance import RealConformance, cast
from tests.platforms.slack.stage import SlackStage

__all__ = ["cast"]  # a fixture


@pytest.fixture(scope="class")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackStage]:
    """An emulated workspace, for all of the suite."""
    made = SlackStage(tmp_path_factory.mktemp("slack"), empty_database)
    yield made
    made.close()


class TestSlack(RealConformance):
    """The suite."""
