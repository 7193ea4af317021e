"""The chat page in a real browser, with a bot of ten lines behind it."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)

from bot.clock import SystemClock
from bot.delivery.transport import AiohttpRequest
from bot.preview.preview import Preview

# A browser takes seconds to start: one serves every test here.
pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "google-chrome"))), None)
# Slow machines are no fault of the page.
expect.set_options(timeout=20_000)
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = {
    "boris-kagarlitsky": {"en": "Boris Kagarlitsky", "ru": "Борис Кагарлицкий"},
    "azat-miftakhov": {"en": "Azat Miftakhov", "ru": "Азат Мифтахов"},
}
CARD = (
    "<b>Boris</b> <i>Kagarlitsky</i>\n<blockquote>Held</blockquote>\n"
    '<a href="https://example.org/">source</a> <tg-spoiler>hidden</tg-spoiler>'
)
BUTTONS = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Follow", callback_data="follow:case:boris")],
        [InlineKeyboardButton("Really?", callback_data="alert")],
        [InlineKeyboardButton("Open", url="https://example.org/")],
        [InlineKeyboardButton("Share", switch_inline_query="boris")],
    ]
)


@pytest_asyncio.fixture(loop_scope="module")
async def preview() -> AsyncIterator[Preview]:
    preview = Preview(NAMES, SystemClock())
    await preview.start()
    async with Bot(
        preview.token,
        base_url=preview.bot_base_url,
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    ) as bot:
        await bot.set_my_commands([("case", "Find a person"), ("follow", "Follow a person")])
        answering = asyncio.create_task(_answer_all(bot))
        yield preview
        answering.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await answering
    await preview.stop()


async def _answer_all(bot: Bot) -> None:
    offset = 0
    while True:
        for update in await bot.get_updates(offset=offset, timeout=5):
            offset = update.update_id + 1
            await _answer(bot, update)


async def _answer(bot: Bot, update: Update) -> None:
    if update.callback_query is not None and update.effective_chat is not None:
        alert = update.callback_query.data == "alert"
        await bot.answer_callback_query(update.callback_query.id, "Done", show_alert=alert)
        if not alert and update.effective_message is not None:
            await bot.edit_message_text(
                "Followed", update.effective_chat.id, update.effective_message.message_id
            )
    elif update.inline_query is not None:
        content = InputTextMessageContent("Card of Boris")
        article = InlineQueryResultArticle("boris", "Boris", content, description="writer")
        await bot.answer_inline_query(update.inline_query.id, [article])
    elif update.message is not None and update.message.text is not None:
        await bot.send_message(
            update.message.chat.id, CARD, parse_mode="HTML", reply_markup=BUTTONS
        )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: the page was not looked at in a browser")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def page(preview: Preview, browser: Browser) -> AsyncIterator[Page]:
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    await page.goto(preview.address)
    await expect(page.locator("#people .person")).to_have_count(5)
    yield page
    assert complaints == []
    await page.close()


async def test_start_press_and_edit(page: Page) -> None:
    await expect(page.get_by_text("nothing leaves this machine")).to_be_visible()
    await page.get_by_role("button", name="Start").click()
    card = page.locator(".theirs").last
    await expect(card.locator("b")).to_have_text("Boris")
    await expect(card.locator("blockquote")).to_have_text("Held")
    await expect(card.locator("a", has_text="source")).to_have_attribute(
        "href", "https://example.org/"
    )
    opens = card.get_by_role("link", name="Open")
    await expect(opens).to_have_attribute("rel", "noopener noreferrer")
    await page.get_by_role("button", name="Really?").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Done")
    await page.get_by_role("button", name="OK").click()
    await page.get_by_role("button", name="Follow").click()
    await expect(page.get_by_role("status")).to_have_text("Done")
    await expect(page.locator(".theirs").last).to_contain_text("Followed")
    await expect(page.locator(".theirs").last).to_contain_text("edited")


async def test_everything_by_keyboard(page: Page) -> None:
    await page.get_by_role("button", name="Start").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".theirs")).to_have_count(1)
    await expect(page.get_by_label("Message", exact=True)).to_be_focused()
    await page.keyboard.type("/f")
    await expect(page.locator("#offers li")).to_have_text(["/followFollow a person"])
    await page.keyboard.press("Enter")
    await expect(page.locator(".own").last).to_contain_text("/follow")
    await page.keyboard.type("two")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("lines")
    await page.keyboard.press("Enter")
    await expect(page.locator(".own .text").last).to_have_text("two\nlines")


async def test_inline_results_and_sharing(page: Page) -> None:
    await page.get_by_role("button", name="Start").click()
    await page.get_by_role("button", name="Inline query").click()
    await page.keyboard.type("bor")
    await page.locator("#offers li", has_text="Boris").click()
    await expect(page.locator(".own").last).to_contain_text("Card of Boris")
    await expect(page.locator(".own").last).to_contain_text("via @solidarity_preview_bot")
    await page.get_by_role("button", name="Share").first.click()
    await page.get_by_role("dialog").get_by_role("button", name="Letter club").click()
    await page.get_by_role("button", name="Add the bot to this group").click()
    await expect(page.locator(".service")).to_have_text("Mira added Solidarity")


async def test_unread_marks_and_blocking(page: Page, preview: Preview) -> None:
    await page.get_by_role("button", name="Start").click()
    await expect(page.locator(".theirs")).to_have_count(1)
    await page.locator(".person", has_text="Mira").click()
    preview.emulator.say(1001, 1001, "hello from elsewhere")
    await expect(page.locator(".person", has_text="Robin").locator(".badge")).to_have_text("1")
    await page.locator(".person", has_text="Robin").click()
    await expect(page.locator(".badge")).to_have_count(0)
    await page.get_by_role("button", name="Block bot").click()
    await page.get_by_role("button", name="Unblock bot").click()
    await expect(page.get_by_role("button", name="Block bot")).to_be_visible()


async def test_the_feeds_beside_the_chat(page: Page, preview: Preview) -> None:
    feeds = page.get_by_role("complementary", name="Demo feeds")
    await expect(feeds.locator(".entries li")).to_have_count(3)
    await feeds.get_by_role("button", name="Pause").click()
    await expect(feeds).to_contain_text("paused")
    await feeds.get_by_label("Publish an entry now about").select_option("Azat Miftakhov")
    await feeds.get_by_role("button", name="Publish").click()
    await expect(feeds.locator(".entries .new")).to_contain_text("Azat Miftakhov")
    await page.request.get(preview.feed_sources()[0].url)
    await expect(feeds.locator(".poll").first).to_contain_text("200")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_phone_has_no_sideways_scrolling(
    preview: Preview, browser: Browser, scheme: str
) -> None:
    page = await browser.new_page(
        viewport={"width": 390, "height": 844},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    await page.goto(preview.address)
    await page.get_by_role("button", name="Start").click()
    await expect(page.locator(".theirs")).to_have_count(1)
    width = "document.documentElement.scrollWidth"
    assert await page.evaluate(width) == 390
    await expect(page.locator("#feeds")).to_be_hidden()
    await page.get_by_role("button", name="Feeds").click()
    await expect(page.locator("#feeds")).to_be_visible()
    assert await page.evaluate(width) == 390
    await page.close()
