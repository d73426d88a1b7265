"""A stage of DingTalk for whoever needs one of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.platforms.dingtalk.stage import DingTalkStage, Made


@pytest.fixture
def made(tmp_path: Path, empty_database: Path) -> Iterator[Made]:
    """Makes a stage of a test's own, with a metric."""
    stages: list[DingTalkStage] = []

    def make(**more: Any) -> DingTalkStage:
        stage = DingTalkStage(tmp_path, empty_database, **more)
        stages.append(stage)
        stage.asks(stage.BOSS, "/my lang en", "English")
        stage.asks(stage.BOSS, "/kpi define leads", "leads")
        return stage

    yield make
    for stage in stages:
        broken = stage.violations()
        stage.close()
        assert broken == []
