"""What an inbound text means here: which command, with which raw arguments, or which refusal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.kit.binding import Missing, bind
from handlers.kit.commands import Command
from handlers.kit.context import Scene
from handlers.kit.errors import BadInput
from handlers.kit.forms import next_missing
from handlers.kit.inbound import Inbound
from handlers.kit.kinds import plain
from handlers.kit.messages import Button, Code, Inline, Items, say
from handlers.kit.vocabulary import Group, Match, Vocabulary
from storage.models.messaging import Question
from storage.repos import messaging
from storage.states import QuestionState

CANCEL = frozenset({"cancel", "取消", "算了", "/cancel", "/取消"})
BACK = frozenset({"back", "上一步", "返回", "退回"})
_SLASH = re.compile(r"^\s*[/／]\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Invocation:
    """A command to run: the text left to its arguments, raw values of a form or an answer, and the language typed.

    ``question`` is the open question this answers, ``others`` says that more than one is open.
    """

    command: Command
    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    language: str | None = None
    question: Question | None = None
    others: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """``/word help``."""

    group: Group
    language: str | None


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing that can be done: why, and what may have been meant."""

    why: Inline
    buttons: tuple[Button, ...] = ()
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The newest open question is to be ended."""

    question: Question


@dataclass(frozen=True, slots=True)
class Back:
    """The newest open question is to ask once more for what was answered last."""

    command: Command
    question: Question


@dataclass(frozen=True, slots=True)
class Opened:
    """The form of an open question is to be shown once more."""

    command: Command
    question: Question


def command_line(inbound: Inbound) -> str | None:
    """The line of what is surely a command, without its slash; None where that takes a look at the database."""
    slash = _SLASH.match(inbound.text)
    if slash:
        return inbound.text[slash.end() :]
    return inbound.text if inbound.kind in ("command", "button") else None


Meaning = Invocation | Help | Unknown | Cancelled | Back | Opened | None


def interpret(inbound: Inbound, vocabulary: Vocabulary, scene: Scene) -> Meaning:
    """The meaning of an inbound whose mentions point at people; None for talk that is none of the bot's business."""
    text, private = inbound.text, scene.place.channel is None
    if inbound.kind == "open":
        return _opened(inbound, vocabulary, scene)
    if inbound.kind == "form" and inbound.question is not None:
        return _submitted(inbound, vocabulary, scene)
    slash = _SLASH.match(text)
    if slash or inbound.kind in ("command", "button"):
        return _command(vocabulary.match(text[slash.end() :] if slash else text), vocabulary, scene)
    if inbound.kind == "form":
        return _command(vocabulary.match(text), vocabulary, scene)
    return _private(text, vocabulary, scene) if private else _shortcut(text, vocabulary, scene, private=False)


def _command(match: Match, vocabulary: Vocabulary, scene: Scene) -> Meaning:
    if match.group is None:
        return _unknown_word(match, vocabulary, scene)
    if match.help:
        return Help(match.group, match.language)
    if not match.candidates:
        return _unknown_verb(match, match.group, vocabulary, scene)
    command, rest = _fitting(match, scene)
    if command.verb is None and rest and _means_a_verb(match.group, rest, vocabulary, scene):
        return _unknown_verb(match, match.group, vocabulary, scene)
    return Invocation(command, rest, language=match.language)


def _means_a_verb(group: Group, text: str, vocabulary: Vocabulary, scene: Scene) -> bool:
    """Whether a bare word's text, which is none of its own, is a verb misspelt: ``/praise aprove P1``."""
    said, _, rest = text.partition(" ")
    near = vocabulary.nearest_verbs(group, said.casefold(), scene.language, score=75)
    if not near or not any(fits(group.verbs[verb][0], rest.strip(), scene) for verb in near):
        return False
    return group.bare is not None and not fits(group.bare, text, scene)


def _fitting(match: Match, scene: Scene) -> tuple[Command, str]:
    """The verb if the rest fits its arguments, else the bare word's own reading of the whole text."""
    (command, rest), *others = match.candidates
    if not others or fits(command, rest, scene) or _begins(command, rest, scene):
        return command, rest
    return others[0] if fits(*others[0], scene) else (command, rest)


def _begins(command: Command, text: str, scene: Scene) -> bool:
    """Whether a text is the first of a command's arguments, and no free text: ``/minutes correct M4`` asks for more."""
    try:
        bind(command, text, {}, scene)
    except Missing as missing:
        given = (arg for arg in command.arguments() if arg.name in missing.given)
        return bool(missing.given) and all(arg.kind.form not in ("text", "long") for arg in given)
    except BadInput:
        return False
    return True


def fits(command: Command, text: str, scene: Scene) -> bool:
    """Whether a text can be read as a command's arguments, all of it."""
    try:
        bind(command, text, {}, scene)
    except Missing as missing:
        return not text and not missing.given
    except BadInput:
        return False
    return True


def _private(text: str, vocabulary: Vocabulary, scene: Scene) -> Meaning:
    questions = messaging.open_questions(scene.session, scene.actor.id, scene.now)
    if text.strip().casefold() in CANCEL:
        return Cancelled(questions[0]) if questions else Unknown(say("kit-nothing-open"))
    if questions and text.strip().casefold() in BACK:
        return Back(vocabulary.commands[questions[0].command], questions[0])
    match = vocabulary.match(text)
    for command, rest in match.candidates:
        # With a question open, "minutes of the sync" is more likely its answer than the word's free text.
        if (command.verb is not None or not questions or not rest) and fits(command, rest, scene):
            return Invocation(command, rest, language=match.language)
    if match.help and match.group is not None:
        return Help(match.group, match.language)
    short = _shortcut(text, vocabulary, scene, private=True)
    if short is not None and (not questions or vocabulary.commands[questions[0].command].word == short.command.word):
        return short
    if questions:
        return _answer(questions[0], text, vocabulary, scene, others=len(questions) > 1)
    if match.group is not None and match.candidates:
        return Invocation(*match.candidates[0], language=match.language)
    return _small_talk(match, vocabulary)


def _answer(question: Question, text: str, vocabulary: Vocabulary, scene: Scene, *, others: bool) -> Meaning:
    command = vocabulary.commands[question.command]
    field_ = next_missing(command, question.values)
    if field_ is None:
        return Unknown(say("kit-nothing-open"))
    whole = command.unfold if field_.name == command.reply else None
    told = whole(text, scene, question.values) if whole is not None else {field_.name: text}
    values = {**question.values, **told}
    return Invocation(command, values=values, question=question, others=others)


def _submitted(inbound: Inbound, vocabulary: Vocabulary, scene: Scene) -> Meaning:
    question = _asked(inbound, scene)
    if question is None:
        return Unknown(say("kit-form-gone"))
    command = vocabulary.commands[question.command]
    return Invocation(command, values={**question.values, **inbound.values}, question=question)


def _opened(inbound: Inbound, vocabulary: Vocabulary, scene: Scene) -> Meaning:
    question = _asked(inbound, scene)
    return Opened(vocabulary.commands[question.command], question) if question else Unknown(say("kit-form-gone"))


def _asked(inbound: Inbound, scene: Scene) -> Question | None:
    """The question an inbound names, while it is the sender's and open."""
    question = messaging.question(scene.session, inbound.question or 0)
    if question is None or question.person_id != scene.actor.id:
        return None
    return question if question.state == QuestionState.OPEN and question.deadline > scene.now else None


def _shortcut(text: str, vocabulary: Vocabulary, scene: Scene, *, private: bool) -> Invocation | None:
    for command, shortcut in vocabulary.shortcuts:
        hit = shortcut.pattern.fullmatch(text.strip()) if shortcut.private is private else None
        if hit and shortcut.applies(scene):
            return Invocation(command, values={k: v for k, v in hit.groupdict().items() if v})
    return None


def _unknown_word(match: Match, vocabulary: Vocabulary, scene: Scene) -> Unknown:
    near = vocabulary.nearest_words(match.word, scene.language)
    bad = f"/{plain(match.word, scene)}"
    if not near:
        return Unknown(say("kit-word-unknown", bad=bad, help=Code("/help")))
    known = Items(tuple(Code(f"/{name}") for name in near), any_of=True)
    return Unknown(say("kit-word-near", bad=bad, near=known), (Button(Code("/help"), "/help"),))


def _unknown_verb(match: Match, group: Group, vocabulary: Vocabulary, scene: Scene) -> Unknown:
    verb = match.rest.split(maxsplit=1)[0] if match.rest else ""
    near = vocabulary.nearest_verbs(group, verb.casefold(), scene.language)
    help_ = Code(f"/{group.word.en} help")
    bad = plain(verb, scene)
    buttons = (Button(help_, help_.text),)
    if not near:
        return Unknown(
            say("kit-verb-unknown", word=Code(f"/{match.word}"), bad=bad, help=help_), buttons, match.language
        )
    known = Items(tuple(Code(f"/{match.word} {name}") for name in near), any_of=True)
    return Unknown(say("kit-verb-near", word=Code(f"/{match.word}"), bad=bad, near=known), buttons, match.language)


def _small_talk(match: Match, vocabulary: Vocabulary) -> Unknown:
    help_ = (Button(say("cmd-help"), "/help"),)
    near = vocabulary.nearest_words(match.word, score=75) if len(match.word) > 2 else ()  # "hi" means no word of ours
    if near:
        known = Items(tuple(Code(f"/{name}") for name in near), any_of=True)
        return Unknown(say("kit-not-understood-near", near=known), help_, match.language)
    return Unknown(say("kit-not-understood", help=Code("/help")), help_, match.language)
