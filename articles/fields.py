"""Rich text that can hold claims."""

from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django_prose_editor.fields import ProseEditorField

from . import sanitising

_CLAIM = {"dialog": reverse_lazy("admin:articles_article_claim_dialog")}
_LINK = {"enableTarget": False, "protocols": ["https", "http", "mailto"]}
_MARKS = {"Bold": True, "Italic": True, "Subscript": True, "Superscript": True, "Link": _LINK, "Claim": _CLAIM}
_LISTS = {"BulletList": True, "OrderedList": True, "ListItem": True, "HardBreak": True}

SENTENCE = _MARKS
PROSE = {**_MARKS, **_LISTS}
SECTIONS = {**PROSE, "Heading": {"levels": [2, 3]}, "Blockquote": True}
TABLE = {**_MARKS, "HardBreak": True, "Table": True, "TableRow": True, "TableHeader": True, "TableCell": True}


class ClaimTextField(ProseEditorField):
    """A prose field whose text is refused before it is cleaned if it is too long or too deep."""

    def __init__(self, *args, extensions=None, **kwargs):
        kwargs.setdefault("sanitize", True)
        super().__init__(*args, extensions=extensions or PROSE, **kwargs)

    def clean(self, value, model_instance):
        try:
            sanitising.refuse_too_much(value or "")
        except sanitising.TooMuch as error:
            raise ValidationError(str(error), code="too-much") from error
        return sanitising.clean(super().clean(value, model_instance))
