"""What may be deleted, and why the rest stays. Each reason is a sentence for the person who asked; "" means it may go."""

from django.db import transaction
from django.db.models import Q

from . import attachments
from .models import Citation, Source, SourceMerge


def why_source_stays(source):
    """A source that a citation named, now or once, is part of the record."""
    claims = Citation.objects.filter(source=source).values("claim").distinct().count()
    if claims:
        return (
            f"“{source.citekey}” is cited, or was once, in {claims} claim{'s' if claims > 1 else ''}. "
            "What readers and reviewers saw rests on it, so it stays. If it must not be cited again, record a notice."
        )
    if source.merged_into_id:
        return f"“{source.citekey}” was merged into “{source.survivor.citekey}”, and its old links lead there. So it stays."
    if Source.objects.filter(merged_into=source).exists():
        return f"Another source was merged into “{source.citekey}”, and its links lead here. So it stays."
    if SourceMerge.objects.filter(Q(winner=source) | Q(loser=source)).exists():
        return f"“{source.citekey}” was once merged with another source, which is on record. So it stays."
    if source.notices.exists():
        return f"A notice about “{source.citekey}” was recorded, and notices are kept. So the source stays."
    return ""


@transaction.atomic
def delete_source(source):
    """Delete a source that nobody ever cited, with the passages that nobody used, its files and its former citekeys."""
    source.passages.all().delete()
    source.aliases.all().delete()
    for attachment in source.attachments.all():
        attachments.delete(attachment)
    source.delete()


def why_passage_stays(passage):
    """A passage that a citation rests on was read by somebody."""
    users = Citation.objects.filter(passages=passage).count()
    if users:
        return (
            f"{users} citation{'s rest' if users > 1 else ' rests'} on the passage “{passage.locator or passage.pk}”, "
            "so it stays. Take it out of them first, on the evidence sheet."
        )
    return ""


def why_claim_stays(claim):
    """A claim was worded by somebody, which is on record; so no claim is ever deleted."""
    if claim.is_live:
        return "Readers see this claim, so it stays. To withdraw it, change the article and publish a new edition."
    if claim.present:
        return "This claim stands in a draft. Take its mark out of the text; its history stays."
    return "Who wrote this claim, and what was judged about it, stays on record. It is in no text any more."


def why_family_stays(family):
    versions = family.versions.count()
    return (
        f"{versions} source{'s belong' if versions > 1 else ' belongs'} to this family. Take them out of it first."
        if versions
        else ""
    )
