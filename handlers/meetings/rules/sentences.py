"""Sentences of running text, and whether one gives somebody something to do."""

from __future__ import annotations

import re
from itertools import pairwise

from handlers.meetings.rules import owners
from handlers.meetings.rules.actions import Reader

_I = re.IGNORECASE
_STOP = re.compile(r"[。；;!！?？\n]\s*|(?<![A-Z0-9])\.(?:\s+|$)|(?<=[0-9])\.\s+(?=[A-Z@＠\ue000])")
_COMMA = re.compile(r"[,，]\s*(?:and\s+|而|同时|同時|并且|並且)?|\s+and\s+|\s+(?=[@＠\ue000])")
TIME = re.compile(r"^\s*[\[(（]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?[\])）]?\s*")

_DUTY = re.compile(
    r"(?:to|shall|must|should|needs? to|has to|is to|are to|(?:is|are) going to|will|agree[ds]? to|offered to|"
    r"volunteered to|committed to|promised to|['’]ll|(?:is )?responsible for|please)$",
    _I,
)
_BEING = re.compile(
    r"\s*(?:be|not|have|never|also be|likely be|probably be|miss|join|attend|take leave|see|need|know|"
    r"think)(?![a-z])",
    _I,
)
_ZH_DUTY = re.compile(r"(?:主要)?(?:来|來|需要?|須|须|要|将|將|会|會|应该?|應該?)?(?:负责|負責|主责|主責)?$")
_ZH_STRONG = re.compile(r"^(?:牵头|牽頭|跟进|跟進|负责|負責)")
_TALK = re.compile(
    r"\s*(?:(?:i|we|the|it|that|this|my|our|ok(?:ay)?|so|yes|no|and|but|well|sure|thanks?|nice|good|congrats|"
    r"fyi|can|could|what|when|why|how|is|are|do|"
    r"does|did|there|you|he|she|they|think|not|if|maybe|yeah|hi|hello|agreed|great)(?![a-z])|我们|我們|我觉得|"
    r"我覺得|我认为|我認為|这|這|那|好|嗯|可以|大家|你|是|有|没|沒|目前|现在|現在|已)",
    _I,
)
_MINE = re.compile(
    r"\s*(?:(?:ok(?:ay)?|sure|yes|right|好的?|嗯|没问题|沒問題)[,，.。!！]?\s*)?(?:I['’]ll|I will|I can|"
    r"I['’]m going to|let me|我来|我來|我会|我會|我负责|我負責|我)",
    _I,
)
_TOLD = re.compile(
    r"\s*(?:is|was|are|were|has|had|have|said|says|asked|asks|thinks?|thought|wants?|wanted|needs?|reported|"
    r"reports?|believes?|expects?|"
    r"hopes?|likes?|mentioned|notes?|noted|suggested|suggests?|agreed|agrees|presented|presents|shared|shares|"
    r"joined|left|does|did|"
    r"and|or|of|in|at|on|with|from|as|would|could|might|may|can|cannot|already|\w+ed)(?![a-z])",
    _I,
)
_ZH_TOLD = re.compile(
    r"\s*(?:说|說|表示|认为|認為|提到|汇报|匯報|介绍|介紹|反馈|回饋|建议|建議|问|問|觉得|覺得|已|没|沒|不|在|"
    r"是|有|请假|請假|休假|出差|缺席|参加|參加|出席|分享了|提出)",
)


def sentences(text: str, reader: Reader, *, loose: bool = False) -> list[str]:
    """A text in pieces that are somebody's each; ``loose`` also parts it at every full stop.

    Put together again the pieces are the text.
    """
    stops = (stop.end() for stop in _STOP.finditer(text) if stop.end() < len(text))
    cuts = [0, *(at for at in stops if loose or _begins_with_owner(text[at:], reader))]
    for comma in _COMMA.finditer(text):
        begin = max(cut for cut in cuts if cut <= comma.start())
        rest = text[comma.end() :]
        before = text[begin : comma.start()]
        if rest and _begins_with_owner(rest, reader) and _own(before, rest, reader):
            cuts = sorted({*cuts, comma.end()})
    ends = [*cuts, len(text)]
    return [text[a:b] for a, b in pairwise(ends) if text[a:b]] or [text]


def _begins_with_owner(text: str, reader: Reader) -> bool:
    found = owners.leading(text, reader.names)
    if found is None or not re.search(r"\w", reader.due(found.rest)[2]):
        return False
    return bool(found.joint) or not (_TOLD.match(found.rest) or _ZH_TOLD.match(found.rest))


def _own(before: str, rest: str, reader: Reader) -> bool:
    """Whether both sides of a comma have an owner and a date of their own."""
    stop = re.search(r"[,，。；;]", rest)
    after = rest[: stop.start()] if stop else rest
    return owners.leading(before, reader.names) is not None and reader.dated(before) and reader.dated(after)


def looks_assigned(sentence: str, reader: Reader) -> bool:
    """Whether a sentence outside any list plainly gives somebody something to do."""
    if sentence.rstrip().endswith(("?", "？")):
        return False
    sentence = TIME.sub("", sentence)
    due, _, said = reader.due(sentence)
    dated, marked = due is not None or reader.dated(sentence), reader.dated(sentence, marked=True)
    found = owners.leading(said, reader.names)
    typed = owners.leading(sentence, reader.names)
    told = sentence[typed.run.hits[-1].end :] if typed is not None else ""
    if found is None:
        given = owners.assigns if marked or "由" in said else owners.in_parts
        return (dated or "由" in said) and given(said, reader.names) and not _ZH_TOLD.match(said)
    joint, rest = found.joint, found.rest
    if not rest.strip(" .。,，"):
        return False
    if found.asked:
        return not _ZH_TOLD.match(rest)
    if _DUTY.search(joint):
        return not _BEING.match(rest) and (dated or re.search(r"(?<![a-z])(?:to|负责|負責)$", joint, _I) is not None)
    last = found.run.hits[-1]
    raw = said[last.end :]
    if typed is not None and (_TOLD.match(told) or _ZH_TOLD.match(told)):
        return False
    if ":" in joint or "：" in joint:
        return marked and (_MINE.match(raw.lstrip(" :：*")) is not None or not _TALK.match(rest))
    if last.name.isascii() and not re.match(r"\s*[\u4e00-\u9fff]", raw):
        return (dated if last.marked else marked) and _doing(raw, named=last.marked)
    return _chinese(joint, raw, dated=dated, marked=marked)


def _doing(raw: str, *, named: bool) -> bool:
    """Whether what follows a name in English is what they do, rather than what they did or are."""
    return not _TALK.match(raw) and (named or re.match(r"[\s*_–—→,-]*[a-z]", raw) is not None)


def _chinese(joint: str, raw: str, *, dated: bool, marked: bool) -> bool:
    if re.search(r"(?:负责|負責|主责|主責)$", joint) or _ZH_STRONG.match(raw):
        return True
    return dated if joint and _ZH_DUTY.search(joint) else marked
