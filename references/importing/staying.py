"""Why a source that an import brought must stay: somebody uses it, or somebody worked on it since."""

from references.models import (
    Attachment,
    Citation,
    ImportRecord,
    Notice,
    Passage,
    SearchReceipt,
    Source,
    SourceChange,
    SourceMerge,
)
from references.models.importing import ImportState, RecordState

from .gains import ORIGIN

_USES = (
    (Citation, "source", "A claim cites it, or did once."),
    (Passage, "source", "A passage of it was kept."),
    (Notice, "source", "A notice about it was recorded."),
    (Attachment, "source", "Its PDF was attached."),
    (SearchReceipt, "source", "Somebody wrote down how it was searched for."),
    (SourceMerge, "winner", "Another source was merged into it, once at least."),
    (SourceMerge, "loser", "It was merged into another source, once at least."),
    (Source, "merged_into", "Another source was merged into it."),
    (Source, "superseded_by", "It is the newer version of another source."),
    (Source, "candidates", "Somebody named it as a work that a text may mean."),
)


def why_they_stay(rows, sources):
    """{source id: sentence} for those that must stay. rows: of one import; sources: {id: source} of these rows."""
    reasons = {}
    for model, field, sentence in _USES:
        used = model.objects.filter(**{f"{field}__in": sources.keys()}).values_list(field, flat=True)
        reasons |= {pk: sentence for pk in used if pk not in reasons}
    others = ImportRecord.objects.filter(source__in=sources.keys()).exclude(batch=rows[0].batch_id)
    others = others.filter(state__in=[RecordState.HERE, RecordState.FILLED, RecordState.LOOK_ALIKE])
    others = others.exclude(batch__state__in=[ImportState.UNDONE, ImportState.FAILED])
    for pk in others.values_list("source", flat=True):
        reasons.setdefault(pk, "Another import found it here.")
    for pk, names in _worked_on(sources).items():
        reasons.setdefault(pk, f"Somebody changed it since: {', '.join(names)}."[:300])
    for source in sources.values():
        if source.superseded_by_id:
            reasons.setdefault(source.pk, "It is linked with a newer version.")
    for row in rows:
        source = sources.get(row.source_id)
        if source and source.private_note != "\n\n".join(row.details.get("notes", ())):
            reasons.setdefault(source.pk, "Somebody wrote a note on it.")
    return reasons


def _worked_on(sources):
    """{source id: labels of the fields that a person typed, or took over from a catalogue}."""
    changes = SourceChange.objects.filter(source__in=sources.keys(), by__isnull=False).exclude(origin=ORIGIN)
    found = {}
    for pk, fields in changes.values_list("source", "changes"):
        for name in fields.keys() - {"superseded_by"}:  # a link, which is asked for by itself
            found.setdefault(pk, []).append(str(Source._meta.get_field(name).verbose_name))
    return found
