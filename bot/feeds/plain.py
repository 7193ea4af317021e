"""Outside HTML as plain text. Pure."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.render import clean

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "th", "tr", "ul",
})  # fmt: skip
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "textarea"}
)
_MARKUP = re.compile(r"[<&]")
# More markup than any lead needs; the rest would only cost time.
_LONGEST = 200_000


def plain(markup: str) -> str:
    """The visible text; paragraphs are lines."""
    markup = markup[:_LONGEST]
    if not _MARKUP.search(markup):
        return clean(markup)
    body = LexborHTMLParser(markup).body
    return "" if body is None else text_of(body)


def text_of(node: LexborNode) -> str:
    """The visible text under a node; paragraphs are lines."""
    words: list[str] = []
    # Not recursive: outside documents nest deeper than a call stack.
    path = [(node, node.iter(include_text=True))]
    while path:
        parent, children = path[-1]
        child = next(children, None)
        if child is None:
            path.pop()
            if parent.tag in _BLOCKS:
                words.append("\n")
        elif child.is_text_node:
            words.append(re.sub(r"\s+", " ", child.text_content or ""))
        elif child.tag not in _UNSEEN:
            if child.tag in _BLOCKS:
                words.append("\n")
            path.append((child, child.iter(include_text=True)))
    return clean(re.sub(r"\s*\n\s*", "\n", "".join(words)))
