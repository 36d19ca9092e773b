from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SupplementsConfig(AppConfig):
    """The catalogue: substances, their forms, comparisons and what is known about taking them."""

    name = "supplements"
    verbose_name = "Supplements"

    def ready(self):
        from references import append_only

        post_migrate.connect(append_only.install_after_migrate, sender=self)
