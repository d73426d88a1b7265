"""``python -m bench.http [sqlite] [postgresql]``: rate, median and processor time a command. Read the ratios."""

from __future__ import annotations

import itertools
import statistics
import sys
from contextlib import ExitStack
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from bench.http.contenders import Server, beside, databases, ours
from bench.http.load import poured, signed
from tests.platforms.slack.emulator import Emulator
from tests.platforms.slack.payloads import command
from tests.platforms.slack.workspace import Json, Workspace

ROUNDS = 3
COMMANDS = {1: 150, 16: 800, 64: 800}  # a round, for so many at once
BURST = 200
NAMED = ("muster", "bare", "bolt")
NAMES = [f"p{n}" for n in range(BURST)]
LINE = "/bench add twelve leads"


@dataclass
class Found:
    """Of one contender at so many at once: a figure a round."""

    rate: list[float] = field(default_factory=list)
    median: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


class Crowd:
    """People of an emulated workspace."""

    def __init__(self, emulator: Emulator) -> None:
        self._emulator = emulator
        emulator.do(lambda ws: [ws.add_user("boss", "U0BOSS"), *map(ws.add_user, NAMES), ws.channel("bench")])
        self._turn = itertools.cycle(NAMES)

    def typing(self, text: str, count: int, who: str | None = None) -> list[bytes]:
        """So many requests, of one person after the other."""

        def made(ws: Workspace) -> list[Json]:
            return [command(ws, who or next(self._turn), text, "bench") for _ in range(count)]

        return [signed(form) for form in self._emulator.do(made)]


def measured(servers: dict[str, Server], crowd: Crowd, at_once: int) -> dict[str, Found]:
    """Each in turn, again and again, so that a machine that slows down slows all."""
    found = {name: Found() for name in servers}
    for _ in range(ROUNDS):
        for name, server in servers.items():
            requests = crowd.typing(LINE, COMMANDS[at_once])
            before = server.cpu()
            answers = poured(server.port, requests, at_once)
            cpu = server.cpu() - before
            found[name].rate.append(len(requests) / answers.took)
            found[name].median.append(statistics.median(answers.times) * 1000)
            found[name].cpu.append(cpu / len(requests) * 1000)
    return found


def burst(server: Server, crowd: Crowd) -> float:
    """The milliseconds until the last of many commands that come at once is acknowledged; the median of some tries."""
    slowest = []
    for _ in range(ROUNDS):
        slowest.append(max(poured(server.port, crowd.typing(LINE, BURST), BURST).times) * 1000)
        server.cpu()
    return statistics.median(slowest)


def run(kind: str, table: Table) -> None:
    """All on one kind of database."""
    with ExitStack() as stack:
        emulator = Emulator()
        stack.callback(emulator.close)
        urls = stack.enter_context(databases(kind, NAMED))
        servers = {"muster": ours(urls["muster"], emulator)}
        stack.callback(lambda: [server.close() for server in servers.values()])
        for name in NAMED[1:]:
            servers[name] = beside(name, urls[name], emulator)
        crowd = Crowd(emulator)
        for server in servers.values():
            poured(server.port, crowd.typing(LINE, 300), 16)
        for at_once in COMMANDS:
            found = measured(servers, crowd, at_once)
            for what, unit in (("rate", "/s"), ("median", "ms"), ("cpu", "ms")):
                figures = [statistics.median(getattr(found[name], what)) for name in NAMED]
                _add(table, f"{kind}, {at_once} at once: {what}, {unit}", figures)
        _add(table, f"{kind}, {BURST} at once: the last, ms", [burst(servers[name], crowd) for name in NAMED])


def _add(table: Table, what: str, figures: list[float]) -> None:
    mine, bare, bolt = figures
    cells = (f"{mine:.2f}", f"{bare:.2f}", f"{mine / bare:.2f}", f"{bolt:.2f}", f"{mine / bolt:.2f}")
    table.add_row(what, *cells)


def main(kinds: list[str]) -> None:
    """One table."""
    table = Table("what", "muster", "bare route", "ratio", "slack-bolt", "ratio")
    for kind in kinds or ["sqlite", "postgresql"]:
        run(kind, table)
    Console().print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
