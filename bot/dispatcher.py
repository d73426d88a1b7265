"""Inbound → meaning → one transaction → answer. The only caller of commands."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import structlog
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from bot.clock import Clock
from bot.identity import Roll, Seat, fresh, touch
from handlers.kit.binding import Missing, bind, split_options
from handlers.kit.commands import Command
from handlers.kit.context import Ctx, Effects, Org, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.forms import form, form_card
from handlers.kit.help import word_help
from handlers.kit.inbound import Answer, Inbound
from handlers.kit.interpret import Cancelled, Help, Invocation, Meaning, Unknown, interpret
from handlers.kit.kinds import plain
from handlers.kit.messages import Card, Code, Inline, Note, card, from_json, say, to_json
from handlers.kit.ports import NextTime
from handlers.kit.vocabulary import Vocabulary
from storage.db import Busy, Database
from storage.models.messaging import Question
from storage.repos import messaging
from storage.states import QuestionState

T = TypeVar("T")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Heard:
    """An inbound with what was found out about it."""

    inbound: Inbound
    seat: Seat
    language: str
    typed_in: str | None
    meaning: Meaning


class Dispatcher:
    """Runs what people ask for."""

    def __init__(
        self, database: Database, vocabulary: Vocabulary, org: Org, clock: Clock, roll: Roll, next_time: NextTime
    ) -> None:
        self._db = database
        self._vocabulary = vocabulary
        self._org = org
        self._clock = clock
        self._roll = roll
        self._next_time = next_time

    async def dispatch(self, inbound: Inbound) -> Answer | None:
        """The answer for the sender, None for talk that is none of the bot's business.

        The effect is committed when this returns. Never raises for what the person did; a fault of ours is logged
        with the id that the person is told.
        """
        try:
            return await self._dispatch(inbound)
        except Busy:
            log.warning("database busy", event_id=inbound.event_id)
            return Answer(card(say("kit-busy"), tone="bad"), inbound.sender.language or self._org.language)
        except Exception:  # noqa: BLE001  logged with its id; a person is told, the process goes on
            return Answer(_failure(inbound, None), inbound.sender.language or self._org.language)

    async def handed(self, answer: Answer) -> None:
        """Marks an answer as taken by the platform."""
        if answer.inbox is not None:
            inbox, now = answer.inbox, self._clock.now()
            await self._write(lambda session: messaging.mark_handed(session, inbox, now))

    async def _dispatch(self, inbound: Inbound) -> Answer | None:
        heard = await self._hear(inbound)
        if not heard.seat.person.active:
            return Answer(card(say("kit-not-active"), tone="bad"), heard.language)
        match heard.meaning:
            case None:
                return None
            case Unknown(why=why, buttons=buttons):
                return Answer(card(why, buttons=buttons), heard.language)
            case Help(group=group):
                return Answer(word_help(group, heard.seat.person.right), heard.language)
            case Cancelled(question=question):
                return await self._claimed(heard, lambda ctx: _cancel(ctx, question))
            case Invocation() as invocation if invocation.command.mode == "reads":
                return await self._reading(heard, invocation)
            case Invocation() as invocation:
                return await self._claimed(heard, lambda ctx: self._run(ctx, invocation), invocation)

    # --- hearing ------------------------------------------------------------------------------------

    async def _hear(self, inbound: Inbound) -> _Heard:
        for _ in range(3):
            heard = await self._read(lambda session: self._listen(session, inbound))
            if heard is not None:
                return heard
            try:
                await self._write(lambda session: self._join(session, inbound))
            except IntegrityError:
                log.info("somebody joined twice at once", event_id=inbound.event_id)
        raise RuntimeError("a sender could not be brought in")

    def _listen(self, session: Session, inbound: Inbound) -> _Heard | None:
        seat = self._roll.find(session, inbound)
        if seat is None:
            return None
        scene = Scene(session, self._clock.now(), self._org, seat.place, seat.person, self._reads(seat, None))
        meaning = interpret(inbound, seat.text(inbound), self._vocabulary, scene)
        typed_in = self._script(getattr(meaning, "language", None))
        return _Heard(inbound, seat, self._reads(seat, typed_in), typed_in, meaning)

    def _reads(self, seat: Seat, typed_in: str | None) -> str:
        """What the person reads: what they chose, what they type, what their account says, the organisation's."""
        person = seat.person
        if person.language:
            return person.language
        if typed_in and not (person.spoken or "").startswith("zh"):  # one spelling may serve two scripts
            return typed_in
        return person.spoken or self._org.language

    def _join(self, session: Session, inbound: Inbound) -> None:
        ctx = self._ctx(session, f"join:{inbound.event_id}", None, None)
        match = self._vocabulary.match(inbound.text.strip().lstrip("/／"))
        self._roll.join(ctx, inbound, self._script(match.language or _spoken(inbound.text)))

    def _script(self, typed_in: str | None) -> str | None:
        """A language typed; Chinese that both scripts write alike is of the organisation's."""
        if typed_in != "zh":
            return typed_in
        return self._org.language if self._org.language.startswith("zh") else "zh-Hans"

    # --- running ------------------------------------------------------------------------------------

    async def _reading(self, heard: _Heard, invocation: Invocation) -> Answer:
        try:
            made = await self._read(lambda session: self._look(session, heard, invocation))
        except Missing as missing:
            given = missing.given
            return await self._claimed(
                heard, lambda ctx: _open_form(ctx, invocation.command, given, invocation.question)
            )
        except (BadInput, Refused) as error:
            return Answer(self._refusal(heard, invocation, error), heard.language)
        return Answer(made, heard.language)

    def _look(self, session: Session, heard: _Heard, invocation: Invocation) -> Card:
        scene = Scene(session, self._clock.now(), self._org, heard.seat.place, heard.seat.person, heard.language)
        _allow(scene, invocation.command)
        _stand(scene, invocation.question)
        args = bind(invocation.command, invocation.text, invocation.values, scene)
        return invocation.command.run(scene, args)

    async def _claimed(
        self, heard: _Heard, effect: Callable[[Ctx], Card], invocation: Invocation | None = None
    ) -> Answer:
        """Runs an effect in the transaction that claims its event; refused or failed, only the answer is kept."""
        try:
            return await self._write(lambda session: self._effect(session, heard, effect, invocation))
        except messaging.Repeated:
            return await self._read(lambda session: _as_before(session, heard))
        except (BadInput, Refused) as error:
            made = self._refusal(heard, invocation, error)
        except Busy:
            raise
        except Exception:  # noqa: BLE001  logged with its id; rolled back, and kept as the answer
            made = _failure(heard.inbound, invocation)
        try:
            return await self._write(lambda session: self._keep(session, heard, made, invocation))
        except messaging.Repeated:
            return await self._read(lambda session: _as_before(session, heard))

    def _effect(
        self, session: Session, heard: _Heard, effect: Callable[[Ctx], Card], invocation: Invocation | None
    ) -> Answer:
        inbox = self._claim(session, heard)
        seat = fresh(session, heard.seat)
        ctx = self._ctx(session, f"in:{inbox}", seat, heard.language)
        ctx.files = heard.inbound.files
        if invocation is not None:
            _allow(ctx, invocation.command)
            _record(ctx, invocation)
        made = effect(ctx)
        touch(session, seat, ctx, heard.typed_in)
        return self._answer(session, inbox, made, ctx.language, invocation)

    def _keep(self, session: Session, heard: _Heard, made: Card, invocation: Invocation | None) -> Answer:
        return self._answer(session, self._claim(session, heard), made, heard.language, invocation)

    def _claim(self, session: Session, heard: _Heard) -> int:
        place = heard.seat.place
        return messaging.claim(
            session, place.workspace, heard.inbound.event_id, heard.seat.account, place.channel, self._clock.now()
        )

    def _answer(
        self, session: Session, inbox: int, made: Card, language: str, invocation: Invocation | None
    ) -> Answer:
        secret = invocation is not None and invocation.command.secret
        kept = {"card": to_json(card(say("kit-secret-done"))) if secret else to_json(made), "language": language}
        messaging.keep_answer(session, inbox, kept)
        return Answer(made, language, inbox)

    def _run(self, ctx: Ctx, invocation: Invocation) -> Card:
        command, question = invocation.command, invocation.question
        _allow(ctx, command)
        _stand(ctx, question)
        if command.bare == "form" and not invocation.text and not invocation.values and command.arguments():
            return _open_form(ctx, command, {}, None)
        try:
            made = command.run(ctx, bind(command, invocation.text, invocation.values, ctx))
        except Missing as missing:  # a command too may find that it has to ask, before it does anything
            return _open_form(ctx, command, missing.given, question)
        channel = question.channel_id if question else ctx.place.channel
        given = {**invocation.values, **split_options(command, invocation.text)[1]}
        _close(ctx, command, channel, given, QuestionState.ANSWERED)
        if invocation.others:
            taken = Note(say("kit-taken-as", command=say(f"cmd-{command.id}")))
            made = Card((taken, *made.blocks), made.title, made.buttons, made.form, made.tone)
        return made

    def _refusal(self, heard: _Heard, invocation: Invocation | None, error: BadInput | Refused) -> Card:
        if isinstance(error, Refused):
            return card(error.why, buttons=error.buttons, tone="bad")
        if invocation is None:
            return card(error.why, tone="bad")
        example: Inline = error.example or say(f"cmd-{invocation.command.id}.example")
        if heard.inbound.kind == "form":
            return self._form_again(heard, invocation, error)
        return card(error.why, Note(say("kit-example", example=example)), buttons=error.buttons, tone="bad")

    def _form_again(self, heard: _Heard, invocation: Invocation, error: BadInput) -> Card:
        """The form once more, what was typed still in it and the error beside its field."""

        def made(session: Session) -> Card:
            scene = Scene(session, self._clock.now(), self._org, heard.seat.place, heard.seat.person, heard.language)
            question = invocation.question.id if invocation.question else None
            shown = form(invocation.command, scene, invocation.values, question, {error.field: error.why})
            return card(error.why, form=shown, tone="bad")

        return self._db.read(made)

    def _ctx(self, session: Session, origin: str, seat: Seat | None, language: str | None) -> Ctx:
        effects = Effects(origin, self._vocabulary.publish, self._next_time)
        place, person = (seat.place, seat.person) if seat else (None, None)
        return Ctx(session, self._clock.now(), self._org, place, person, language, effects)

    async def _read(self, query: Callable[[Session], T]) -> T:
        return await asyncio.to_thread(self._db.read, query)

    async def _write(self, unit: Callable[[Session], T]) -> T:
        return await asyncio.wrap_future(self._db.writer.submit(unit))


def _allow(scene: Scene, command: Command) -> None:
    if not scene.actor.active:
        raise Refused(say("kit-not-active"))
    if not scene.actor.right.includes(command.right):
        raise Refused(say("kit-right-missing", right=say(f"right-{command.right.value}")))


def _stand(scene: Scene, question: Question | None) -> None:
    """An answer belongs where its question was opened, wherever it is given."""
    if question is not None and question.channel_id is not None:
        scene.stand_in(question.channel_id)


def _open_form(ctx: Ctx, command: Command, given: Mapping[str, str], question: Question | None) -> Card:
    """Asks for what is missing: a new open question, or the same one with what was just answered."""
    if command.secret:
        return form_card(command, ctx, given, None)
    if question is not None and question.id is not None:
        row = ctx.session.get(Question, question.id)
        if row is not None:
            row.values = dict(given)
            ctx.session.add(row)
            return form_card(command, ctx, given, question.id)
    if command.prefill is not None:
        given = {**command.prefill(ctx, given), **given}
    _close(ctx, command, ctx.place.channel, given, QuestionState.CANCELLED)
    asked = ctx.ask(ctx.actor.id, command.id, dict(given), ctx.place.channel)
    return form_card(command, ctx, given, asked)


def _close(
    ctx: Ctx, command: Command, channel: int | None, given: Mapping[str, str], state: QuestionState
) -> None:
    """Ends the open questions for a command in a place; one about another thing, as what its form does not show says,
    stays."""
    hidden = {arg.name for arg in command.arguments() if not arg.form}

    def meant(values: Mapping[str, str]) -> bool:
        return all(given[name].casefold() == values[name].casefold() for name in hidden & given.keys() & values.keys())

    messaging.close_questions(ctx.session, ctx.actor.id, command.id, channel, state, meant)


def _cancel(ctx: Ctx, question: Question) -> Card:
    row = ctx.session.get(Question, question.id)
    if row is not None:
        row.state = QuestionState.CANCELLED
        ctx.session.add(row)
    return card(say("kit-cancelled", command=say(f"cmd-{question.command}")))


def _record(ctx: Ctx, invocation: Invocation) -> None:
    """Writes down what is about to be done: before it is, for it may be to blank what is written of somebody."""
    arguments = "" if invocation.command.secret else _arguments(ctx, invocation)
    messaging.record(ctx.session, ctx.now, ctx.actor.id, invocation.command.id, arguments, ctx.place.channel)


def _arguments(ctx: Ctx, invocation: Invocation) -> str:
    """The raw arguments for the audit, mentions as names."""
    text, options = split_options(invocation.command, invocation.text)
    parts = [text, *(f"--{name} {value}" for name, value in {**invocation.values, **options}.items())]
    return plain(" ".join(part for part in parts if part), ctx)


def _as_before(session: Session, heard: _Heard) -> Answer:
    """The answer an event was given the first time."""
    row = messaging.claimed(session, heard.seat.place.workspace, heard.inbound.event_id)
    if row is None or row.answer is None:
        return Answer(card(say("kit-busy"), tone="bad"), heard.language)
    return Answer(from_json(row.answer["card"]), row.answer["language"], row.id)


def _failure(inbound: Inbound, invocation: Invocation | None) -> Card:
    """A fault of ours: logged once, with the id the person is told; never with what they typed."""
    incident = secrets.token_hex(4)
    command = invocation.command.id if invocation else None
    log.exception("command failed", incident=incident, command=command, event_id=inbound.event_id)  # noqa: LOG004  called by handlers of exceptions alone
    return card(say("kit-failed", id=Code(incident)), tone="bad")


def _spoken(text: str) -> str | None:
    """The language of a free text, where it is plain to see: mostly Chinese characters, and no command."""
    han = sum("一" <= c <= "鿿" for c in text)
    letters = sum(c.isalpha() for c in text)
    return "zh" if not text.startswith(("/", "／")) and han * 2 > letters else None
