"""What the bot would see at an address, without keeping anything of it."""

from __future__ import annotations

from bot.feeds.answers import Failed, Fetched
from bot.feeds.channels import preview_url
from bot.feeds.choice import WeighsMentions, choose
from bot.feeds.fetch import Fetcher
from bot.feeds.parser import ParseFault, Parser
from bot.feeds.proposal import Seen
from storage.rows import FeedSource


class TrialFault(Exception):
    """The address gives no entries; the message says why."""


async def try_feed(
    fetcher: Fetcher, parser: Parser, mentions: WeighsMentions, source: FeedSource
) -> tuple[Seen, ...]:
    """The entries of a feed, page or channel in the document's order. Raises TrialFault."""
    fetched = await fetch_once(fetcher, source.url, source.proxy)
    return await read_entries(parser, mentions, fetched, source)


async def fetch_once(fetcher: Fetcher, url: str, proxy: str = "") -> Fetched:
    """What stands at an address; of a channel its preview. Raises TrialFault."""
    fetched = await fetcher.fetch(preview_url(url), proxy=proxy)
    if not isinstance(fetched, Fetched):
        raise TrialFault(fetched.reason if isinstance(fetched, Failed) else "Nothing was sent.")
    return fetched


async def read_entries(
    parser: Parser, mentions: WeighsMentions, fetched: Fetched, source: FeedSource
) -> tuple[Seen, ...]:
    """The entries in a body, in its order, and what would become of each. Raises TrialFault."""
    try:
        entries = await parser.parse(
            fetched.body,
            kind=source.kind,
            content_type=fetched.content_type,
            url=fetched.final_url,
        )
    except ParseFault as fault:
        raise TrialFault(str(fault)) from None
    return tuple(Seen(entry, choose(source, entry, mentions)) for entry in entries)
