"""The pages: the work list, two records side by side, merging, parting again."""

import re

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from references import jobs
from references.duplicates import finding, merging, versions
from references.duplicates.foresight import foresee
from references.models import Citation, Import, ImportRecord, LookAlike, Source, SourceMerge
from references.models.duplicate import Decision
from references.notices import record_notice
from tests import builders
from tests.builders import NOW, later
from tests.references.duplicates.test_merging import everything_at_once, one_claim_citing_both

pytestmark = pytest.mark.django_db

LIST = reverse("admin:references_lookalike_changelist")
TITLE = "Bioavailability of magnesium diglycinate vs magnesium oxide in patients with ileal resection"


def pair_of(first, second, score=100):
    return LookAlike.objects.create(
        first=first, second=second, score=score, reasons=["The titles are the same."], digest="x", found_at=NOW
    )


def two(**right):
    left = builders.source("schuette1994", title=TITLE, year=1994, volume="18", issue="5", pages="430-435")
    other = {"title": TITLE, "year": 1994, "volume": "18", "issue": "4", "pages": "430-435", "design": "", "doi": ""}
    return left, builders.source("schuette1994a", **{**other, "not_findable_because": "On paper.", **right})


def at(pair):
    return reverse("admin:references_lookalike_change", args=[pair.pk])


def shown(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).replace(" .", ".").replace(" ,", ",")


def form_of(html):
    """What the browser would send: hidden fields and chosen radios."""
    form = html[html.index('id="compare"') :]
    inputs = [dict(re.findall(r'([\w-]+)="([^"]*)"', tag)) | {"tag": tag} for tag in re.findall(r"<input [^>]*>", form)]
    return {i["name"]: i["value"] for i in inputs if i["type"] == "hidden" or re.search(r"\bchecked\b", i["tag"])}


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def emi(client):
    emi = builders.editor(username="emi", first_name="Emi", last_name="Sato")
    client.force_login(emi)
    return emi


# ---- the list


def test_the_list_shows_what_waits_the_most_alike_first(client, emi):
    left, right = two()
    pair_of(left, right, 97)
    other = builders.source("abbasi2012")
    pair_of(left, other, 100)
    apart = pair_of(right, other)
    LookAlike.objects.filter(pk=apart.pk).update(decision=Decision.APART, decided_at=NOW, decided_by=emi)
    html = words(shown(client, LIST))
    assert html.index("schuette1994 and abbasi2012") < html.index("schuette1994 and schuette1994a")
    assert "schuette1994a and abbasi2012" not in html
    assert "different works, Emi Sato" in words(shown(client, f"{LIST}?decision=apart"))


def test_the_list_costs_the_same_for_many_pairs(client, emi, django_assert_max_num_queries):
    for _ in range(6):
        pair_of(builders.source(), builders.source())
    with django_assert_max_num_queries(10):
        shown(client, LIST)


def test_somebody_has_the_list_brought_up_to_date(client, emi):
    assert "Nobody has looked yet" in shown(client, LIST)
    two()
    response = client.post(reverse("admin:references_lookalike_find"), follow=True)
    assert "They are being looked for" in response.content.decode()
    jobs.run_waiting(timezone.now())
    html = words(shown(client, LIST))
    assert "schuette1994 and schuette1994a" in html
    assert "Looked for last on" in html


# ---- side by side


def test_both_records_stand_side_by_side_and_what_differs_is_marked(client, emi):
    left, right = two()
    pair = pair_of(left, right)
    html = shown(client, at(pair))
    assert "Look-alike 1 of 1." in html
    assert "18(<u>4</u>)" in html
    assert form_of(html)["take-volume"] == "left"
    assert "Becomes a redirect." in words(html)
    assert "The same in both: type, language." in words(html)
    assert re.search(r"Pages 430-435 430-435 same", words(html))


def test_gaps_are_filled_from_the_other_record_unless_one_says_otherwise(client, emi):
    left, right = two(pmid="7815675")
    form = form_of(shown(client, at(pair_of(left, right))))
    assert (form["take-pmid"], form["take-doi"]) == ("right", "left")


def test_the_record_that_is_cited_more_stays_unless_the_other_is_chosen(client, emi):
    _, citation = builders.cited_article()
    older = builders.source("a", title=citation.source.title)
    first, second = sorted([older, citation.source], key=lambda s: s.pk)
    pair = pair_of(first, second)
    assert f"Merge into {citation.source.citekey}" in shown(client, at(pair))
    assert "Merge into a" in shown(client, f"{at(pair)}?keep={older.pk}")


def test_an_address_that_belongs_to_a_third_source_cannot_be_chosen(client, emi):
    builders.source("abbasi2012", title="The effect of magnesium on sleep", pmid="23853635")
    left, right = two(url="https://pubmed.ncbi.nlm.nih.gov/23853635/")
    html = shown(client, at(pair_of(left, right)))
    assert "It belongs to abbasi2012 (The effect of magnesium on sleep). It cannot be taken." in words(html)
    assert re.search(r'name="take-url" value="right" disabled', html)
    assert form_of(html)["take-url"] == "left"


def test_the_page_says_what_will_happen(client, emi):
    _, ours = builders.cited_article()
    _, theirs = builders.cited_article()
    record_notice(source=theirs.source, kind="correction", by=emi, now=later())
    builders.judge(ours)
    builders.judge(theirs)
    pair = pair_of(ours.source, theirs.source)
    html = words(shown(client, at(pair)))
    assert "2 citations and 2 verdicts stay; 1 goes out of date, because the notices of both are told together" in html
    assert f"1 draft that names {theirs.source.citekey} goes on doing so and means {ours.source.citekey}" in html
    assert "1, in 1 article" in html
    assert "1 verdict, 1 notice" in html


def test_what_the_page_foretells_is_what_happens(client, emi):
    winner, loser = everything_at_once()
    before = foresee(winner, loser)
    stale = Citation.objects.stale().count()
    merging.merge(winner=winner, loser=loser, by=emi, now=later(30))
    assert Citation.objects.present().filter(source=winner).count() == before.citations
    assert Citation.objects.stale().count() - stale == before.stale
    assert before.both == 3


def test_a_record_that_came_from_a_file_says_so(client, emi):
    left, right = two()
    batch = Import.objects.create(name="magnesium-library.ris", started_at=NOW, state="done")
    ImportRecord.objects.create(batch=batch, position=1, line=20411, state="imported", source=right)
    assert "From magnesium-library.ris, line 20,411" in words(shown(client, at(pair_of(left, right))))


def test_the_page_costs_the_same_however_often_both_are_cited(client, emi, django_assert_num_queries):
    left, right = two()
    pair = pair_of(left, right)
    one_claim_citing_both(left, right)
    with CaptureQueriesContext(connection) as once:
        shown(client, at(pair))
    for _ in range(3):
        one_claim_citing_both(left, right)
    with django_assert_num_queries(len(once)):
        shown(client, at(pair))
    assert len(once) <= 32


# ---- the three answers


def test_merging_takes_what_was_chosen_and_leads_to_the_next_pair(client, emi):
    left, right = two(pmid="7815675", title=TITLE.upper())
    pair, following = pair_of(left, right), pair_of(left, builders.source(), 90)
    form = form_of(shown(client, at(pair))) | {"act": "merge", "take-title": "right"}
    response = client.post(at(pair), form)
    assert response["Location"] == at(following)
    left.refresh_from_db()
    assert (left.title, left.pmid, left.volume, left.issue) == (TITLE.upper(), "7815675", "18", "5")
    done = SourceMerge.objects.get()
    assert (done.by, done.loser) == (emi, right)
    assert reverse("admin:references_source_merge_undo", args=[done.pk]) in said(response)[0]


def test_linking_as_versions_says_which_is_newer(client, emi):
    left, right = two(year=1993, doi="10.1101/2020.01.01.20000")
    pair = pair_of(left, right)
    form = form_of(shown(client, at(pair)))
    assert form["older"] == str(right.pk)
    response = client.post(at(pair), form | {"act": "versions"})
    assert said(response) == ["“schuette1994” is the newer version of “schuette1994a” now."]
    right.refresh_from_db()
    assert right.superseded_by == left
    html = shown(client, at(pair))
    assert "They are linked as versions of one work." in words(html)
    client.post(at(pair), form_of(html) | {"act": "unlink"})
    right.refresh_from_db()
    assert right.superseded_by is None


def test_keeping_apart_takes_the_pair_off_the_list_for_good(client, emi):
    left, right = two()
    finding.note(right, now=NOW)
    pair = LookAlike.objects.get()
    response = client.post(at(pair), form_of(shown(client, at(pair))) | {"act": "apart"})
    assert response["Location"] == LIST
    pair.refresh_from_db()
    assert (pair.decision, pair.decided_by) == (Decision.APART, emi)
    assert finding.note(left, now=NOW) == []
    assert "They were kept apart by Emi Sato" in words(shown(client, at(pair)))


def test_two_that_were_chosen_by_hand_can_be_kept_apart_too(client, emi):
    left, right = builders.source(), builders.source()
    address = reverse("admin:references_source_compare", args=[right.pk, left.pk])
    response = client.post(address, form_of(shown(client, address)) | {"act": "apart"})
    assert response["Location"] == reverse("admin:references_source_change", args=[left.pk])
    assert LookAlike.objects.get().decision == Decision.APART


def test_a_page_that_shows_yesterdays_records_is_refused(client, emi):
    left, right = two()
    pair = pair_of(left, right)
    form = form_of(shown(client, at(pair))) | {"act": "merge"}
    Source.objects.filter(pk=right.pk).update(pages="7")
    response = client.post(at(pair), form)
    assert response.status_code == 409
    assert said(response) == ["One of the two records changed while you looked at them. Look again."]
    assert not SourceMerge.objects.exists()


def test_a_refusal_keeps_what_was_chosen_and_says_why(client, emi):
    left, right = two()
    versions.link(older=left, newer=builders.source(), by=emi, now=NOW)
    pair = pair_of(left, right)
    form = form_of(shown(client, at(pair))) | {"act": "versions", "take-volume": "right", "older": str(left.pk)}
    response = client.post(at(pair), form)
    assert response.status_code == 409
    assert "follows “schuette1994” already" in said(response)[0]
    assert form_of(response.content.decode())["take-volume"] == "right"


def test_a_merged_pair_shows_who_may_undo_it_and_no_buttons(client, emi):
    left, right = two()
    pair = pair_of(left, right)
    merging.merge(winner=left, loser=right, by=emi, now=later())
    html = shown(client, at(pair))
    assert "“schuette1994a” was merged into “schuette1994”. Undo that merge" in words(html)
    assert "<button" not in html[html.index('id="compare"') :]


def test_a_reviewer_looks_but_decides_nothing(client):
    client.force_login(builders.reviewer())
    html = shown(client, at(pair_of(*two())))
    assert "<button" not in html[html.index('id="compare"') :]
    assert 'type="radio"' not in html


# ---- merging what nobody found, and undoing


def test_the_other_record_is_found_by_citekey_or_identifier(client, emi):
    left, right = two(pmid="7815675")
    address = reverse("admin:references_source_merge", args=[left.pk])
    both = reverse("admin:references_source_compare", args=[left.pk, right.pk])
    for typed in ("schuette1994a", "PMID: 7815675", "https://pubmed.ncbi.nlm.nih.gov/7815675/"):
        assert client.get(address, {"with": typed})["Location"] == both
    assert "No source has “nobody” as citekey or identifier." in shown(client, f"{address}?with=nobody")
    assert "This is the record itself." in shown(client, f"{address}?with=schuette1994")


def test_a_merge_is_undone_on_a_page_that_says_what_comes_back(client, emi):
    left, right = two()
    done = merging.merge(winner=left, loser=right, by=emi, now=later())
    listed = reverse("admin:references_sourcemerge_changelist")
    assert all(word in shown(client, listed) for word in ("Undo", "schuette1994a", "Emi Sato"))
    assert "Undo" in shown(client, f"{listed}?undone=no")
    assert "schuette1994a" not in shown(client, f"{listed}?undone=yes")
    address = reverse("admin:references_source_merge_undo", args=[done.pk])
    assert "“schuette1994a” was merged into “schuette1994” by Emi Sato" in words(shown(client, address))
    record_notice(source=left, kind="correction", by=emi, now=later(5))
    response = client.post(address)
    assert response["Location"] == reverse("admin:references_source_change", args=[right.pk])
    assert said(response)[0] == "“schuette1994a” and “schuette1994” are two records again."
    assert said(response)[1].startswith("1 notice recorded since the merge stays")
    again = client.post(address)
    assert again.status_code == 409
    assert said(again)[-1] == "Emi Sato undid this merge already."


def test_a_merged_record_is_not_edited(client, emi):
    left, right = two()
    merging.merge(winner=left, loser=right, by=emi, now=later())
    address = reverse("admin:references_source_change", args=[right.pk])
    assert "was merged into" in shown(client, address)
    assert 'name="_save"' not in shown(client, address)
    assert client.post(address, {"title": "Forged"}).status_code == 403


def test_the_evidence_sheet_warns_where_an_older_version_is_cited(client, emi):
    article, citation = builders.cited_article()
    newer = builders.source("garrison2020")
    versions.link(older=citation.source, newer=newer, by=emi, now=later())
    html = words(shown(client, reverse("admin:articles_article_evidence", args=[article.pk])))
    assert f"{citation.source.citekey} is an older version of garrison2020." in html


# ---- when a source is saved


def test_a_source_that_looks_like_another_is_saved_and_a_warning_leads_to_both(client, emi):
    left, _ = two(title="Something else")
    add = reverse("admin:references_source_add")
    form = {
        "citekey": "schuette1994b", "csl_type": "article-journal", "title": f"{TITLE}.", "authors": "Author, A B",
        "year": "1994", "not_findable_because": "On paper.", "identification": "identified", "language": "en",
    }  # fmt: skip
    for prefix in ("passages", "receipts"):
        form |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    response = client.post(add, form)
    assert response.status_code == 302, words(response.content.decode())
    made = Source.objects.get(citekey="schuette1994b")
    both = reverse("admin:references_source_compare", args=[made.pk, left.pk])
    assert any(
        both in sentence and "It looks like a work that is here already" in sentence for sentence in said(response)
    )
    assert LookAlike.objects.waiting().count() == 1
