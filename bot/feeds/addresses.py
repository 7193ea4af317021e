"""Which addresses the bot connects to on behalf of a feed.

The check sits where the socket is made (`sockets.public_socket`): it sees every address after DNS,
literals in any spelling too, on every redirect hop. A check of host names would see neither.
"""

from __future__ import annotations

import errno
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urljoin, urlsplit

_NAT64 = IPv6Network("64:ff9b::/96")
_IPV4_COMPATIBLE = IPv6Network("::/96")
# What IANA's registries of special addresses hold and older Pythons count as public; clouds answer
# whoever runs in them with keys at 192.0.0.192 and 168.63.129.16.
_SPECIAL: tuple[IPv4Network | IPv6Network, ...] = (
    *map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32")),
    *map(IPv6Network, ("64:ff9b:1::/48", "3fff::/20", "5f00::/16", "fec0::/10")),
)


class AddressRefused(OSError):
    """The host stands at an address that is not on the public internet."""

    def __init__(self) -> None:
        # The same words for every address: aiohttp then hands this very error on.
        super().__init__(errno.EACCES, "the host's address is not a public one")


class BadAddress(ValueError):
    """The URL is not one the bot fetches; the text says why, as a sentence without a full stop."""


def is_public(address: str) -> bool:
    """Whether an IP address literal is on the public internet.

    Addresses that carry an IPv4 address (mapped, compatible, 6to4, NAT64) are judged by it.
    """
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = _inner_ipv4(ip)
        if inner is not None:
            ip = inner
    if any(ip in network for network in _SPECIAL):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _inner_ipv4(ip: IPv6Address) -> IPv4Address | None:
    if ip in _NAT64 or ip in _IPV4_COMPATIBLE:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


def check_url(url: str) -> str:
    """The URL's ``host:port``, lower case. Raises `BadAddress`."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise BadAddress("the address cannot be read") from error
    if parts.scheme not in ("http", "https"):
        raise BadAddress("only http and https addresses are fetched")
    if not parts.hostname:
        raise BadAddress("the address names no host")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("the address carries a user name or password")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{host}:{port or (443 if parts.scheme == 'https' else 80)}"


def redirect_target(url: str, location: str) -> str:
    """Where a ``Location`` header leads. Raises `BadAddress`."""
    try:
        return urljoin(url, location.strip())
    except ValueError as error:
        raise BadAddress("the redirect's address cannot be read") from error
