"""What feeds do over time, none of it news but the articles that are new. Each kind is a function
that changes a `Site` in place; `KINDS` says which ways of naming entries let a reader see through
it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from tests.feeds.documents import WRITERS
from tests.feeds.site import START, Site, Style

Change = Callable[[Site], None]


def _grow(site: Site) -> None:
    site.publish()


def _burst(site: Site) -> None:
    site.publish(5)


def _backdate(site: Site) -> None:
    site.publish(days_ago=400)


def _grow_below(site: Site) -> None:
    """What is new stands at the end."""
    site.publish()
    site.articles.append(site.articles.pop(0))


def _grow_within(site: Site) -> None:
    site.publish()
    site.articles.insert(len(site.articles) // 2, site.articles.pop(0))


def _show_more(site: Site) -> None:
    """The window grows, and the archive with it."""
    site.window = 60
    site.publish(40)


def _show_one(site: Site) -> None:
    site.gone += site.articles[1:]
    del site.articles[1:]


def _reorder(site: Site) -> None:
    site.chance.shuffle(site.articles)


def _reverse(site: Site) -> None:
    site.articles.reverse()


def _pin(site: Site) -> None:
    site.articles.insert(0, site.articles.pop())


def _redate(site: Site) -> None:
    site.change(published=lambda _: START + timedelta(days=site.chance.randint(-900, 90)))


def _redate_all_alike(site: Site) -> None:
    site.change(published=lambda _: START + timedelta(days=90))


def _date_ahead(site: Site) -> None:
    site.change(published=lambda _: START + timedelta(days=4000))


def _drop_dates(site: Site) -> None:
    site.change(published=lambda _: None)


def _polish_title(site: Site) -> None:
    """Quotes, dashes and case are no news, even where the title is the only name."""
    site.change(title=lambda a: f"«{a.title.upper()}»  —")


def _space_title(site: Site) -> None:
    site.change(title=lambda a: f"\n  {a.title.replace(' ', chr(0xA0))}\t\n")


def _escape_title(site: Site) -> None:
    """Once more than needed."""
    site.change(title=lambda a: re.sub("[а-е]", lambda m: f"&#{ord(m[0])};", a.title))


def _embolden_title(site: Site) -> None:
    site.change(title=lambda a: f"<b>{re.sub('<[^>]*>', '', a.title)}</b>")


def _summarise(site: Site) -> None:
    site.change(summary=lambda a: f"No {a.number} {site.chance.random()}")


def _vanish(site: Site) -> None:
    site.gone += site.articles[::2]
    site.articles = site.articles[1::2]


def _return(site: Site) -> None:
    site.articles += site.gone[-6:]
    del site.gone[-6:]


def _return_on_top(site: Site) -> None:
    site.articles[:0] = site.gone[-6:]
    del site.gone[-6:]


def _empty(site: Site) -> None:
    site.gone += site.articles
    site.articles = []


def _leave_for_months(site: Site) -> None:
    site.away = timedelta(days=200)


def _duplicate(site: Site) -> None:
    site.articles += site.articles[:3]


def _once(site: Site) -> None:
    site.articles = list(dict.fromkeys(site.articles))


def _nothing(_: Site) -> None:
    pass


def _cut(site: Site) -> None:
    """The body ends somewhere."""
    site.spoil = lambda text: text[: site.chance.randrange(len(text) // 4, len(text))]


def _halve(site: Site) -> None:
    site.spoil = lambda text: text[: len(text) // 2]


def _apologise(site: Site) -> None:
    """A page for people, in a feed's place."""
    site.spoil = lambda _: "<!DOCTYPE html><html><body>Are you a robot?</body></html>"


def _blank(site: Site) -> None:
    site.spoil = lambda _: ""


def _warn(site: Site) -> None:
    site.spoil = lambda text: f"<br />\n<b>Warning</b>: in /feed.php\n{text}"


def _bare_ampersand(site: Site) -> None:
    site.spoil = lambda text: text.replace("<title>T</title>", "<title>A & B &nbsp;</title>")


def _fail(site: Site) -> None:
    site.status = 503


def _get_stuck(site: Site) -> None:
    site.stuck = True


def _redirect(site: Site) -> None:
    site.moved = not site.moved


def _encode(site: Site) -> None:
    site.encoding = site.chance.choice(("windows-1251", "koi8-r", "utf-16", "utf-8"))


ALWAYS: tuple[Change, ...] = (
    _grow, _burst, _backdate, _grow_below, _grow_within, _show_more, _show_one, _reorder, _reverse,
    _pin, _redate, _redate_all_alike, _date_ahead, _drop_dates, _polish_title, _space_title,
    _escape_title, _embolden_title, _summarise, _vanish, _return, _return_on_top, _empty,
    _leave_for_months, _duplicate, _once, _nothing, _cut, _halve, _apologise, _blank, _warn,
    _bare_ampersand, _fail, _get_stuck, _redirect, _encode,
)  # fmt: skip


def _retitle(site: Site) -> None:
    site.change(title=lambda a: f"{a.title} (обновлено {site.chance.randint(1, 99)})")


def _count_comments(site: Site) -> None:
    site.change(title=lambda a: f"{a.title} — {site.chance.randint(1, 99)} комментариев")


def _untitle(site: Site) -> None:
    site.change(title=lambda _: "")


def _title_alike(site: Site) -> None:
    site.change(title=lambda _: "Новости дня")


def _swap_titles(site: Site) -> None:
    titles = [a.title for a in site.articles]
    site.articles = [
        replace(a, title=title)
        for a, title in zip(site.articles, [*titles[1:], *titles[:1]], strict=True)
    ]


NAMED: tuple[Change, ...] = (_retitle, _count_comments)
"""For entries that have more than their title to be known by."""

NAMED_ALONE: tuple[Change, ...] = (_untitle, _title_alike, _swap_titles)
"""For entries whose guid or link is no other entry's."""


def _relink(change: Callable[[str], str]) -> Change:
    def relink(site: Site) -> None:
        site.change(link=lambda a: change(a.link) if a.link else "")

    return relink


def _in_path(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda link: re.sub("(?<=[a-z])/.*", lambda path: change(path[0]), link)


def _with_parameter(parameter: str) -> Callable[[str], str]:
    def add(link: str) -> str:
        page, mark, place = link.partition("#")
        return f"{page}{'&' if '?' in page else '?'}{parameter}{mark}{place}"

    return add


def _at_host(pattern: str, becomes: str, link: str) -> str:
    """Changes the host alone: a path may have two slashes as well."""
    return re.sub(rf"(?<=:){pattern}", becomes, link, count=1)


LINKED: dict[str, Change] = {
    "http": _relink(lambda link: link.replace("https://", "http://")),
    "https again": _relink(lambda link: link.replace("http://", "https://")),
    "www": _relink(lambda link: _at_host(r"//(?!www\.)", "//www.", link)),
    "no www": _relink(lambda link: _at_host(r"//www\.", "//", link)),
    "for telephones": _relink(lambda link: _at_host(r"//(?:\w+\.)?(?=\w+\.example)", "//m.", link)),
    "upper-case host": _relink(
        lambda link: re.sub("//[^/]+", lambda m: m[0].upper(), link, count=1)
    ),
    "port": _relink(lambda link: _at_host(r"(//[^/:]+)(?=/)", r"\1:443", link)),
    "tracking": _relink(_with_parameter("utm_source=rss&utm_term=x")),
    "click ids": _relink(_with_parameter("fbclid=IwAR0&yclid=77&mtm_campaign=a")),
    "origin": _relink(_with_parameter("from=rss")),
    "session": _relink(_with_parameter("PHPSESSID=9f3c2a7be01d4c55a1b2c3d4e5f60718")),
    "no cache": _relink(_with_parameter("_=1764000000123")),
    "escapes": _relink(_in_path(lambda path: path.replace("-", "%2D").replace("story", "%73tory"))),
    "escapes in small letters": _relink(_in_path(lambda path: path.replace("-", "%2d"))),
    "double slash": _relink(lambda link: re.sub(r"(?<=[a-z])/(?=[\w])", "//", link)),
    "space around": _relink(lambda link: f"\n  {link}\n"),
    "ampersands twice": _relink(lambda link: link.replace("&", "&amp;")),
    "archive": _relink(
        lambda link: link if "/web/" in link else f"https://archive.example.com/web/2026/{link}"
    ),
    "mirror by path": _relink(
        lambda link: re.sub(r"^https?://(?!storage)", "https://storage.example.com/mirrors/", link)
    ),
}


def _slash(site: Site) -> None:
    site.change(link=lambda a: a.link if "?" in a.link or "#" in a.link else a.link.strip() + "/")


def _fragment(site: Site) -> None:
    site.change(link=lambda a: f"{a.link.partition('#')[0]}#utm_source=feed")


def _amp(site: Site) -> None:
    site.change(link=lambda a: f"{re.split('[?#]|/amp', a.link)[0].rstrip('/')}/amp/")


def _session_in_path(site: Site) -> None:
    site.change(link=lambda a: f"{a.link.partition(';')[0]};jsessionid=A1B2C3D4E5F6071829")


def _mirror(site: Site) -> None:
    """The site moves to another name, its guids and links with it."""
    name = f"mirror-of-{site.host.partition('.')[0]}.example.net"
    site.change(
        link=lambda a: a.link.replace(site.host, name),
        guid=lambda a: a.guid.replace(site.host, name),
    )


def _churn_guids(site: Site) -> None:
    site.change(guid=lambda a: a.guid and f"{a.guid}-{site.chance.randint(1, 10**6)}")


def _drop_guids(site: Site) -> None:
    site.change(guid=lambda _: "")


def _number_guids(site: Site) -> None:
    site.change(guid=lambda a: f"{a.number + 90000}")


def _flip_permalinks(site: Site) -> None:
    site.change(is_permalink=lambda a: not a.is_permalink and a.guid.startswith("http"))


def _twins(site: Site) -> None:
    """The same article twice, under two guids and two ways to write its address."""
    site.articles += [
        replace(a, guid=a.guid and f"{a.guid}-twin", link=_with_parameter("from=rss")(a.link))
        for a in site.articles[:3]
    ]


def _reformat(site: Site) -> None:
    site.document = site.chance.choice(sorted({*WRITERS} - {site.document}))


OWN_LINKS: tuple[Change, ...] = (
    _slash, _fragment, _amp, _session_in_path, _mirror, _churn_guids, _drop_guids, _number_guids,
    _flip_permalinks, _twins, _reformat,
)  # fmt: skip


def _move(site: Site) -> None:
    """New addresses under old guids."""
    site.change(link=lambda a: f"https://{site.host}/archive/{a.number}" if a.guid else a.link)


def _unlink(site: Site) -> None:
    site.change(link=lambda a: "" if a.guid else a.link)


def _link_home(site: Site) -> None:
    site.change(link=lambda a: f"https://{site.host}/" if a.guid else a.link)


OWN_GUIDS: tuple[Change, ...] = (_move, _unlink, _link_home)

OTHERS = (*ALWAYS, *NAMED, *NAMED_ALONE, *OWN_LINKS, *OWN_GUIDS)
KINDS: dict[str, Change] = {
    **{change.__name__.strip("_").replace("_", " "): change for change in OTHERS},
    **{f"link: {name}": change for name, change in LINKED.items()},
}


def fits(change: Change, style: Style) -> bool:
    """Whether entries so named can still be told apart after such a change."""
    if change in ALWAYS:
        return True
    if change in NAMED:
        return style.guid != "none" or style.link in ("own", "queried", "anchored")
    if change in NAMED_ALONE:
        return style.guid != "none" or style.link in ("own", "queried")
    if change in LINKED.values():
        return style.link in ("own", "queried", "anchored")
    if change in OWN_GUIDS:
        return style.guid == "opaque"
    return style.link == "own"
