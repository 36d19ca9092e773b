"""One question to a host and its reply: redirects, tries, limits of time and size. Used by `client` only."""

import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from django.conf import settings

from . import guard, hosts
from .errors import Refused, Unavailable

MAX_BYTES = 5_000_000
MAX_REDIRECTS = 5
TRIES = 3
PATIENCE = 5  # seconds of a host's rest that are sat out here; after a longer one whoever asked comes back
_LONGEST_WAIT = 86_400


@dataclass(frozen=True)
class Question:
    """One request. A reply of status 429 or 5xx, and none at all, raises Unavailable; any other is returned."""

    method: str
    url: str
    now: datetime
    name: str = ""  # of the host, as people know it
    guarded: bool = False  # a person pasted the address
    who: dict = field(default_factory=dict)  # parameters that say who asks, and are no part of what is kept
    headers: dict = field(default_factory=dict)
    form: dict | None = None
    deadline: float | None = None  # seconds
    max_bytes: int = MAX_BYTES
    any_status: bool = False  # return 429 and 5xx as well, at the first try
    with_body: bool = True

    @property
    def whom(self):
        return self.name or httpx.URL(self.url).host


@dataclass(frozen=True)
class Reply:
    """What came back. `url` is where redirects led, `content` what the reader made of the body."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes
    fetched_at: datetime
    content: object = None


class _Failed(Exception):
    """One try came to nothing, another may not. `rest`: seconds that the host is left alone now."""

    def __init__(self, sentence, rest):
        super().__init__(sentence)
        self.rest = rest


class _Unreadable(Exception):
    """Too much, or packed in a way that nobody asked for."""


def address(url, params=None):
    """`url` with these parameters as well. Raises Refused for what is no http address, or carries a password."""
    try:
        url = httpx.URL(url)
        url = url.copy_merge_params(params) if params else url
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Refused("This is no address on the web.") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise Refused("Only addresses that start with http:// or https:// are fetched.")
    if url.userinfo:
        raise Refused("An address with a user name or password in it is not fetched.")
    return url


def ask(question):
    """The Reply. Raises Unavailable, or Refused before any connection is made."""
    deadline = guard.Deadline(question.deadline or settings.LOOKUP_DEADLINE)
    problem = None
    for _ in range(1 if question.any_status else TRIES):
        try:
            return _follow(question, deadline)
        except _Failed as failed:
            problem = failed
            if deadline.is_over or failed.rest > PATIENCE:
                break
        except hosts.Resting as resting:
            problem = problem or resting
            break
    raise Unavailable(f"{question.whom} {problem}", retry_after=problem.rest) from problem


def _follow(question, deadline):
    """The reply at the end of the redirects."""
    allowed = set(settings.FETCH_ALLOWS)
    if not question.guarded:
        allowed |= {guard.pair_of(httpx.URL(base)) for base in settings.CATALOGUES.values()}
    transport = guard.Transport(deadline, allowed=allowed)
    with httpx.Client(transport=transport, trust_env=False, timeout=10, headers=_headers(question)) as web:
        request = web.build_request(question.method, address(question.url, question.who), data=question.form)
        for _ in range(MAX_REDIRECTS + 1):
            response, body = _send(web, request, question, deadline)
            if question.method != "GET" or not response.next_request:
                return Reply(str(response.url), response.status_code, response.headers, body, question.now)
            request = response.next_request
            address(request.url)
    raise Unavailable(f"{question.whom} leads round in circles.")


def _headers(question):
    mailto = settings.LOOKUP_MAILTO and f"mailto:{settings.LOOKUP_MAILTO}"
    who = "; ".join(part for part in (settings.SITE_ADDRESS, mailto) if part)
    agent = f"SpineHealth/1.0 ({who})" if who else "SpineHealth/1.0"
    return {"User-Agent": agent, "Accept-Encoding": "identity", **question.headers}


def _send(web, request, question, deadline):
    """(response, body) of one request, in its host's turn."""
    host, pair = request.url.host, guard.pair_of(request.url)
    try:
        with hosts.turns.turn(host, hosts.limit_of(host, pair), within=deadline.left, patience=PATIENCE):
            response = web.send(request, stream=True)
            try:
                body = _body(response, question.max_bytes) if question.with_body else b""
            finally:
                response.close()
    except guard.Blocked as error:
        raise Refused("This address leads into a private network, so it is not fetched.") from error
    except _Unreadable as error:
        raise Unavailable(f"{question.whom} {error}") from error
    except httpx.InvalidURL as error:
        raise Unavailable(f"{question.whom} leads to what is no address.") from error
    except httpx.HTTPError as error:
        raise _Failed(_what_happened(error, deadline), hosts.failed(host)) from error
    if response.status_code != 429 and response.status_code < 500:
        hosts.turns.answered(host)
    else:
        rest = hosts.failed(host, _wait_asked_for(response, question.now))
        if not question.any_status:
            raise _Failed(_what_it_says(response.status_code), rest)
    return response, body


def _what_happened(error, deadline):
    if deadline.is_over or isinstance(error, httpx.TimeoutException):
        return "did not answer in time."
    if isinstance(error, httpx.ConnectError):
        return "could not be reached."
    return "broke off in the middle of its answer."


def _what_it_says(status):
    if status == 429:
        return "is asked too often right now."
    if status == 503:
        return "is too busy right now."
    return f"has a fault of its own (error {status})."


def _wait_asked_for(response, now):
    """Seconds of a Retry-After header, given as a number or as a date; None without a readable one."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return min(int(value[:9]), _LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return min(max((at - now).total_seconds(), 0), _LONGEST_WAIT)


def _body(response, max_bytes):
    """The body, unpacked, as long as both it and what was sent stay within `max_bytes`."""
    unpack = _unpacker(response.headers.get("Content-Encoding", ""))
    body, sent = bytearray(), 0
    for chunk in response.iter_raw():
        sent += len(chunk)
        body += unpack(chunk, max_bytes + 1 - len(body))
        if max(sent, len(body)) > max_bytes:
            raise _Unreadable("sent far more than a record can be.")
    return bytes(body)


def _unpacker(encoding):
    """A function of (bytes, most bytes to give) that undoes a Content-Encoding. We ask for none; some pack all the same."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        return lambda chunk, most: chunk
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise _Unreadable("sent something that cannot be read.")
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 32)

    def unpack(chunk, most):
        try:
            return unpacking.decompress(chunk, most)
        except zlib.error as error:
            raise _Unreadable("sent something that cannot be read.") from error

    return unpack
