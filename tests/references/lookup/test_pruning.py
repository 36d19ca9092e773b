from datetime import timedelta

import pytest

from references import jobs
from references.lookup import client
from references.lookup.pruning import remove_old_answers
from references.models import StoredAnswer
from tests.builders import NOW

pytestmark = pytest.mark.django_db


def test_answers_that_nobody_asked_for_in_a_long_time_go(catalogues):
    client.get(catalogues.page("/old", "Old"), now=NOW - timedelta(days=91))
    client.get(catalogues.page("/new", "New"), now=NOW - timedelta(days=1))
    remove_old_answers.ask(title="Remove old answers", by=None, now=NOW)
    jobs.run_waiting(NOW)
    assert [answer.url.rpartition("/")[2] for answer in StoredAnswer.objects.all()] == ["new"]
