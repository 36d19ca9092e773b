from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from reversion.models import Version

from articles.models import Text
from references.corrections import change_citation
from references.judged import refresh_digests
from references.models import Citation, Passage
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    person = builders.editor(first_name="Ed", last_name="Itor")
    client.force_login(person)
    return person


def address(article):
    return reverse("admin:articles_article_evidence", args=[article.pk])


def opened(client, article, **query):
    return client.get(address(article), query)


def save(client, article, query, **typed):
    """What the browser posts from an opened row: its hidden fields, then what was typed."""
    shown = opened(client, article, **query).context["edit"]
    hidden = {"seen": shown.seen, "draft_version": article.draft_version}
    return post(client, article, query, **hidden, **typed)


def post(client, article, query, **body):
    parts = "&".join(f"{name}={value}" for name, value in query.items())
    return client.post(f"{address(article)}?{parts}", body, follow=True)


def of_claim(**typed):
    about = {"kind": "efficacy", "voice": "own", "reported_by": "", "no_evidence_because": ""} | typed
    return {f"claim-{name}": value for name, value in about.items()}


def of_citation(citation, **typed):
    about = {"stance": citation.stance, "passages": [p.pk for p in citation.passages.all()], "basis": "abstract"}
    return {f"citation-{name}": value for name, value in (about | typed).items()}


def of_passage(passage, **typed):
    about = {name: getattr(passage, name) for name in ("locator", "quote", "finding", "basis")}
    return {f"passage-{name}": value for name, value in (about | typed).items()}


def said(response):
    return " ".join(str(m) for m in response.context["messages"])


# ---- what it shows


def test_the_sheet_shows_each_claim_with_its_sources_passages_and_status(client, editor):
    article, citation = builders.cited_article("Pain fell by 2 points.")
    page = opened(client, article).content.decode()
    assert "Pain fell by 2 points." in page
    assert citation.source.citekey in page
    assert "Not yet checked" in page
    assert citation.get_audit_url() in page
    builders.judge(citation)
    page = opened(client, article).content.decode()
    assert "Matches its source" in page
    assert "Supported" in page


def test_claims_stand_in_reading_order_under_their_sections(client, editor):
    a, b = builders.source(), builders.source()
    html = f"<h2>One</h2><p>{builders.mark('First.', a.citekey)}</p><h2>Two</h2><p>{builders.mark('Second.', b.citekey)}</p>"
    article = builders.article(html, answer=f"<p>{builders.mark('The answer.', a.citekey)}</p>")
    page = opened(client, article).content.decode().partition('<table class="sheet"')[2]
    places = [page.index(text) for text in ("The answer.", ">One<", "First.", ">Two<", "Second.")]
    assert places == sorted(places)


def test_a_source_that_nobody_has_is_said_at_its_claim(client, editor):
    article = builders.article(f"<p>{builders.mark('Pain fell.', 'nobody2020')}</p>")
    assert "There is no source “nobody2020”." in opened(client, article).content.decode()


def test_the_bar_counts_what_is_complete_stale_and_never_checked(client, editor):
    sources = [builders.source() for _ in range(3)]
    marks = [builders.mark(f"Sentence {n}.", s.citekey, id=uuid4()) for n, s in enumerate(sources)]
    article = builders.article("".join(f"<p>{m}</p>" for m in marks))
    fresh, stale, _ = Citation.objects.order_by("claim__position")
    for citation in (fresh, stale):
        passage = builders.passage(citation.source)
        citation.passages.add(passage)
    refresh_digests(Citation.objects.all())
    builders.judge(Citation.objects.get(pk=fresh.pk))
    builders.judge(Citation.objects.get(pk=stale.pk))
    builders.rewrite(article, Text.objects.get(parent=article).text.replace("Sentence 1", "Phrase 1"), by=editor)
    sheet = opened(client, article).context["sheet"]
    assert (sheet.complete, len(sheet.citations)) == (1, 3)
    assert [(part, count) for part, count, *_ in sheet.bar] == [("fresh", 1), ("misfit", 0), ("stale", 1), ("never", 1)]
    assert (sheet.with_locator, sheet.with_words) == (2, 2)


def test_a_citation_without_locator_is_incomplete_although_it_was_judged(client, editor):
    article, citation = builders.cited_article()
    Passage.objects.update(locator="")
    refresh_digests(Citation.objects.all())
    citation.refresh_from_db()
    builders.judge(citation)
    response = opened(client, article)
    assert response.context["sheet"].complete == 0
    assert "Locator" in response.content.decode()


def test_a_verdict_against_the_stance_is_counted_apart(client, editor):
    article, citation = builders.cited_article()
    builders.judge(citation, "contradicted")
    bar = opened(client, article).context["sheet"].bar
    assert bar[1][:2] == ("misfit", 1)


@pytest.mark.parametrize(
    ("show", "texts"),
    [
        ("all", ["Judged.", "Not judged.", "Nobody knows.", "Bare."]),
        ("never", ["Not judged."]),
        ("stale", []),
        ("incomplete", ["Bare."]),
        ("open", ["Nobody knows."]),
        ("problems", ["Not judged.", "Nobody knows.", "Bare."]),
        ("no such filter", ["Judged.", "Not judged.", "Nobody knows.", "Bare."]),
    ],
)
def test_chips_filter_the_claims(client, editor, show, texts):
    a, b, ids = builders.source(), builders.source(), [uuid4() for _ in range(4)]
    about = builders.said(ids[0], sources={a.citekey: ("supports", "It fell.")})
    about |= builders.said(ids[1], sources={b.citekey: ("supports", "It fell.")})
    about |= builders.said(ids[2], no_evidence_because="Nobody looked.")
    html = (
        f"<p>{builders.mark('Judged.', a.citekey, id=ids[0])} {builders.mark('Not judged.', b.citekey, id=ids[1])} "
        f"{builders.mark('Nobody knows.', id=ids[2])} {builders.mark('Bare.', id=ids[3])}</p>"
    )
    article = builders.article(html, said=about)
    builders.judge(Citation.objects.get(claim=ids[0]))
    shown = opened(client, article, show=show).context["claims"]
    assert [row.claim["text"] for row in shown] == texts


def test_the_sheet_takes_as_many_queries_for_ten_claims_as_for_two(client, editor):
    def asked(count):
        sources = [builders.source() for _ in range(count)]
        html = "".join(f"<p>{builders.mark(f'Sentence {n}.', s.citekey)}</p>" for n, s in enumerate(sources))
        article = builders.article(html)
        for citation in Citation.objects.filter(source__in=sources):
            citation.passages.add(builders.passage(citation.source))
            builders.judge(citation)
            builders.rate(citation.claim)
        opened(client, article)
        with CaptureQueriesContext(connection) as captured:
            assert opened(client, article).status_code == 200
        return len(captured)

    assert asked(2) == asked(10) <= 37


# ---- who may


def test_a_reviewer_reads_the_sheet_and_cannot_edit_it(client):
    article, citation = builders.cited_article()
    client.force_login(builders.reviewer())
    response = opened(client, article, citation=citation.pk)
    assert response.context["edit"] is None
    assert "edit-row" not in response.content.decode()
    assert post(client, article, {"citation": citation.pk}, seen=citation.digest).status_code == 403


def test_without_the_right_to_see_drafts_there_is_no_sheet(client):
    article, _ = builders.cited_article()
    client.force_login(builders.person())
    assert opened(client, article).status_code == 403


def test_an_unknown_article_is_not_found(client, editor):
    assert client.get(reverse("admin:articles_article_evidence", args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("query", [{"claim": "x"}, {"citation": "1"}, {"citation": str(uuid4()), "passage": "²"}])
def test_an_address_that_names_nothing_opens_nothing(client, editor, query):
    article, _ = builders.cited_article()
    assert opened(client, article, **query).context["edit"] is None


# ---- editing a claim


def test_voice_and_kind_are_changed_in_place_and_the_verdict_goes_stale(client, editor):
    article, citation = builders.cited_article()
    builders.judge(citation)
    response = save(
        client, article, {"claim": citation.claim_id}, **of_claim(voice="reported", reported_by="labels", kind="safety")
    )
    claim = builders.claim_of(article)
    assert (claim.voice, claim.reported_by, claim.kind) == ("reported", "labels", "safety")
    page = response.content.decode()
    assert "Its check is out of date" in page
    assert "reported: labels" in page
    assert editor in article.worked_on_by()


def test_a_claim_about_safety_cannot_stand_openly_without_evidence(client, editor):
    article, citation = builders.cited_article()
    typed = of_claim(kind="safety", no_evidence_because="Nobody looked.")
    response = save(client, article, {"claim": citation.claim_id}, **typed)
    page = response.content.decode()
    assert "cannot stand openly without evidence" in page
    assert "Nobody looked.</textarea>" in page
    assert builders.claim_of(article).kind == "efficacy"


# ---- editing a citation


def test_the_stance_is_changed_in_place(client, editor):
    article, citation = builders.cited_article()
    builders.judge(citation)
    response = save(client, article, {"citation": citation.pk}, **of_citation(citation, stance="qualifies"))
    citation.refresh_from_db()
    assert citation.stance == "qualifies"
    assert "out of date" in said(response)


def test_an_existing_passage_of_the_source_is_picked(client, editor):
    article, citation = builders.cited_article()
    other = builders.passage(citation.source, finding="Sleep improved.")
    foreign = builders.passage(finding="Of another source.")
    page = opened(client, article, citation=citation.pk).content.decode()
    assert "Sleep improved." in page
    assert "Of another source." not in page
    save(client, article, {"citation": citation.pk}, **of_citation(citation, passages=[other.pk]))
    assert list(citation.passages.all()) == [other]
    response = save(client, article, {"citation": citation.pk}, **of_citation(citation, passages=[foreign.pk]))
    assert response.context["edit"].form.errors["passages"]
    assert list(citation.passages.all()) == [other]


def test_a_new_passage_is_written_beside_the_old_one(client, editor):
    article, citation = builders.cited_article()
    typed = of_citation(citation, locator="p. 261", quote="Pain fell.", finding="It fell.")
    save(client, article, {"citation": citation.pk}, **typed)
    new = citation.passages.get(locator="p. 261")
    assert (new.quote, new.changed_by, new.source) == ("Pain fell.", editor, citation.source)
    assert citation.passages.count() == 2


def test_a_locator_alone_is_refused_at_the_field_and_kept(client, editor):
    article, citation = builders.cited_article()
    response = save(client, article, {"citation": citation.pk}, **of_citation(citation, locator="p. 261"))
    page = response.content.decode()
    assert "Give the quote word for word, or the finding in your own words." in page
    assert 'value="p. 261"' in page
    assert 'aria-invalid="true"' in page
    assert citation.passages.count() == 1


def test_saving_what_stands_already_changes_nothing(client, editor):
    article, citation = builders.cited_article()
    builders.judge(citation)
    response = save(client, article, {"citation": citation.pk}, **of_citation(citation))
    assert said(response) == "Nothing was changed."
    citation.refresh_from_db()
    assert citation.is_fresh


# ---- passages out of the abstract


ABSTRACT = "Background: Cramps are common. Little helps.\n\nResults: Pain fell by 2 points. Sleep improved."


@pytest.fixture
def with_abstract():
    article, citation = builders.cited_article()
    citation.source.abstract = ABSTRACT
    citation.source.save()
    return article, citation


def test_a_sentence_ticked_in_the_abstract_becomes_a_passage_with_its_place(client, editor, with_abstract):
    article, citation = with_abstract
    page = opened(client, article, citation=citation.pk).content.decode()
    assert '<input type="checkbox" name="citation-from_abstract" value="Little helps.">' in page
    assert 'data-place="Abstract, results"' in page
    chosen = ["Little helps.", "fell by 2 points"]
    save(client, article, {"citation": citation.pk}, **of_citation(citation, from_abstract=chosen))
    made = citation.passages.exclude(quote="").order_by("pk").values_list("locator", "quote", "finding", "basis")
    assert list(made) == [
        ("Abstract, background", "Little helps.", "", "abstract"),
        ("Abstract, results", "fell by 2 points", "", "abstract"),
    ]
    assert citation.passages.count() == 3


def test_words_that_do_not_stand_in_the_abstract_are_refused_and_shown_again(client, editor, with_abstract):
    article, citation = with_abstract
    typed = of_citation(citation, from_abstract=["Little helps.", "Pain fell by 3 points."])
    response = save(client, article, {"citation": citation.pk}, **typed)
    page = response.content.decode()
    assert "does not stand in the abstract any more" in page
    assert 'value="Little helps." checked' in page
    assert 'value="Pain fell by 3 points."' in page
    assert citation.passages.count() == 1


def test_a_quote_that_is_not_in_the_abstract_it_names_is_said_beside_it(client, editor, with_abstract):
    article, citation = with_abstract
    citation.passages.set([builders.passage(citation.source, quote="Pain fell by 2  points.")])
    refresh_digests(Citation.objects.all())
    assert "word for word." not in opened(client, article).content.decode()
    Passage.objects.filter(citations=citation).update(quote="Pain fell by 20 points.")
    assert "This quote does not stand in the abstract word for word." in opened(client, article).content.decode()
    Passage.objects.filter(citations=citation).update(basis="full-text")
    assert "word for word." not in opened(client, article).content.decode()


# ---- editing a passage


def test_a_shared_passage_says_how_many_citations_rest_on_it(client, editor):
    article, citation = builders.cited_article()
    passage = citation.passages.get()
    _, other = builders.cited_article()
    other.passages.set([passage])
    query = {"citation": citation.pk, "passage": passage.pk}
    assert "2 citations rest on this passage" in opened(client, article, **query).content.decode()


def test_a_corrected_passage_makes_every_verdict_on_it_stale(client, editor):
    article, citation = builders.cited_article()
    builders.judge(citation)
    passage = citation.passages.get()
    query = {"citation": citation.pk, "passage": passage.pk}
    response = save(client, article, query, **of_passage(passage, finding="Pain rose."))
    citation.refresh_from_db()
    assert not citation.is_fresh
    assert "It changed 1 citation" in said(response)


def test_a_passage_cannot_be_emptied(client, editor):
    article, citation = builders.cited_article()
    passage = citation.passages.get()
    query = {"citation": citation.pk, "passage": passage.pk}
    response = save(client, article, query, **of_passage(passage, finding="", quote=""))
    assert "Give the quote word for word" in response.content.decode()
    passage.refresh_from_db()
    assert passage.finding


def test_a_passage_of_another_citation_is_not_opened(client, editor):
    article, citation = builders.cited_article()
    foreign = builders.passage(citation.source)
    assert opened(client, article, citation=citation.pk, passage=foreign.pk).context["edit"] is None


# ---- two people at once


def test_a_row_that_somebody_changed_meanwhile_is_not_overwritten(client, editor):
    article, citation = builders.cited_article()
    query = {"citation": citation.pk}
    seen = opened(client, article, **query).context["edit"].seen
    change_citation(citation, by=builders.editor(), now=builders.later(1), stance="contradicts", passages=[])
    typed = of_citation(citation, quote="What I typed.")
    response = post(client, article, query, seen=seen, draft_version=article.draft_version, **typed)
    page = response.content.decode()
    assert "This changed while you edited it." in page
    assert "What I typed.</textarea>" in page
    citation.refresh_from_db()
    assert citation.stance == "contradicts"
    again = post(client, article, query, seen=response.context["edit"].seen, draft_version=1, **typed)
    assert "saved" in said(again)
    citation.refresh_from_db()
    assert citation.stance == "supports"


def test_a_draft_that_changed_elsewhere_meanwhile_is_said_and_the_row_is_saved(client, editor):
    article, citation = builders.cited_article()
    before = article.draft_version
    text = Text.objects.get(parent=article).text + "<p>More.</p>"
    builders.rewrite(article, text, by=builders.editor(first_name="Ann", last_name="Other"))
    seen = opened(client, article, citation=citation.pk).context["edit"].seen
    typed = of_citation(citation, stance="qualifies")
    response = post(client, article, {"citation": citation.pk}, seen=seen, draft_version=before, **typed)
    assert "The draft was changed by Ann Other" in said(response)
    citation.refresh_from_db()
    assert citation.stance == "qualifies"


def test_a_claim_that_left_the_text_meanwhile_gives_back_what_was_typed(client, editor):
    article, citation = builders.cited_article()
    seen = opened(client, article, citation=citation.pk).context["edit"].seen
    builders.rewrite(article, "<p>Nothing is claimed.</p>", by=editor)
    typed = of_citation(citation, quote="What I typed.")
    response = post(client, article, {"citation": citation.pk}, seen=seen, draft_version=1, **typed)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Nothing was saved" in page
    assert "What I typed." in page


def test_the_chosen_filter_stays_after_saving(client, editor):
    article, citation = builders.cited_article()
    query = {"show": "never", "citation": citation.pk}
    response = save(client, article, query, **of_citation(citation, stance="qualifies"))
    assert response.context["show"] == "never"


def test_a_finding_leads_to_a_claim_that_the_filter_hides(client, editor):
    article, citation = builders.cited_article()
    assert f'href="?#claim-{citation.claim_id}"' in opened(client, article, show="stale").content.decode()
    assert f'href="#claim-{citation.claim_id}"' in opened(client, article).content.decode()


def test_text_with_markup_is_shown_as_text(client, editor):
    article, citation = builders.cited_article()
    typed = of_citation(citation, quote="<script>alert(1)</script>")
    page = save(client, article, {"citation": citation.pk}, **typed).content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


# ---- the preview


def test_the_preview_is_the_public_page_of_the_draft_with_a_banner(client, editor):
    article, _, _ = builders.published_article("Pain fell by 2 points.")
    text = Text.objects.get(parent=article).text.replace("2 points", "3 points")
    builders.rewrite(article, text, by=editor)
    response = client.get(reverse("admin:articles_article_preview", args=[article.pk]))
    page = response.content.decode()
    assert "Draft, not published." in page
    assert "Pain fell by 3" in page
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in page
    assert f'href="{address(article)}#c-' in page


def test_nobody_but_staff_sees_the_preview(client):
    article, _ = builders.cited_article()
    preview = reverse("admin:articles_article_preview", args=[article.pk])
    assert client.get(preview).status_code == 302
    client.force_login(User.objects.create_user("reader"))
    assert client.get(preview).status_code == 302
    client.force_login(builders.person())
    assert client.get(preview).status_code == 403


# ---- suggested wordings


def suggested(citation, text="Pain fell by up to 2 points.", **extra):
    return builders.judge(citation, "weaker", suggested=text, note="Only in two of six.", **extra)


def take_over(client, article, verdict, **typed):
    form = {"suggestion": verdict.pk, "seen": verdict.judged_digest} | typed
    return client.post(address(article), form, follow=True)


def test_the_sheet_shows_what_a_reviewer_suggests_and_takes_it_over_with_one_click(client, editor):
    article, citation = builders.cited_article()
    verdict = suggested(citation, by=builders.reviewer(first_name="Rita"))
    page = opened(client, article).content.decode()
    assert "Rita suggests" in page
    assert "Only in two of six." in page
    assert f'name="suggestion" value="{verdict.pk}"' in page
    assert [r.claim["text"] for r in opened(client, article, show="suggested").context["claims"]] == [
        "Pain fell by 2 points."
    ]
    response = take_over(client, article, verdict)
    assert "The sentence now says what Rita suggested. Somebody else must judge it." in said(response)
    page = response.content.decode()
    assert "Pain fell by up to 2 points." in page
    assert "Rita suggests" not in page
    assert "Took over what Rita suggested." in Version.objects.get_for_object(article).first().revision.comment


@pytest.mark.parametrize(
    "typed", [{"seen": "0" * 64}, {"seen": ""}, {"suggestion": "x"}, {"suggestion": "9" * 30}, {"suggestion": "0"}]
)
def test_a_suggestion_that_is_not_for_this_sentence_any_more_is_refused(client, editor, typed):
    article, citation = builders.cited_article()
    response = take_over(client, article, suggested(citation), **typed)
    assert "this suggestion is not for it any more" in said(response)
    assert "Pain fell by 2 points." in Text.objects.get(parent=article).text


def test_a_suggestion_that_would_lose_a_link_leads_to_the_sentence(client, editor):
    cited = builders.source()
    article = builders.article("<p>" + builders.mark('A <a href="/x">trial</a> says so.', cited.citekey) + "</p>")
    citation = Citation.objects.get()
    response = take_over(client, article, suggested(citation, "It says so."))
    assert "would take away a link" in said(response)
    assert f"#claim-{citation.claim_id}" in said(response)


@pytest.mark.parametrize("group", ["Reviewer", "Publisher"])
def test_others_see_a_suggestion_without_the_button(client, group):
    article, citation = builders.cited_article()
    verdict = suggested(citation, by=builders.reviewer(first_name="Rita"))
    client.force_login(builders.person(group))
    page = opened(client, article).content.decode()
    assert "Rita suggests" in page
    assert "Take over" not in page
    assert take_over(client, article, verdict).status_code == 403
    assert "Pain fell by 2 points." in Text.objects.get(parent=article).text


def test_script_in_a_suggestion_is_shown_and_written_as_text(client, editor):
    article, citation = builders.cited_article()
    verdict = suggested(citation, "Pain <script>alert(1)</script> fell.")
    assert "<script>alert" not in opened(client, article).content.decode()
    take_over(client, article, verdict)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in Text.objects.get(parent=article).text
