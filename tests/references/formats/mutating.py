"""Files of references gone wrong, the same ones every time: a number gives a file."""

import random

from references import formats

from .test_bibtex import JABREF
from .test_files import FILES
from .test_nbib import PUBMED
from .test_pubmed_xml import ARTICLE, BOOK, HEAD
from .test_ris import ZOTERO

IDENTIFIERS = "10.1000/x.1\nPMID: 90000001\nhttps://doi.org/10.1000/y\n9780309064033\narXiv:2101.00001v2\nnonsense\n"
_BOOK = BOOK.format(chapter="<ArticleTitle>Magnesium</ArticleTitle>")
SAMPLES = {
    "ris": (ZOTERO + FILES["ris"] + ZOTERO).encode(),
    "bibtex": (JABREF + FILES["bibtex"]).encode(),
    "nbib": (PUBMED + FILES["nbib"]).encode(),
    "csl-json": "".join(
        formats.write([r.details for r in formats.read(PUBMED.encode()).records] * 2, "csl-json")
    ).encode(),
    "pubmed-xml": f"{HEAD}<PubmedArticleSet>{ARTICLE}{_BOOK}</PubmedArticleSet>".encode(),
    "identifiers": IDENTIFIERS.encode(),
}
# what means something to one reader or another, and what no reader expects
TOKENS = [
    b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1a", b"\r", b"\n", b"\r\n\r\n", b"\t", b"\xe2\x80\xa8",
    b"{", b"}", b'"', b"\\", b"$", b"^", b"_", b"#", b"%", b"~", b"@", b"@article{", b"@string{x = ", b"\\emph{", b"\\", b"\\'",
    b"\nTY  - JOUR\n", b"\nER  - \n", b"\nAB  -\n", b"\nPMID- \n", b"\nPMID- 1\n", b"\nDO  - 10.1/\n", b"\nPY  - 99999///x\n",
    b"[", b"]", b",", b":", b"null", b"1e999", b"-0", b"NaN", b'"\\ud800"', b'{"title":', b'{"a":' * 300, b"[" * 3000,
    b"{" * 3000, b"9" * 5000, b"a" * 5000, b" " * 5000, b"(" * 500, b"&#0;", b"&lt;b&gt;", b"&x;", b"<![CDATA[", b"<!--", b"<?x ?>",
    b"<!DOCTYPE x [<!ENTITY y 'z'>]>", b"<i>", b"</sup>", b"<PubmedArticle>", b"</PubmedArticle>", b"<a>" * 400,
    b"10.1000/" + b"(" * 300, b"https://" + b"a." * 300, b" and " * 300, b"," * 400, b"--" * 300, b"- " * 300, b"\\'" * 2000,
    b"\xc2\xad\xe2\x80\x8b",
]  # fmt: skip


def mutated(format, number):
    """File `number` of a format: its sample with one to eight things done to it."""
    chance = random.Random(f"{format}-{number}")
    data = bytearray(SAMPLES[format])
    for _ in range(chance.randint(1, 8)):
        data = chance.choice(_DEEDS)(data, chance)
    return bytes(data)


def _flip(data, chance):
    if data:
        data[chance.randrange(len(data))] = chance.randrange(256)
    return data


def _remove(data, chance):
    start, length = _slice(data, chance)
    return data[:start] + data[start + length :]


def _repeat(data, chance):
    start, length = _slice(data, chance)
    return data[:start] + data[start : start + length] * chance.randint(2, 5) + data[start + length :]


def _move(data, chance):
    start, length = _slice(data, chance)
    piece, rest = data[start : start + length], data[:start] + data[start + length :]
    at = chance.randint(0, len(rest))
    return rest[:at] + piece + rest[at:]


def _insert(data, chance):
    at = chance.randint(0, len(data))
    return data[:at] + chance.choice(TOKENS) + data[at:]


def _cut(data, chance):
    return data[: chance.randint(0, len(data))]


def _splice(data, chance):
    other = SAMPLES[chance.choice(sorted(SAMPLES))]
    return data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]


def _recode(data, chance):
    text = bytes(data).decode("utf-8", "replace")
    return bytearray(text.encode(chance.choice(["utf-16", "utf-16-be", "cp1252", "utf-8-sig"]), "replace"))


def _slice(data, chance):
    return chance.randint(0, len(data)), chance.choice([1, 3, 10, 40, 200])


_DEEDS = [_flip, _flip, _remove, _repeat, _move, _insert, _insert, _insert, _cut, _splice, _recode]
