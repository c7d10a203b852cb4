"""Behind a reverse proxy: which address the visitor sees, if the proxy is one that is trusted."""

import ipaddress
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.settings import Network

_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
_LONGEST_HOST = 261  # a name of 255 bytes (RFC 1035, 2.3.4), and a port
_HOST = re.compile(r"[A-Za-z0-9._-]+(?::\d{1,5})?|\[[0-9A-Fa-f:]+\](?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Outside:
    """How the visitor reaches the service; *host* is empty where the request itself says it."""

    scheme: str = "http"
    host: str = ""
    prefix: str = ""


def seen_from_outside(
    client: str, headers: Mapping[str, str], trusted: Sequence[Network], scheme: str = "http"
) -> Outside:
    """Return what the ``X-Forwarded-*`` headers of a trusted *client* say; nothing of another's.

    A value that is none is left out.
    """
    if not trusted or not _trusted(client, trusted):
        return Outside(scheme)
    proto = _last(headers, "x-forwarded-proto").lower()
    host = _last(headers, "x-forwarded-host")
    prefix = _last(headers, "x-forwarded-prefix").rstrip("/")
    return Outside(
        proto if proto in {"http", "https"} else scheme,
        host if is_host(host) else "",
        prefix if _PREFIX.fullmatch(prefix) and ".." not in prefix else "",
    )


def is_host(text: str) -> bool:
    """Whether *text* may be the Host of a request: a name or an address, and a port."""
    return len(text) <= _LONGEST_HOST and (not text or _HOST.fullmatch(text) is not None)


def _last(headers: Mapping[str, str], name: str) -> str:
    """Return what the nearest proxy added: what stands before it may come from anyone."""
    return headers.get(name, "").rpartition(",")[2].strip()


def _trusted(client: str, networks: Sequence[Network]) -> bool:
    try:
        address = ipaddress.ip_address(client)
    except ValueError:  # a socket without an address
        return False
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped  # an IPv4 client of a socket for both
    return any(address in network for network in networks)
