"""A site of its own for a bench that is run alone: an empty database in a folder that goes with it."""

import os
import tempfile
from contextlib import contextmanager


@contextmanager
def own_site(title):
    """Set Django up on an empty, migrated database; gives the function that prints."""
    with tempfile.TemporaryDirectory(prefix="spinehealth-bench-") as folder:
        os.mkdir(os.path.join(folder, "static"))
        os.environ |= {"SPINEHEALTH_LOCAL": "1", "SPINEHEALTH_VAR": folder}
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spinehealth.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from .__main__ import say

        say(f"# {title} ({connection.vendor})")
        call_command("migrate", verbosity=0)
        yield say
