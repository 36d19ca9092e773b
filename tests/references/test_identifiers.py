"""Identifiers out of what people type into a field, and out of anything that they paste."""

import string
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references import identifiers, web_addresses
from references.identifiers import find, one_in

RIGHT = [
    (identifiers.doi, "10.1111/anae.12107", "10.1111/anae.12107"),
    (identifiers.doi, "doi:10.1111/anae.12107", "10.1111/anae.12107"),
    (identifiers.doi, "https://doi.org/10.1111/ANAE.12107", "10.1111/ANAE.12107"),
    (identifiers.doi, "http://dx.doi.org/10.1111/anae.12107.", "10.1111/anae.12107"),
    (identifiers.doi, "10.1016%2Fj.bone.2021.116233", "10.1016/j.bone.2021.116233"),
    (identifiers.doi, "(10.1177/0148607194018005430)", "10.1177/0148607194018005430"),
    (identifiers.doi, "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
     "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"),
    (identifiers.pmid, "PMID: 32956536", "32956536"),
    (identifiers.pmid, " 32956536 ", "32956536"),
    (identifiers.pmid, "https://pubmed.ncbi.nlm.nih.gov/32956536/", "32956536"),
    (identifiers.pmcid, "pmc8094171", "PMC8094171"),
    (identifiers.pmcid, "PMCID: PMC8094171", "PMC8094171"),
    (identifiers.pmcid, "8094171", "PMC8094171"),
    (identifiers.isbn, "0-306-40615-2", "9780306406157"),
    (identifiers.isbn, "ISBN 978-0-306-40615-7", "9780306406157"),
    (identifiers.isbn, "978–0–306–40615–7", "9780306406157"),
    (identifiers.isbn, "080442957X", "9780804429573"),
    (identifiers.arxiv, "arXiv:2101.00001v2", "2101.00001"),
    (identifiers.arxiv, "hep-th/9901001", "hep-th/9901001"),
    (identifiers.arxiv, "https://arxiv.org/pdf/2101.00001v2.pdf", "2101.00001"),
]  # fmt: skip
WRONG = [
    (identifiers.doi, "anae.12107"),
    (identifiers.doi, "10.1/x"),
    (identifiers.doi, "10.1111/" + "x" * 300),
    (identifiers.pmid, "PMC123"),
    (identifiers.pmid, "123456789"),
    (identifiers.pmid, "0"),
    (identifiers.pmid, "PMID 1 and PMID 2"),
    (identifiers.pmcid, "PMCX"),
    (identifiers.isbn, "9780306406158"),
    (identifiers.isbn, "0306406153"),
    (identifiers.isbn, "12345"),
    (identifiers.isbn, "978030640615X"),
    (identifiers.arxiv, "2101"),
    (identifiers.arxiv, "2113.00001"),
]


@pytest.mark.parametrize(("canonical", "typed", "stored"), RIGHT)
def test_what_people_type_becomes_one_spelling(canonical, typed, stored):
    assert canonical(typed) == stored
    assert canonical(stored) == stored


@pytest.mark.parametrize(("canonical", "typed"), WRONG)
def test_what_is_not_an_identifier_is_refused_with_a_sentence(canonical, typed):
    with pytest.raises(ValueError, match=r"\.$"):
        canonical(typed)


ANAE, COCHRANE = "10.1111/anae.12107", "10.1002/14651858.CD009402.pub3"
SICI = "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2"
WELL = "9780306406157"

DOIS = [
    (ANAE, ANAE),
    ("10.1111/ANAE.12107", "10.1111/ANAE.12107"),
    ("doi:10.1111/anae.12107", ANAE),
    ("doi: 10.1111/anae.12107.", ANAE),
    ("DOI 10.3390/nu12082184.", "10.3390/nu12082184"),
    ("doi10.1111/anae.12107", ANAE),
    ("doi.org/10.1111/anae.12107", ANAE),
    ("https://doi.org/10.1111/anae.12107", ANAE),
    ("http://dx.doi.org/10.1111/anae.12107", ANAE),
    ("https://www.doi.org/10.1111/anae.12107?nosfx=y", ANAE),
    ("info:doi/10.1111/anae.12107", ANAE),
    ("urn:doi:10.1111/anae.12107", ANAE),
    ("(10.1177/0148607194018005430)", "10.1177/0148607194018005430"),
    ("[10.1111/anae.12107]", ANAE),
    ("<10.1111/anae.12107>", ANAE),
    ("“10.1111/anae.12107”", ANAE),
    ("'10.1111/anae.12107',", ANAE),
    ("**10.1111/anae.12107**", ANAE),
    ("see 10.1111/anae.12107; and more", ANAE),
    ("10.1111/anae.12107。全文", ANAE),
    ("10.1111/anae\u200b.12107", ANAE),
    ("10.1002/14651858‐CD009402", "10.1002/14651858-CD009402"),
    ("10.1016%2Fj.bone.2021.116233", "10.1016/j.bone.2021.116233"),
    ("10.1016%252Fj.bone.2021.116233", "10.1016/j.bone.2021.116233"),
    ("https://dx.doi.org/10.1016%2Fj.bone.2021.116233", "10.1016/j.bone.2021.116233"),
    ("10.1016/S0140-6736(05)67889-0", "10.1016/S0140-6736(05)67889-0"),
    ("(10.1016/S0140-6736(05)67889-0)", "10.1016/S0140-6736(05)67889-0"),
    (SICI, SICI),
    (SICI.lower(), SICI.lower()),
    (SICI.replace("<", "&lt;").replace(">", "&gt;"), SICI),
    (f"https://doi.org/{SICI.replace('<', '%3C').replace('>', '%3E')}", SICI),
    ("10.1175/1520-0469(1963)020<0130:DNF>2.0.CO;2", "10.1175/1520-0469(1963)020<0130:DNF>2.0.CO;2"),
    ("https://doi.org/10.1002/(SICI)1096-8644(199601)99:1%3C1::AID-AJPA1%3E3.0.CO;2-%23",
     "10.1002/(SICI)1096-8644(199601)99:1<1::AID-AJPA1>3.0.CO;2-#"),
    ('<a href="https://doi.org/10.1111/anae.12107">text</a>', ANAE),
    ("[paper](https://doi.org/10.1111/anae.12107)", ANAE),
    ('{"doi":"10.1111/anae.12107","title":"x"}', ANAE),
    ("10.1111/anae.12107/full", ANAE),
    ("10.48550/arXiv.2101.00001", "10.48550/arXiv.2101.00001"),
    ("https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD009402.pub3/full", COCHRANE),
    ("https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD009402.pub3/full/de", COCHRANE),
    ("https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD009402.pub3//pl", COCHRANE),
    ("https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD009402.pub3/epdf/full", COCHRANE),
    ("https://onlinelibrary.wiley.com/doi/abs/10.1111/anae.12107", ANAE),
    ("https://onlinelibrary.wiley.com/doi/10.1111/anae.12107/abstract;jsessionid=5AB2.f01t02", ANAE),
    ("https://onlinelibrary.wiley.com/doi/epdf/10.1111/anae.12107?saml_referrer", ANAE),
    ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0057272#abstract0",
     "10.1371/journal.pone.0057272"),
    ("https://journals.plos.org/plosone/article/file?id=10.1371/journal.pone.0057272&type=printable",
     "10.1371/journal.pone.0057272"),
    ("https://academic.oup.com/ajcn/article/doi/10.1093/ajcn/nqaa123/5821234?login=false", "10.1093/ajcn/nqaa123"),
    ("https://www.biorxiv.org/content/10.1101/2020.03.01.971234v1", "10.1101/2020.03.01.971234"),
    ("https://www.medrxiv.org/content/10.1101/2020.03.01.20029123v2.full.pdf+html", "10.1101/2020.03.01.20029123"),
    ("https://link.springer.com/article/10.1007/s00394-021-02587-5/fulltext.html", "10.1007/s00394-021-02587-5"),
    ("https://link.springer.com/content/pdf/10.1007/s00394-021-02587-5.pdf", "10.1007/s00394-021-02587-5"),
    ("https://link.springer.com/content/pdf/10.1007%2Fs00394-021-02587-5.pdf?pdf=button",
     "10.1007/s00394-021-02587-5"),
    ("https://bmcnutr.biomedcentral.com/articles/10.1186/s40795-016-0121-3", "10.1186/s40795-016-0121-3"),
    ("https://www.frontiersin.org/articles/10.3389/fnut.2021.123456/full", "10.3389/fnut.2021.123456"),
    ("https://www.nejm.org/doi/full/10.1056/NEJMoa2034577?query=featured_home", "10.1056/NEJMoa2034577"),
    ("https://jamanetwork.com/journals/jama/fullarticle/10.1001/jama.2020.1234", "10.1001/jama.2020.1234"),
    ("https://journals.sagepub.com/doi/pdf/10.1177/0148607194018005430", "10.1177/0148607194018005430"),
    ("https://www.tandfonline.com/doi/full/10.1080/07315724.2021.12?scroll=top&needAccess=true",
     "10.1080/07315724.2021.12"),
    ("https://www.google.com/url?q=https%3A%2F%2Fdoi.org%2F10.1111%2Fanae.12107&sa=D&usg=abc", ANAE),
    ("https://doi-org.proxy.library.example/10.1111/anae.12107", ANAE),
    ("https://api.crossref.org/works/10.1111%2Fanae.12107", ANAE),
    ("https://europepmc.org/search?query=10.1111/anae.12107", ANAE),
    ("https://web.archive.org/web/2020/https://doi.org/10.1111/anae.12107", ANAE),
    ("https://zenodo.org/doi/10.5281/zenodo.1234567", "10.5281/zenodo.1234567"),
    ("10.1000/xyz?utm_source=x", "10.1000/xyz"),
    ("10.1000.10/123", "10.1000.10/123"),
]  # fmt: skip
PMIDS = [
    "PMID: 32956536",
    "PMID:32956536",
    "PMID 32956536.",
    "PMID32956536",
    "pmid=32956536",
    "PMID- 32956536",
    "PubMed ID: 32956536",
    "PubMed: 32956536",
    "[PubMed PMID: 32956536]",
    "32956536[pmid]",
    "32956536 [uid]",
    "https://pubmed.ncbi.nlm.nih.gov/32956536/",
    "https://pubmed.ncbi.nlm.nih.gov/32956536/?format=nbib",
    "https://pubmed.ncbi.nlm.nih.gov/32956536#abstract",
    "https://pubmed.ncbi.nlm.nih.gov/?term=32956536",
    "pubmed.ncbi.nlm.nih.gov/32956536",
    "https://www.ncbi.nlm.nih.gov/pubmed/32956536",
    "http://www.ncbi.nlm.nih.gov/m/pubmed/32956536/",
    "ncbi.nlm.nih.gov/pubmed/32956536",
    "https://www.ncbi.nlm.nih.gov/pubmed/?term=32956536%5Bpmid%5D",
    "http://www.ncbi.nlm.nih.gov/entrez/query.fcgi?cmd=Retrieve&db=PubMed&list_uids=32956536&dopt=Abstract",
    "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi?db=pubmed&id=32956536&retmode=xml",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/pmid/32956536/",
    "https://europepmc.org/article/MED/32956536",
    "http://europepmc.org/abstract/med/32956536",
    "https://pubmed.gov/32956536",
    "http://identifiers.org/pubmed:32956536",
]
PMCIDS = [
    "PMC8094171",
    "pmc8094171",
    "PMC8094171.",
    "PMC8094171.1",
    "PMC 8094171",
    "PMCID: PMC8094171",
    "PMCID:8094171",
    "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC8094171/",
    "http://www.ncbi.nlm.nih.gov/pmc/articles/8094171",
    "https://www.ncbi.nlm.nih.gov/labs/pmc/articles/PMC8094171/?report=reader",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC8094171/table/CD009402-tbl-0001",
    "https://europepmc.org/article/PMC/PMC8094171",
    "https://europepmc.org/articles/PMC8094171?pdf=render",
]
ISBNS = [
    "ISBN 978-0-306-40615-7",
    "ISBN-13: 978-0-306-40615-7",
    "ISBN-10: 0-306-40615-2",
    "ISBN10 0306406152",
    "isbn: 978 0 306 40615 7",
    "978 0 306 40615 7",
    "978–0–306–40615–7",
    "9780306406157",
    "0-306-40615-2",
    "0306406152",
    "urn:isbn:0306406152",
    "Books, 2nd ed. ISBN 0-306-40615-2 2001.",
    "https://openlibrary.org/isbn/9780306406157",
    "https://books.google.com/books?vid=ISBN0306406152",
    "https://www.amazon.co.uk/Title/dp/0306406152/ref=sr_1_1?x=y",
]
ARXIVS = [
    ("arXiv:2101.00001", "2101.00001"),
    ("arXiv:2101.00001v2 [q-bio.NC]", "2101.00001"),
    ("arxiv 2101.00001", "2101.00001"),
    ("2101.00001", "2101.00001"),
    ("2101.00001v3", "2101.00001"),
    ("hep-th/9901001", "hep-th/9901001"),
    ("arXiv:math.GT/0309136", "math.gt/0309136"),
    ("https://arxiv.org/abs/2101.00001v2", "2101.00001"),
    ("https://arxiv.org/pdf/2101.00001.pdf", "2101.00001"),
    ("arxiv.org/abs/hep-th/9901001v1", "hep-th/9901001"),
]
ADDRESSES = [
    ("https://ods.od.nih.gov/factsheets/Magnesium/?utm_source=x&fbclid=1#h2",
     "https://ods.od.nih.gov/factsheets/Magnesium/"),
    ("www.efsa.europa.eu/en/efsajournal/pub/4186.", "https://www.efsa.europa.eu/en/efsajournal/pub/4186"),
    ("(see https://en.wikipedia.org/wiki/Magnesium_(medical_use)).",
     "https://en.wikipedia.org/wiki/Magnesium_(medical_use)"),
    ("https://web.archive.org/web/2020/https://ods.od.nih.gov/factsheets/Magnesium/",
     "https://web.archive.org/web/2020/https://ods.od.nih.gov/factsheets/Magnesium/"),
    ("https://www.mdpi.com/2072-6643/12/8/2184", "https://www.mdpi.com/2072-6643/12/8/2184"),
    ("https://www.sciencedirect.com/science/article/pii/S8756328221003999",
     "https://www.sciencedirect.com/science/article/pii/S8756328221003999"),
    ("https://www.ncbi.nlm.nih.gov/books/NBK507250/", "https://www.ncbi.nlm.nih.gov/books/NBK507250/"),
    ("https://pubmed.ncbi.nlm.nih.gov/?term=magnesium+cramps",
     "https://pubmed.ncbi.nlm.nih.gov/?term=magnesium+cramps"),
    ("https://pubmed.ncbi.nlm.nih.gov/?term=2020+magnesium", "https://pubmed.ncbi.nlm.nih.gov/?term=2020+magnesium"),
    ("https://doi.org/gf7xz9", "https://doi.org/gf7xz9"),
]  # fmt: skip
NOTHING = [
    "", " ", "magnesium", "32956536", "1", "2020", "123456789", "ISSN 0028-4793", "0028-4793", "NCT01709968",
    "ISRCTN12345678", "10.1/x", "10.0.0.1/8", "1-800-555-1212", "9780306406158", "ISBN 0306406153", "0306406153",
    "PMC", "PMCX12", "javascript:alert(1)", "http://", "https://user:word@example.org/", "mailto:a@b.example",
    "ftp://example.org/x", "10.1111/", "10.1111/.", "2113.00001", "p. 10.1111", "EPMC8094171", "yousef2013",
    "In PubMed 2013 papers were found", "version 2101.000", "file:///etc/passwd", "http://ex ample",
]  # fmt: skip
ONE = [
    *((text, ("doi", value)) for text, value in DOIS),
    *((text, ("pmid", "32956536")) for text in PMIDS),
    *((text, ("pmcid", "PMC8094171")) for text in PMCIDS),
    *((text, ("isbn", WELL)) for text in ISBNS),
    *((text, ("arxiv", value)) for text, value in ARXIVS),
    *((text, ("url", value)) for text, value in ADDRESSES),
]
SEVERAL = [
    ("10.1111/a.1,10.1111/b.2; 10.1111/c.3", [("doi", "10.1111/a.1"), ("doi", "10.1111/b.2"), ("doi", "10.1111/c.3")]),
    ("10.1111/x\n10.1111/X", [("doi", "10.1111/x")]),
    ('["10.1111/a.1","10.1111/b.2"]', [("doi", "10.1111/a.1"), ("doi", "10.1111/b.2")]),
    ("https://doi.org/10.1111/a.1,https://doi.org/10.1111/b.2", [("doi", "10.1111/a.1"), ("doi", "10.1111/b.2")]),
    ("PMID: 1, PMID: 2", [("pmid", "1"), ("pmid", "2")]),
    ("doi:10.1111/anae.12107.PMID:23550975", [("doi", ANAE), ("pmid", "23550975")]),
    ("10.1111/anae.12107https://doi.org/10.1111/b.2", [("doi", ANAE), ("doi", "10.1111/b.2")]),
    ("PMID: 32956536; PMCID: PMC8094171; DOI: 10.1111/x",
     [("pmid", "32956536"), ("pmcid", "PMC8094171"), ("doi", "10.1111/x")]),
    ("10.1111/anae.12107 32956536", [("doi", ANAE)]),
]  # fmt: skip


def test_the_table_is_long_enough_to_mean_something():
    assert len({text for text, _ in [*ONE, *SEVERAL]} | set(NOTHING)) >= 120


@pytest.mark.parametrize(("text", "found"), ONE)
def test_one_identifier_is_found_in_whatever_people_paste(text, found):
    assert find(text) == [found]
    assert one_in(text) == found


@pytest.mark.parametrize(("text", "found"), ONE)
def test_what_was_found_is_found_again(text, found):
    field, value = found
    label = {"pmid": "PMID "}.get(field, "")
    assert find(f"{label}{value}") == [found]
    if field in identifiers.CANONICAL:
        assert identifiers.CANONICAL[field](value) == value


@pytest.mark.parametrize("text", NOTHING)
def test_a_number_or_a_word_is_no_identifier(text):
    assert find(text) == []
    assert one_in(text) is None


@pytest.mark.parametrize(("text", "found"), SEVERAL)
def test_several_identifiers_are_found_in_their_order_and_each_once(text, found):
    assert find(text) == found


def test_a_pasted_citation_means_one_work():
    citation = (
        "Garrison SR, et al. Magnesium for skeletal muscle cramps. Cochrane Database Syst Rev. 2020 Sep 21;9(9):CD009402. "
        "doi: 10.1002/14651858.CD009402.pub3. PMID: 32956536; PMCID: PMC8094171. https://example.org/a"
    )
    assert one_in(citation) == ("doi", COCHRANE)


def test_two_dois_mean_no_one_work():
    assert one_in("10.1111/a.1 and 10.1111/b.2") is None


# ---- whatever is pasted

_SUFFIX = st.text(string.ascii_letters + string.digits + ".-_()/;:", min_size=1, max_size=40)
_NOISE = st.text("«»“”,;!?\t\n ()[]<>\"'\u200b", max_size=10)
# an ISBN-10 or an arXiv id without a word before it counts only where nothing else is pasted
_CASES = st.sampled_from([case for case in ONE if case[1][0] not in {"isbn", "arxiv"}])


@given(st.text())
def test_no_text_is_an_error_and_what_is_found_is_canonical(text):
    for field, value in find(text):
        canonical = identifiers.CANONICAL.get(field, web_addresses.normal)
        assert canonical(value) == value


@given(st.lists(st.sampled_from([text for text, _ in ONE] + list("10./%2F()<>&;?#\"' \n")), max_size=12))
def test_pieces_of_identifiers_in_any_order_are_no_error(pieces):
    text = "".join(pieces)
    for field, value in find(text):
        assert identifiers.CANONICAL.get(field, web_addresses.normal)(value) == value


@given(_SUFFIX)
def test_a_doi_that_was_read_is_read_the_same_again(suffix):
    found = find(f"10.1234/{suffix}")
    for field, value in found:
        if field == "doi":
            assert identifiers.doi(value) == value
            if value.count("(") == value.count(")"):
                assert find(f"({value}).") == [("doi", value)]


@given(_NOISE, _CASES, _NOISE)
def test_noise_around_an_identifier_does_no_harm(before, case, after):
    text, found = case
    assert found in find(f"{before} {text} {after}")


@pytest.mark.parametrize(
    "piece",
    ["10.1111/", "10.1111/a,", "https://", "http://a", "www.", "(", ")", "10.1111/" + "(" * 50 + ")" * 90, "PMID ", "ISBN 9",
     "978-", "1-", "%25", "&amp;", "https://x/%25252525", "<", "arxiv:", "pubmed", "0", "97801234", "10.12345678", " ", "PMC",
     "https://www.ncbi.nlm.nih.gov/db=pubmed", "&lt;", "10.1002/(SICI)1<1>", "a" * 50 + "@", "\u200b", "https://a?isbn"],
)  # fmt: skip
def test_a_hundred_thousand_characters_take_no_time(piece):
    """Measured: under half a second. What grew with the square of the length would take minutes."""
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    begun = process_time()
    find(text)
    assert process_time() - begun < 10


# ---- addresses on the web


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTPS://Example.ORG:443/A/b", "https://example.org/A/b"),
        ("http://example.org:80/", "http://example.org/"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("//example.org/a", "https://example.org/a"),
        ("www.example.org/a", "https://www.example.org/a"),
        ("https://example.org/a?b=1&c=2#d", "https://example.org/a?b=1&c=2"),
        ("https://example.org/?utm_source=x&UTM_Medium=y&id=7&gclid=z&mc_eid=1", "https://example.org/?id=7"),
        ("https://example.org/?q=magnesium+cramps&page=2", "https://example.org/?q=magnesium+cramps&page=2"),
        ("https://example.org/?fbclid=1", "https://example.org/"),
        ("https://example.org/?b=2&a=1", "https://example.org/?b=2&a=1"),
        ("https://web.archive.org/web/2020/https://x.org/?a=1", "https://web.archive.org/web/2020/https://x.org/?a=1"),
        ("https://example.org/go?to=https://x.org/?utm_id=1", "https://example.org/go?to=https://x.org/?utm_id=1"),
        ("https://example.org/%E2%82%AC", "https://example.org/%E2%82%AC"),
        ("https://müller.example/ä", "https://müller.example/ä"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/"),
    ],
)
def test_a_web_address_has_one_spelling(typed, normal):
    assert web_addresses.normal(typed) == normal
    assert web_addresses.normal(normal) == normal


@pytest.mark.parametrize(
    "typed",
    ["", "magnesium", "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "mailto:a@b.example", "http://",
     "https:///path", "http://exa mple.org", "https://user:word@example.org/", "https://example.org\\@evil.example/",
     "https://example.org:99999/", "https://example.org/\ud800", "https://example.org/<script>", "https://[::1/",
     "https://example.org/" + "a" * 1000, "java\nscript:alert(1)"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match=r"\.$"):
        web_addresses.normal(typed)


@given(st.text())
def test_a_web_address_that_was_read_is_read_the_same_again(text):
    try:
        normal = web_addresses.normal(f"https://{text}")
    except ValueError:
        return
    assert web_addresses.normal(normal) == normal
