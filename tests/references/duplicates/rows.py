"""Every row of the library, to compare before and after."""

from django.apps import apps

# what only ever grows, and the merge itself
_GROWS = {"EvidenceEdit", "SourceChange", "SourceMerge"}


def of_the_library():
    """{table: {key: row}} of every table of sources and evidence, those aside that only ever grow."""
    models = apps.get_app_config("references").get_models(include_auto_created=True)
    return {m._meta.label: {r["id"]: r for r in m.objects.values()} for m in models if m.__name__ not in _GROWS}
