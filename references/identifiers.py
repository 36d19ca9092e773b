"""One spelling out of many for DOI, PMID, PMCID, ISBN, arXiv id and web address; and all of them out of any text. Pure.

The functions of `CANONICAL` are for a field that says what it wants: each takes what a person typed and gives the stored
spelling, or raises ValueError with a sentence. `find` and `one_in` are for a place where anything may be pasted: a bare
number is no PMID there.
"""

import re
from html import unescape
from urllib.parse import unquote

from . import web_addresses

_PRINTED = "‐‑‒–—−﹣－"  # hyphens as printers and word processors set them
_HYPHEN = rf"{_PRINTED}\-"
_HYPHENS = dict.fromkeys(map(ord, _PRINTED), "-")
_FOLDED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\x00"))  # what nobody sees
_FOLDED |= dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f"), " ")
_BRACKETS = {")": "(", "]": "[", "}": "{"}

# ---- DOI

_LONGEST_DOI = 255
_PREFIX = r"10\.\d{4,9}(?:\.\d{1,5}){0,3}"
_DOI_START = re.compile(rf"{_PREFIX}/", re.ASCII)
# Older DOIs carry pages in angle brackets: 10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2
_SICI = re.compile(
    _PREFIX + r"/[!#-$&-;=?-~]{1,80}<[!#-$&-;=?-~]{1,60}>\d\.\d\.[A-Z]{2};\d(?:-[0-9A-Z#])?", re.A | re.I
)
_DOI_END = re.compile(
    r"""[^!-~]|["'`\\^{|<>&]|//|%[0-9a-f]{2}|\#(?=\w)|\?|;\w{1,20}id=|[,;](?=10\.\d{4,9}/|https?:|doi)|[.,;]?pmc?id:|https?://""",
    re.I | re.A,
)
# what publishers hang on to a DOI in the addresses of their pages
_PAGES_OF_DOI = re.compile(
    r"(?:/(?:full|full/html|full-text|fulltext|fulltext\.html|abstract|abs|summary|pdf|epdf|pdfdirect|epub|html|meta|references"
    r"|figures|tables|info|information|media|supplementary|supplemental|related|citedby|suppinfo|pdf-display)"
    r"|/full/(?:[a-z]{2}|[a-z]{2}_[A-Z]{2})|/pdf/[A-Z]+/[\w.]+\.pdf)/*\Z"
)
_FILES_OF_DOI = re.compile(
    r"(?:\.(?:full|abstract|long|short|figures|pdf|full\.pdf|full-text|html?|xml|epub))+\Z", re.I
)
_RXIV = re.compile(r"(10\.(?:1101|64898)/(?:\d{4}\.\d\d\.\d\d\.)?\d{6,8})v\d.*\Z", re.DOTALL)
_OXFORD = re.compile(r"(10\.1093/[^/]+/[^/]+)/\d+\Z")


def doi(typed):
    """“https://doi.org/10.1111/ANAE.12107.” → “10.1111/ANAE.12107”. Case is kept for display; compare with lower()."""
    for field, value in find(typed):
        if field == "doi":
            return value
    raise ValueError("This is not a DOI. A DOI looks like 10.1111/anae.12107.")


def _read_doi(raw, *, in_address=False):
    """The DOI that `raw` begins with, or "" where that is none."""
    raw = _decoded(raw).translate(_HYPHENS)
    start = _DOI_START.match(raw)
    if not start:
        return ""
    if sici := _SICI.match(raw):
        return sici[0]
    end = _DOI_END.search(raw, start.end())
    found = raw[: end.start()] if end else raw
    while (shorter := _without_tail(found, in_address)) != found:
        found = shorter
    return found if start.end() < len(found) <= _LONGEST_DOI else ""


def _decoded(raw):
    """Without %2F and &lt;, also where they were encoded twice or thrice."""
    for _ in range(3):
        raw = unescape(unquote(raw))
    return raw


def _without_tail(found, in_address):
    found = _without_punctuation(found)
    found = _PAGES_OF_DOI.sub("", found)
    found = _RXIV.sub(r"\1", found)
    if in_address:
        found = _FILES_OF_DOI.sub("", found)
        found = _OXFORD.sub(r"\1", found)
    return found


def _without_punctuation(text):
    """Without punctuation at the end, and closing brackets that were never opened."""
    while text:
        last = text[-1]
        if last in ".,:;!?…'’”\"*/([{" or (last in _BRACKETS and text.count(last) > text.count(_BRACKETS[last])):
            text = text[:-1]
        else:
            break
    return text


# ---- PMID, PMCID


def pmid(typed):
    """“PMID: 32956536” → “32956536”."""
    if match := re.fullmatch(r"0*([1-9]\d{0,7})", typed.strip(), re.ASCII):
        return match[1]
    return _only("pmid", typed, "This is not a PMID. A PMID is a number of up to eight digits.")


def pmcid(typed):
    """“pmc8094171” → “PMC8094171”."""
    if match := re.fullmatch(r"0*([1-9]\d{0,8})", typed.strip(), re.ASCII):
        return f"PMC{match[1]}"
    return _only("pmcid", typed, "This is not a PMCID. A PMCID looks like PMC8094171.")


def _only(field, typed, sentence):
    found = [value for name, value in find(typed) if name == field]
    if len(found) != 1:
        raise ValueError(sentence)
    return found[0]


# ---- ISBN


class Mistyped(ValueError):
    """It has the shape of an identifier, and its check digit says that a figure is wrong."""


def isbn(typed):
    """ISBN-10 or ISBN-13, with or without hyphens → 13 digits. Checks the check digit (ISO 2108)."""
    bare = re.sub(r"(?i)^(?:urn:)?isbn(?:-?1[03])?:?|[\s-]", "", typed.translate(_HYPHENS).strip()).upper()
    if not re.fullmatch(r"(?:97[89])?\d{9}[\dX]", bare, re.ASCII) or (len(bare) == 13 and bare.endswith("X")):
        return _only("isbn", typed, "This is not an ISBN. An ISBN has 10 or 13 digits.")
    if not _checks(bare):
        raise Mistyped("The check digit of this ISBN is wrong. Look for a mistyped digit.")
    return _isbn13(bare)


def _checks(bare):
    if len(bare) == 10:
        return sum((10 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(bare)) % 11 == 0
    return _isbn13_sum(bare) % 10 == 0


def _isbn13(bare):
    if len(bare) == 13:
        return bare
    body = "978" + bare[:9]
    return body + str(-_isbn13_sum(body) % 10)


def _isbn13_sum(digits):
    return sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(digits))


def _read_isbn(raw):
    """The 13 digits of the ISBN that `raw` begins with; "" where no check digit is right."""
    bare = re.sub(r"[^\dX]", "", raw.upper(), flags=re.ASCII)
    for length in (13, 10):
        begun = bare[:length]
        shape = r"97[89]\d{10}" if length == 13 else r"\d{9}[\dX]"
        if re.fullmatch(shape, begun, re.ASCII) and _checks(begun):
            return _isbn13(begun)
    return ""


# ---- arXiv

_ARXIV = r"(?:\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z]{2,8}(?:-[a-z]{2,4})?(?:\.[a-z]{2})?/\d{7})"


def arxiv(typed):
    """“arXiv:2101.00001v2” → “2101.00001”; the version does not make another work."""
    return _only("arxiv", typed, "This is not an arXiv id. It looks like 2101.00001 or hep-th/9901001.")


CANONICAL = {"doi": doi, "pmid": pmid, "pmcid": pmcid, "isbn": isbn, "arxiv": arxiv}

# ---- out of any text

_FIELDS = (*CANONICAL, "url")
_ANYTHING = re.compile(
    rf"""
      (?P<address> (?:https?://|\bwww\.|\b(?:pubmed\.|pmc\.)?ncbi\.nlm\.nih\.gov/|\bpubmed\.gov/|\beuropepmc\.org/|\barxiv\.org/)
        \S{{1,2000}} )
    | (?P<doi> (?<![\d.]){_PREFIX}(?:/|%(?:25){{0,3}}2F) \S{{1,400}} )
    | \b(?: pmid[\s:#=.-]{{0,4}} | pubmed\s?(?:id|pmid)[\s:#=-]{{0,4}} | pubmed\s?[:#]\s? )
        0{{0,7}}(?P<pmid> [1-9]\d{{0,7}} )(?![\d.]*\d)
    | (?<![\d.])(?P<tagged_pmid> [1-9]\d{{0,7}} )\s?\[(?:pmid|uid)\]
    | \bpmcid[\s:#=-]{{0,4}}(?:pmc\s?)?0{{0,5}}(?P<pmcid> [1-9]\d{{0,8}} )(?!\d)
    | \bpmc(?:\s?(?=\d{{5}})|)0{{0,5}}(?P<bare_pmcid> [1-9]\d{{0,8}} )(?![\w-])
    | \bisbn (?:[{_HYPHEN}\s]?1[03](?![\d{_HYPHEN}]))? [\s:#=]{{0,4}} (?P<isbn> \d[\d\s{_HYPHEN}]{{8,20}}X? )
    | (?<![\w.{_HYPHEN}])(?P<bare_isbn> 97[89][\s{_HYPHEN}]?\d(?:[\s{_HYPHEN}]?\d){{9}}
        | \d{{1,5}}[{_HYPHEN}]\d{{1,7}}[{_HYPHEN}]\d{{1,7}}[{_HYPHEN}][\dX] )(?![\w{_HYPHEN}])
    | \barxiv[\s:.]{{1,3}}(?P<arxiv> {_ARXIV} )(?!\d)
    """,
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_WHOLE = re.compile(rf"(?P<isbn>\d{{9}}[\dX])|(?P<arxiv>{_ARXIV})(?:v\d{{1,3}})?", re.IGNORECASE | re.ASCII)
_NCBI = r"(?:www\.|m\.)?ncbi\.nlm\.nih\.gov"
_IN_ADDRESS = [
    (
        "pmid",
        re.compile(
            rf"(?:{_NCBI}/pmc|pmc\.ncbi\.nlm\.nih\.gov|europepmc\.org)/articles?/pmid/0*([1-9]\d{{0,7}})\b", re.I
        ),
    ),
    (
        "pmcid",
        re.compile(
            rf"(?:{_NCBI}/(?:labs/)?pmc|pmc\.ncbi\.nlm\.nih\.gov|europepmc\.org)/(?:m/)?(?:articles?|abstract|backend)/"
            r"(?:PMC/)?(?:PMC)?0*([1-9]\d{0,8})\b",
            re.I,
        ),
    ),
    ("pmid", re.compile(r"europepmc\.org/(?:article|abstract)/MED/0*([1-9]\d{0,7})\b", re.I)),
    (
        "pmid",
        re.compile(
            rf"(?:pubmed\.ncbi\.nlm\.nih\.gov|pubmed\.gov|{_NCBI}/(?:m/|labs/)?pubmed)/+(?:\?term=)?"
            r"0*([1-9]\d{0,7})(?:\[(?:pmid|uid)\])?(?=[/?#&.,;:)\]]|\Z)",
            re.I,
        ),
    ),
    (
        "pmid",
        re.compile(rf"{_NCBI}/\S{{0,200}}?\bdb(?:from)?=pubmed\S{{0,200}}?(?:list_uids|id)=0*([1-9]\d{{0,7}})\b", re.I),
    ),
    ("pmid", re.compile(r"identifiers\.org/pubmed[:/]([1-9]\d{0,7})\b", re.I)),
    ("arxiv", re.compile(rf"ar[x5]iv\.org/(?:abs|pdf|html|format|ps|e-print)/({_ARXIV})", re.I)),
]
_ISBN_IN_ADDRESS = re.compile(r"\bisbn(?:[=/:]|%3A)*([\dX-]{10,17})|/(?:dp|gp/product)/(\d{9}[\dX])\b", re.I | re.A)


def find(text):
    """[(field, value)] of all identifiers in `text`, in its order, each once; the field “url” for other web addresses."""
    text = text.translate(_FOLDED)
    found, position = {}, 0
    while match := _ANYTHING.search(text, position):
        pairs, position = _read(match, text)
        for field, value in pairs:
            found.setdefault((field, value.lower()), (field, value))
    return list(found.values()) or _whole(text)


def one_in(text):
    """(field, value) of the work that `text` names, or None where it names none, or several.

    A DOI, a PMID and an address in one text may well be those of one work: the first in this order is given.
    """
    found = find(text)
    by_field = {field: [value for name, value in found if name == field] for field in _FIELDS}
    for field, values in by_field.items():
        if values:
            return (field, values[0]) if len(values) == 1 else None
    return None


def _read(match, text):
    """([(field, value)], where to go on)"""
    field, raw = match.lastgroup, match[match.lastgroup]
    if field == "address":
        raw = _end_of_address(raw)
        return _in_address(raw), match.start(field) + max(len(raw), 4)
    if field == "doi":
        value = _read_doi(raw)
        # a second one may follow without a space
        return ([("doi", value)] if value else []), match.start(field) + max(_length_in(raw, value), 8)
    field = field.removeprefix("bare_").removeprefix("tagged_")
    value = {"isbn": _read_isbn, "pmcid": "PMC{}".format, "arxiv": str.lower}.get(field, str)(raw)
    return ([(field, value)] if value else []), match.end()


def _length_in(raw, value):
    """How much of `raw` is `value`; all of it where `raw` was encoded."""
    return len(value) if raw.translate(_HYPHENS).startswith(value) else len(raw)


def _end_of_address(raw):
    end = re.search(r"[\"<>`]|'(?=[\s,;)>\]])|[,;](?=https?:)", raw)
    return _without_punctuation_of_address(raw[: end.start()] if end else raw)


def _without_punctuation_of_address(raw):
    stripped = _without_punctuation(raw)
    return f"{stripped}/" if raw.startswith(f"{stripped}/") else stripped


def _in_address(raw):
    """What a web address stands for: the identifiers in it, else itself."""
    plain = _decoded(raw)
    for field, pattern in _IN_ADDRESS:
        if match := pattern.search(plain):
            value = match[1].lower()
            return [(field, f"PMC{value}" if field == "pmcid" else value)]
    if dois := _dois_in_address(raw):
        return [("doi", value) for value in dois]
    if (match := _ISBN_IN_ADDRESS.search(plain)) and (value := _read_isbn(match[1] or match[2])):
        return [("isbn", value)]
    try:
        return [("url", web_addresses.normal(raw if "://" in raw else f"https://{raw}"))]
    except ValueError:
        return []


def _dois_in_address(raw):
    """DOIs in the path; else in the values of the query, which & parts from each other."""
    path, _, query = raw.partition("?")
    for part in (path, *query.split("&")):
        plain = _decoded(part)
        if start := _DOI_START.search(plain):
            value = _read_doi(plain[start.start() :], in_address=True)
            return [value] if value else []
    return []


def _whole(text):
    """An ISBN-10 or an arXiv id without a word before it counts only where nothing else was pasted."""
    match = _WHOLE.fullmatch(text.strip().strip("()[]<>{}\"'“”.,;"))
    if not match:
        return []
    value = _read_isbn(match[0]) if match.lastgroup == "isbn" else match["arxiv"].lower()
    return [(match.lastgroup, value)] if value else []
