"""Which links may earn somebody money. Pure; sanitising and checks ask here.

A shop's page counts whether or not a commission is paid: nobody can see that from outside. Names of shops are matched as
whole labels of the host, in every country's domain.
"""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

REL = ("sponsored", "nofollow")

SHOPS = {
    "aliexpress", "allegro", "amazon", "amzn", "bodybuilding", "boots", "bulk", "chemistwarehouse", "cvs",
    "dm-drogerie", "docmorris", "ebay", "etsy", "gnc", "hollandandbarrett", "iherb", "lifeextension",
    "luckyvitamin", "myprotein", "naturesbest", "netrition", "pharmacydirect", "puritan", "shop-apotheke",
    "shopify", "superdrug", "swansonvitamins", "target", "temu", "thevitaminshoppe", "vitabiotics", "vitacost",
    "vitaminshoppe", "walgreens", "walmart",
}  # fmt: skip
"""Hosts that sell supplements: the label before the country or “com”."""

NETWORKS = {
    "a.co", "amzn.to", "anrdoezrs.net", "avantlink.com", "awin1.com", "clickbank.net", "dpbolvw.net", "fave.co",
    "flexlinkspro.com", "geni.us", "go2cloud.org", "hop.clickbank.net", "howl.me", "impact.com", "jdoqocy.com",
    "kqzyfj.com", "linksynergy.com", "magik.ly", "pjatr.com", "pntra.com", "prf.hn", "redirectingat.com",
    "rstyle.me", "shareasale.com", "shop-links.co", "shopstyle.it", "sjv.io", "skimresources.com", "sovrn.co",
    "tkqlhce.com", "tradedoubler.com", "viglink.com", "zanox.com",
}  # fmt: skip
"""Hosts that count clicks for a commission."""

PARAMETERS = {
    "aff", "aff_id", "affid", "affiliate", "affiliate_id", "affiliateid", "afftrack", "ascsubtag", "awinaffid",
    "campaignid", "clickref", "irclickid", "linkcode", "partner_id", "rcode", "ref_", "referral", "refid", "tag",
}  # fmt: skip
"""What addresses carry to say whom a commission is due."""

_COUNTRY = {"com", "co", "org", "net"}
_SHOP_HOST = re.compile(r"^(?:shop|store|buy)\.")
_SHOP_PATH = re.compile(r"/(?:shop|store|products?|cart|basket|checkout|buy(?:-now)?)(?:/|$)", re.IGNORECASE)
_LONGEST = 2_000


@lru_cache(maxsize=512)
def is_paid(href):
    """Whether an address is that of a shop, or says that a commission is due for it."""
    try:
        parts = urlsplit(href[:_LONGEST])
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or not host:
        return False
    names = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    return (
        _label(host) in SHOPS
        or any(host == network or host.endswith(f".{network}") for network in NETWORKS)
        or bool(names & PARAMETERS)
        or bool(_SHOP_HOST.match(host) or _SHOP_PATH.search(parts.path))
    )


def _label(host):
    """amazon, of www.amazon.co.uk."""
    labels = host.lower().split(".")[:-1]
    while len(labels) > 1 and labels[-1] in _COUNTRY:
        labels.pop()
    return labels[-1] if labels else ""
