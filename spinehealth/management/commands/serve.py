"""The site with its demo, on a developer's machine: what `make run` calls."""

import os
import secrets
import socket
import subprocess
import sys
from io import StringIO

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

DEMO_PEOPLE = {"editor": "writes and marks claims", "reviewer": "gives verdicts", "publisher": "publishes"}
HOST = "127.0.0.1"


class Command(BaseCommand):
    help = "Migrates, loads the demo and serves the site, with a worker beside it, on this machine only."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *, port, **options):
        if not settings.LOCAL:
            raise CommandError("This is for your own machine: set SPINEHEALTH_LOCAL=1. Elsewhere see docs/running.md.")
        listening = listen(port)
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
        try:
            call_command("migrate", verbosity=0)
        except OperationalError as gone:
            raise CommandError(f"The database does not answer. {gone}") from gone
        given = os.environ.get("DEMO_PASSWORD", "")
        os.environ["DEMO_PASSWORD"] = password = given or kept_password()
        call_command("load_demo", stdout=StringIO())
        self.stdout.write(f"\nSpineHealth is at http://{HOST}:{port}/ and its admin at http://{HOST}:{port}/admin/\n\n")
        for name, shown in sign_ins(password, make_it_so=bool(given)):
            self.stdout.write(f"    {name:<10} {shown:<20} {DEMO_PEOPLE[name]}")
        self.stdout.write("\nCtrl-C ends it; everything is kept.")
        self.stdout.flush()
        start_worker()
        serve(listening)


def listen(port):
    """Take the port before anything else is done, so that a taken one is said at once."""
    try:
        listening = socket.create_server((HOST, port))
    except (OSError, OverflowError) as refused:
        raise CommandError(f"Port {port} cannot be used; choose another one: make run PORT=8001") from refused
    listening.set_inheritable(True)
    return listening


def kept_password():
    """The password of the demo accounts, made in the first run and the same ever after."""
    file = settings.VAR_DIR / "demo-password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(f"{secrets.token_urlsafe(12)}\n")
    return file.read_text().strip()


def sign_ins(password, *, make_it_so):
    """(name, what to print as its password) of each demo account.

    A password that somebody changed in the admin stays, unless DEMO_PASSWORD asks for another.
    """
    for person in get_user_model().objects.filter(username__in=DEMO_PEOPLE).order_by("pk"):
        opens = person.check_password(password)
        if make_it_so and not opens:
            person.set_password(password)
            person.save(update_fields=["password"])
        yield person.get_username(), password if opens or make_it_so else "(was changed)"


def start_worker():
    """A worker that ends with the web server, however that ends: it holds the only other end of the worker's input."""
    theirs, ours = os.pipe()
    os.set_inheritable(ours, True)  # it stays open in the web server that this process becomes
    command = [sys.executable, sys.argv[0], "work", "--until-stdin-closes"]
    # Ctrl-C is for the web server alone; a job that takes longer to end is begun again by the next worker
    subprocess.Popen(command, stdin=theirs, start_new_session=True, env={"JOBS_GRACE": "2", **os.environ})
    os.close(theirs)


def serve(listening):
    """Become gunicorn: what runs here is what runs in production, with its real error pages."""
    # Two workers, so that a slow page does not hold up the next one; loaded once, then forked.
    arguments = ["--preload", "--workers", "2", "--threads", "4", "--log-level", "warning"]
    # Ctrl-C ends it within seconds; its control socket would be shared with other sites of this person.
    arguments += ["--graceful-timeout", "3", "--no-control-socket"]
    address = f"fd://{listening.fileno()}"
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "spinehealth.wsgi", "--bind", address, *arguments])
