"""Whatever a person can type is shown as text, on every page that shows it."""

import json

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from articles import claims, publishing
from articles.models import (
    ArticleAuthor,
    Callout,
    Conclusion,
    Figure,
    KeyPoints,
    QuestionAnswer,
    Table,
    Text,
    Topic,
    Unknowns,
)
from references.models import Citation, Claim, SourceFamily
from references.notices import record_notice
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db(transaction=True)

RUN = "window.ran=1"
EVIL = f'<script>{RUN}</script>"><img src=x onerror={RUN}>\'`{{{{7*7}}}}{{% now "Y" %}}\u202e<!--main-->&lt;b&gt;</title>]]>'
RICH = f'<p onclick="{RUN}"><a href="javascript:{RUN}" title="&quot;><script>{RUN}</script>">link</a> {EVIL}</p>'


@pytest.fixture
def poisoned():
    """An edition, withdrawn editions and drafts with EVIL in every text that a person can enter."""
    boss = User.objects.create_superuser("boss", first_name=EVIL[:150], last_name=EVIL[:150])
    reviewer = builders.reviewer(first_name=EVIL[:150], last_name=EVIL[:150])
    name = [{"family": EVIL, "given": EVIL}, {"literal": EVIL}]
    source = builders.source(
        "evil2020", title=EVIL, authors=name, editors=name, container_title=EVIL, container_title_short=EVIL[:120],
        volume=EVIL[:40], issue=EVIL[:40], pages=EVIL[:60], number=EVIL[:60], publisher=EVIL, publisher_place=EVIL,
        edition=EVIL[:60], not_findable_because=EVIL, abstract=EVIL, sample_note=EVIL, population=EVIL, funding=EVIL,
        interests=EVIL, version_label=EVIL[:60], family=SourceFamily.objects.create(name=EVIL),
        url='https://example.org/?"><script>',
    )  # fmt: skip
    record_notice(
        source=source, kind="correction", by=reviewer, now=builders.NOW, note=EVIL, url="https://e.org/", doi="10.1/<b>"
    )
    sentence = builders.mark(f"{EVIL} fell.", "evil2020")
    article = builders.article(
        title=EVIL[:200], answer=RICH + f"<p>{sentence}</p>", summary=RICH, before_you_take_it=RICH, funding=EVIL, disclosures=EVIL,
    )  # fmt: skip
    article.topics.add(Topic.objects.create(name=EVIL[:100], slug="evil"))
    author = builders.contributor(name=EVIL, credentials=EVIL, interests=EVIL)
    ArticleAuthor.objects.create(article=article, contributor=author)
    at = {"parent": article, "region": "main"}
    for n, block in enumerate([Text, KeyPoints, Unknowns, Conclusion]):
        block.objects.create(**at, ordering=n, text=f"<h2>{EVIL}</h2><p>{builders.mark(EVIL, 'evil2020')}</p>{RICH}")
    QuestionAnswer.objects.create(**at, ordering=10, question=EVIL, answer=RICH + builders.mark(EVIL, "evil2020"))
    Callout.objects.create(**at, ordering=11, title=EVIL[:150], text=RICH)
    table = f"<table><tr><th>{EVIL}</th></tr><tr><td>{builders.mark(EVIL, 'evil2020')}</td></tr></table>"
    Table.objects.create(**at, ordering=12, caption=EVIL[:200], text=table)
    Figure.objects.create(
        **at, ordering=13, image=builders.image(), alt=EVIL, caption=RICH, creator=EVIL[:200], licence=EVIL[:100]
    )
    claims.sync(article, by=boss, now=later())
    about = {"reported_by": EVIL, "voice": "reported", "no_evidence_because": EVIL}
    passages = {"passages": [{"locator": EVIL, "quote": EVIL, "finding": EVIL}], "stance": "supports"}
    said = {str(c.pk): about | {"sources": {"evil2020": passages}} for c in Claim.objects.of(article).present()}
    claims.sync(article, by=boss, now=later(2), said=claims.read_said(json.dumps(said)))
    for citation in Citation.objects.present():
        builders.judge(citation, by=reviewer, now=later(3), note=EVIL)
        receipt = {"where": EVIL, "query": EVIL, "on": EVIL, "found": EVIL}
        builders.rate(citation.claim, by=reviewer, now=later(4), note=EVIL, receipts=[receipt])
    builders.publish(article, by=boss, now=later(5), note=EVIL)
    # after publication: a verdict and a notice that readers are told of
    builders.judge(Citation.objects.first(), "contradicted", by=reviewer, now=later(6), note=EVIL)
    record_notice(
        source=source, kind="concern", by=reviewer, now=later(7), note=EVIL, url="https://e.org/", doi="10.1/<b>"
    )
    return article, source, boss


def public_addresses(article, source):
    slug, claim = article.slug, Claim.objects.of(article).first()
    yield from (reverse(n) for n in ("home", "article-list", "source-list"))
    yield from (reverse(n, args=[slug]) for n in ("article", "evidence", "editions"))
    yield from (reverse(n, args=[slug, 1]) for n in ("edition", "edition-evidence"))
    yield from (reverse("claim", args=[claim.pk]), reverse("source", args=[source.citekey]))


def json_addresses(article, source):
    yield reverse("evidence-json", args=[article.slug])
    yield reverse("edition-evidence-json", args=[article.slug, 1])
    yield reverse("claim-json", args=[Claim.objects.of(article).first().pk])
    yield reverse("source-json", args=[source.citekey])


DELETABLE = {"article", "topic", "contributor", "claim", "source", "sourcefamily"}


def staff_addresses(article):
    for model in admin.site._registry:
        row = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{row}_changelist")
        if first := model._base_manager.first():
            yield reverse(f"{row}_change", args=[first.pk])
            yield reverse(f"{row}_history", args=[first.pk])
            if model._meta.model_name in DELETABLE:
                yield reverse(f"{row}_delete", args=[first.pk])
    for name in ("evidence", "preview", "findings", "withdraw"):
        yield reverse(f"admin:articles_article_{name}", args=[article.pk])
    citation = Citation.objects.present().first()
    sheet = reverse("admin:articles_article_evidence", args=[article.pk])
    yield from (f"{sheet}?claim={citation.claim_id}", f"{sheet}?citation={citation.pk}")
    yield f"{sheet}?citation={citation.pk}&passage={citation.passages.get().pk}"
    yield reverse("admin:articles_edition_suppress", args=[article.live_edition_id])
    yield reverse("admin:references_source_notice", args=[citation.source_id])
    yield reverse("admin:references_notice_lift", args=[citation.source.notices.first().pk])
    yield from (reverse("audit:queue"), reverse("audit:citation", args=[citation.pk]))
    yield reverse("audit:appraisal", args=[citation.claim_id])


_HARM = """() => [
  window.ran ? "a script ran" : "",
  ...[...document.querySelectorAll("img[src=x], [onerror], [onclick]")].map((e) => e.outerHTML.slice(0, 200)),
  ...[...document.querySelectorAll("a, form, iframe, img")].map((e) => e.href || e.action || e.src)
    .filter((to) => /^(javascript|data|vbscript):/i.test(to)),
  ...[...document.scripts].filter((s) => s.type !== "application/json" && s.text.includes("window.ran"))
    .map((s) => s.outerHTML.slice(0, 200)),
].filter(Boolean)"""


def open_all(page, addresses):
    for address in addresses:
        response = page.goto(address)
        assert response.status == 200, address
        assert page.evaluate(_HARM) == [], address
        html = response.text()
        assert f"<script>{RUN}" not in html, address
        assert "<img src=x" not in html, address
        assert ">49" not in html.replace("&#x27;", ""), address


def test_nothing_that_was_typed_runs_on_public_pages(page, live_server, csp_violations, poisoned, client):
    article, source, _ = poisoned
    found = csp_violations(page)
    open_all(page, public_addresses(article, source))
    assert found == []
    for address in json_addresses(article, source):
        response = client.get(address)
        assert (response.status_code, response["Content-Type"]) == (200, "application/json")
        assert EVIL[:40] in json.dumps(json.loads(response.content), ensure_ascii=False).replace('\\"', '"')
    # a withdrawn article, and an edition whose body went
    article.refresh_from_db()
    publishing.suppress(edition=article.live_edition, by=poisoned[2], now=later(9), what=EVIL, legal_basis=EVIL)
    gone = [reverse(n, args=[article.slug]) for n in ("article", "editions")]
    open_all(page, gone)
    assert found == []


def test_nothing_that_was_typed_runs_on_staff_pages(page, live_server, sign_in, csp_violations, poisoned):
    article, _, boss = poisoned
    article.refresh_from_db()
    found = csp_violations(page)
    sign_in(page, boss)
    open_all(page, staff_addresses(article))
    assert found == []
