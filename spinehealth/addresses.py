"""What addresses may carry."""


def without_nul(get_response):
    """A NUL in the query of an address is left out: no page means it, and PostgreSQL refuses a text that has one."""

    def middleware(request):
        if "%00" in (query := request.META.get("QUERY_STRING", "")):
            request.META["QUERY_STRING"] = query.replace("%00", "")
        return get_response(request)

    return middleware
