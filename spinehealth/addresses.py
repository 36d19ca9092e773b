"""What addresses may carry, and what is said where one takes no such request."""

from django.template.loader import get_template


def without_nul(get_response):
    """A NUL in the query of an address is left out: no page means it, and PostgreSQL refuses a text that has one."""

    def middleware(request):
        if "%00" in (query := request.META.get("QUERY_STRING", "")):
            request.META["QUERY_STRING"] = query.replace("%00", "")
        return get_response(request)

    return middleware


def refusals_in_words(get_response):
    """Django answers 405 with an empty page; whoever signs in again after pressing a button arrives at one."""

    def middleware(request):
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            response.content = get_template("405.html").render()
        return response

    return middleware
