"""Undoing a body's transfer compression in small steps, so that no bomb goes off. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from io import BytesIO

_STEP = 1 << 16
_GZIP_MAGIC = b"\x1f\x8b"
_MEMBERS = 8


class TooLarge(ValueError):
    def __init__(self, limit: int) -> None:
        super().__init__(f"it is longer than {limit} bytes")


class BadEncoding(ValueError):
    """The text says what is wrong with the compression."""


class Inflater:
    """Takes the chunks of one body. `steps` yields between bounded pieces of work.

    Only one layer of gzip or deflate is undone: a second layer turns two kilobytes into gigabytes.
    """

    def __init__(self, encodings: str, limit: int) -> None:
        """`encodings`: the Content-Encoding header. `limit`: bytes after decompression."""
        layers = [name for part in encodings.lower().split(",") if (name := part.strip())]
        layers = [name for name in layers if name != "identity"]
        if len(layers) > 1:
            raise BadEncoding("it is compressed more than once")
        if layers and layers[0] not in ("gzip", "x-gzip", "deflate"):
            raise BadEncoding("it is compressed in a way that was not asked for")
        self._encoding = layers[0].removeprefix("x-") if layers else ""
        self._limit = limit
        self._body = BytesIO()
        self._head = b""
        self._stream: zlib._Decompress | None = None
        self._started = not self._encoding
        self._members = 0
        self._step_began = 0

    def steps(self, chunk: bytes) -> Iterator[None]:
        """Raises `TooLarge` or `BadEncoding`."""
        if not self._started:
            self._head += chunk
            if len(self._head) < 2:
                return
            self._start()
            chunk, self._head = self._head, b""
        if self._stream is None:
            self._keep(chunk)
            if self._is_step_done():
                yield
            return
        piece = b""
        # A full step may leave more inside zlib, even when it has taken in all of the chunk.
        while chunk or len(piece) == _STEP:
            try:
                piece = self._stream.decompress(chunk, _STEP)
            except zlib.error as error:
                raise BadEncoding("its compression is broken") from error
            self._keep(piece)
            chunk = self._stream.unconsumed_tail
            if self._stream.eof:
                chunk = self._next_member(self._stream.unused_data)
            if self._is_step_done():
                yield

    @property
    def size(self) -> int:
        """Bytes of the body so far."""
        return self._body.tell()

    def finish(self) -> bytes:
        """The whole body. Raises `BadEncoding` if it broke off inside its compression."""
        if self._stream is not None and not self._stream.eof:
            raise BadEncoding("it breaks off in the middle")
        # No copy is made of it: so much memory is not free twice.
        return self._body.getvalue() or self._head

    def _start(self) -> None:
        self._started = True
        gzipped = self._head.startswith(_GZIP_MAGIC)
        if self._encoding == "gzip" and not gzipped:
            return  # some servers name a compression they did not apply
        if gzipped:
            self._stream = zlib.decompressobj(wbits=31)
        else:
            # "deflate" should mean zlib's format (RFC 9110, 8.4.1.2); some send the bare stream.
            is_zlib = self._head[0] & 0x0F == 8 and int.from_bytes(self._head[:2], "big") % 31 == 0
            self._stream = zlib.decompressobj(wbits=15 if is_zlib else -15)

    def _next_member(self, rest: bytes) -> bytes:
        self._members += 1
        if not rest.startswith(_GZIP_MAGIC):
            return b""  # padding
        if self._members >= _MEMBERS:
            raise BadEncoding("it is compressed in too many pieces")
        self._stream = zlib.decompressobj(wbits=31)
        return rest

    def _is_step_done(self) -> bool:
        """Whether so much came since the last step that others should go on."""
        if self.size - self._step_began < _STEP:
            return False
        self._step_began = self.size
        return True

    def _keep(self, piece: bytes) -> None:
        if self.size + len(piece) > self._limit:
            raise TooLarge(self._limit)
        self._body.write(piece)
