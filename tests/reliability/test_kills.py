"""The process is killed between and around its commits and its sends: nothing is lost, nothing happens twice.

Few lives here; ``python -m tests.reliability.kills 30`` takes more, at random points.
"""

from pathlib import Path

from tests.reliability.kills import story


def test_killed_after_a_commit_and_after_a_send(empty_url: str, tmp_path: Path) -> None:
    found = story(empty_url, tmp_path, [("after-commit", 2), ("after-send", 1)])
    assert found.clean(), found
    assert (found.kills, found.commands) == (2, 9)
