"""Time zones as people name them: by IANA, by a city or a country, in English or Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location
from rapidfuzz import fuzz, process

from handlers.kit.errors import BadInput
from handlers.kit.kinds import Kind, reader
from handlers.kit.messages import Code, Items, say

_LOCALES = ("en", "zh_Hans_CN", "zh_Hant_TW")
_SUFFIX = re.compile(r"(?<=\w)(?:标准时间|標準時間|时间|時間|时区|時區|市| (?:time|city))$")
_LEGACY = re.compile(r"(?:Etc|US|Canada|Brazil|Mexico|Chile)/.*|[A-Z0-9]+")  # EST, US/Central: not where one lives

# Places that the database of zones does not name, or names in one script only; of a country with several zones
# the one in which nearly everybody lives.
_PLACES: Mapping[str, str] = {
    "Asia/Shanghai": "China|中国|中國|Beijing|Peking|北京|Shenzhen|深圳|Guangzhou|Canton|广州|廣州|Hangzhou|杭州"
    "|Nanjing|南京|Chengdu|成都|Chongqing|重庆|重慶|Wuhan|武汉|武漢|Xi'an|Xian|西安|Suzhou|苏州|蘇州|Tianjin"
    "|天津|Xiamen|厦门|廈門|Qingdao|青岛|青島|Changsha|长沙|長沙|Zhengzhou|郑州|鄭州|Dalian|大连|大連|Ningbo"
    "|宁波|寧波|Hefei|合肥|Jinan|济南|濟南|Fuzhou|福州|Kunming|昆明|Shenyang|沈阳|瀋陽|Harbin|哈尔滨|哈爾濱",
    "Asia/Taipei": "臺北|臺灣|台灣|Kaohsiung|高雄|Taichung|台中|臺中|Tainan|台南|臺南|Hsinchu|新竹|New Taipei"
    "|新北|桃園",
    "Asia/Hong_Kong": "HK|Kowloon|九龙|九龍",
    "Asia/Tokyo": "Osaka|大阪|Kyoto|京都|Yokohama|横滨|橫濱|Nagoya|名古屋|Fukuoka|福冈|福岡|Sapporo|札幌",
    "Asia/Seoul": "Busan|釜山|Korea|韩国|韓國|首爾",
    "Asia/Ho_Chi_Minh": "Hanoi|河内|河內|Saigon|西贡|西貢|胡志明|Danang|岘港",
    "Asia/Kolkata": "Mumbai|Bombay|孟买|孟買|Delhi|New Delhi|德里|新德里|Bangalore|Bengaluru|班加罗尔|班加羅爾"
    "|加尔各答|加爾各答|Hyderabad|Chennai",
    "Asia/Kuala_Lumpur": "Malaysia|马来西亚|馬來西亞|Penang|槟城|檳城|KL",
    "Asia/Dubai": "Abu Dhabi|阿布扎比|阿布達比",
    "Europe/Berlin": "Germany|德国|德國|Munich|慕尼黑|Frankfurt|法兰克福|法蘭克福|Hamburg|汉堡|漢堡|Cologne|科隆"
    "|Düsseldorf",
    "Europe/London": "England|Manchester|曼彻斯特|曼徹斯特|Edinburgh|爱丁堡|愛丁堡",
    "Europe/Madrid": "Spain|西班牙|Barcelona|巴塞罗那|巴塞隆納",
    "Europe/Rome": "Milan|米兰|米蘭",
    "Europe/Zurich": "Geneva|日内瓦|日內瓦|Basel",
    "Europe/Kyiv": "Kiev|基辅|基輔",
    "America/New_York": "NYC|Boston|波士顿|波士頓|Washington|Washington DC|华盛顿|華盛頓|Philadelphia|费城|費城"
    "|Miami|迈阿密|邁阿密|Atlanta|亚特兰大|亞特蘭大",
    "America/Chicago": "Houston|休斯敦|休士頓|Dallas|达拉斯|達拉斯|Austin|奥斯汀|奧斯汀",
    "America/Los_Angeles": "LA|San Francisco|SF|旧金山|舊金山|三藩市|Seattle|西雅图|西雅圖|San Diego|圣迭戈"
    "|聖地牙哥|San Jose|圣何塞|Silicon Valley|硅谷|矽谷|Las Vegas|拉斯维加斯|拉斯維加斯",
    "America/Toronto": "Ottawa|渥太华|渥太華|Montreal|蒙特利尔|蒙特婁",
    "America/Argentina/Buenos_Aires": "Buenos Aires|布宜诺斯艾利斯|布宜諾斯艾利斯",
    "Australia/Sydney": "Canberra|堪培拉|坎培拉",
    "Pacific/Auckland": "New Zealand|新西兰|紐西蘭|Wellington|惠灵顿|威靈頓",
    "UTC": "GMT|Zulu|世界协调时间|協調世界時",
}  # fmt: skip


def read_zone(text: str, field: str = "zone") -> str:
    """The IANA name of a time zone; raises ``BadInput`` for what nobody knows, and for a name that several have."""
    said = fold(text)
    found = _index().get(said) or _index().get(_SUFFIX.sub("", said)) or ()
    if len(found) == 1:
        return found[0]
    example = Code("Asia/Taipei")
    if found:
        raise BadInput(field, say("kit-zone-several", bad=text.strip()), example)
    near = _nearest(said)
    if near:
        raise BadInput(field, say("kit-zone-near", bad=text.strip(), near=Items(near, any_of=True)), example)
    raise BadInput(field, say("kit-zone-unknown", bad=text.strip()), example)


ZONE: Kind[str] = reader("text", lambda text, _scene: read_zone(text))


def fold(name: str) -> str:
    """A place's name as it is compared: accents, capitals and width say nothing."""
    letters = (char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return " ".join("".join(letters).replace("_", " ").casefold().split())


@lru_cache(maxsize=1)
def _index() -> Mapping[str, tuple[str, ...]]:
    """Folded name -> the zones that bear it. Made when first asked for: it takes a tenth of a second."""
    made: dict[str, dict[str, None]] = {}
    for name, zone in (*_cities(), *_countries()):
        made.setdefault(fold(name), {})[zone] = None
    for zone, names in _PLACES.items():
        made |= {fold(name): {zone: None} for name in (zone, *names.split("|"))}
    return {name: tuple(zones) for name, zones in made.items()}


def _cities() -> Iterator[tuple[str, str]]:
    modern: Mapping[str, str] = get_global("zone_aliases")
    for name in sorted(available_timezones()):
        if _LEGACY.fullmatch(name) or name in ("Factory", "localtime"):
            continue
        zone = modern.get(name, name)
        yield from ((part, zone) for part in (name, name.rsplit("/", 1)[-1]))
        yield from ((get_timezone_location(zone, locale=locale, return_city=True), zone) for locale in _LOCALES)


def _countries() -> Iterator[tuple[str, str]]:
    territories: Mapping[str, str] = get_global("zone_territories")
    known = available_timezones()
    for locale in map(Locale.parse, _LOCALES):
        for zone, territory in territories.items():
            name = locale.territories.get(territory)
            if name is not None and zone in known and territory not in ("ZZ", "001"):
                yield name, zone


def _nearest(said: str) -> tuple[str, ...]:
    """The places whose names are most like it, as one would type them."""
    if said.isascii() and len(said) < 4:  # CST, EST, US: nothing is near enough to be meant
        return ()
    paths = "/" in said
    names = [n for n in _index() if ("/" in n) == paths and n.isascii() == said.isascii() and n != "utc"]
    found = [hit[0] for hit in process.extract(said, names, scorer=fuzz.ratio, limit=3, score_cutoff=75)]
    return tuple(_index()[name][0] if paths else name.title() for name in found)
