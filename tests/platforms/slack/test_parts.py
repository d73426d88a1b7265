"""A card of several messages that changes: it grows and shrinks in place, and a doubtful try leaves nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from bot.platforms.base import Outgoing, Passing
from bot.worded import Piece, WordedCard, WordedPara
from tests.platforms.slack.stage import SlackStage
from tests.platforms.slack.workspace import TEAM


@pytest.fixture(scope="module")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackStage]:
    """A workspace."""
    made = SlackStage(tmp_path_factory.mktemp("slack"), empty_database)
    made.emulator.do(lambda ws: ws.user("ann"))
    yield made
    assert made.violations() == []
    made.close()


def long(parts: int, word: str) -> WordedCard:
    """A card that takes so many messages."""
    paragraphs = (WordedPara((Piece(f"{word}{number} " + "x" * 2800),)) for number in range(parts * 3))
    return WordedCard("en", None, tuple(paragraphs))


def sent(stage: SlackStage, key: str, card: WordedCard, updates: str | None = None, *, again: bool = False) -> str:
    channel = stage.emulator.do(lambda ws: ws.channel("board"))
    outgoing = Outgoing(TEAM, key, card, channel=channel, updates=updates, again=again)
    return stage.running.do(stage.platform.send(outgoing))


def words(stage: SlackStage) -> list[str]:
    """What each message of the channel begins with."""
    return [shown.text.split()[0] for shown in stage.seen("ann", "board")]


def emptied(stage: SlackStage) -> None:
    stage.emulator.do(lambda ws: ws.messages.clear())


def test_it_grows_and_shrinks_and_grows_again(stage: SlackStage) -> None:
    emptied(stage)
    first = sent(stage, "k1", long(1, "a"))
    grown = sent(stage, "k2", long(3, "b"), first)
    assert words(stage) == ["b0", "b3", "b6"]
    assert grown.startswith(first)
    shrunk = sent(stage, "k3", long(1, "c"), grown)
    assert (words(stage), shrunk) == (["c0"], first)
    sent(stage, "k4", long(2, "d"), shrunk)
    assert words(stage) == ["d0", "d3"]


def test_a_part_whose_answer_was_lost_is_not_posted_again(stage: SlackStage) -> None:
    emptied(stage)
    first = sent(stage, "k5", long(1, "e"))
    stage.emulator.faults.dropped = ["f6 "]
    with pytest.raises(Passing):
        sent(stage, "k6", long(3, "f"), first)
    sent(stage, "k6", long(3, "f"), first, again=True)
    assert words(stage) == ["f0", "f3", "f6"]


def test_what_was_taken_back_already_is_no_failure(stage: SlackStage) -> None:
    emptied(stage)
    first = sent(stage, "k7", long(3, "g"))
    sent(stage, "k8", long(1, "h"), first)
    assert sent(stage, "k8", long(1, "h"), first, again=True) == first.split(",")[0]
    assert words(stage) == ["h0"]


def test_parts_keep_the_pace(stage: SlackStage, monkeypatch: pytest.MonkeyPatch) -> None:
    emptied(stage)
    assert stage.platform._parts is not None
    monkeypatch.setattr(stage.platform._parts.voice, "_between", 0.2)
    sent(stage, "k9", long(3, "i"))
    posts = stage.emulator.do(lambda ws: [c.at for c in ws.calls if c.method == "chat.postMessage"])[-3:]
    assert all(later - sooner >= 0.19 for sooner, later in pairwise(posts))
