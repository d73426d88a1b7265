"""A worded card as DingTalk shows it: Markdown with links that send a command, or the data of a card. Pure.

Either has the same words and the same presses; which of the two it becomes is a matter of whether there is a card
template.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Final

from bot.platforms.common.markup import MORE
from bot.platforms.dingtalk.render_text import (
    BREAK,
    GAP,
    Pen,
    first_words,
    is_account,
    link,
    pages,
    parts,
    sending,
    strong,
    table,
)
from bot.platforms.dingtalk.words import asked, typed, word
from bot.worded import (
    Piece,
    WordedBlock,
    WordedBullets,
    WordedButton,
    WordedCard,
    WordedFacts,
    WordedField,
    WordedFigures,
    WordedFile,
    WordedForm,
    WordedPara,
    WordedQuote,
    WordedTable,
    Words,
    plain,
)

# Bytes. DingTalk takes 15,000 of a message's parameters; of a card's text it takes less and does not say how much.
MESSAGE_BYTES, CARD_BYTES = 12_000, 4_000
MESSAGES = 3  # that one card may become
CHOICES, PRESSES, LABEL, SAID = 20, 40, 40, 1000
_TITLE, _SUMMARY = 60, 100

_SIGNS = {"good": "✅", "warn": "⚠️", "bad": "❗", "plain": ""}
_COLOURS = {"plain": "gray", "primary": "blue", "danger": "red"}
_ABOUT = re.compile(r"\b[A-Z]\d+\b")  # the id of what a command is about
# What goes back and what ends a question, as one writes it.
_BACK: Final[Mapping[str, str]] = {"en": "back", "zh-Hans": "上一步", "zh-Hant": "上一步"}
_CANCEL: Final[Mapping[str, str]] = {"en": "cancel", "zh-Hans": "取消", "zh-Hant": "取消"}
NO_PICTURES: Final[Mapping[int, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Press:
    """Something to press: the text that a link sends, and what a card's button carries instead."""

    label: str
    says: str
    carries: Mapping[str, str]
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Message:
    """Markdown: what a notification shows, the texts it becomes, and whom they call by staff id."""

    title: str
    texts: tuple[str, ...]
    calls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Face:
    """A card's data for the template, and in words for a notification; ``before`` are Markdown texts that it has no
    room for, ``calls`` whom it is for, by staff id with their names."""

    data: Mapping[str, str]
    summary: str
    before: tuple[str, ...]
    calls: Mapping[str, str]


def message(
    card: WordedCard, pictures: Mapping[int, str] = NO_PICTURES, *, private: bool = True, pings: bool = False
) -> Message:
    """The card as Markdown; ``pings`` where DingTalk calls the people mentioned. A form is asked in private alone."""
    presses = list(_presses(replace(card, buttons=_shown(card)), private=private))
    blocks = [*_blocks(card, pictures, Pen(pings), titled=True), *_links(presses), *_pages(card)]
    texts = pages(_said(blocks), MESSAGE_BYTES, MESSAGES, word(card.language, "dingtalk-more"))
    calls = tuple(account for account, _ in _called(card)) if pings else ()
    return Message(_headline(card) or word(card.language, "dingtalk-name"), tuple(texts), calls)


def paged(card: WordedCard, address: Callable[[str], str | None]) -> WordedCard:
    """The card with an address in place of each page; an empty one where there is none."""
    if all(button.page is None for button in card.buttons):
        return card
    buttons = (one if one.page is None else replace(one, page=address(one.page) or "") for one in card.buttons)
    return replace(card, buttons=tuple(buttons))


def face(card: WordedCard, pictures: Mapping[int, str] = NO_PICTURES, *, private: bool = True) -> Face:
    """The card for a template that has a title, Markdown and buttons."""
    blocks = _said(_blocks(card, pictures, Pen(), titled=False))
    *before, last = pages(blocks, CARD_BYTES, MESSAGES, word(card.language, "dingtalk-more"))
    return Face(_data(card, last, private=private), _summary(card), tuple(before), dict(_called(card)))


def changed(card: WordedCard, pictures: Mapping[int, str] = NO_PICTURES, *, private: bool = True) -> Mapping[str, str]:
    """The data of a card that is there already: what there is no more room for is left out."""
    blocks = _said(_blocks(card, pictures, Pen(), titled=False))
    text = pages(blocks, CARD_BYTES, 1, word(card.language, "dingtalk-more"))[0]
    return _data(card, text, private=private)


def pressable(card: WordedCard) -> bool:
    """Whether there is anything to press."""
    return bool(card.buttons) or card.form is not None


def calls(card: WordedCard) -> bool:
    """Whether it calls somebody."""
    return any(True for _ in _called(card))


def _said(blocks: Iterable[str]) -> list[str]:
    """What says something; a message has to."""
    return [block for block in blocks if block.strip().strip(GAP)] or [MORE]


def _data(card: WordedCard, text: str, *, private: bool) -> Mapping[str, str]:
    buttons = [_button(number, press) for number, press in enumerate(_presses(card, private=private))]
    title = plain(card.title) if card.title is not None else card.form.title if card.form is not None else ""
    title = title or word(card.language, "dingtalk-name")
    return {
        "title": f"{_SIGNS[card.tone]} {first_words([title], _TITLE)}".strip(),
        "markdown": text,
        "tips": "",
        "sys_full_json_obj": json.dumps({"msgButtons": buttons}, ensure_ascii=False, separators=(",", ":")),
    }


def _button(number: int, press: Press) -> dict[str, object]:
    """A button. Its id says the same as its parameters, for a template that does not hand those on; and is its own."""
    same = json.dumps({**press.carries, "n": number}, ensure_ascii=False, separators=(",", ":"))
    return {
        "text": first_words([press.label], LABEL) or "…",
        "color": _COLOURS[press.style],
        "id": same,
        "request": True,
        "params": dict(press.carries),
    }


# --- what can be pressed --------------------------------------------------------------------------------


def _presses(card: WordedCard, *, private: bool) -> Iterator[Press]:
    """Buttons, a question's choices, one step back, and the way out."""
    for button in card.buttons[:PRESSES]:
        if len(button.command) <= SAID:
            yield Press(button.label, button.command, {"run": button.command}, button.style)
    if card.form is None or not private:
        return
    yield from (_choice(card.form, value, label) for value, label in _choices(card.form))
    if _may_go_back(card.form):
        said = _BACK[card.language]
        yield Press(word(card.language, "dingtalk-back"), said, {"say": said})
    if card.form.question is not None:
        said = _CANCEL[card.language]
        yield Press(word(card.language, "dingtalk-cancel"), said, {"say": said})


def _asked(form: WordedForm) -> WordedField | None:
    return next((field for field in form.fields if field.name == form.asks), None)


def _choices(form: WordedForm) -> Sequence[tuple[str, str]]:
    field = _asked(form)
    return [(value, label) for value, label in field.choices if len(value) <= SAID][:CHOICES] if field else []


def _choice(form: WordedForm, value: str, label: str) -> Press:
    if form.question is None or form.asks is None:
        return Press(label, value, {"say": value})
    return Press(label, value, {"form": str(form.question), "field": form.asks, "value": value})


def _may_go_back(form: WordedForm) -> bool:
    """Whether a required field that stands before the one asked for has been filled in."""
    names = [field.name for field in form.fields]
    before = form.fields[: names.index(form.asks)] if form.asks in names else ()
    return form.question is not None and any(field.required and field.value for field in before)


def _shown(card: WordedCard) -> tuple[WordedButton, ...]:
    """The buttons whose command everybody may read as the person's own message."""
    return tuple(button for button in card.buttons if button.page is None)


def _pages(card: WordedCard) -> Iterator[str]:
    """Where the others are pressed: on a page; without one, what typing them would show."""
    hidden = [button for button in card.buttons if button.page is not None]
    for address in dict.fromkeys(button.page or "" for button in hidden):
        if "://" in address:
            yield link(word(card.language, "dingtalk-page"), address)
        else:
            yield f"###### {typed(card.language, hidden[0].command)}"


def _links(presses: Sequence[Press]) -> Iterator[str]:
    """The presses as links, those for each thing (``T3``) on a line of their own."""
    about = [_ABOUT.findall(press.says)[:1] for press in presses]
    if not any(one and one == other for one, other in pairwise(about)):
        about = [[] for _ in presses]
    rows = [
        " | ".join(link(press.label or press.says, sending(press.says)) for _, press in group)
        for _, group in groupby(zip(about, presses, strict=True), key=lambda pair: pair[0])
    ]
    if rows:
        yield BREAK.join(rows)


# --- words ----------------------------------------------------------------------------------------------


def _blocks(card: WordedCard, pictures: Mapping[int, str], pen: Pen, *, titled: bool) -> Iterator[str]:
    """The words, a Markdown text for each block; how it went is said by a sign before the first."""
    sign, blocks = _SIGNS[card.tone], list(card.blocks)
    if titled and card.title is not None:
        yield f"#### {pen.line(_signed(card.title, sign))}"
        sign = ""
    if sign and titled:
        if blocks and isinstance(blocks[0], WordedPara):
            blocks[0] = replace(blocks[0], words=_signed(blocks[0].words, sign))
        else:
            yield sign
    for number, block in enumerate(blocks):
        if isinstance(block, WordedFigures) and number in pictures:
            title = (Piece(block.chart.title),)
            yield f"{_heading(title, pen)}\n\n![{pen.line(title)}]({pictures[number]})"
        else:
            yield from _block(block, pen)
    if card.form is not None:
        yield from _question(card.form, card, pen)


def _signed(words: Words, sign: str) -> Words:
    already = unicodedata.category(plain(words)[:1] or "a") == "So"
    return words if already or not sign else (Piece(f"{sign} "), *words)


def _block(block: WordedBlock, pen: Pen) -> Iterator[str]:
    match block:
        case WordedPara(style="note"):
            yield from (f"###### {pen.line(part)}" for part in parts(block.words))
        case WordedPara(style="heading"):
            yield _heading(block.words, pen)
        case WordedPara():
            yield from map(pen.inline, parts(block.words))
        case WordedQuote():
            yield from (_quoted(pen.inline(part)) for part in parts((Piece(block.text),)))
        case WordedFacts():
            rows = ((*strong(label), Piece("  "), *value) for label, value in block.rows)
            yield BREAK.join(pen.line(part) for row in rows for part in parts(row))
        case WordedBullets():
            yield "\n".join(f"- {pen.line(part)}" for item in block.items for part in parts(item))
        case WordedTable():
            yield "\n".join(f"- {line}" for line in table(block, pen))
        case WordedFigures():
            yield _heading((Piece(block.chart.title),), pen)
            yield from _block(block.table, pen)
        case WordedFile():
            yield pen.line((Piece(block.name, "bold"),))


def _heading(words: Words, pen: Pen) -> str:
    return f"##### {pen.line(words)}"


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _question(form: WordedForm, card: WordedCard, pen: Pen) -> Iterator[str]:
    """The question itself, where the card's words do not ask it, and a word about choices there is no room for."""
    field = _asked(form)
    if field is None:
        return
    question = asked(card.language, field.label)
    if not any(isinstance(block, WordedPara) and plain(block.words) == question for block in card.blocks):
        yield pen.line((Piece(question, "bold"),))
    if len(field.choices) > CHOICES:
        yield f"###### {word(card.language, 'dingtalk-choices-more')}"


# --- who it is for, and what a notification says ----------------------------------------------------------


def _called(card: WordedCard) -> Iterator[tuple[str, str]]:
    """Whoever is mentioned, by staff id and name, once each."""
    seen = set[str]()
    for words in _all_words(card):
        for piece in words:
            if piece.kind == "mention" and piece.target and is_account(piece.target) and piece.target not in seen:
                seen.add(piece.target)
                yield piece.target, piece.text.removeprefix("@")


def _all_words(card: WordedCard) -> Iterator[Words]:
    if card.title is not None:
        yield card.title
    for block in card.blocks:
        yield from _words_of(block)


def _words_of(block: WordedBlock) -> Iterator[Words]:
    match block:
        case WordedPara():
            yield block.words
        case WordedQuote():
            yield (Piece(block.text),)
        case WordedFacts():
            yield from (words for row in block.rows for words in row)
        case WordedBullets():
            yield from block.items
        case WordedTable():
            yield from (cell for row in block.rows for cell in row)
        case WordedFigures():
            yield (Piece(block.chart.title),)
        case WordedFile():
            yield (Piece(block.name),)


def _headline(card: WordedCard) -> str:
    """A few words for where Markdown is not read."""
    texts = [plain(words) for words in _all_words(card)]
    return first_words([*texts, card.form.title if card.form else ""], _TITLE)


def _summary(card: WordedCard) -> str:
    return first_words([" ".join(plain(words) for words in _all_words(card))], _SUMMARY)
