"""Every act of power in the chat leaves its row in the audit log, and nothing of a subscriber."""

from __future__ import annotations

from bot.access import code_of
from storage.audit import latest
from storage.rows import Role
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.house import BEN, OWNER, House

LINK = "https://ovd.info/express/boris-free"
RSS = "<rss version='2.0'><channel><title>The Site</title></channel></rss>"


async def traces(house: House) -> list[tuple[str, str]]:
    """Who did what to what since the beginning; the owner's are in capitals."""
    async with house.database.read() as connection:
        rows = list(reversed(await latest(connection, 100)))
    assert (await house.services.organisers.audit.verify()).fault == ""
    by_owner = house.chat(OWNER)
    return [(r.verb.upper() if r.actor == by_owner else r.verb, r.about) for r in rows]


async def test_calls(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.ORGANISER)
    await house.say(BEN, "/language en")
    await house.say(OWNER, "/start")
    await house.write_call(BEN)
    await house.press(BEN, "Ask for approval")
    await house.press(OWNER, "Send back")
    await house.say(BEN, "/broadcast preview")
    await house.press(BEN, "Ask for approval")
    await house.press(OWNER, "Approve")
    for words in ("pause 1", "pause 1", "resume 1", "stop 1", "stop 1"):
        await house.say(OWNER, f"/broadcasts {words}")
    await house.say(BEN, "/broadcasts recall 1")
    await house.press(BEN, "b:recall:1:yes")
    assert await traces(house) == [
        ("appointed", f"organiser {code_of(house.chat(BEN))}"),
        ("asked-approval", "broadcast 1"),
        ("REFUSED", "broadcast 1"),
        ("asked-approval", "broadcast 1"),
        ("APPROVED", "broadcast 1"),
        ("PAUSED", "broadcast 1"),
        ("RESUMED", "broadcast 1"),
        ("STOPPED", "broadcast 1"),
        ("recalled", "broadcast 1 by 2"),
    ]


async def test_a_stop_of_everything(house: House) -> None:
    await house.write_call(OWNER)
    await house.press(OWNER, "Send it now")
    await house.say(OWNER, "/stop")
    await house.say(OWNER, "/stop")
    assert await traces(house) == [("APPROVED", "broadcast 1"), ("STOPPED", "broadcast 1")]


async def test_changes_of_cases(house: House) -> None:
    await house.services.organisers.appoint(house.chat(BEN), Role.EDITOR)
    await house.say(OWNER, "/start")
    await house.say(BEN, "/language en")
    await house.say(BEN, "/freeze Kagarlitsky")
    for answer in ("Do not approve", "Approve"):
        await house.say(BEN, "/change Kagarlitsky")
        await house.press(BEN, "Released")
        await house.say(BEN, "20 November")
        await house.say(BEN, LINK)
        await house.press(BEN, "Ask for approval")
        await house.press(OWNER, answer)
    about = "released boris-kagarlitsky"
    assert (await traces(house))[1:] == [
        ("froze", "change 1 frozen boris-kagarlitsky"),
        ("asked-approval", f"change 2 {about}"),
        ("REFUSED", f"change 2 {about}"),
        ("asked-approval", f"change 3 {about}"),
        ("APPROVED", f"change 3 {about}"),
    ]


async def test_feeds(house: House, feed_server: FeedServer) -> None:
    url = feed_server.serve(RSS)
    await house.say(OWNER, f"/feeds add {url}")
    await house.press(OWNER, "✅ Watch: all its entries")
    for words in ("pause the site", "resume the site", "edit the site entries mentions"):
        await house.say(OWNER, f"/feeds {words}")
    await house.say(OWNER, "/feeds remove the site")
    assert await traces(house) == [
        (verb, f"feed {url}") for verb in ("ADDED", "PAUSED", "RESUMED", "EDITED", "REMOVED")
    ]


async def test_readers_leave_no_trace(house: House) -> None:
    for words in ("/start", "/follow all", "/case Kagarlitsky", "/broadcast all", "/forget"):
        await house.say(BEN, words)
    assert await traces(house) == []
