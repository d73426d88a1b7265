"""Inbound → meaning → one transaction → answer. The only caller of commands."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import TypeVar

import structlog
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.clock import Clock
from bot.handing import Handing
from bot.hearing import Ear, Heard
from bot.identity import Roll, touch
from handlers.kit.binding import Missing, bind, split_options
from handlers.kit.commands import Command
from handlers.kit.context import Ctx, Org, Scene
from handlers.kit.errors import BadInput, Refused
from handlers.kit.forms import answered_last, form, form_card
from handlers.kit.help import word_help
from handlers.kit.inbound import Answer, Inbound
from handlers.kit.interpret import Back, Cancelled, Help, Invocation, Meaning, Opened, Unknown, command_line
from handlers.kit.kinds import plain
from handlers.kit.messages import Card, Code, Inline, Note, card, from_json, say, to_json
from handlers.kit.ports import NextTime
from handlers.kit.vocabulary import Vocabulary
from storage.db import Database, is_away
from storage.models.messaging import Question
from storage.repos import messaging
from storage.states import QuestionState

T = TypeVar("T")
log = structlog.get_logger()


class _Turned(Exception):
    """A command was refused or failed: all is rolled back, and this card is the answer that is kept."""

    def __init__(self, made: Card, language: str, *, secret: bool) -> None:
        super().__init__("turned down")
        self.made = made
        self.language = language
        self.secret = secret


class Dispatcher:
    """Runs what people ask for."""

    def __init__(
        self, database: Database, vocabulary: Vocabulary, org: Org, clock: Clock, roll: Roll, next_time: NextTime
    ) -> None:
        self._db = database
        self._ear = Ear(vocabulary, org, clock, roll, next_time)
        self._handing = Handing(database.writer, clock)
        self._clock = clock
        self._org = org

    async def dispatch(self, inbound: Inbound) -> Answer | None:
        """The answer for the sender, None for talk that is none of the bot's business.

        The effect is committed when this returns. Never raises for what the person did; a fault of ours is logged
        with the id that the person is told.
        """
        try:
            return await self._dispatch(inbound)
        except Exception as error:  # noqa: BLE001  logged with its id; a person is told, the process goes on
            language = inbound.sender.language or self._org.language
            if not is_away(error):
                return Answer(_failure(inbound, None), language)
            log.warning("no database", event_id=inbound.event_id, error=type(error).__name__)
            return Answer(card(say("kit-busy"), tone="bad"), language, again=True)

    async def handed(self, answer: Answer) -> None:
        """Marks an answer as taken by the platform."""
        if answer.inbox is not None:
            await self._handing.mark(answer.inbox)

    async def _dispatch(self, inbound: Inbound) -> Answer | None:
        if inbound.sender.foreign:
            return self._foreigner(inbound)
        if self._ear.surely_writes(inbound):
            return await self._claimed(inbound)
        heard = await self._hear(inbound)
        meaning = heard.meaning
        if isinstance(meaning, Opened) and heard.seat.person.active:
            opened = meaning
            return Answer(await self._read(lambda session: self._form(session, heard, opened)), heard.language)
        if not heard.seat.person.active or not isinstance(meaning, Invocation | Cancelled | Back):
            return _plainly(heard)
        if isinstance(meaning, Cancelled | Back) or meaning.command.mode == "writes":
            return await self._claimed(inbound)
        return await self._reading(heard, meaning)

    async def _hear(self, inbound: Inbound) -> Heard:
        heard = await self._read(lambda session: self._ear.listen(session, inbound))
        if heard is None:
            await self._write(lambda session: self._ear.join(session, inbound))
            heard = await self._read(lambda session: self._ear.listen(session, inbound))
        if heard is None:
            raise RuntimeError("a sender could not be brought in")
        return heard

    def _foreigner(self, inbound: Inbound) -> Answer | None:
        """Somebody of another organisation: one line to who speaks to the bot, and nothing is kept."""
        if inbound.channel is not None and inbound.kind == "message" and command_line(inbound) is None:
            return None
        return Answer(card(say("kit-foreign")), inbound.sender.language or self._org.language)

    # --- reading ------------------------------------------------------------------------------------

    async def _reading(self, heard: Heard, invocation: Invocation) -> Answer | None:
        try:
            made = await self._read(lambda session: self._look(session, heard, invocation))
        except Missing as missing:
            return await self._claimed(heard.inbound, missing.given)
        except (BadInput, Refused) as error:
            turned = error  # the name in an except clause ends with it
            made = await self._read(lambda session: self._refusal(session, heard, invocation, turned))
        return Answer(made, heard.language)

    def _form(self, session: Session, heard: Heard, opened: Opened) -> Card:
        scene = self._scene(session, heard)
        _stand(scene, opened.question)
        return form_card(opened.command, scene, opened.question.values, opened.question.id)

    def _look(self, session: Session, heard: Heard, invocation: Invocation) -> Card:
        scene = self._scene(session, heard)
        _allow(scene, invocation.command)
        _stand(scene, invocation.question)
        args = bind(invocation.command, invocation.text, invocation.values, scene)
        return invocation.command.run(scene, args)

    # --- writing ------------------------------------------------------------------------------------

    async def _claimed(self, inbound: Inbound, opening: Mapping[str, str] | None = None) -> Answer | None:
        """Hears and does it in the one transaction that claims its event; turned down, only the answer is kept.

        With ``opening`` the command's form is opened instead, filled in with that.
        """
        try:
            return await self._write(lambda session: self._effect(session, inbound, opening))
        except _Turned as turned:
            made, language, secret = turned.made, turned.language, turned.secret
        except messaging.Repeated:
            return await self._read(lambda session: self._as_before(session, inbound))
        try:
            return await self._write(lambda session: self._keep(session, inbound, made, language, secret=secret))
        except messaging.Repeated:
            return await self._read(lambda session: self._as_before(session, inbound))

    def _effect(self, session: Session, inbound: Inbound, opening: Mapping[str, str] | None) -> Answer | None:
        heard = self._ear.welcome(session, inbound)
        meaning = heard.meaning
        if not heard.seat.person.active or not isinstance(meaning, Invocation | Cancelled | Back):
            return _plainly(heard)
        ctx = self._ear.ctx(session, f"in:{heard.seat.place.workspace}:{inbound.event_id}", heard.seat, heard.language)
        ctx.files = inbound.files
        try:
            made = self._do(ctx, meaning, opening, asked=heard.seat.asked)
        except (BadInput, Refused) as error:
            invocation = meaning if isinstance(meaning, Invocation) else None
            refusal = self._refusal(session, heard, invocation, error)
            raise _Turned(refusal, heard.language, secret=_secret(meaning)) from error
        except OperationalError:
            raise  # two that met: the writer does it again
        except Exception as error:
            raise _Turned(_failure(inbound, meaning), heard.language, secret=_secret(meaning)) from error
        touch(session, heard.seat, ctx)
        kept = card(say("kit-secret-done")) if _secret(meaning) else None
        return self._answer(session, heard, made, ctx.language, kept)

    def _do(
        self, ctx: Ctx, meaning: Invocation | Cancelled | Back, opening: Mapping[str, str] | None, *, asked: bool
    ) -> Card:
        if isinstance(meaning, Cancelled):
            return _cancel(ctx, meaning.question)
        if isinstance(meaning, Back):
            return _ask_again(ctx, meaning.command, meaning.question)
        if opening is not None:
            return _open_form(ctx, meaning.command, opening, meaning.question)
        _allow(ctx, meaning.command)
        _record(ctx, meaning)
        return _run(ctx, meaning, asked=asked)

    def _keep(self, session: Session, inbound: Inbound, made: Card, language: str, *, secret: bool) -> Answer:
        kept = card(say("kit-secret-refused"), tone="bad") if secret else None
        return self._answer(session, self._ear.welcome(session, inbound), made, language, kept)

    def _answer(self, session: Session, heard: Heard, made: Card, language: str, instead: Card | None) -> Answer:
        """Keeps the answer with its event; ``instead`` of a secret command's own."""
        kept = {"card": to_json(instead or made), "language": language}
        seat, event_id = heard.seat, heard.inbound.event_id
        inbox = messaging.claim(
            session, seat.place.workspace, event_id, seat.account, seat.place.channel, self._clock.now(), kept
        )
        return Answer(made, language, inbox, secret=instead is not None)

    def _as_before(self, session: Session, inbound: Inbound) -> Answer:
        """The answer an event was given the first time."""
        heard = self._ear.listen(session, inbound)
        row = messaging.claimed(session, heard.seat.place.workspace, inbound.event_id) if heard else None
        if row is None:
            raise LookupError("an event was claimed and is not there")
        return Answer(from_json(row.answer["card"]), row.answer["language"], row.id, repeated=True)

    def _refusal(
        self, session: Session, heard: Heard, invocation: Invocation | None, error: BadInput | Refused
    ) -> Card:
        if isinstance(error, Refused):
            return card(error.why, buttons=error.buttons, tone="bad")
        if invocation is None:
            return card(error.why, tone="bad")
        example: Inline = error.example or say(f"cmd-{invocation.command.id}.example")
        hint = Note(say("kit-example", example=example))
        question, sent = invocation.question, heard.inbound.kind == "form"
        if not sent and not (heard.inbound.stepwise and question is not None):
            return card(error.why, hint, buttons=error.buttons, tone="bad")
        # The form once more, what was typed still in it, the error beside its field; or its question.
        scene = self._scene(session, heard)
        _stand(scene, question)
        number = question.id if question is not None else None
        values = {} if invocation.command.secret else invocation.values
        shown = form(invocation.command, scene, values, number, {error.field: error.why})
        return card(error.why, *(() if sent else (hint,)), form=shown, buttons=error.buttons, tone="bad")

    def _scene(self, session: Session, heard: Heard) -> Scene:
        seat = heard.seat
        return Scene(session, self._clock.now(), self._org, seat.place, seat.person, heard.language)

    async def _read(self, query: Callable[[Session], T]) -> T:
        return await asyncio.to_thread(self._db.read, query)

    async def _write(self, unit: Callable[[Session], T]) -> T:
        return await self._db.writer.run(unit)


def _plainly(heard: Heard) -> Answer | None:
    """The answer to what is no command to run; None for talk."""
    if not heard.seat.person.active:
        return Answer(card(say("kit-not-active"), tone="bad"), heard.language)
    match heard.meaning:
        case Unknown(why=why, buttons=buttons):
            return Answer(card(why, buttons=buttons), heard.language)
        case Help(group=group):
            return Answer(word_help(group, heard.seat.person.right), heard.language)
        case _:
            return None


def _secret(meaning: Meaning) -> bool:
    return isinstance(meaning, Invocation) and meaning.command.secret


def _run(ctx: Ctx, invocation: Invocation, *, asked: bool) -> Card:
    command, question = invocation.command, invocation.question
    _stand(ctx, question)
    if command.bare == "form" and not invocation.text and not invocation.values and command.arguments():
        return _open_form(ctx, command, {}, None)
    given = {**invocation.values, **split_options(command, invocation.text)[1]} if asked else {}
    try:
        args = bind(command, invocation.text, invocation.values, ctx)
        if asked and command.about is not None and question is None:
            given |= command.about(ctx, args)
        made = command.run(ctx, args)
    except Missing as missing:  # a command too may find that it has to ask, before it does anything
        return _open_form(ctx, command, missing.given, question)
    if asked:
        channel = question.channel_id if question else ctx.place.channel
        _close(ctx, command, channel, given, QuestionState.ANSWERED)
    if invocation.others:
        taken = Note(say("kit-taken-as", command=say(f"cmd-{command.id}")))
        made = Card((taken, *made.blocks), made.title, made.buttons, made.form, made.tone)
    return made


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


def _close(ctx: Ctx, command: Command, channel: int | None, given: Mapping[str, str], state: QuestionState) -> None:
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


def _ask_again(ctx: Ctx, command: Command, question: Question) -> Card:
    """Takes back the last answer to a question; at the first there is none, and it is asked as it was."""
    row = ctx.session.get(Question, question.id)
    values, last = dict(question.values), answered_last(command, question.values)
    if row is not None and last is not None:
        del values[last.name]
        row.values = values
        ctx.session.add(row)
    _stand(ctx, question)
    made = form_card(command, ctx, values, question.id)
    return made if last else Card((Note(say("kit-first-question")), *made.blocks), made.title, form=made.form)


def _record(ctx: Ctx, invocation: Invocation) -> None:
    """Writes down what is about to be done: before it is, for it may be to blank what is written of somebody."""
    arguments = "" if invocation.command.secret else _arguments(ctx, invocation)
    messaging.record(ctx.session, ctx.now, ctx.actor.id, invocation.command.id, arguments, ctx.place.channel)


def _arguments(ctx: Ctx, invocation: Invocation) -> str:
    """The raw arguments for the audit, mentions as names; none of what is between few."""
    text, options = split_options(invocation.command, invocation.text)
    given = {**invocation.values, **options}
    if invocation.command.hushed and invocation.command.hushed(ctx, given):
        return ""
    parts = [text, *(f"--{name} {value}" for name, value in given.items())]
    return plain(" ".join(part for part in parts if part), ctx)


def _failure(inbound: Inbound, meaning: Meaning) -> Card:
    """A fault of ours: logged once, with the id the person is told; never with what they typed."""
    incident = secrets.token_hex(4)
    command = meaning.command.id if isinstance(meaning, Invocation) else None
    log.exception("command failed", incident=incident, command=command, event_id=inbound.event_id)  # noqa: LOG004  called by handlers of exceptions alone
    return card(say("kit-failed", id=Code(incident)), tone="bad")
