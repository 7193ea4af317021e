"""Sockets that take what a server sends in small pieces, and no more than an answer can be.

The event loop hands all that one read brings to the HTTP parser in one go. A quarter of a megabyte,
which is what it reads by itself, may hold fifteen thousand answers: a tenth of a second or more in
which nobody else is served.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import TYPE_CHECKING

from aiohttp import AddrInfoType

from bot.feeds.addresses import AddressRefused, is_public

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

MakeSocket = Callable[[AddrInfoType, int], socket.socket]
PIECE = 1 << 12
"""Bytes of one read: they hold too little to keep the HTTP parser busy for a millisecond."""


class Flooded(ConnectionError):
    """A server sent more than its answer may have."""


class Sipping(socket.socket):
    """Reads at most `PIECE` bytes at once, and `most` between two times that it sends."""

    def __init__(self, info: AddrInfoType, most: int, fileno: int | None = None) -> None:
        """`fileno`: of a socket that is open already; it becomes this one's."""
        family, kind, protocol, _, _ = info
        super().__init__(family, kind, protocol, fileno)
        self._most = most
        self._left = most

    def send(self, data: ReadableBuffer, flags: int = 0, /) -> int:
        self._left = self._most
        return super().send(data, flags)

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """Raises `Flooded`."""
        piece = super().recv(min(size, PIECE), flags)
        self._spend(len(piece))
        return piece

    def recv_into(self, buffer: WriteableBuffer, size: int = 0, flags: int = 0) -> int:
        """Raises `Flooded`."""
        room = size or memoryview(buffer).nbytes
        received = super().recv_into(buffer, min(room, PIECE), flags)
        self._spend(received)
        return received

    def _spend(self, received: int) -> None:
        self._left -= received
        if self._left < 0:
            raise Flooded


def public_socket(info: AddrInfoType, most: int, make: MakeSocket = Sipping) -> socket.socket:
    """A socket for a public address; raises `AddressRefused` for any other."""
    address = info[4]
    if not is_public(str(address[0])):
        raise AddressRefused
    return make(info, most)


def taken(plain: socket.socket, most: int) -> Sipping:
    """The same connection, read in small pieces; `plain` is of no use any more."""
    info = (plain.family, plain.type, plain.proto, "", plain.getpeername())
    return Sipping(info, most, plain.detach())
