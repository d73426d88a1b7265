"""Words as the Markdown of a card (JSON 2.0: CommonMark and some tags): what was typed stays literal.

A character that could begin a tag, a link, an emoji or formatting is written as an entity, which Feishu's documentation
prescribes for it and which no parser takes for syntax.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import quote

from bot.platforms.common.markup import MORE
from bot.worded import Piece, Words, plain

BREAK = "  \n"  # a line's end that every renderer shows; a bare one it may take for a space

_SYNTAX = re.compile(r"[\\`*_<>&\[\]~|$#]")
_COLON = re.compile(r":(?=[A-Za-z/_+])")  # of an address, of an emoji such as :OK:
_WWW = re.compile(r"\b(www)\.", re.IGNORECASE)
_MAIL = re.compile(r"(?<=\S)@(?=\w)")
_LIST_SIGN = re.compile(r"^([ \t]*)([-+=])", re.MULTILINE)
_LIST_NUMBER = re.compile(r"^([ \t]*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
_INDENT = re.compile(r"^ {4,}", re.MULTILINE)
_LINES = re.compile(r"\s*\n\s*")
_ACCOUNT = re.compile(r"[A-Za-z0-9_-]{3,64}")
_WEB = re.compile(r"https?://[^\s/].*", re.IGNORECASE)
_NO_CODE = re.compile(r"[`<>&\n\\]|^\s|\s$")


def inline(words: Words) -> str:
    """Words marked up, on as many lines as they have; emphasis stands clear of what would undo it."""
    made = ""
    for number, piece in enumerate(words):
        if piece.kind == "bold":
            following = next((one for one in map(_piece, words[number + 1 :]) if one), "")
            made += _bold(piece.text, made[-1:], following[:1])
        else:
            made += _piece(piece)
    return made


def escaped(text: str) -> str:
    """A literal text; its line breaks are kept."""
    lines = "\n".join(line for line in _clean(text).split("\n") if line.strip()) if "\n" in text else _clean(text)
    made = _SYNTAX.sub(_entity, lines)
    made = _WWW.sub(r"\1&#46;", _MAIL.sub("&#64;", _COLON.sub("&#58;", made)))
    made = _LIST_NUMBER.sub(
        lambda hit: hit[1] + _code(hit[2]), _LIST_SIGN.sub(lambda hit: hit[1] + _code(hit[2]), made)
    )
    return _INDENT.sub(lambda hit: "&nbsp;" * len(hit[0]), made).replace("\n", BREAK)


def strong(words: Words) -> Words:
    """The same words, all emphasised; neighbours are joined, since four stars in a row are none."""
    joined: list[Piece] = []
    for piece in words:
        text = piece.kind in ("text", "bold")
        if text and joined and joined[-1].kind == "bold":
            joined[-1] = Piece(joined[-1].text + piece.text, "bold")
        else:
            joined.append(Piece(piece.text, "bold") if text else piece)
    return tuple(joined)


def one_line(words: Words) -> Words:
    """The same without line breaks."""
    return tuple(Piece(_LINES.sub(" ", piece.text), piece.kind, piece.target) for piece in words)


def shortened(words: Words, limit: int) -> Words:
    """The first ``limit`` characters of words, an ellipsis at the end if that is not all."""
    if len(plain(words)) <= limit:
        return words
    kept: list[Piece] = []
    for piece in words:
        room = limit - len(MORE) - sum(len(one.text) for one in kept)
        if len(piece.text) > room:
            if piece.kind in ("text", "bold") and room > 0:
                kept.append(Piece(piece.text[:room].rstrip(), piece.kind))
            break
        kept.append(piece)
    return (*kept, Piece(MORE))


def _piece(piece: Piece) -> str:
    match piece.kind:
        case "bold":
            return _bold(piece.text, "", "")
        case "code":
            return escaped(piece.text) if _NO_CODE.search(piece.text) or not piece.text else f"`{piece.text}`"
        case "mention" if piece.target and piece.target != "all" and _ACCOUNT.fullmatch(piece.target):
            return f"<at id={piece.target}></at>"
        case "link" if piece.target and _WEB.fullmatch(piece.target):
            return f"[{escaped(piece.text)}]({quote(piece.target, safe=_URL)})"
        case _:  # a channel too: Feishu has no way to point at one
            return escaped(piece.text)


_URL = "%/:?#@!$&'*+,;=~-._"


def _bold(text: str, before: str, after: str) -> str:
    """Text between stars. Spaces inside would undo them and go outside; so would a letter that stands close to them
    (``before``, ``after``) where a punctuation mark does inside, and gets a space."""
    bare = text.strip()
    if not bare:
        return escaped(text)
    head, tail = escaped(text[: text.index(bare)]), escaped(text[text.index(bare) + len(bare) :])
    lines = [escaped(line.strip()) for line in bare.split("\n") if _clean(line).strip()]
    if not lines:
        return head + tail
    head = head or (" " if _sticks(before, lines[0][0]) else "")
    tail = tail or (" " if _sticks(after, lines[-1][-1]) else "")
    return f"{head}{BREAK.join(f'**{line}**' for line in lines)}{tail}"


def _sticks(outer: str, inner: str) -> bool:
    """Whether stars between these two would not be taken for stars: punctuation inside, a letter outside."""
    return bool(outer) and not outer.isspace() and not _punctuation(outer) and _punctuation(inner)


def _punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def _clean(text: str) -> str:
    return "".join(c for c in text.replace("\t", "    ") if c == "\n" or unicodedata.category(c) not in ("Cc", "Co"))


def _entity(hit: re.Match[str]) -> str:
    return _code(hit[0])


def _code(character: str) -> str:
    return f"&#{ord(character)};"


def first_words(texts: Sequence[str], limit: int) -> str:
    """The first of some plain texts on one line, cut."""
    text = " ".join(next((text for text in texts if text.strip()), "").split())
    return text if len(text) <= limit else text[: limit - len(MORE)].rstrip() + MORE
