"""Give a source another citekey. Drafts and editions go on using the old one, which becomes an alias."""

from django.db import transaction

from .models import CitekeyAlias, Source


class CitekeyTaken(Exception):
    """Another source has this citekey, or had it once."""


@transaction.atomic
def rename(source, citekey):
    """Call `source` by `citekey` from now on; returns the source. Raises CitekeyTaken."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    if source.citekey == citekey:
        return source
    others = Source.objects.exclude(pk=source.pk)
    if others.filter(citekey=citekey).exists() or others.filter(aliases__citekey=citekey).exists():
        raise CitekeyTaken(f"Another source is called “{citekey}”, or was called so before.")
    CitekeyAlias.objects.filter(source=source, citekey=citekey).delete()
    CitekeyAlias.objects.create(source=source, citekey=source.citekey)
    source.citekey = citekey
    source.save(update_fields=["citekey"])
    return source
