"""One way to write the address of a page that can be reached by many. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

_TRACKING = re.compile(
    r"utm_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|igshid|igsh|mc_[ce]id|"
    r"_ga|_gl|_openstat|rb_clickid|mkt_tok|vero_id|wt_mc|xtor|cmp|cmpid|ocid|ncid|smid|s_cid|spm|"
    r"at_(?:medium|campaign|custom\d+)|ref_src|ref_url|__twitter_impression|amp|icid|ns_campaign|"
    r"(?:pk|mtm|piwik|matomo|hsa)_.*|_hs(?:enc|mi)|hsctatracking|no_?cache|guccounter",
    re.IGNORECASE,
)
# These name the way a reader came only when they say so.
_ORIGIN = re.compile(
    r"from|ref|source|via|src|origin|share|campaign|traffic_source|output(?:_?type)?|rss|feed",
    re.IGNORECASE,
)
_ORIGIN_VALUE = re.compile(
    r"rss.*|feed.*|atom|telegram|tg|tgm|twitter|facebook|fb|vk|share|email|newsletter|social",
    re.IGNORECASE,
)
_IS_FEED = re.compile(r"(?:rss|feed)=(?:1|true|yes)", re.IGNORECASE)
_SESSION = re.compile(r"(?:php|asp|j)?(?:sess(?:ion)?_?id)\w*|sid|zenid|cftoken", re.IGNORECASE)
# A shorter one may be the number of a story.
_SESSION_VALUE = re.compile(r"[\w-]{16,}")
_MOMENT = re.compile(r"_|ts?|time(?:stamp)?|cb|rn?d|rand(?:om)?|cache_?buster", re.IGNORECASE)
# In seconds or finer, counted as computers do.
_MOMENT_VALUE = re.compile(r"1\d{9}(?:\d{3})?|0\.\d{6,}")
_SESSION_AFTER = re.compile(r";(?:jsessionid|sid|phpsessid)=[^/;&]*", re.IGNORECASE)
_TRACKING_FRAGMENT = re.compile(r"(?:utm_|xtor|rss|ref=|from=|:~:text=).*", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_ALIAS = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
# Archives and mirrors carry the address that they stand for in their path.
_CARRIED = re.compile(
    r"/(?:https?:/{1,2})?((?:[a-z0-9-]+\.)+(?!(?:php|html?|aspx?|cgi|js|jsp|json|md|pl|py|xml)/)[a-z]{2,12}(?::\d{1,5})?)(/.*)",
    re.IGNORECASE,
)
# Pages that only lead on, where alerts and networks count who goes.
_DOORS = re.compile(r"/(?:url|l\.php|away(?:\.php)?|redirect|redir|out|exit)/?", re.IGNORECASE)
_BEHIND = ("url", "u", "q", "to", "target")
_WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
_DOORS_IN_A_ROW = 3
_USUAL_PORTS = (None, 80, 443)


# An entry's link is asked for several times while sixteen documents are read.
@lru_cache(maxsize=2048)
def canonical_link(link: str) -> tuple[str, str]:
    """An address as ``host/path?query`` without what differs between ways to the same page, and the
    fragment that matters.

    Nothing that cannot be read as an address is changed.
    """
    try:
        parts = _behind_doors(urlsplit(link))
        port = parts.port
    except ValueError:
        return link, ""
    fragment = "" if _TRACKING_FRAGMENT.match(parts.fragment) else parts.fragment
    path = re.sub(r"/{2,}", "/", _SESSION_AFTER.sub("", parts.path))
    host = _host(parts.hostname or "")
    if port not in _USUAL_PORTS:
        host = f"{host}:{port}"
    # A front page is carried by lists of sites as well, unless something is asked of it.
    while (carried := _CARRIED.search(path)) and (carried[2] != "/" or parts.query):
        host, path = _host(re.sub(r":(?:80|443)$", "", carried[1])), carried[2]
    return host + _path(path) + _query(parts), fragment


def _behind_doors(parts: SplitResult) -> SplitResult:
    """What a page leads to that only leads on. Raises ValueError."""
    for _ in range(_DOORS_IN_A_ROW):
        if not _DOORS.fullmatch(parts.path):
            break
        asked = dict(parse_qsl(parts.query, errors="surrogateescape"))
        targets = (asked.get(name, "") for name in _BEHIND)
        target = next(filter(_WEB.match, targets), "")
        if not target:
            break
        parts = urlsplit(target)
    return parts


def _host(name: str) -> str:
    name = name.lower().rstrip(".")
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return name
    return _ALIAS.sub("", name, count=1) if _ALIAS.match(name) else name


def _path(path: str) -> str:
    path = unicodedata.normalize("NFC", unquote(_INDEX.sub("/", path), errors="surrogateescape"))
    path = quote(path, errors="surrogateescape")
    return re.sub(r"(?<=/)amp/?$|^/amp(?=/)", "", path).rstrip("/")


def _query(parts: SplitResult) -> str:
    if not parts.query:
        return ""
    # Some feeds escape it once more than needed.
    query = _SESSION_AFTER.sub("", parts.query.replace("&amp;", "&"))
    pairs = sorted(
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
        if not _is_passing(name, value)
    )
    return f"?{urlencode(pairs, errors='surrogateescape')}" if pairs else ""


def _is_passing(name: str, value: str) -> bool:
    """Whether a parameter says how and when somebody came rather than where to."""
    return bool(
        _TRACKING.fullmatch(name)
        or (_ORIGIN.fullmatch(name) and _ORIGIN_VALUE.fullmatch(value))
        or _IS_FEED.fullmatch(f"{name}={value}")
        or (_SESSION.fullmatch(name) and _SESSION_VALUE.fullmatch(value))
        or (_MOMENT.fullmatch(name) and _MOMENT_VALUE.fullmatch(value))
    )
