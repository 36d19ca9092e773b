"""Small files of references, as programs write them."""

from textwrap import dedent


def ris(*records):
    """A RIS file. Each record is a dict of tags; a value may be a list."""
    return "".join(f"TY  - {r.get('TY', 'JOUR')}\n{_lines(r)}ER  - \n\n" for r in records)


def _lines(record):
    return "".join(
        f"{tag}  - {value}\n"
        for tag, values in record.items()
        if tag != "TY"
        for value in (values if isinstance(values, list) else [values])
    )


def paper(n, **more):
    """A record of its own, with a DOI and a title that looks like no other."""
    return {
        "TI": f"{_word(n)} {_word(n * 7 + 3)} and {_word(n * 13 + 5)} in people with {_word(n * 29 + 11)}",
        "AU": [f"{_word(n * 3 + 1).capitalize()}, A. B.", "Second, C."],
        "JO": f"Journal of {_word(n % 50)}",
        "PY": str(1990 + n % 35),
        "VL": str(n % 90 + 1),
        "SP": str(n + 1),
        "DO": f"10.1000/import.{n}",
        **more,
    }


_SYLLABLES = [
    *("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "qui"),
    *("ro", "su", "ta", "ve", "wi", "xo", "yu", "za", "bri", "cla", "dre", "flo", "gru"),
]


def _word(n):
    """A made-up word; another one for each number below 17,576."""
    return "".join(_SYLLABLES[(n // 26**k) % 26] for k in range(3))


def text(said):
    return dedent(said).lstrip()
