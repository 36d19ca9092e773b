"""Who says that a notice stands: a publisher, a catalogue, or a person of ours."""

from django.db.models import F

from .models import Notice

NAMES = {
    "publisher": "the publisher",
    "retraction-watch": "Retraction Watch",
    "pubmed": "PubMed",
    "europe-pmc": "Europe PMC",
}


def standing(source):
    """The standing notices of `source`, newest first, each with `asserted_by`: a list. One query."""
    found = {}
    rows = Notice.objects.standing().filter(source=source).annotate(witness=F("witnesses__asserted_by"))
    for notice in rows.order_by(F("published_on").desc(nulls_last=True), "-recorded_at", "pk", "witnesses__id"):
        one = found.setdefault(notice.pk, notice)
        one.asserted_by = [*getattr(one, "asserted_by", []), *([notice.witness] if notice.witness else [])]
    for notice in found.values():
        notice.asserted_by = list(dict.fromkeys(notice.asserted_by))
    return list(found.values())


def told(asserted_by):
    """“the publisher, Retraction Watch and PubMed”; “us” where a person of ours recorded it."""
    names = [NAMES.get(name, name) for name in asserted_by] or ["us"]
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
