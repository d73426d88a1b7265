"""What Feishu takes of a card (JSON 2.0), as its documentation says: the emulator refuses by this, as Feishu does."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

LIMIT = 30 * 1024  # bytes of a request
NODES = 200
TABLES = 5

_CARD = {"schema", "config", "header", "body", "card_link"}
_CONFIG = {
    "update_multi", "width_mode", "enable_forward", "enable_forward_interaction", "summary", "style", "locales",
    "streaming_mode", "streaming_config", "use_custom_translation",
}  # fmt: skip
_BODY = {
    "direction", "padding", "horizontal_spacing", "vertical_spacing", "horizontal_align", "vertical_align", "elements",
}  # fmt: skip
_ANYWHERE = {"tag", "element_id", "margin"}
_FIELD = {"name", "required", "placeholder", "width", "disabled", "disabled_tips", "behaviors", "confirm"}

# Of each tag the properties that schema 2.0 knows; any other is refused with 200621.
TAGS: Mapping[str, set[str]] = {
    "markdown": {"content", "text_size", "text_align", "icon"},
    "div": {"text", "icon", "width", "fields"},
    "plain_text": {"content", "text_size", "text_color", "text_align", "lines", "i18n_content"},
    "lark_md": {"content", "text_size", "text_align", "lines", "i18n_content"},
    "standard_icon": {"token", "color", "size"},
    "hr": set(),
    "img": {
        "img_key", "alt", "title", "scale_type", "size", "corner_radius", "transparent", "preview",
    },
    "table": {
        "columns", "rows", "page_size", "row_height", "row_max_height", "freeze_first_column", "header_style",
    },
    "column_set": {"columns", "flex_mode", "horizontal_spacing", "horizontal_align", "background_style", "action"},
    "column": {
        "elements", "width", "weight", "vertical_align", "direction", "horizontal_spacing", "vertical_spacing",
        "horizontal_align", "padding", "background_style", "action",
    },
    "form": {
        "name", "elements", "direction", "horizontal_spacing", "vertical_spacing", "horizontal_align",
        "vertical_align", "padding",
    },
    "button": {
        "text", "type", "size", "width", "behaviors", "icon", "hover_tips", "disabled", "disabled_tips", "confirm",
        "name", "form_action_type",
    },
    "input": _FIELD | {
        "default_value", "label", "label_position", "input_type", "rows", "auto_resize", "max_rows", "max_length",
        "show_icon",
    },
    "select_static": _FIELD | {"options", "type", "initial_option", "initial_index"},
    "multi_select_static": _FIELD | {"options", "type", "selected_values"},
}  # fmt: skip
_VALUES: Mapping[tuple[str, str], set[str]] = {
    ("column_set", "flex_mode"): {"none", "stretch", "flow", "bisect", "trisect"},
    ("button", "type"): {
        "default", "primary", "danger", "text", "primary_text", "danger_text", "primary_filled", "danger_filled",
        "laser",
    },
    ("button", "form_action_type"): {"submit", "reset"},
    ("input", "input_type"): {"text", "multiline_text", "password"},
    ("markdown", "text_size"): {
        "heading-0", "heading-1", "heading-2", "heading-3", "heading-4", "heading", "normal", "notation",
    },
    ("img", "scale_type"): {"crop_center", "crop_top", "fit_horizontal"},
}  # fmt: skip
_TEMPLATES = {
    "blue", "wathet", "turquoise", "green", "yellow", "orange", "red", "carmine", "violet", "purple", "indigo", "grey",
    "default",
}  # fmt: skip
_INSIDE_FORMS = {"markdown", "input", "select_static", "multi_select_static", "button", "column_set", "hr", "img"}
_HTML = re.compile(r"<(/?)([a-z_]+)([^<>]*)>")
_KNOWN_HTML = {"at", "font", "br", "hr", "a", "link", "text_tag", "number_tag", "person", "local_datetime", "raw"}


def faults(card: Mapping[str, Any]) -> list[str]:
    """What is wrong with a card; empty where Feishu takes it."""
    found = [*_top(card), *_limits(card)]
    for path, part in _parts(card, "card"):
        found += [f"{path}: {fault}" for fault in _of(part)]
    return found


def size(card: Mapping[str, Any]) -> int:
    """The bytes of a request with this card."""
    content = json.dumps(card, ensure_ascii=False, separators=(",", ":"))
    body = {"receive_id": "oc_" + "0" * 32, "msg_type": "interactive", "uuid": "0" * 50, "content": content}
    return len(json.dumps(body, ensure_ascii=False).encode())


def _top(card: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"unknown property {name}" for name in set(card) - _CARD)
    if card.get("schema") != "2.0":
        yield "schema is not 2.0"
    config, header, body = card.get("config", {}), card.get("header"), card.get("body", {})
    yield from (f"config: unknown property {name}" for name in set(config) - _CONFIG)
    if config.get("update_multi") is not True:
        yield "config: a card that is to change needs update_multi"
    yield from (f"body: unknown property {name}" for name in set(body) - _BODY)
    if not body.get("elements"):
        yield "body: it has no elements"
    if header is not None:
        allowed = {"title", "subtitle", "template", "text_tag_list", "icon", "padding"}
        yield from (f"header: unknown property {name}" for name in set(header) - allowed)
        if header.get("template", "default") not in _TEMPLATES:
            yield f"header: no template {header['template']}"
        if not header.get("title", {}).get("content"):
            yield "header: no title"


def _limits(card: Mapping[str, Any]) -> Iterator[str]:
    if size(card) > LIMIT:
        yield f"{size(card)} bytes, more than {LIMIT}"
    parts = [part for _, part in _parts(card, "card")]
    if len(parts) > NODES:
        yield f"{len(parts)} elements, more than {NODES}"
    if sum(part["tag"] == "table" for part in parts) > TABLES:
        yield "too many tables"
    names = [part["name"] for part in parts if "name" in part]
    if len(names) != len(set(names)):
        yield "two components have one name"


def _parts(value: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        if "tag" in value:
            yield path, value
        for name, inner in value.items():
            yield from _parts(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _parts(inner, f"{path}[{number}]")


def _of(part: Mapping[str, Any]) -> Iterator[str]:
    tag = part["tag"]
    if tag not in TAGS:
        yield f"no tag {tag} in schema 2.0"
        return
    yield from (f"{tag}: unknown property {name}" for name in set(part) - TAGS[tag] - _ANYWHERE)
    for (of, name), values in _VALUES.items():
        if of == tag and name in part and part[name] not in values:
            yield f"{tag}: {name} cannot be {part[name]}"
    if (check := _CHECKS.get(tag)) is not None:
        yield from check(part)


def _button(part: Mapping[str, Any]) -> Iterator[str]:
    if not 0 < len(part.get("text", {}).get("content", "")) <= 100:
        yield "button: a label of 1 to 100 characters"
    for behaviour in part.get("behaviors", []):
        if behaviour.get("type") == "callback" and not isinstance(behaviour.get("value"), dict):
            yield "button: a callback's value is an object"
    if "form_action_type" in part and not part.get("name"):
        yield "button: in a form it has a name"


def _form(part: Mapping[str, Any]) -> Iterator[str]:
    inside = [inner for _, inner in _parts(part.get("elements", []), "")]
    yield from (f"form: no {i['tag']} inside" for i in part.get("elements", []) if i["tag"] not in _INSIDE_FORMS)
    yield from (f"form: no {i['tag']} inside" for i in inside if i["tag"] in ("form", "table"))
    yield from (f"form: {i['tag']} without a name" for i in inside if "required" in i and not i.get("name"))
    if not any(i.get("form_action_type") == "submit" for i in inside):
        yield "form: nothing submits it"


def _input(part: Mapping[str, Any]) -> Iterator[str]:
    if len(part.get("placeholder", {}).get("content", "")) > 100:
        yield "input: a placeholder of 100 characters at most"
    if not 1 <= part.get("max_length", 1000) <= 1000:
        yield "input: max_length from 1 to 1000"
    if len(part.get("default_value", "")) > part.get("max_length", 1000):
        yield "input: the value is longer than it may be"


def _choice(part: Mapping[str, Any]) -> Iterator[str]:
    values = [option["value"] for option in part.get("options", [])]
    if len(values) != len(set(values)) or "" in values:
        yield "select: values are unique and not empty"
    chosen = [part["initial_option"]] if "initial_option" in part else part.get("selected_values", [])
    yield from (f"select: {value} is not offered" for value in chosen if value not in values)


def _column_set(part: Mapping[str, Any]) -> Iterator[str]:
    if any(column.get("tag") != "column" for column in part["columns"]):
        yield "column_set: it holds columns alone"


def _table(part: Mapping[str, Any]) -> Iterator[str]:
    names = {column["name"] for column in part["columns"]}
    if not 1 <= part.get("page_size", 5) <= 10:
        yield "table: page_size from 1 to 10"
    if len(names) > 50:
        yield "table: 50 columns at most"
    if any(set(row) - names for row in part["rows"]):
        yield "table: a row has a column that is none"
    kinds = {column.get("data_type") for column in part["columns"]}
    if not kinds <= {"text", "lark_md", "number", "options", "persons", "date", "markdown"}:
        yield f"table: no data type among {kinds}"


def _markdown(part: Mapping[str, Any]) -> Iterator[str]:
    yield from (
        f"markdown: no tag <{name}>" for _, name, _ in _HTML.findall(part["content"]) if name not in _KNOWN_HTML
    )
    if len(part["content"]) > 10_000:
        yield "markdown: more than 10,000 characters are cut silently"


_CHECKS: Mapping[str, Any] = {
    "button": _button, "form": _form, "input": _input, "select_static": _choice, "multi_select_static": _choice,
    "column_set": _column_set, "table": _table, "markdown": _markdown,
}  # fmt: skip
