"""The suite itself cannot reach the network."""

from __future__ import annotations

import asyncio
import socket

import pytest

from tests.conftest import OutsideWorld


def test_a_connection_beyond_the_loopback_fails() -> None:
    with socket.socket() as s, pytest.raises(OutsideWorld, match="only this machine"):
        s.connect(("192.0.2.1", 80))


def test_a_datagram_beyond_the_loopback_fails() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as s, pytest.raises(OutsideWorld):
        s.sendto(b"x", ("192.0.2.1", 53))


def test_a_name_is_not_looked_up() -> None:
    with pytest.raises(OutsideWorld):
        socket.getaddrinfo("example.org", 80)


async def test_nor_from_a_running_loop() -> None:
    with pytest.raises(OutsideWorld):
        await asyncio.open_connection("192.0.2.1", 80)


def test_this_machine_is_free_to_talk_to_itself() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
