"""The way out to the network: no private address is ever connected to, and nothing outlives its deadline.

A name is resolved once for each connection, every address that comes back is checked, and the connection goes to the
address that was checked: a name that changes its answer between check and use gains nothing. Redirects open new
connections and pass the same gate. Names are resolved by the system, whose time-out the deadline does not shorten.
"""

import functools
import ipaddress
import socket
import time

import httpcore
import httpx

PORTS = (80, 443)
# what Python counts as global, or leaves open, but leads elsewhere: carrier NAT, NAT64, 6to4, Teredo, SRv6, site-local
_NOT_PUBLIC = [
    ipaddress.ip_network(network)
    for network in (
        "100.64.0.0/10",
        "192.88.99.0/24",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
        "5f00::/16",
        "fec0::/10",
    )
]


class Blocked(Exception):
    """The address is not public. Raised before any connection is made."""


def is_public(address):
    """Whether an IP address, as text, is reachable by everybody."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if not ip.is_global or ip.is_multicast or ip.is_reserved:
        return False
    return not any(ip.version == network.version and ip in network for network in _NOT_PUBLIC)


def pair_of(url):
    """“host:port” of an httpx.URL, as settings.FETCH_ALLOWS has it."""
    return f"{url.host}:{url.port or (443 if url.scheme == 'https' else 80)}"


class Deadline:
    def __init__(self, seconds):
        self._at = time.monotonic() + seconds

    @property
    def left(self):
        """Seconds; nought when it has passed."""
        return max(self._at - time.monotonic(), 0)

    @property
    def is_over(self):
        return not self.left

    def for_step(self, timeout):
        """What one step may take: what is left, at most `timeout`. Raises httpcore.ReadTimeout when nothing is left."""
        if not (left := self.left):
            raise httpcore.ReadTimeout("The deadline has passed.")
        return left if timeout is None else min(left, timeout)


class _Stream(httpcore.NetworkStream):
    """Each step gets what is left of the whole: time-outs of httpx are per read, and a drip would never end."""

    def __init__(self, stream, deadline):
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes, timeout=None):
        return self._stream.read(max_bytes, self._deadline.for_step(timeout))

    def write(self, buffer, timeout=None):
        return self._stream.write(buffer, self._deadline.for_step(timeout))

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.for_step(timeout))
        return _Stream(secured, self._deadline)

    def close(self):
        self._stream.close()

    def get_extra_info(self, info):
        return self._stream.get_extra_info(info)


class _Backend(httpcore.SyncBackend):
    def __init__(self, deadline, allowed):
        self._deadline, self._allowed = deadline, allowed

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        failure = httpcore.ConnectError(f"{host} has no address.")
        for address in self._addresses(host, port):
            try:
                left = self._deadline.for_step(timeout)
                stream = super().connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self._deadline)
        raise failure

    def _addresses(self, host, port):
        """The addresses of `host`, all of them checked."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        addresses = list(dict.fromkeys(sockaddr[0] for *_, sockaddr in found))
        if f"{host}:{port}" not in self._allowed:
            if port not in PORTS:
                raise Blocked(f"port {port}")
            if not all(is_public(address) for address in addresses):
                raise Blocked(f"{host} is not a public host")
        return addresses

    def connect_unix_socket(self, *args, **kwargs):
        raise Blocked("unix socket")


@functools.cache
def tls():
    """Trust in the authorities of certifi; in those of SSL_CERT_FILE where that is set."""
    return httpx.create_ssl_context()


class Transport(httpx.HTTPTransport):
    """Connections that end at `deadline`, to public addresses and the host:port pairs of `allowed` only."""

    def __init__(self, deadline, *, allowed=frozenset()):
        super().__init__(verify=tls(), trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls(),
            max_keepalive_connections=0,
            network_backend=_Backend(deadline, allowed),
        )
