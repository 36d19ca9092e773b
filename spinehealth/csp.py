"""The Content-Security-Policy of staff pages: like that of public pages, with nonces for the editor's scripts."""

from csp.decorators import csp_replace
from django.conf import settings

staff_csp = csp_replace(settings.STAFF_CSP)
