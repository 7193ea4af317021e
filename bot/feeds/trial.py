"""What the bot would see at an address, without keeping anything of it."""

from __future__ import annotations

from bot.feeds.channels import preview_url
from bot.feeds.fetch import Failed, Fetched, Fetcher
from bot.feeds.parser import ParseFault, Parser
from bot.feeds.poll import FindsMentions
from bot.feeds.proposal import Seen
from storage.rows import FeedKind


class TrialFault(Exception):
    """The address gives no entries; the message says why."""


async def try_feed(
    fetcher: Fetcher, parser: Parser, mentions: FindsMentions, url: str, kind: FeedKind
) -> tuple[Seen, ...]:
    """The entries of a feed, page or channel in the document's order. Raises TrialFault."""
    return await read_entries(parser, mentions, await fetch_once(fetcher, url), kind)


async def fetch_once(fetcher: Fetcher, url: str) -> Fetched:
    """What stands at an address; of a channel its preview. Raises TrialFault."""
    fetched = await fetcher.fetch(preview_url(url))
    if not isinstance(fetched, Fetched):
        raise TrialFault(fetched.reason if isinstance(fetched, Failed) else "Nothing was sent.")
    return fetched


async def read_entries(
    parser: Parser, mentions: FindsMentions, fetched: Fetched, kind: FeedKind
) -> tuple[Seen, ...]:
    """The entries in a body, in its order, with whom they name. Raises TrialFault."""
    try:
        entries = await parser.parse(
            fetched.body, kind=kind, content_type=fetched.content_type, url=fetched.final_url
        )
    except ParseFault as fault:
        raise TrialFault(str(fault)) from None
    return tuple(
        Seen(entry, tuple(each.case for each in mentions.find(f"{entry.title}\n{entry.summary}")))
        for entry in entries
    )
