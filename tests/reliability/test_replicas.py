"""Several replicas on one PostgreSQL: what is due has its effect once, also where one of them dies.

Few jobs here; ``python -m tests.reliability.replicas 1000`` takes a thousand, with the product's own waits.
"""

from pathlib import Path

import pytest

from tests.databases import Postgres
from tests.reliability.replicas import burst
from tests.reliability.sides import emulated

pytestmark = pytest.mark.timeout(120)  # many processes, on a machine that may be busy


@pytest.mark.postgres
def test_a_burst_fires_once_and_the_others_take_over_what_a_dead_replica_held(
    postgres: Postgres, tmp_path: Path
) -> None:
    with emulated("slack") as side:
        found = burst(postgres.new(), tmp_path, side, 60)
    assert found.clean(), found
