"""What a person's Slack client makes of a message or view: words without marks, whom it pings, where it links."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from typing import Any

from tests.platforms.slack.workspace import Json

_ENTITY = re.compile(r"<([^<>\n]+)>")
_ADDRESS = re.compile(r"https?://[^\s<>|]+")
_MARKS = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)(.+?)(?<=\S)\1(?![\w*_~`])")
_INVISIBLE = str.maketrans("", "", "\u200b\u200c\u200d\u2060\ufeff")
Names = Callable[[str], str]


class Reading:
    """A message or view as it is read. ``name`` gives the name of a user's or channel's id."""

    def __init__(self, body: Json, name: Names) -> None:
        self._name = name
        self.pings: set[str] = set()
        self.links: set[str] = set()
        self.formatted = False
        self.blocks: list[Json] = list(body.get("blocks") or [])
        parts = (
            [self._element(block) for block in self.blocks] if self.blocks else [self._mrkdwn(body.get("text") or "")]
        )
        if self.blocks and isinstance(body.get("text"), str):
            self._mrkdwn(body["text"])  # a notification shows it, and pings whom it names
        title = body.get("title")
        if isinstance(title, Mapping):
            parts.insert(0, str(title["text"]))
        self.text = "\n".join(part for part in parts if part).translate(_INVISIBLE)

    @property
    def buttons(self) -> list[Json]:
        """The buttons, in order."""
        return list(_buttons(self.blocks))

    @property
    def inputs(self) -> list[Json]:
        """The input blocks, in order."""
        return [block for block in self.blocks if block.get("type") == "input"]

    @property
    def images(self) -> int:
        """How many pictures there are."""
        return sum(block.get("type") == "image" for block in self.blocks)

    def _element(self, part: Any) -> str:
        if isinstance(part, list):
            return "\n".join(filter(None, map(self._element, part)))
        if not isinstance(part, Mapping):
            return ""
        match part.get("type"):
            case "mrkdwn":
                return self._mrkdwn(str(part["text"]), verbatim=part.get("verbatim") is True)
            case "plain_text" | "raw_text":
                return str(part["text"])
            case "image":
                return self._element(part.get("title"))
            case "button":
                return ""
            case "rich_text":
                return "\n".join(self._rich(one) for one in part["elements"])
            case "table":
                return "\n".join(" | ".join(self._element(cell) for cell in row) for row in part["rows"])
            case "input":
                return self._element(part["label"])
        return "\n".join(filter(None, (self._element(part.get(key)) for key in ("text", "fields", "elements"))))

    def _rich(self, part: Mapping[str, Any]) -> str:
        match part.get("type"):
            case "text":
                return str(part["text"])
            case "link":
                self.links.add(part["url"])
                return str(part.get("text") or part["url"])
            case "user":
                self.pings.add(part["user_id"])
                return f"@{self._name(part['user_id'])}"
            case "broadcast":
                self.pings.add(part["range"])
                return f"@{part['range']}"
            case "channel":
                return f"#{self._name(part['channel_id'])}"
            case "rich_text_list":
                return "\n".join(self._rich(one) for one in part["elements"])
        return "".join(self._rich(one) for one in part.get("elements") or ())

    def _mrkdwn(self, text: str, *, verbatim: bool = False) -> str:
        def entity(hit: re.Match[str]) -> str:
            target, _, label = hit[1].partition("|")
            if target.startswith("@"):
                self.pings.add(target[1:])
                return f"@{self._name(target[1:])}"
            if target.startswith("!"):
                self.pings.add(target[1:])
                return f"@{target[1:]}"
            if target.startswith("#"):
                return f"#{self._name(target[1:])}"
            self.links.add(target)
            return label or target

        bare = _ENTITY.sub(" ", text)
        if not verbatim:
            self.links |= set(_ADDRESS.findall(unescape(bare)))
        shown = _ENTITY.sub(entity, text)
        while (plain := _MARKS.sub(r"\2", shown)) != shown:
            self.formatted, shown = True, plain
        return unescape(shown)


def _buttons(part: Any) -> Iterator[Json]:
    if isinstance(part, list):
        for one in part:
            yield from _buttons(one)
    elif isinstance(part, dict):
        if part.get("type") == "button":
            yield part
        for key in ("elements", "accessory"):
            yield from _buttons(part.get(key))
