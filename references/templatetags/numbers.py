"""Numbers in a text as the desk marks them. A filter, because a template's last line would put a space behind quotes."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()

_DIFFERS = SafeString(
    '<svg class="ic" width="14" height="14" viewBox="0 0 16 16" role="img" aria-label="differs:" fill="none"'
    ' stroke="currentColor" stroke-width="1.7" stroke-linecap="round"><path d="M3 6h10M3 10h10M10.5 3l-5 10" /></svg>'
)


@register.filter
def marked(pieces):
    """Pieces of `references.audit.side_by_side`: solid the same, wavy another, dotted on one side only."""
    return format_html_join("", "{}", ((_html(piece),) for piece in pieces))


def _html(piece):
    match piece.how:
        case "":
            return piece.text
        case "free":
            return format_html('<mark class="n free">{}</mark>', piece.text)
        case "same":
            return format_html('<mark class="n">{}<sup>{}</sup></mark>', piece.text, "".join(piece.letters))
        case _:
            letters = "".join(piece.letters)
            return format_html('<mark class="n bad">{}{}<sup>{}</sup></mark>', _DIFFERS, piece.text, letters)
