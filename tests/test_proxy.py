"""Behind a proxy: its word is taken if it is trusted, and only if it makes sense."""

import ipaddress
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.proxy import Outside, seen_from_outside
from server.settings import Network, Settings

LOCAL = Settings(trusted_proxies="127.0.0.1, 10.1.0.0/16, ::1, fd00::/8").networks()
SAID = {
    "x-forwarded-proto": "https",
    "x-forwarded-host": "carto.exemple.fr",
    "x-forwarded-prefix": "/cartographie",
}
BELIEVED = Outside("https", "carto.exemple.fr", "/cartographie")


def host(value: str) -> str:
    """Return the host that a trusted proxy makes known by *value*."""
    return seen_from_outside("127.0.0.1", {"x-forwarded-host": value}, LOCAL).host


def prefix(value: str) -> str:
    """Return the prefix that a trusted proxy makes known by *value*."""
    return seen_from_outside("127.0.0.1", {"x-forwarded-prefix": value}, LOCAL).prefix


def scheme(value: str, known: str = "http") -> str:
    """Return the scheme that a trusted proxy makes known by *value*, of a request by *known*."""
    return seen_from_outside("127.0.0.1", {"x-forwarded-proto": value}, LOCAL, known).scheme


@pytest.mark.parametrize("client", ["127.0.0.1", "10.1.0.0", "10.1.255.255", "::1", "fd12::34"])
def test_a_trusted_proxy_is_believed(client: str) -> None:
    """What a proxy of a trusted network says is taken."""
    assert BELIEVED == seen_from_outside(client, SAID, LOCAL)


@pytest.mark.parametrize(
    "client",
    ["127.0.0.2", "10.2.0.1", "192.0.2.7", "::2", "fe80::1", "", "unix:", "localhost", "127.1", "[::1]"],
)
def test_no_other_is_believed(client: str) -> None:
    """The headers of anyone else say nothing, nor do those of a client without an address."""
    assert Outside() == seen_from_outside(client, SAID, LOCAL)


def test_an_ipv4_client_of_an_ipv6_socket_is_known() -> None:
    """A socket for both families gives IPv4 clients as ``::ffff:…``: they are the same machines."""
    assert BELIEVED == seen_from_outside("::ffff:10.1.2.3", SAID, LOCAL)
    assert Outside() == seen_from_outside("::ffff:10.2.2.3", SAID, LOCAL)


@pytest.mark.parametrize(
    "trusted", [(), (ipaddress.ip_network("192.0.2.0/24"),)], ids=["none", "another"]
)
def test_nobody_is_trusted_by_default(trusted: Sequence[Network]) -> None:
    """Without a trusted network of its own, the nearest machine is a client like others."""
    assert Outside("https") == seen_from_outside("127.0.0.1", SAID, trusted, "https")


def test_a_silent_proxy() -> None:
    """A proxy that says nothing changes nothing."""
    assert Outside("https") == seen_from_outside("127.0.0.1", {}, LOCAL, "https")


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("carto.exemple.fr", "carto.exemple.fr"),
        ("carto.exemple.fr:8443", "carto.exemple.fr:8443"),
        ("192.0.2.7", "192.0.2.7"),
        ("[2001:db8::1]:80", "[2001:db8::1]:80"),
        ("proche.fr", "pirate.fr, proche.fr"),
        ("proche.fr", "pirate.fr,,  proche.fr  "),
        ("", "proche.fr,"),
        ("", ""),
        ("", "pirate.fr/"),
        ("", "pirate.fr/@carto.fr"),
        ("", "moi@pirate.fr"),
        ("", "a b"),
        ("", "carto.fr:"),
        ("", "carto.fr:http"),
        ("", "carto.fr:123456"),
        ("", "carto.fr?x"),
        ("", "carto.fr#x"),
        ("", "carto.fr\\x"),
        ("", '"carto.fr"'),
        ("", "carto.fr\r\nX: y"),
        ("", "[::1"),
        ("", "métier.fr"),
        ("", "<script>"),
    ],
)
def test_the_host(expected: str, value: str) -> None:
    """The nearest proxy's host is taken if it is one, with its port; nothing else is."""
    assert expected == host(value)


@pytest.mark.parametrize(
    ("expected", "value"),
    [
        ("/a", "/a"),
        ("/a", "/a/"),
        ("/a/b-c_d.e~f", "/a/b-c_d.e~f"),
        ("/proche", "/pirate, /proche"),
        ("", ""),
        ("", "/"),
        ("", "a"),
        ("", "//pirate.fr"),
        ("", "/a//b"),
        ("", "/\\pirate.fr"),
        ("", "https://pirate.fr"),
        ("", "/.."),
        ("", "/a/../b"),
        ("", "/a?b"),
        ("", "/a#b"),
        ("", "/a b"),
        ("", "/%2e%2e"),
        ("", "/é"),
        ("", '/"><script>'),
        ("", "/a\r\nX: y"),
    ],
)
def test_the_prefix(expected: str, value: str) -> None:
    """A prefix is a path without turns; nothing else may stand before the links of the pages."""
    assert expected == prefix(value)


@pytest.mark.parametrize(
    ("expected", "value", "known"),
    [
        ("https", "https", "http"),
        ("http", "http", "https"),
        ("https", "HTTPS", "http"),
        ("https", "http, https", "http"),
        ("http", "ftp", "http"),
        ("https", "javascript", "https"),
        ("https", "", "https"),
    ],
)
def test_the_scheme(expected: str, value: str, known: str) -> None:
    """The scheme is http or https; what is neither leaves that of the request."""
    assert expected == scheme(value, known)


SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~:[]/")


pieces = st.sampled_from(
    ["/", "a", "é", ".", "..", ":", "8", "[", "]", ",", " ", "\r\n", "\0", '"', "@"]
)
said = st.lists(pieces, max_size=6).map("".join) | st.text(max_size=20)


@given(
    client=st.sampled_from(["127.0.0.1", "::1"]) | st.text(max_size=12),
    values=st.tuples(said, said, said),
)
def test_whatever_is_said_is_harmless(client: str, values: tuple[str, str, str]) -> None:
    """No client, and no header, brings in a character that could end a link or a header."""
    found = seen_from_outside(client, dict(zip(SAID, values, strict=True)), LOCAL)

    assert found.scheme in {"http", "https"}
    assert SAFE >= set(found.host + found.prefix)
    assert not found.prefix.startswith("//")
