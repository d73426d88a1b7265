"""What an inbound is about: who speaks and where, in which language, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from bot.clock import Clock
from bot.identity import Roll, Seat
from handlers.kit.context import Ctx, Effects, Org, Scene
from handlers.kit.inbound import Inbound
from handlers.kit.interpret import Meaning, command_line, interpret
from handlers.kit.ports import NextTime
from handlers.kit.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Heard:
    """An inbound with what was found out about it."""

    inbound: Inbound
    seat: Seat
    language: str
    meaning: Meaning


class Ear:
    """Listens, inside somebody else's transaction."""

    def __init__(self, vocabulary: Vocabulary, org: Org, clock: Clock, roll: Roll, next_time: NextTime) -> None:
        self.vocabulary = vocabulary
        self.org = org
        self.clock = clock
        self._roll = roll
        self._next_time = next_time

    def surely_writes(self, inbound: Inbound) -> bool:
        """Whether it can be nothing but a writing command: then it is heard in the transaction of its effect."""
        line = command_line(inbound)
        candidates = self.vocabulary.match(line).candidates if line is not None else ()
        return bool(candidates) and all(command.mode == "writes" for command, _ in candidates)

    def listen(self, session: Session, inbound: Inbound) -> Heard | None:
        """What was found out; None while the sender, the channel or somebody mentioned is unknown."""
        seat = self._roll.find(session, inbound)
        if seat is None:
            return None
        scene = Scene(session, self.clock.now(), self.org, seat.place, seat.person, self._reads(seat, None))
        meaning = interpret(seat.resolved(inbound), self.vocabulary, scene)
        typed_in = self._script(getattr(meaning, "language", None))
        return Heard(inbound, seat, self._reads(seat, typed_in), meaning)

    def welcome(self, session: Session, inbound: Inbound) -> Heard:
        """The same in a writer's transaction, in which whoever is unknown joins."""
        heard = self.listen(session, inbound)
        if heard is None:
            self.join(session, inbound)
            heard = self.listen(session, inbound)
        if heard is None:
            raise RuntimeError("a sender could not be brought in")
        return heard

    def join(self, session: Session, inbound: Inbound) -> None:
        """Brings in whoever is unknown."""
        ctx = self.ctx(session, f"join:{inbound.event_id}", None, None)
        match = self.vocabulary.match(inbound.text.strip().lstrip("/／"))
        self._roll.join(ctx, inbound, self._script(match.language or _spoken(inbound.text)))

    def ctx(self, session: Session, origin: str, seat: Seat | None, language: str | None) -> Ctx:
        """A transaction with effects; ``origin`` keys what it owes."""
        effects = Effects(origin, self.vocabulary.publish, self._next_time)
        place, person = (seat.place, seat.person) if seat else (None, None)
        return Ctx(session, self.clock.now(), self.org, place, person, language, effects)

    def _reads(self, seat: Seat, typed_in: str | None) -> str:
        """What the person reads: what they chose, what this is typed in, what they began with, the organisation's."""
        person = seat.person
        if person.language:
            return person.language
        if typed_in and not (person.spoken or "").startswith("zh"):  # one spelling may serve two scripts
            return typed_in
        return person.spoken or self.org.language

    def _script(self, typed_in: str | None) -> str | None:
        """A language typed; Chinese that both scripts write alike is of the organisation's."""
        if typed_in != "zh":
            return typed_in
        return self.org.language if self.org.language.startswith("zh") else "zh-Hans"


def _spoken(text: str) -> str | None:
    """The language of a free text, where it is plain to see: mostly Chinese characters, and no command."""
    han = sum("一" <= c <= "鿿" for c in text)
    letters = sum(c.isalpha() for c in text)
    return "zh" if not text.startswith(("/", "／")) and han * 2 > letters else None
