"""A form's fields as a modal's inputs. Pure.

Dates, times and numbers are text: people write "next Friday", ``下午3点`` and ``1.2万``, which no picker knows; an
example in the empty field says so. Whom and where is chosen from all that Slack knows: who has never spoken to the bot
may be meant just as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.platforms.common.markup import cut
from bot.platforms.slack.render_text import paragraph, plain_text
from bot.worded import Piece, WordedField, WordedForm

Json = dict[str, Any]

CHOICES, CHOICE_TEXT, CHOICE_VALUE, LABEL, HINT, TYPED = 100, 75, 150, 2000, 2000, 3000
ACTION = "v"

# What stands in an empty field, by its kind.
_EXAMPLES = {
    "en": {"date": "today, next Friday, 12 March", "time": "9:30, 3 pm", "number": "1200, 1.2k"},
    "zh-Hans": {"date": "今天、下周五、3月12日", "time": "9:30、下午3点", "number": "1200、1.2万"},
    "zh-Hant": {"date": "今天、下週五、3月12日", "time": "9:30、下午3點", "number": "1200、1.2萬"},
}
_CHOOSE = {
    "en": {"person": "Choose somebody", "channel": "Choose a channel", "choice": "Choose", "choices": "Choose"},
    "zh-Hans": {"person": "选择成员", "channel": "选择频道", "choice": "请选择", "choices": "可以选多个"},
    "zh-Hant": {"person": "選擇成員", "channel": "選擇頻道", "choice": "請選擇", "choices": "可以選多個"},
}
# What stands for a text that no field takes.
_TOO_LONG = {
    "en": "too long for a form, and stays as it is. To change it, send me all of it as a message.",
    "zh-Hans": "太长，表单里放不下，会保持原样。要改的话，把全文作为消息发给我。",
    "zh-Hant": "太長，表單放不下，會保持原樣。要改的話，請把全文當成訊息傳給我。",
}


def inputs(form: WordedForm, language: str) -> list[Json]:
    """An input block a field; the block's id is the field's name. A field that is left out keeps what it holds."""
    return [block for field in form.fields for block in _blocks(field, language)]


def _blocks(field: WordedField, language: str) -> Iterable[Json]:
    if len(field.value or "") <= TYPED:
        return [_input(field, language)]
    return paragraph((Piece(field.label, "bold"), Piece(f": {_TOO_LONG[language]}")))


def _input(field: WordedField, language: str) -> Json:
    made: Json = {
        "type": "input",
        "block_id": field.name,
        "label": plain_text(cut(field.label, LABEL)),
        "optional": not field.required,
        "element": _element(field, language) | {"action_id": ACTION},
    }
    hint = f"❗ {field.error}" if field.error else field.hint  # refused before this was opened: nothing else says so
    return made | ({"hint": plain_text(cut(hint, HINT))} if hint else {})


def _element(field: WordedField, language: str) -> Json:
    """What asks for a field. One that holds what is none of its choices is text: what was typed stays to be seen."""
    made = _chooser(field)
    if made is not None:
        return made | {"placeholder": plain_text(_CHOOSE[language][field.kind])}
    long = field.kind == "long" or "\n" in (field.value or "")
    typed: Json = {"type": "plain_text_input", "multiline": long}
    if field.value:
        return typed | {"initial_value": field.value}
    example = _EXAMPLES[language].get(field.kind)
    return typed | ({"placeholder": plain_text(example)} if example else {})


def _chooser(field: WordedField) -> Json | None:
    """The menu a field is chosen from, where there is one."""
    options = [(value, label) for value, label in field.choices if 1 <= len(value) <= CHOICE_VALUE]
    offered = 0 < len(options) <= CHOICES
    if field.kind == "choices" and offered and _held(field) <= {value for value, _ in options}:
        return _several(field, options)
    if field.kind == "person" and not field.value:
        return {"type": "users_select"}
    if field.kind == "channel" and not field.value:
        return {"type": "conversations_select", "filter": {"include": ["public", "private"]}}
    if field.kind in ("choice", "person", "channel") and offered and _known(field, options):
        return _one(field, options)
    return None


def _known(field: WordedField, options: list[tuple[str, str]]) -> bool:
    """Whether what the field holds is one of the choices; anything else was typed, and stays to be seen."""
    return not field.value or field.value in (value for value, _ in options)


def _one(field: WordedField, options: list[tuple[str, str]]) -> Json:
    made: Json = {"type": "static_select", "options": [_option(*option) for option in options]}
    chosen = next((option for option in options if option[0] == field.value), None)
    return made | ({"initial_option": _option(*chosen)} if chosen else {})


def _several(field: WordedField, options: list[tuple[str, str]]) -> Json:
    chosen = [_option(*option) for option in options if option[0] in _held(field)]
    made: Json = {"type": "multi_static_select", "options": [_option(*option) for option in options]}
    return made | ({"initial_options": chosen} if chosen else {})


def _held(field: WordedField) -> set[str]:
    return {part.strip() for part in (field.value or "").split(",") if part.strip()}


def _option(value: str, label: str) -> Json:
    return {"text": plain_text(cut(label or value, CHOICE_TEXT)), "value": value}
