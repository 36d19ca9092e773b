"""What the queue reads of each citation and claim, for those that were there before."""

from django.db import migrations
from django.db.models import Exists, OuterRef, Subquery

from references import quantities


def copy(apps, schema_editor):
    Citation = apps.get_model("references", "Citation")
    Claim = apps.get_model("references", "Claim")
    Verdict = apps.get_model("references", "Verdict")
    using = schema_editor.connection.alias
    last = Verdict.objects.filter(citation=OuterRef("pk")).order_by("-number").values("at")[:1]
    Citation.objects.using(using).exclude(verdict_digest="").update(judged_at=Subquery(last))
    resting = Citation.objects.filter(claim=OuterRef("pk"), present=True).exclude(stance="mentions")
    nothing = Claim.objects.using(using).filter(present=True).exclude(Exists(resting))
    Claim.objects.using(using).filter(pk__in=nothing.values("pk")).update(without_source=True)
    differing = []
    citations = Citation.objects.using(using).select_related("claim", "source__merged_into")
    for citation in citations.prefetch_related("passages").iterator(chunk_size=500):
        if quantities.differs(citation.claim.text, _said_by_source(citation)):
            differing.append(citation.pk)
    for start in range(0, len(differing), 500):
        Citation.objects.using(using).filter(pk__in=differing[start : start + 500]).update(numbers_differ=True)


def _said_by_source(citation):
    passages = [f"{p.quote} {p.finding}" for p in citation.passages.all()]
    source = citation.source.merged_into or citation.source
    size = source.sample_note or (f"{source.sample_size} people" if source.sample_size else "")
    return [*passages, size] if passages and size else passages


class Migration(migrations.Migration):
    dependencies = [("references", "0007_audit")]
    operations = [migrations.RunPython(copy, migrations.RunPython.noop)]
