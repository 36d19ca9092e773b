"""DOIs that carry the version of their work: Cochrane reviews, preprints, F1000 and eLife articles. Pure."""

import re

# publisher's prefix and what it calls a version; a Cochrane DOI without “.pubN” is the first one
_COCHRANE = re.compile(r"10\.1002/14651858\.(cd\d{6})(?:\.pub(\d+))?")
_VERSIONED = [
    re.compile(r"(10\.12688/\w+\.\d+)\.(\d+)"),  # F1000Research and its sisters
    re.compile(r"(10\.7554/elife\.\d+)\.(\d+)"),
    re.compile(r"(10\.21203/rs\.\S+)/v(\d+)"),  # Research Square
    re.compile(r"(10\.20944/preprints\S+)\.v(\d+)"),
    re.compile(r"(10\.26434/chemrxiv\S+)-v(\d+)"),
    re.compile(r"(10\.(?:31219|31234|31235)/osf\.io/\w+)_v(\d+)"),
    re.compile(r"(10\.6084/m9\.figshare\.\d+)\.v(\d+)"),
]
_PREPRINTS = re.compile(
    r"10\.(?:1101|64898|48550|21203|20944|26434|22541|2139|31219|31222|31234|31235|36227|35542)/", re.ASCII
)
# the publisher of bioRxiv has journals under the same prefix: their DOIs are words, those of preprints are numbers
_PREPRINTS_BY_NUMBER = re.compile(r"10\.(?:1101|64898)/[\d.]+")


def version_in(doi):
    """(name of the work, number of the version) of a DOI that says so, else None.

    “10.1002/14651858.CD009402.pub3” → ("cochrane cd009402", 3)
    """
    doi = doi.lower()
    if match := _COCHRANE.fullmatch(doi):
        return f"cochrane {match[1]}", int(match[2] or 1)
    for pattern in _VERSIONED:
        if match := pattern.fullmatch(doi):
            return match[1], int(match[2])
    return None


def is_preprint(doi):
    """Whether the prefix is that of a preprint server."""
    doi = doi.lower()
    if doi.startswith(("10.1101/", "10.64898/")):
        return bool(_PREPRINTS_BY_NUMBER.fullmatch(doi))
    return bool(_PREPRINTS.match(doi))
