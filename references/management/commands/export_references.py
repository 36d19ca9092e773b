import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from references import exporting, formats
from references.models import Source


class Command(BaseCommand):
    help = (
        "Writes all sources as RIS, BibTeX, CSL-JSON or PubMed (.nbib), to the screen or to a file. "
        "CSL-JSON holds the most: what the others have no place for is left out."
    )

    def add_arguments(self, parser):
        parser.add_argument("--format", choices=sorted(formats.WRITTEN), required=True)
        parser.add_argument("--output", metavar="FILE", type=Path, help="Default: the screen.")

    def handle(self, *, format, output, **options):
        # with the ends of lines that the format has
        pieces = formats.write(exporting.records_of(Source.objects.order_by("citekey")), format)
        if output is None:
            for piece in pieces:
                self.stdout.write(piece, ending="")
            return
        try:
            _write(output, pieces)
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{Source.objects.filter(merged_into=None).count()} sources written to {output}.")


def _write(output, pieces):
    """Whole or not at all: a file that stood there stays until the new one is finished."""
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
        os.replace(unfinished, output)
    finally:
        unfinished.unlink(missing_ok=True)
