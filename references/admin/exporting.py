"""“Export as …” in the list of sources."""

from django.contrib import admin
from django.http import StreamingHttpResponse

from references import exporting, formats


def _action(name, format):
    @admin.action(description=f"Export as {format.label}", permissions=["view"])
    def export(model_admin, request, queryset):
        pieces = formats.write(exporting.records_of(queryset.order_by("citekey")), name)
        response = StreamingHttpResponse(pieces, content_type=f"{format.media_type}; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="sources.{format.extension}"'
        return response

    export.__name__ = f"export_as_{name.replace('-', '_')}"
    return export


ACTIONS = [_action(name, format) for name, format in formats.WRITTEN.items()]
