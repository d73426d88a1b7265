"""What was fetched is fetched once, and anew once it does not hold."""

from __future__ import annotations

import asyncio
from itertools import count

from bot.platforms.common.remembered import Remembered


async def test_a_value_that_was_refused_is_fetched_anew_by_the_first_who_says_so() -> None:
    numbers = count(1)

    async def fetch(_key: str) -> tuple[int, float]:
        await asyncio.sleep(0)
        return next(numbers), 60.0

    kept = Remembered(fetch)
    old = await kept.get("app")
    assert await asyncio.gather(*(kept.another("app", old) for _ in range(3))) == [2, 2, 2]
    assert await kept.another("app", old) == 2  # one who is late: the second was never refused
    assert await kept.another("app", 2) == 3
