"""`manage.py work` with the sample jobs, on the database that TEST_DATABASE names."""

import os
from importlib import import_module

import django
from django.conf import settings
from django.core.management import call_command

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    settings.DATABASES["default"]["NAME"] = os.environ["TEST_DATABASE"]
    django.setup()
    import_module("tests.references.jobs.sample_jobs")
    call_command("work", skip_checks=True)
