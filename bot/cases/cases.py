"""The living facts: what the files say, and what organisers confirmed since.

Everything that knows cases holds the one registry found here, or an index over it. All three are
changed in place, between two steps of the event loop: nobody ever sees half a change.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.cases.facts import Case, Registry
from bot.cases.lookup import Lookup
from bot.cases.mentions import Mentions
from bot.changes.apply import Wording, applied, overlaid
from storage.change_rows import CaseChange


class Cases:
    def __init__(self, files: Registry, wording: Wording) -> None:
        self._files = files
        self._wording = wording
        self.registry = Registry(dict(files.cases), files.campaigns, files.ways)
        self.lookup = Lookup(self.registry)
        self.mentions = Mentions(self.registry)

    def show(self, confirmed: Sequence[CaseChange]) -> tuple[str, ...]:
        """Lay exactly these changes over the files; the slugs of those who read otherwise now."""
        wanted = self._files.cases | overlaid(self._files, confirmed, self._wording)
        shown = self.registry.cases
        changed = [case for slug, case in wanted.items() if case != shown.get(slug)]
        for case in changed:
            self.put(case)
        return tuple(case.slug for case in changed)

    def put(self, case: Case) -> None:
        """Know this case, new or changed, from now on and everywhere."""
        self.registry.cases[case.slug] = case
        self.lookup.replace(case)
        self.mentions.replace(case)

    def with_changes(self, slug: str, changes: Sequence[CaseChange]) -> Case:
        """How a case would read after these confirmed changes. Raises KeyError if the files do not
        know it."""
        return applied(self._files.cases[slug], changes, self._wording)

    def recipient(self, slug: str) -> str:
        """To whom a letter was last addressed: now, or in the files; empty if never."""
        known = (cases.get(slug) for cases in (self.registry.cases, self._files.cases))
        return next((case.address.recipient for case in known if case and case.address), "")
