"""manage.py load_demo: the demonstration and its three accounts."""

import os
import secrets

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from articles.demo import loading


class Command(BaseCommand):
    help = (
        "Load the demonstration: three articles, one of them published twice with an unfinished draft on top, the catalogue "
        "of magnesium, and the accounts editor, reviewer and publisher. Their password is taken from DEMO_PASSWORD; without "
        "it one is made and printed. A second run changes nothing."
    )

    def handle(self, *args, **options):
        given = os.environ.get("DEMO_PASSWORD", "")
        password = given or secrets.token_urlsafe(12)
        if not loading.is_loaded():
            self._refuse_a_weak(password)
        try:
            loaded = loading.load(password=password)
        except loading.DemoRefused as error:
            raise CommandError(str(error)) from error
        if not options["verbosity"]:
            return
        if loaded:
            self._say_who(password, given)
        else:
            self.stdout.write(
                "The demonstration is there already; nothing was changed. Its accounts are "
                f"{', '.join(loading.ACCOUNTS)}; “manage.py changepassword editor” gives one a new password."
            )

    def _refuse_a_weak(self, password):
        """On a public server a guessable account that may publish is no demonstration; on one's own machine it may be."""
        try:
            validate_password(password)
        except ValidationError as error:
            if not settings.LOCAL:
                raise CommandError(f"DEMO_PASSWORD is too weak. {' '.join(error.messages)}") from error
            self.stderr.write("DEMO_PASSWORD is weak: keep it to your own machine.")

    def _say_who(self, password, given):
        shown = "the one in DEMO_PASSWORD" if given else password
        self.stdout.write("The demonstration is loaded. Three people can sign in:")
        for name in loading.ACCOUNTS:
            self.stdout.write(f"    {name}")
        self.stdout.write(f"Their password: {shown}")
