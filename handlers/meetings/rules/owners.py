"""Whose an action is: the names around it, and the text without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.kit.inbound import MENTION_OPEN
from handlers.kit.messages import Msg, say
from handlers.meetings.rules.names import NAME_LIKE, Names, Run

_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Owned:
    """The owners found, what is not plain about them, and the text that is left."""

    owners: tuple[int, ...]
    unclear: tuple[Msg, ...]
    rest: str


@dataclass(frozen=True, slots=True)
class Leading:
    """Names at the start of a text: what joins them to the rest, the rest, and whether a request stood before them."""

    run: Run
    joint: str
    rest: str
    asked: bool


_LABEL = re.compile(
    r"[(\[（【]?\s*(?:(?:(?:action )?owners?|assignees?|assigned(?: to)?|responsible(?: person)?|accountable|"
    r"dri|pic|poc|lead|who)"
    r"\s*[:：=]|assigned to|(?:主要|第一)?(?:负责人|負責人|责任人|責任人|主责人?|主責人?|执行人|執行人|跟进人|"
    r"跟進人|承办人?|承辦人?|"
    r"经办人?|經辦人?|对接人|對接人|处理人|處理人|指派给|指派給|分配给|分配給|负责|負責)\s*(?:是|为|為)?\s*[:：])\s*",
    _I,
)
_LABELLED_END = re.compile(r"\s*[,，;；]?\s*[)\]）】]?")
_NOBODY = re.compile(r"(?:tbd|tba|tbc|n/?a|none|unassigned|\?+|？+|-+|–|待定|待确认|待確認|未定|无|無)", _I)

_ASK = re.compile(
    r"[\s*_]*(?:please\s+|pls\s+|(?:could|can|would)\s+|由|请|請|麻烦|麻煩|交由|安排|有劳|有勞)?[\s*_]*", _I
)
_OPEN, _CLOSE = "([（【", ")]）】"
_JOINT = r"[\s*_]*(?:[:：,，、]|[-–—]{1,2}(?=[\s])|——|[→⇒➡]\ufe0f?|[-=]+>|>>)?[\s*_]*"
_MODAL = (
    r"(?:(?:to|will|shall|should|must|needs? +to|has +to|have +to|(?:is|are) +to|(?:is|are) +going +to|"
    r"agree[ds]? +to|offered +to|"
    r"volunteered +to|committed +to|promised +to|(?:(?:is|are) +)?responsible +for|please|pls)(?![a-z])|"
    r"['’]ll(?![a-z]))"
)
_ZH_MODAL = (
    r"(?:主要)?(?:请|請|来(?!自|源)|來(?!自|源)|需要?(?!求)|須|须|要(?!求|点|點)|将(?!来)|將(?!來)|会(?!议)|"
    r"會(?!議)|应该?(?!用|急)|應該?(?!用|急))?(?:负责|負責|主责|主責)?"
)
JOINT = re.compile(rf"{_JOINT}(?:{_MODAL}|{_ZH_MODAL})\s*[:：,，]?\s*", _I)
_MYSELF = re.compile(
    r"(?:(?:ok(?:ay)?|sure|yes|right|好的?|嗯|没问题|沒問題)[,，.。!！]?\s*)?(?:I['’]ll|I will|I can|"
    r"I['’]m going to|let me|"
    r"我来|我來|我会|我會|我负责|我負責|我去|我)\s*",
    _I,
)

_ZH_BY = re.compile(
    r"(?:由|请|請|麻烦|麻煩|交由|交给|交給|指派给|指派給|分配给|分配給|安排|负责人|負責人|责任人|責任人|执行人|執行人)\s*$"
)
_ZH_TAKES = re.compile(
    r"\s*(?:来|來|主要|去)?(?:负责|負責|主责|主責|牵头|牽頭|跟进|跟進|落实|落實|执行|執行|承办|承辦|完成)",
)
_ZH_CUT = re.compile(r"\s*(?:来|來|主要)?(?:负责|負責|主责|主責)?")
_EN_BY = re.compile(
    r"\b(?:assigned to|owned by|handled by|led by|taken by|done by|owner is|owner)\s*$|"
    r"\b(?:to|should|will|must|shall) be (?P<verb>\w+)\s+by\s*$",
    _I,
)
_ARROW = re.compile(r"(?:[→⇒➡]\ufe0f?|[-=]+>|>>)\s*$")
_PART_BEFORE = re.compile(r"(?:(?:^|\s)[-–—]{1,2}\s|——|\||｜|\s/\s|\t|\s{2,})\s*$")
_PART_AFTER = re.compile(r"\s*(?:$|[.。!！]\s*$|[-–—]{1,2}(?:\s|$)|——|\||｜|/\s|\t|\s{2,}|[,，;；])")
_COMMA_BEFORE = re.compile(r"[,，;；、。.:：]\s*$")
_SPACE_BEFORE = re.compile(r"\S\s+$")
_ENDS = re.compile(r"[\s.。;；,，!！]*$")
_RECIPIENT = re.compile(
    r"(?:\b(?:to|with|for|from|of|and|by|at|about|via|like|than|cc|loop in|ask|help|remind|tell)|"
    r"给|給|跟|和|与|與|向|找|对|對|同|问|問|帮|幫|通知|提醒|配合|协助|協助|抄送|及|、|联系|聯繫|聯絡)\s*$",
    _I,
)
_STRANGER = (
    rf"^\s*({NAME_LIKE})(?=\s*(?:(?:to|will|should|must|needs to|is to)\s|负责|負責|来|來|需要?|跟进|跟進|牵头|牽頭))",
    rf"^\s*((?!(?:Everyone|Everybody|All|Team|We|They|Note|Action|Update)\b){NAME_LIKE})\s*[:：]",
    rf"[(\[（【]\s*({NAME_LIKE})\s*[)\]）】]",
    rf"(?:→|⇒|[-=]>)\s*({NAME_LIKE})",
    rf"(?:由|交给|交給)({NAME_LIKE}?)(?=负责|負責|来|來|跟进|跟進|牵头|牽頭|完成)",
)
_STRANGERS = tuple(re.compile(pattern) for pattern in _STRANGER)
_EVERYONE = re.compile(r"\s*(?:everyone|everybody|all|team|we|they|tbd|to|someone|somebody)(?![a-z])", _I)


def leading(text: str, names: Names) -> Leading | None:
    """The names a text begins with."""
    ask = _ASK.match(text)
    assert ask is not None  # it may be empty
    pos = ask.end()
    opened = text[pos : pos + 1]
    if opened and opened in _OPEN:
        run = names.run(text, pos + 1)
        end = run.end if run is not None else 0
        closed = text[end : end + 1]
        if run is None or not closed or closed not in _CLOSE:
            return None
        end += 1
    else:
        run = names.run(text, pos)
        if run is None:
            return None
        end = run.end
    joint = JOINT.match(text, end)
    assert joint is not None  # it may be empty
    rest = text[joint.end() :]
    if ":" in joint[0] or "：" in joint[0]:
        rest = _MYSELF.sub("", rest, count=1) if _MYSELF.match(rest) else rest
    return Leading(run, joint[0].strip(), rest, bool(ask[0].strip()))


def owned(text: str, names: Names) -> Owned:
    """Who is to do what a text says, dates cut out before."""
    found = _labelled(text, names)
    if found is not None:
        return found
    first = leading(text, names)
    if first is not None:
        return Owned(first.run.ids, names.unclear(first.run), first.rest)
    placed = _placed(text, names)
    if placed is not None:
        return placed
    stranger = _stranger(text, names)
    return Owned((), (names.unknown(stranger) if stranger else say("meetings-no-owner"),), text)


def assigns(text: str, names: Names) -> bool:
    """Whether names stand in a text as those of people who are to do it: labelled, asked, in brackets, mentioned."""
    return any(True for _ in _labels(text, names)) or next(_placings(text, names), None) is not None


def in_parts(text: str, names: Names) -> bool:
    """Whether a name is one of the parts that dashes or bars make of a text."""
    return any(placing.rank == _PART for placing in _placings(text, names))


def labelled(text: str, names: Names) -> Run | None:
    """The names that are all a text says after a label (``Owner: Bob``)."""
    label = _LABEL.match(text)
    return names.all_names(text[label.end() :]) if label is not None else None


def _labelled(text: str, names: Names) -> Owned | None:
    for label, run in _labels(text, names):
        if run is None:
            value = re.compile(r"[^,，;；。)）】\]|\n]*").match(text, label.end())
            assert value is not None  # it may be empty
            name, end = value[0].strip(" .@＠"), value.end()
            ids: tuple[int, ...] = ()
            unclear: tuple[Msg, ...] = (
                say("meetings-no-owner") if not name or _NOBODY.fullmatch(name) else names.unknown(name),
            )
        else:
            ids, unclear, end = run.ids, names.unclear(run), run.end
        closed = _LABELLED_END.match(text, end)
        stop = closed.end() if closed is not None and text[label.start()] in _OPEN else end
        return Owned(ids, unclear, _join(text[: label.start()], text[stop:]))
    return None


def _labels(text: str, names: Names) -> Iterator[tuple[re.Match[str], Run | None]]:
    for label in _LABEL.finditer(text):
        yield label, names.run(text, label.end())


_PART = 4


@dataclass(frozen=True, slots=True)
class _Placing:
    rank: int
    run: Run
    start: int
    end: int


def _placed(text: str, names: Names) -> Owned | None:
    found = list(_placings(text, names))
    if not found:
        return None
    best = min(placing.rank for placing in found)
    chosen = [placing for placing in found if placing.rank == best]
    owners = tuple(dict.fromkeys(known for placing in chosen for known in placing.run.ids))
    unclear = tuple(msg for placing in chosen for msg in names.unclear(placing.run))
    rest = text
    for placing in reversed(chosen):
        if placing.start < placing.end:
            rest = _join(rest[: placing.start], rest[placing.end :])
    return Owned(owners, unclear, rest)


def _placings(text: str, names: Names) -> Iterator[_Placing]:
    """Where names stand as owners inside a text, best places first by rank."""
    for run in names.runs(text):
        before, after = text[: run.start], text[run.end :]
        placing = _in_words(before, after, run) or _in_marks(before, after, run) or _mentioned(before, after, run)
        if placing is not None:
            yield placing


def _in_words(before: str, after: str, run: Run) -> _Placing | None:
    """By words: 由小李负责, 小李负责, assigned to Bob, to be sent by Bob."""
    by = _ZH_BY.search(before)
    if by is not None:
        cut = _ZH_CUT.match(after)
        return _Placing(0, run, by.start(), run.end + (cut.end() if cut else 0))
    takes = _ZH_TAKES.match(after)
    if takes is not None and not _RECIPIENT.search(before):
        cut = takes if _ENDS.match(after, takes.end()) else _ZH_CUT.match(after)
        return _Placing(1, run, run.start, run.end + (cut.end() if cut else 0))
    en = _EN_BY.search(before)
    if en is not None:
        return _Placing(1, run, en.end("verb") if en["verb"] else en.start(), run.end)
    return None


def _in_marks(before: str, after: str, run: Run) -> _Placing | None:
    """By marks: → Bob, (Bob), Deck - Bob, Deck, Bob."""
    arrow = _ARROW.search(before)
    if arrow is not None:
        return _Placing(2, run, arrow.start(), run.end)
    opened, closing = before.rstrip(), after.lstrip()
    if opened[-1:] and opened[-1] in _OPEN and closing[:1] and closing[0] in _CLOSE:
        return _Placing(3, run, len(opened) - 1, run.end + len(after) - len(closing) + 1)
    part = _PART_BEFORE.search(before)
    if part is not None and _PART_AFTER.match(after):
        return _Placing(_PART, run, part.start(), run.end)
    comma = _COMMA_BEFORE.search(before)
    if comma is not None and _ENDS.match(after):
        return _Placing(5, run, comma.start(), run.end)
    return None


def _mentioned(before: str, after: str, run: Run) -> _Placing | None:
    """By a mention that is nobody's to receive something; or, in Chinese, by a name after a space at the end."""
    marked = run.hits[0].marked
    if _RECIPIENT.search(before):
        return None
    if marked:
        return _Placing(6, run, run.start, run.end if _ENDS.match(after) else run.start)
    if not run.hits[0].name.isascii() and _SPACE_BEFORE.search(before) and _ENDS.match(after):
        return _Placing(6, run, run.start, run.end)
    return None


def _stranger(text: str, names: Names) -> str | None:
    """Somebody unknown who seems to be named as the owner."""
    mention = names.unknown_mention(text)
    if mention is not None:
        return mention
    if _EVERYONE.match(text) or MENTION_OPEN in text:
        return None
    hits = (pattern.search(text) for pattern in _STRANGERS)
    return next((hit[1] for hit in hits if hit is not None and not names.run(hit[1], 0)), None)


def _join(left: str, right: str) -> str:
    """Two ends put together, without a comma or a space left where something stood."""
    left, spaced, right = left.rstrip(), left != left.rstrip() or right != right.lstrip(), right.lstrip()
    if left[-1:] in {",", "，", "、", ";", "；"} and (not right or right[0] in ",，、;；.。"):
        left = left[:-1]
    if not left and right[:1] in {",", "，", "、", ";", "；", ":", "："}:
        right = right[1:].lstrip()
    return f"{left}{' ' if left and right and spaced else ''}{right}"
