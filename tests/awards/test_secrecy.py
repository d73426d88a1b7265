"""After the close, a database in which others voted for whom is the same to the last hidden column.

Two conversations differ in nothing but who cast which ballot; whatever is kept of them may not differ at all. What
could join a person with a ballot would have to.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, text
from structlog.testing import capture_logs

from storage.db import Database
from storage.exchange import dump, snapshot
from tests.awards.test_awards import OPEN
from tests.databases import Postgres
from tests.dialog import Talk

VOTERS = ("carol", "alice", "boss", "bob")  # in another order than their ids
REMINDED = "! now 2026-01-08T10:00"  # whoever has not voted by then
ONE_WAY, OTHER_WAY = (1, 2, 1, 2), (2, 1, 2, 1)

NewUrl = Callable[[], str]


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> NewUrl:
    """Makes databases with all tables and no rows, on each kind in turn."""
    if request.param == "postgres":
        server: Postgres = request.getfixturevalue("postgres")
        return server.with_tables
    empty: Path = request.getfixturevalue("empty_database")
    made = iter(range(9))

    def new() -> str:
        path = tmp_path / f"{next(made)}.db"
        shutil.copyfile(empty, path)
        return f"sqlite:///{path}"

    return new


def held(
    url: str, numbers: Sequence[int], also: Sequence[str] = (), between: Sequence[str] = ()
) -> tuple[dict[str, list[Any]], list[Any]]:
    """All that is kept of a vote after its close, table by table, and every log line."""
    with capture_logs() as logged:
        talk = Talk(url, now="2026-01-05T09:00").say(OPEN)
        votes = [f"{who}: /award vote W1 {number}" for who, number in zip(VOTERS, numbers, strict=True)]
        talk.say((*votes[:2], *between, *votes[2:]))
        talk.say((*also, "boss: /award close W1"))
        talk.close()
    return kept(url), list(logged)


def kept(url: str) -> dict[str, list[Any]]:
    """Every row of every table as it lies there, with the columns that databases hide."""
    database = Database(url, durable=False)
    with database.engine.connect() as connection:
        # Leases are of whoever sends, by a random name; what tests of the writer made for themselves is not ours.
        found = set(inspect(connection).get_table_names()) - {"lease"}
        names = sorted(name for name in found if not name.startswith("test_"))
        rows = {
            name: [
                tuple(row) for row in connection.execute(text(f'SELECT {_hidden(connection, name)}, * FROM "{name}"'))
            ]
            for name in names
        }
    database.close()
    if not url.startswith("postgres"):
        return rows
    # Which transaction wrote a row: the first, the second… of this database; the server's count goes on between two.
    order = {number: n for n, number in enumerate(sorted({int(row[0]) for name in names for row in rows[name]}))}
    told = {name: [(order[int(row[0])], *row[1:]) for row in rows[name]] for name in names}
    # Rows come as they lie, in the order of their ctid. Where the server puts those of busy tables depends on when it
    # tidies up; those of the vote are written once more.
    return {name: told[name] if name.startswith("award") else sorted(told[name], key=repr) for name in names}


def written(url: str) -> str:
    """What an export writes into its file; leases are of whoever sends, by a random name."""
    database, file = Database(url, durable=False), io.BytesIO()
    with snapshot(database.engine) as connection:
        dump(connection, file)
    database.close()
    return "".join(line for line in file.getvalue().decode().splitlines(keepends=True) if '"lease"' not in line)


def _hidden(connection: Connection, name: str) -> str:
    """The column that a database hides: which transaction wrote a row, or its place."""
    if connection.dialect.name == "postgresql":
        return "xmin::text"
    made = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name}).scalar_one()
    return "0" if "WITHOUT ROWID" in made.upper() else "rowid"


def test_who_cast_which_ballot_makes_no_difference_to_anything_kept(new_url: NewUrl) -> None:
    urls = new_url(), new_url()
    one, one_logged = held(urls[0], ONE_WAY, between=(REMINDED,))
    other, other_logged = held(urls[1], OTHER_WAY, between=(REMINDED,))
    assert {"award_tally", "award_roll", "inbox", "audit", "outbox", "local_message", "question"} <= one.keys()
    assert [row[-3:] for row in one["award_tally"]] == [(1, 1, 2), (1, 2, 2)]
    for name in one:
        assert one[name] == other[name], name
    assert one_logged == other_logged
    files = [written(url) for url in urls]
    assert files[0] == files[1]
    assert '"award_tally"' in files[0]


def test_roll_and_counts_are_written_together_in_the_order_of_their_ids(new_url: NewUrl) -> None:
    url = new_url()
    rows, _ = held(url, ONE_WAY)
    people = [row[2] for row in rows["award_roll"]]
    assert people == sorted(people)
    if url.startswith("postgres"):
        assert len({row[0] for name in ("award_roll", "award_tally", "award") for row in rows[name]}) == 1


def test_a_ballot_that_was_turned_down_is_kept_nowhere(new_url: NewUrl) -> None:
    wrong = ("alice: /award vote W1 {}", "alice in #growth: /award vote W1 {}", "alice: /award vote W1 @{}")
    one, one_logged = held(new_url(), ONE_WAY, [line.format(1) for line in wrong])
    other, other_logged = held(new_url(), ONE_WAY, [line.format(2) for line in wrong])
    for name in one:
        assert one[name] == other[name], name
    assert one_logged == other_logged


def test_the_difference_would_be_seen(new_url: NewUrl) -> None:
    """What is not secret does differ, so that the comparison above is known to look."""
    one, _ = held(new_url(), ONE_WAY, ["alice: /kudos @bob for one"])
    other, _ = held(new_url(), ONE_WAY, ["alice: /kudos @bob for two"])
    assert {name for name in one if one[name] != other[name]} >= {"audit", "kudos", "local_message"}


def test_too_few_ballots_are_thrown_away(new_url: NewUrl) -> None:
    url = new_url()
    Talk(url, now="2026-01-05T09:00").say((*OPEN, "alice: /award vote W1 1", "boss: /award close W1")).close()
    assert kept(url)["award_tally"] == []


def test_the_files_of_the_database_hold_no_earlier_state(tmp_path: Path, empty_database: Path) -> None:
    """SQLite's pages of the vote are the same to the last byte, and none of them stands beside the file."""
    pages = list[list[bytes]]()
    for numbers in (ONE_WAY, OTHER_WAY):
        path = tmp_path / f"{numbers[0]}.db"
        shutil.copyfile(empty_database, path)
        talk = Talk(f"sqlite:///{path}", now="2026-01-05T09:00").say(OPEN)
        talk.say(f"{who}: /award vote W1 {number}" for who, number in zip(VOTERS, numbers, strict=True))
        wal = path.with_name(f"{path.name}-wal")
        assert wal.stat().st_size
        talk("boss: /award close W1")
        talk.database.writer.submit(lambda session: None).result()  # behind whatever follows the close
        with talk.database.engine.connect() as connection:
            held = connection.execute(
                text("SELECT rootpage FROM sqlite_master WHERE tbl_name LIKE 'award\\_%' ESCAPE '\\'")
            )
            roots, size = list(held.scalars()), connection.execute(text("PRAGMA page_size")).scalar_one()
        beside = wal.read_bytes()  # its pages, each behind a header that begins with its number
        assert not set(roots) & {int.from_bytes(beside[at : at + 4]) for at in range(32, len(beside), size + 24)}
        kept = path.read_bytes()
        pages.append([kept[(root - 1) * size : root * size] for root in roots])
        talk.close()
    assert len(pages[0]) >= 6
    assert pages[0] == pages[1]


@pytest.mark.postgres
def test_tables_of_the_vote_are_in_new_files_after_the_close(postgres: Postgres) -> None:
    talk = Talk(postgres.with_tables(), now="2026-01-05T09:00").say(OPEN)
    begun = _files(talk)
    talk("alice: /award vote W1 1")
    assert _files(talk) == begun
    talk("boss: /award close W1")
    assert not set(_files(talk)) & set(begun)
    talk.close()


def _files(talk: Talk) -> list[int]:
    """The files that the vote's tables are in, once the writer has done all it was given."""
    talk.database.writer.submit(lambda session: None).result()
    query = text("SELECT relfilenode FROM pg_class WHERE relname IN ('award_roll', 'award_tally')")
    with talk.database.engine.connect() as connection:
        return list(connection.execute(query).scalars())
