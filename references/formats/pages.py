"""Page ranges in one spelling: “123-30”, “123–130” and “123--130” are all “123-130”. Pure."""

import re

_RANGE = re.compile(r"([^\W\d_]*)(\d+)\s*[-‐‑–—]+\s*([^\W\d_]*)(\d+)")


def pages_of(text):
    """The range written out with a hyphen; anything else (“e0174817”, “S1-S4, S9”) as it is."""
    text = re.sub(r"\s*[‐‑–—-](?:\s*[‐‑–—-])*\s*", "-", text.strip()).removeprefix("pp.").removeprefix("p.").strip()
    match = _RANGE.fullmatch(text)
    if not match:
        return text
    before, first, after, last = match.groups()
    if len(last) < len(first) and not (before and after and before != after):
        last = first[: len(first) - len(last)] + last
    return f"{before}{first}-{after}{last}"


def ends_of(pages):
    """("123", "130") of a range, (pages, "") of anything else."""
    match = _RANGE.fullmatch(pages)
    return tuple(pages.split("-")) if match else (pages, "")
