"""The settings of a test run: those of a developer's machine, with a fast password hasher and a key of their own."""

import os

os.environ.setdefault("SPINEHEALTH_LOCAL", "1")
os.environ.setdefault("DJANGO_SECRET_KEY", "only for tests")

from spinehealth.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# looks a static file up when it is asked for; otherwise each test client would first list all of them
WHITENOISE_AUTOREFRESH = True
