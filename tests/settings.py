"""The settings of a test run: those of a developer's machine, with a key, a media folder and a fast hasher of their own."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("SPINEHEALTH_LOCAL", "1")
os.environ.setdefault("DJANGO_SECRET_KEY", "only for tests")

from spinehealth.settings import *  # noqa: F403

_media = TemporaryDirectory(prefix="spinehealth-media-")  # gone when the run ends
MEDIA_ROOT = Path(_media.name) / "media"
PRIVATE_ROOT = Path(_media.name) / "private"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# looks a static file up when it is asked for; otherwise each test client would first list all of them
WHITENOISE_AUTOREFRESH = True
