"""From marks in the text to Claim and Citation rows, and fresh keys for copies.

The text is the truth about which claims exist and which sources each names. What the editor's dialog collects besides
(stance, voice, kind, passages) travels in one hidden field of the article's form and is applied here.
"""

import json
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from content_editor.contents import contents_for_item
from django.db import transaction

from references import canonical, citing
from references.citing import Wanted, WantedCitation, WantedPassage
from references.models import Claim

from . import marks, sanitising
from .models import BLOCKS, CATALOGUE_BLOCKS, Callout, Conclusion, KeyPoints, QuestionAnswer, Table, Text, Unknowns

ARTICLE_FIELDS = {"answer": "Answer", "summary": "Quick summary", "before_you_take_it": "Before you take it"}


@dataclass(frozen=True)
class Prose:
    """One rich text of an article: where it is stored, and what readers see above it."""

    owner: object
    attribute: str
    place: str
    section: str | None
    question: str = ""

    @property
    def html(self):
        return getattr(self.owner, self.attribute)


def prose_of(article, blocks=None):
    """Every rich text of the draft, in reading order."""
    for attribute, section in ARTICLE_FIELDS.items():
        yield Prose(article, attribute, attribute, section)
    for block in contents_for_item(article, BLOCKS) if blocks is None else blocks:
        place = f"{block._meta.model_name}-{block.pk}"
        match block:
            case Text():
                yield Prose(block, "text", place, None)
            case QuestionAnswer():
                yield Prose(block, "answer", place, block.question, block.question)
            case Callout():
                yield Prose(block, "text", place, block.title or block.get_kind_display())
            case Table():
                yield Prose(block, "text", place, block.caption)
            case KeyPoints() | Unknowns() | Conclusion():
                yield Prose(block, "text", place, str(block._meta.verbose_name).capitalize())
            case _ if isinstance(block, CATALOGUE_BLOCKS):
                continue  # rows of the catalogue are claims of their substance
            case _:
                yield Prose(block, "caption", place, "Figure")


@dataclass
class Said:
    """What the dialog collected about one claim. None: nothing said."""

    voice: str | None = None
    reported_by: str | None = None
    kind: str | None = None
    no_evidence_because: str | None = None
    citations: dict[str, WantedCitation] = field(default_factory=dict)


def read_said(text):
    """{claim id: Said} out of the hidden field. Raises ValueError with a sentence if it is not what the dialog writes.

    Its JSON: {uuid: {"voice", "reported_by", "kind", "no_evidence_because", "sources": {citekey: {"stance",
    "passages": [{"id"} or {"locator", "quote", "finding", "basis"}]}}}}; every key may be missing.
    """
    try:
        return {UUID(key): _said(value) for key, value in json.loads(text or "{}").items()}
    except (ValueError, TypeError, AttributeError, KeyError, OverflowError) as error:
        raise ValueError(
            "What was entered in the claim dialog could not be read. Open the claim and save it again."
        ) from error


def _said(value):
    texts = {k: _optional(value.get(k)) for k in ("voice", "reported_by", "kind", "no_evidence_because")}
    citations = {
        key: WantedCitation(
            citekey=key,
            stance=_optional(source.get("stance")),
            passages=None if source.get("passages") is None else tuple(_passage(p) for p in source["passages"]),
        )
        for key, source in (value.get("sources") or {}).items()
    }
    return Said(**texts, citations=citations)


def _passage(value):
    if value.get("id"):
        return WantedPassage(id=int(value["id"]))
    texts = {k: canonical.storable(str(value[k])) for k in ("locator", "quote", "finding", "basis") if value.get(k)}
    return WantedPassage(**texts)


def _optional(value):
    return None if value is None else canonical.storable(str(value))


@transaction.atomic
def sync(article, *, by, now, said=None, act="text"):
    """Make Claim and Citation rows say what the draft's text says; every save of a draft ends here.

    said: {claim id: Said} from the dialog. Sanitises each text, re-keys copied marks, and writes down who worked on
    the draft.
    """
    article.lock()
    proses = list(prose_of(article))
    copied_from = _clean_and_rekey(article, proses)
    said = said or {}
    wanted, section = {}, ""
    for prose in proses:
        found, section_after = marks.read_marks(prose.html, section if prose.section is None else prose.section)
        if prose.section is None:
            section = section_after
        for mark in found:
            original = copied_from.get(mark.id)
            wanted[mark.id] = _wanted(mark, prose, said.get(mark.id) or said.get(original) or Said(), original)
    citing.write_claims(article, wanted.values(), by=by, now=now)
    article.record_work(by=by, now=now, act=act)
    article.refresh_from_db(fields=["draft_version", "changed_at", "changed_by"])


def _wanted(mark, prose, said, copied_from):
    return Wanted(
        id=mark.id,
        text=mark.text,
        citations=tuple(said.citations.get(key) or WantedCitation(key) for key in mark.citekeys),
        section=mark.heading,
        context=mark.context,
        question=prose.question,
        place=prose.place,
        voice=said.voice,
        reported_by=said.reported_by,
        kind=said.kind,
        no_evidence_because=said.no_evidence_because,
        copied_from=copied_from,
    )


def _clean_and_rekey(article, proses):
    """Store sanitised texts; a key that belongs to another article, or to an earlier text, was copied and is made anew.

    Returns {new key: key it was copied from}.
    """
    texts = [sanitising.clean(p.html) for p in proses]
    keys = {UUID(k) for html in texts for k in marks.CLAIM_ATTRIBUTE.findall(html)}
    taken = set(Claim.objects.filter(pk__in=keys).values_list("pk", flat=True))
    taken -= set(Claim.objects.of(article).filter(pk__in=keys).values_list("pk", flat=True))
    copied_from, changed = {}, {}
    for prose, cleaned in zip(proses, texts, strict=True):
        html, renamed = _rename(cleaned, taken)
        taken |= {UUID(k) for k in marks.CLAIM_ATTRIBUTE.findall(html)}
        copied_from |= {new: old for old, new in renamed.items()}
        if html != prose.html:
            setattr(prose.owner, prose.attribute, html)
            changed.setdefault(prose.owner, []).append(prose.attribute)
    for owner, attributes in changed.items():
        owner.save(update_fields=attributes)
    return copied_from


def _rename(html, taken):
    """`html` with fresh keys in place of taken ones, and {old key: new key}."""
    renamed = {}

    def fresh(match):
        old = UUID(match[1])
        if old in taken:
            renamed.setdefault(old, uuid4())
        return f'data-claim="{renamed.get(old, old)}"'

    return marks.CLAIM_ATTRIBUTE.sub(fresh, html), renamed
