"""A form is a command whose missing arguments are asked for; it follows from the argument class."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.kit.commands import Arg, Command
from handlers.kit.context import Scene
from handlers.kit.kinds import plain
from handlers.kit.messages import Card, Form, FormField, Inline, Note, Para, say


def form(
    command: Command,
    scene: Scene,
    values: Mapping[str, str],
    question: int | None = None,
    errors: Mapping[str, Inline] | None = None,
    labels: Mapping[str, Inline] | None = None,
) -> Form:
    """The command's form, with what is known filled in and each error beside its field.

    ``labels`` are the fields it shows and what they are called, where that is known already.
    """
    asked = next_missing(command, values)
    labels = labels or _labels(command, scene, values)
    known = {arg.name: arg for arg in command.arguments()}
    return Form(
        command=command.line,
        title=say(f"cmd-{command.id}"),
        fields=tuple(
            _field(known[name], label, scene, values.get(name), (errors or {}).get(name))
            for name, label in labels.items()
        ),
        question=question,
        asks=next(iter(errors), None) if errors else asked.name if asked is not None else None,
    )


def form_card(command: Command, scene: Scene, values: Mapping[str, str], question: int | None) -> Card:
    """A card that asks: the form, the first thing missing in words, and how to say it in one line."""
    missing = next_missing(command, values)
    blocks: list[Para | Note] = []
    if missing is not None:
        label = _labels(command, scene, values)[missing.name]
        asked = isinstance(label, str) and label.endswith(("?", "？"))  # words of somebody's own, with their own mark
        blocks.append(Para(label if asked else say("kit-ask", field=label)))
    blocks.append(Note(say("kit-one-line", example=say(f"cmd-{command.id}.example"))))
    return Card(tuple(blocks), title=say(f"cmd-{command.id}"), form=form(command, scene, values, question))


def shown(command: Command) -> tuple[Arg, ...]:
    """The arguments a form asks for."""
    return tuple(arg for arg in command.arguments() if arg.form)


def _labels(command: Command, scene: Scene, values: Mapping[str, str]) -> Mapping[str, Inline]:
    if command.fields is not None:
        return command.fields(scene, values)
    return {arg.name: say(arg.label) for arg in shown(command)}


def next_missing(command: Command, values: Mapping[str, str]) -> Arg | None:
    """The next required argument without a value; a reply's own argument comes first, and last where it was filled in
    beforehand: a plain text then replaces it."""
    reply = next((arg for arg in command.arguments() if arg.name == command.reply), None)
    if reply is not None and reply.name not in values:
        return reply
    return next((arg for arg in command.arguments() if arg.required and not values.get(arg.name)), reply)


def answered_last(command: Command, values: Mapping[str, str]) -> Arg | None:
    """The argument whose answer came before the one that is asked for now; None at the first question."""
    asked, before = next_missing(command, values), []
    for arg in shown(command):
        if arg is asked:
            break
        if values.get(arg.name) and (arg.required or arg.name == command.reply):
            before.append(arg)
    return before[-1] if before else None


def _field(arg: Arg, label: Inline, scene: Scene, value: str | None, error: Inline | None) -> FormField:
    choices = arg.kind.choices(scene)
    shown = plain(value, scene) if value else value  # a mention reads as it was typed
    return FormField(arg.name, label, arg.kind.form, arg.required, value=shown, choices=choices, error=error)
