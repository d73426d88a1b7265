"""The database goes away and comes back: nothing is said to be done that is not, and nobody has to restart anything.

Two seconds here; ``python -m tests.reliability.faults 60`` takes it away for a minute.
"""

from pathlib import Path

import pytest

from tests.databases import Postgres
from tests.reliability.faults import outage
from tests.reliability.sides import emulated


@pytest.mark.postgres
def test_postgres_goes_and_comes_back(postgres: Postgres, tmp_path: Path) -> None:
    with emulated("slack") as side:
        found = outage(postgres.new(), tmp_path, side, postgres.stop, postgres.start, 2.0)
    assert found.clean(), found
