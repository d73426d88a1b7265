"""Feishu does what every platform does, over the long connection."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platforms.conformance import RealConformance, cast
from tests.platforms.feishu.stage import FeishuStage

__all__ = ["cast"]  # a fixture


@pytest.fixture(scope="class")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FeishuStage]:
    """An emulated organisation, for all of the suite."""
    made = FeishuStage(tmp_path_factory.mktemp("feishu"), empty_database)
    yield made
    made.close()


class TestFeishu(RealConformance):
    """The suite."""
