"""What changed in a frozen content since another one, part by part and word by word. Pure."""

from dataclasses import dataclass

from references.audit.changes import words_changed
from references.canonical import canonical_text, text_of

_FIELDS = {
    "title": "Title",
    "answer": "One-sentence answer",
    "summary": "Quick summary",
    "before_you_take_it": "Before you take it",
    "funding": "Funding",
    "disclosures": "Disclosures",
    "review_due": "Next review due",
}
_BLOCKS = {
    "text": "Text",
    "keypoints": "Key points",
    "questionanswer": "Question and answer",
    "callout": "Callout",
    "figure": "Figure",
    "table": "Table",
    "comparisontable": "Comparison of forms",
    "substancefacts": "Part of the catalogue",
    "unknowns": "What we do not know",
    "conclusion": "Conclusion",
}
_PASSAGE = ("locator", "quote", "finding")


@dataclass(frozen=True)
class PartChanged:
    """One part of the article: what it is, and its words before and after as pieces."""

    what: str
    pieces: tuple


def parts_changed(before, after):
    """Every part of the article that says something else, or that rests on something else, in the order of the page."""
    return [
        PartChanged(what, words_changed(old, new))
        for what, old, new in [*_texts(before, after), *_evidence(before, after)]
        if old != new
    ]


def _texts(before, after):
    for name, label in _FIELDS.items():
        yield label, _plain(before["article"][name]), _plain(after["article"][name])
    old = {b["id"]: b for b in before["blocks"]}
    new = {b["id"]: b for b in after["blocks"]}
    for key in [*new, *(key for key in old if key not in new)]:
        kind = (new.get(key) or old[key])["type"]
        yield _BLOCKS.get(kind, kind), _words(old.get(key)), _words(new.get(key))


def _words(block):
    """All the words of a block that readers see."""
    if block is None:
        return ""
    said = [block.get(name) for name in ("question", "title", "text", "answer", "caption", "alt")]
    return canonical_text(" ".join([*(_plain(text) for text in said if text), *_cells(block), *_facts(block)]))


def _cells(block):
    """A comparison in words: its forms and questions, then each cell with its value or why it has none."""
    yield from (f"{form['name']};" for form in block.get("forms", ()))
    yield from (f"{' '.join(filter(None, (a['name'], a['meaning'], a['unit'])))};" for a in block.get("attributes", ()))
    for cell in block.get("cells", ()):
        said = [cell["value"], cell["note"], cell["empty"], cell["looked_in"], cell["looked_for"]]
        yield f"{cell['form']}, {cell['attribute']}: {' '.join(filter(None, said))};"


def _facts(block):
    yield from (row["sentence"] for row in block.get("rows", ()))


def _plain(html):
    return canonical_text(text_of(html)) if html else ""


def _evidence(before, after):
    old, new = ({c["id"]: c for c in content["claims"]} for content in (before, after))
    for key, claim in new.items():
        was = old.get(key)
        yield f"What claim {claim['number']} rests on", _rests_on(was) if was else "", _rests_on(claim)


def _rests_on(claim):
    lines = []
    for citation in sorted(claim["citations"], key=lambda c: c["source"]):
        passages = ["; ".join(filter(None, (p[name] for name in _PASSAGE))) for p in citation["passages"]]
        lines.append(f"{citation['source']} ({citation['stance']}): {' | '.join(passages)}")
    lines += [f"openly without evidence: {claim['no_evidence_because']}"] if claim["no_evidence_because"] else []
    return canonical_text(" — ".join(lines))
