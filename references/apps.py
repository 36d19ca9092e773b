from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ReferencesConfig(AppConfig):
    """The evidence: sources, passages, claims, citations, verdicts, appraisals."""

    name = "references"
    verbose_name = "References"

    def ready(self):
        from . import append_only

        pre_migrate.connect(append_only.lift_before_migrate, sender=self)
        post_migrate.connect(append_only.install_after_migrate, sender=self)
