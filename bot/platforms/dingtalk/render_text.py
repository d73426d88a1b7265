"""Words as DingTalk's Markdown, in which what was typed stays what was typed. Pure.

DingTalk documents no way to escape a character. So what would mark is written in its full-width form, which looks the
same in Chinese type and which commands read like the plain one, and what would begin a line, name somebody or become
an address is broken by a space without width, which ``parse`` takes out again where somebody copies it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from bot.platforms.common.markup import MORE
from bot.worded import Piece, WordedTable, Words, plain

GAP = "\u200b"
BREAK = "  \n"
PIECE = 500  # characters on one line at the most, so that a long text can be paged

_WIDE = str.maketrans(dict(zip("*_`~[]<\\", "＊＿｀～［］＜＼", strict=True)))
_ENTITY = re.compile(r"&(?=#?\w+;)")
_NAMES = re.compile(r"[@＠](?=\S)")
_SCHEME = re.compile(r"(?<=[A-Za-z]):(?=//|[\w@?])")
_HOST = re.compile(r"(?<=[A-Za-z0-9-])\.(?=[A-Za-z]{2,})|(?<=[Ww]{3})\.")
_LINE = re.compile(r"^(?=[ \t]*(?:[#>+=|-]|:-|\d{1,9}[.)](?!\d)|[ \t]{4}))", re.MULTILINE)
_ENDS = re.compile(r"[ \t]*\n(?:[ \t]*\n)*")
_ACCOUNT = re.compile(r"[\w.-]{1,64}", re.ASCII)
_WEB = re.compile(r"https?://[^\s/].*", re.IGNORECASE)
_LINES = re.compile(r"\s*\n\s*")
_STOPS = re.compile(r"(?s).*[\n 。！？；，、.;,]")


def neutral(text: str) -> str:
    """A typed text that marks, links and calls nobody; its lines stay lines."""
    made = _ENTITY.sub("＆", _clean(text).strip("\n").translate(_WIDE))
    made = _HOST.sub(f".{GAP}", _SCHEME.sub(f":{GAP}", made))
    return _ENDS.sub(BREAK, _LINE.sub(GAP, _NAMES.sub(lambda hit: hit[0] + GAP, made)))


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes words; with ``pings`` a mention is a call that DingTalk makes of ``@`` and a staff id."""

    pings: bool = False

    def inline(self, words: Words) -> str:
        """Words marked up, on as many lines as they have."""
        made = ""
        for number, piece in enumerate(words):
            if piece.kind in ("bold", "code"):
                following = next((one for one in map(self._piece, words[number + 1 :]) if one), "")
                made += _bold(piece.text, made[-1:], following[:1])
            else:
                made += self._piece(piece)
        return made

    def line(self, words: Words) -> str:
        """The same on one line."""
        return self.inline(tuple(Piece(_LINES.sub(" ", p.text), p.kind, p.target) for p in words))

    def _piece(self, piece: Piece) -> str:
        match piece.kind:
            case "bold" | "code":  # DingTalk has no marks for code
                return _bold(piece.text, "", "")
            case "mention" if self.pings and is_account(piece.target):
                return f"@{piece.target} "
            case "link" if piece.target and _WEB.fullmatch(piece.target):
                return f"[{neutral(piece.text)}]({quote(piece.target, safe=_URL)})"
            case _:  # a channel too: DingTalk has no way to point at one
                return neutral(piece.text)


_URL = "%/:?#@!$&'*+,;=~-._"


def is_account(target: str | None) -> bool:
    """Whether somebody can be called by this id."""
    return target is not None and target.lower() != "all" and _ACCOUNT.fullmatch(target) is not None


def link(label: str, address: str) -> str:
    """A link of the bot's own."""
    return f"[{neutral(label)}]({address})"


def sending(text: str) -> str:
    """The address that sends a text as the person's own message to the bot."""
    return f"dtmd://dingtalkclient/sendMessage?content={quote(text, safe='')}"


def table(made: WordedTable, pen: Pen) -> Iterator[str]:
    """A line a row: label and value, or what the row is about and each other cell behind its column's name."""
    for row in made.rows:
        first, *others = zip(made.head, row, strict=True)
        told = [(name, cell) for name, cell in others if plain(cell) not in ("", "–")]
        if len(made.head) == 2:
            yield pen.line((*strong(first[1]), Piece("  "), *(told[0][1] if told else ())))
        else:
            parts = [(Piece(" · "), *name, Piece(" "), *cell) for name, cell in told]
            yield pen.line((*strong(first[1]), *(piece for part in parts for piece in part)))


def strong(words: Words) -> Words:
    """The same words emphasised."""
    return tuple(Piece(p.text, "bold") if p.kind in ("text", "code") else p for p in words)


def parts(words: Words) -> list[Words]:
    """Words in parts of at most ``PIECE`` characters."""
    made: list[list[Piece]] = [[]]
    room = PIECE
    for piece in words:
        for some in _parts(piece.text):
            if len(some) > room and made[-1]:
                made.append([])
                room = PIECE
            made[-1].append(Piece(some, piece.kind, piece.target))
            room -= len(some)
    return [tuple(part) for part in made if part]


def _parts(text: str) -> Iterator[str]:
    """A text in parts that end where one draws breath, if they can."""
    while len(text) > PIECE:
        stop = _STOPS.match(text, PIECE * 3 // 4, PIECE)
        at = stop.end() if stop else PIECE
        yield text[:at]
        text = text[at:]
    yield text


def pages(blocks: Iterable[str], limit: int, count: int, more: str) -> list[str]:
    """Blocks joined into at most ``count`` texts of ``limit`` bytes; the last says so where that is not all. A block
    may go on in the next text, a line may not."""
    made: list[str] = []
    for block in blocks:
        joint = "\n\n"
        for line in block.split("\n"):
            if made and size(made[-1]) + size(joint) + size(line) <= limit:
                made[-1] += joint + line
            else:
                made.append(cut(line, limit))
            joint = "\n"
    if len(made) <= count:
        return made
    kept = made[:count]
    kept[-1] = f"{cut(kept[-1], limit - size(more) - 2)}\n\n{more}"
    return kept


def cut(text: str, limit: int) -> str:
    """As many lines of a text as ``limit`` bytes hold."""
    if size(text) <= limit:
        return text
    kept = ""
    for line in text.splitlines(keepends=True):
        if size(kept) + size(line) + len(MORE) * 3 > limit:
            break
        kept += line
    return f"{kept.rstrip()}{BREAK if kept else ''}{MORE}"


def size(text: str) -> int:
    """Bytes of a text where it stands as JSON inside JSON."""
    return len(text.encode()) + 3 * text.count("\n") + 3 * text.count('"')


def first_words(texts: Sequence[str], limit: int) -> str:
    """The first of some plain texts on one line, cut; for where Markdown is not read."""
    text = " ".join(next((text for text in texts if text.strip()), "").split())
    made = _NAMES.sub(lambda hit: hit[0] + GAP, _clean(text))
    return made if len(made) <= limit else made[: limit - len(MORE)].rstrip() + MORE


def _bold(text: str, before: str, after: str) -> str:
    """Text between stars, which spaces inside would undo, and which a letter close to them outside would too where
    there is a punctuation mark inside: it gets a space."""
    bare = text.strip()
    if not bare:
        return neutral(text)
    at = text.index(bare)
    head, tail = neutral(text[:at]), neutral(text[at + len(bare) :])
    lines = [neutral(line.strip()) for line in bare.split("\n") if line.strip()]
    head = head or (" " if _sticks(before, lines[0].lstrip(GAP)[:1]) else "")
    tail = tail or (" " if _sticks(after, lines[-1][-1:]) else "")
    return f"{head}{BREAK.join(f'**{line}**' for line in lines)}{tail}"


def _sticks(outer: str, inner: str) -> bool:
    """Whether stars between these two might not be taken for stars."""
    return bool(outer) and not outer.isspace() and unicodedata.category(inner or "a")[0] in "PS"


def _clean(text: str) -> str:
    return "".join(c for c in text.replace("\t", "    ") if c == "\n" or unicodedata.category(c) not in ("Cc", "Co"))
