"""Finding the names of known people in running text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import process

from handlers.kit.inbound import MENTION_CLOSE, MENTION_OPEN
from handlers.kit.messages import Items, Msg, say
from handlers.meetings.rules.entries import Somebody

# Names that are words as well: bare, they are names only when written as the name is.
_ALSO_WORDS = (
    "will may mark rich hope grace bill art rob pat sue drew dawn june april august faith joy rose ray max chase grant "
    "frank guy dean miles page summer sunny lane reed wade josh jack olive violet ivy mercy victor earnest"
)
_WORDS = frozenset(_ALSO_WORDS.split())
_SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧"
    "蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鐘汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
)
_HAN_NAME = rf"(?:[小老阿][\u4e00-\u9fff]|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
_LATIN_NAME = r"[A-Z][A-Za-z'’.-]*[A-Za-z](?: [A-Z][A-Za-z'’.-]*[A-Za-z]){0,2}"
_LABELS = "Status|Due|Deadline|Priority|Notes?|Owner|Date|When|Who|What|ETA|Action|Update"
NAME_LIKE = rf"(?:(?!(?:{_LABELS})(?![a-z])){_LATIN_NAME}|{_HAN_NAME})"
"""What may be the name of somebody unknown."""

_STRANGER = re.compile(rf"({NAME_LIKE})(?=\s*(?:[:：)）\]】]|to |will |负责|負責|$))")
_SPACE = re.compile(r"\s*")
AND = re.compile(r"\s*(?:[,，、/／&＆+]|和|与|與|及|以及|and(?![a-z]))\s*", re.IGNORECASE)
_SOMEONE_ELSES = re.compile(r"['’]s(?![a-z])|的")
_MENTION = re.compile(f"{MENTION_OPEN}(\\d+){MENTION_CLOSE}")
_UNKNOWN_MENTION = re.compile(r"(?<![\w.])[@＠]([^\s@＠,，、:：;；()（）\[\]【】。.!?！？|]{1,40})")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name in a text, from ``start`` to ``end``; more than one id where several people have it."""

    start: int
    end: int
    ids: tuple[int, ...]
    name: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Names in a row (``@bob and Carol``); ``strangers`` are those in it that nobody has."""

    hits: tuple[Hit, ...]
    strangers: tuple[str, ...] = ()
    stop: int = 0

    @property
    def start(self) -> int:
        """Where the first name begins."""
        return self.hits[0].start

    @property
    def end(self) -> int:
        """Where the last name ends."""
        return max(self.stop, self.hits[-1].end)

    @property
    def ids(self) -> tuple[int, ...]:
        """The people meant beyond doubt."""
        return tuple(dict.fromkeys(hit.ids[0] for hit in self.hits if len(hit.ids) == 1))


class Names:
    """Everybody's names, ready to be found."""

    def __init__(self, people: Iterable[Somebody]) -> None:
        self._ids: dict[str, list[int]] = defaultdict(list)
        self._as_written: dict[int, str] = {}
        for person in people:
            self._ids[person.name.casefold()].append(person.id)
            self._as_written[person.id] = person.name
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for name in sorted((name for name in self._ids if name), key=len, reverse=True):
            self._by_first[name[0]].append(name)

    def plain(self, text: str) -> str:
        """The text with mentions as ``@name``."""
        return _MENTION.sub(lambda hit: f"@{self._as_written.get(int(hit[1]), '?')}", text)

    def at(self, text: str, pos: int) -> Hit | None:
        """The name that begins at a place."""
        mention = _MENTION.match(text, pos)
        if mention is not None and int(mention[1]) in self._as_written:
            known = int(mention[1])
            return Hit(pos, mention.end(), (known,), self._as_written[known], True)
        marked = text[pos : pos + 1] in {"@", "＠"} and not text[pos - 1 : pos].isalnum()
        end = self._end_of_name(text, pos + marked)
        written = text[pos + marked : end]
        ids = self._ids.get(written.casefold(), [])
        if end is None or not (marked or self._is_name(written, ids)):
            return None
        return Hit(pos, end, tuple(ids), written, marked)

    def _end_of_name(self, text: str, pos: int) -> int | None:
        """Where the longest name that begins at a place ends: ``bob`` is not in ``bobby``."""
        if pos and _is_letter(text[pos - 1 : pos]) and _is_letter(text[pos : pos + 1]):
            return None
        for name in self._by_first.get(text[pos : pos + 1].casefold(), ()):
            end = pos + len(name)
            within = _is_letter(name[-1]) and _is_letter(text[end : end + 1])
            if not within and text[pos:end].casefold() == name:
                return end
        return None

    def run(self, text: str, pos: int) -> Run | None:
        """The names in a row that begin at a place, if they are not just somebody's something."""
        hit = self.at(text, pos)
        if hit is None or _SOMEONE_ELSES.match(text, hit.end):
            return None
        hits, strangers, end = [hit], [], hit.end
        while (gap := AND.match(text, end) or _SPACE.match(text, end)) is not None:
            following = self.at(text, gap.end())
            if following is None or _SOMEONE_ELSES.match(text, following.end):
                stranger = _STRANGER.match(text, gap.end())
                if gap[0].strip() and stranger is not None:
                    strangers.append(stranger[1])
                    end = stranger.end()
                    continue
                break
            if not gap[0].strip() and not following.marked:
                break
            hits.append(following)
            end = following.end
        return Run(tuple(hits), tuple(strangers), end if strangers else 0)

    def runs(self, text: str) -> Iterator[Run]:
        """All names in a text, in rows."""
        pos = 0
        while pos < len(text):
            run = self.run(text, pos) if self._may_begin(text, pos) else None
            if run is not None:
                yield run
            pos = run.end if run is not None else pos + 1

    def all_names(self, text: str) -> Run | None:
        """The names that a whole text is, nothing else in it; None if it is anything more."""
        text = text.rstrip()
        run = self.run(text, len(text) - len(text.lstrip()))
        return run if run is not None and run.end == len(text) else None

    def unclear(self, run: Run) -> tuple[Msg, ...]:
        """What is not plain about names in a row."""
        twice = [say("kit-person-two", bad=hit.name) for hit in run.hits if len(hit.ids) > 1]
        return (*twice, *(self.unknown(name) for name in run.strangers))

    def unknown(self, name: str) -> Msg:
        """That nobody has this name, with the nearest ones."""
        near = [hit[0] for hit in process.extract(name, list(self._as_written.values()), limit=3, score_cutoff=60)]
        if near:
            return say("kit-person-near", bad=name, near=Items(tuple(near), any_of=True))
        return say("kit-person-unknown", bad=name)

    def unknown_mention(self, text: str) -> str | None:
        """The first ``@name`` in a text that nobody has."""
        for hit in _UNKNOWN_MENTION.finditer(text):
            if self.at(text, hit.start()) is None:
                return hit[1]
        return None

    def _is_name(self, written: str, ids: list[int]) -> bool:
        if len(written) == 1:
            return False
        return written.casefold() not in _WORDS or any(self._as_written[known] == written for known in ids)

    def _may_begin(self, text: str, pos: int) -> bool:
        return text[pos] in {"@", "＠", MENTION_OPEN} or text[pos].casefold() in self._by_first


def _is_letter(char: str) -> bool:
    """Whether a character belongs to a word that has spaces around it."""
    return char.isascii() and (char.isalnum() or char == "_")
