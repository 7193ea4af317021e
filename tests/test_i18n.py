"""Both languages say everything, with the same variables, and nothing that nobody asks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.i18n import LANGUAGES, Translations, language_for
from bot.preview.emulator.text import parse_html
from bot.render import Html

ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "bot" / "locales"


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def generic_visit(self, node: ftl.BaseNode) -> None:
        if isinstance(node, ftl.VariableReference):
            self.names.add(node.id.name)
        super().generic_visit(node)


@cache
def messages(language: str) -> dict[str, ftl.Message]:
    found: dict[str, ftl.Message] = {}
    for file in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ftl.Junk), f"{file}: {entry.content}"
            if isinstance(entry, ftl.Message):
                assert entry.id.name not in found, f"{entry.id.name} stands twice in {language}"
                found[entry.id.name] = entry
    return found


def variables(message: ftl.Message | ftl.Pattern) -> set[str]:
    visitor = _Variables()
    visitor.visit(message)
    return visitor.names


def code() -> Iterator[ast.AST]:
    """Everything in the code that speaks to people; the local Telegram speaks to none."""
    for folder in ("bot", "handlers"):
        for file in (ROOT / folder).rglob("*.py"):
            if "preview" not in file.parts:
                yield from ast.walk(ast.parse(file.read_text(encoding="utf-8")))


def put_together(node: ast.JoinedStr) -> str:
    """A pattern of what an f-string may become."""
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z0-9-]+"
        for part in node.values
    )


def test_every_language_has_the_same_messages() -> None:
    english = messages("en").keys()
    for language in LANGUAGES:
        assert messages(language).keys() == english


def test_every_language_uses_the_same_variables() -> None:
    for key, message in messages("en").items():
        for language in LANGUAGES:
            assert variables(messages(language)[key]) == variables(message), key


class _Ones(Visitor):
    """Where a count that stands nowhere in the words chooses among them."""

    def __init__(self) -> None:
        self.wordless: list[str] = []

    def generic_visit(self, node: ftl.BaseNode) -> None:
        if isinstance(node, ftl.SelectExpression) and isinstance(
            node.selector, ftl.VariableReference
        ):
            count = node.selector.id.name
            ones = [v for v in node.variants if getattr(v.key, "name", "") == "one"]
            self.wordless += [count for one in ones if count not in variables(one.value)]
        super().generic_visit(node)


def test_in_russian_twenty_one_is_not_spoken_of_as_one() -> None:
    """There "one" holds 21 and 31 too; what is meant for 1 alone is `[1]`."""
    for key, message in messages("ru").items():
        ones = _Ones()
        ones.visit(message)
        assert ones.wordless == [], key


def test_every_key_in_the_code_exists() -> None:
    asked = {
        node.args[0].value
        for node in code()
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("html", "plain", "tell", "toast")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    assert asked <= messages("en").keys()


def test_no_message_is_left_over() -> None:
    nodes = list(code())
    exact = {node.value for node in nodes if isinstance(node, ast.Constant)}
    patterns = [put_together(node) for node in nodes if isinstance(node, ast.JoinedStr)]
    # A pattern without a word of its own would excuse every message.
    wanted = re.compile("|".join(p for p in patterns if re.match(r"[a-z]+\\-", p)))
    unused = {key for key in messages("en") if key not in exact and not wanted.fullmatch(key)}
    assert not unused


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_html_that_telegram_takes(language: str) -> None:
    say = Translations()(language)
    for key, message in messages(language).items():
        for number in (1, 3, 11):
            given = {
                name: number
                if name in ("count", "days", "months", "years", "number", "over", "sent", "total")
                else "<x> & y"
                for name in variables(message)
            }
            text, _ = parse_html(say.html(key, **given))
            assert text.strip(), key


def test_arguments_are_escaped_unless_they_are_html() -> None:
    say = Translations()("en")
    assert "&lt;b&gt;" in say.html("follow-on", name="<b>")
    assert "<i>x</i>" in say.html("follow-on", name=Html("<i>x</i>"))


def test_an_argument_may_be_long() -> None:
    name = "Ы & " * 2000
    assert parse_html(Translations()("en").html("follow-on", name=name))[0].count("Ы & ") == 2000


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 день"), (2, "2 дня"), (5, "5 дней"), (21, "21 день"), (111, "111 дней")],
)
def test_russian_counts(days: int, words: str) -> None:
    assert words in Translations()("ru").html("case-held-days", day="x", days=days)


@pytest.mark.parametrize(
    ("code", "language"),
    [("ru", "ru"), ("ru-RU", "ru"), ("en-GB", "en"), ("uk", "en"), ("be", "en"), (None, "en")],
)
def test_the_language_is_not_guessed_from_the_neighbour(code: str | None, language: str) -> None:
    assert language_for(code) == language


@pytest.mark.parametrize(
    ("when", "english", "russian"),
    [
        ("2025", "2025", "2025"),
        ("2025-07", "July 2025", "июль 2025"),
        ("2025-07-03", "3 July 2025", "3 июля 2025\u202fг."),
        (date(2025, 7, 3), "3 July 2025", "3 июля 2025\u202fг."),
    ],
)
def test_days(when: str | date, english: str, russian: str) -> None:
    translations = Translations()
    assert translations("en").day(when) == english
    assert translations("ru").day(when) == russian


def test_moments_are_told_where_the_reader_is() -> None:
    moment = datetime(2026, 1, 1, 22, 30, tzinfo=UTC)
    assert Translations()("en").moment(moment, "Europe/Moscow") == "2 Jan 2026, 01:30"
    assert Translations()("ru").weekday(6) == "воскресенье"


def test_an_unknown_message_is_a_fault() -> None:
    with pytest.raises(LookupError):
        Translations()("en").html("no-such-message")
