"""One spelling out of many for DOI, PMID, PMCID, ISBN and arXiv. Pure.

Each function takes what a person typed and gives the stored spelling, or raises ValueError with a sentence for the field.
Reading identifiers out of pasted text and addresses belongs to the look-up of sources and is not done here.
"""

import re
from urllib.parse import unquote

DOI = re.compile(r"10\.\d{4,9}/\S+")


def doi(typed):
    """“https://doi.org/10.1111/ANAE.12107.” → “10.1111/ANAE.12107”. Case is kept for display; compare with lower()."""
    match = DOI.search(unquote(typed.strip()))
    if not match:
        raise ValueError("This is not a DOI. A DOI looks like 10.1111/anae.12107.")
    found = match[0].rstrip(".,;")
    if found.endswith(")") and found.count("(") < found.count(")"):
        found = found[:-1]
    return found


def pmid(typed):
    """“PMID: 32956536” → “32956536”."""
    match = re.fullmatch(r"(?:pmid:?\s*)?0*([1-9]\d{0,7})", typed.strip(), re.IGNORECASE)
    if not match:
        raise ValueError("This is not a PMID. A PMID is a number of up to eight digits.")
    return match[1]


def pmcid(typed):
    """“pmc8094171” → “PMC8094171”."""
    match = re.fullmatch(r"(?:pmcid:?\s*)?(?:pmc)?([1-9]\d{0,8})", typed.strip(), re.IGNORECASE)
    if not match:
        raise ValueError("This is not a PMCID. A PMCID looks like PMC8094171.")
    return f"PMC{match[1]}"


def isbn(typed):
    """ISBN-10 or ISBN-13, with or without hyphens → 13 digits. Checks the check digit (ISO 2108)."""
    bare = re.sub(r"(?i)^isbn(?:-1[03])?:?|[\s-]", "", typed.strip()).upper()
    if re.fullmatch(r"\d{9}[\dX]", bare):
        if sum((10 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(bare)) % 11:
            raise ValueError("The check digit of this ISBN is wrong. Look for a mistyped digit.")
        body = "978" + bare[:9]
        return body + str(-_isbn13_sum(body) % 10)
    if re.fullmatch(r"97[89]\d{10}", bare):
        if _isbn13_sum(bare) % 10:
            raise ValueError("The check digit of this ISBN is wrong. Look for a mistyped digit.")
        return bare
    raise ValueError("This is not an ISBN. An ISBN has 10 or 13 digits.")


def _isbn13_sum(digits):
    return sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits))


def arxiv(typed):
    """“arXiv:2101.00001v2” → “2101.00001”; the version does not make another work."""
    match = re.fullmatch(
        r"(?:arxiv:\s*|https?://arxiv\.org/(?:abs|pdf)/)?(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?",
        typed.strip(),
        re.IGNORECASE,
    )
    if not match:
        raise ValueError("This is not an arXiv id. It looks like 2101.00001 or hep-th/9901001.")
    return match[1].lower()


CANONICAL = {"doi": doi, "pmid": pmid, "pmcid": pmcid, "isbn": isbn, "arxiv": arxiv}
