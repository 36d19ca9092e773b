from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from references import formats
from references.importing import bringing_in, files, preview, reading, starting
from references.models import Import
from references.models.importing import ImportState, RecordState

CHUNK = 2**20


class Command(BaseCommand):
    help = (
        "Imports a file of references: RIS, BibTeX, PubMed (.nbib or XML), CSL-JSON, or identifiers one a line. "
        "Look-alikes stay out until somebody decides in the admin, where an import can be undone, too. "
        "Ends with 1 if nothing could be read."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--format", choices=sorted(formats.FORMATS), default="", help="Default: by content.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and do nothing.")

    def handle(self, *, file, format, dry_run, **options):
        batch = self._kept(file, format)
        try:
            figures = self._read(batch)
            if not dry_run:
                self._bring_in(batch, figures)
        finally:
            if dry_run:
                files.remove(batch)
                batch.delete()

    def _kept(self, file, format):
        try:
            with file.open("rb") as chunks:
                batch = starting.kept(
                    iter(lambda: chunks.read(CHUNK), b""),
                    name=file.name,
                    size=file.stat().st_size,
                    by=None,
                    now=timezone.now(),
                    format=format,
                )
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except starting.NotImportable as refusal:
            raise CommandError(str(refusal)) from refusal
        batch.save()
        return batch

    def _read(self, batch):
        """Print what is in the file; returns the counts. Raises CommandError if that is nothing."""
        reading.read_file(batch, say=self._say, now=timezone.now())
        batch.refresh_from_db()
        if batch.state == ImportState.FAILED:
            raise CommandError(batch.problem)
        figures = preview.counts(batch)
        self.stdout.write(
            f"{batch.name}: {formats.FORMATS[batch.format].label}, {batch.encoding}, "
            f"{batch.records:,} records in {batch.lines:,} lines."
        )
        self.stdout.write(
            f"{figures['new']:,} new, {figures['here']:,} already here, {figures['look_alikes']:,} look-alikes, "
            f"{figures['unreadable']:,} unreadable in part ({figures['unreadable_out']:,} left out)."
        )
        self._problems(preview.rows_of(batch, "unreadable"))
        if figures["unreadable_out"] == batch.records:
            raise CommandError("No record of this file could be read.")
        return figures

    def _problems(self, rows):
        for row in rows.iterator(chunk_size=500):
            out = " It is left out." if row.state == RecordState.UNREADABLE else ""
            for problem in row.problems or [{"line": row.line, "stands": "", "made": row.reason}]:
                stands = f" “{problem['stands']}”" if problem["stands"] else ""
                self.stdout.write(f"Line {problem['line']:,}:{stands} {problem['made']}{out}")

    def _bring_in(self, batch, figures):
        Import.objects.filter(pk=batch.pk).update(state=ImportState.IMPORTING)
        bringing_in.bring_in(batch.pk, say=self._say, clock=timezone.now)
        figures = preview.counts(batch)
        self.stdout.write(f"{figures['went_in']:,} went in, {figures['left_out']:,} could not go in.")
        for row in preview.rows_of(batch, "left-out").iterator(chunk_size=500):
            self.stdout.write(f"Line {row.line:,}: {row.reason}")
        page = reverse("admin:references_import_change", args=[batch.pk])
        if figures["look_alikes"]:
            self.stdout.write(f"{figures['look_alikes']:,} look-alikes wait for a person at {page}")
        self.stdout.write(f"It can be undone at {page}")

    def _say(self, text, done=None, total=None):
        if self.stderr.isatty():
            self.stderr.write(f"\r{text}", ending="")
            self.stderr.flush()
