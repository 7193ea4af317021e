"""A call being written. Every step is one transaction, and only its author's."""

from __future__ import annotations

from dataclasses import replace

from bot.broadcasts.answers import language_asked
from bot.checklist import tidy
from bot.clock import Clock
from bot.i18n import LANGUAGES
from storage import broadcasts
from storage.broadcast_rows import OPEN, Broadcast, BroadcastState, Content, Media
from storage.database import AsyncConnection, Database
from storage.rows import Act, SealedId, Topic


class Drafts:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, author: SealedId, segment: Topic) -> Broadcast:
        """A draft for this segment whose first text is asked for.

        A draft of the same author that still waits for its first text is taken up again; one that
        was left half written is discarded.
        """
        async with self._database.write() as connection:
            draft = await broadcasts.of_author_asking(connection, author)
            if draft is not None and not draft.texts and not draft.revises:
                await broadcasts.set_segment(connection, draft.id, segment)
                return await known(connection, draft.id)
            if draft is not None and draft.asking in LANGUAGES and not draft.revises:
                await self._change(connection, draft.id, BroadcastState.DISCARDED)
            elif draft is not None:
                await broadcasts.set_asking(connection, draft.id, "")
            broadcast_id = await broadcasts.create(
                connection,
                author=author,
                segment=segment,
                created=self._clock.now(),
                asking=LANGUAGES[0],
            )
            return await known(connection, broadcast_id)

    async def correction(self, author: SealedId, broadcast_id: int) -> Broadcast | None:
        """A draft that corrects a call which went out: its texts as they stand, to be rewritten.

        None where nothing went out, or it is closed or taken back.
        """
        async with self._database.write() as connection:
            call = await broadcasts.find(connection, broadcast_id)
            if call is None or call.started is None or call.revises or call.closed:
                return None
            asked = await broadcasts.of_author_asking(connection, author)
            if asked is not None:
                await broadcasts.set_asking(connection, asked.id, "")
            draft_id = await broadcasts.create(
                connection,
                author=author,
                segment=call.segment,
                created=self._clock.now(),
                # It goes to whom the call went, at once.
                content=replace(call.content, schedule=None),
                act=Act.EDIT,
                revises=call.id,
            )
            for language, html in call.texts:
                await broadcasts.set_text(connection, draft_id, language, html)
            await broadcasts.set_asking(connection, draft_id, call.texts[0][0])
            return await known(connection, draft_id)

    async def asking(self, author: SealedId) -> Broadcast | None:
        """The draft that waits for this author's next message, if any."""
        async with self._database.read() as connection:
            return await broadcasts.of_author_asking(connection, author)

    async def newest(self, author: SealedId) -> Broadcast | None:
        """The draft that this author is at."""
        async with self._database.read() as connection:
            return await broadcasts.newest_draft(connection, author)

    async def give_text(self, author: SealedId, html: str) -> Broadcast | None:
        """Keep the text that was asked for and ask for the next one; None if none was asked for."""
        async with self._database.write() as connection:
            draft = await broadcasts.of_author_asking(connection, author)
            language = language_asked(draft) if draft else ""
            if draft is None or not language:
                return None
            await broadcasts.set_text(connection, draft.id, language, tidy(html))
            await broadcasts.set_asking(connection, draft.id, _after(draft))
            return await known(connection, draft.id)

    async def skip_text(
        self, broadcast_id: int, author: SealedId, language: str
    ) -> Broadcast | None:
        """Leave a language as it is; None if its text is not being asked for (any more)."""
        async with self._database.write() as connection:
            draft = await broadcasts.of_author_asking(connection, author)
            if draft is None or (draft.id, draft.asking) != (broadcast_id, language):
                return None
            following = _after(draft)
            if not following and not draft.texts:
                return None
            await broadcasts.set_asking(connection, draft.id, following)
            return await known(connection, draft.id)

    async def ask(self, broadcast_id: int, author: SealedId, what: str) -> Broadcast | None:
        """Ask for something (a language: its text; "": nothing), also while others are looking;
        None once it cannot be changed."""
        async with self._database.write() as connection:
            draft = await self._opened(connection, broadcast_id, author)
            if draft is None:
                return None
            other = await broadcasts.of_author_asking(connection, author)
            if other is not None and other.id != broadcast_id:
                await broadcasts.set_asking(connection, other.id, "")
            await broadcasts.set_asking(connection, draft.id, what)
            return await known(connection, draft.id)

    async def rewrite(self, broadcast_id: int, author: SealedId) -> Broadcast | None:
        """Ask for the texts anew."""
        return await self.ask(broadcast_id, author, LANGUAGES[0])

    async def illustrate(self, author: SealedId, media: Media) -> Broadcast | None:
        """Add a picture or file to the draft that waits for a message; None if none waits."""
        async with self._database.write() as connection:
            draft = await broadcasts.of_author_asking(connection, author)
            # What was delivered as text cannot become a picture.
            if draft is None or draft.revises:
                return None
            content = replace(draft.content, media=media)
            await broadcasts.set_content(connection, draft.id, content)
            return await known(connection, draft.id)

    async def change(
        self, broadcast_id: int, author: SealedId, content: Content
    ) -> Broadcast | None:
        """Say anew what stands besides the texts; what was asked is answered. None once it cannot
        be changed. A correction goes with the picture and to whom the call went, at once."""
        async with self._database.write() as connection:
            draft = await self._opened(connection, broadcast_id, author)
            if draft is None:
                return None
            if draft.revises:
                stays = draft.content
                content = replace(
                    content, media=stays.media, narrowing=stays.narrowing, schedule=None
                )
            await broadcasts.set_content(connection, broadcast_id, content)
            await broadcasts.set_asking(connection, broadcast_id, "")
            return await known(connection, broadcast_id)

    async def address(
        self, broadcast_id: int, author: SealedId, segment: Topic
    ) -> Broadcast | None:
        """Send it to others; None once it cannot be changed, and for a correction."""
        async with self._database.write() as connection:
            draft = await self._opened(connection, broadcast_id, author)
            if draft is None or draft.revises:
                return None
            await broadcasts.set_segment(connection, broadcast_id, segment)
            return await known(connection, broadcast_id)

    async def discard(self, broadcast_id: int, author: SealedId) -> bool:
        async with self._database.write() as connection:
            draft = await broadcasts.find(connection, broadcast_id)
            if draft is None or draft.author != author:
                return False
            await broadcasts.set_asking(connection, broadcast_id, "")
            return await self._change(connection, broadcast_id, BroadcastState.DISCARDED)

    async def _opened(
        self, connection: AsyncConnection, broadcast_id: int, author: SealedId
    ) -> Broadcast | None:
        """The author's own, a draft again if it waited for a second person."""
        draft = await broadcasts.find(connection, broadcast_id)
        if draft is None or draft.author != author or draft.state not in OPEN:
            return None
        await self._change(connection, draft.id, BroadcastState.DRAFT)
        return draft

    async def _change(
        self, connection: AsyncConnection, broadcast_id: int, after: BroadcastState
    ) -> bool:
        return await broadcasts.change_state(
            connection, broadcast_id, OPEN, after, self._clock.now()
        )


async def known(connection: AsyncConnection, broadcast_id: int) -> Broadcast:
    found = await broadcasts.find(connection, broadcast_id)
    if found is None:
        raise LookupError(f"broadcast {broadcast_id} vanished within its own transaction")
    return found


def _after(draft: Broadcast) -> str:
    """The language asked for next; empty after the last."""
    if draft.asking not in LANGUAGES:
        return ""
    following = LANGUAGES.index(draft.asking) + 1
    return LANGUAGES[following] if following < len(LANGUAGES) else ""
