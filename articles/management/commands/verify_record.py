from itertools import chain

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

import articles.record
import references.record
import supplements.record
from articles.models import Approval, Edition
from references import append_only
from references.models import Appraisal, Verdict


class Command(BaseCommand):
    help = "Recompute every digest and chain of editions, approvals, verdicts and appraisals, and look whether the triggers stand."

    def handle(self, **options):
        """Says what was verified. Raises CommandError, which exits with 1, and names the first break."""
        if gone := append_only.missing(connection):
            raise CommandError(f"Triggers are missing: {', '.join(gone)}. Run migrate, then verify again.")
        if broken := next(chain(*(app.record.breaks() for app in (articles, supplements, references))), None):
            raise CommandError(f"The record is broken: {broken}.")
        counts = {m._meta.verbose_name_plural: m.objects.count() for m in (Edition, Approval, Verdict, Appraisal)}
        verified = ", ".join(f"{count} {words}" for words, count in counts.items())
        self.stdout.write(f"The record is whole: {verified}. All triggers stand.")
