"""Several people at the same moment, each on a connection of their own."""

from threading import Barrier, Thread

from django.db import connections


def at_once(*acts):
    """Run each act in a thread and on a connection of its own; returns what they returned, an exception among it."""
    results, start = [None] * len(acts), Barrier(len(acts), timeout=30)

    def run(place, act):
        try:
            start.wait()
            results[place] = act()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
