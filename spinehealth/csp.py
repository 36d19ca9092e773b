"""The Content-Security-Policy of staff pages: like that of public pages, with nonces for the editor's scripts."""

from csp.decorators import csp_replace
from django.conf import settings

STAFF = {"admin", "audit"}

staff_csp = csp_replace(settings.STAFF_CSP)


class StaffPolicyMiddleware:
    """Every page of the admin and the audit, signing in too, carries the policy of staff pages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        match = request.resolver_match
        if match and STAFF & set(match.namespaces):
            return staff_csp(lambda request: response)(request)
        return response
