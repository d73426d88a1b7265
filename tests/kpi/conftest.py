"""A team with a lead and two members, and a few metrics; made once a test process and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.dialog import MakeTalk, Talk, fresh_url

TEAM = (
    "alice: /team new Growth",
    "alice: /team add @bob --role sales",
    "alice: /team add @carol --role channel",
    "alice: /kpi define leads --roles sales",
    "alice: /kpi define won --roles sales",
    'alice: /kpi define win rate --unit percent --of "won / leads" --roles sales',
    "alice: /kpi define spend --unit CNY --better lower --roles channel",
    "alice: /kpi define satisfaction --unit percent",
)
TEAMS = (
    "alice: /team lead @bob",
    "alice: /team new Sales",
    "alice: /team add @dave --team Sales",
    "alice: /team add @erin --team Sales",
    "alice: /team lead @dave --team Sales",
)


def prepared(talk: Talk, lines: Iterable[str] = TEAM) -> Talk:
    """A conversation in which alice leads bob and carol."""
    for line in lines:
        talk(line)
    return talk


def _made(empty: Path, folder: Path, lines: Iterable[str]) -> Path:
    talk = Talk(fresh_url(empty, folder / "made.db"))
    prepared(talk, lines).close()
    return folder / "made.db"


@pytest.fixture(scope="session")
def team_database(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of ``team``."""
    return _made(empty_database, tmp_path_factory.mktemp("team"), TEAM)


@pytest.fixture(scope="session")
def teams_database(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of ``led``."""
    return _made(empty_database, tmp_path_factory.mktemp("teams"), TEAM + TEAMS)


def _copy(database: Path, make_talk: MakeTalk, tmp_path: Path) -> Talk:
    shutil.copyfile(database, tmp_path / "copy.db")
    return make_talk(url=f"sqlite:///{tmp_path / 'copy.db'}")


@pytest.fixture
def team(team_database: Path, make_talk: MakeTalk, tmp_path: Path) -> Talk:
    """Alice, who made everything and is administrator, leads bob and carol; it is Monday 2026-01-05, 09:00."""
    return _copy(team_database, make_talk, tmp_path)


@pytest.fixture
def led(teams_database: Path, make_talk: MakeTalk, tmp_path: Path) -> Talk:
    """The same with Bob as a lead who is no administrator, and Dave and Erin in a team of their own."""
    return _copy(teams_database, make_talk, tmp_path)
