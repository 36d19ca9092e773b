"""Count the queries of an act."""


def made_by(act):
    """How many queries `act()` makes. A request resets Django's own log, so they are counted as they are made."""
    from django.db import connection

    count = 0

    def counting(run, *said):
        nonlocal count
        count += 1
        return run(*said)

    with connection.execute_wrapper(counting):
        act()
    return count
