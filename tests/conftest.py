"""What every test needs: the record's triggers lifted for a flush only."""

import pytest
from django.db import connections
from django.test import TransactionTestCase

from references import append_only


@pytest.fixture(autouse=True, scope="session")
def _flush_lifts_triggers():
    """A flush empties tables, which the triggers refuse; migrate's signal puts them back right after it."""
    original = TransactionTestCase._fixture_teardown

    def teardown(self):
        for alias in self._databases_names(include_mirrors=False):
            append_only.drop(connections[alias])
        original(self)

    TransactionTestCase._fixture_teardown = teardown
    yield
    TransactionTestCase._fixture_teardown = original
