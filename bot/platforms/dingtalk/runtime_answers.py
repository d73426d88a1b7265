"""What somebody is told when they did something: the answer itself, or that there is none and why."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import structlog

from bot.platforms.base import Passing, Permanent
from bot.platforms.common.reception import Reception, Reply
from bot.platforms.dingtalk.parse import Act, card_id
from bot.platforms.dingtalk.runtime_voice import Voice
from bot.platforms.dingtalk.words import word
from bot.worded import Piece, WordedCard, WordedPara, Words, plain

log = structlog.get_logger()

_READERS = 5000  # whose language is remembered: while the database is away nobody else knows it


class Answers:
    """Answers for the asker's eyes; a group where they asked aloud sees that they were answered.

    ``behind`` has something done that nobody waits for.
    """

    def __init__(
        self,
        voice: Voice,
        reception: Reception,
        language: str,
        behind: Callable[[Coroutine[Any, Any, None]], None],
    ) -> None:
        self._voice, self._reception, self._language, self._behind = voice, reception, language, behind
        self._languages: OrderedDict[str, str] = OrderedDict()

    def language_of(self, user: str) -> str:
        """What somebody was last answered in; the organisation's where they were not yet."""
        return self._languages.get(user, self._language)

    def show(self, reply: Reply, act: Act) -> None:
        """Shows an answer, after whatever the same person is still to be shown."""
        self._languages[act.user] = reply.card.language
        self._languages.move_to_end(act.user)
        while len(self._languages) > _READERS:
            self._languages.popitem(last=False)
        if act.foreign and act.spot.group is not None:
            self._reception.show(
                reply, lambda card: self._voice.remark(act.spot, _said_shortly(card), stranger=act.user)
            )
        else:
            self._show_privately(reply, act)

    def note(self, reply: Reply, act: Act) -> Mapping[str, Any]:
        """What a click is acknowledged with: in a group, a line under the card that who clicked sees alone."""
        if act.spot.group is None or act.foreign:
            return {}
        tips = word(reply.card.language, "dingtalk-told-privately")
        return {"cardUpdateOptions": {"updateCardDataByKey": True, "updatePrivateDataByKey": True},
                "userPrivateData": {"cardParamMap": {"tips": tips}}}  # fmt: skip

    async def send_again(self, act: Act) -> None:
        """Tells somebody that what they did could not be taken in."""
        await self._confess(act, "dingtalk-send-again")

    async def unsure(self, act: Act) -> None:
        """Tells somebody that nobody knows whether what they did was taken in."""
        await self._confess(act, "dingtalk-unsure")

    def _show_privately(self, reply: Reply, act: Act) -> None:
        spot, language = act.spot, reply.card.language
        aloud = spot.group is not None and act.kind in ("message", "command")
        reasons: list[Passing | Permanent] = []

        async def how(card: WordedCard) -> None:
            try:
                own = self._voice.paged(card, act.corp, act.user)
                await self._voice.answer(spot, act.user, own, card_id(act.corp, reply.key(act.event_id)))
            except (Passing, Permanent) as error:
                reasons.append(error)
                raise
            if aloud:
                said = word(language, "dingtalk-told-privately")
                self._behind(self._voice.remark(spot, said, to=act.user, courtesy=True))

        async def otherwise() -> None:
            why = reasons[-1] if reasons else None
            soon = isinstance(why, Passing) and not why.held and reply.answer.inbox is not None
            if spot.group is not None and not soon:  # else it comes by way of the outbox
                self._behind(self._voice.remark(spot, word(language, "dingtalk-not-privately"), to=act.user))

        self._reception.show(reply, how, otherwise)

    async def _confess(self, act: Act, message: str) -> None:
        language = self.language_of(act.user)
        log.error("not taken in", kind=act.kind, told=message)
        said = word(language, message)
        aloud = act.user if act.spot.group is not None else None
        to, stranger = (None, aloud) if act.foreign else (aloud, None)
        try:
            if act.spot.webhook is not None:
                await self._voice.remark(act.spot, said, to=to, stranger=stranger)
            else:
                await self._voice.answer(act.spot, act.user, _line(language, said), None)
        except (Passing, Permanent) as error:
            log.error("and not told so", error=str(error))  # noqa: TRY400  no fault of ours


def _line(language: str, said: str) -> WordedCard:
    """One line as a card."""
    return WordedCard(language, None, (WordedPara((Piece(said),)),))


def _said_shortly(card: WordedCard) -> str:
    """The plain words of a card that has few."""
    words: list[Words] = [block.words for block in card.blocks if isinstance(block, WordedPara)]
    return " ".join(map(plain, words))
