"""Told to end in the middle of its work it ends in time, and another process goes on.

Here with a database that does not answer; that it ends where all is well, ``test_faults`` sees.
``python -m tests.reliability.ending`` tries more troubles, with the product's own ten seconds.
"""

from pathlib import Path

import pytest

from tests.databases import Postgres
from tests.reliability.ending import ending
from tests.reliability.sides import emulated

pytestmark = pytest.mark.timeout(120)  # many processes, on a machine that may be busy


@pytest.mark.postgres
def test_it_ends_though_the_database_does_not_answer(postgres: Postgres, tmp_path: Path) -> None:
    with emulated("slack") as side:
        found = ending(postgres.new(), tmp_path, side, lambda: postgres.freeze(True), lambda: postgres.freeze(False))
    assert found.clean(), found
    assert found.code == 1  # it was cut short
