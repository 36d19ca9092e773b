from django.conf import settings
from django.core.management.base import BaseCommand

from articles.checks import handbook

PAGE = settings.BASE_DIR / "docs" / "checks.md"


class Command(BaseCommand):
    help = "Write docs/checks.md anew from the rules."
    requires_system_checks = []

    def handle(self, **options):
        PAGE.write_text(handbook.text(), encoding="utf-8")
        self.stdout.write(f"{PAGE} is written.")
