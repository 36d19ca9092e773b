"""What an editor gets for an identifier, when the catalogues are well and when they are not."""

import pytest

from references import lookup
from references.details import AbstractPart, Details
from references.lookup import NotFound, Refused, Unavailable, pubmed
from references.notice_types import NoticeType
from tests.builders import NOW

pytestmark = pytest.mark.django_db

DOI, PMID, PMCID = "10.1002/14651858.CD009402.pub3", "32956536", "PMC8094171"
TITLE = "Magnesium for skeletal muscle cramps"


def find(field, value, **how):
    return lookup.find(field, value, now=NOW, **how)


@pytest.fixture
def cochrane(catalogues):
    """One review as Crossref, PubMed and Europe PMC have it."""
    catalogues.crossref[DOI] = {
        "title": [TITLE],
        "container-title": ["Cochrane Database of Systematic Reviews"],
        "author": [{"given": "Scott R", "family": "Garrison"}, {"name": "Cochrane Neuromuscular Group"}],
        "published-online": {"date-parts": [[2020, 9, 21]]},
        "issued": {"date-parts": [[2020, 9, 21]]},
        "abstract": "<jats:p>Magnesium does little.</jats:p>",
        "publisher": "Wiley",
    }
    catalogues.pubmed[PMID] = {
        "title": f"{TITLE}.",
        "doi": DOI,
        "pmcid": PMCID,
        "journal_short": "Cochrane Database Syst Rev",
        "abstract": [("BACKGROUND", "Cramps hurt."), ("MAIN RESULTS", "No difference.")],
        "types": ["Journal Article", "Systematic Review"],
        "mesh": ["Humans", "Muscle Cramp"],
        "interests": "None known.",
    }
    catalogues.europepmc["one"] = {"id": PMID, "pmid": PMID, "pmcid": PMCID, "doi": DOI, "title": f"{TITLE}."}
    catalogues.pmc_ids[PMCID] = PMID
    catalogues.unpaywall[DOI] = {
        "is_oa": True,
        "best_oa_location": {"url": "https://europepmc.org/articles/pmc8094171"},
    }
    return catalogues


@pytest.mark.parametrize(
    ("field", "value", "origin"),
    [("doi", DOI, "crossref"), ("pmid", PMID, "pubmed"), ("pmcid", PMCID, "pubmed")],
)
def test_one_work_is_the_same_whichever_identifier_was_pasted(cochrane, field, value, origin):
    answer = find(field, value)
    details = answer.details
    assert answer.origin == origin
    assert answer.warnings == ()
    assert (details.doi, details.pmid, details.pmcid) == (DOI, PMID, PMCID)
    assert (details.title, details.year, details.publisher) == (TITLE, 2020, "Wiley")
    assert details.container_title_short == "Cochrane Database Syst Rev"
    assert details.design == "systematic-review"
    assert details.mesh == ("Humans", "Muscle Cramp")
    assert details.interests == "None known."
    assert details.open_access_url == "https://europepmc.org/articles/pmc8094171"
    assert details.abstract == (
        AbstractPart("Cramps hurt.", "Background"),
        AbstractPart("No difference.", "Main results"),
    )


def test_it_is_told_which_catalogue_said_what(cochrane):
    answer = find("doi", DOI)
    assert answer.origin == "crossref"
    assert answer.origins["mesh"] == "pubmed"
    assert answer.origins["abstract"] == "pubmed"
    assert answer.origins["open_access_url"] == "unpaywall"
    assert "title" not in answer.origins


@pytest.mark.parametrize("how", ["broken", "limited", "garbage", "error-inside", "hang-up", "huge", "missing", "empty"])
@pytest.mark.parametrize("service", ["pubmed", "europepmc", "unpaywall"])
def test_a_catalogue_that_fails_spoils_nothing_of_what_another_found(cochrane, service, how):
    cochrane.misbehave(service, how)
    details = find("doi", DOI).details
    assert (details.title, details.publisher, details.year) == (TITLE, "Wiley", 2020)


def test_without_europe_pmc_pubmed_is_asked_for_the_doi(cochrane):
    cochrane.misbehave("europepmc", "broken")
    assert find("doi", DOI).details.pmid == PMID


def test_a_search_of_pubmed_that_falls_back_to_another_paper_is_seen_through(cochrane):
    cochrane.misbehave("europepmc", "broken")
    del cochrane.pubmed[PMID]
    cochrane.pubmed["999"] = {"title": "Something else.", "doi": "10.1000/else"}
    cochrane.pubmed_guesses = ["999"]
    answer = find("doi", DOI)
    assert answer.details.pmid == ""
    assert answer.details.mesh == ()


def test_a_record_of_another_catalogue_with_another_title_is_not_mixed_in(cochrane):
    cochrane.pubmed[PMID] = {"title": "Effects of zinc on the common cold.", "doi": DOI, "mesh": ["Zinc"]}
    answer = find("doi", DOI)
    assert answer.details.mesh == ()
    assert "Effects of zinc on the common cold" in answer.warnings[0]


# ---- DOI: Crossref, DataCite, content negotiation


def test_a_doi_that_crossref_lacks_is_found_at_datacite(catalogues):
    catalogues.datacite["10.5281/zenodo.1"] = {"titles": [{"title": "Data on magnesium"}]}
    answer = find("doi", "10.5281/zenodo.1")
    assert (answer.origin, answer.details.title, answer.details.csl_type) == (
        "datacite",
        "Data on magnesium",
        "dataset",
    )


def test_a_doi_that_neither_has_is_found_by_content_negotiation(catalogues):
    catalogues.doi["10.1400/1"] = {"type": "article-journal", "title": "Da mEDRA", "issued": {"date-parts": [["2011"]]}}
    answer = find("doi", "10.1400/1")
    assert (answer.origin, answer.details.title, answer.details.year) == ("doi", "Da mEDRA", 2011)


def test_what_content_negotiation_gives_of_a_crossref_doi_is_read_as_what_it_is(catalogues):
    catalogues.crossref["10.1000/x"] = {
        "title": ["Magnesium"],
        "subtitle": ["A trial"],
        "abstract": "<jats:p>Text.</jats:p>",
    }
    catalogues.misbehave("crossref", "broken", on="/works/10.1000%2Fx".replace("%2F", "/") + "?")
    answer = find("doi", "10.1000/x")
    assert answer.origin == "doi"
    assert answer.details.title == "Magnesium: A trial"
    assert answer.details.csl_type == "article-journal"
    assert answer.details.abstract == (AbstractPart("Text."),)


def test_an_unknown_doi_is_said_to_be_unknown(catalogues):
    with pytest.raises(NotFound, match=r"^Nobody has registered the DOI 10\.1000/none\.$"):
        find("doi", "10.1000/none")


@pytest.mark.parametrize("status", [204, 406])
def test_a_doi_without_details_exists(catalogues, status):
    catalogues.misbehave("doi", status)
    with pytest.raises(NotFound, match="exists, but whoever registered it gives no details"):
        find("doi", "10.1000/none")


@pytest.mark.parametrize("service", ["crossref", "datacite", "doi"])
def test_a_doi_is_not_called_unknown_while_somebody_could_not_be_asked(catalogues, service):
    catalogues.misbehave(service, "limited", retry_after=60)
    with pytest.raises(Unavailable, match="is asked too often right now") as raised:
        find("doi", "10.1000/none")
    assert raised.value.retry_after == 60


def test_a_doi_with_characters_of_addresses_reaches_the_catalogue_whole(catalogues):
    doi = "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"
    catalogues.crossref[doi] = {"title": ["Old"]}
    assert find("doi", doi).details.doi == doi


# ---- PMID, PMCID


@pytest.mark.parametrize("how", ["broken", "garbage", "error-inside", "empty"])
def test_without_pubmed_a_pmid_is_found_at_europe_pmc(cochrane, how):
    cochrane.misbehave("pubmed", how)
    answer = find("pmid", PMID)
    assert (answer.origin, answer.details.title) == ("europe-pmc", TITLE)


def test_an_unknown_pmid_is_said_to_be_unknown(catalogues):
    with pytest.raises(NotFound, match="PMID 12345"):
        find("pmid", "12345")


def test_an_answer_about_another_pmid_is_no_answer(cochrane):
    cochrane.pubmed["111"] = (
        '<PubmedArticle><MedlineCitation><PMID Version="1">222</PMID></MedlineCitation></PubmedArticle>'
    )
    with pytest.raises(NotFound):
        find("pmid", "111")


def test_an_article_of_pmc_that_pubmed_does_not_list_is_found_at_europe_pmc(catalogues):
    catalogues.pmc_ids["PMC77"] = ""
    catalogues.europepmc["one"] = {"source": "PMC", "id": "PMC77", "pmcid": "PMC77", "title": "A letter."}
    answer = find("pmcid", "PMC77")
    assert (answer.origin, answer.details.title, answer.details.pmcid) == ("europe-pmc", "A letter", "PMC77")


def test_many_pmids_are_sent_as_a_form(catalogues):
    for number in range(1, 251):
        catalogues.pubmed[str(number)] = {}
    found = pubmed.find_many([str(n) for n in range(1, 252)], now=NOW)
    assert len(found) == 250
    assert [asked.method for asked in catalogues.asked("pubmed")] == ["POST"]


# ---- ISBN, arXiv


def test_a_book_is_found_by_its_isbn(catalogues):
    catalogues.openlibrary["9780306406157"] = {
        "title": "Magnesium",
        "subtitle": "The forgotten mineral",
        "authors": [{"name": "Anna B. Author"}, {"name": "World Health Organization"}],
        "publishers": [{"name": "Plenum"}],
        "publish_places": [{"name": "New York"}],
        "publish_date": "October 1, 1988",
    }
    answer = find("isbn", "9780306406157")
    assert answer.origin == "open-library"
    assert answer.details == Details(
        csl_type="book", title="Magnesium: The forgotten mineral", isbn="9780306406157", publisher="Plenum",
        publisher_place="New York", year=1988, month=10, day=1,
        authors=({"family": "Author", "given": "Anna B."}, {"literal": "World Health Organization"}),
    )  # fmt: skip
    assert answer.warnings == ()


def test_an_isbn_that_open_library_lacks_is_unknown(catalogues):
    with pytest.raises(NotFound, match="ISBN 9780306406157"):
        find("isbn", "9780306406157")


def test_an_arxiv_paper_is_found_by_its_doi(catalogues):
    catalogues.datacite["10.48550/arxiv.2101.00001"] = {
        "titles": [{"title": "On magnesium"}],
        "types": {"resourceTypeGeneral": "Preprint"},
        "relatedIdentifiers": [{"relationType": "IsVersionOf", "relatedIdentifier": "10.1000/paper"}],
    }
    answer = find("arxiv", "2101.00001")
    assert (answer.origin, answer.details.arxiv, answer.details.csl_type) == (
        "datacite",
        "2101.00001",
        "article-journal",
    )
    assert answer.warnings == ()


def test_without_datacite_an_arxiv_paper_is_found_by_content_negotiation(catalogues):
    catalogues.doi["10.48550/arXiv.2101.00001"] = {"title": "On magnesium", "type": "article"}
    catalogues.misbehave("datacite", "busy")
    answer = find("arxiv", "2101.00001")
    assert (answer.origin, answer.details.arxiv, answer.warnings) == ("doi", "2101.00001", ())


# ---- what does not match, and what must be known before it is taken


def test_a_record_of_another_doi_is_said_to_be_one(catalogues):
    catalogues.crossref["10.1000/asked"] = {"DOI": "10.1000/other"}
    [warning] = find("doi", "10.1000/asked").warnings
    assert warning == "You asked for the DOI 10.1000/asked, and the record that came back has the DOI 10.1000/other."


def test_a_doi_in_capitals_is_the_same_doi(catalogues):
    catalogues.crossref["10.1000/ABC"] = {"DOI": "10.1000/abc"}
    assert find("doi", "10.1000/ABC").warnings == ()


def test_a_title_that_has_little_in_common_with_what_stood_there_is_said(catalogues):
    catalogues.crossref["10.1000/x"] = {"title": ["Zinc lozenges and the common cold"]}
    [warning] = find("doi", "10.1000/x", had=Details(title="Magnesium for skeletal muscle cramps")).warnings
    assert "Zinc lozenges" in warning
    assert "skeletal muscle cramps" in warning


def test_a_retracted_work_is_said_to_be_retracted(catalogues):
    catalogues.crossref["10.1000/x"] = {
        "updated-by": [{"DOI": "10.1000/n", "type": "retraction", "source": "publisher",
                        "updated": {"date-parts": [[2010, 2, 6]]}}],
    }  # fmt: skip
    answer = find("doi", "10.1000/x")
    assert answer.warnings == ("This work was retracted.",)
    assert answer.details.notices[0].type == NoticeType.RETRACTION


def test_whoever_looks_up_the_notice_in_place_of_the_work_is_told(catalogues):
    catalogues.crossref["10.1000/n"] = {
        "title": ["Retraction of a trial"],
        "update-to": [{"DOI": "10.1000/x", "type": "retraction", "updated": {"date-parts": [[2010, 2, 6]]}}],
    }
    answer = find("doi", "10.1000/n")
    assert answer.details.notices == ()
    assert "This record is itself a notice, the retraction of 10.1000/x." in answer.warnings


def test_a_newer_version_is_named(catalogues):
    catalogues.crossref["10.1000/x"] = {"relation": {"is-preprint-of": [{"id-type": "doi", "id": "10.2000/paper"}]}}
    assert find("doi", "10.1000/x").warnings == ("The paper that came of this preprint is 10.2000/paper.",)


# ---- web pages


def test_a_page_that_names_its_work_is_looked_up_by_that(cochrane):
    address = cochrane.page("/review", f'<meta name="citation_doi" content="{DOI}"><meta name="citation_title" '
                                       f'content="{TITLE}"><meta name="citation_keywords" content="cramp; magnesium">')  # fmt: skip
    answer = find("url", address)
    assert (answer.origin, answer.details.pmid) == ("crossref", PMID)
    assert answer.details.url == address
    assert answer.details.keywords == ("cramp", "magnesium")
    assert answer.warnings == (f"The page names the DOI {DOI}; these details are from there.",)


def test_a_page_that_names_an_unknown_work_speaks_for_itself(catalogues):
    address = catalogues.page("/paper", '<meta name="citation_doi" content="10.1000/none"><title>Magnesium</title>')
    answer = find("url", address)
    assert (answer.origin, answer.details.title, answer.details.doi) == ("web", "Magnesium", "10.1000/none")
    assert "Nobody has registered the DOI" in answer.warnings[0]


def test_a_page_that_names_another_work_keeps_its_own_details(cochrane):
    address = cochrane.page("/blog", f'<meta name="dc.identifier" content="{DOI}"><title>My holidays in Italy</title>')
    answer = find("url", address)
    assert (answer.origin, answer.details.title, answer.details.doi) == ("web", "My holidays in Italy", "")
    assert "another work" in answer.warnings[0]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_said_to_be_gone(catalogues, status):
    with pytest.raises(NotFound, match=f"status {status}"):
        find("url", catalogues.page("/gone", "Gone", status=status))


@pytest.mark.parametrize("status", [401, 403])
def test_a_page_that_programs_may_not_see_is_left_to_people(catalogues, status):
    with pytest.raises(Unavailable, match="or type it by hand"):
        find("url", catalogues.page("/wall", "No", status=status))


def test_a_wall_against_robots_is_not_taken_for_the_page(catalogues):
    with pytest.raises(Unavailable, match="to people only"):
        find("url", catalogues.page("/wall", "<title>Just a moment...</title>"))


def test_a_file_is_said_to_be_one(catalogues):
    with pytest.raises(NotFound, match=r"leads to a file \(application/pdf\)"):
        find("url", catalogues.page("/paper.pdf", b"%PDF-1.4", content_type="application/pdf"))


def test_a_page_that_says_nothing_of_itself_is_left_to_people(catalogues):
    with pytest.raises(NotFound, match="does not say what it is"):
        find("url", catalogues.page("/bare", "<p>Hello</p>"))


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/",
                                     "http://2130706433/", "file:///etc/passwd", "javascript:alert(1)"])  # fmt: skip
def test_a_private_address_is_refused(catalogues, address):
    with pytest.raises(Refused):
        find("url", address)
