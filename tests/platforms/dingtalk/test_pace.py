"""DingTalk counts what comes in any stretch of a second or a minute: so does the window."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.dingtalk.runtime_pace import Window

LONG = 60.0
GAPS = st.lists(st.floats(0, 40, allow_nan=False), min_size=1, max_size=60)


@given(GAPS, st.integers(1, 20))
def test_in_no_stretch_are_there_more_than_are_allowed_and_none_waits_longer_than_it_must(
    gaps: list[float], count: int
) -> None:
    clock = [1000.0]
    window = Window(count, LONG, lambda: clock[0])
    sent: list[float] = []
    for gap in gaps:
        clock[0] += gap
        while (wait := window.wait("group")) > 0:
            assert wait <= LONG
            clock[0] += wait + 1e-9
        window.spend("group")
        sent.append(clock[0])
    for later, moment in enumerate(sent[count:]):
        assert moment - sent[later] >= LONG - 1e-6
    assert window.used("group") <= 1
    assert window.wait("another") == 0
