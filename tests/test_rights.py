"""Who may open and who may send which staff address: one table for all of them."""

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core import serializers
from django.urls import get_resolver, reverse
from django.utils import timezone
from reversion.models import Version

from articles import publishing, snapshot, waiving
from articles.models import QuestionAnswer, Topic
from articles.rule_pages import waive_address
from references import looking_up
from references.audit.verdicts import give_verdict
from references.duplicates.merging import merge
from references.importing import reading, starting
from references.jobs.pruning import remove_old_jobs
from references.models import Collection, LookAlike, SourceFamily, Tag
from references.notices import record_notice
from supplements.models import FACTS, HowToTake
from tests import builders
from tests import supplement_builders as made
from tests.articles.admin_forms import filled

pytestmark = pytest.mark.django_db

E, R, P = "editor", "reviewer", "publisher"
ALL, NOBODY = {E, R, P}, set()
PEOPLE = ["anonymous", "reader with an account", E, R, P]

# What each model's pages allow: who sees lists, objects and histories; who adds, changes, deletes.
MODELS = {
    "articles_article": (ALL, {E}, {E}, {E}),
    "articles_contributor": (ALL, {E}, {E}, NOBODY),
    "articles_edition": (ALL, NOBODY, NOBODY, NOBODY),
    "articles_ruleweight": (ALL, {P}, {P}, {P}),
    "articles_topic": (ALL, {E}, {E}, NOBODY),
    "references_appraisal": (ALL, NOBODY, NOBODY, NOBODY),
    "references_citation": (ALL, NOBODY, NOBODY, NOBODY),
    "references_collection": (ALL, {E}, {E}, {E}),
    "references_claim": (ALL, NOBODY, NOBODY, NOBODY),
    "references_import": ({E}, {E}, {E}, NOBODY),
    "references_job": (ALL, NOBODY, NOBODY, NOBODY),
    "references_lookalike": (ALL, NOBODY, {E}, NOBODY),
    "references_notice": (ALL, NOBODY, NOBODY, NOBODY),
    "references_source": (ALL, {E}, {E}, {E}),
    "references_sourcefamily": (ALL, {E}, {E}, NOBODY),
    "references_sourcemerge": (ALL, NOBODY, NOBODY, NOBODY),
    "references_tag": (ALL, {E}, {E}, {E}),
    "references_verdict": (ALL, NOBODY, NOBODY, NOBODY),
    "supplements_adverseeffect": (ALL, {E}, {E}, {E}),
    "supplements_attribute": (ALL, {E}, {E}, {E}),
    "supplements_authority": (ALL, {E}, {E}, {E}),
    "supplements_caution": (ALL, {E}, {E}, {E}),
    "supplements_comparison": (ALL, {E}, {E}, {E}),
    "supplements_definition": (ALL, {E}, {E}, {E}),
    "supplements_food": (ALL, {E}, {E}, {E}),
    "supplements_form": (ALL, {E}, {E}, {E}),
    "supplements_howtotake": (ALL, {E}, {E}, {E}),
    "supplements_intakevalue": (ALL, {E}, {E}, {E}),
    "supplements_interaction": (ALL, {E}, {E}, {E}),
    "supplements_medicine": (ALL, {E}, {E}, {E}),
    "supplements_studieddose": (ALL, {E}, {E}, {E}),
    "supplements_substance": (ALL, {E}, {E}, {E}),
    "auth_group": (NOBODY, NOBODY, NOBODY, NOBODY),
    "auth_user": (NOBODY, NOBODY, NOBODY, NOBODY),
    "axes_accessattempt": (NOBODY, NOBODY, NOBODY, NOBODY),
    "axes_accessfailurelog": (NOBODY, NOBODY, NOBODY, NOBODY),
    "axes_accesslog": (NOBODY, NOBODY, NOBODY, NOBODY),
}
# Every other address: who may open it, who may send it. None: it takes no such request.
OTHERS = {
    "admin:articles_article_evidence": (ALL, {E}),
    "admin:articles_article_preview": (ALL, ALL),
    "admin:articles_article_findings": (ALL, ALL),
    "admin:articles_article_publish": (None, {P}),
    "admin:articles_article_withdraw": ({P}, {P}),
    "admin:articles_article_emergency": ({P}, {P}),
    "admin:articles_article_recoverlist": ({E}, {E}),
    "admin:articles_article_recover": ({E}, {E}),
    "admin:articles_article_revision": (ALL, {E}),
    "admin:articles_article_claim_dialog": (ALL, None),
    "admin:articles_article_claim_dialog_claims": (ALL, None),
    "admin:articles_article_claim_dialog_sources": (ALL, None),
    "admin:articles_article_claim_dialog_add_source": (None, {E}),
    "admin:articles_article_claim_dialog_ask": (None, {E}),
    "admin:articles_article_claim_dialog_answer": (ALL, None),
    "admin:articles_article_claim_dialog_take": (None, {E}),
    "admin:articles_edition_suppress": (NOBODY, NOBODY),
    "admin:references_import_record": ({E}, {E}),
    "admin:references_import_unreadable": ({E}, None),
    "admin:references_job_progress": (ALL, None),
    "admin:references_job_cancel": (None, NOBODY),  # an editor their own, see tests/references/jobs
    "admin:references_job_retry": (None, NOBODY),
    "admin:references_source_look_up_ask": (None, {E}),
    "admin:references_source_look_up": (ALL, {E}),
    "admin:references_source_look_up_state": (ALL, None),
    "admin:references_source_look_up_again": (None, {E}),
    "admin:references_source_look_ups": ({E}, {E}),
    "admin:references_source_check": (None, {E, R}),
    "admin:references_source_merge": (ALL, None),
    "admin:references_source_compare": (ALL, {E}),
    "admin:references_source_merge_undo": ({E}, {E}),
    "admin:references_lookalike_find": (None, {E}),
    "admin:references_source_notice": ({E, R}, {E, R}),
    "admin:references_source_attach": ({E}, {E}),
    "admin:references_attachment": (ALL, None),
    "admin:references_attachment_delete": ({E}, {E}),
    "admin:references_notice_lift": ({E}, {E}),
    "admin:supplements_comparison_export": (ALL, None),
    "admin:supplements_comparison_sheet": ({E}, {E}),
    "admin:supplements_comparison_structure": (ALL, {E}),
    "admin:supplements_substance_row": (ALL, None),
    "admin:auth_user_password_change": (NOBODY, NOBODY),
    "audit:queue": ({R}, None),
    "audit:start": (None, {R}),
    "audit:take": (None, {R}),
    "audit:release": (None, {R}),
    "audit:skip": ({R}, {R}),
    "audit:assign": ({R}, {R}),
    "audit:citation": ({R}, {R}),
    "audit:undo": (None, {R}),
    "audit:appraisal": ({R}, {R}),
    "audit:opinion": ({R, P}, {R, P}),
    "audit:report": ({R}, {R}),
    "audit:invitations": ({R, P}, None),
    "audit:invite": ({R, P}, {R, P}),
    "audit:invitation": ({R, P}, {R, P}),
    "approve": ({R, P}, {R, P}),
    "approve-afterwards": ({R, P}, {R, P}),
    "audit-dashboard": (ALL, None),
    "audit-figure": (ALL, None),
    "audit-report": (ALL, None),
    "audit-rules": (ALL, None),
    "audit-waive": ({R}, {R}),
}
# Of the admin itself, the same for every person who may sign in to it.
STOCK = {
    "index", "login", "logout", "password_change", "password_change_done", "autocomplete", "jsi18n", "view_on_site",
    "app_list", None,
}  # fmt: skip


@pytest.fixture
def desk():
    """An article that is live, a draft over it, and one row of everything; what each address needs in its place."""
    article, citation, edition = builders.published_article()
    now = timezone.now()
    boss = User.objects.create_superuser("boss")
    source = citation.source
    notice = record_notice(source=source, kind="correction", by=boss, now=now)
    verdict = give_verdict(citation=citation, outcome="supported", by=builders.reviewer(), now=timezone.now())
    appraisal = builders.rate(citation.claim)
    return {
        "articles_article": article,
        "articles_contributor": article.authors.get(),
        "articles_edition": edition,
        "articles_ruleweight": builders.rule_weight(by=boss),
        "articles_topic": Topic.objects.create(name="Back pain", slug="back-pain"),
        "references_appraisal": appraisal,
        "references_citation": citation,
        "references_claim": citation.claim,
        "references_import": an_import(boss, now),
        "references_job": remove_old_jobs.ask(title="Remove old jobs", by=boss, now=now),
        "references_notice": notice,
        "references_source": source,
        "references_sourcefamily": SourceFamily.objects.create(name="Cochrane"),
        "references_sourcemerge": merge(winner=builders.source(), loser=builders.source(), by=boss, now=now),
        "references_lookalike": LookAlike.objects.create(
            first=source, second=builders.source(), score=97, digest="x", found_at=now
        ),
        "references_collection": Collection.objects.create(name="Sleep"),
        "references_attachment": builders.attachment(source),
        "references_tag": Tag.objects.create(name="to read"),
        "references_verdict": verdict,
        **catalogue(),
        "auth_group": boss.groups.model.objects.first(),
        "auth_user": boss,
        "axes_accessattempt": AccessAttempt.objects.create(failures_since_start=1),
        "axes_accessfailurelog": AccessFailureLog.objects.create(),
        "axes_accesslog": AccessLog.objects.create(),
    }


def catalogue():
    """One row of every kind in the catalogue."""
    compared = made.comparison()
    asked = made.attribute(compared)
    facts = {model: made.row(model, compared.substance) for model in FACTS if model is not HowToTake}
    facts[HowToTake] = made.row(HowToTake, compared.substance, topic="food", advice="Take it with food.")
    rows = {model._meta.model_name: row for model, row in facts.items()}
    rows |= {
        "comparison": compared,
        "attribute": asked,
        "substance": compared.substance,
        "form": compared.forms.first(),
    }
    rows |= {"authority": made.authority(), "medicine": made.medicine()}
    return {f"supplements_{name}": row for name, row in rows.items()}


def an_import(by, now):
    """A file with one record, read and waiting for a person."""
    content = b"TY  - JOUR\nTI  - Forged\nER  - \n"
    batch = starting.start(iter([content]), name="library.ris", size=len(content), by=by, now=now)
    reading.read_file(batch, say=lambda *said, **counts: None, now=now)
    return batch


@pytest.fixture
def version(desk, client):
    """A version of the article as reversion keeps it."""
    client.force_login(builders.editor())
    address = reverse("admin:articles_article_change", args=[desk["articles_article"].pk])
    assert client.post(address, filled(client.get(address))).status_code == 302
    client.logout()
    return Version.objects.get_for_object(desk["articles_article"]).first()


def people():
    account = User.objects.create_user("account", password="a long demo password")
    made = {"anonymous": None, "reader with an account": account}
    return made | {E: builders.editor(), R: builders.reviewer(), P: builders.publisher()}


def state():
    """All that must not change by the hand of somebody who may not change it."""
    models = [m for app in ("articles", "references", "supplements") for m in apps.get_app_config(app).get_models()]
    rows = [row for model in [*models, User] for row in model._base_manager.order_by("pk")]
    for row in rows:
        row.last_login = None
    return serializers.serialize("json", rows)


def check(client, address, who, may, method, body=None, kind=None):
    """`who` gets what `may` (a set of roles, or None) says; whoever may not changes nothing."""
    name, user = who
    client.logout()
    if user:
        client.force_login(user)
    before = state() if method == "post" else ""
    extra = {"content_type": kind} if kind else {}
    response = client.get(address) if method == "get" else client.post(address, body or {}, **extra)
    about = f"{method} {address} as {name}: {response.status_code}"
    if name == "anonymous" or (user and not user.is_staff and address.startswith("/admin/")):
        assert response.status_code == 302, about
        assert response["Location"].startswith("/admin/login/?next="), about
    elif name in (may or ()):
        assert response.status_code in {200, 201, 302, 400, 409, 422}, about
        assert "/login/" not in response.get("Location", ""), about
    elif may is None:
        assert response.status_code in {403, 405}, about
    else:
        assert response.status_code == 403, about
        text = response.content.decode()
        assert "may" in text, about
        assert "Traceback" not in text, about
    if method == "post" and name not in (may or ()):
        assert state() == before, about


def test_every_staff_address_stands_in_the_table():
    staff = {p.name for p in _patterns(get_resolver()) if p.lookup_str != "django.views.static.serve"}
    of_models = {f"{m}_{page}" for m in MODELS for page in ("changelist", "add", "change", "delete", "history")}
    known = of_models | {name.rpartition(":")[2] for name in OTHERS} | STOCK
    assert staff - known == set()
    registered = {f"{m._meta.app_label}_{m._meta.model_name}" for m in admin.site._registry}
    assert registered == set(MODELS)


def _patterns(resolver, inside=False):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern, inside or str(pattern.pattern) in {"admin/", "audit/"})
        elif inside:
            yield pattern


@pytest.mark.parametrize("model", MODELS)
def test_each_page_of_a_model_is_for_those_in_the_table(client, desk, model):
    see, add, change, delete = MODELS[model]
    pk = desk[model].pk
    row = f"admin:{model}"
    for who in people().items():
        listed = reverse(f"{row}_changelist")
        check(client, listed, who, see, "get")
        check(client, reverse(f"{row}_history", args=[pk]), who, see, "get")
        check(client, reverse(f"{row}_change", args=[pk]), who, see | change, "get")
        check(client, reverse(f"{row}_change", args=[pk]), who, change, "post", {"name": "Forged", "title": "Forged"})
        check(client, reverse(f"{row}_add"), who, add, "get")
        check(client, reverse(f"{row}_add"), who, add, "post", {"name": "Forged", "slug": "forged"})
        if who[0] not in delete:
            check(client, reverse(f"{row}_delete", args=[pk]), who, delete, "get")
            check(client, reverse(f"{row}_delete", args=[pk]), who, delete, "post", {"post": "yes"})
            _ask_to_delete_from_the_list(client, listed, pk)


def _ask_to_delete_from_the_list(client, address, pk):
    before = state()
    body = {"action": "delete_selected", "_selected_action": [str(pk)], "post": "yes", "index": "0"}
    assert client.post(address, body).status_code in {200, 302, 403}
    assert state() == before


@pytest.mark.parametrize("name", OTHERS)
def test_each_other_address_is_for_those_in_the_table(client, desk, version, name):
    article, citation = desk["articles_article"], desk["references_citation"]
    look_up = looking_up.ask("", by=builders.editor(), now=timezone.now(), source=desk["references_source"])
    citation.refresh_from_db()
    token = publishing.preview_token(snapshot.freeze(article), publishing.last_edition(article))
    said = {"seen_digest": citation.digest, "outcome": "supported", "direction": "for", "level": "low"}
    typed = {
        "token": token, "note": "Forged.", "kind": "major", "assurance": "checked", "because": "Forged.",
        "what": "All.", "legal_basis": "None.", "claim-kind": "dose", "claim-voice": "reported", "password1": "forged",
        **said,
    }  # fmt: skip
    places = {
        "audit-figure": ["coverage", "csv"],
        "admin:articles_article_recover": [version.pk],
        "admin:articles_article_revision": [article.pk, version.pk],
        "admin:articles_edition_suppress": [desk["articles_edition"].pk],
        "admin:references_import_record": [desk["references_import"].pk, 1],
        "admin:references_import_unreadable": [desk["references_import"].pk],
        "admin:references_job_progress": [desk["references_job"].pk],
        "admin:references_job_cancel": [desk["references_job"].pk],
        "admin:references_job_retry": [desk["references_job"].pk],
        "admin:references_source_look_up": [look_up.pk],
        "admin:references_source_look_up_state": [look_up.pk],
        "admin:references_source_look_up_again": [desk["references_source"].pk],
        "admin:references_source_look_ups": [look_up.job_id],
        "admin:references_source_check": [desk["references_source"].pk],
        "admin:references_source_notice": [desk["references_source"].pk],
        "admin:references_notice_lift": [desk["references_notice"].pk],
        "admin:references_source_merge": [desk["references_source"].pk],
        "admin:references_source_compare": [desk["references_source"].pk, builders.source().pk],
        "admin:references_source_merge_undo": [desk["references_sourcemerge"].pk],
        "admin:references_source_attach": [desk["references_source"].pk],
        "admin:references_attachment": [desk["references_attachment"].pk],
        "admin:references_attachment_delete": [desk["references_attachment"].pk],
        "admin:supplements_comparison_export": [desk["supplements_comparison"].pk, "csv"],
        "admin:supplements_comparison_sheet": [desk["supplements_comparison"].pk],
        "admin:supplements_comparison_structure": [desk["supplements_comparison"].pk],
        "admin:supplements_substance_row": [desk["supplements_food"].pk],
        "admin:auth_user_password_change": [desk["auth_user"].pk],
        **{f"audit:{act}": ["citation", citation.pk] for act in ("take", "release", "skip", "assign")},
        "audit:citation": [citation.pk],
        "audit:undo": [citation.pk],
        "audit:appraisal": [citation.claim_id],
        "approve-afterwards": [article.pk, desk["articles_edition"].number],
        "audit:opinion": [citation.pk],
        "audit:report": [builders.reported(citation.claim).pk],
        "audit:invitation": [builders.invitation(citation.claim).pk],
    }
    alone = (
        "_find",
        "recoverlist",
        "claim_dialog",
        "claims",
        "sources",
        "add_source",
        "_ask",
        "_answer",
        "_take",
        "queue",
        "audit:start",
        "audit:invitations",
        "audit:invite",
        "audit-rules",
        "audit-dashboard",
    )
    address = reverse(name, args=places.get(name, [] if name.endswith(alone) else [article.pk]))
    if name.endswith("_answer"):
        address += f"?id={look_up.pk}"
    if name == "admin:articles_article_evidence":
        address += f"?claim={citation.claim_id}"
    if name == "audit-waive":
        QuestionAnswer.objects.create(parent=article, region="main", ordering=90, question="Why?")
        found = waiving.found_in(article, now=timezone.now())
        address = next(waive_address(article.pk, f) for f in found.values() if f.code == "question-without-answer")
    if name == "admin:articles_article_claim_dialog_add_source":
        body, kind = '{"title": "Forged", "identifier": "https://example.org/"}', "application/json"
    else:
        body, kind = typed, None
    opens, sends = OTHERS[name]
    # those who may come last, so that nobody meets what they changed
    for who in sorted(people().items(), key=lambda p: p[0] in (sends or ())):
        check(client, address, who, opens, "get")
        if name == "admin:articles_article_recover" and who[0] in sends:
            continue  # the article stands, so there is nothing to recover
        check(client, address, who, sends, "post", body, kind)
