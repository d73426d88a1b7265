"""An export: all rows, the same bytes after an import, on both databases; what people open is safe to open."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Column
from sqlmodel import Session, SQLModel, select

from storage.db import Database
from storage.exchange import COUNTERS, LEFT_OUT, SELF_MADE, ExchangeError, _python, dump, exported, load, snapshot
from storage.models.base import EnumText, Exact
from storage.models.kpi import Metric
from storage.models.people import OrgSetting
from storage.models.todo import ActionItem
from storage.sheets import cell, sheets, write
from storage.states import Better, Combine, Right
from tests.databases import Postgres
from tests.dialog import Beginnings, MakeTalk, Talk, fresh_url

NAMES = (
    "people", "leave", "teams", "metrics", "kpi_entries", "targets", "milestones", "goals", "revisions", "kudos",
    "praise", "honours", "meetings", "decisions", "action_items", "standups", "audit",
)  # fmt: skip

SHOT = Path(__file__).parents[2] / "docs/images/chat-phone.png"
SAID = (
    "alice: /team new Growth",
    "alice in #growth: /team bind",
    "alice: /team add @bob --role sales",
    "alice: /team add @小李 --role 内容",
    "bob: /my leave 24-28 Dec",
    "alice: /award new Best Bob",
    "alice: /award nominate @bob kind",
    "bob: /award nominate @小李 quick",
    "alice: /award open W1",
    *(f"{who}: /award vote W1 1" for who in ("alice", "bob", "小李")),
    "alice: /award close W1",
    "alice: /kpi adopt sales",
    "bob: /kpi log leads 9007199254740993",
    'bob: /kpi log leads 12 --note =HYPERLINK("http://x")',
    "bob: /kpi undo",
    "alice: /kpi target leads 40 --period 2026 --for @bob",
    "alice: /goal milestones leads 20% 45% --for @bob",
    "bob: /goal add Increase leads from 10 to 20 by 30 June 2026",
    "bob: /goal comment G1 =SUM(A1) or so",
    "bob: /goal confidence G1 70",
    "bob: /goal add Two fairs a month --under G1",
    "bob: /goal revise leads 30 --because policy --reason the new ad rules --from 2026-03-01 --evidence https://x.test",
    "alice: /goal approve V1",
    "bob: /goal revise leads 20 --milestones 30% 50% --because internal --reason two left --from 2026-04-01",
    "alice: /goal reject V2 then hire",
    "alice in #growth: /kudos @bob @小李 谢谢 \U0001f389 +2 #teamwork",
    "bob in #growth: /kudos @alice once more",
    "bob: /kudos undo",
    "bob: /praise @bob @小李 wie am Schnürchen --customer =Acme --proof https://x.test --score 4.80/5",
    "alice: /praise approve P1",
    f"bob: /praise @bob --customer Acme --score 5/5\n+ {SHOT}",
    "alice: /todo add @bob write the brief --due tomorrow",
    "alice in #growth: /minutes Decision: launch in May\n| @bob sends the deck by Friday",
    "alice: /standup set 09:30",
    "alice: /standup set 09:20 --name Sync --days mon --questions What went well?; What did not?",
    "! now 2026-01-05T09:30",
    "bob: wrote the brief",
    "bob: /standup --name Sync --today the page --a2 =the(price)",
    "alice: /admin holidays add 2026-10-09 off Company day",
    "alice: /team new Sales",
    "alice: /kpi target leads 90 --period 2026-01 --for Growth, Sales",
    "! now 2026-01-07T10:00",
)


def out(database: Database) -> bytes:
    made = io.BytesIO()
    with snapshot(database.engine) as connection:
        dump(connection, made)
    return made.getvalue()


def sheet(database: Database, name: str) -> list[dict[str, str]]:
    made = io.StringIO(newline="")
    with snapshot(database.engine) as connection:
        write(connection, next(s for s in sheets() if s.name == name), made)
    return list(csv.DictReader(io.StringIO(made.getvalue(), newline="")))


def into(database: Database, content: bytes, folder: Path) -> int:
    path = folder / "rows.jsonl"
    path.write_bytes(content)
    return database.writer.submit(lambda session: load(session, path)).result()


def rows(content: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in content.decode().split("\n")[:-1]]


@pytest.fixture(scope="module")
def life(beginnings: Beginnings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    """The export of a lived conversation."""
    talk = beginnings.talk(tmp_path_factory.mktemp("life") / "life.db", SAID)
    yield out(talk.database)
    talk.close()


@pytest.fixture
def make_empty(empty_database: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[str], Database]:
    """Makes an empty database of a kind."""

    def make(kind: str) -> Database:
        if kind == "sqlite":
            url = fresh_url(empty_database, tmp_path / "into.db")
        else:
            server: Postgres = request.getfixturevalue("postgres")
            url = server.with_tables()
        database = Database(url, durable=False)
        request.addfinalizer(database.close)
        return database

    return make


@pytest.mark.postgres
def test_out_and_in_and_out_again_is_the_same_and_life_goes_on(
    made_url: str, make_talk: MakeTalk, make_empty: Callable[[str], Database], tmp_path: Path
) -> None:
    first = make_talk(after=SAID) if made_url.startswith("sqlite") else make_talk(made_url).say(SAID)
    content = out(first.database)
    copy = make_empty("postgresql" if made_url.startswith("sqlite") else "sqlite")
    assert into(copy, content, tmp_path) == len(rows(content)) - 1
    assert out(copy) == content
    for name in NAMES:
        assert sheet(copy, name) == sheet(first.database, name)
    second = make_talk(copy.url, now="2026-01-07T10:00:00+08:00")
    for line in ("bob: /kpi log leads 3", "bob: /todo list", "! advance 1d", "alice in #growth: /kudos @bob again"):
        assert [m.text for m in second(line)] == [m.text for m in first(line)]
    seen = [message.id for message in second.all()]
    assert len(seen) == len(set(seen)), "a new message takes an old one's place"


def test_every_table_goes_out_but_inbox_and_outbox(life: bytes) -> None:
    found = rows(life)
    assert found[0]["table"] == "muster"
    assert set(found[0]["row"]["rows"]) == set(SQLModel.metadata.tables) - LEFT_OUT
    assert {line["table"] for line in found} <= {"muster", *(made.name for made in exported())}
    filled = {line["table"] for line in found}
    assert {"person", "kpi_entry", "target", "kudos", "action_item", "decision", "audit", "standup_entry"} <= filled


def test_leave_of_an_older_export_comes_along(life: bytes, talk: Talk, tmp_path: Path) -> None:
    lines = [line for line in rows(life) if line["table"] != "leave"]
    del lines[0]["row"]["rows"]["leave"]
    for line in lines:
        if line["table"] == "person":
            line["row"]["away_until"] = {"alice": "9999-12-31", "bob": "2001-01-01"}.get(line["row"]["name"])
    into(talk.database, b"".join(json.dumps(line).encode() + b"\n" for line in lines), tmp_path)
    assert [row["last"] for row in sheet(talk.database, "leave")] == ["9999-12-31"]


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_a_row_of_every_table_goes_out_and_in_again(
    made_url: str, kind: str, life: bytes, make_empty: Callable[[str], Database], tmp_path: Path
) -> None:
    database = Database(made_url, durable=False)
    into(database, life, tmp_path)

    def fill(session: Session) -> None:
        for made in exported():
            if session.connection().execute(made.select().limit(1)).first() is None:
                session.connection().execute(made.insert(), {c.name: some(session, c) for c in made.columns})

    database.writer.submit(fill).result()
    content = out(database)
    database.close()
    assert {line["table"] for line in rows(content)} == {"muster", *(made.name for made in exported())}
    copy = make_empty(kind)
    into(copy, content, tmp_path)
    assert out(copy) == content


def some(session: Session, column: Column[Any]) -> Any:
    """A value for a column, that of a row that is there where it points to one."""
    for key in column.foreign_keys:
        return session.connection().execute(key.column.table.select().with_only_columns(key.column).limit(1)).scalar()
    match column.type:
        case EnumText():
            return next(member for member in column.type.enum)
        case JSON():
            return {"a": [1, None, "é"]}
        case Exact():
            return Decimal("9007199254740993.123457")
    values: dict[type, Any] = {
        bool: True, int: 1, str: "é\n", date: date(2026, 1, 5), time: time(9, 30),
        datetime: datetime(2026, 1, 5, 1, 2, 3, 456, tzinfo=UTC),
    }  # fmt: skip
    return values[_python(column)]


def test_the_ids_that_are_never_given_again_are_those_that_go_along() -> None:
    unique = {t.name for t in SQLModel.metadata.sorted_tables if t.dialect_options["sqlite"]["autoincrement"]}
    assert set(COUNTERS.values()) == unique
    assert set(SQLModel.metadata.tables) >= SELF_MADE | LEFT_OUT


def test_the_sheets_are_there_with_what_was_said(make_talk: MakeTalk) -> None:
    talk = make_talk(after=SAID)
    assert tuple(made.name for made in sheets()) == NAMES
    assert [person["name"] for person in sheet(talk.database, "people")] == ["alice", "bob", "小李"]
    team, _, joint = sheet(talk.database, "teams")
    assert (team["leads"], team["members"]) == ("alice", "alice; bob; 小李")
    (title,) = sheet(talk.database, "honours")
    assert (title["person"], title["team"], title["title"], title["period"]) == ("bob", "Growth", "Best Bob", "2026-Q1")
    assert (joint["name"], joint["members"], joint["parts"]) == ("Growth + Sales", "", "Growth; Sales")
    entries = sheet(talk.database, "kpi_entries")
    assert [entry["value"] for entry in entries] == ["9007199254740993", ""]
    assert entries[1]["note"] == '\'=HYPERLINK("http://x")'
    assert entries[0]["logged_at"] == "2026-01-05T01:00:00+00:00"
    given = sheet(talk.database, "kudos")
    assert given[0]["receivers"] == "bob; 小李"
    assert "\U0001f389" in given[0]["reason"]
    praise, _ = sheet(talk.database, "praise")
    assert (praise["customer"], praise["score"], praise["score_of"], praise["state"]) == (
        "'=Acme",
        "4.8",
        "5",
        "approved",
    )
    assert (praise["praised"], praise["points"], praise["privileges"]) == ("bob; 小李", "10; 10", "")
    assert sheet(talk.database, "action_items")[0]["owner"] == "bob"
    assert sheet(talk.database, "decisions")[0]["what"]
    answers = [row for row in sheet(talk.database, "standups") if row["answered_at"]]
    assert [(row["standup"], row["today"], row["more_answers"]) for row in answers] == [
        ("Sync", "the page", "'=the(price)"), ("", "wrote the brief", ""),
    ]  # fmt: skip
    for name in NAMES:
        ids = [int(row["id"]) for row in sheet(talk.database, name)]
        assert ids == sorted(ids)
        assert ids, name


def test_goals_their_milestones_and_their_revisions_are_told_in_full(make_talk: MakeTalk) -> None:
    talk = make_talk(after=SAID)
    (plan,) = sheet(talk.database, "milestones")
    assert (plan["metric"], plan["year"], plan["person"], plan["valid_from"]) == ("leads", "2026", "bob", "")
    assert (plan["months"], plan["percents"]) == ("1; 2", "20; 45")
    first, second = sheet(talk.database, "goals")
    assert (first["owner"], first["metric"], first["target"], first["weight"]) == ("bob", "leads", "20", "1")
    assert (first["due"], first["state"], first["confidence"]) == ("2026-06-30", "open", "70")
    assert (first["comments"], second["parent_id"]) == ("bob: =SUM(A1) or so", first["id"])
    approved, rejected = sheet(talk.database, "revisions")
    assert (approved["person"], approved["period"], approved["old_value"], approved["new_value"]) == (
        "bob", "2026", "40", "30",
    )  # fmt: skip
    assert (approved["cause"], approved["reason"], approved["evidence"]) == (
        "policy", "the new ad rules", "https://x.test",
    )  # fmt: skip
    assert (approved["state"], approved["decided_by"], approved["valid_from"]) == ("approved", "alice", "2026-03-01")
    assert (rejected["state"], rejected["answer"], rejected["goal_id"]) == ("rejected", "then hire", "")
    assert (rejected["old_percents"], rejected["new_percents"]) == ("20; 45", "30; 50")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""), (True, "yes"), (Decimal("-1.50"), "-1.50"), (-3, "-3"), (date(2026, 1, 5), "2026-01-05"),
        (time(9, 30), "09:30"), (datetime(2026, 1, 5, 1, tzinfo=UTC), "2026-01-05T01:00:00+00:00"),
        (Right.ADMIN, "admin"), ("a,\n\"b\"", "a,\n\"b\""), ("=1+1", "'=1+1"), ("+1", "'+1"), ("-x", "'-x"),
        ("@bob", "'@bob"), ("\t=1", "'\t=1"), ("\r", "'\r"), ("  =1", "'  =1"), ("＝1", "'＝1"), ("it's", "it's"),
        (" two ", " two "),
    ],
)  # fmt: skip
def test_a_cell_is_what_was_written_and_never_a_formula(value: object, text: str) -> None:
    assert cell(value) == text


def test_only_an_empty_organisation_is_read_into(talk: Talk, tmp_path: Path) -> None:
    talk("alice: /team new Growth")
    content = out(talk.database)
    with pytest.raises(ExchangeError, match="holds data already"):
        into(talk.database, content, tmp_path)
    assert out(talk.database) == content


def test_what_a_start_alone_has_made_makes_way(life: bytes, talk: Talk, tmp_path: Path) -> None:
    assert rows(out(talk.database))[0]["row"]["rows"]["schedule"]
    into(talk.database, life, tmp_path)
    assert out(talk.database) == life


def shortened(lines: list[str]) -> list[str]:
    return lines[:-1]


def renamed(lines: list[str]) -> list[str]:
    return [line.replace('"table":"person"', '"table":"persona"') for line in lines]


def headless(lines: list[str]) -> list[str]:
    return lines[1:]


def garbled(lines: list[str]) -> list[str]:
    return [*lines[:3], lines[3][:-5], *lines[4:]]


def mistyped(lines: list[str]) -> list[str]:
    return [line.replace('"active":true', '"active":"yes"') for line in lines]


def dangling(lines: list[str]) -> list[str]:
    return [line.replace('"owner_id":2', '"owner_id":99') for line in lines]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (shortened, "not whole"), (renamed, "no place for persona"), (headless, "line 1"), (garbled, "line 4"),
        (mistyped, "person.active"), (dangling, "action_item"), (lambda _: [], "line 1"),
    ],
)  # fmt: skip
def test_a_spoiled_file_leaves_nothing_behind(
    made_url: str, spoil: Callable[[list[str]], list[str]], why: str, life: bytes, tmp_path: Path
) -> None:
    lines = life.decode().split("\n")[:-1]
    database = Database(made_url, durable=False)
    before = out(database)
    with pytest.raises(ExchangeError, match=why):
        into(database, "".join(f"{line}\n" for line in spoil(lines)).encode(), tmp_path)
    assert out(database) == before
    database.close()


def test_odd_rows_survive(
    made_url: str, make_talk: MakeTalk, make_empty: Callable[[str], Database], tmp_path: Path
) -> None:
    talk = make_talk(made_url)
    talk("alice: /team new Growth")

    def odd(session: Session) -> None:
        at = datetime(2026, 1, 5, 1, 2, 3, 456, tzinfo=UTC)
        session.add(OrgSetting(name="Ä", value="\u2028 a\r\nb"))
        session.add(OrgSetting(name="z", value=""))
        late = Metric(
            name="a", folded="a", unit="percent", better=Better.HIGHER, combine=Combine.RATIO, made_by=1, made_at=at,
            roles=["\ud800", 1.5, None, {"b": 1, "a": 2}],
        )  # fmt: skip
        session.add(late)
        session.flush()
        part = Metric(
            name="b", folded="b", unit="number", better=Better.HIGHER, combine=Combine.SUM, made_by=1, made_at=at
        )
        session.add(part)
        session.flush()
        late.numerator_id = part.id  # points to a row that comes after it
        session.add(ActionItem(owner_id=1, what="x" * 500, origin="typed", made_at=at))

    talk.database.writer.submit(odd).result()
    content = out(talk.database)
    copy = make_empty("sqlite")
    into(copy, content, tmp_path)
    assert out(copy) == content
    found = copy.read(lambda session: session.exec(select(Metric).where(Metric.name == "a")).one())
    assert found.roles == ["\ud800", 1.5, None, {"b": 1, "a": 2}]
    assert found.numerator_id == (found.id or 0) + 1
