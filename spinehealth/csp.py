"""The Content-Security-Policy: one constant line for public pages, nonces for the editor's scripts on staff pages."""

from functools import cache

from csp.constants import HEADER
from csp.decorators import csp_replace
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings

STAFF = {"admin", "audit"}

staff_csp = csp_replace(settings.STAFF_CSP)
public_policy = cache(build_policy)  # django-csp would put it together anew for each response


class PolicyMiddleware(CSPMiddleware):
    """Every page of the admin and the audit, signing in too, carries the policy of staff pages; all others the public one."""

    def process_response(self, request, response):
        match = request.resolver_match
        if match and STAFF & set(match.namespaces):
            return super().process_response(request, staff_csp(lambda request: response)(request))
        response.headers.setdefault(HEADER, public_policy())
        return response
