"""What Slack refuses, or shows wrongly: every message and view that is sent is held against this."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]

BLOCKS = 50
SIZE = 13_000  # characters of a message's blocks; Slack says msg_blocks_too_long, and not what it counts
VIEW_BLOCKS = 100
_TYPES = frozenset({
    "section", "header", "divider", "context", "actions", "image", "input", "rich_text", "table", "markdown",
})  # fmt: skip
_INPUTS = frozenset({
    "plain_text_input", "number_input", "datepicker", "timepicker", "static_select", "multi_static_select",
    "users_select", "multi_users_select", "conversations_select", "channels_select", "radio_buttons", "checkboxes",
    "email_text_input", "url_text_input",
})  # fmt: skip
_RULES = {"plain_text": 3000, "mrkdwn": 3000}


def of_message(message: Json) -> Iterator[str]:
    """What is wrong with a message."""
    text, blocks = message.get("text"), message.get("blocks") or []
    if not isinstance(text, str) or not text.strip():
        yield "a message without a text for notifications"
    elif len(text) > 4000:
        yield f"a text of {len(text)} characters"
    if len(blocks) > BLOCKS:
        yield f"{len(blocks)} blocks in a message"
    if (size := len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))) > SIZE:
        yield f"blocks of {size} characters in a message"
    yield from _blocks(blocks, "message")
    tables = sum(block.get("type") == "table" for block in blocks)
    if tables > 1:
        yield f"{tables} tables in a message"


def of_view(view: Json) -> Iterator[str]:
    """What is wrong with a view."""
    kind, blocks = view.get("type"), view.get("blocks")
    if kind not in ("modal", "home") or not isinstance(blocks, list):
        yield f"a view of type {kind!r} with blocks {type(blocks).__name__}"
        return
    if kind == "modal":
        yield from _plain(view.get("title"), 24, "a modal's title")
        for key in ("submit", "close"):
            if key in view:
                yield from _plain(view[key], 24, f"a modal's {key}")
        if any(block.get("type") == "input" for block in blocks) and "submit" not in view:
            yield "a modal with inputs and nothing to submit it"
    if len(blocks) > VIEW_BLOCKS:
        yield f"{len(blocks)} blocks in a view"
    if len(str(view.get("private_metadata") or "")) > 3000 or len(str(view.get("callback_id") or "")) > 255:
        yield "private_metadata or callback_id too long"
    yield from _blocks(blocks, "view")


def _blocks(blocks: list[Any], where: str) -> Iterator[str]:
    ids = [block["block_id"] for block in blocks if block.get("block_id")]
    if len(ids) != len(set(ids)) or any(len(one) > 255 for one in ids):
        yield f"block ids twice or too long: {ids}"
    for block in blocks:
        kind = block.get("type")
        if kind not in _TYPES:
            yield f"a block of type {kind!r}"
        elif kind == "input" and where == "message":
            yield "an input in a message"
        else:
            yield from _block(kind, block)


def _block(kind: str, block: Json) -> Iterator[str]:
    match kind:
        case "section":
            yield from _section(block)
        case "header":
            yield from _plain(block.get("text"), 150, "a header")
        case "context":
            yield from _context(block.get("elements") or [])
        case "actions":
            yield from _actions(block.get("elements") or [])
        case "image":
            yield from _image(block)
        case "input":
            yield from _input(block)
        case _:
            yield from _rest(kind, block)


def _rest(kind: str, block: Json) -> Iterator[str]:
    rows = block.get("rows") or []
    if kind == "table" and (not 1 <= len(rows) <= 100 or any(not 1 <= len(row) <= 20 for row in rows)):
        yield "a table's size"
    if kind == "rich_text" and not block.get("elements"):
        yield "an empty rich_text"
    if kind == "markdown" and not 1 <= len(str(block.get("text") or "")) <= 12000:
        yield "a markdown block's length"


def _context(elements: list[Any]) -> Iterator[str]:
    if not 1 <= len(elements) <= 10:
        yield f"a context of {len(elements)} elements"
    for element in elements:
        yield from _text(element, 2000, "a context's text")


def _section(block: Json) -> Iterator[str]:
    if "text" not in block and not block.get("fields"):
        yield "a section with nothing in it"
    if "text" in block:
        yield from _text(block["text"], 3000, "a section's text")
    fields = block.get("fields") or []
    if len(fields) > 10:
        yield f"a section of {len(fields)} fields"
    for one in fields:
        yield from _text(one, 2000, "a section's field")
    if "accessory" in block and block["accessory"].get("type") == "button":
        yield from _button(block["accessory"])


def _actions(elements: list[Any]) -> Iterator[str]:
    if not 1 <= len(elements) <= 25:
        yield f"actions of {len(elements)} elements"
    ids = [element.get("action_id") for element in elements]
    if len(ids) != len(set(ids)):
        yield f"action ids twice in a block: {ids}"
    for element in elements:
        if element.get("type") == "button":
            yield from _button(element)


def _button(button: Json) -> Iterator[str]:
    yield from _plain(button.get("text"), 75, "a button's label")
    if len(str(button.get("value") or "")) > 2000:
        yield "a button's value over 2,000 characters"
    if not 1 <= len(str(button.get("action_id") or "")) <= 255:
        yield "a button's action_id"
    if button.get("style") not in (None, "primary", "danger"):
        yield f"a button's style {button.get('style')!r}"


def _image(block: Json) -> Iterator[str]:
    if not 1 <= len(str(block.get("alt_text") or "")) <= 2000:
        yield "an image without words for who cannot see it"
    if ("slack_file" in block) == ("image_url" in block):
        yield "an image of two sources or none"
    if "title" in block:
        yield from _plain(block["title"], 2000, "an image's title")


def _input(block: Json) -> Iterator[str]:
    yield from _plain(block.get("label"), 2000, "an input's label")
    if "hint" in block:
        yield from _plain(block["hint"], 2000, "an input's hint")
    element = block.get("element") or {}
    kind = element.get("type")
    if kind not in _INPUTS:
        yield f"an input of type {kind!r}"
        return
    if "placeholder" in element:
        yield from _plain(element["placeholder"], 150, "a placeholder")
    if len(str(element.get("initial_value") or "")) > 3000:
        yield "an initial value over 3,000 characters"
    if "initial_date" in element and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(element["initial_date"])):
        yield f"a date {element['initial_date']!r}"
    if "initial_time" in element and not re.fullmatch(r"\d\d:\d\d", str(element["initial_time"])):
        yield f"a time {element['initial_time']!r}"
    if kind in ("static_select", "multi_static_select", "radio_buttons", "checkboxes"):
        yield from _options(element, 10 if kind in ("radio_buttons", "checkboxes") else 100)


def _options(element: Json, limit: int) -> Iterator[str]:
    options = element.get("options") or []
    if not 1 <= len(options) <= limit:
        yield f"{len(options)} options in a select"
    for option in options:
        yield from _text(option.get("text"), 75, "an option's text")
        if not 1 <= len(str(option.get("value") or "")) <= 150:
            yield "an option's value"
    chosen = [element["initial_option"]] if "initial_option" in element else element.get("initial_options") or []
    for one in chosen:
        if one not in options:
            yield "an initial option that is none of the options"


def _plain(text: Any, limit: int, what: str) -> Iterator[str]:
    if not isinstance(text, Mapping) or text.get("type") != "plain_text":
        yield f"{what} is no plain text"
        return
    yield from _text(text, limit, what)


def _text(text: Any, limit: int, what: str) -> Iterator[str]:
    if not isinstance(text, Mapping) or text.get("type") not in _RULES:
        yield f"{what} is no text object: {text!r}"
        return
    if not 1 <= len(str(text.get("text") or "")) <= limit:
        yield f"{what}: {len(str(text.get('text') or ''))} characters, {limit} at most"
