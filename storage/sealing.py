"""Chat and user ids under a key that only the environment holds.

AES-SIV is deterministic, so that a sealed id can be a row's key, and authenticated, so that a wrong
key is noticed instead of yielding somebody else's id. What the database alone gives away is how
many chats there are, never which.
"""

from __future__ import annotations

import base64
import binascii
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from storage.rows import SealedId

_KEY_BYTES = 64
_ID_BYTES = 8
SEALED_BYTES = 24
_KNOWN_WORD = b"solidarity"

# Associated data: what is sealed for one purpose does not open for another.
_FOR_IDS = [b"telegram id"]
_FOR_PROOF = [b"proof of key"]
_FOR_SECRETS = b"secret"

_NEW_KEY = "Make one with `python run_bot.py key new` and set it in the environment."


class BadKey(ValueError):
    """The sealing key is unusable or not the one the rows were sealed with. Never shows the key."""


class Seal:
    """Seals ids and opens them again. Its repr shows nothing."""

    def __init__(self, key: bytes, former: Seal | None = None) -> None:
        """``former``: the key before this one, which opens what has not been sealed anew yet."""
        if len(key) != _KEY_BYTES:
            raise BadKey(f"BOT_SEALING_KEY must hold {_KEY_BYTES} bytes. {_NEW_KEY}")
        self._cipher = AESSIV(key)
        self.former = former

    @staticmethod
    def new_key() -> str:
        """A fresh random key, as text for the environment."""
        return base64.urlsafe_b64encode(AESSIV.generate_key(_KEY_BYTES * 8)).decode()

    @classmethod
    def from_text(cls, text: str, former: Seal | None = None) -> Seal:
        """The seal for a key as `new_key` writes it. Raises BadKey."""
        if not text.strip():
            raise BadKey(f"BOT_SEALING_KEY is empty. {_NEW_KEY}")
        try:
            key = base64.b64decode(text.strip(), altchars=b"-_", validate=True)
        except (binascii.Error, ValueError):
            # The cause would show what was read.
            raise BadKey(f"BOT_SEALING_KEY is not a key in base64. {_NEW_KEY}") from None
        return cls(key, former)

    def seal(self, chat_id: int) -> SealedId:
        """24 bytes, always the same for the same id."""
        plain = chat_id.to_bytes(_ID_BYTES, "big", signed=True)
        return SealedId(self._cipher.encrypt(plain, _FOR_IDS))

    def open(self, sealed: SealedId) -> int:
        """The id itself. Raises BadKey where another key sealed it."""
        opened = self._opened(sealed)
        if opened is None and self.former is not None:
            return self.former.open(sealed)
        if opened is None:
            raise BadKey(
                "A stored id does not open under this BOT_SEALING_KEY. Start the bot with the key"
                " that this database was first used with."
            )
        return opened

    def current(self, sealed: bytes) -> bytes:
        """The same id under this key; what neither key opens, as it is."""
        if self.former is None or self._opened(sealed) is not None:
            return sealed
        opened = self.former._opened(sealed)
        return sealed if opened is None else self.seal(opened)

    def past(self, sealed: bytes) -> bytes | None:
        """The same id under the former key; None where neither key opens it."""
        if self.former is None:
            return None
        opened = self._opened(sealed)
        if opened is not None:
            return self.former.seal(opened)
        return None if self.former._opened(sealed) is None else sealed

    def wrap(self, secret: bytes, purpose: str) -> bytes:
        """A secret as it may be kept in a row: 16 bytes longer, and to be opened for the same
        purpose alone."""
        return self._cipher.encrypt(secret, [_FOR_SECRETS, purpose.encode()])

    def unwrap(self, wrapped: bytes, purpose: str) -> bytes:
        """The secret itself. Raises BadKey where another key wrapped it, or for another purpose."""
        try:
            return self._cipher.decrypt(wrapped, [_FOR_SECRETS, purpose.encode()])
        except InvalidTag:
            if self.former is not None:
                return self.former.unwrap(wrapped, purpose)
            raise BadKey(
                "A stored secret does not open under this BOT_SEALING_KEY. Start the bot with the"
                " key that this database was first used with."
            ) from None

    def proof(self) -> bytes:
        """A known word under this key: stored, it tells this key from any other."""
        return self._cipher.encrypt(_KNOWN_WORD, _FOR_PROOF)

    def proves(self, proof: bytes) -> bool:
        return hmac.compare_digest(self.proof(), proof)

    def _opened(self, sealed: bytes) -> int | None:
        """The id; None where this very key did not seal it."""
        if len(sealed) != SEALED_BYTES:
            return None
        try:
            plain = self._cipher.decrypt(sealed, _FOR_IDS)
        except InvalidTag:
            return None
        return int.from_bytes(plain, "big", signed=True)

    def __repr__(self) -> str:
        return "Seal()"
