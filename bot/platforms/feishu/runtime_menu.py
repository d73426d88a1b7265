"""The native slash menu: registered from the commands, changed only where they changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog

from bot.platforms.base import Passing, Permanent
from bot.platforms.feishu.manifest import slash_menu
from bot.platforms.feishu.runtime_api import Api
from handlers.kit.vocabulary import Vocabulary

log = structlog.get_logger()

_PATH = "application/v7/app_slash_commands"


async def register(api: Api, vocabulary: Vocabulary) -> None:
    """Makes the menu what the commands are; a menu that cannot be had is told of, and nothing else suffers."""
    try:
        found = await api.ask("GET", _PATH)
        there = {str(one.get("command")): one for one in (found.get("data") or {}).get("items") or ()}
        for wanted in slash_menu(vocabulary):
            await _put(api, wanted, there.pop(str(wanted["command"]), None))
        for left in there.values():
            await api.ask("DELETE", f"{_PATH}/{_id(left)}")
    except (Passing, Permanent) as error:
        log.warning("the slash menu is not registered", error=str(error))


async def _put(api: Api, wanted: Mapping[str, Any], there: Mapping[str, Any] | None) -> None:
    if there is None:
        await api.ask("POST", _PATH, wanted)
    elif not _same(wanted["description"], there.get("description")):
        await api.ask("PATCH", f"{_PATH}/{_id(there)}", wanted)


def _same(wanted: Any, there: Any) -> bool:
    """Whether all that is wanted stands there; Feishu may add to it."""
    if isinstance(wanted, dict):
        return isinstance(there, dict) and all(_same(value, there.get(key)) for key, value in wanted.items())
    return bool(wanted == there)


def _id(one: Mapping[str, Any]) -> str:
    return str(one.get("command_id") or one.get("id") or "")
