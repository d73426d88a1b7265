"""Makes files that people were promised, when they are delivered or looked at: what is owed is only what to make."""

from __future__ import annotations

import asyncio

import structlog
from sqlmodel import Session

from bot.clock import Clock
from bot.worded import WordedFile
from handlers.kit.context import Org, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.vocabulary import Vocabulary
from storage.db import Database, is_away

log = structlog.get_logger()


class FileError(Exception):
    """A file could not be made: its person may not have it any more, or the fault is ours."""


class Files:
    """The makers of all features."""

    def __init__(self, database: Database, vocabulary: Vocabulary, org: Org, clock: Clock) -> None:
        self._db, self._makers, self._org, self._clock = database, vocabulary.makers, org, clock

    async def made(self, file: WordedFile) -> bytes:
        """Its content. Raises ``FileError``; where there is no database, that which says so."""
        try:
            return await asyncio.to_thread(self._db.read, lambda session: self._make(session, file))
        except (BadInput, Refused) as error:
            log.info("a file is not made any more", maker=file.maker, why=type(error).__name__)
            raise FileError(file.maker) from error
        except Exception as error:
            if is_away(error):
                raise
            log.exception("a file could not be made", maker=file.maker)
            raise FileError(file.maker) from error

    def _make(self, session: Session, file: WordedFile) -> bytes:
        scene = Scene(session, self._clock.now(), self._org, None, None, file.language)
        person = scene.people.get(file.person)
        return self._makers[file.maker].make(
            Scene(session, scene.now, self._org, None, person, file.language), file.wants
        )
