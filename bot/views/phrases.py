"""A first letter to copy, sentence by sentence or whole. Pure."""

from __future__ import annotations

from bot.cases.facts import Case
from bot.i18n import Translator
from bot.render import COPY_LIMIT, Button, Html, Message, escape, rows, utf16_length
from bot.views.facts import bullet
from bot.views.kits import PHRASES, PROMPTS

GREETING = PHRASES[0]


def phrases(case: Case | None, say: Translator, russian: Translator) -> Message:
    """Sentences in Russian with what they mean; ``russian`` says the sentences.

    With a person, the greeting names them as one does in a letter.
    """
    said = sentences(case, russian)
    meant = sentences(case, say) if case is None else ("", *sentences(None, say)[1:])
    native = say.language == russian.language
    lines = [
        Html(f"<code>{escape(text)}</code>" + (f"\n{escape(meaning)}" if meaning else ""))
        for text, meaning in zip(said, ("",) * len(said) if native else meant, strict=True)
    ]
    title = say.html("phrases-title", name=say.pick(case.name)) if case else Html("")
    parts = pieces(said)
    copies = [
        Button(say.plain("phrases-button-copy", number=number, of=len(parts)), copy_text=part)
        for number, part in enumerate(parts, start=1)
    ]
    slug = case.slug if case else ""
    how = Button(say.plain("letters-button-how"), callback=f"write:{slug}")
    send = Button(say.plain("phrases-button-ways"), callback=f"ways::{slug}")
    return Message.of(
        title or say.html("phrases-title-all"),
        say.html("phrases-hint"),
        Html("\n\n".join(lines)),
        Html(f"{say.html('phrases-prompts')}\n{bullet(*(say.html(key) for key in PROMPTS))}"),
        say.html("letters-in-short"),
        say.html("letters-never-here"),
        buttons=[*rows(copies), (how, send) if case else (send,)],
    )


def sentences(case: Case | None, say: Translator) -> tuple[str, ...]:
    """The letter's sentences in the language of ``say``, in their order."""
    greeting = say.plain(GREETING)
    if case is not None:
        greeting = say.plain("phrases-hello", name=_addressed(case))
    return greeting, *(say.plain(key) for key in PHRASES[1:])


def pieces(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines joined into as few texts as one button each can copy."""
    found: list[str] = []
    for line in lines:
        joined = f"{found[-1]}\n{line}" if found else line
        if found and utf16_length(joined) <= COPY_LIMIT:
            found[-1] = joined
        else:
            found.append(line)
    return tuple(found)


def _addressed(case: Case) -> str:
    """As a letter in Russian begins: given name and patronymic, in the nominative."""
    return " ".join(case.full_name.text.split()[1:]) or case.name["ru"]
