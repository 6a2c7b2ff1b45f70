"""Which addresses may be asked for and connected to.

Requirement: the address that is checked is the one that is used. A URL is parsed once, and what a host name stands
for is judged as a number, after it was resolved: 0x7f.1, 2130706433, a name that points to 127.0.0.1 and an IPv4
address written as IPv6 are all judged as what they are.
Method: the special-purpose registries of IANA as ``ipaddress`` has them, and beside them what some supported Pythons
do not know or count as global.
"""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

import httpx2

from rashomon.fetch.values import Refusal

IP: TypeAlias = IPv4Address | IPv6Address

# Code points. Longer than any address in use; servers refuse longer ones themselves.
MAX_URL = 8_000

_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
_AUTHORITY = re.compile(r"[^:]+://([^/?#]*)")

_GLOBAL_V6 = IPv6Network("2000::/3")
# Translation of IPv4 on networks without it (RFC 6052): judged by the IPv4 address inside.
_TRANSLATED = IPv6Network("64:ff9b::/96")
_NOT_GLOBAL_V4 = tuple(map(IPv4Network, ("192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4")))
_NOT_GLOBAL_V6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_HINT = "; --allow-private lets it be read"


def parse(url: str) -> httpx2.URL:
    """The address, normalised, without a fragment. Raises Refusal for one that is never asked for."""
    given = url.strip()
    if len(given) > MAX_URL:
        raise Refusal(f"is an address of more than {MAX_URL:,} characters")
    if not given.isprintable() or "\\" in given:
        raise Refusal("is no valid address (it holds a control character or a backslash)")
    try:
        parsed = httpx2.URL(given)
    except (httpx2.InvalidURL, ValueError) as error:
        raise Refusal(f"is no valid address ({error})") from error
    if parsed.scheme not in ("http", "https"):
        raise Refusal(f"is no http or https address ({parsed.scheme or 'no scheme'})")
    authority = _AUTHORITY.match(given)
    if parsed.userinfo or (authority is not None and "@" in authority[1]):
        raise Refusal("holds a user name or password, which is never sent; leave it out")
    host = parsed.raw_host.decode("ascii")
    if "%" in host or (literal(host) is None and not _HOST.fullmatch(host)):
        raise Refusal("is no valid address (its host name)")
    if parsed.port is not None and not 0 < parsed.port < 65_536:
        raise Refusal("is no valid address (its port)")
    return parsed.copy_with(fragment=None)


def join(base: httpx2.URL, location: str) -> httpx2.URL:
    """Where a redirect leads. Raises Refusal as ``parse``."""
    try:
        target = str(base.join(location.strip()))
    except (httpx2.InvalidURL, ValueError) as error:
        raise Refusal(f"is no valid address ({error})") from error
    return parse(target)


def literal(host: str) -> IP | None:
    """The number a host is written as, None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def forbidden(address: IP, *, allow_private: bool) -> str | None:
    """What is against connecting to an address, as a phrase that follows it; None for nothing.

    ``allow_private`` lifts what a user may want (loopback, private, link-local), not what is no address of a host.
    """
    if address.is_unspecified:
        return "no address of a host"
    if address.is_multicast:
        return "a multicast address"
    if isinstance(address, IPv6Address) and (mapped := address.ipv4_mapped) is not None:
        if allow_private:
            return forbidden(mapped, allow_private=True)
        return f"an IPv4 address written as IPv6{_HINT}"
    if allow_private:
        return None
    if isinstance(address, IPv6Address) and address in _TRANSLATED:
        return forbidden(IPv4Address(address.packed[-4:]), allow_private=False)
    if address.is_loopback:
        return f"a loopback address{_HINT}"
    if address.is_link_local:
        return f"a link-local address{_HINT}"
    if not _is_global(address):
        return f"a private or reserved address{_HINT}"
    return None


def _is_global(address: IP) -> bool:
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in _NOT_GLOBAL_V4)
    return (
        address.is_global
        and address in _GLOBAL_V6
        and not any(address in network for network in _NOT_GLOBAL_V6)
    )
