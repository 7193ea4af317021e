"""Panic, rehearsed over HTTP: by two owners, or one with the code; nobody can be found after."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import LargeBinary, func, select, type_coerce

from bot.keys import destroy
from bot.panic import PanicFault, new_code
from bot.preview.emulator import Emulator
from storage import audit, panics, seals
from storage.database import Database
from storage.schema import case_changes, entries, feeds, metadata, subscribers
from storage.sealing import Seal
from tests.fixtures import house as house_of
from tests.fixtures.feed_server import FeedServer
from tests.fixtures.house import House
from tests.fixtures.running import KEY, OWNER, Running, rss, running
from tests.keys.filling import MOMENT, fill, sealed_columns

ANN, SECOND = 71234567890, 90000002
NEWS = ("https://example.org/2", "Political prisoner Alexei Gorinov in court")
OLD = Seal.from_text(KEY)


def written(database_url: str) -> bytes:
    path = Path(database_url.removeprefix("sqlite:///"))
    return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))


async def pressed(bot: Running, user: int, word: str) -> None:
    shown = await bot.emulator.wait_for(
        user,
        lambda m: any(b.callback.startswith(word) for row in m.buttons for b in row),
        within=30,
    )
    callback = next(b.callback for row in shown.buttons for b in row if b.callback.startswith(word))
    await bot.emulator.press(user, user, shown.id, callback)


async def test_two_owners_destroy_everything_that_leads_to_a_person(
    emulator: Emulator, feed_server: FeedServer, sqlite_url: str, tmp_path: Path
) -> None:
    for user, name in ((ANN, "Ann"), (OWNER, "Vera"), (SECOND, "Zoya")):
        emulator.user(user, name, "en")
    key_file = tmp_path / "elsewhere" / "key"
    key_file.parent.mkdir()
    key_file.write_text(KEY)
    owners = (OWNER, SECOND)
    async with running(
        emulator, feed_server, sqlite_url, owners=owners, key_files=(key_file,)
    ) as bot:
        await bot.baseline()
        emulator.say(ANN, ANN, "/follow all")
        await emulator.wait_for(ANN, "You follow everyone", within=30)
        feed_server.serve(rss(NEWS))
        await emulator.wait_for(ANN, "in court", within=30)
        emulator.say(ANN, ANN, "/panic")
        emulator.say(SECOND, SECOND, "/start")
        emulator.say(OWNER, OWNER, "/panic")
        await pressed(bot, OWNER, "panic:ask")
        assert not bot.house.keys.halt.is_set()
        # Who asked cannot agree.
        request = await bot.house.services.panic.asked()
        assert request is not None
        assert not await bot.house.services.panic.strike(OLD.seal(OWNER), request.mark)
        await pressed(bot, SECOND, "panic:go")
        await emulator.wait_for(SECOND, "It is done", within=30)
        said = await emulator.wait_for(OWNER, "It is done", within=30)
        assert "is destroyed" in said.text and str(key_file) in said.text
        asked = len(emulator.calls("getUpdates"))
    assert not key_file.exists()
    remains = written(sqlite_url)
    for person in (ANN, OWNER, SECOND):
        assert remains.count(OLD.seal(person)) == 0
    database = Database(sqlite_url)
    async with database.read() as c:
        for table in ("subscribers", "follows", "deliveries", "organisers", "audit"):
            count = select(func.count()).select_from(metadata.tables[table])
            assert await c.scalar(count) == 0, table
        assert await c.scalar(select(func.count()).select_from(feeds)) == 1
        assert await c.scalar(select(func.count()).select_from(entries))
    # Nobody is answered any more, whatever key is tried.
    emulator.say(ANN, ANN, "/case Gorinov")
    for key in (KEY, Seal.new_key()):
        with pytest.raises(PanicFault, match="destroyed here on"):
            async with running(emulator, feed_server, sqlite_url, key=key):
                pass
    assert len(emulator.calls("getUpdates")) == asked
    # It can begin anew, with another key and without subscribers.
    async with database.write() as c:
        await panics.lift(c)
        await seals.keep_or_check(c, Seal.from_text(Seal.new_key()))
        assert await c.scalar(select(func.count()).select_from(subscribers)) == 0
    await database.close()


async def test_every_sealed_column_of_the_schema_is_erased(database: Database, seal: Seal) -> None:
    async with database.write() as c:
        sealed = await fill(c, seal)
        await panics.ask(c, seal.seal(1), MOMENT, alone=False)
        await panics.strike(c, MOMENT)
        await panics.erase(c)
        left = {
            value
            for column in sealed_columns()
            for value in (await c.execute(select(type_coerce(column, LargeBinary())))).scalars()
        }
        assert not left & {bytes(value) for value in sealed.values()}
        assert await c.scalar(select(func.count()).select_from(case_changes)) == 1
        assert await c.scalar(select(func.count()).select_from(entries)) == 1
        assert await panics.struck(c) == MOMENT
    await database.compact()


async def test_with_the_offline_code_one_owner_is_enough(house: House) -> None:
    code = new_code()
    async with house.database.write() as c:
        await panics.keep_code(c, code)
    alone = await house.say(house_of.OWNER, "/panic")
    assert "no other one can be asked" in alone.text
    assert not alone.buttons
    wrong = await house.say(house_of.OWNER, f"/panic {new_code()}")
    assert "not the code" in wrong.text
    right = await house.say(house_of.OWNER, f"/panic {code.lower().replace('-', ' ')}")
    assert "code is right" in right.text
    # An older button, or one that somebody made up, agrees to nothing.
    await house.forge(house_of.OWNER, "panic:go:000000000000")
    async with house.database.read() as c:
        assert await panics.struck(c) is None
    await house.say(house_of.OWNER, f"/panic {code}")
    await house.press(house_of.OWNER, "panic:go")
    async with house.database.read() as c:
        assert await panics.struck(c) is not None


async def test_a_request_ends_by_itself_and_by_a_no(house: House) -> None:
    panic, author = house.services.panic, house.chat(house_of.OWNER)
    request = await panic.ask(author)
    await house.clock.advance(16 * 60)
    assert await panic.asked() is None
    assert not await panic.strike(house.chat(5), request.mark)
    request = await panic.ask(author)
    await panic.withdraw(author)
    assert not await panic.strike(house.chat(5), request.mark)


async def test_each_step_leaves_its_row_in_the_log(house: House) -> None:
    panic, author, second = house.services.panic, house.chat(house_of.OWNER), house.chat(5)
    code = new_code()
    async with house.database.write() as c:
        await panics.keep_code(c, code)
    assert await panic.ask_alone(author, new_code()) is None
    await panic.ask(author)
    await panic.withdraw(second)
    await panic.withdraw(second)
    await panic.ask_alone(author, code)
    request = await panic.ask(author)
    assert not await panic.strike(author, request.mark)
    assert await panic.strike(second, request.mark)
    async with house.database.read() as c:
        rows = [(r.actor, r.verb, r.about) for r in reversed(await audit.latest(c, 10))]
    assert rows == [
        (author, "asked-approval", "panic"),
        (second, "withdrew", "panic"),
        (author, "asked-approval", "panic with the code"),
        (author, "asked-approval", "panic"),
        (second, "panicked", ""),
    ]
    verdict = await house.services.organisers.audit.verify()
    assert (verdict.rows, verdict.fault) == (5, "")


async def test_to_strangers_the_command_does_not_exist(house: House) -> None:
    said = await house.say(house_of.ANN, "/panic")
    assert said.text == (await house.say(house_of.ANN, "/nosuchcommand")).text
    for words in ("panic:ask", "panic:go:000000000000", "panic:no"):
        await house.forge(house_of.ANN, words)
    assert await house.services.panic.asked() is None


def test_a_code_is_long_and_never_the_same() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code.replace("-", "")) == 24 for code in codes)


def test_a_key_that_may_not_be_written_is_left_and_named(tmp_path: Path) -> None:
    mine, gone = tmp_path / "mine", tmp_path / "missing"
    mine.write_text(KEY)
    destroyed = destroy((mine, gone))
    assert destroyed.files == (mine,)
    assert destroyed.left == (gone,)
    assert not mine.exists()
