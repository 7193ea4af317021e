"""What organisers see: whole, in both languages, with no exact small number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.broadcasts.runs import AHEAD
from bot.checklist import Doubt, Finding, Preview
from bot.i18n import LANGUAGES, Translations, Translator
from bot.render import Message
from bot.views import broadcasts as view
from bot.views import drafts
from bot.wordings import HELD_AGAINST
from storage.broadcast_rows import OPEN, Broadcast, BroadcastState, Progress
from storage.rows import EVERYTHING, SealedId, Topic, TopicKind
from tests.fixtures.clock import FakeClock
from tests.letters.cases import case, registry

KNOWN = registry(case("ivanov"))
DRAFT = Broadcast(
    id=7,
    author=SealedId(b"a" * 24),
    state=BroadcastState.DRAFT,
    segment=EVERYTHING,
    created=FakeClock().now(),
    texts=(("en", "One"),),
    asking="ru",
)
RUNNING = replace(DRAFT, state=BroadcastState.RUNNING, started=DRAFT.created, asking="")
FINDINGS = (
    Finding(Doubt.UNDESIRABLE, "example.org"),
    Finding(Doubt.RELEASED, "ivanov"),
    Finding(Doubt.NO_LINK),
    Finding(Doubt.TERRORISM, "ivanov"),
    *(Finding(Doubt.WORDING, each.name, ("hero", "help")) for each in HELD_AGAINST),
    *(Finding(Doubt.NO_TEXT, language) for language in LANGUAGES),
)


@pytest.fixture(params=LANGUAGES)
def say(request: pytest.FixtureRequest) -> Translator:
    return Translations()(request.param)


def callbacks(message: Message) -> list[str]:
    return [button.callback for row in message.buttons for button in row]


def test_every_finding_is_told(say: Translator) -> None:
    preview = Preview(DRAFT, 120, FINDINGS, "d" * 24)
    confirm = drafts.menu(preview, KNOWN, say, solo=False)
    approve = view.to_approve(preview, KNOWN, say)
    for message in (confirm, approve):
        assert "".join(message.parts).count("• ") == len(FINDINGS)
        assert "120" in "".join(message.parts)
        for each in HELD_AGAINST:
            assert f'<a href="{each.source}">' in "".join(message.parts)
    decisions = [f"b:ok:7:{'d' * 24}", f"b:no:7:{'d' * 24}"]
    assert callbacks(approve) == [*decisions, "b:links:7"]


def test_who_decides_alone_is_told_so(say: Translator) -> None:
    preview = Preview(DRAFT, None, (), "d" * 24)
    alone = drafts.menu(preview, KNOWN, say, solo=True)
    together = drafts.menu(preview, KNOWN, say, solo=False)
    assert alone.parts != together.parts
    assert callbacks(alone)[0] == callbacks(together)[0] == f"b:go:7:{'d' * 24}"


def test_progress_is_rounded_and_never_full_too_early(say: Translator) -> None:
    counts = Progress(total=3000, sent=1234, due=1766, dropped=0, failed=0, complete=True)
    text = view.progress(RUNNING, counts, KNOWN, say).parts[0]
    assert "41 %" in text
    assert "234" not in text
    growing = replace(counts, due=0, sent=2000, complete=False)
    assert "░ 0 %" in view.progress(RUNNING, growing, KNOWN, say).parts[0]
    almost = replace(counts, sent=2999, due=1)
    assert "99 %" in view.progress(RUNNING, almost, KNOWN, say).parts[0]


@pytest.mark.parametrize("state", BroadcastState)
def test_every_state_has_its_words_and_only_what_runs_can_be_stopped(
    say: Translator, state: BroadcastState
) -> None:
    counts = Progress(total=300, sent=100, due=0, dropped=150, failed=50, complete=True)
    message = view.progress(replace(RUNNING, state=state), counts, KNOWN, say)
    assert ("b:stop:7" in callbacks(message)) is (state in AHEAD)
    listed = view.recent([(replace(RUNNING, state=state), counts)], KNOWN, say, "UTC")
    assert ("b:show:7" in callbacks(listed)) is (state in OPEN)


def test_the_last_language_can_be_left_out_only_if_there_is_another(say: Translator) -> None:
    assert "b:skip:7:ru" in callbacks(drafts.ask(DRAFT, KNOWN, say))
    assert "b:skip:7:ru" not in callbacks(drafts.ask(replace(DRAFT, texts=()), KNOWN, say))
    first = replace(DRAFT, texts=(), asking="en")
    assert "b:skip:7:en" in callbacks(drafts.ask(first, KNOWN, say))


def test_segments_are_named(say: Translator) -> None:
    gone = Topic(TopicKind.CASE, "gone")
    assert "Ivanov" in view.segment_name(Topic(TopicKind.CASE, "ivanov"), KNOWN, say)
    assert "gone" in view.segment_name(gone, KNOWN, say)
    assert view.segment_name(EVERYTHING, KNOWN, say)
    assert callbacks(drafts.people(KNOWN, say)) == ["b:new:case:ivanov"]
    assert callbacks(drafts.segments(KNOWN, say)) == ["b:new:all:", "b:people"]


def test_the_final_report_says_what_may_have_come_twice(say: Translator) -> None:
    counts = Progress(
        total=500, sent=500, due=0, dropped=0, failed=0, complete=True, possibly_twice=123
    )
    done = replace(RUNNING, state=BroadcastState.DONE)
    assert "120" in view.progress(done, counts, KNOWN, say).parts[0]
    assert "120" not in view.progress(RUNNING, counts, KNOWN, say).parts[0]
    few = view.progress(done, replace(counts, possibly_twice=3), KNOWN, say).parts[0]
    assert say.html("call-twice-few") in few
