"""Chats in buckets, by the first byte of their sealed ids: PostgreSQL's alone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, func

BUCKETS = 64


def among(
    chat: ColumnElement[Any], buckets: Collection[int] | BindParameter[Any] | None
) -> list[ColumnElement[bool]]:
    """What holds of the chats in these buckets; None is all of them."""
    if buckets is None:
        return []
    part: ColumnElement[int] = func.get_byte(chat, 0) % BUCKETS
    return [part.in_(buckets)]
