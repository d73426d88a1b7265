"""Countries as people name them, by ISO 3166 code or name, in English or Chinese; those whose holidays are known."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale
from rapidfuzz import fuzz, process

from handlers.kit.calendar import has_holidays
from handlers.kit.errors import BadInput
from handlers.kit.kinds import Kind, reader
from handlers.kit.messages import Code, Items, say
from handlers.kit.zones import fold

_LOCALES = ("en", "zh_Hans_CN", "zh_Hant_TW", "zh_Hant_HK")
_ALSO: Mapping[str, str] = {
    "US": "USA|America|United States of America|美利坚", "GB": "UK|Britain|Great Britain|England|英格兰|英格蘭",
    "HK": "Hong Kong|香港", "MO": "Macau|Macao|澳门|澳門", "CN": "PRC|大陆|大陸|中国大陆|中國大陸", "TW": "臺灣",
    "KR": "Korea|韩国|韓國|南韓", "AE": "UAE|Dubai",
}  # fmt: skip


def read_country(text: str, field: str = "country") -> str:
    """The ISO 3166 code of a country; ``BadInput`` for what nobody knows, or whose holidays are not known."""
    said = fold(text)
    found, example = _index().get(said), Code("/my country Singapore")
    if found is not None and has_holidays(found):
        return found
    near = process.extract(said, list(_index()), scorer=fuzz.ratio, limit=2, score_cutoff=75) if len(said) > 3 else []
    if near and found is None:
        names = tuple(name.title() for name, _, _ in near)
        raise BadInput(field, say("kit-country-near", bad=text.strip(), near=Items(names, any_of=True)), example)
    raise BadInput(field, say("kit-country-unknown", bad=text.strip()), example)


COUNTRY: Kind[str] = reader("text", lambda text, _scene: read_country(text))


@lru_cache(maxsize=1)
def _index() -> Mapping[str, str]:
    """Folded name -> code. Made when first asked for."""
    made: dict[str, str] = {}
    for locale in map(Locale.parse, _LOCALES):
        made |= {fold(name): code for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()}
    for code, names in _ALSO.items():
        made |= {fold(name): code for name in names.split("|")}
    return made | {code.casefold(): code for code in set(made.values())}
