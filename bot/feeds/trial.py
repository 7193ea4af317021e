"""What the bot would see at an address, without keeping anything of it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.feeds.channels import preview_url
from bot.feeds.fetch import Failed, Fetched, Fetcher
from bot.feeds.parse import ParsedEntry
from bot.feeds.parser import ParseFault, Parser
from bot.feeds.poll import FindsMentions
from storage.rows import FeedKind


class TrialFault(Exception):
    """The address gives no entries; the message says why."""


@dataclass(frozen=True, slots=True)
class Seen:
    entry: ParsedEntry
    cases: tuple[str, ...]
    """Slugs of the cases it names."""


async def try_feed(
    fetcher: Fetcher, parser: Parser, mentions: FindsMentions, url: str, kind: FeedKind
) -> tuple[Seen, ...]:
    """The entries of a feed, page or channel in the document's order. Raises TrialFault."""
    fetched = await fetcher.fetch(preview_url(url) if kind is FeedKind.CHANNEL else url)
    match fetched:
        case Failed(reason):
            raise TrialFault(reason)
        case Fetched():
            try:
                entries = await parser.parse(
                    fetched.body,
                    kind=kind,
                    content_type=fetched.content_type,
                    url=fetched.final_url,
                )
            except ParseFault as fault:
                raise TrialFault(str(fault)) from None
    return tuple(
        Seen(entry, tuple(each.case for each in mentions.find(f"{entry.title}\n{entry.summary}")))
        for entry in entries
    )
