"""Which addresses are asked for and connected to."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.fetch.address import forbidden, join, parse
from rashomon.fetch.values import Refusal, is_url


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ("https://news.example/a?b=c#d", "https://news.example/a?b=c"),
        (" HTTP://News.Example/a b ", "http://news.example/a%20b"),
        ("http://zeitung-köln.example/ü", "http://xn--zeitung-kln-zfb.example/%C3%BC"),
        ("http://[2606:4700::6810:84e5]:8080/", "http://[2606:4700::6810:84e5]:8080/"),
        ("https://news.example/mail@home?to=a@b", "https://news.example/mail@home?to=a@b"),
    ],
)
def test_addresses_are_normalised(given: str, asked: str) -> None:
    assert str(parse(given)) == asked


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://news.example/a", "no http or https address (ftp)"),
        ("file:///etc/passwd", "no http or https address (file)"),
        ("news.example/a", "no http or https address (no scheme)"),
        ("javascript:alert(1)", "no http or https address"),
        ("https://user@news.example/", "user name or password"),
        ("https://user:word@news.example/", "user name or password"),
        ("https://@news.example/", "user name or password"),
        ("http://news.example\\@127.0.0.1/", "backslash"),
        ("http://news.example/\r\nX-Header: 1", "control character"),
        ("http:///a", "host name"),
        ("http://news example/", "host name"),
        ("http://news..example/", "host name"),
        ("http://[fe80::1%25eth0]/", "host name"),
        ("http://news.example:0/", "port"),
        ("http://news.example:99999/", "port"),
        ("http://[::1/", "no valid address"),
        ("http://news.example/" + "a" * 9000, "more than 8,000 characters"),
    ],
)
def test_what_is_never_asked_for(url: str, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(url)
    assert reason in refused.value.reason


@given(
    st.one_of(
        st.text(),
        st.text().map(lambda rest: f"http://{rest}"),
        st.text().map(lambda rest: f"https://a.example/{rest}"),
    )
)
def test_any_text_is_an_address_or_refused(text: str) -> None:
    for make in (parse, lambda t: join(parse("https://a.example/b"), t)):
        try:
            url = make(text)
        except Refusal:
            continue
        assert url.scheme in ("http", "https")
        assert not url.userinfo
        assert url.host
        assert str(parse(str(url))) == str(url)


def test_redirects_are_relative_to_where_they_stand() -> None:
    here = parse("https://a.example/b/c?d")
    assert [str(join(here, to)) for to in ("e", "/e", "?e", "//f.example/e", " http://g.example/ ")] == [
        "https://a.example/b/e", "https://a.example/e", "https://a.example/b/c?e", "https://f.example/e", "http://g.example/",
    ]  # fmt: skip
    with pytest.raises(Refusal):
        join(here, "ftp://g.example/")


PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1
192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:93.184.215.14 64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b:1::1 100::1 2001::1
2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd12:3456::1 fe80::1 fec0::1 ff02::1 ff0e::1
""".split()
GLOBAL = (
    "1.1.1.1 93.184.215.14 172.32.0.1 2606:4700::6810:84e5 2a00:1450:4001::8a 64:ff9b::93.184.215.14".split()
)


@pytest.mark.parametrize("number", PRIVATE)
def test_private_addresses_are_not_connected_to(number: str) -> None:
    assert forbidden(ip_address(number), allow_private=False)


@pytest.mark.parametrize("number", GLOBAL)
def test_public_addresses_are(number: str) -> None:
    assert forbidden(ip_address(number), allow_private=False) is None


@pytest.mark.parametrize(
    "number", ["127.0.0.1", "::1", "10.0.0.1", "192.168.1.1", "fe80::1", "fd00::1", "::ffff:10.0.0.1"]
)
def test_a_user_may_allow_the_private_ones(number: str) -> None:
    assert forbidden(ip_address(number), allow_private=True) is None
    assert "--allow-private" in (forbidden(ip_address(number), allow_private=False) or "")


@pytest.mark.parametrize(
    "number", ["0.0.0.0", "::", "224.0.0.1", "ff02::1", "::ffff:224.0.0.1", "::ffff:0.0.0.0"]
)
def test_but_not_what_is_no_host(number: str) -> None:
    assert forbidden(ip_address(number), allow_private=True)


@given(st.ip_addresses(v=4))
def test_no_disguise_helps_an_ipv4_address(number: IPv4Address) -> None:
    plain = forbidden(number, allow_private=False)
    translated = IPv6Address(int(IPv6Address("64:ff9b::")) | int(number))
    assert (forbidden(translated, allow_private=False) is None) == (plain is None)
    for prefix in ("::ffff:0:0", "::", "2002::", "64:ff9b:1::"):
        shift = 80 if prefix == "2002::" else 0
        assert forbidden(IPv6Address(int(IPv6Address(prefix)) | int(number) << shift), allow_private=False)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("https://a.example/", True), ("HTTP://a", True), ("ftp://a", True), ("a.txt", False), ("-", False), ("c://a", False),
     ("folder/https://a", False), ("https:/a", False)],
)  # fmt: skip
def test_what_names_an_address(name: str, expected: bool) -> None:
    assert is_url(name) is expected
