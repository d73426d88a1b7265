"""The process is killed between and around its commits and its answers: nothing is lost, nothing happens twice.

Few lives here, and on PostgreSQL one of several replicas' (``test_replicas``); ``python -m tests.reliability.kills 30``
takes more, on each database and each platform.
"""

from pathlib import Path

import pytest

from tests.reliability.kills import story
from tests.reliability.sides import emulated

pytestmark = pytest.mark.timeout(120)  # many processes, on a machine that may be busy


def test_killed_after_a_commit_and_after_an_answer(tmp_path: Path) -> None:
    with emulated("slack") as side:
        url = f"sqlite:///{tmp_path}/empty.db"
        found = story(url, tmp_path, side, [("after-commit", 2), ("after-answer", 1)])
    assert found.clean(), found
    assert (found.kills, found.commands, found.jobs) == (2, 6, 3)
