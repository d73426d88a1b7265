"""The process is killed between and around its commits and its sends: nothing is lost, nothing happens twice.

Few lives here; ``python -m tests.reliability.kills 30`` takes more, on each database and each platform.
"""

from pathlib import Path

import pytest

from tests.databases import Postgres
from tests.reliability.kills import Death, Report, story
from tests.reliability.sides import emulated


def killed(url: str, folder: Path, deaths: list[Death]) -> Report:
    with emulated("slack") as side:
        return story(url, folder, side, deaths)


def test_killed_after_a_commit_and_after_an_answer(tmp_path: Path) -> None:
    found = killed(f"sqlite:///{tmp_path}/empty.db", tmp_path, [("after-commit", 2), ("after-answer", 1)])
    assert found.clean(), found
    assert (found.kills, found.commands, found.jobs) == (2, 6, 3)


@pytest.mark.postgres
def test_killed_after_a_send(postgres: Postgres, tmp_path: Path) -> None:
    found = killed(postgres.new(), tmp_path, [("after-send", 1)])
    assert found.clean(), found
    assert (found.kills, found.commands, found.jobs) == (1, 4, 2)
