"""A worded card as Slack shows it: Block Kit for messages, modals and the Home tab. Pure.

Words stand in ``rich_text``, where a typed text is data: it pings, links and formats nothing. Only quiet lines, which
Slack shows small in a ``context`` alone, are ``mrkdwn``, with every mark of theirs taken apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

from bot.platforms.common.markup import MORE, cut
from bot.platforms.slack.render_form import inputs
from bot.platforms.slack.render_text import (
    bullets,
    context,
    facts,
    paragraph,
    plain_text,
    preformatted,
    quote,
    signed,
    spoken,
    summary,
    typed_here,
)
from bot.worded import (
    WordedBlock,
    WordedBullets,
    WordedButton,
    WordedCard,
    WordedFacts,
    WordedFigures,
    WordedFile,
    WordedPara,
    WordedQuote,
    WordedTable,
)

Json = dict[str, Any]

BLOCKS, VIEW_BLOCKS = 50, 100  # in a message, in a view
# Characters of a message's blocks as JSON. Slack refuses what is above some 13,000 (msg_blocks_too_long) and does not
# say how it counts; a view may have 250 KB.
SIZE, VIEW_SIZE = 11_000, 60_000
MESSAGES = 4  # that one card may become, five answers being all that a click's address takes; a longer one is cut
HEADER, LABEL, VALUE, ERROR, TITLE, ROW = 150, 75, 2000, 2000, 24, 5
FORM = "form"  # the callback id of a form's view, as parse knows it

# Labels of Slack's own parts, which a card has none of: open a form, send it, close a view, what was left out.
_LABELS = {
    "en": ("Fill in", "Send", "Close", "… There is more than Slack has room for here."),
    "zh-Hans": ("填写", "提交", "关闭", "……后面还有，Slack 这里放不下了。"),
    "zh-Hant": ("填寫", "送出", "關閉", "……後面還有，Slack 這裡放不下了。"),
}
# What stands for an answer that takes its time.
_WAITING = {
    "en": "⏳ This takes longer than usual. My answer follows; until it is here, do not count on it being stored.",
    "zh-Hans": "⏳ 这次比平常慢，结果稍后发给你；收到之前，请先当作还没保存。",
    "zh-Hant": "⏳ 這次比平常慢，結果稍後傳給你；收到之前，請先當作還沒儲存。",
}
_ABOUT = re.compile(r"\b[A-Z]\d+\b")  # the id of what a command is about
# How it went, in a sign and not in a colour alone.
_SIGNS = {"good": "✅", "warn": "⚠️", "bad": "❗", "plain": ""}


# --- messages -----------------------------------------------------------------------------------------


def message(card: WordedCard, pictures: Mapping[int, str]) -> list[Json]:
    """The card as one or more messages; ``pictures`` are Slack's files of its charts, by the block's place."""
    pages: list[list[Json]] = [[]]
    actions = _actions(card)
    for block in [*_words(card, pictures), *actions] or [context(MORE)]:
        if not _room(pages[-1], block, BLOCKS, SIZE):
            pages.append([])
        pages[-1].append(block)
    if len(pages) > MESSAGES:
        pages = [*pages[: MESSAGES - 1], _fitted(card, pages[MESSAGES - 1], actions, BLOCKS, SIZE)]
    return [{"text": summary(card), "blocks": page} for page in pages]


def _room(page: Sequence[Json], block: Json, blocks: int, size: int) -> bool:
    """Whether a block goes on a page that has the others."""
    return not page or (len(page) < blocks and sum(map(_size, page)) + _size(block) <= size)


def _fitted(card: WordedCard, words: Sequence[Json], actions: Sequence[Json], blocks: int, size: int) -> list[Json]:
    """As many of the words as fit, a line that says there are more, and what can be done."""
    end = [context(_labels(card)[3]), *actions]
    kept: list[Json] = []
    for block in words:
        if not _room([*kept, *end], block, blocks, size):
            break
        kept.append(block)
    return [*kept, *end]


def _size(block: Json) -> int:
    return len(json.dumps(block, ensure_ascii=False, separators=(",", ":")))


# --- views --------------------------------------------------------------------------------------------


def modal(card: WordedCard, metadata: str) -> Json:
    """The card's form as a modal; ``metadata`` is carried along.

    The fields come first and quiet lines after them. What a card asks for is in the fields, and so is what is wrong
    with one of them; only what was refused for another reason is said above.
    """
    assert card.form is not None
    fields = inputs(card.form, card.language)
    notes = [block for block in card.blocks if _is_note(block)]
    aside = card.tone == "plain" or errors(card)
    said = [] if aside else [block for block in card.blocks if not _is_note(block)]
    above = [*_whole_title(card.form.title), *_body(said, {}, _SIGNS[card.tone] if said else "")]
    below = list(_body(notes, {}))
    _, send, close, _ = _labels(card)
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": metadata,
        "title": plain_text(cut(card.form.title, TITLE)),
        "submit": plain_text(send),
        "close": plain_text(close),
        "blocks": [*above[: VIEW_BLOCKS - len(fields)], *fields, *below][:VIEW_BLOCKS],
    }


def loading(title: str, words: str = "⏳ …") -> Json:
    """A modal that stands in until its form is there."""
    return {"type": "modal", "title": plain_text(cut(title, TITLE)), "blocks": [context(words)]}


def waiting(language: str) -> str:
    """What somebody is told whose answer takes its time."""
    return _WAITING[language]


def told(card: WordedCard) -> Json:
    """A modal that only says something."""
    title = spoken(card.title) if card.title else "Muster"
    words = [*_whole_title(title), *_body(card.blocks, {}, _SIGNS[card.tone])]
    blocks = _view(card, words, _actions(card))
    return {
        "type": "modal",
        "title": plain_text(cut(title, TITLE)),
        "close": plain_text(_labels(card)[2]),
        "blocks": blocks,
    }


def home(card: WordedCard) -> Json:
    """The Home tab: what can be done stands at the top, where it is always in sight."""
    words = _words(card, {}, divided=True)
    top = [next(words)] if card.title is not None else []
    return {"type": "home", "blocks": _view(card, [*top, *_actions(card), *words], [])}


def errors(card: WordedCard) -> dict[str, str]:
    """What is wrong with a form's fields, by their block's id."""
    return {field.name: cut(field.error, ERROR) for field in card.form.fields if field.error} if card.form else {}


def _view(card: WordedCard, words: list[Json], actions: list[Json]) -> list[Json]:
    whole = [*words, *actions] or [context(MORE)]
    if len(whole) <= VIEW_BLOCKS and sum(map(_size, whole)) <= VIEW_SIZE:
        return whole
    return _fitted(card, words, actions, VIEW_BLOCKS, VIEW_SIZE)


def _whole_title(title: str) -> list[Json]:
    """A title that a view has no room for, to stand in it."""
    return list(paragraph(title, bold=True)) if len(title) > TITLE else []


def _is_note(block: WordedBlock) -> bool:
    return isinstance(block, WordedPara) and block.style == "note"


# --- what both have -----------------------------------------------------------------------------------


def _words(card: WordedCard, pictures: Mapping[int, str], *, divided: bool = False) -> Iterator[Json]:
    """Title and body; how it went is said by a sign before the first words."""
    sign = _SIGNS[card.tone]
    if card.title is not None:
        yield {"type": "header", "text": plain_text(cut(f"{sign} {spoken(card.title)}".strip(), HEADER))}
        sign = ""
    yield from _body(card.blocks, pictures, sign, divided=divided)


def _body(
    blocks: Sequence[WordedBlock], pictures: Mapping[int, str], sign: str = "", *, divided: bool = False
) -> Iterator[Json]:
    """The blocks, with a ``sign`` before the first words."""
    first = signed(blocks[0], sign) if blocks and sign else None
    if sign and first is None:
        yield from paragraph(sign)
    for index, block in enumerate(blocks):
        if divided and isinstance(block, WordedPara) and block.style == "heading":
            yield {"type": "divider"}
        if isinstance(block, WordedFigures) and index in pictures:
            picture, title = {"id": pictures[index]}, cut(block.chart.title or MORE, VALUE)
            yield {"type": "image", "slack_file": picture, "alt_text": title, "title": plain_text(title)}
        else:
            yield from _block((index == 0 and first) or block)


def _block(block: WordedBlock) -> Iterator[Json]:
    match block:
        case WordedPara(style="note"):
            yield context(block.words)
        case WordedPara():
            yield from paragraph(block.words, bold=block.style == "heading")
        case WordedQuote():
            yield from quote(block.text)
        case WordedFacts():
            yield from facts(block.rows)
        case WordedBullets():
            yield from bullets(block.items)
        case WordedTable():
            yield from preformatted(block)
        case WordedFigures():
            yield from paragraph(block.chart.title, bold=True)
            yield from preformatted(block.table)
        case WordedFile():
            yield from paragraph(block.name, bold=True)


def _actions(card: WordedCard) -> list[Json]:
    """What opens the form, and the buttons. Only one that is the only one stands out."""
    made = [*_opener(card), *_buttons(card)]
    if sum(button.get("style") == "primary" for button in made) > 1:
        made = [{k: v for k, v in button.items() if (k, v) != ("style", "primary")} for button in made]
    return [{"type": "actions", "elements": row} for row in _rows(made)]


def _opener(card: WordedCard) -> list[Json]:
    if card.form is None:
        return []
    question, line = card.form.question, card.form.command
    button = {"type": "button", "text": plain_text(_labels(card)[0]), "style": "primary"}
    carried = {"action_id": f"open:{question}", "value": str(question)}
    if question is None:
        carried = {"action_id": "run:form", "value": line}
    return [button | carried]


def _buttons(card: WordedCard) -> list[Json]:
    """The buttons; a command that is too long to be carried has none: its words stand in the card."""
    return [
        {"type": "button", "text": plain_text(_label(button)), "value": button.command, "action_id": f"run:{n}"}
        | ({"style": button.style} if button.style != "plain" else {})
        for n, button in enumerate(card.buttons)
        if len(button.command) <= VALUE
    ]


def _label(button: WordedButton) -> str:
    return cut(typed_here(button.label) if button.label == button.command else button.label, LABEL)


def _rows(buttons: Sequence[Json]) -> Iterator[list[Json]]:
    """Rows of buttons; where some are for one thing (``T3``), those for each thing have a row."""
    about = [_ABOUT.findall(button["value"])[:1] for button in buttons]
    if not any(one and one == other for one, other in pairwise(about)):
        about = [[] for _ in buttons]
    for _, group in groupby(zip(about, buttons, strict=True), key=itemgetter(0)):
        row = [button for _, button in group]
        yield from (row[at : at + ROW] for at in range(0, len(row), ROW))


def _labels(card: WordedCard) -> tuple[str, str, str, str]:
    return _LABELS[card.language]
