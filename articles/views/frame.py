"""What stands around every stored page: the same for all of them, so it is rendered once."""

from functools import cache

from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import mark_safe

_HEAD, _MAIN = "\x00head\x00", "\x00main\x00"


def _around():
    """(before the head's part, between, after the main part)."""
    context = {"head": mark_safe(_HEAD), "main": mark_safe(_MAIN)}  # marks of ours, replaced by the stored page
    before, _, rest = get_template("articles/article_detail.html").render(context).partition(_HEAD)
    between, _, after = rest.partition(_MAIN)
    return before, between, after


_kept = cache(_around)


def frame(head, main):
    """A whole page around a stored one that has no alerts."""
    before, between, after = _around() if settings.DEBUG else _kept()
    return "".join((before, head, between, main, after))
