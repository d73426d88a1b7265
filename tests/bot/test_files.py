"""Files are made when they are delivered, for whoever may have them by then; what cannot be had is excused."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from bot.files import FileError, Files
from bot.platforms.base import NotAllowed, Passing, Permanent
from bot.platforms.common.carrying import Carrier, parted
from bot.platforms.dingtalk.runtime_parcels import parcel
from bot.worded import WordedCard, WordedFile, WordedPara, plain
from bot.wording import Wording
from handlers.kit.context import Org, Scene
from handlers.kit.errors import Refused
from handlers.kit.feature import Feature, Maker
from handlers.kit.messages import File, card, say
from handlers.kit.vocabulary import Vocabulary
from tests.bot.worlds import ALICE, World


def make(scene: Scene, wants: Mapping[str, Any]) -> bytes:
    """Who it is for, and what they want."""
    if (fault := wants.get("fault")) == "refused":
        raise Refused(say("team-not-seen", who="bob"))
    if fault == "ours":
        raise ZeroDivisionError
    if fault == "away":
        raise OperationalError("SELECT 1", {}, psycopg.OperationalError("the connection is lost"))
    return f"{scene.actor.name} {scene.language} {wants['size']}".ljust(wants["size"]).encode()


@pytest.fixture
def files(made_url: str) -> Iterator[Files]:
    """A feature that makes files, on each kind of database."""
    world = World(made_url)
    vocabulary = Vocabulary([Feature("papers", makers=(Maker("paper", make),))])
    yield Files(world.database, vocabulary, Org(), world.clock)
    world.close()


def worded(**wants: Any) -> WordedFile:
    """A file as it is on its way."""
    made = Wording("zh-Hans").card(card("here it is", File("a.csv", "paper", wants, ALICE)))
    words, (file,) = parted(made)
    assert words is not None
    assert words.blocks == made.blocks[:1]
    return file


def brought(files: Files, file: WordedFile, error: Exception | None = None) -> int | str:
    """The size of what came through, or what is said instead."""

    async def upload(content: bytes) -> int:
        if error is not None:
            raise error
        return len(content)

    found = asyncio.run(Carrier(files, 100).brought(file, upload))
    if not isinstance(found, WordedCard):
        return found
    (block,) = found.blocks
    assert isinstance(block, WordedPara)
    return plain(block.words)


def test_it_is_made_for_its_person_or_excused_in_their_language(files: Files) -> None:
    assert asyncio.run(files.made(worded(size=20))).startswith(b"alice zh-Hans")
    assert brought(files, worded(size=100)) == 100
    assert "a.csv 太大" in str(brought(files, worded(size=101)))
    assert "没有发文件的权限" in str(brought(files, worded(size=9), NotAllowed("no scope")))
    assert "没有发文件的权限" in str(brought(files, worded(size=9), Permanent("no such kind")))
    for fault in ("refused", "ours"):
        assert "没能做出来" in str(brought(files, worded(size=9, fault=fault)))
    with pytest.raises(Passing):
        brought(files, worded(size=9), Passing("busy"))
    with pytest.raises(FileError):
        asyncio.run(files.made(worded(size=9, fault="refused")))


def test_without_a_database_it_is_tried_again(files: Files) -> None:
    with pytest.raises(OperationalError):
        brought(files, worded(size=9, fault="away"))


def test_what_dingtalk_does_not_show_is_packed_alike_each_time() -> None:
    assert parcel("a.XLSX", b"x") == ("a.XLSX", "xlsx", b"x")
    name, kind, content = parcel("a.csv", b"x")
    assert (name, kind, content[:2]) == ("a.zip", "zip", b"PK")
