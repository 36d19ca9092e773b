"""While two reviewers are not at one, a checked edition waits."""

import pytest
from django.urls import reverse

from articles import checks, snapshot
from articles.checks import Request, Severity
from articles.checks.standing import DISPUTED
from references.audit import opinions
from references.outcomes import Outcome
from references.status import Assurance
from tests import builders
from tests.articles.frozen_content import citation, claim
from tests.builders import later

CASES = [
    # what is frozen, the assurance asked for, what is found
    ({"disputed": True}, Assurance.CHECKED, Severity.BLOCK),
    ({"disputed": True}, Assurance.NOT_YET_CHECKED, Severity.WARN),
    ({"disputed": True, "judged": None}, Assurance.CHECKED, Severity.BLOCK),
    ({}, Assurance.CHECKED, None),
    ({}, Assurance.NOT_YET_CHECKED, None),
]


@pytest.mark.parametrize(("frozen", "assurance", "severity"), CASES)
def test_an_open_second_opinion_stops_a_checked_edition(frozen, assurance, severity):
    content = {"claims": [claim("a", citations=[citation(**frozen)])], "sources": []}
    found = [f.severity for f in checks.standing.reviewers_are_at_one(content, Request(assurance=assurance))]
    assert found == ([severity] if severity is not None else [])


def test_nobody_weighs_or_waives_it():
    assert DISPUTED.fixed
    assert checks.RULES["disputed"] is DISPUTED


@pytest.mark.django_db
def test_a_draft_says_so_while_it_is_open_and_not_after():
    article, cited = builders.cited_article()
    first, second = builders.reviewer(), builders.reviewer()
    builders.judge(cited, by=first)

    def disputed():
        return snapshot.freeze(article).content["claims"][0]["citations"][0].get("disputed")

    assert disputed() is None
    opinions.ask(citation=cited, by=first, now=builders.later(3))
    assert disputed() is True
    builders.judge(cited, Outcome.CONTRADICTED, by=second, now=builders.later(4))
    assert disputed() is True
    builders.judge(cited, Outcome.SUPPORTED, by=second, now=builders.later(5))
    assert disputed() is None


@pytest.mark.django_db
def test_an_expert_is_shown_with_what_they_are():
    article, cited = builders.cited_article()
    invitation = builders.invitation(cited.claim, name="Dr Ada Outside", credentials="Pharmacist")
    builders.give_verdict(citation=cited, outcome=Outcome.SUPPORTED, invitation=invitation, now=builders.later(2))
    frozen = snapshot.freeze(article)
    said = frozen.content["claims"][0]["citations"][0]["verdict"]["reviewer"]
    assert said == f"invitation-{invitation.pk}"
    assert frozen.people["users"][said] == "Dr Ada Outside, Pharmacist"


@pytest.mark.django_db
def test_whoever_gives_a_second_opinion_reads_the_first_verdict_on_no_page_of_staff(client):
    first = builders.reviewer(first_name="Xaver", last_name="First")
    article, citation = builders.cited_article()
    wrong = {"note": "The note of the first.", "suggested": "A suggestion of the first."}
    builders.judge(citation, Outcome.CONTRADICTED, by=first, **wrong)
    opinions.ask(citation=citation, by=first, now=later(3))
    sheet, preview = (f"admin:articles_article_{name}" for name in ("evidence", "preview"))
    pages = [
        reverse("audit:appraisal", args=[citation.claim_id]),
        reverse("audit-report", args=[article.pk]),
        reverse("audit-report", args=[article.pk]) + "?format=json",
        reverse("audit-report", args=[article.pk]) + "?format=csv",
        reverse("approve", args=[article.pk]),
        reverse(sheet, args=[article.pk]),
        reverse(preview, args=[article.pk]),
        reverse("admin:references_source_change", args=[citation.source_id]),
        reverse("admin:references_claim_change", args=[citation.claim_id]),
        reverse("admin:references_citation_changelist"),
        reverse("admin:references_verdict_changelist"),
    ]
    tells = (
        "of the first.",
        "contradicted, Xaver",
        "contradicted</td>",
        "<p>contradicted</p>",
        "Contradicted (",
        "disagrees",
    )
    told = {}
    for who in (first, builders.person("Reviewer", "Editor")):
        client.force_login(who)
        told[who == first] = {at: [t for t in tells if t in client.get(at).content.decode()] for at in pages}
    assert all(told[True].values()), "who gave it reads it everywhere"
    assert not any(told[False].values()), told[False]
