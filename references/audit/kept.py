"""What somebody typed on the desk after their session had ended: it waits for them behind the sign-in."""

from functools import wraps

from . import desk

_KEPT = "audit-desk-typed"
_FIELDS = ["outcome", "mismatches", "read", "note", "suggested", "because"]
_LONGEST = 10_000  # characters in all


def keep_what_is_typed(view):
    """A view whose form is kept when it comes from nobody: the answer is the sign-in, which leads back to it.

    Only a form that the desk itself handed out is kept, so that strangers cannot fill the store of sessions.
    """

    @wraps(view)
    def keeping(request, *args, **kwargs):
        if request.method == "POST" and not request.user.is_authenticated and desk.is_sealed(request.POST.get("seen")):
            typed = {name: request.POST.getlist(name) for name in _FIELDS}
            if sum(len(value) for values in typed.values() for value in values) <= _LONGEST:
                request.session[_KEPT] = {"path": request.path, "typed": typed}
        return view(request, *args, **kwargs)

    return keeping


def typed_before(request):
    """{field: value} of what was typed on this page before the sign-in, once; {} if nothing was."""
    kept = request.session.get(_KEPT)
    if request.method != "GET" or not kept or kept["path"] != request.path:
        return {}
    del request.session[_KEPT]
    return {
        name: values if name == "mismatches" else values[0] for name, values in kept["typed"].items() if any(values)
    }
