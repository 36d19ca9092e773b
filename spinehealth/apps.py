from django.apps import AppConfig


class SpineHealthConfig(AppConfig):
    """The site: settings, addresses, home. No models."""

    name = "spinehealth"
    verbose_name = "SpineHealth"
