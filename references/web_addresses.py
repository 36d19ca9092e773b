"""One spelling of a web address. Pure.

Two addresses that differ only in what follows a reader about lead to one page. Everything else is left as it was pasted:
paths keep their double slashes (an archived page carries the address it was taken from), queries their order.
"""

import re
from urllib.parse import urlsplit

LONGEST = 1000
_FOLLOWING = re.compile(
    r"(?:utm_\w+|(?:fb|gc|dc|yc|tw|tt|wbra|gbra|msc)l?k?(?:lid|id)|fbclid|gclid|gclsrc|dclid|yclid|msclkid|twclid|ttclid"
    r"|mc_[ce]id|igshid|mkt_tok|_ga|_gl|_hsenc|_hsmi|hss_channel|wt[._]mc(?:_id)?|at_(?:medium|campaign)|cmpid|s_cid"
    r"|xtor|spm|ref_src|ref_url|vero_id|oly_(?:anon|enc)_id|li_fat_id|__twitter_impression|__cf_chl_\w+)\Z",
    re.IGNORECASE,
)
_PORTS = {"http": 80, "https": 443}


def normal(typed):
    """“HTTPS://Example.org:443/a?utm_source=x&id=2#top” → “https://example.org/a?id=2”.

    Raises ValueError with a sentence for what is no address of a web page.
    """
    typed = typed.strip()
    if typed.startswith("//"):
        typed = f"https:{typed}"
    elif re.match(r"www\.[^\s/]", typed, re.IGNORECASE):
        typed = f"https://{typed}"
    parts, host, port = _parts(typed)
    if port and port != _PORTS[parts.scheme]:
        host = f"{host}:{port}"
    query = "&".join(p for p in parts.query.split("&") if p and not _FOLLOWING.match(p.partition("=")[0]))
    address = f"{parts.scheme}://{host}{parts.path or '/'}" + (f"?{query}" if query else "")
    if len(address) > LONGEST:
        raise ValueError(f"This address is too long: the longest has {LONGEST} characters.")
    return address


def _parts(typed):
    """(split address, host in small letters, port or None)"""
    try:
        typed.encode()
        parts = urlsplit(typed)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueError("This is not an address on the web.") from None
    if parts.scheme not in _PORTS:
        raise ValueError("An address on the web starts with https:// or http://.")
    if "@" in parts.netloc:
        raise ValueError("This address has a user name in it. Leave that out.")
    if not _is_host(host) or re.search(r"[\s\x00-\x1f\x7f\\<>\"]", typed):
        raise ValueError("This is not an address on the web.")
    return parts, f"[{host}]" if ":" in host else host, port


def _is_host(host):
    return bool(re.fullmatch(r"[\w-]+(?:\.[\w-]+)+\.?|[0-9a-f.]*:[0-9a-f:.]+", host)) and len(host) <= 253
