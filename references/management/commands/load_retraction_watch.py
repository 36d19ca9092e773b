import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from references.monitoring import retraction_watch

PROBLEMS_TOLD = 20


class Command(BaseCommand):
    help = (
        "Take over the Retraction Watch file (CSV, from https://gitlab.com/crossref/retraction-watch-data): notices about"
        " sources that are here. Doing it twice changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="The file, or - for standard input.")
        parser.add_argument(
            "--shorter", action="store_true", help="The file is meant to have far fewer rows than the last one."
        )

    def handle(self, *, file, shorter, **options):
        try:
            with sys.stdin.buffer if file == "-" else Path(file).open("rb") as opened:
                loaded = retraction_watch.load(opened, now=timezone.now(), fewer_is_right=shorter)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except retraction_watch.Unusable as unusable:
            raise CommandError(str(unusable)) from unusable
        for problem in loaded.problems[:PROBLEMS_TOLD]:
            self.stderr.write(problem)
        if len(loaded.problems) > PROBLEMS_TOLD:
            self.stderr.write(f"… and {len(loaded.problems) - PROBLEMS_TOLD:,} more lines.")
        self.stdout.write(
            f"Rows read: {loaded.rows:,}; left out: {len(loaded.problems):,}; about sources that are here:"
            f" {loaded.about_ours:,}. New notices: {loaded.recorded:,}; lifted: {loaded.lifted:,}."
        )
