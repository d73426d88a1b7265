"""What a person's Feishu client makes of a card: words without marks, whom it pings, where it links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

Json = Mapping[str, Any]

_AT = re.compile(r"<at (?:user_)?id=[\"']?([\w-]+)[\"']?></at>")
_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)\)")
_ADDRESS = re.compile(r"https?://[^\s<>()\]]+")
_TAG = re.compile(r"</?(?:font|text_tag|link|at|a)\b[^>]*>")
_MARKS = re.compile(r"(\*\*|~~|`|(?<![\w&#])_(?=\S)|(?<![\w*])\*(?=[^\s*]))(.+?)\1", re.DOTALL)
_LINE = re.compile(r"^(?:> |- |#{1,6} )", re.MULTILINE)
_ERROR = re.compile(r"<font color='red'>⚠ (.*)</font>", re.DOTALL)


class Reading:
    """A card as it is read. ``name`` gives the name of a user's id."""

    def __init__(self, card: Json, names: Mapping[str, str]) -> None:
        self._names = names
        self.pings: set[str] = set()
        self.links: set[str] = set()
        self.buttons: list[Json] = []
        self.fields: dict[str, str] = {}
        self.errors: dict[str, str] = {}
        self.form: Json | None = None
        self.images = 0
        self._last = ""
        header = card.get("header") or {}
        parts = [str((header.get("title") or {}).get("content") or "")]
        parts += self._elements((card.get("body") or {}).get("elements") or ())
        self.text = "\n".join(part for part in parts if part)

    def _elements(self, elements: Any) -> Iterator[str]:
        for element in elements:
            yield from self._element(element)

    def _element(self, element: Json) -> Iterator[str]:
        match element["tag"]:
            case "markdown" | "div" | "table":
                yield from self._words(element)
            case "img":
                self.images += 1
            case "form":
                self.form = element
                yield from self._elements(element["elements"])
            case "button" if "form_action_type" not in element:
                self.buttons.append(element)
            case "input" | "select_static" | "multi_select_static":
                yield from self._input(element)
            case "column_set":
                yield from self._elements(part for column in element["columns"] for part in column["elements"])

    def _words(self, element: Json) -> Iterator[str]:
        if element["tag"] == "div":
            yield str(element["text"]["content"])
        elif element["tag"] == "table":
            yield " | ".join(column.get("display_name", "") for column in element["columns"])
            for row in element["rows"]:
                yield " | ".join(self._markdown(row.get(column["name"], "")) for column in element["columns"])
        else:
            error = _ERROR.fullmatch(element["content"])
            if error and self._last:
                self.errors[self._last] = unescape(error[1])
            yield self._markdown(element["content"])

    def _input(self, element: Json) -> Iterator[str]:
        self._last = element["name"]
        chosen = element.get("default_value") or element.get("initial_option") or ", ".join(
            element.get("selected_values") or ()
        )  # fmt: skip
        self.fields[element["name"]] = str(chosen or "")
        if "label" in element:
            yield f"{element['label']['content']}: {chosen or ''}"

    def _markdown(self, content: str) -> str:
        def at(hit: re.Match[str]) -> str:
            self.pings.add(hit[1])
            return f"@{self._names.get(hit[1], hit[1])}"

        def link(hit: re.Match[str]) -> str:
            self.links.add(unescape(hit[2]))
            return hit[1]

        shown = _LINK.sub(link, _AT.sub(at, content))
        self.links |= set(_ADDRESS.findall(shown))
        plain = _TAG.sub("", shown)
        while (bare := _MARKS.sub(r"\2", plain)) != plain:
            plain = bare
        return unescape(_LINE.sub("", plain)).replace("\xa0", " ").replace("  \n", "\n")
