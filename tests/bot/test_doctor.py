"""The commands around the bot: what the doctor finds and says, and an export and import from the command line."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.doctor import (
    check_admins,
    check_calendar,
    check_chat,
    check_database,
    check_pages,
    check_platform,
    check_teams,
    check_zone,
)
from bot.settings import Settings
from storage.db import Database
from storage.repos import timing
from storage.schema import upgrade

CLEAN: dict[str, str | None] = {
    name: None
    for name in os.environ  # noqa: TID251  a developer's own settings must not decide a test
    if name.startswith(("MUSTER_", "SLACK_", "FEISHU_", "DINGTALK_", "DATABASE_"))
}
Muster = Callable[..., Any]


@pytest.fixture
def muster(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Muster:
    """Runs a command in an empty folder with the given settings alone."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, **settings: str) -> Any:
        return CliRunner().invoke(cli, list(arguments), env={**CLEAN, **settings})

    return run


def settings(**chosen: Any) -> Settings:
    plain: dict[str, Any] = {"database_url": "sqlite:///x.db", "muster_timezone": "Asia/Shanghai", "muster_admins": ""}
    return Settings(_env_file=None, **plain | chosen)  # type: ignore[call-arg]  # pydantic's own


def test_a_new_installation_is_in_order(muster: Muster, tmp_path: Path) -> None:
    result = muster("doctor")
    assert result.exit_code == 0, result.output
    assert "settings: readable" in result.output
    assert not (tmp_path / "muster.db").exists(), "looking makes no database"
    signs = {line[:4] for line in result.output.splitlines()}
    assert signs <= {"ok  ", "note"}


def test_a_wrong_setting_is_named_and_nothing_else_is_tried(muster: Muster) -> None:
    result = muster("doctor", MUSTER_TIMEZONE="Mars/Olympus", MUSTER_LOG_LEVEL="LOUD")
    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert line.startswith("FAIL  settings: MUSTER_TIMEZONE")
    assert "MUSTER_LOG_LEVEL" in line


def test_administrators_that_cannot_be_read_are_a_failure(muster: Muster) -> None:
    result = muster("doctor", MUSTER_ADMINS="U01ABC")
    assert (result.exit_code, result.output[:4]) == (1, "FAIL")
    assert "MUSTER_ADMINS" in result.output


def test_each_failure_has_a_fix_and_no_secret_is_printed(muster: Muster) -> None:
    secrets = {
        "SLACK_BOT_TOKEN": "xoxb-hush-1", "FEISHU_APP_SECRET": "hush-2",
        "DINGTALK_CLIENT_SECRET": "hush-3", "MUSTER_SECRET_KEY": "hush-4",
        "DATABASE_URL": "postgresql+psycopg://muster:hush-5@127.0.0.1:1/muster",
    }  # fmt: skip
    result = muster("doctor", **secrets)
    assert result.exit_code == 1
    assert "hush" not in result.output
    failures = [line for line in result.output.splitlines() if line.startswith("FAIL")]
    subjects = [line[6:].partition(":")[0] for line in failures]
    assert subjects == ["database", "administrators", "slack", "feishu", "dingtalk"]
    assert all(". " in line for line in failures), "a fix for each"
    assert "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET is missing" in result.output
    assert "DINGTALK_CLIENT_ID is missing" in result.output


def test_the_database_must_be_at_the_newest_schema(empty_url: str) -> None:
    if empty_url.startswith("sqlite"):
        assert check_database(empty_url).kind == "note"
        Path(empty_url.removeprefix("sqlite:///")).touch()
    found = check_database(empty_url)
    assert (found.kind, "muster migrate" in (found.fix or "")) == ("bad", True)
    upgrade(empty_url)
    assert check_database(empty_url).kind == "ok"


@pytest.mark.parametrize("url", ["mysql://root:hush@127.0.0.1/muster", "nonsense"])
def test_a_database_of_another_kind_is_refused(url: str) -> None:
    found = check_database(url)
    assert found.kind == "bad"
    assert "hush" not in found.line()


def test_the_calendar_knows_what_is_published_or_was_entered(made_url: str) -> None:
    china = settings()
    assert check_calendar(china, date(2025, 3, 1), None).kind == "ok"
    assert check_calendar(china, date(2026, 3, 1), None).kind == "note"
    assert check_calendar(china, date(2031, 3, 1), None).kind == "bad"
    assert check_calendar(settings(muster_timezone="Europe/London"), date(2031, 3, 1), None).kind == "ok"
    database = Database(made_url)
    database.writer.submit(lambda s: timing.put_override(s, date(2031, 1, 4), works=True, name=None)).result()
    database.close()
    assert check_calendar(china, date(2030, 12, 1), made_url).kind == "bad"
    assert check_calendar(china, date(2031, 3, 1), made_url).kind == "note"


@pytest.mark.parametrize(
    ("chosen", "kind", "words"),
    [
        ({}, "ok", "holidays of CN"),
        ({"muster_timezone": "UTC"}, "note", "only weekends"),
        ({"muster_country": "XX"}, "bad", "no holidays of XX"),
        ({"muster_timezone": "Asia/Taipei"}, "ok", "holidays of TW"),
    ],
)
def test_the_country_follows_the_zone(chosen: dict[str, str], kind: str, words: str) -> None:
    found = check_zone(settings(**chosen), date(2026, 3, 1))
    assert (found.kind, words in found.found) == (kind, True)


@pytest.mark.parametrize(
    ("chosen", "kind", "words"),
    [
        ({}, "ok", "on (no platform's credentials, and SQLite)"),
        ({"muster_local_chat": False}, "bad", "nothing to serve"),
        ({"slack_bot_token": "x"}, "ok", "off (there are platforms' credentials)"),
        ({"slack_bot_token": "x", "muster_local_chat": True}, "ok", "on (MUSTER_LOCAL_CHAT=1)"),
        ({"database_url": "postgresql+psycopg:///m"}, "bad", "the database is not SQLite"),
    ],
)
def test_the_local_chat_is_on_or_off_for_a_reason(chosen: dict[str, Any], kind: str, words: str) -> None:
    found = check_chat(settings(**chosen))
    assert (found.kind, words in found.found) == (kind, True)


@pytest.mark.parametrize(
    ("chosen", "kind"),
    [
        ({}, "ok"),
        ({"muster_admins": "slack:U1"}, "ok"),
        ({"muster_admins": "slak:U1"}, "bad"),
        ({"slack_bot_token": "x"}, "bad"),
        ({"slack_bot_token": "x", "muster_admins": "feishu:ou_1"}, "bad"),
        ({"slack_bot_token": "x", "muster_admins": "slack:U1"}, "ok"),
    ],
)
def test_somebody_must_start_as_administrator(chosen: dict[str, str], kind: str) -> None:
    assert check_admins(settings(**chosen)).kind == kind


@pytest.mark.parametrize(
    ("chosen", "kind", "words"),
    [
        ({}, "ok", "none needed"),
        ({"dingtalk_client_id": "x"}, "note", "MUSTER_BASE_URL is wanting"),
        ({"dingtalk_client_id": "x", "dingtalk_card_template_id": "public"}, "ok", "none needed"),
        ({"dingtalk_client_id": "x", "muster_base_url": "https://b.test", "muster_secret_key": "s"}, "note", "SECRET"),
        ({"muster_base_url": "https://b.test/", "muster_secret_key": "s" * 16}, "ok", "https://b.test/page/…"),
    ],
)
def test_a_vote_needs_a_page_where_a_click_is_a_message(chosen: dict[str, Any], kind: str, words: str) -> None:
    found = check_pages(settings(**chosen))
    assert (found.kind, words in found.found) == (kind, True)


def test_teams_without_a_channel_are_named(muster: Muster, tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("a: /team new Growth\na: /team new Sales\na in #growth: /team bind --team Growth\n", "utf-8")
    assert muster("chat", "--db", "sqlite:///a.db", str(script)).exit_code == 0
    found = check_teams("sqlite:///a.db")
    assert (found.kind, found.found) == ("note", "without a channel: Sales")
    assert "/team bind" in (found.fix or "")
    script.write_text("a in #sales: /team bind --team Sales\n", "utf-8")
    assert muster("chat", "--db", "sqlite:///a.db", str(script)).exit_code == 0
    assert check_teams("sqlite:///a.db").kind == "ok"


def test_a_platform_without_credentials_is_not_spoken_of() -> None:
    assert check_platform(settings(), "slack") == []


def test_out_and_in_from_the_command_line(muster: Muster, tmp_path: Path) -> None:
    script = tmp_path / "script.txt"
    script.write_text("alice: /team new Growth\nalice in #growth: /kudos @alice x\nalice: /my lang en\n", "utf-8")
    assert muster("chat", "--db", "sqlite:///a.db", str(script)).exit_code == 0
    result = muster("export", "out", DATABASE_URL="sqlite:///a.db")
    assert (result.exit_code, "17 CSV files" in result.output) == (0, True), result.output
    assert (tmp_path / "out/people.csv").read_bytes().startswith(b"\xef\xbb\xbfid,name,")
    assert muster("import", "out", DATABASE_URL="sqlite:///b.db").exit_code == 0
    assert muster("export", "again", DATABASE_URL="sqlite:///b.db").exit_code == 0
    files = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len(files) == 18
    assert all((tmp_path / "out" / name).read_bytes() == (tmp_path / "again" / name).read_bytes() for name in files)
    refused = muster("import", "out", DATABASE_URL="sqlite:///b.db")
    assert (refused.exit_code, "holds data already" in refused.output) == (2, True)


def test_nothing_to_export_or_import_is_said_in_a_line(muster: Muster, tmp_path: Path) -> None:
    for command, words in (("export", "no database at"), ("import", "is not there")):
        result = muster(command, "nowhere")
        assert (result.exit_code, len(result.output.splitlines())) == (2, 1)
        assert words in result.output
    assert not (tmp_path / "muster.db").exists()
