"""The native slash menu: registered from the commands, changed only where they changed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog

from bot.platforms.base import Passing, Permanent
from bot.platforms.feishu.manifest import slash_menu
from bot.platforms.feishu.runtime_api import Api
from handlers.kit.vocabulary import Vocabulary

log = structlog.get_logger()

TRIES = 5

_PATH = "application/v7/app_slash_commands"
Call = tuple[str, str, Mapping[str, Any] | None]


async def register(api: Api, vocabulary: Vocabulary, pause: float) -> None:
    """Makes the menu what the commands are. While Feishu cannot take it, it is tried again after ``pause`` seconds;
    what it refuses is told of, and nothing else suffers."""
    wanted = {str(one["command"]): one for one in slash_menu(vocabulary)}
    for _ in range(TRIES):
        try:
            await _register(api, wanted)
        except Passing as error:
            log.warning("the slash menu is not registered yet", error=str(error))
            await asyncio.sleep(max(pause, error.after or 0.0))
        except Permanent as error:
            log.warning("the slash menu is not registered", error=str(error))
            return
        else:
            return


async def _register(api: Api, wanted: Mapping[str, Mapping[str, Any]]) -> None:
    found = await api.ask("GET", _PATH)
    items = [one for one in (found.get("data") or {}).get("items") or () if isinstance(one, dict)]
    there = {str(one.get("command")): one for one in items}
    calls = [_change(one, there.get(command)) for command, one in wanted.items()]
    gone = [("DELETE", f"{_PATH}/{_id(one)}", None) for command, one in there.items() if command not in wanted]
    for method, path, body in [*(call for call in calls if call), *gone]:
        try:
            await api.ask(method, path, body)
        except Permanent as error:
            log.warning("a command is not in the slash menu", method=method, error=str(error))


def _change(wanted: Mapping[str, Any], there: Mapping[str, Any] | None) -> Call | None:
    """The call that makes an entry what is wanted; None where it is already."""
    if there is None:
        return ("POST", _PATH, wanted)
    if _same(wanted["description"], there.get("description")):
        return None
    return ("PATCH", f"{_PATH}/{_id(there)}", {"description": wanted["description"]})


def _same(wanted: Any, there: Any) -> bool:
    """Whether all that is wanted stands there; Feishu may add to it."""
    if isinstance(wanted, dict):
        return isinstance(there, dict) and all(_same(value, there.get(key)) for key, value in wanted.items())
    return bool(wanted == there)


def _id(one: Mapping[str, Any]) -> str:
    return str(one.get("command_id") or one.get("id") or "")
