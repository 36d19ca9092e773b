"""The functions that can be jobs, found by name."""

import inspect
from datetime import timedelta
from functools import update_wrapper
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import autodiscover_modules

from .asking import ask

_known = {}


class Unknown(LookupError):
    """No function of that name can be a job."""


class DoesNotFit(TypeError):
    """The function does not take these arguments."""


class Kind:
    """A function that can be a job. Calling it does the work here and now; `ask` leaves it to a worker.

    limit: the longest it may go without saying anything (timedelta). attempts: how often it is tried. label: what staff
    call it. long: it may go on for minutes, so it leaves a worker's last free place to those that somebody waits for.
    """

    def __init__(self, function, *, limit, attempts, label, long):
        self.function, self.limit, self.attempts, self.long = function, limit, attempts, long
        self.name = f"{function.__module__}.{function.__qualname__}"
        if len(self.name) > 120:
            raise ValueError(f"{self.name}: the name of a job has at most 120 characters.")
        self.label = label or function.__name__.replace("_", " ").strip().capitalize()
        update_wrapper(self, function)

    def __call__(self, progress, /, **arguments):
        return self.function(progress, **arguments)

    def ask(self, /, *, title, by, now, key="", **arguments):
        """The Job that will do it; see asking.ask."""
        self.check(arguments)
        return ask(self.name, title=title, by=by, now=now, key=key, **arguments)

    def check(self, arguments):
        """Raises DoesNotFit if the function cannot be called with these."""
        try:
            inspect.signature(self.function).bind(None, **arguments)
        except TypeError as error:
            raise DoesNotFit(f"{self.name}: {error}.") from error


def job(*, limit=timedelta(minutes=5), attempts=3, label="", long=False):
    """Decorates a function of a module: def name(progress, **arguments). What the rest is, Kind says."""

    def make(function):
        kind = Kind(function, limit=limit, attempts=attempts, label=label, long=long)
        _known[kind.name] = kind
        return kind

    return make


def find(name):
    """The kind of that name. Raises Unknown."""
    if name not in _known and apps.get_containing_app_config(name):
        try:
            import_module(name.rpartition(".")[0])
        except Exception as error:
            raise Unknown(f"The job {name} cannot be loaded: {error}") from error
    if name not in _known:
        raise Unknown(f"This release has no job called {name}. Cancel it, or ask for it anew.")
    return _known[name]


def known():
    """The names of all that is loaded, and of what comes by schedule."""
    autodiscover_modules("schedule")
    return set(_known)


def is_long(name):
    try:
        return find(name).long
    except Unknown:
        return False


def label(name):
    """Like “Import records”, for people; made of its name where this release has no such job."""
    if name in _known:
        return _known[name].label
    return name.rpartition(".")[2].replace("_", " ").strip().capitalize()
