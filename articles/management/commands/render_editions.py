"""Make the pages of editions anew, so that a better renderer or sanitiser reaches those that stand already."""

import json

from django.core.management.base import BaseCommand

from articles import rendering
from articles.models import Edition


class Command(BaseCommand):
    help = "Rebuild stored pages that an older renderer made. Editions themselves do not change."

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="Rebuild every page, also those that are up to date.")

    def handle(self, *, all, **options):
        editions = Edition.objects.filter(content__isnull=False, rendering__isnull=False)
        if not all:
            editions = editions.exclude(rendering__renderer=rendering.RENDERER)
        count = 0
        for edition in editions.select_related("content", "rendering").iterator(chunk_size=50):
            rendering.store(edition, json.loads(edition.content.content), edition.rendering.people)
            count += 1
        self.stdout.write(f"{count} page{'s were' if count != 1 else ' was'} made anew.")
