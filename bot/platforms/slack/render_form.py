"""A form's fields as a modal's inputs. Pure.

Dates and times are text: people write "next Friday" and ``下周五``, which no picker knows.
"""

from __future__ import annotations

from typing import Any

from bot.platforms.common.markup import cut
from bot.worded import WordedField, WordedForm

Json = dict[str, Any]

CHOICES, CHOICE_TEXT, CHOICE_VALUE, LABEL, HINT, TYPED = 100, 75, 150, 2000, 2000, 3000
ACTION = "v"


def inputs(form: WordedForm) -> list[Json]:
    """An input block a field; the block's id is the field's name."""
    return [_input(field) for field in form.fields]


def _input(field: WordedField) -> Json:
    made: Json = {
        "type": "input",
        "block_id": field.name,
        "label": _plain(cut(field.label, LABEL)),
        "optional": not field.required,
        "element": _element(field) | {"action_id": ACTION},
    }
    hint = field.error or field.hint  # what was refused when the form is opened anew
    return made | ({"hint": _plain(cut(hint, HINT))} if hint else {})


def _element(field: WordedField) -> Json:
    options = [(value, label) for value, label in field.choices if 1 <= len(value) <= CHOICE_VALUE]
    if field.kind == "choices" and 0 < len(options) <= CHOICES:
        return _several(field, options)
    if 0 < len(options) <= CHOICES and _known(field, options):
        return _one(field, options)
    if field.kind == "person" and not field.value:
        return {"type": "users_select"}
    if field.kind == "channel" and not field.value:
        return {"type": "conversations_select", "filter": {"include": ["public", "private"]}}
    typed: Json = {"type": "plain_text_input", "multiline": field.kind == "long"}
    return typed | ({"initial_value": field.value[:TYPED]} if field.value else {})


def _known(field: WordedField, options: list[tuple[str, str]]) -> bool:
    """Whether what the field holds is one of the choices; anything else was typed, and stays to be seen."""
    return not field.value or field.value in (value for value, _ in options)


def _one(field: WordedField, options: list[tuple[str, str]]) -> Json:
    made: Json = {"type": "static_select", "options": [_option(*option) for option in options]}
    chosen = next((option for option in options if option[0] == field.value), None)
    return made | ({"initial_option": _option(*chosen)} if chosen else {})


def _several(field: WordedField, options: list[tuple[str, str]]) -> Json:
    held = {part.strip() for part in (field.value or "").split(",")}
    chosen = [_option(*option) for option in options if option[0] in held]
    made: Json = {"type": "multi_static_select", "options": [_option(*option) for option in options]}
    return made | ({"initial_options": chosen} if chosen else {})


def _option(value: str, label: str) -> Json:
    return {"text": _plain(cut(label or value, CHOICE_TEXT)), "value": value}


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text or "…", "emoji": False}
