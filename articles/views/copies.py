"""A citation of a source to copy: in each style, and as text for reference managers."""

from dataclasses import replace

from django.utils.safestring import mark_safe

from references import bibliography, filling, formats

_FILES = ("bibtex", "ris")


def copies_of(source):
    """[{name, label, html or text}]. Without the abstract, which is somebody else's text."""
    csl = bibliography.csl_of(source)
    styled = [
        # every field was escaped by `references.bibliography`
        {"name": style.name, "label": style.label, "html": mark_safe(bibliography.citation_html(csl, style))}
        for style in bibliography.STYLES
    ]
    record = (source.citekey, replace(filling.details_of(source), abstract=()))
    written = [
        {"name": name, "label": formats.FORMATS[name].label, "text": "".join(formats.write([record], name)).strip()}
        for name in _FILES
    ]
    return styled + written
