"""Structured logs on standard error: events with ids, never secrets, tokens or what people wrote."""

from __future__ import annotations

import logging
import sys

import structlog

_NEVER = ("token", "secret", "password", "authorization", "text", "card", "values", "arguments")

# A tick that is not over when the next is due, a transaction that met another replica's: both are in the day's work.
_WARN_OF_NOTHING = ("apscheduler", "psycopg")


def set_up_logs(level: str) -> None:
    """One JSON line an event on standard error, readable lines on a terminal."""
    terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _blank,
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=lambda *_args: structlog.PrintLogger(sys.stderr),  # the one that is there when it logs
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(
        level=max(logging.WARNING, logging.getLevelNamesMapping()[level]), stream=sys.stderr, force=True
    )
    for name in _WARN_OF_NOTHING:
        logging.getLogger(name).setLevel(logging.ERROR)


def _blank(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Whatever is named like a secret or a text is not logged."""
    return {key: "…" if any(word in key.lower() for word in _NEVER) else value for key, value in event.items()}
