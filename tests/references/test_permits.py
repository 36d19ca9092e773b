"""A right that somebody lacks is named, and so are people who have it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from references import permits
from tests import builders

pytestmark = pytest.mark.django_db


def refused(by, permission):
    with pytest.raises(permits.NotPermitted) as raised:
        permits.require(by, permission)
    return str(raised.value)


def test_a_refusal_says_what_is_not_allowed_and_who_may():
    builders.reviewer(first_name="Rita", last_name="Reviewer")
    said = refused(builders.editor(), "references.judge_citation")
    assert said == "You may not give verdicts on citations. These people may: Rita Reviewer."


def test_a_right_that_nobody_has_says_so():
    assert refused(builders.editor(), "articles.publish_article").endswith(
        "Nobody may yet; ask whoever gives out rights here."
    )


def test_rights_that_come_with_every_model_are_told_in_its_words():
    assert refused(builders.publisher(), "references.add_notice").startswith("You may not add notices.")


def test_superusers_may_by_rights():
    permits.require(builders.person(is_superuser=True), "articles.publish_article")


@pytest.mark.parametrize("who", [None, AnonymousUser()])
def test_nobody_may_do_nothing(who):
    refused(who, "references.judge_citation")


def test_accounts_that_were_closed_may_do_nothing():
    refused(builders.reviewer(is_active=False), "references.judge_citation")
