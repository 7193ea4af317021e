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
from bot.feeds.turns import Turns

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer

MakeSocket = Callable[[AddrInfoType, int, Turns], socket.socket]
_HEAD = 1 << 16
_PIECE, _LATER_PIECE = 1 << 12, 1 << 14
"""Bytes of one read within the head, and after it: they hold too little to keep the HTTP parser
busy for a millisecond or few. Whole answers, the worst, can stand in numbers at the beginning only.
"""


class Flooded(ConnectionError):
    """A server sent more than its answer may have."""


class Sipping(socket.socket):
    """Reads in small pieces, and at most `most` bytes between two times that it sends.

    Where it is not its turn there is nothing to read yet.
    """

    def __init__(
        self, info: AddrInfoType, most: int, turns: Turns, fileno: int | None = None
    ) -> None:
        """`fileno`: of a socket that is open already; it becomes this one's."""
        family, kind, protocol, _, _ = info
        super().__init__(family, kind, protocol, fileno)
        self._most = most
        self._left = most
        self._turns = turns

    def send(self, data: ReadableBuffer, flags: int = 0, /) -> int:
        self._left = self._most
        return super().send(data, flags)

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """Raises `Flooded`."""
        self._wait_turn()
        piece = super().recv(min(size, self._piece), flags)
        self._spend(len(piece))
        return piece

    def recv_into(self, buffer: WriteableBuffer, size: int = 0, flags: int = 0) -> int:
        """Raises `Flooded`."""
        self._wait_turn()
        room = size or memoryview(buffer).nbytes
        received = super().recv_into(buffer, min(room, self._piece), flags)
        self._spend(received)
        return received

    @property
    def _piece(self) -> int:
        return _PIECE if self._most - self._left < _HEAD else _LATER_PIECE

    def _wait_turn(self) -> None:
        if not self._turns.may(self):
            # The event loop asks again in its next turn.
            raise BlockingIOError

    def _spend(self, received: int) -> None:
        self._left -= received
        if self._left < 0:
            raise Flooded


def public_socket(
    info: AddrInfoType, most: int, turns: Turns, make: MakeSocket = Sipping
) -> socket.socket:
    """A socket for a public address; raises `AddressRefused` for any other."""
    address = info[4]
    if not is_public(str(address[0])):
        raise AddressRefused
    return make(info, most, turns)


def taken(plain: socket.socket, most: int, turns: Turns) -> Sipping:
    """The same connection, read in small pieces; `plain` is of no use any more."""
    info = (plain.family, plain.type, plain.proto, "", ("", 0))
    return Sipping(info, most, turns, plain.detach())
