"""The page of an edition: blocks into sections, contents list, references."""

import re
from dataclasses import dataclass
from datetime import date
from math import ceil
from string import ascii_lowercase

from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.text import slugify

from articles.sanitising import clean
from references.bibliography import reference_html
from references.canonical import text_of

from .approvals import medical_review
from .catalogue import cautions_in, chart_told, comparison_told, facts_told, title_of
from .claims_in_text import ClaimsOfPage
from .meter import count_claims, meter_told
from .shared_limits import shared_limits
from .tables import as_cards
from .tags import context_object, head_tags
from .told import claims_told, source_told

SEAM = "\n<!--main-->\n"
WORDS_A_MINUTE = 220
_HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)
_HTML_FIELDS = {"text", "answer", "caption"}
_CARE = {"note": "Note: ", "warning": "Warning: ", "help": "When to get help: "}


@dataclass(frozen=True)
class Heading:
    level: int
    id: str
    text: str


def page_html(content, people, *, edition, checked, evidence_at):
    """Head and main of the page, divided by SEAM."""
    context = _context(content, people, edition, checked, evidence_at)
    head = render_to_string("articles/_head.html", context)
    return head.strip() + SEAM + render_to_string("articles/_main.html", context).strip()


def _context(content, people, edition, checked, evidence_at):
    article = content["article"]
    told = claims_told(content, people)
    page = ClaimsOfPage({c["id"]: c for c in told}, shared_limits(told), evidence_at)
    contents = []
    authors = [people["contributors"][str(pk)] for pk in article["authors"] if str(pk) in people["contributors"]]
    context = {
        "article": article,
        "description": text_of(article["answer"]),
        "tags": head_tags(content, authors, edition) if edition else [],
        "authors": authors,
        "reviewed": medical_review(content, people),
        "review_due": _day(article["review_due"]),
        "minutes": reading_minutes(content),
        "edition": edition,
        "assured": edition is None or edition.assurance == "checked",
        "checked_from": checked[0],
        "checked_to": checked[1],
        "meter": meter_told(count_claims(content)),
        "evidence_at": evidence_at,
        **{name: _prose(article[name], page) for name in ("answer", "before_you_take_it", "summary")},
        "summary_limit": page.shared_limit("Quick summary"),
        "before_limit": page.shared_limit("Before you take it"),
        "parts": _parts(content["blocks"], page, contents),
        "references": _references(content, told),
        "not_looked_up": sum(s["status"] == "unknown" for s in content["sources"]),
        "claims": told,
    }
    context["contents"] = [*contents, *([Heading(2, "refs", "References")] if content["sources"] else [])]
    return context


def _prose(html, page, headings=()):
    # Sanitised when freezing, and here again, so that a fix of the sanitiser reaches editions that stand already.
    return mark_safe(page.write(clean(html), headings))


def _day(text):
    return date.fromisoformat(text) if text else None


def reading_minutes(content):
    """Whole minutes, at WORDS_A_MINUTE, and at least one."""
    texts = [content["article"][name] for name in ("answer", "before_you_take_it", "summary")]
    texts += [block.get(name) or "" for block in content["blocks"] for name in _HTML_FIELDS]
    return max(1, ceil(sum(len(text_of(t).split()) for t in texts) / WORDS_A_MINUTE))


def _parts(blocks, page, contents):
    """What the template shows, in order: blocks, with questions that stand together as one section."""
    parts, taken, cautions = [], {"refs"}, cautions_in(blocks)
    for block in blocks:
        part = _part(block, page, contents, taken, cautions)
        if block["type"] == "questionanswer" and parts and parts[-1]["type"] == "questions":
            parts[-1]["questions"].append(part)
            continue
        if block["type"] == "questionanswer":
            title = "Questions and answers"
            part = {"type": "questions", "questions": [part], "limit": page.shared_limit(title)}
            part["heading"] = _heading(title, contents, taken)
        parts.append(part)
    return parts


def _part(block, page, contents, taken, cautions):
    part = {"type": block["type"], "id": block["id"]}
    match block["type"]:
        case "text":
            text = clean(block["text"])
            part["html"] = mark_safe(page.write(text, _headings(text, contents, taken)))  # sanitised on the line above
        case "keypoints" | "unknowns" | "conclusion":
            title = {"keypoints": "Key points", "unknowns": "What we do not know"}.get(block["type"], "Conclusion")
            part |= {"html": _prose(block["text"], page), "limit": page.shared_limit(_SECTION[block["type"]])}
            part["heading"] = _heading(title, contents, taken)
        case "questionanswer":
            part |= {"question": block["question"], "html": _prose(block["answer"], page)}
        case "callout":
            title = block["title"]
            part |= {"kind": block["kind"], "title": title, "prefix": _CARE[block["kind"]]}
            part |= {"html": _prose(block["text"], page), "limit": page.shared_limit(title)}
        case "table":
            # the sanitised table gets our attributes and its caption, escaped
            part["html"] = mark_safe(page.write(as_cards(clean(block["text"]), block["caption"])))
            part["limit"] = page.shared_limit(block["caption"])
        case "comparisontable":
            part["table"] = comparison_told(block, page.claims)
            part["heading"] = _heading(title_of(block), contents, taken)
        case "substancefacts":
            part["facts"] = facts_told(block, page.claims) | {"chart": chart_told(block, cautions)}
            part["heading"] = _heading(title_of(block), contents, taken)
        case "figure":
            part |= {**block, "html": _prose(block["caption"], page), "url": default_storage.url(block["image"])}
    return part


# the section that claims of these blocks carry, see `articles.claims.prose_of`
_SECTION = {"keypoints": "Key points", "unknowns": "What we do not know", "conclusion": "Conclusion"}


def _headings(html, contents, taken):
    """The headings of a text in order, with ids; those of the second level go into the contents list."""
    found = []
    for match in _HEADING.finditer(html):
        text = text_of(match[2])
        if match[1] == "2":
            found.append(_heading(text, contents, taken))
        else:
            found.append(Heading(3, _new_id(text, taken), text))
    return found


def _heading(text, contents, taken):
    heading = Heading(2, _new_id(text, taken), text)
    contents.append(heading)
    return heading


def _new_id(text, taken):
    # “s-” keeps headings apart from the ids of claims, references and cards
    base = f"s-{slugify(text)[:60] or 'part'}"
    wanted, n = base, 1
    while wanted in taken:
        n += 1
        wanted = f"{base}-{n}"
    taken.add(wanted)
    return wanted


def _references(content, told):
    """The reference list: each source with its line, and the places where it is cited."""
    places = {}
    for claim in told:
        for citation in claim["citations"]:
            places.setdefault(citation["source"]["citekey"], []).append(claim["anchor"])
    return [
        {
            **source_told(source),
            "line": _line(source),
            "context_object": context_object(source),
            "places": [{"letter": _letters(n), "anchor": a} for n, a in enumerate(places.get(source["citekey"], []))],
        }
        for source in content["sources"]
    ]


def _line(source):
    """The CSL-styled line; the title of a retracted source is struck through."""
    # every field was escaped by `references.bibliography`
    return mark_safe(reference_html(source["csl"], struck=source["status"] == "retracted"))


def _letters(n):
    """a, b, … z, aa, ab, …"""
    text = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        text = ascii_lowercase[rest] + text
    return text
