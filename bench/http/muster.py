"""``muster serve`` with one command more. ``python -m bench.http.muster PORT``."""

from __future__ import annotations

import asyncio
import sys

from bench.five_rows import FEATURE
from bot.adapters import ADAPTERS
from bot.app import App
from bot.clock import SystemClock
from bot.logs import set_up_logs
from bot.serve import serve
from bot.settings import Settings
from handlers.registry import FEATURES
from storage.db import Database
from storage.schema import prepare


def main(port: str) -> None:
    """Serves until it is ended."""
    settings = Settings()
    set_up_logs(settings.muster_log_level)
    database = Database(settings.database_url)
    prepare(database, settings.muster_auto_migrate)
    adapters, features = [ADAPTERS[name] for name in settings.platforms], (*FEATURES, FEATURE)
    app = App(settings, database, SystemClock(), with_local=False, adapters=adapters, features=features)
    asyncio.run(serve(app, "127.0.0.1", int(port)))
    database.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
