"""How the last look went, in words for staff and readers. Pure.

“Never checked”, “could not be checked” and “last checked” are different things, and none of them stands for another.
"""

from django.utils.formats import date_format

from references.models.source import CheckState


def checked(source):
    """One or two sentences about the last look for notices about `source`."""
    if source.check_state == CheckState.NEVER:
        return "Never checked for corrections and retractions."
    if source.check_state == CheckState.CHECKED:
        return f"Last checked for corrections and retractions on {_day(source.checked_at)}."
    tried = f"Corrections and retractions could not be checked on {_day(source.check_tried_at)}."
    return (
        f"{tried} Last checked on {_day(source.checked_at)}." if source.checked_at else f"{tried} Never checked before."
    )


def _day(moment):
    return date_format(moment, "j F Y")
