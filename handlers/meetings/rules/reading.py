"""Reading minutes: decisions and action items out of a text; every line of it ends up somewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from handlers.kit.dates import DateScope, When
from handlers.meetings.rules import owners
from handlers.meetings.rules.actions import DETAIL, Reader, tidy
from handlers.meetings.rules.entries import Action, Decision, Entry, Minutes, Rest, Somebody
from handlers.meetings.rules.marks import (
    NEXT_TIME,
    RULE,
    Bullet,
    Section,
    at_marks,
    bullet,
    cells,
    columns,
    decides,
    heading,
    mark,
)
from handlers.meetings.rules.names import Names
from handlers.meetings.rules.pieces import han, lines_of, listed
from handlers.meetings.rules.sentences import TIME, looks_assigned, sentences

_NONE = re.compile(
    r"(?:none|nothing|n/?a|nil|no (?:new )?(?:actions?|action items|decisions?)|无|無|暂无|暫無|没有|沒有|/|"
    r"-+)[.。]?",
    re.IGNORECASE,
)
_DONE = re.compile(r"(?:done|completed?|closed|finished|已完成|完成|已关闭|已結案|结束)", re.IGNORECASE)


def read(text: str, people: Iterable[Somebody], scope: DateScope) -> Minutes:
    """The entries of a text, in its order; mentions in it stand as people's ids between the marks of the kit."""
    names = Names(people)
    reading = _Reading(Reader(names, scope))
    for line in text.splitlines():
        reading.take(line)
    return Minutes(tuple(reading.finished()))


@dataclass(slots=True)
class _Open:
    """An action that the next lines may add to."""

    at: int
    body: str
    line: str
    indent: int
    group: tuple[int, ...]
    group_due: When | None


@dataclass(slots=True)
class _List:
    """What the lines under a heading have in common."""

    section: Section | None = None
    kind: str = ""
    number: int | None = None
    bulleted: bool = False
    items: int = 0
    last: int | None = None
    group: tuple[int, ...] = ()
    group_due: When | None = None
    once: bool = False  # the group is of the next item alone


class _Reading:
    """The text so far."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._names = reader.names
        self._entries: list[Entry] = []
        self._list = _List()
        self._open: _Open | None = None
        self._whole: _Open | None = None  # the action of which the open one is a part
        self._columns: tuple[str, ...] = ()
        self._blank = True

    def finished(self) -> Sequence[Entry]:
        """Everything read."""
        return self._entries

    def take(self, line: str) -> None:
        """One more line."""
        if not line.strip():
            self._blank, self._open = True, None
            self._columns = ()
            return
        made = bullet(line)
        if not (
            self._as_row(line)
            or self._as_more(line, made)
            or self._as_group(line, made)
            or self._as_heading(line, made)
        ):
            self._open = None
            self._as_text(line, made)
        self._blank = False

    # --- what a line may be ---------------------------------------------------------------------

    def _as_row(self, line: str) -> bool:
        row = cells(line)
        if not row:
            self._columns = ()
            return RULE.fullmatch(line) is not None and self._rest(line, heading=True)
        if RULE.fullmatch(line):
            return self._rest(line, heading=True)
        head = columns([self._names.plain(cell) for cell in row])
        if head:
            self._columns = head
            return self._rest(line, heading=True)
        if self._columns:
            done = any(_DONE.fullmatch(cell) for name, cell in zip(self._columns, row, strict=False) if name == "other")
            return self._rest(line) if done else self._row(line, dict(zip(self._columns, row, strict=False)))
        return self._headless(line, row)

    def _row(self, line: str, row: dict[str, str]) -> bool:
        if row.get("decision"):
            return self._add(Decision(tidy(self._names.plain(row["decision"])), self._plain(line)))
        what = row.get("what", "")
        if not what or _NONE.fullmatch(what):
            return self._rest(line)
        return self._add(self._reader.row(what, row.get("owner"), row.get("due"), self._plain(line)))

    def _headless(self, line: str, row: list[str]) -> bool:
        """A row without a head: its cells say by themselves what they are."""
        owner = next((cell for cell in row if self._names.all_names(cell)), None)
        due = next((cell for cell in row if cell != owner and self._reader.only_date(cell)), None)
        if owner is None or (due is None and self._list.section != "actions"):
            return False
        others = [cell for cell in row if cell not in {owner, due}]
        what = max(others, key=len, default="")
        if not what:
            return False
        return self._add(self._reader.row(what, owner, due if due is not None else "", self._plain(line)))

    def _as_more(self, line: str, made: Bullet) -> bool:
        """A line that goes on with the action above: indented, or naming its owner or date."""
        above, whole = self._open, self._whole
        if above is None or self._list.section != "actions":
            return False
        beside = whole is not None and whole.indent < made.indent <= above.indent
        detail = DETAIL.match(self._names.plain(made.body)) is not None
        if not (detail or beside or made.indent > above.indent):
            return False
        if made.box == "done":
            return self._rest(line)
        own = owners.leading(made.body, self._names) is not None or self._reader.dated(made.body)
        if made.kind and not detail and own:
            return self._part(line, made, whole or above)
        target = whole if beside and whole is not None and not detail else above
        apart = target.at != len(self._entries) - 1  # something else stands between, and lines keep their order
        if not apart:
            target.line = f"{target.line}\n{self._plain(line)}"
        self._goes_on(target, made.body)
        return not apart or self._rest(line, heading=True)

    def _goes_on(self, above: _Open, body: str) -> None:
        above.body = f"{above.body.rstrip(' ;；,，。.')}{'，' if han(above.body) else ', '}{body}"
        made = self._reader.action(above.body, above.line, above.group, above.group_due)
        self._entries[above.at] = replace(made, part=above is not self._whole and self._whole is not None)

    def _part(self, line: str, made: Bullet, whole: _Open) -> bool:
        """An action under another: whose it is and when it is due is the whole's, unless it says so itself.

        What has neither an owner nor a date is no action, but what those under it are about.
        """
        parent = self._entries[whole.at]
        if not isinstance(parent, Action) or (not parent.owners and parent.due is None):
            self._entries[whole.at] = Rest(whole.line, heading=True)
            return False
        self._whole = whole
        parts = sentences(made.body, self._reader)
        for part, raw in zip(parts, lines_of(line, parts), strict=True):
            plain = self._plain(raw)
            self._open = _Open(len(self._entries), part, plain, made.indent, parent.owners, parent.due)
            self._entries.append(replace(self._reader.action(part, plain, parent.owners, parent.due), part=True))
        return True

    def _as_group(self, line: str, made: Bullet) -> bool:
        """A line that says, before the action itself, whose it is or when it is due."""
        if self._list.section != "actions" or DETAIL.match(self._names.plain(made.body)) is None:
            return False
        run = owners.labelled(made.body, self._names)
        when = self._reader.only_date(re.split(r"[:：]", made.body, maxsplit=1)[1])
        if run is None and when is None:
            return False
        self._open = None
        self._list.group = run.ids if run is not None else self._list.group
        self._list.group_due = when if run is None else None
        self._list.once = True
        return self._rest(line, heading=True)

    def _as_heading(self, line: str, made: Bullet) -> bool:
        found = heading(line, self._names.plain(made.body), made.number is not None)
        if found is None and self._ends_list(made):
            self._list = _List()
            return self._names.all_names(made.body) is None and len(made.body) <= 30 and self._rest(line)
        if found is None:
            return False
        self._list, self._open = _List(found.section, made.kind, made.number), None
        return self._rest(line, heading=True)

    def _ends_list(self, made: Bullet) -> bool:
        """Whether the next number of the headings' own numbering stands here."""
        here = self._list
        if here.section is None or here.number is None or made.kind != here.kind or made.number is None:
            return False
        return made.number == here.number + 1 and here.last != here.number

    def _as_text(self, line: str, made: Bullet) -> None:
        body = made.body
        if made.box == "done" and mark(body) is None:  # a tick before "Decision:" is only for the eye
            self._rest(line)
            return
        pieces = at_marks(body)
        lines = lines_of(line, pieces)
        for n, (piece, part) in enumerate(zip(pieces, lines, strict=True)):
            self._piece(piece, part, made, first=n == 0)

    def _piece(self, piece: str, line: str, made: Bullet, *, first: bool) -> None:
        found = mark(piece)
        if found is not None and not piece[found.end :].strip():
            self._list = _List(found.section, made.kind, made.number)
            self._rest(line, heading=True)
        elif found is not None:
            self._marked(piece, found.end, found.section, line, made)
        elif first:
            self._unmarked(piece, line, made)
        else:
            self._by_sentence(piece, line)

    # --- lines by what they are ---------------------------------------------------------------------

    def _marked(self, piece: str, end: int, section: Section, line: str, made: Bullet) -> None:
        if section not in {"decisions", "actions"} or _NONE.fullmatch(piece[end:].strip()):
            self._rest(line)
        elif section == "decisions":
            self._several(piece, end, line, self._decision)
        else:
            self._several(piece, end, line, lambda body, part: self._marked_action(body, part, made))

    def _marked_action(self, body: str, line: str, made: Bullet) -> None:
        """An action after its mark; sentences that follow once all is said are not part of it."""
        first, *more = sentences(body, self._reader, loose=True)
        rest = "".join(more)
        if more and not self._reader.dated(rest) and not self._reader.action(first, first).unclear:
            raw, after = lines_of(line, [first, rest])
            self._action(first, raw, made, grouped=False)
            self._by_sentence(rest, after)
        else:
            self._action(body, line, made, grouped=self._list.section == "actions")

    def _several(self, piece: str, end: int, line: str, add: Callable[[str, str], None]) -> None:
        """What follows a mark may be several things, parted by semicolons or numbers."""
        numbered = listed(piece[end:])
        parts = numbered or sentences(piece[end:], self._reader)
        parts[0] = piece[:end] + parts[0]
        for n, (part, raw) in enumerate(zip(parts, lines_of(line, parts), strict=True)):
            if n and not numbered and looks_assigned(part, self._reader):
                self._entries.append(self._reader.action(part, self._plain(raw)))
            else:
                add(bullet(part[end:]).body if n == 0 else bullet(part).body, raw)

    def _unmarked(self, body: str, line: str, made: Bullet) -> None:
        section = self._list.section
        if self._tells_next_time(body):
            self._list = _List()
            self._rest(line)
        elif made.box == "open":
            self._action(body, line, made)
        elif section in {"decisions", "actions"} and not self._left_list(body, made):
            self._list.bulleted |= bool(made.kind)
            self._list.items += 1
            self._list.last = made.number if made.number is not None else self._list.last
            if _NONE.fullmatch(body.strip()):
                self._rest(line)
            elif section == "decisions":
                self._decision(body, line)
            else:
                self._listed_action(body, line, made)
        elif section == "off":
            self._rest(line)
        elif not self._in_group(body, line, made):
            self._by_sentence(body, line)

    def _tells_next_time(self, body: str) -> bool:
        found = NEXT_TIME.fullmatch(body.strip())
        return found is not None and (not found["when"] or self._reader.only_date(found["when"]) is not None)

    def _in_group(self, body: str, line: str, made: Bullet) -> bool:
        """Outside any list of actions: somebody's name, then what they are to do by when, a bullet each."""
        named = self._names.all_names(body.rstrip(" :：")) if body.rstrip().endswith((":", "：")) else None
        if named is not None and not made.kind:
            self._list.group = named.ids
            return self._rest(line, heading=True)
        if not self._list.group:
            return False
        if not made.kind:
            self._list.group = ()
            return False
        if owners.leading(body, self._names) is None and self._reader.dated(body, marked=True):
            self._action(body, line, made)
            return True
        return False

    def _left_list(self, body: str, made: Bullet) -> bool:
        """Whether the list above is over: after an empty line comes one that is not like its others."""
        here = self._list
        if not self._blank or not here.items or made.kind or self._names.all_names(body.rstrip(" :：")):
            return False
        if not here.bulleted and (self._reader.dated(body) or owners.leading(body, self._names)):
            return False
        self._list = _List()
        return True

    def _listed_action(self, body: str, line: str, made: Bullet) -> None:
        alone = body.strip().rstrip(":：").strip("*_ ")
        run = self._names.all_names(alone)
        when = self._reader.only_date(alone) if body.rstrip().endswith((":", "：")) else None
        if run is not None or when is not None:
            self._list.group = run.ids if run is not None else ()
            self._list.group_due = when
            self._rest(line, heading=True)
            return
        parts = sentences(body, self._reader)
        for part, raw in zip(parts, lines_of(line, parts), strict=True):
            self._action(part, raw, made)

    def _by_sentence(self, body: str, line: str) -> None:
        """Outside any list: what plainly is decided or given to somebody."""
        parts = sentences(body, self._reader, loose=True)
        kinds = [self._kind(part) for part in parts]
        if not any(kinds):
            self._rest(line)
            return
        for part, kind, raw in zip(parts, kinds, lines_of(line, parts), strict=True):
            if kind == "decision":
                self._decision(part, raw)
            elif kind == "action":
                self._entries.append(self._reader.action(TIME.sub("", part), self._plain(raw)))
            else:
                self._rest(raw)

    def _kind(self, sentence: str) -> str:
        if decides(sentence):
            return "decision"
        return "action" if looks_assigned(sentence, self._reader) else ""

    # --- adding -----------------------------------------------------------------------------------

    def _decision(self, body: str, line: str) -> None:
        plain = self._plain(line)
        self._entries.append(Decision(tidy(self._names.plain(body)) or plain.strip(), plain))

    def _action(self, body: str, line: str, made: Bullet, *, grouped: bool = True) -> None:
        group = self._list.group if grouped else ()
        group_due = self._list.group_due if grouped else None
        self._whole = None
        self._open = _Open(len(self._entries), body, self._plain(line), made.indent, group, group_due)
        self._entries.append(self._reader.action(body, self._open.line, group, group_due))
        if grouped and self._list.once:
            self._list.group, self._list.group_due, self._list.once = (), None, False

    def _add(self, entry: Entry) -> bool:
        self._entries.append(entry)
        return True

    def _rest(self, line: str, *, heading: bool = False) -> bool:
        return self._add(Rest(self._plain(line), heading))

    def _plain(self, line: str) -> str:
        return self._names.plain(line).strip()
