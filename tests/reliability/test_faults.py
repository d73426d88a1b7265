"""The database goes away and comes back: nothing is said to be done that is not, and nobody has to restart anything.

Two seconds here; ``python -m tests.reliability.faults 60`` takes it away for a minute.
"""

from pathlib import Path

import pytest

from tests.databases import Postgres
from tests.reliability.faults import disk_full, postgres_gone
from tests.reliability.sides import emulated

pytestmark = pytest.mark.timeout(120)  # many processes, on a machine that may be busy


@pytest.mark.postgres
def test_postgres_goes_and_comes_back(postgres: Postgres, tmp_path: Path) -> None:
    with emulated("slack") as side:
        found = postgres_gone(postgres, tmp_path, side, 2.0)
    assert found.clean(), found


def test_the_disk_is_full_and_has_room_again(tmp_path: Path) -> None:
    with emulated("slack") as side:
        found = disk_full(tmp_path, side, 2.0)
    assert found.clean(), found
