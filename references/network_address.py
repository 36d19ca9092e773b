"""Which network address a request came from: for the limits on wrong passwords and on reports."""

import ipaddress

from django.conf import settings


def sender_of(request):
    """The address as text; where settings.PROXIES stand in front, the one that the first of them saw.

    Each proxy adds the address it was asked from at the end of X-Forwarded-For; what stands before those a client may
    have made up.
    """
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.PROXIES and len(seen) >= settings.PROXIES and _is_address(told := seen[-settings.PROXIES].strip()):
        return told
    return request.META.get("REMOTE_ADDR", "")


def _is_address(text):
    try:
        return bool(ipaddress.ip_address(text))
    except ValueError:
        return False
