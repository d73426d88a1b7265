"""What a person's DingTalk client makes of a message: words without marks, whom it calls, what can be pressed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

Json = Mapping[str, Any]
EVERYBODY = "everybody"
SENDS = "dtmd://dingtalkclient/sendMessage?content="
GAPS = re.compile("[\u200b\u2060\ufeff]")
MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_PLAIN = str.maketrans(dict(zip("＊＿｀～［］＜＼＆", "*_`~[]<\\&", strict=True)))
_ADDRESS = re.compile(r"(?:https?://|dtmd://|dingtalk://|www\.)[^\s<>()\u200b]+|\b[\w-]+\.(?:com|cn|example)\b")
_ALL = re.compile(r"@(?:所有人|all|everyone)", re.IGNORECASE)
# What the bot writes on purpose: anything else was typed by somebody, and should have stayed what it was.
_OURS = frozenset({
    "paragraph_open", "paragraph_close", "heading_open", "heading_close", "blockquote_open", "blockquote_close",
    "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "inline", "text", "softbreak",
    "hardbreak", "strong_open", "strong_close", "link_open", "link_close", "image",
})  # fmt: skip


@dataclass
class Reading:
    """A message as it is read. ``presses`` are label and what pressing does: the text it sends, or a card's button."""

    text: str = ""
    links: set[str] = field(default_factory=set)
    images: list[str] = field(default_factory=list)
    presses: list[tuple[str, str | Json]] = field(default_factory=list)
    pings: set[str] = field(default_factory=set)
    strange: list[str] = field(default_factory=list)
    strong: list[str] = field(default_factory=list)


def of_text(content: str, at: Iterable[str]) -> Reading:
    """A message without marks: DingTalk makes links of addresses all the same."""
    read = Reading(shown(content), pings=set(at))
    read.links |= set(_ADDRESS.findall(content))
    read.pings |= {EVERYBODY} if _ALL.search(content) else set()
    return read


def of_markdown(text: str, at: Iterable[str]) -> Reading:
    """Markdown."""
    read = Reading(pings=set(at))
    read.text = shown("".join(_blocks(MARKDOWN.parse(text), read))).strip("\n")
    return read


def of_card(data: Json, at: Iterable[str]) -> Reading:
    """A card of the template with a title, Markdown and buttons."""
    read = of_markdown(data.get("markdown", ""), at)
    read.text = "\n".join(filter(None, (shown(data.get("title", "")), read.text, shown(data.get("tips", "")))))
    for button in json.loads(data.get("sys_full_json_obj") or "{}").get("msgButtons", []):
        read.presses.append((shown(button["text"]), button))
    return read


def shown(text: str) -> str:
    """A text as the eye has it: without what has no width, and a full-width mark as the mark it stands for."""
    return GAPS.sub("", text).translate(_PLAIN)


def _blocks(tokens: Iterable[Token], read: Reading) -> Iterator[str]:
    for token in tokens:
        if token.type not in _OURS:
            read.strange.append(token.type)
        if token.type == "inline":
            yield from _inline(token.children or (), read)
            yield "\n"


def _inline(tokens: Iterable[Token], read: Reading) -> Iterator[str]:
    address: str | None = None
    label, strong = "", False
    for token in tokens:
        if token.type not in _OURS:
            read.strange.append(token.type)
        match token.type:
            case "link_open":
                address, label = str(token.attrs.get("href", "")), ""
            case "link_close":
                _linked(label, address or "", read)
                address = None
            case "image":
                read.images.append(str(token.attrs.get("src", "")))
            case "strong_open" | "strong_close":
                strong = token.type == "strong_open"
            case "softbreak" | "hardbreak":
                yield "\n"
            case _:
                label += token.content
                read.links |= set(_ADDRESS.findall(token.content)) if address is None else set()
                read.pings |= {EVERYBODY} if _ALL.search(token.content) else set()
                read.strong += [token.content] if strong else []
                yield token.content


def _linked(label: str, address: str, read: Reading) -> None:
    if address.startswith(SENDS):
        read.presses.append((shown(label), unquote(address.removeprefix(SENDS))))
    elif address:
        read.links.add(address)
