"""What stands beside a fact that organisers confirmed, in every language."""

from __future__ import annotations

from bot.cases.facts import Texts
from bot.i18n import LANGUAGES, Translations
from storage.change_rows import CaseChange


class Wording:
    def __init__(self, translations: Translations) -> None:
        self._translations = translations

    def checked(self, change: CaseChange) -> Texts:
        return self._in_every_language("change-checked", change)

    def frozen(self, change: CaseChange) -> Texts:
        return self._in_every_language("change-address-frozen", change)

    def _in_every_language(self, key: str, change: CaseChange) -> Texts:
        voices = [self._translations(language) for language in LANGUAGES]
        # Dates come with narrow spaces, which the fact files do not take.
        return {
            say.language: " ".join(say.plain(key, day=say.day(change.created)).split())
            for say in voices
        }
