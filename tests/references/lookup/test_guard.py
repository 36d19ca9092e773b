"""No address that a person pasted, and no redirect, leads into a private network: nothing even connects there.

Names are resolved by a resolver of ours, because tests have no other; each connection that is tried is written down.
"""

import socket

import pytest

from references.lookup import Refused, Unavailable, client, guard
from tests.builders import NOW

pytestmark = pytest.mark.django_db

PUBLIC = "93.184.215.14"
NAMES = {
    "public.example": [PUBLIC],
    "public6.example": ["2606:2800:21f:cb07:6820:80da:af6b:8b2c"],
    "two.example": [PUBLIC, "93.184.215.15"],
    "localhost": ["127.0.0.1", "::1"],
    "localhost.": ["127.0.0.1"],
    "private.example": ["10.1.2.3"],
    "home.example": ["192.168.1.1"],
    "loop.example": ["127.0.0.1"],
    "loop6.example": ["::1"],
    "mixed.example": [PUBLIC, "127.0.0.1"],
    "mixed6.example": [PUBLIC, "::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "nat64.example": ["64:ff9b::7f00:1"],
    "6to4.example": ["2002:7f00:1::"],
    "teredo.example": ["2001:0:7f00:1::"],
    "link.example": ["fe80::1%eth0"],
    "metadata.example": ["169.254.169.254"],
    "metadata.google.internal": ["169.254.169.254"],
    "cgnat.example": ["100.64.0.1"],
    "any.example": ["0.0.0.0"],
    "many.example": ["224.0.0.1"],
    "127.0.0.1.nip.example": ["127.0.0.1"],
}
PRIVATE = [
    "http://127.0.0.1/", "https://127.0.0.1/", "http://127.0.0.1:80/", "http://127.0.0.2/", "http://127.255.255.254/",
    "http://127.1/", "http://127.0.1/", "http://2130706433/", "http://0x7f000001/", "http://0x7f.0.0.1/",
    "http://0177.0.0.1/", "http://017700000001/", "http://0/", "http://0.0.0.0/", "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/", "http://10.0.0.1/", "http://10.255.255.255/", "http://172.16.0.1/", "http://172.31.255.255/",
    "http://192.168.0.1/", "http://3232235521/", "http://169.254.169.254/latest/meta-data/", "http://2852039166/",
    "http://0xa9fea9fe/", "http://100.64.0.1/", "http://192.0.0.1/", "http://192.0.2.1/", "http://198.18.0.1/",
    "http://198.51.100.1/", "http://203.0.113.1/", "http://224.0.0.1/", "http://240.0.0.1/", "http://255.255.255.255/",
    "http://192.88.99.1/", "http://[::1]/", "http://[::]/", "http://[0:0:0:0:0:0:0:1]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/", "http://[::ffff:10.0.0.1]/", "http://[::127.0.0.1]/", "http://[fe80::1]/", "http://[fc00::1]/",
    "http://[fd12:3456::1]/", "http://[fec0::1]/", "http://[ff02::1]/", "http://[2001:db8::1]/", "http://[2002:7f00:1::]/",
    "http://[2001::1]/", "http://[64:ff9b::7f00:1]/", "http://[64:ff9b:1::1]/", "http://[5f00::1]/", "http://[100::1]/",
    *(f"http://{name}/" for name in NAMES if "public" not in name and "two" not in name),
    "http://LOCALHOST/", "https://mixed.example/", "http://public.example:22/", "http://public.example:8080/",
    "http://public.example:6379/", "http://127.0.0.1:1/", "http://user:word@public.example/", "http://public.example@127.0.0.1/",
    "http://127.0.0.1\\@public.example/", "http://127.0.0.1#@public.example/", "http://127.0.0.1?@public.example/",
    "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://public.example/", "dict://127.0.0.1/", "javascript:alert(1)",
    "data:text/html,x", "unix:///run/x.sock", "http:///etc/passwd", "http://", "//127.0.0.1/", "", "http://[::1", "http://unknown.example/",
]  # fmt: skip


@pytest.fixture
def tried(monkeypatch, catalogues):
    """The addresses to which a connection was tried, but for the server that plays the catalogues."""
    tried, real_connect, real_lookup = [], socket.socket.connect, socket.getaddrinfo
    own = int(catalogues.address.rpartition(":")[2])

    def connect(self, address):
        if address[1] == own:
            return real_connect(self, address)
        tried.append(address[:2])
        raise ConnectionRefusedError

    def getaddrinfo(host, port, *args, **kwargs):
        if host.lower() in NAMES:
            answers = NAMES[host.lower()]
        elif any(c.isalpha() for c in host.replace("0x", "")) and ":" not in host and host.isascii():
            raise socket.gaierror(f"nobody is called {host}")
        else:
            return real_lookup(host, port, *args, **kwargs)
        family = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(family[":" in ip], socket.SOCK_STREAM, 6, "", (ip, port)) for ip in answers]

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return tried


def fetch(url):
    return client.get(url, now=NOW, guarded=True, deadline=0.4)


def test_the_table_is_long_enough_to_mean_something():
    assert len(set(PRIVATE)) >= 60


@pytest.mark.parametrize("url", PRIVATE)
def test_a_pasted_address_of_a_private_network_is_never_connected_to(tried, url):
    with pytest.raises((Refused, Unavailable)):
        fetch(url)
    assert tried == []


@pytest.mark.parametrize("url", PRIVATE)
def test_a_page_that_sends_us_to_a_private_network_is_not_followed(tried, catalogues, url):
    try:
        fetch(catalogues.redirect("/away", url or "/again"))
    except (Refused, Unavailable):
        pass
    else:
        assert url in {"", "//127.0.0.1/"} or "Location" not in url
    assert tried == []


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://169.254.169.254/", "http://loop.example/", "http://[::1]/"]
)
def test_a_catalogue_that_sends_us_to_a_private_network_is_not_followed(tried, catalogues, url):
    with pytest.raises(Refused):
        client.get(catalogues.redirect("/away", url), now=NOW, deadline=0.4)
    assert tried == []


def test_the_refusal_says_what_is_wrong(tried):
    with pytest.raises(Refused, match=r"^This address leads into a private network, so it is not fetched\.$"):
        fetch("http://10.0.0.1/")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://public.example/", (PUBLIC, 80)),
        ("https://public.example/", (PUBLIC, 443)),
        ("http://93.184.215.14/", (PUBLIC, 80)),
        ("https://public6.example/", (NAMES["public6.example"][0], 443)),
    ],
)
def test_a_public_address_is_connected_to(tried, url, address):
    """The control: this test sees connections."""
    with pytest.raises(Unavailable, match="could not be reached"):
        fetch(url)
    assert tried == [address]


def test_where_the_first_address_does_not_answer_the_next_is_tried(tried):
    with pytest.raises(Unavailable):
        fetch("http://two.example/")
    assert tried == [(PUBLIC, 80), ("93.184.215.15", 80)]


def test_a_name_that_changes_its_address_after_the_check_gains_nothing(tried, monkeypatch):
    answers = [[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]]
    looked_up, own = [], socket.getaddrinfo

    def rebinding(host, port, *args, **kwargs):
        if host != "rebinding.example":
            return own(host, port, *args, **kwargs)
        looked_up.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in answers.pop(0)]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    with pytest.raises(Unavailable):
        fetch("http://rebinding.example/")
    assert tried == [(PUBLIC, 80)]
    assert looked_up == ["rebinding.example"]


def test_a_proxy_of_the_environment_is_not_used(tried, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:3128")
    with pytest.raises(Unavailable):
        fetch("http://public.example/")
    assert tried == [(PUBLIC, 80)]


@pytest.mark.parametrize("address", ["", "nonsense", "1.2.3", "::ffff:", "1.1.1.1.1", "fe80::1%eth0"])
def test_what_is_no_public_address_is_not_public(address):
    assert not guard.is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_a_public_address_is_public(address):
    assert guard.is_public(address)
