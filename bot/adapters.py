"""The platforms there are, named one by one: a broken one stops the start."""

from __future__ import annotations

from collections.abc import Mapping

from bot.platforms import dingtalk, feishu, slack
from bot.platforms.base import Adapter

_ALL: tuple[Adapter, ...] = (slack.ADAPTER, feishu.ADAPTER, dingtalk.ADAPTER)

ADAPTERS: Mapping[str, Adapter] = {adapter.name: adapter for adapter in _ALL}
