"""Titles of works in templates: `work_title` with their italics and sub- and superscripts, `plain_title` as bare text."""

from django import template
from django.utils.safestring import mark_safe

from references import titles

register = template.Library()


@register.filter
def work_title(title):
    """A stored title as safe HTML."""
    return mark_safe(titles.html(title or ""))  # escaped there, but for its four kinds of markup


@register.filter
def plain_title(title):
    """A stored title where no markup can stand: in <title>, in an attribute, in an option."""
    return titles.plain(title or "")
