"""One action: its owner and its date read out of a text, and what then is left to do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from handlers.kit.dates import DateScope, Span, When, read_due, scan_due, without
from handlers.kit.errors import BadInput
from handlers.kit.messages import Msg, say
from handlers.meetings.rules import owners
from handlers.meetings.rules.entries import Action
from handlers.meetings.rules.names import Names

_I = re.IGNORECASE
DUE_LABEL = re.compile(
    r"(?:(?:due|due date|deadline|ddl|date|when|by when|eta|target(?: date)?|timeline|"
    r"(?:截止|完成|预计完成|預計完成|交付|提交)(?:时间|時間|日期|日)?|期限|时间|時間|日期|到期日?)\s*[:：=]\s*)$",
    _I,
)
DETAIL = re.compile(
    r"\s*(?:owners?|assignees?|responsible|who|dri|pic|due|due date|deadline|ddl|date|when|by when|eta|status|"
    r"priority|notes?|"
    r"负责人|負責人|责任人|責任人|执行人|執行人|跟进人|跟進人|(?:截止|完成|预计完成|預計完成)(?:时间|時間|日期|"
    r"日)?|期限|时间|時間|日期|"
    r"状态|狀態|优先级|優先級|优先順序|备注|備註|说明|說明|要求|交付物)\s*[:：]",
    _I,
)
_TIDY = (
    (re.compile(r"\*\*|__"), ""),
    (re.compile(r"[(（\[【]\s*[,，、;；:：/|-]*\s*[)）\]】]"), ""),
    (re.compile(r"([(（\[【])\s*[,，、;；:：/|]\s*"), r"\1"),
    (re.compile(r"\s*[,，、;；:：/|]\s*([)）\]】])"), r"\1"),
    (re.compile(r"^(?:TODO|AI|Action)\s*[:：]\s*", _I), ""),
    (re.compile(r"[ \t]{2,}"), " "),
    (re.compile(r"^(?:[\s:：,，、;；.。>|–—-]|[→⇒➡]\ufe0f?|[-=]>)+"), ""),
    (re.compile(r"(?:[\s,，、;；]+完成|\s+and|[\s,，]+(?:而|同时|同時|并且?|並且?))$", _I), ""),
    (re.compile(r"(?:[\s:：,，、;；|–—-]|[→⇒➡]\ufe0f?|[-=]>|(?<!\.)\.{1,2}|。)+$"), ""),
    (re.compile(r"^(?:to|please|pls|负责|負責)(?:\s+|(?<=[责責]))(?=\S)", _I), ""),
)


@dataclass(slots=True)
class Reader:
    """Reads actions on behalf of one text; what was scanned for dates once is not scanned again."""

    names: Names
    scope: DateScope
    _scanned: dict[str, list[Span]] = field(default_factory=dict)

    def spans(self, text: str) -> list[Span]:
        """The dates in a text."""
        if text not in self._scanned:
            self._scanned[text] = scan_due(text, self.scope)
        return self._scanned[text]

    def action(self, body: str, line: str, group: tuple[int, ...] = (), group_due: When | None = None) -> Action:
        """The action that a text asks for; ``group`` are the people, ``group_due`` the date, of the list it is in."""
        due, why, rest = self.due(body)
        owned = owners.owned(rest, self.names)
        people, unclear = owned.owners, owned.unclear
        if group and not people and [m.id for m in unclear] == ["meetings-no-owner"]:
            people, unclear = group, ()
        if due is None and group_due is not None and why is not None and why.id == "meetings-no-due":
            due, why = group_due, None
        return self._made(owned.rest, body, line, people, due, (*unclear, *((why,) if why else ())))

    def row(self, what: str, owner: str | None, due: str | None, line: str) -> Action:
        """The action of a table's row; None where the table has no such column, and the text may say it."""
        spare = self.action(what, line) if owner is None or due is None else Action(what, line)
        when, why = (spare.due, self.due(what)[1]) if due is None else self._cell(due)
        people, unclear = spare.owners, spare.unclear
        if owner is not None:
            run = self.names.all_names(owner)
            people = run.ids if run else ()
            unclear = self.names.unclear(run) if run else (self._nobody(owner),)
        else:
            unclear = owners.owned(self.due(what)[2], self.names).unclear
        left = spare.what if owner is None or due is None else what
        return self._made(left, what, line, people, when, (*unclear, *((why,) if why else ())))

    def due(self, text: str) -> tuple[When | None, Msg | None, str]:
        """When it is due, or why that cannot be said; and the text without the date."""
        spans = self.spans(text)
        candidates = [s for s in spans if s.marked] or spans
        good = [s for s in candidates if s.when is not None]
        if not good:
            wrong = next((s.error for s in candidates if s.error is not None), None)
            return (None, wrong.why, text) if wrong is not None else self._due_part(text)
        if len({s.when for s in good}) > 1:
            return None, say("meetings-two-dues"), text
        return good[0].when, None, without(text, [_labelled(text, span) for span in good])

    def _due_part(self, text: str) -> tuple[When | None, Msg | None, str]:
        """A part of the text that is a date by itself, such as the last of ``Deck - Bob - Wed``."""
        for part in _PART.finditer(text):
            when = self.only_date(part["part"])
            if when is not None:
                return when, None, f"{text[: part.start()]}{text[part.end() :]}"
        return None, say("meetings-no-due"), text

    def dated(self, text: str, *, marked: bool = False) -> bool:
        """Whether a text has a date, one that words make a deadline where ``marked``."""
        return any(span.marked or not marked for span in self.spans(text))

    def only_date(self, text: str) -> When | None:
        """The date that a whole text is."""
        try:
            return read_due(text, self.scope) if text.strip() else None
        except BadInput:
            return None

    def _cell(self, text: str) -> tuple[When | None, Msg | None]:
        if not re.search(r"\w", text):
            return None, say("meetings-no-due")
        try:
            return read_due(text, self.scope), None
        except BadInput as error:
            return None, error.why

    def _nobody(self, cell: str) -> Msg:
        name = cell.strip(" @＠-–—?？")
        return self.names.unknown(name) if name and not _TBD.fullmatch(name) else say("meetings-no-owner")

    def _made(
        self, rest: str, body: str, line: str, people: tuple[int, ...], due: When | None, unclear: tuple[Msg, ...]
    ) -> Action:
        what = tidy(self.names.plain(rest)) or tidy(self.names.plain(body)) or line.strip()
        return Action(what, line, people, due, unclear)


_PART = re.compile(
    r"(?:\s[-–—]{1,2}\s|——|[→⇒➡]\ufe0f?\s*|[,，;；|｜/]\s*|[(（\[【])(?P<part>[^-–—,，;；|"
    r"｜()（）\[\]【】]{2,30}?)(?:[)）\]】]|(?=\s[-–—]{1,2}\s|——|[,，;；|｜]|\s*$))"
)
_TBD = re.compile(r"tbd|tba|tbc|n/?a|none|待定|未定|无|無", _I)


def tidy(text: str) -> str:
    """A text without what was left loose when its date and owner were cut out."""
    text = re.sub(r"\s*\n\s*", " ", text).strip()
    for pattern, instead in (*_TIDY, *_TIDY):  # what one leaves loose another cuts
        text = pattern.sub(instead, text)
    return text.strip()


def _labelled(text: str, span: Span) -> Span:
    """The date with the label before it (``Due:``, 截止时间：)."""
    label = DUE_LABEL.search(text[: span.start])
    if label is None:
        return span
    start = label.start()
    return Span(start, span.end, span.when, span.error, span.marked)
