"""The site with its demo, on a developer's machine: what `make run` calls."""

import os
import secrets
import socket
import sys

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

DEMO_PEOPLE = {"editor": "writes and marks claims", "reviewer": "gives verdicts", "publisher": "publishes"}
HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Migrates, loads the demo and serves the site on this machine only."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port, **options):
        if not settings.LOCAL:
            raise CommandError("This is for your own machine: set SPINEHEALTH_LOCAL=1. Elsewhere see docs/running.md.")
        listening = listen(port)
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        try:
            call_command("migrate", verbosity=0)
        except OperationalError as gone:
            raise CommandError(f"The database does not answer. {gone}") from gone
        password = demo_password()
        if not demo_stands(password):
            self.stdout.write("Loading the demo …")
            os.environ["DEMO_PASSWORD"] = password
            call_command("load_demo", verbosity=0)
        self.stdout.write(f"\nSpineHealth is at http://{HOST}:{port}/ and its admin at http://{HOST}:{port}/admin/\n\n")
        for name, does in DEMO_PEOPLE.items():
            self.stdout.write(f"    {name:<10} {password}    {does}")
        self.stdout.write("\nCtrl-C ends it; everything is kept.")
        self.stdout.flush()
        serve(listening)


def listen(port):
    """Take the port before anything else is done, so that a taken one is said at once."""
    try:
        listening = socket.create_server((HOST, port))
    except (OSError, OverflowError) as refused:
        raise CommandError(f"Port {port} cannot be used; choose another one: make run PORT=8001") from refused
    listening.set_inheritable(True)
    return listening


def demo_password():
    """DEMO_PASSWORD, else the one of the last run, else a new one; kept so that every run prints the same."""
    file = settings.VAR_DIR / "demo-password"
    kept = file.read_text().strip() if file.exists() else ""
    password = os.environ.get("DEMO_PASSWORD") or kept or secrets.token_urlsafe(12)
    if password != kept:
        file.touch(mode=0o600)
        file.write_text(f"{password}\n")
    return password


def demo_stands(password):
    """Whether the demo was loaded into this database, with this password. Its last act makes the accounts."""
    people = get_user_model().objects.filter(username__in=DEMO_PEOPLE)
    return len(people) == len(DEMO_PEOPLE) and people[0].check_password(password)


def serve(listening):
    """Become gunicorn: what runs here is what runs in production, with its real error pages."""
    # Two workers, so that a slow page does not hold up the next one; loaded once, then forked.
    arguments = ["--preload", "--workers", "2", "--threads", "4", "--log-level", "warning"]
    address = f"fd://{listening.fileno()}"
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "spinehealth.wsgi", "--bind", address, *arguments])
