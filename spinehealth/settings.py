"""One settings file. The environment decides; without it the settings are those of production.

DJANGO_SECRET_KEY    required, unless SPINEHEALTH_LOCAL is set
DATABASE_URL         sqlite:///… or postgres://…; default: SQLite in var/
ALLOWED_HOSTS        host names, separated by commas
SPINEHEALTH_LOCAL    1 on a developer's machine: plain http on loopback, a key of its own in var/
DEBUG                1 shows Django's error pages; never in production
PROXIES              how many proxies stand in front; they tell the address that a sign-in or a report comes from
RELEASE              a name of the release; part of every ETag
SITE_ADDRESS         https://…, as catalogues are told who asks; default: the first of ALLOWED_HOSTS
LOOKUP_MAILTO        where a catalogue can write to when we ask too much; some answer slower, or not at all, without it
NCBI_API_KEY         PubMed answers faster with one
WAYBACK_KEYS         access:secret of archive.org, to have pages archived
CATALOGUE_…          the address of a catalogue, like CATALOGUE_CROSSREF, for staging
AUDIT_REVIEW_AFTER_DAYS  a verdict on what readers see is looked at again after so many days; default 365
FETCH_ALLOWS         host:port pairs on private addresses that may be fetched, separated by commas; for staging
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from js_asset import static_lazy

from articles.claim_markup import allow_claim

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("SPINEHEALTH_VAR", BASE_DIR / "var"))


def _flag(name):
    return os.environ.get(name, "").lower() in {"1", "true", "yes", "on"}


LOCAL = _flag("SPINEHEALTH_LOCAL")
DEBUG = _flag("DEBUG")
RELEASE = os.environ.get("RELEASE", "1")


def _secret_key():
    if key := os.environ.get("DJANGO_SECRET_KEY"):
        return key
    if not LOCAL:
        raise ImproperlyConfigured("Set DJANGO_SECRET_KEY, or SPINEHEALTH_LOCAL=1 on your own machine.")
    file = VAR_DIR / "secret-key"
    if not file.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        file.write_text(secrets.token_urlsafe(50))
        file.chmod(0o600)
    return file.read_text().strip()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [h for h in os.environ.get("ALLOWED_HOSTS", "").split(",") if h]
if LOCAL:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "reversion",
    "crispy_forms",
    "crispy_bootstrap5",
    "content_editor",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "references",
    "supplements",
    "articles",
    "spinehealth.apps.SpineHealthConfig",
    "django.contrib.admin",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "spinehealth.addresses.without_nul",
    "spinehealth.addresses.refusals_in_words",
    "spinehealth.csp.PolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # last, so that what refuses a sign-in is its answer
]

ROOT_URLCONF = "spinehealth.urls"
WSGI_APPLICATION = "spinehealth.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# ---- databases: the settings were measured under concurrent writers, see docs/decisions/0003-databases.md

SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=2000;PRAGMA temp_store=MEMORY;"
    ),
}
POSTGRES_OPTIONS = {
    "connect_timeout": 5,
    # compiling a query took longer than any of ours runs
    "options": "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000 -c jit=off",
}


def database(url):
    """A DATABASES entry for `url`, with the options of its engine."""
    entry = dj_database_url.parse(url)
    # Opening a connection, with SQLite's settings too, costs more than an article page.
    entry |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    if entry["ENGINE"] == "django.db.backends.sqlite3":
        entry["OPTIONS"] = SQLITE_OPTIONS
    else:
        entry["OPTIONS"] = {**entry.get("OPTIONS", {}), **POSTGRES_OPTIONS}
    return entry


if not (DATABASE_URL := os.environ.get("DATABASE_URL")):
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASE_URL = f"sqlite:///{VAR_DIR / 'spinehealth.sqlite3'}"
DATABASES = {"default": database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- people

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Five wrong passwords for one name from one address, then a quarter of an hour of rest.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_CLIENT_IP_CALLABLE = "references.network_address.sender_of"
PROXIES = int(os.environ.get("PROXIES", "0"))
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "spinehealth.views.csrf_failure"

if not LOCAL:
    SECURE_SSL_REDIRECT = not _flag("NO_SSL_REDIRECT")
    if not SECURE_SSL_REDIRECT:
        SILENCED_SYSTEM_CHECKS = ["security.W008"]  # the web server in front does it
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # the health addresses are asked over plain http by the load balancer
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

# Public pages: no nonce, which would make every body unique. Admin and audit pages take STAFF_CSP, see spinehealth/csp.py.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
STAFF_CSP = {
    "script-src": [SELF, NONCE],
    "style-src": [
        SELF,
        # two <style> elements made by script, which cannot carry a nonce: content-editor (English, region "main"), Tiptap
        "'sha256-N1v+9oYdxeZd/nv2iKYNMLWqP5BlGZff7wM0R1mK4ws='",
        "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='",
    ],
}

# ---- language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

# ---- files

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
ATTACHMENT_MAX_BYTES = 50_000_000
PRIVATE_ROOT = VAR_DIR / "private"  # PDFs of sources and imported files: staff only, never served by the web server
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = LOCAL
# An imported file is streamed to disk; what is larger is refused with a sentence. (The limit further down counts no files.)
IMPORT_MAX_BYTES = 200 * 2**20
# 40 blocks are 259 fields; an article that grows must never be cut off. A single text is refused over 1 MB with a
# sentence at its field, so the whole form may be larger than Django's 2.5 MB.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000

# ---- what went wrong, to standard error: without DEBUG Django would only mail it

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"without_keys": {"()": "spinehealth.logs.WithoutKeys"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_keys"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}

# ---- jobs

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "long"]}}


def _seconds(name, default):
    return timedelta(seconds=float(os.environ.get(name, default)))


JOBS = {
    "AT_ONCE": int(os.environ.get("JOBS_AT_ONCE", "2")),  # so many of a worker's jobs run beside each other
    "POLL": _seconds("JOBS_POLL", 0.5),  # how soon a worker sees a new job
    "BEAT": _seconds("JOBS_BEAT", 5),  # how often it says that it lives
    "LEASE": _seconds("JOBS_LEASE", 30),  # silent for so long it is taken for dead, and its jobs are taken over
    "GRACE": _seconds("JOBS_GRACE", 20),  # how long a job may go on when its worker ends or somebody cancelled it
    "BACK_OFF": _seconds("JOBS_BACK_OFF", 30),  # before the second attempt; four times as long before each next one
    "KEPT": timedelta(days=14),  # how long a finished job stays in the list
}

# ---- catalogues that sources are looked up in

SITE_ADDRESS = os.environ.get("SITE_ADDRESS") or (f"https://{ALLOWED_HOSTS[0]}/" if ALLOWED_HOSTS else "")
LOOKUP_MAILTO = os.environ.get("LOOKUP_MAILTO", "")
CATALOGUES = {
    name: os.environ.get(f"CATALOGUE_{name.upper()}", address).rstrip("/")
    for name, address in {
        "crossref": "https://api.crossref.org",
        "doi": "https://doi.org",
        "datacite": "https://api.datacite.org",
        "pubmed": "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
        "europepmc": "https://www.ebi.ac.uk/europepmc/webservices/rest",
        "openlibrary": "https://openlibrary.org",
        "pmc_ids": "https://pmc.ncbi.nlm.nih.gov/tools/idconv/api/v1/articles/",
        "unpaywall": "https://api.unpaywall.org/v2",
        "wayback": "https://archive.org/wayback/available",
        "archive": "https://web.archive.org",
    }.items()
}
CATALOGUE_KEYS = {"pubmed": os.environ.get("NCBI_API_KEY", ""), "archive": os.environ.get("WAYBACK_KEYS", "")}
FETCH_ALLOWS = {pair for pair in os.environ.get("FETCH_ALLOWS", "").split(",") if pair}
LOOKUP_DEADLINE = 20  # seconds for one answer, redirects and waiting for one's turn included
LOOKUP_BACK_OFF = 1  # seconds that a host rests after its first failure; doubled with each further one

# ---- forms and the editor

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
DJANGO_PROSE_EDITOR_MENU_GROUPS = [
    {"group": "claim"},  # a group that is not listed is silently invisible
    {"group": "blockType -lists", "type": "dropdown", "minItems": 2},
    {"group": "lists"},
    {"group": "marks"},
    {"group": "link"},
    {"group": "table"},
    {"group": "history"},
]
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"js": [static_lazy("js/claim.js")], "extensions": {"Claim": allow_claim}},
]

# ---- content

BIBLIOGRAPHY_STYLE = "american-medical-association"
AUDIT_REVIEW_AFTER_DAYS = int(os.environ.get("AUDIT_REVIEW_AFTER_DAYS", "365"))
DEMO_NOTICE = "This is a demonstration site on somebody’s own machine. Do not act on what it says."
