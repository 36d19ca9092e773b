"""The record of the catalogue can be checked."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from references.models import Claim
from supplements.models import Cell, Food
from tests.builders import source
from tests.supplement_builders import published_comparison, row, substance

pytestmark = pytest.mark.django_db


def test_a_whole_catalogue_is_found_whole():
    published_comparison()
    row(Food, substance(), sources=[source()])
    call_command("verify_record", verbosity=0)


@pytest.mark.parametrize(
    ("how", "found"),
    [
        (lambda: Cell.objects.update(text="About 40%"), "does not say what the row says"),
        (lambda: Claim.objects.update(heads={"row": "another"}), "does not say what the row says"),
        (lambda: Claim.objects.update(present=False), "does not stand as the row does"),
        (lambda: Cell.objects.update(text="", empty="withdrawn"), "does not stand as the row does"),
    ],
    ids=["row changed past its claim", "heads changed", "claim taken out", "row emptied"],
)
def test_a_row_whose_claim_says_something_else_is_found(how, found):
    published_comparison()
    how()
    with pytest.raises(CommandError, match=found):
        call_command("verify_record", verbosity=0)
