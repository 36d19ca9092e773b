"""The worker of a running site: `manage.py work`, as many as one likes."""

import signal
import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from references.jobs.worker import Working


class Command(BaseCommand):
    help = "Carries out jobs until Ctrl-C or SIGTERM; a second one ends it at once."

    def add_arguments(self, parser):
        parser.add_argument(
            "--at-once",
            type=int,
            default=settings.JOBS["AT_ONCE"],
            help="jobs beside each other (default: %(default)s)",
        )
        parser.add_argument(
            "--until-stdin-closes", action="store_true", help="end also when standard input is closed at its other end"
        )

    def handle(self, *, at_once, until_stdin_closes, **options):
        if at_once < 1:
            raise CommandError("A worker needs room for one job at least: --at-once 1.")
        working = Working(at_once=at_once, watched=sys.stdin.fileno() if until_stdin_closes else None)
        asked = []

        def end(*_):
            working.end(grace=0 if asked else None)
            asked.append(True)

        for told in (signal.SIGINT, signal.SIGTERM):
            signal.signal(told, end)
        working.work()
