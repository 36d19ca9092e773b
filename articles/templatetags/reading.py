"""What the public templates need besides Django's own tags."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def demo_notice():
    """The sentence that says this is a demonstration; empty on a real site. No context processor: pages stay cheap."""
    return settings.DEMO_NOTICE if settings.LOCAL else ""
