"""A form inside a card: one component a field, what is wrong beside it, a button that sends it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.platforms.feishu.render_blocks import note
from bot.platforms.feishu.render_size import Json, Room
from bot.platforms.feishu.render_text import escaped
from bot.platforms.feishu.words import word
from bot.worded import WordedField, WordedForm

TYPED = 1_000  # characters that an input takes
_LABEL, _PLACEHOLDER, _OPTION = 60, 100, 100
_HINTED = frozenset({"date", "time", "number", "person", "channel", "long"})
_MORE_THAN_ONE = re.compile(r"\s*[,，、;；]\s*")


def form(form: WordedForm, language: str, room: Room) -> Json:
    """The form's container. A choice too wide for the card is asked for as a text, the widest first: a form stays
    whole."""
    typed = set[str]()
    wide = sorted((f for f in form.fields if f.choices), key=lambda f: len(f.choices), reverse=True)
    made = _form(form, language, typed)
    for field in wide:
        if room.takes(made):
            break
        typed.add(field.name)
        made = _form(form, language, typed)
    return made


def _form(form: WordedForm, language: str, typed: set[str]) -> Json:
    elements = [part for field in form.fields for part in _field(field, language, choosing=field.name not in typed)]
    return {
        "tag": "form",
        "name": f"form_{form.question or 0}",
        "vertical_spacing": "12px",
        "elements": [*elements, _submit(form, language)],
    }


def _submit(form: WordedForm, language: str) -> Json:
    return {
        "tag": "button",
        "name": f"submit_{form.question or 0}",
        "text": _text(word(language, "feishu-submit")),
        "type": "primary_filled",
        "form_action_type": "submit",
        "behaviors": [{"type": "callback", "value": {"form": form.question, "command": form.command}}],
    }


def _field(field: WordedField, language: str, *, choosing: bool) -> Iterable[Json]:
    value = field.value or ""
    if len(value) > TYPED:  # an input would cut it; the open question keeps it
        yield _markdown(_label(field))
        yield note(escaped(word(language, "feishu-filled-in")))
    elif field.kind == "choices" and field.choices and choosing and (chosen := _chosen(field)) is not None:
        yield _markdown(_label(field))
        yield _select(field, language) | ({"selected_values": chosen} if chosen else {})
    elif field.choices and choosing and (not value or any(value == choice for choice, _ in field.choices)):
        yield _markdown(_label(field))
        yield _select(field, language) | ({"initial_option": value} if value else {})
    else:
        yield _input(field, language)
    if field.error:
        yield {
            "tag": "markdown",
            "content": f"<font color='red'>⚠ {escaped(field.error)}</font>",
            "text_size": "notation",
        }


def _input(field: WordedField, language: str) -> Json:
    """A line or a box to type in; dates and times too, since they are read as people say them."""
    hint = (
        field.hint
        or _choices_hint(field)
        or (word(language, f"feishu-hint-{field.kind}") if field.kind in _HINTED else "")
    )
    return {
        "tag": "input",
        "name": field.name,
        "label": _text(_label(field)),
        "width": "fill",
        "max_length": TYPED,
        "required": field.required,
        **(
            {"input_type": "multiline_text", "rows": 4, "auto_resize": True, "max_rows": 12}
            if field.kind == "long"
            else {}
        ),
        **({"placeholder": _text(hint[:_PLACEHOLDER])} if hint else {}),
        **({"default_value": field.value} if field.value else {}),
    }


def _choices_hint(field: WordedField) -> str:
    """The first of the choices that found no room, as they are typed."""
    if not field.choices or field.kind == "person":
        return ""
    return " / ".join(value for value, _ in field.choices[:4]) + " …"


def _select(field: WordedField, language: str) -> Json:
    """A list to choose from; values are unique in it, as Feishu asks."""
    return {
        "tag": "multi_select_static" if field.kind == "choices" else "select_static",
        "name": field.name,
        "required": field.required,
        "width": "fill",
        "placeholder": _text(word(language, "feishu-choose")),
        "options": [
            {"text": _text(label[:_OPTION]), "value": value} for value, label in dict(field.choices).items() if value
        ],
    }


def _chosen(field: WordedField) -> list[str] | None:
    """The values chosen of several; None where one of them is not offered."""
    said = [part for part in _MORE_THAN_ONE.split(field.value or "") if part]
    offered = {value for value, _ in field.choices}
    return said if offered.issuperset(said) else None


def _label(field: WordedField) -> str:
    label = field.label if len(field.label) <= _LABEL else field.label[: _LABEL - 1] + "…"
    return f"{label} *" if field.required else label


def _text(content: str) -> Json:
    return {"tag": "plain_text", "content": content}


def _markdown(label: str) -> Json:
    return {"tag": "markdown", "content": escaped(label)}
