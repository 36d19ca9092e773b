from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    """The publishing: drafts, checks, editions, public pages."""

    name = "articles"
    verbose_name = "Articles"

    def ready(self):
        from references import append_only
        from supplements import carriers

        from . import roles, showing_catalogue

        carriers.register(showing_catalogue)
        post_migrate.connect(append_only.install_after_migrate, sender=self)
        post_migrate.connect(roles.install_after_migrate, sender=self)
