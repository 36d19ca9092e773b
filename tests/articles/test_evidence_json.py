"""The evidence as data: a contract, so fields are named one by one."""

import pytest
from django.urls import reverse

from articles import publishing
from references.notices import record_notice
from references.outcomes import Outcome, Stance
from tests import builders

pytestmark = pytest.mark.django_db


def json_at(client, name, *args, status=200):
    response = client.get(reverse(name, args=args))
    assert response.status_code == status
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "application/json"
    return response.json()


def test_the_evidence_of_an_article_has_exactly_the_fields_of_the_contract(client):
    article, citation, edition = builders.published_article("Pain fell by 2 points.")
    data = json_at(client, "evidence-json", article.slug)
    claim = data.pop("claims")[0]
    assert data == {
        "schema": 1,
        "article": {"id": str(article.pk), "slug": article.slug, "title": article.title},
        "edition": 1,
        "digest": edition.digest,
        "assurance": "checked",
        "published_at": "2026-03-04T09:05:00.000000Z",
        "live": {"status": "current", "notices": [], "emergency": None},
        "demonstration": False,
        "approvals": [],
        "waivers": [],
    }
    verdict = citation.verdicts.get()
    assert claim == {
        "id": str(citation.claim_id),
        "text": "Pain fell by 2 points.",
        "where": {"section": "Trials", "anchor": f"c-{citation.claim_id.hex[:12]}"},
        "voice": "own",
        "reported_by": "",
        "kind": "efficacy",
        "status": "matches",
        "reason": "",
        "heads": {},
        "certainty": None,
        "waivers": [],
        "citations": [
            {
                "source": citation.source.citekey,
                "stance": "supports",
                "passages": [
                    {"locator": "Abstract", "quote": "", "finding": "Pain fell by 2 points.", "basis": "abstract"}
                ],
                "verdict": "supported",
                "mismatches": [],
                "note": "",
                "read": "",
                "way": "",
                "checked_by": verdict.reviewer_name,
                "expert": False,
                "checked_at": "2026-03-04T09:02:00.000000Z",
                "in_force": True,
                "context_changed": False,
                "disputed": False,
                "source_status": "unknown",
            }
        ],
    }


def test_certainty_is_an_object_once_somebody_weighed_all_the_evidence(client):
    article, citation = builders.cited_article()
    builders.judge(citation)
    builders.rate(citation.claim, "for", "low", note="One small trial.")
    builders.publish(article)
    certainty = json_at(client, "evidence-json", article.slug)["claims"][0]["certainty"]
    assert (certainty["level"], certainty["direction"], certainty["note"]) == ("low", "for", "One small trial.")
    assert set(certainty) == {
        "level", "direction", "reasons", "note", "receipts", "by", "expert", "independent", "at",
    }  # fmt: skip


def test_an_unjudged_citation_has_no_verdict_and_no_name(client):
    article, _ = builders.cited_article()
    builders.publish(article, assurance="not-yet-checked")
    data = json_at(client, "evidence-json", article.slug)
    assert data["assurance"] == "not-yet-checked"
    cited = data["claims"][0]["citations"][0]
    assert (cited["verdict"], cited["checked_by"], cited["checked_at"]) == (None, None, None)


def test_what_became_known_since_stands_under_live(client):
    article, citation, _ = builders.published_article()
    before = client.get(reverse("evidence-json", args=[article.slug]))["ETag"]
    builders.judge(citation, Outcome.CONTRADICTED, now=builders.later(20), note="It rose.")
    record_notice(source=citation.source, kind="retraction", by=builders.editor(), now=builders.later(21))
    response = client.get(reverse("evidence-json", args=[article.slug]))
    notices = response.json()["live"]["notices"]
    # the retraction changed what is judged, so the verdict of a minute before is no alert any more
    assert [(n["kind"], n["what"], n["source"]) for n in notices][-1] == (
        "notice",
        "retraction",
        citation.source.citekey,
    )
    assert response["ETag"] != before


def test_an_older_edition_says_that_it_is_superseded(client):
    article, citation, _ = builders.published_article()
    html = f"<p>{builders.mark('Pain fell by 3 points.', citation.source.citekey, id=citation.claim_id)}</p>"
    builders.rewrite(article, html, by=builders.editor(), now=builders.later(10))
    builders.judge(citation, now=builders.later(11))
    builders.publish(article, now=builders.later(12), note="The figure was mended.")
    assert json_at(client, "edition-evidence-json", article.slug, 1)["live"]["status"] == "superseded"
    assert json_at(client, "edition-evidence-json", article.slug, 2)["live"]["status"] == "current"
    history = json_at(client, "claim-json", citation.claim_id)["history"]
    assert [(h["edition"], h["text"], h["status"]) for h in history] == [
        (2, "Pain fell by 3 points.", "matches"),
        (1, "Pain fell by 2 points.", "matches"),
    ]


def test_a_withdrawn_article_keeps_the_data_of_its_editions(client):
    article, citation, _ = builders.published_article()
    publishing.withdraw(article=article, by=builders.publisher(), now=builders.later(30), because="Wrong.")
    assert json_at(client, "edition-evidence-json", article.slug, 1)["live"]["status"] == "withdrawn"
    assert json_at(client, "claim-json", citation.claim_id)["current"] is False
    assert json_at(client, "source-json", citation.source.citekey)["claims"] == []


def test_an_edition_whose_body_was_removed_says_what_and_why(client):
    article, citation, edition = builders.published_article()
    publishing.suppress(
        edition=edition, by=builders.administrator(), now=builders.later(40), what="A name.", legal_basis="GDPR."
    )
    data = json_at(client, "edition-evidence-json", article.slug, 1, status=410)
    assert data["removed"]["what"] == "A name."
    assert data["digest"] == edition.digest
    assert "claims" not in data
    assert json_at(client, "claim-json", citation.claim_id, status=410)["history"][0]["text"] is None


def test_a_source_lists_the_live_claims_resting_on_it(client):
    article, citation, _ = builders.published_article("Pain fell by 2 points.")
    data = json_at(client, "source-json", citation.source.citekey)
    assert data["status"] == "unknown"
    assert data["csl"]["DOI"] == citation.source.doi
    assert "abstract" not in data["csl"]
    assert data["claims"] == [
        {
            "id": str(citation.claim_id),
            "text": "Pain fell by 2 points.",
            "article": {"id": str(article.pk), "slug": article.slug, "title": article.title},
            "edition": 1,
            "anchor": f"c-{citation.claim_id.hex[:12]}",
            "stance": "supports",
            "status": "matches",
        }
    ]


def test_a_claim_as_data_has_its_evidence_and_its_place(client):
    article, citation, _ = builders.published_article(
        "Labels say more.", stance=Stance.SUPPORTS, voice="reported", kind="mechanism"
    )
    data = json_at(client, "claim-json", citation.claim_id)
    assert (data["schema"], data["edition"], data["current"], data["voice"]) == (1, 1, True, "reported")
    assert data["article"]["slug"] == article.slug
    assert data["citations"][0]["verdict"] == "supported"
