from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from references.models import Source
from references.monitoring import checking, link_checks, rounds, words


class Command(BaseCommand):
    help = (
        "Look for corrections and retractions of every source, in Crossref, PubMed and Europe PMC, and say what came of it."
        " The worker does the same each night."
    )

    def add_arguments(self, parser):
        parser.add_argument("--source", metavar="CITEKEY", help="Only this one; its address is looked at as well.")
        parser.add_argument("--later", action="store_true", help="Leave it to the worker, and do not wait.")

    def handle(self, *, source, later, **options):
        if source:
            self._check_one(source)
        elif later:
            job = rounds.ask_for_all(by=None, now=timezone.now())
            self.stdout.write(f"Asked for: {job}.")
        else:
            self._check_all()

    def _check_one(self, citekey):
        found = Source.objects.resolve([citekey]).get(citekey)
        if found is None:
            raise CommandError(f"There is no source “{citekey}”.")
        if not checking.checkable().filter(pk=found.pk).exists():
            raise CommandError("No catalogue can be asked about it: it has no DOI, PMID or PMCID.")
        summary = checking.check_source(found, now=timezone.now())
        link_checks.check_link(found, now=timezone.now())
        found.refresh_from_db()
        self.stdout.write(words.checked(found))
        for check in found.checks.all():
            told = f"{check.get_outcome_display()}. {check.problem}".strip()
            self.stdout.write(f"{check.feed}: {told}")
        for notice in found.notices.standing():
            new = " (new)" if notice in summary.recorded else ""
            day = f", {notice.published_on}" if notice.published_on else ""
            self.stdout.write(f"{notice.get_kind_display()}{day}{new}")

    def _check_all(self):
        waiting = checking.due(since=timezone.now())
        this_round = checking.Round()
        for done, sources in checking.batches(waiting):
            self.stderr.write(f"{done:,} of {len(waiting):,}")
            this_round.check(sources, now=timezone.now())
        for notice in this_round.summary.recorded:
            self.stdout.write(
                f"{notice.source.citekey}: {notice.get_kind_display()}, {notice.published_on or 'no date'}"
            )
        self.stdout.write(str(this_round.summary))
