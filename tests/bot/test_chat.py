"""``muster chat`` as the contract has it: the script's format, the JSON lines, the clock, what is kept."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from bot.__main__ import cli
from bot.platforms.local.parse import BadLine, Speech, line
from tests.dialog import MakeTalk, Talk

MUSTER = Path(sys.executable).with_name("muster")
KEYS = ["at", "to", "only", "id", "updates", "text", "buttons", "form", "images"]


Run = Callable[..., list[dict[str, Any]]]


def in_a_process(script: str, *options: str) -> subprocess.CompletedProcess[str]:
    """What a script comes to on the command line."""
    return subprocess.run(
        [MUSTER, "chat", *options], input=script, text=True, capture_output=True, timeout=50, check=False
    )


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """What a script prints, line by line, in this process."""
    monkeypatch.setattr(logging.root, "handlers", [])  # the command sets them up on a stream that ends with it

    def running(script: str, *options: str, code: int = 0) -> list[dict[str, Any]]:
        done = CliRunner().invoke(cli, ["chat", "--json", *options], input=script)
        assert done.exit_code == code, done.output
        return [orjson.loads(printed) for printed in done.stdout.splitlines()]

    return running


def test_each_line_is_a_message_with_the_contracts_keys(run: Run) -> None:
    seen = run("# a comment\n\nalice: /team new Growth\nbob in #growth: /team show\n")
    assert all(list(message) == KEYS for message in seen)
    first = seen[0]
    assert (first["at"], first["to"], first["only"]) == ("2026-01-05T09:00:00+08:00", "@alice", None)
    channel = [m for m in seen if m["to"] == "#growth" and m["only"] == "@bob"]
    assert len(channel) == 1


def test_the_same_script_gives_the_same_output_ids_included_in_another_process(run: Run) -> None:
    script = "alice: /team new Growth\nalice: /team add @bob\n! advance 1d\nbob: /team show\n"
    done = in_a_process(script, "--json")
    assert done.returncode == 0, done.stderr
    assert [orjson.loads(printed) for printed in done.stdout.splitlines()] == run(script)


def test_a_workspace_is_kept_from_run_to_run(run: Run, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/kept.db"
    first = run("alice: /team new Growth\n! now 2026-01-06T10:30\n", "--db", url)
    second = run("alice: /team show\n", "--db", url)
    assert second[0]["at"] == "2026-01-06T10:30:00+08:00"
    assert "Growth" in second[0]["text"]
    assert int(second[0]["id"][1:]) > max(int(message["id"][1:]) for message in first)


def test_a_backward_clock_is_refused(run: Run) -> None:
    run("! now 2026-01-04T09:00\n", code=2)


def test_zone_and_start_are_chosen(run: Run) -> None:
    seen = run("alice: /help\n", "--tz", "America/New_York", "--now", "2026-07-01T08:00")
    assert seen[0]["at"] == "2026-07-01T08:00:00-04:00"


def test_a_line_of_another_format_ends_with_one_line_that_names_it() -> None:
    done = in_a_process("hello\n")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("muster: line 1: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("raw", ["hello", "! jump 3h", "| alone", "+ file", "! now", "! advance"])
def test_what_is_no_line_of_the_format_is_refused(raw: str) -> None:
    with pytest.raises(BadLine, match="line 7: "):
        line(raw, None, 7)


@pytest.mark.parametrize(
    ("raw", "speech"),
    [
        ("alice: /kpi log leads 12", Speech("alice", None, "/kpi log leads 12")),
        ("bob in #growth: /kudos @alice saved it", Speech("bob", "growth", "/kudos @alice saved it")),
        ("小李 in #增长: 你好", Speech("小李", "增长", "你好")),
        ("小李：你好", Speech("小李", None, "你好")),
        ("Ana María: hola: sí", Speech("Ana María", None, "hola: sí")),
        ("alice:", Speech("alice", None, "")),
        ("alice:  two spaces ", Speech("alice", None, " two spaces")),
    ],
)
def test_who_says_what_where(raw: str, speech: Speech) -> None:
    made = line(raw, None)
    assert isinstance(made, Speech)
    assert (made.speaker, made.channel, made.text.rstrip()) == (speech.speaker, speech.channel, speech.text.rstrip())


def test_a_bar_continues_the_message_above() -> None:
    above = line("alice: /minutes Sync", None)
    assert line("| - bob: the brief", above) == Speech("alice", None, "/minutes Sync\n- bob: the brief")
    with pytest.raises(BadLine, match="no message above"):
        line("| x", None)


def test_nothing_happens_while_the_clock_stands(talk: Talk) -> None:
    talk("alice: /team new Growth")
    assert talk.now == datetime.fromisoformat("2026-01-05T09:00+08:00")
    assert talk("! advance 2h") == []
    assert talk.now == datetime.fromisoformat("2026-01-05T11:00+08:00")


def test_the_first_to_speak_administers_and_no_other(talk: Talk) -> None:
    talk("alice: /help")
    talk("bob: /team new Mine").answer.has("manager")
    talk("alice: /team new Growth").answer.has("Growth")


def test_typed_text_never_pings_or_formats(make_talk: MakeTalk) -> None:
    talk = make_talk()
    talk("alice: /team new <!channel> *bold* @all [x](http://evil)").answer.has(
        "<!channel> *bold* @all [x](http://evil)"
    )
