"""What can be followed, by name. Pure."""

from __future__ import annotations

from bot.cases.registry import Registry
from bot.i18n import Translator
from storage.rows import Topic, TopicKind


def topic_name(registry: Registry, topic: Topic, say: Translator) -> str:
    """The person's or campaign's name; a topic that left the files keeps its slug."""
    if topic.kind is TopicKind.ALL:
        return say.plain("follow-everyone")
    if topic.kind is TopicKind.CASE:
        return case_name(registry, topic.slug, say)
    campaign = registry.campaigns.get(topic.slug)
    return say.pick(campaign.name) if campaign else topic.slug


def case_name(registry: Registry, slug: str, say: Translator) -> str:
    case = registry.cases.get(slug)
    return say.pick(case.name) if case else slug
