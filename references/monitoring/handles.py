"""Whether a DOI exists, asked of the handle system. The publisher's page behind it is often walled off from programs."""

import json
from urllib.parse import quote

from django.conf import settings

from references.lookup import client
from references.lookup.errors import Unavailable

_FOUND, _NOT_FOUND = 1, 100


def exists(doi, *, now):
    """Whether `doi` is registered. Raises Unavailable where nobody could say."""
    address = f"{settings.CATALOGUES['doi']}/api/handles/{quote(doi, safe='/')}"
    reply = client.get(address, now=now, name="doi.org", read=_code)
    if reply.content not in (_FOUND, _NOT_FOUND):
        raise Unavailable("doi.org did not say whether this DOI exists.")
    return reply.content == _FOUND


def _code(reply):
    answer = json.loads(reply.body)
    if not isinstance(answer, dict):
        raise ValueError("not the answer of a handle server")
    return answer.get("responseCode")
