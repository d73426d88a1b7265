"""What every test stands on: no network beyond this machine, the same examples every time, and no silent skips."""

from __future__ import annotations

import fcntl
import gc
import ipaddress
import os
import pickle
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, settings

from handlers.kit.messages import Card
from tests.dialog import Beginnings, MakeTalk, Talk, fresh_url, template
from tests.tour import toured

pytest_plugins = ["tests.databases"]

EVERYTHING = os.environ.get("MUSTER_TEST_ALL", "") not in ("", "0")
AT_LENGTH = os.environ.get("MUSTER_TEST_EVERY", "") not in ("", "0")  # whole years, every statement: minutes of it
REWRITE = os.environ.get("MUSTER_GOLDEN") == "write"  # golden files are made anew

# Derandomised: a failure is found by every run or by none. A nightly search for new ones may load "search".
settings.register_profile("muster", derandomize=True, max_examples=60, deadline=None, print_blob=True)
settings.register_profile(
    "search", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "muster"))


_WITH_ADDRESS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_WITH_NAME = {"socket.getaddrinfo", "socket.gethostbyname"}


class OutsideWorld(AssertionError):
    """A test tried to reach beyond this machine."""


def _watch(event: str, args: tuple[Any, ...]) -> None:
    """Fails whatever connects, sends or looks a name up beyond the loopback; an audit hook cannot be bypassed."""
    if event in _WITH_ADDRESS:
        address = args[1]
    elif event in _WITH_NAME:
        address = (args[0],)
    else:
        return
    if not _is_here(address):
        raise OutsideWorld(f"{event} to {address!r}: tests reach only this machine")


def _is_here(address: object) -> bool:
    """Whether an address is a Unix socket, unset, or on the loopback."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if isinstance(host, bytes | bytearray):
        host = bytes(host).decode("ascii", "replace")
    if host in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


sys.addaudithook(_watch)


def need(there: object, what: str) -> None:
    """Skips loudly without ``what``; fails instead where everything must run (MUSTER_TEST_ALL=1)."""
    if there:
        return
    if EVERYTHING:
        pytest.fail(f"{what} is missing, and MUSTER_TEST_ALL wants every test to run", pytrace=False)
    pytest.skip(f"{what} is missing")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says what was left out, so that a green run without a browser is not mistaken for a whole one."""
    reasons = sorted({str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])})
    if not reasons:
        return
    terminalreporter.section("NOT TESTED HERE", sep="!", bold=True, yellow=True)
    for reason in reasons:
        count = sum(str(report.longrepr[2]) == reason for report in terminalreporter.stats["skipped"])
        terminalreporter.write_line(f"{count} skipped: {reason.removeprefix('Skipped: ')}", yellow=True)
    terminalreporter.write_line("MUSTER_TEST_ALL=1 makes each of these a failure.", yellow=True)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests wait for a process to start, or to die."""
    return (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1) + 1


# Files are handed to the workers whole: a long one that began last would keep all the others waiting.
LONGEST = (
    "tests/web/",
    "tests/reliability/",
    "tests/platforms/",
    "tests/bot/test_chat",
    "tests/storage/",
    "tests/goals/",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first; for the rest the order stays as it was shuffled."""
    items.sort(key=lambda item: next((n for n, part in enumerate(LONGEST) if part in item.nodeid), len(LONGEST)))


def pytest_collection_finish() -> None:
    """What is imported stays: left in the collector's sight it is walked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def plain_logs() -> Iterator[None]:
    """Log lines as JSON on standard output, whatever a test sets up; pretty tracebacks cost seconds."""
    structlog.configure(processors=[structlog.processors.format_exc_info, structlog.processors.JSONRenderer()])
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database with all tables, to be copied."""
    return template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def beginnings(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Beginnings:
    """What the conversations of several tests begin with."""
    return Beginnings(empty_database, tmp_path_factory.mktemp("begun"))


@pytest.fixture(scope="session")
def tour(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, Card]]:
    """Every different card of a tour of every command, with the line that first brought it forth.

    It takes seconds: the first of the workers goes on it for all.
    """
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    kept = shared / "tour.pickle"
    with (shared / "tour.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            talk = Talk(fresh_url(empty_database, tmp_path_factory.mktemp("tour") / "tour.db"))
            kept.write_bytes(pickle.dumps(toured(talk)))
            talk.close()
        found: list[tuple[str, Card]] = pickle.loads(kept.read_bytes())
    return found


@pytest.fixture
def make_talk(beginnings: Beginnings, tmp_path: Path) -> Iterator[MakeTalk]:
    """Makes conversations, each on a database of its own or on the one at ``url``; ``after`` these lines were said."""
    made: list[Talk] = []

    def make(url: str | None = None, *, after: Sequence[str] = (), **settings: Any) -> Talk:
        own = tmp_path / f"{len(made)}.db"
        made.append(Talk(url, **settings) if url else beginnings.talk(own, after, **settings))
        return made[-1]

    yield make
    for talk in made:
        talk.close()


@pytest.fixture
def talk(make_talk: MakeTalk) -> Talk:
    """A conversation that begins on Monday 2026-01-05 at 09:00 in Shanghai."""
    return make_talk()
