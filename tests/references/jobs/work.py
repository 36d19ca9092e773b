"""`manage.py work` with the sample jobs, on the database that TEST_DATABASE names."""

import os
from importlib import import_module

import django
from django.conf import settings
from django.core.management import call_command

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    database = settings.DATABASES["default"]
    database["NAME"] = os.environ["TEST_DATABASE"]
    if database["ENGINE"].endswith("sqlite3"):
        database["OPTIONS"] = {
            **database["OPTIONS"],
            "timeout": 0.2,
        }  # seconds to wait for a lock, so a short one will do
    django.setup()
    import_module("tests.references.jobs.sample_jobs")
    call_command("work", skip_checks=True)
