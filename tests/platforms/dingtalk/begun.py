"""What DingTalk's own tests begin with: a team with its group and a metric, with links or with cards for buttons."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from bot.platforms.base import Outgoing
from bot.worded import Piece, WordedCard, WordedPara, Words
from storage.repos import people as people_repo
from tests.platforms.dingtalk.organisation import CORP, Json, staff
from tests.platforms.dingtalk.stage import DingTalkStage

NUMBERS = count(1)


def begun(folder: Path, template: Path, *, cards: bool, **more: Any) -> DingTalkStage:
    """An organisation with a team, its group and a metric."""
    made = DingTalkStage(folder, template, cards=cards, **more)
    for who in (made.BOSS, "ann", "bob"):
        made.asks(who, "/my lang en", "English")
    made.asks(made.BOSS, "/kpi define leads", "leads")
    made.asks(made.BOSS, "/team new Growth", "Growth")
    made.asks(made.BOSS, "/team add @ann --team Growth", "ann")
    made.asks(made.BOSS, "/team add @bob --team Growth", "bob")
    made.asks(made.BOSS, "/team bind --team Growth", "Growth", channel="growth")
    return made


@pytest.fixture(scope="module")
def links(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DingTalkStage]:
    """Without a card template."""
    made = begun(tmp_path_factory.mktemp("dingtalk"), empty_database, cards=False)
    yield made
    made.close()


@pytest.fixture(scope="module")
def cards(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DingTalkStage]:
    """With one."""
    made = begun(tmp_path_factory.mktemp("dingtalk"), empty_database, cards=True)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_against_the_rules(request: pytest.FixtureRequest) -> Iterator[None]:
    """DingTalk's limits are kept, and every fault ends with its test."""
    yield
    for name in ("links", "cards"):
        if name in request.fixturenames:
            stage = request.getfixturevalue(name)
            stage.emulator.faults = type(stage.emulator.faults)()
            assert stage.violations() == []


def calls(stage: DingTalkStage, path: str) -> list[Json]:
    """The bodies of what the bot called."""
    return stage.emulator.do(lambda org: [body for where, body in org.calls if where.endswith(path)])


def known(stage: DingTalkStage, who: str) -> tuple[str, str | None]:
    """Somebody's name and e-mail address, as the database has them."""
    assert stage.running.app is not None

    def look(session: Session) -> tuple[str, str | None]:
        place = people_repo.find_workspace(session, "dingtalk", CORP)
        assert place is not None
        assert place.id is not None
        account = people_repo.account(session, place.id, staff(who))
        person = people_repo.person(session, account.person_id) if account else None
        return (person.name, account.email) if person and account else ("", None)

    return stage.running.app.database.read(look)


def line(*words: str | Piece, **more: Any) -> WordedCard:
    """A card of one line."""
    made: Words = tuple(word if isinstance(word, Piece) else Piece(word) for word in words)
    return WordedCard("en", None, (WordedPara(made),), **more)


def send(stage: DingTalkStage, card: WordedCard, **more: Any) -> str:
    """Sends a message as the outbox would."""
    key = more.pop("key", f"k{next(NUMBERS)}")
    return stage.running.do(stage.platform.send(Outgoing(CORP, key, card, **more)))


def group(stage: DingTalkStage, name: str = "growth") -> str:
    return stage.emulator.do(lambda org: org.group(name))
