"""Files on their way to somebody: made, brought to the platform, or excused in words where that cannot be."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import structlog

from bot.files import FileError, Files
from bot.platforms.base import NotAllowed, Permanent
from bot.worded import Excuse, Piece, WordedCard, WordedFile, WordedPara

T = TypeVar("T")
log = structlog.get_logger()


def parted(card: WordedCard) -> tuple[WordedCard | None, tuple[WordedFile, ...]]:
    """What a card says beside its files, None where that is nothing; and the files, each a message of its own."""
    files = tuple(block for block in card.blocks if isinstance(block, WordedFile))
    if not files:
        return card, ()
    others = tuple(block for block in card.blocks if not isinstance(block, WordedFile))
    says = bool(others or card.title or card.buttons or card.form)
    return (replace(card, blocks=others) if says else None), files


class Carrier:
    """Brings files to one platform, which takes so many bytes (``most``)."""

    def __init__(self, files: Files, most: int) -> None:
        self._files, self._most = files, most

    async def brought(self, file: WordedFile, upload: Callable[[bytes], Awaitable[T]]) -> T | WordedCard:
        """What the platform calls the file once it has it; or the words that say why it cannot be had.

        Raises ``Passing`` where it is to be tried again.
        """
        try:
            content = await self._files.made(file)
        except FileError:
            return _excused(file, "unmade")
        if len(content) > self._most:
            return _excused(file, "large")
        try:
            return await upload(content)
        except (NotAllowed, Permanent) as error:
            log.warning("a file was not taken", error=f"{type(error).__name__}: {error}")
            return _excused(file, "refused")


def _excused(file: WordedFile, why: Excuse) -> WordedCard:
    return WordedCard(file.language, None, (WordedPara((Piece(file.excuses[why]),)),), tone="warn")
