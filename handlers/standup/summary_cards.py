"""A standup's summary as cards: in one piece, or short with a thread of what each says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handlers.kit.messages import (
    Block,
    Bullets,
    Button,
    Card,
    Code,
    Facts,
    Heading,
    Inline,
    Items,
    Note,
    Para,
    Run,
    card,
    say,
)
from handlers.standup.asking import Asks
from handlers.standup.cards import age, title
from handlers.standup.reading import short
from handlers.standup.rules import Said, Summary

NAMES, LINES = 20, 10  # that a short summary names, and lists
TOLD = 40  # answers that stand in a summary in one piece


def whole_card(summary: Summary) -> Card:
    """A run where there are no threads: what blocks, what everybody says, who has not been heard."""
    return _card(summary, _blockers(summary.said, TOLD), _told(summary.asks, summary.said))


def head_card(summary: Summary) -> Card:
    """A run where there are threads, in short: what blocks, how many have answered, who has not been heard."""
    heard = (
        Para(say("standup-heard", said=len(summary.said), all=len(summary.said) + len(summary.missing))),
        Note(say("standup-in-thread")),
    )
    return _card(summary, _blockers(summary.said, LINES), heard if summary.said else ())


def reply_card(asks: Asks, said: Sequence[Said]) -> Card:
    """What somebody says, in full; or what some of many say."""
    if len(said) > 1:
        return card(*_blockers(said, len(said)), *_told(asks, said))
    one = said[0]
    rows: list[tuple[Inline, Inline]] = [(asks.fields[name], text) for name, text in one.texts.items()]
    rows += [(say("field-blockers"), Run((Code(b.ref), " · ", b.text, *age(b)))) for b in one.blockers]
    return card(Heading(one.name), Facts(tuple(rows)))


def _card(summary: Summary, blockers: Iterable[Block], told: Iterable[Block]) -> Card:
    blocks: list[Block | Inline] = [*blockers, *told]
    if not summary.said:
        blocks.append(say("standup-nobody"))
    if summary.missing:
        blocks.append(Note(say("standup-missing", names=_names(summary.missing))))
    button = Button(say("standup-mine"), summary.about.line)
    blocked = any(said.blockers for said in summary.said)
    return card(*blocks, title=title(summary.about), buttons=(button,), tone="warn" if blocked else "plain")


def _names(names: Sequence[str]) -> Items:
    left = len(names) - NAMES
    return Items((*names[:NAMES], say("standup-others", count=left)) if left > 1 else tuple(names))


def _blockers(said: Iterable[Said], most: int) -> tuple[Block, ...]:
    lines = [
        Run((Code(b.ref), " · ", say("standup-says", who=one.name, text=short(b.text)), *age(b)))
        for one in said
        for b in one.blockers
    ]
    return (Heading(say("field-blockers")), *_list(lines, most)) if lines else ()


def _told(asks: Asks, said: Sequence[Said]) -> tuple[Block, ...]:
    """What people say, question by question."""
    blocks: list[Block] = []
    for name, label in asks.shown.items():
        told = [one for one in said if one.texts.get(name) or name == "today"]
        texts = [say("standup-says", who=one.name, text=short(one.texts.get(name, "")) or "–") for one in told]
        blocks += [Heading(label), *_list(texts, TOLD)] if told else []
    return tuple(blocks)


def _list(lines: Sequence[Inline], most: int) -> tuple[Block, ...]:
    """As many lines as there is room for; one more is no reason to leave it out."""
    left = len(lines) - most
    if left <= 1:
        return (Bullets(tuple(lines)),)
    return Bullets(tuple(lines[:most])), Note(say("standup-more-lines", count=left))
