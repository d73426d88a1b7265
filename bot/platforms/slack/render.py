"""A worded card as Slack shows it: Block Kit for messages, modals and the Home tab. Pure.

Words stand in ``rich_text``, where a typed text is data: it pings, links and formats nothing. Only quiet lines, which
Slack shows small in a ``context`` alone, are ``mrkdwn``, with every mark of theirs taken apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.platforms.common.markup import cut
from bot.platforms.slack.render_form import inputs
from bot.platforms.slack.render_text import (
    bullets,
    context,
    facts,
    paragraph,
    preformatted,
    quote,
    summary,
)
from bot.worded import (
    WordedBlock,
    WordedBullets,
    WordedCard,
    WordedFacts,
    WordedFigures,
    WordedPara,
    WordedQuote,
    WordedTable,
    plain,
)

Json = dict[str, Any]

BLOCKS, VIEW_BLOCKS = 50, 100  # in a message, in a view
MESSAGES = 3  # that one card may become; a longer one is cut
HEADER, LABEL, VALUE, VIEW_TITLE, ROW = 150, 75, 2000, 24, 5
FORM = "form"  # the callback id of a form's view, as parse knows it

# Labels of Slack's own parts, which a card has none of: open a form, send it, close a view, what was left out.
_LABELS = {
    "en": ("Fill in", "Send", "Close", "There is more than Slack shows in one place."),
    "zh-Hans": ("填写", "提交", "关闭", "内容较长，Slack 一次显示不全。"),
    "zh-Hant": ("填寫", "送出", "關閉", "內容較長，Slack 一次顯示不完。"),
}
_SIGNS = {"good": "✅", "warn": "⚠️", "bad": "❗", "plain": ""}


def message(card: WordedCard, pictures: Mapping[int, str]) -> list[Json]:
    """The card as one or more messages; ``pictures`` are Slack's files of its charts, by the block's place."""
    blocks = [*_words(card, pictures), *_actions(card)]
    pages = [blocks[at : at + BLOCKS] for at in range(0, len(blocks), BLOCKS)]
    if len(pages) > MESSAGES:
        kept = blocks[: BLOCKS * MESSAGES - 1 - len(_actions(card))]
        blocks = [*kept, _more(card), *_actions(card)]
        pages = [blocks[at : at + BLOCKS] for at in range(0, len(blocks), BLOCKS)]
    return [{"text": summary(card), "blocks": page} for page in pages]


def modal(card: WordedCard, metadata: str) -> Json:
    """The card's form as a modal; ``metadata`` is carried along."""
    assert card.form is not None
    fields = inputs(card.form)
    words = list(_body(card, {}))[: VIEW_BLOCKS - len(fields)]
    _, send, close, _ = _labels(card)
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": metadata,
        "title": _plain(cut(card.form.title, VIEW_TITLE)),
        "submit": _plain(send),
        "close": _plain(close),
        "blocks": [*words, *fields],
    }


def loading(title: str) -> Json:
    """A modal that stands in until its form is there."""
    return {"type": "modal", "title": _plain(cut(title, VIEW_TITLE)), "blocks": [context("⏳")]}


def told(card: WordedCard) -> Json:
    """A modal that only says something."""
    title = plain(card.title) if card.title else "Muster"
    close = _labels(card)[2]
    blocks = _fit(card, [*_body(card, {}), *_buttons(card)], VIEW_BLOCKS)
    return {"type": "modal", "title": _plain(cut(title, VIEW_TITLE)), "close": _plain(close), "blocks": blocks}


def home(card: WordedCard) -> Json:
    """The Home tab."""
    return {"type": "home", "blocks": _fit(card, [*_words(card, {}), *_actions(card)], VIEW_BLOCKS)}


def errors(card: WordedCard) -> dict[str, str]:
    """What is wrong with a form's fields, by their block's id."""
    return {field.name: cut(field.error, VALUE) for field in card.form.fields if field.error} if card.form else {}


def _words(card: WordedCard, pictures: Mapping[int, str]) -> Iterator[Json]:
    """Title and body; how it went is said by a sign before the first words."""
    if card.title is not None:
        title = f"{_SIGNS[card.tone]} {plain(card.title)}".strip()
        yield {"type": "header", "text": _plain(cut(title, HEADER))}
        yield from _body(card, pictures)
    else:
        yield from _body(card, pictures, _SIGNS[card.tone])


def _body(card: WordedCard, pictures: Mapping[int, str], sign: str = "") -> Iterator[Json]:
    for index, block in enumerate(card.blocks):
        if isinstance(block, WordedFigures) and index in pictures:
            picture = {"id": pictures[index]}
            title = block.chart.title or "…"
            yield {"type": "image", "slack_file": picture, "alt_text": cut(title, VALUE), "title": _plain(title)}
        else:
            yield from _block(block, sign)
            sign = ""


def _block(block: WordedBlock, sign: str) -> Iterator[Json]:
    match block:
        case WordedPara(style="note"):
            yield context(block.words)
        case WordedPara():
            yield from paragraph(block.words, bold=block.style == "heading", sign=sign)
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


def _actions(card: WordedCard) -> list[Json]:
    """What opens the form, and the buttons."""
    return [*_opener(card), *_buttons(card)]


def _opener(card: WordedCard) -> list[Json]:
    if card.form is None:
        return []
    question, line = card.form.question, card.form.command
    button = {"type": "button", "text": _plain(_labels(card)[0]), "style": "primary"}
    carried = {"action_id": f"open:{question}", "value": str(question)}
    if question is None:
        carried = {"action_id": "run:form", "value": line}
    return [{"type": "actions", "elements": [button | carried]}]


def _buttons(card: WordedCard) -> list[Json]:
    """The buttons, in rows; a command that is too long to be carried has none: its words stand in the card."""
    made = [
        {"type": "button", "text": _plain(cut(button.label, LABEL)), "value": button.command, "action_id": f"run:{n}"}
        | ({"style": button.style} if button.style != "plain" else {})
        for n, button in enumerate(card.buttons)
        if len(button.command) <= VALUE
    ]
    return [{"type": "actions", "elements": made[at : at + ROW]} for at in range(0, len(made), ROW)]


def _fit(card: WordedCard, blocks: list[Json], limit: int) -> list[Json]:
    return blocks if len(blocks) <= limit else [*blocks[: limit - 1], _more(card)]


def _more(card: WordedCard) -> Json:
    return context(_labels(card)[3])


def _labels(card: WordedCard) -> tuple[str, str, str, str]:
    return _LABELS[card.language]


def _plain(text: str) -> Json:
    """Text without any marks; ``:smile:`` stays what was typed."""
    return {"type": "plain_text", "text": text or "…", "emoji": False}
