"""A corpus of minutes as people write them: what is read out of each is what a reader of it would say."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from handlers.kit.calendar import WorkingCalendar
from handlers.kit.dates import DateScope, When
from handlers.meetings.rules import Action, Minutes, Somebody, read
from tests.meetings.scores import scores

CORPUS = Path(__file__).parent / "corpus"
TEXTS = sorted(CORPUS.glob("*.txt"))
KNOWN = ["alice", "bob", "carol", "Dave", "小李", "小王", "王芳", "李雷", "韩梅梅", "志明", "怡君"]
NAMES = [*KNOWN, "Mary Jane", "Sam", "Sam"]
PEOPLE = [Somebody(number, name) for number, name in enumerate(NAMES)]
SCOPE = DateScope(datetime(2026, 1, 5, 9, tzinfo=ZoneInfo("Asia/Shanghai")), "Asia/Shanghai", WorkingCalendar("CN"))


def test_there_are_enough() -> None:
    assert len(TEXTS) >= 60


def test_the_figures_are_counted_from_what_a_reader_would_say() -> None:
    """What the corpus says was missed or misread is in the figures of ``python -m tests.meetings.scores``."""
    decisions, actions = scores(TEXTS)
    assert 0.95 < actions.precision <= 1
    assert 0.9 < actions.recall < 1  # some of it is beyond the rules, and the corpus says so
    assert 0.95 < decisions.precision <= 1
    assert 0.9 < decisions.recall < 1


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_is_read_as_a_reader_would(path: Path) -> None:
    expected = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    made = read(path.read_text(encoding="utf-8"), PEOPLE, SCOPE)
    assert [d.what for d in made.decisions] == expected["decisions"]
    assert [_as_told(action) for action in made.actions] == [_read(told) for told in expected.get("actions", [])]
    assert list(made.notes) == expected["notes"]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_nothing_of_it_is_lost(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert inked(lines(read(text, PEOPLE, SCOPE))) == inked(text)


def lines(made: Minutes) -> str:
    """The lines of all entries, one after the other."""
    return "\n".join(entry.line for entry in made.entries)


def inked(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def _read(told: dict[str, Any]) -> dict[str, Any]:
    """An action as it is read; its truth, where that is another, is for the figures."""
    return {key: value for key, value in told.items() if key != "truth"}


def _as_told(action: Action) -> dict[str, Any]:
    told: dict[str, Any] = {"what": action.what}
    if action.owners:
        told["owners"] = [NAMES[owner] for owner in action.owners]
    if action.due is not None:
        told["due"] = _iso(action.due)
    if action.part:
        told["part"] = True
    if action.unclear:
        told["unclear"] = [why.id for why in action.unclear]
    return told


def _iso(when: When) -> str:
    return f"{when.day}T{when.at:%H:%M}" if when.at is not None else str(when.day)
