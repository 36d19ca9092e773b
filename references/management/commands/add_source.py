from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from references import filling, identifiers, lookup
from references.holders import holder_of, holders_of

_NO_IDENTIFIER = "This names no one work. Give a DOI, PMID (“PMID 32956536”), PMCID, ISBN, arXiv id or an address that starts with https://."


class Command(BaseCommand):
    help = (
        "Look works up by their identifiers and add them as sources. What is here already is left alone. "
        "Says for each what became of it, and ends with an error if one could not be added."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "identifiers",
            nargs="+",
            metavar="IDENTIFIER",
            help="A DOI, “PMID 32956536”, PMCID, ISBN, arXiv id or address, one work each, in any spelling.",
        )
        parser.add_argument("--by", metavar="USER", help="The user name of the person who adds them.")
        parser.add_argument("--dry-run", action="store_true", help="Look up and say what would be added; add nothing.")

    def handle(self, *, by, dry_run, **options):
        by = self._person(by)
        failed = 0
        for text in options["identifiers"]:
            try:
                self._add(text, by=by, dry_run=dry_run)
            except _NotAdded as problem:
                failed += 1
                self.stderr.write(f"{text}: {problem}")
        if failed:
            count = len(options["identifiers"])
            raise CommandError(f"{failed} of {count} could not be added." if count > 1 else "It could not be added.")

    def _person(self, name):
        if not name:
            return None
        if person := get_user_model().objects.filter(username=name, is_active=True).first():
            return person
        raise CommandError(f"Nobody here has the user name “{name}”.")

    def _add(self, text, *, by, dry_run):
        if not (named := identifiers.one_in(text)):
            raise _NotAdded(_NO_IDENTIFIER)
        if here := holder_of(*named):
            return self._say_here(here)
        now = timezone.now()
        try:
            answer = lookup.find(*named, now=now)
        except (lookup.NotFound, lookup.Unavailable) as error:
            raise _NotAdded(str(error)) from error
        for warning in answer.warnings:
            self.stderr.write(f"{text}: {warning}")
        if here := next(iter(holders_of(answer.details).values()), None):
            return self._say_here(here)
        if dry_run:
            return self.stdout.write(f"would be added: {answer.details.title} ({answer.origin})")
        try:
            source = filling.new_source(answer.details, by=by, now=now, origin=answer.origin, origins=answer.origins)
        except (filling.Known, ValidationError) as error:
            raise _NotAdded(" ".join(getattr(error, "messages", [str(error)]))) from error
        return self.stdout.write(f"{source.citekey}: {source.plain_title} ({answer.origin})")

    def _say_here(self, source):
        self.stdout.write(f"{source.citekey}: here already, {source.plain_title}")


class _NotAdded(Exception):
    """Why one of them could not be added, in a sentence."""
