"""Made-up references in any number, for benchmarks of the library."""

_SYLLABLES = [a + b for a in "bcdfghklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "il")]
_JOURNALS = 400


def word(n):
    """A made-up word of three syllables; numbers far apart give words unlike each other."""
    n = n * 2_654_435_761 % 2**31
    return "".join(_SYLLABLES[(n >> shift) % len(_SYLLABLES)] for shift in (3, 11, 19))


def record(n):
    """The fields of one paper."""
    a, b, c, d, e, f = (word(number) for number in (n, n + 1, n * 3, n * 7 + 2, n * 11 + 5, n + 9))
    return {
        "title": f"{a.capitalize()} {b} and {c} in {d} with {e} {f}",
        "authors": [f"{word(n * 13 + k).capitalize()}, {chr(65 + k)}. B." for k in range(n % 5 + 1)],
        "journal": f"Journal of {word(n % _JOURNALS)}",
        "year": 1985 + n % 40,
        "volume": str(n % 90 + 1),
        "issue": str(n % 12 + 1),
        "pages": (n % 900 + 1, n % 900 + 9),
        "doi": f"10.1000/{word(n % 97)}.{n}",
        "abstract": " ".join(word(n + k) for k in range(120)).capitalize() + ".",
    }


def ris(numbers):
    return "".join(as_ris(record(n)) for n in numbers)


def mixed(start, count, *, library, form="ris"):
    """A file of `count` records: new ones, and among them some of the first `library`, doubles, look-alikes, broken."""
    return "".join((as_ris if form == "ris" else as_bibtex)(r) for r in _mixture(start, count, library))


def _mixture(start, count, library):
    broken = {count // 4, count // 2, count - 1}
    for n in range(count):
        kind = n % 100
        if n in broken:
            yield {**record(start + n), "title": "", "doi": ""}
        elif kind < 20:
            yield record(n % library)  # here already
        elif kind < 25:
            yield record(start + n - 5)  # twice in the file
        elif kind < 27:
            yield {**record(n % library), "doi": ""}  # looks like one that is here
        elif kind < 28:
            yield {**record(start + n - 8), "doi": ""}  # looks like another of the file
        else:
            yield record(start + n)


def as_ris(r):
    lines = [
        "TY  - JOUR",
        f"TI  - {r['title']}" if r["title"] else "",
        *(f"AU  - {name}" for name in r["authors"]),
        f"JO  - {r['journal']}",
        f"PY  - {r['year']}",
        f"VL  - {r['volume']}",
        f"IS  - {r['issue']}",
        f"SP  - {r['pages'][0]}",
        f"EP  - {r['pages'][1]}",
        f"DO  - {r['doi']}" if r["doi"] else "",
        f"AB  - {r['abstract']}",
        "ER  - ",
    ]
    return "\n".join(line for line in lines if line) + "\n\n"


def as_bibtex(r):
    doi = f"  doi = {{{r['doi']}}},\n" if r["doi"] else ""
    title = f"  title = {{{{{r['title']}}}}},\n" if r["title"] else ""
    return (
        f"@article{{{word(hash(r['title']) % 10**6)}{r['year']},\n{title}  author = {{{' and '.join(r['authors'])}}},\n"
        f"  journal = {{{r['journal']}}},\n  year = {r['year']},\n  volume = {r['volume']},\n  number = {r['issue']},\n"
        f"  pages = {{{r['pages'][0]}--{r['pages'][1]}}},\n{doi}  abstract = {{{r['abstract']}}},\n}}\n\n"
    )
