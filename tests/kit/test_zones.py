"""Time zones as people name them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.kit.errors import BadInput
from handlers.kit.zones import fold, read_zone


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Asia/Shanghai", "Asia/Shanghai"),
        ("asia/shanghai", "Asia/Shanghai"),
        ("PRC time", None),
        ("Beijing", "Asia/Shanghai"),
        ("上海市", "Asia/Shanghai"),
        ("北京时间", "Asia/Shanghai"),
        ("臺北", "Asia/Taipei"),
        ("台灣", "Asia/Taipei"),
        ("香港", "Asia/Hong_Kong"),
        ("新加坡", "Asia/Singapore"),
        ("Ho Chi Minh City", "Asia/Ho_Chi_Minh"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("孟买", "Asia/Kolkata"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("ＮＥＷ　ＹＯＲＫ", "America/New_York"),
        ("new_york", "America/New_York"),
        ("旧金山", "America/Los_Angeles"),
        ("Düsseldorf", "Europe/Berlin"),
        ("Dusseldorf", "Europe/Berlin"),
        ("Japan", "Asia/Tokyo"),
        ("日本", "Asia/Tokyo"),
        ("London time", "Europe/London"),
        ("utc", "UTC"),
        ("EST", None),
        ("CST", None),
        ("UTC+8", None),
        ("America", None),
        ("United States", None),
        ("火星", None),
        ("", None),
    ],
)
def test_a_place_is_read_or_refused(said: str, zone: str | None) -> None:
    if zone is not None:
        assert read_zone(said) == zone
        return
    with pytest.raises(BadInput) as refused:
        read_zone(said)
    assert refused.value.field == "zone"


OLD = ("Etc/", "System", "US/", "Canada/", "Brazil/", "Mexico/", "Chile/")
LIVED_IN = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(OLD))


@given(st.sampled_from(LIVED_IN))
def test_every_zone_of_the_world_is_known_by_its_name(zone: str) -> None:
    found = ZoneInfo(read_zone(zone))
    for moment in (datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 7, 5, tzinfo=UTC)):
        assert moment.astimezone(found).utcoffset() == moment.astimezone(ZoneInfo(zone)).utcoffset()


def test_what_is_nearly_right_names_the_right_one() -> None:
    with pytest.raises(BadInput) as refused:
        read_zone("Shanghia")
    assert "Shanghai" in str(refused.value.why.args)


@given(st.text(max_size=12))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)
