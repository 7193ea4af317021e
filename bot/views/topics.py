"""What can be followed, by name. Pure."""

from __future__ import annotations

from bot.cases.registry import Registry
from bot.i18n import Translator
from bot.render import shorten
from storage.rows import Topic, TopicKind

LONGEST = 80
"""Characters of a name."""


def topic_name(registry: Registry, topic: Topic, say: Translator) -> str:
    """The person's or campaign's name; a topic that left the files keeps its slug."""
    if topic.kind is TopicKind.ALL:
        return say.plain("follow-everyone")
    if topic.kind is TopicKind.CASE:
        return case_name(registry, topic.slug, say)
    campaign = registry.campaigns.get(topic.slug)
    return shorten(say.pick(campaign.name), LONGEST) if campaign else topic.slug


def case_name(registry: Registry, slug: str, say: Translator) -> str:
    case = registry.cases.get(slug)
    return shorten(say.pick(case.name), LONGEST) if case else slug
