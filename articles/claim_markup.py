"""The mark of a claim in the text: <span data-claim="UUID" data-sources="yousef2013 shin2020">…</span>.

No models here: the settings import `allow_claim`.
"""

import re

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
CITEKEYS = re.compile(r"[a-z0-9][a-z0-9-]{0,59}(?: [a-z0-9][a-z0-9-]{0,59})*")
LINK = re.compile(r"(?:https?://|mailto:|/(?!/)|#)", re.IGNORECASE)


def keep_attribute(tag, name, value):
    """nh3's attribute filter: the value to keep, or None."""
    if name == "data-claim":
        return value if UUID.fullmatch(value) else None
    if name == "data-sources":
        return value if CITEKEYS.fullmatch(value) else None
    if name == "href":
        return value if LINK.match(value) else None
    return value


def allow_claim(config, shared):
    """django-prose-editor's processor of the Claim extension: let the mark through its sanitiser."""
    shared["tags"].add("span")
    shared["attributes"].setdefault("span", set()).update({"data-claim", "data-sources"})
    shared["attribute_filter"] = keep_attribute  # passed on to nh3.Cleaner
