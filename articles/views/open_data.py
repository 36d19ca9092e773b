"""JSON that anyone may read, from any site."""

from django.http import JsonResponse

from .caching import CACHE_CONTROL, etag_of


def open_json(data, *, etag=None, status=200):
    response = JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = CACHE_CONTROL
    response["ETag"] = etag or etag_of(response.content)
    return response
