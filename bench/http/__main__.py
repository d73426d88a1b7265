"""``python -m bench.http [sqlite] [postgresql]``: rate, median and processor time a command. Read the ratios."""

from __future__ import annotations

import itertools
import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table

from bench.http.contenders import Server, beside, databases, ours
from bench.http.load import poured, signed
from tests.platforms.slack.emulator import Emulator
from tests.platforms.slack.payloads import command
from tests.platforms.slack.workspace import Json, Workspace

ROUNDS = 5
COMMANDS = {1: 200, 16: 800, 64: 800}  # a round, for so many at once
NAMES = [f"p{n}" for n in range(64)]
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


def run(kind: str) -> Iterator[tuple[int, dict[str, Found]]]:
    """All on one kind of database."""
    with ExitStack() as stack:
        emulator = Emulator()
        stack.callback(emulator.close)
        urls = stack.enter_context(databases(kind, ("muster", "bare", "bolt")))
        servers = {"muster": ours(urls["muster"], emulator)}
        stack.callback(lambda: [server.close() for server in servers.values()])
        for name in ("bare", "bolt"):
            servers[name] = beside(name, urls[name], emulator)
        crowd = Crowd(emulator)
        for server in servers.values():
            poured(server.port, crowd.typing(LINE, 300), 16)
        for at_once in COMMANDS:
            yield at_once, measured(servers, crowd, at_once)


def main(kinds: list[str]) -> None:
    """One table."""
    table = Table("database", "at once", "what", "muster", "bare route", "ratio", "slack-bolt", "ratio")
    for kind in kinds or ["sqlite", "postgresql"]:
        for at_once, found in run(kind):
            for what in ("rate", "median", "cpu"):
                ours_, bare, bolt = (
                    statistics.median(getattr(found[name], what)) for name in ("muster", "bare", "bolt")
                )
                table.add_row(
                    kind,
                    str(at_once),
                    what,
                    f"{ours_:.2f}",
                    f"{bare:.2f}",
                    f"{ours_ / bare:.2f}",
                    f"{bolt:.2f}",
                    f"{ours_ / bolt:.2f}",
                )
    Console().print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
