"""A network that fails on purpose: a TCP proxy before the test server that cuts, delays, or falls silent.

It reads the client's requests, so the URL it gives asks for no encryption beyond the login. It runs in threads of the
test's process: an insert by `fast_executemany` does not go through it, because pyodbc keeps them waiting meanwhile.
"""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import make_url

Fault = Literal["cut before the server hears", "cut before the answer", "silence"]
COMMIT, TRANSACTION_REQUEST, SQL_BATCH, HEADER_BYTES = 7, 0x0E, 0x01, 8
METADATA_OF = re.compile(r"SET FMTONLY ON;.*sp_tablecollations_100 N'(?P<table>[^']+)'", re.DOTALL)
METADATA_ANSWERED_ALIKE = "SELECT @@TRANCOUNT; SET FMTONLY ON; SELECT * FROM {table}; SET FMTONLY OFF; EXEC sp_tablecollations_100 N'{table}';"


@dataclass
class Plan:
    """What is to go wrong, once."""

    at_commit: Fault | None = None
    at_words: str | None = None
    """Instead of a commit: the first request that contains these words is cut before the server hears it."""
    delay_seconds: float = 0.0
    is_silent: bool = False
    """Every connection, also new ones."""
    happened: list[str] = field(default_factory=list)


class TdsProxy:
    """Passes bytes between clients and the server, as its plan allows."""

    def __init__(self, host: str, port: int) -> None:
        self.server = (host, port)
        self.plan = Plan()
        self.sockets: list[socket.socket] = []
        self.silent: set[socket.socket] = set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_everything(self) -> None:
        """Close every connection, as a failover does."""
        for each in self.sockets:
            _cut(each)
        self.sockets.clear()

    def fall_silent(self) -> None:
        """Pass nothing on any more, and close nothing: half-open. New connections are not concerned."""
        self.silent.update(self.sockets)

    def close(self) -> None:
        _cut(self.listener)
        self.cut_everything()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                server = socket.create_connection(self.server)
                for each in (client, server):
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                self.sockets += [client, server]
                threading.Thread(target=self._requests, args=(client, server), daemon=True).start()
                threading.Thread(target=self._answers, args=(server, client), daemon=True).start()

    def _requests(self, client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while data := client.recv(65_536):
                time.sleep(self.plan.delay_seconds)
                fault = self._fault_of(data)
                if fault == "cut before the server hears":
                    break
                if fault == "cut before the answer":
                    client.shutdown(socket.SHUT_RDWR)
                if fault == "silence":
                    self.silent.update((client, server))
                if not self._is_silent(client):
                    server.sendall(answerable(data))
                if fault == "cut before the answer":
                    time.sleep(0.3)  # the server commits
                    break
        _cut(client)
        _cut(server)

    def _answers(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while data := server.recv(65_536):
                if not self._is_silent(server):
                    client.sendall(data)
        _cut(client)

    def _is_silent(self, each: socket.socket) -> bool:
        return self.plan.is_silent or each in self.silent

    def _fault_of(self, data: bytes) -> Fault | None:
        """The fault whose moment has come; it comes once."""
        plan = self.plan
        if plan.at_commit and is_commit(data):
            fault, plan.at_commit = plan.at_commit, None
        elif plan.at_words and plan.at_words.encode("utf-16-le") in data:
            fault, plan.at_words = "cut before the server hears", None
        else:
            return None
        plan.happened.append(fault)
        return fault


def is_commit(data: bytes) -> bool:
    """Whether a client asks to commit its transaction."""
    if data[0] != TRANSACTION_REQUEST:
        return False
    start = HEADER_BYTES + int.from_bytes(data[HEADER_BYTES : HEADER_BYTES + 4], "little")
    return int.from_bytes(data[start : start + 2], "little") == COMMIT


def answerable(data: bytes) -> bytes:
    """The question of a bulk copy after a table's columns, in words that every server answers alike.

    The driver puts the columns' names together in a variable, row by row; some servers keep the last one alone.
    """
    if data[0] != SQL_BATCH:
        return data
    start = HEADER_BYTES + int.from_bytes(data[HEADER_BYTES : HEADER_BYTES + 4], "little")
    found = METADATA_OF.search(data[start:].decode("utf-16-le", "replace"))
    if not found:
        return data
    body = data[HEADER_BYTES:start] + METADATA_ANSWERED_ALIKE.format(table=found["table"]).encode("utf-16-le")
    return data[:2] + (HEADER_BYTES + len(body)).to_bytes(2, "big") + data[4:HEADER_BYTES] + body


@contextmanager
def proxied(url: str, **options: str) -> Iterator[tuple[TdsProxy, str]]:
    """A proxy before the server of the URL, and the URL that leads through it."""
    parsed = make_url(url)
    proxy = TdsProxy(str(parsed.host), parsed.port or 1433)
    query = {name: value for name, value in parsed.query.items() if name.lower() not in {"encrypt", *options}}
    through = parsed.set(host="127.0.0.1", port=proxy.port, query={**query, "Encrypt": "no", **options})
    try:
        yield proxy, through.render_as_string(hide_password=False)
    finally:
        proxy.close()


def _cut(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    with suppress(OSError):
        each.close()
