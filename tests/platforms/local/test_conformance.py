"""The local platform does what every platform does."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.settings import Settings
from tests.platforms.conformance import Conformance, cast
from tests.platforms.local.stage import LocalStage

__all__ = ["cast"]  # a fixture


@pytest.fixture(scope="class")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStage]:
    """The local chat, for all of the suite."""
    made = LocalStage(Settings(_env_file=None), tmp_path_factory.mktemp("local"), empty_database)  # type: ignore[call-arg]
    yield made
    made.close()


class TestLocal(Conformance):
    """The suite."""
