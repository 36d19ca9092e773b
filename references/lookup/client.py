"""The only way to the network.

It says who asks, keeps each host's limits, waits as long as it is told to, keeps answers with their ETag, and ends at
its deadline whatever the other side does. No pasted address and no redirect leads into a private network; only where
settings.CATALOGUES points may itself be private, for staging.

Do not call it inside a transaction: a slow host would hold the database.
"""

from dataclasses import replace

import httpx

from . import answers, exchange
from .errors import Unavailable
from .exchange import Question, Reply


def get(url, *, now, params=None, read=None, fresh_for=answers.FRESH_FOR, **how):
    """The Reply to a GET, or the one that is kept, where that is fresh or the host says that it still stands.

    `read(reply)` makes `reply.content` of it. Where that raises ValueError the answer is unreadable: Unavailable is raised
    and nothing is kept. `how`: the other fields of Question, which says what is raised besides.
    """
    question = Question("GET", str(exchange.address(url, params)), now=now, **how)
    accept = question.headers.get("Accept")
    key = f"{question.url}#{accept}" if accept else question.url
    known = answers.stored(key) if question.with_body else None
    if known and answers.is_fresh(known, now=now, for_=fresh_for):
        return _read(_kept(question, known), read, question)
    reply = exchange.ask(replace(question, headers=question.headers | _conditions(known)))
    if known and reply.status == 304:
        reply = _read(_kept(question, known), read, question)
        answers.still_stands(known, now=now)
        return replace(reply, fetched_at=now)
    reply = _read(reply, read, question)
    if reply.status == 200 and question.with_body:
        answers.keep(key, reply)
    return reply


def post(url, *, now, form, read=None, **how):
    """The Reply to a form. Nothing is kept."""
    question = Question("POST", str(exchange.address(url)), now=now, form=form, **how)
    return _read(exchange.ask(question), read, question)


def _kept(question, answer):
    headers = httpx.Headers({"Content-Type": answer.content_type})
    return Reply(question.url, answer.status, headers, answers.body_of(answer), answer.fetched_at)


def _conditions(answer):
    if not answer:
        return {}
    conditions = {"If-None-Match": answer.etag, "If-Modified-Since": answer.last_modified}
    return {name: value for name, value in conditions.items() if value}


def _read(reply, read, question):
    if not read:
        return reply
    try:
        return replace(reply, content=read(reply))
    except ValueError as error:
        raise Unavailable(f"{question.whom} sent something that cannot be read.") from error
