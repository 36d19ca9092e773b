from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import live_checks
from articles.checks import RULES, Severity
from articles.models import Article

FAIL_ON = {"block": Severity.BLOCK, "warn": Severity.WARN}
WORDS = {Severity.BLOCK: "would block", Severity.WARN: "warns", Severity.INFORM: "informs"}


class Command(BaseCommand):
    help = (
        "Run the checks over everything readers see, with the rules and weights of today, and say what was found."
        " The worker does the same each night."
    )

    def add_arguments(self, parser):
        parser.add_argument("--article", metavar="SLUG", help="Only this one; each of its findings is named.")
        parser.add_argument(
            "--fail-on",
            choices=FAIL_ON,
            help="Exit with 1 if a finding is as heavy as this, or an edition could not be read.",
        )

    def handle(self, *, article, fail_on, **options):
        summary = self._check_one(article) if article else self._check_all()
        self.stdout.write(str(summary))
        heavy = fail_on and any(n and severity <= FAIL_ON[fail_on] for severity, n in summary.by_severity.items())
        if fail_on and (heavy or summary.unreadable):
            raise CommandError("There is something to mend in what readers see.")

    def _check_one(self, slug):
        article = Article.objects.live().filter(slug=slug).first()
        if article is None:
            raise CommandError(f"Readers see no article “{slug}”.")
        summary = live_checks.Summary()
        findings = live_checks.check(article, now=timezone.now()) or []
        summary.add(findings)
        for finding in findings:
            place = f"claim {finding.number}" if finding.number else finding.place
            told = f"{finding.code} {WORDS[finding.severity]}{f', {place}' if place else ''}: {finding.message}"
            self.stdout.write(told)
        return summary

    def _check_all(self):
        shown = 0

        def say(text, *, done, total):
            nonlocal shown
            if done >= shown + 50:
                shown = done
                self.stderr.write(text)

        summary = live_checks.check_all(now=timezone.now(), say=say)
        for (severity, code), count in sorted(summary.by_rule.items()):
            title = RULES[code].title if code in RULES else code
            self.stdout.write(f"{count:,} × {code} {WORDS[severity]}: {title}")
        for slug, why in sorted(summary.unreadable.items()):
            self.stderr.write(f"{slug} could not be read: {why}")
        return summary
