"""The words that say what a line of minutes is: headings, marks, bullets, columns of tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

Section: TypeAlias = Literal["decisions", "actions", "notes", "off"]
"""``notes`` may hold something to be done; ``off`` (who was there, the agenda) does not."""

_I = re.IGNORECASE

_WORDS: dict[Section, str] = {
    "decisions": (
        r"(?:key |main )?decisions?(?: made| taken| reached)?|decided|resolutions?|agreements?|agreed|"
        r"outcomes?|conclusions?|what we decided|"
        r"(?:会议|會議|重要|主要|关键|關鍵)?(?:决议|決議|决定|決定|决策|決策|结论|結論)(?:事项|事項)?|"
        r"(?:达成)?共识|(?:達成)?共識|已决事项|确定事项|確定事項"
    ),
    "actions": (
        r"(?:(?:key |new |agreed )?action(?: items?| points?| list|s)?|next steps?|to[- ]?dos?(?: list|"
        r" items?)?|tasks?|task list|"
        r"follow[- ]?ups?(?: items?)?|ais?|aps?|deliverables?|assignments?|commitments?|who does what(?: by when)?)"
        r"(?: (?:from|for|of|after|arising|agreed) .{1,30})?|"
        r"(?:会议|會議|本周|本週|下周|下週)?(?:行动|行動)(?:项|項|项目|項目|计划|計畫|計劃|事项|事項|清单|清單|点|點)?|"
        r"(?:会议|會議)?(?:待办|待辦|代办)(?:事项|事項|清单|清單|项|項)?|(?:会议|會議|后续|後續)?(?:任务|"
        r"任務)(?:清单|清單|分工|分配|安排)?|分工|责任分工|責任分工|"
        r"(?:工作|下一步|下步|后续|後續|接下来的?|接下來的?)(?:工作|任务|任務|安排|分工|分配|计划|計畫|計劃|"
        r"行动|行動|跟进|跟進|追蹤|事项|事項)(?:安排|事项|事項)?|"
        r"下一步|后续|後續|(?:跟进|跟進|追蹤|交办|交辦|落实|落實)(?:事项|事項)?"
    ),
    "notes": (
        r"(?:meeting )?notes?|discussions?(?: points?)?|discussed|summary|background|context|updates?|"
        r"status(?: updates?)?|risks?|issues?|"
        r"questions?|open questions?|parking lot|fyi|infos?|information|highlights?|aob|any other business|"
        r"blockers?|feedback|"
        r"topics?|recap|key points?|"
        r"(?:会议|會議)?(?:讨论|討論|内容|內容|要点|要點|纪要|紀要|记录|紀錄|記錄|摘要|概要|背景|说明|"
        r"說明)(?:内容|內容|事项|事項|要点|要點)?|"
        r"备注|備註|补充|補充|进展|進展|进度|進度|问题|問題|风险|風險|其他|其它|遗留问题|遺留問題|待讨论|"
        r"待討論|反馈|回饋|分享|总结|總結"
    ),
    "off": (
        r"attendees?|participants?|present|absent|apologies|regrets|invitees?|agenda|date|time|date and time|"
        r"when|where|location|venue|"
        r"place|next meeting|next sync|chair|facilitator|host|note[- ]?taker|minutes|minute[- ]?taker|recorder|"
        r"scribe|subject|title|meeting|"
        r"参会人?员?|參會人?員?|参加人员?|參加人員?|与会人?员?|與會人?員?|與會者|出席(?:人员|人員|者)?|"
        r"缺席(?:人员|人員|者)?|列席|请假|請假|(?:会议|會議)?(?:议程|議程|主题|主題|时间|時間|"
        r"日期|地点|地點)|主持人?|记录人?|紀錄人?|記錄人?|下次(?:会议|會議|开会|開會)(?:时间|時間)?"
    ),
}
_HEADINGS = {section: re.compile(words, _I) for section, words in _WORDS.items()}
_ORDER: tuple[Section, ...] = ("decisions", "actions", "off", "notes")

_ANY = "|".join(f"(?P<{section}>{_WORDS[section]})" for section in _ORDER)
_NUMBERED = r"(?: ?(?:[#-] ?)?\d{1,2}| ?[一二三四五六七八九十]{1,2})?"
_BOLD = r"(?:\*\*|__)?"
LABEL = re.compile(
    rf"\s*(?:{_BOLD}(?:{_ANY}){_NUMBERED}{_BOLD}\s*(?:[:：]\s*{_BOLD}|\s[-–—]\s)|"
    rf"[\[【(（](?:{_ANY.replace('?P<', '?P<in_')}){_NUMBERED}[\]】)）]\s*[:：]?)\s*",
    _I,
)
"""A word at the start of a line that says what follows it is."""

_HASHTAGS: dict[Section, str] = {
    "decisions": r"decisions?|decided|决定|決定|决议|決議",
    "actions": r"actions?|todo|行动|行動|待办|待辦",
    "notes": r"notes?|备注|備註|记录|記錄|紀錄",
}
HASHTAG = re.compile(
    r"\s*[#＃](?:" + "|".join(f"(?P<{s}>{w})" for s, w in _HASHTAGS.items()) + r")(?![a-z])\s*[:：]?\s*", _I
)
_LOUD = re.compile(r"\s*(?:TODO|ACTION|AI)\s+(?:[-–—]\s*)?(?=[A-Z@＠\ue000\u4e00-\u9fff])")
_INSIDE = re.compile(r"(?:(?<=[.。;；!！?？])|(?<=\s\s)|(?<=[.。;；!！?？]\s))(?=\S)")

_DECIDING = re.compile(
    r"\s*(?:(?:(?:we|the team|team|everyone|everybody|all|the group|management|it)\s+)?(?:(?:have|has|was|is|"
    r"all)\s+)?(?:also\s+)?"
    r"(?:decided|agreed|resolved|concluded|approved)\s*(?:to|that|on|unanimously|[:：])(?![a-z])"
    r"|(?:(?:那就?|所以|会议|會議|大家|团队|團隊|全体|全體|全员|全員|与会者|與會者|我们|我們|最终|最終|最後|最后|"
    r"经(?:过)?讨论|經(?:過)?討論)[,，]?)*(?:一致|共同)?"
    r"(?:决定|決定|决议|決議|敲定|商定|同意|通过了?|通過了?)(?![权權书書])(?=.))",
    _I,
)


@dataclass(frozen=True, slots=True)
class Bullet:
    """How a line begins: how deep, with what kind of bullet and which number; ``box`` is a tick box."""

    indent: int
    kind: str
    number: int | None
    box: Literal["", "open", "done"]
    body: str


_BULLET = re.compile(
    r"(?:(?P<box>(?:[-*+•]\s*)?\[(?P<tick>[ xX✓✔]?)\]|[☐□❑❒☑✅✔✓])\s*"
    r"|(?P<number>\d{1,2}(?:\.\d{1,2}){1,2}[.)]?\s+(?=[A-Z@＠\u4e00-\u9fff])(?![万亿萬億元成]|M\b)|"
    r"[(（]?\d{1,2}[.)、．）](?!\d)|[①-⑳]|[(（]?[一二三四五六七八九十]{1,3}[、．.)）]|[a-zA-Z][.)](?=\s))\s*"
    r"|(?P<sign>[\U0001f300-\U0001faff\u2600-\u2604\u2690-\u2704\u2708-\u2712\u2728-\u2767]\ufe0f?)\s*"
    r"|(?P<dot>[•●○◦▪▫■◆◇►▶➤➢·‣∙*+>–—-](?=\s)|[•●○◦▪▫■◆◇►▶➤➢·‣∙])\s*)"
)
_NUMERALS = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}


def bullet(line: str) -> Bullet:
    """A line taken apart: its indent, its bullets, what they stand before."""
    body = line.strip()
    indent = len(line[: len(line) - len(line.lstrip())].expandtabs(4))
    kind, number, box = "", None, ""
    while (hit := _BULLET.match(body)) is not None:
        if hit["box"]:
            box = "done" if (hit["tick"] or "").strip() or hit["box"] in "☑✅✔✓" else "open"
            kind = kind or "box"
        elif hit["number"]:
            if kind and kind != "dot":
                break
            kind, number = _number(hit["number"])
        else:
            kind = kind or "dot"
        body = body[hit.end() :]
    return Bullet(indent, kind, number, box, body)  # type: ignore[arg-type]  # one of the three, by the lines above


def _number(mark: str) -> tuple[str, int | None]:
    inner = re.sub(r"[\s()（）.、．]", "", mark)
    if inner.isascii() and inner.isdigit():
        return "1", int(inner)
    if inner and all(c in _NUMERALS for c in inner):
        return "一", _NUMERALS[inner[-1]] + (10 if len(inner) > 1 else 0)
    return "a", None


_HEAD = re.compile(r"(?P<md>#{1,6}\s+)?(?P<body>.*?)(?P<colon>\s*[:：]?)\s*$")
_WRAP = re.compile(r"^(?:\*\*|__|【|\[|《|<|=+\s*|-{2,}\s*)|(?:\*\*|__|】|\]|》|>|\s*=+|\s*-{2,})$")
_SUFFIX = re.compile(r"\s*(?:[(（][^()（）]{0,40}[)）]|\d{1,2}月\d{1,2}日|/.{1,24})$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that only says what the following ones are; ``section`` is None where it says something else."""

    section: Section | None


_WRAPPED = re.compile(r"(?:【[^】]*】|\*\*[^*]*\*\*|==+[^=]*==+|--+[^-]*--+)[:：]?")


def heading(line: str, body: str, numbered: bool) -> Heading | None:
    """The heading that a line is, if it is one."""
    hit = _HEAD.match(body)
    assert hit is not None  # it may be empty
    inner = hit["body"]
    for _ in range(2):
        inner = _WRAP.sub("", inner).strip(" :：")
    section = _section(inner) or _section(_SUFFIX.sub("", inner))
    if section is not None:
        return Heading(section)
    if hit["md"] or (not numbered and len(inner) <= 40 and _WRAPPED.fullmatch(line.strip())):
        return Heading(None)
    return None


def _section(words: str) -> Section | None:
    words = re.sub(r"\s+", " ", words).strip()
    return next((section for section in _ORDER if _HEADINGS[section].fullmatch(words)), None)


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before a text and says what it is; the text begins at ``end``."""

    section: Section
    end: int
    hashtag: bool = False


def mark(text: str) -> Mark | None:
    """The mark at the start of a text."""
    tag = HASHTAG.match(text)
    if tag is not None:
        return Mark(next(s for s in _HASHTAGS if tag[s]), tag.end(), True)
    label = LABEL.match(text)
    if label is not None:
        return Mark(next(s for s in _ORDER if label[s] or label[f"in_{s}"]), label.end())
    loud = _LOUD.match(text)
    return Mark("actions", loud.end()) if loud is not None else None


def decides(text: str) -> bool:
    """Whether a sentence says that something was decided."""
    return _DECIDING.match(text) is not None


def at_marks(text: str) -> list[str]:
    """A line cut before each mark inside it (``Decision: … . Action: …``)."""
    begins = [(hit.start(), mark(text[hit.start() :])) for hit in _INSIDE.finditer(text)]
    cuts = [start for start, found in begins if found is not None and found.section != "off"]
    cuts += [hit.start() for hit in re.finditer(r"(?<=\s)[#＃](?=\w)", text) if HASHTAG.match(text, hit.start())]
    ends = sorted({0, *(cut for cut in cuts if text[:cut].strip()), len(text)})
    return [text[a:b] for a, b in pairwise(ends)]


_COLUMNS = {
    "owner": (
        r"(?:action )?owners?|who|assignees?|assigned to|responsible(?: person)?|name|person|pic|dri|负责人|負責人|"
        r"责任人|責任人|执行人|執行人|承办人|承辦人|跟进人|跟進人|人员|人員|姓名"
    ),
    "what": (
        r"tasks?|what|actions?|action items?|items?|to-?dos?|description|deliverables?|任务|任務|事项|事項|待办|"
        r"待辦|待办事项|待辦事項|行动项|行動項目?|工作内容|工作內容|内容|內容|工作事项|工作事項"
    ),
    "due": (
        r"due|due date|deadline|when|by|by when|date|eta|target date|ddl|截止|截止(?:时间|時間|日期|日)|"
        r"完成(?:时间|時間|日期|日)|(?:预计|預計)完成(?:时间|時間|日期|日)?|期限|时间|時間|日期|到期日?"
    ),
    "decision": r"decisions?|resolutions?|决议|決議|决定|決定|结论|結論",
}
_COLUMN = {name: re.compile(words, _I) for name, words in _COLUMNS.items()}
RULE = re.compile(r"[\s|｜:：=+_—–-]+")
"""A line that only rules a table or parts two paragraphs."""


def cells(line: str) -> list[str]:
    """A line's cells, where bars or tabs make it a row of a table; else none."""
    if "\t" in line.strip():
        return [cell.strip() for cell in line.strip("\n").split("\t")]
    parts = re.split(r"[|｜]", line.strip())
    if len(parts) < 3:
        return []
    if not parts[0].strip():
        parts = parts[1:]
    if parts and not parts[-1].strip():
        parts = parts[:-1]
    return [part.strip() for part in parts]


def columns(row: list[str]) -> tuple[str, ...]:
    """What the columns under a table's head hold; empty where the row is no head."""
    found = []
    for cell in row:
        inner = cell.strip("* ")
        found.append(next((name for name, words in _COLUMN.items() if words.fullmatch(inner)), "other"))
    named = set(found)
    headed = len(row) > 1 and ("decision" in named or ("what" in named and named & {"owner", "due"}))
    return tuple(found) if headed else ()


_NEXT = r"(?:the )?next (?:meeting|sync|call)(?: is| will be)?(?: on| at)?"
_ZH_NEXT = r"下(?:一)?次(?:会议|會議|例会|例會|开会|開會|周会|週會)(?:时间|時間)?(?:定|改)?(?:在|于|於|是|为|為)?"
NEXT_TIME = re.compile(rf"(?:{_NEXT}|{_ZH_NEXT})\s*[-–—:：,，]?\s*(?P<when>.*?)[。.]?", _I)
"""When one meets again, which is no item."""
