"""From the shapes of the catalogues to ours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from references.details import AbstractPart, Details, NoticeSeen, Relation
from references.lookup import abstract_markup, crossref, datacite, doi_negotiation, europepmc, openlibrary
from references.lookup.complementing import complement
from references.lookup.json_values import LONGEST, json_object, text, texts

DOI = "10.1000/x"


def message(**said):
    return crossref.read({"DOI": DOI, "type": "journal-article", "title": ["Magnesium"], **said})


# ---- Crossref


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ({"title": ["Magnesium"], "subtitle": ["A trial"]}, "title", "Magnesium: A trial"),
        ({"title": ["Does magnesium help?"], "subtitle": ["A trial"]}, "title", "Does magnesium help? A trial"),
        ({"title": ["Magnesium: a trial"], "subtitle": ["A trial"]}, "title", "Magnesium: a trial"),
        ({"title": [], "subtitle": ["A trial"]}, "title", "A trial"),
        ({"title": []}, "title", ""),
        (
            {"title": ["Mg<sup>2+</sup> in <i>E. coli</i> &amp; others"]},
            "title",
            "Mg<sup>2+</sup> in <i>E. coli</i> & others",
        ),
        ({"title": ["<script>alert(1)</script>Magnesium"]}, "title", "<script>alert(1)</script>Magnesium"),
        ({"title": ["Magnesium\n      and  cramps"]}, "title", "Magnesium and cramps"),
        ({"title": ["p < 0.05 and n > 3"]}, "title", "p < 0.05 and n > 3"),
        ({"title": ["NUL\x00 and half \ud800"]}, "title", "NUL and half"),
        ({"type": "posted-content", "institution": [{"name": "bioRxiv"}]}, "container_title", "bioRxiv"),
        ({"type": "posted-content"}, "csl_type", "article-journal"),
        ({"type": "book-chapter"}, "csl_type", "chapter"),
        ({"type": "book-chapter", "container-title": ["A series", "The book"]}, "container_title", "The book"),
        ({"type": "monograph"}, "csl_type", "book"),
        ({"type": "report"}, "csl_type", "report"),
        ({"type": "dissertation"}, "csl_type", "thesis"),
        ({"type": "dataset"}, "csl_type", "dataset"),
        ({"type": "something-new", "container-title": ["Journal"]}, "csl_type", "article-journal"),
        ({"short-container-title": ["Br. J. Anaesth."]}, "container_title_short", "Br J Anaesth"),
        ({"page": "123-30"}, "pages", "123-130"),
        ({"article-number": "e12345"}, "pages", "e12345"),
        ({"ISSN": ["0028-4793", "1533-4406"]}, "issn", "0028-4793"),
        ({"ISBN": ["http://id.crossref.org/isbn/9780306406157"]}, "isbn", "9780306406157"),
        ({"language": "en"}, "language", "en"),
        ({"edition-number": "2"}, "edition", "2"),
        ({"funder": [{"name": "NIH", "award": ["R01", "R02"]}, {"name": "MRC"}]}, "funding", "NIH (R01, R02); MRC"),
    ],
)
def test_each_field_of_crossref_finds_its_place(said, field, value):
    assert getattr(message(**said), field) == value


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ({"issued": {"date-parts": [[2020, 9, 21]]}}, (2020, 9, 21)),
        ({"issued": {"date-parts": [[2020, 9]]}}, (2020, 9, None)),
        ({"issued": {"date-parts": [["2020"]]}}, (2020, None, None)),
        ({"issued": {"date-parts": [[None]]}}, (None, None, None)),
        ({"issued": {"date-parts": [[]]}}, (None, None, None)),
        ({"issued": {"date-parts": []}}, (None, None, None)),
        ({"issued": {"date-parts": [[2020, 13, 40]]}}, (2020, None, None)),
        ({"issued": {"date-parts": [[2020, 2, 30]]}}, (2020, 2, None)),
        ({"issued": {"date-parts": [[99999]]}}, (None, None, None)),
        ({"issued": {"date-parts": [["2020", "9", "9" * 20]]}}, (2020, 9, None)),
        ({"issued": {"date-parts": [["9" * 5000]]}}, (None, None, None)),
        ({"issued": {"date-parts": [[None]]}, "published-online": {"date-parts": [[2019, 5]]}}, (2019, 5, None)),
        ({"published-print": {"date-parts": [[2020]]}, "published-online": {"date-parts": [[2019, 12, 5]]},
          "issued": {"date-parts": [[2019, 12, 5]]}}, (2020, None, None)),
        ({"issued": None, "created": {"date-parts": [[2018, 1, 2]]}}, (2018, 1, 2)),
    ],
)  # fmt: skip
def test_a_date_is_what_is_known_of_it(said, date):
    details = message(**said)
    assert (details.year, details.month, details.day) == date


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ({"given": "Scott R", "family": "Garrison", "sequence": "first"}, {"family": "Garrison", "given": "Scott R"}),
        ({"name": "World Health Organization"}, {"literal": "World Health Organization"}),
        ({"given": "Lisette", "family": "de Groot"}, {"family": "de Groot", "given": "Lisette"}),
        ({"given": "Lisette de", "family": "Groot"}, {"family": "de Groot", "given": "Lisette"}),
        ({"given": "Martin", "family": "King", "suffix": "Jr"}, {"family": "King", "given": "Martin", "suffix": "Jr"}),
        (
            {"given": "Martin", "family": "King", "suffix": "III"},
            {"family": "King", "given": "Martin", "suffix": "III"},
        ),
        ({"literal": "MAG Group"}, {"literal": "MAG Group"}),
        ({"non-dropping-particle": "van", "family": "Delft", "given": "M"}, {"family": "van Delft", "given": "M"}),
        ({"family": "Plato"}, {"family": "Plato"}),
        ({"given": "Madonna"}, {"family": "Madonna"}),
        ({"given": "A", "family": "Müller<sup>1</sup>"}, {"family": "Müller¹", "given": "A"}),
    ],
)
def test_a_name_keeps_its_particle_its_suffix_and_its_organisation(name, ours):
    assert message(author=[name]).authors == (ours,)


def test_names_that_say_nothing_are_left_out():
    assert message(author=[{}, {"ORCID": "x"}, "text", None], editor=[{"family": "Editor"}]).authors == ()


@pytest.mark.parametrize("update", ["retraction", "expression_of_concern", "partial_retraction", "erratum", "removal"])
def test_a_notice_about_this_work_is_seen(update):
    details = message(
        **{
            "updated-by": [
                {"DOI": "10.1000/n", "type": update, "source": "publisher", "updated": {"date-parts": [[2010, 2, 6]]}},
                {"DOI": "10.1000/n", "type": update, "source": "retraction-watch", "record-id": "4036",
                 "updated": {"date-parts": [[2010, 2, 6]]}},
                {"DOI": "10.1000/n", "type": "a_new_word"},
            ]
        }
    )  # fmt: skip
    kind = update.replace("_", "-")
    assert details.notices == (
        NoticeSeen(kind, "publisher", doi="10.1000/n", published_on="2010-02-06"),
        NoticeSeen(kind, "retraction-watch", doi="10.1000/n", published_on="2010-02-06", record_id="4036"),
    )


def test_a_notice_is_not_affected_by_itself():
    notice = {
        "DOI": DOI,
        "update-to": [{"DOI": "10.1000/y", "type": "retraction"}, {"DOI": "10.1000/z", "type": "new_version"}],
    }
    assert crossref.notices(notice) == []
    assert crossref.is_notice_about(notice) == [("retraction", "10.1000/y")]


def related(name, other, own=DOI):
    return crossref.relations(
        {"DOI": own, "relation": {name: [{"id-type": "doi", "id": other, "asserted-by": "object"}]}}
    )


@pytest.mark.parametrize(
    ("name", "own", "other", "kind"),
    [
        ("is-preprint-of", DOI, "10.1000/y", "preprint-of"),
        ("has-preprint", DOI, "10.1000/y", "has-preprint"),
        ("is-replaced-by", DOI, "10.1000/y", "newer"),
        ("replaces", DOI, "10.1000/y", "older"),
        ("has-version", "10.12688/f1000research.1.1", "10.12688/f1000research.1.2", "newer"),
        ("is-version-of", "10.12688/f1000research.1.2", "10.12688/f1000research.1.1", "older"),
        ("is-version-of", "10.21203/rs.3.rs-12345/v1", "10.21203/rs.3.rs-12345/v3", "newer"),
        ("has-version", "10.1002/14651858.CD009402.pub3", "10.1002/14651858.CD009402.pub2", "older"),
    ],
)
def test_versions_of_one_work_are_related(name, own, other, kind):
    assert related(name, other, own) == [Relation(kind, doi=other)]


@pytest.mark.parametrize(
    ("name", "other"), [("has-review", "10.1000/y"), ("has-version", "10.1000/y"), ("replaces", DOI)]
)
def test_what_is_no_version_of_it_is_not_related(name, other):
    assert related(name, other) == []


def test_a_newer_version_that_an_update_names_is_related():
    message = {"DOI": DOI, "updated-by": [{"DOI": "10.1000/y", "type": "new_version"}]}
    assert crossref.relations(message) == [Relation("newer", doi="10.1000/y")]


def test_csl_json_by_content_negotiation_is_read_too():
    details = doi_negotiation.read(
        {"DOI": DOI, "type": "article-journal", "title": "Magnesium", "container-title": "Journal",
         "author": [{"family": "Garrison", "given": "S"}], "issued": {"date-parts": [["2012", "9"]]}, "ISSN": "0028-4793"}
    )  # fmt: skip
    assert details == Details(
        csl_type="article-journal", title="Magnesium", container_title="Journal", doi=DOI, year=2012, month=9,
        issn="0028-4793", authors=({"family": "Garrison", "given": "S"},),
    )  # fmt: skip


# ---- abstracts


@pytest.mark.parametrize(
    ("markup", "parts"),
    [
        ("<jats:p>Text.</jats:p>", [("", "Text.")]),
        ("<jats:title>Abstract</jats:title><jats:p>Text.</jats:p>", [("", "Text.")]),
        ("<jats:sec><jats:title>Background</jats:title><jats:p>A.</jats:p></jats:sec>"
         "<jats:sec><jats:title>RESULTS</jats:title><jats:p>B.</jats:p><jats:p>C.</jats:p></jats:sec>",
         [("Background", "A."), ("Results", "B."), ("", "C.")]),
        ("<jats:p><jats:bold>Methods:</jats:bold> We asked.</jats:p>", [("Methods", "We asked.")]),
        ("<jats:title>Abstract</jats:title>Text without a paragraph.", [("", "Text without a paragraph.")]),
        ("<h4>Aim</h4>To see. <h4>Main results</h4>Nothing.", [("Aim", "To see."), ("Main results", "Nothing.")]),
        ("Plain text, p &lt; 0.05.", [("", "Plain text, p < 0.05.")]),
        ("<jats:p>10<jats:sup>3</jats:sup> of Mg<sub>2</sub></jats:p>", [("", "10³ of Mg₂")]),
        ("<p>One.<p>Two.", [("", "One."), ("", "Two.")]),
        ("", []),
        ("<jats:title>Abstract</jats:title>", []),
    ],
)  # fmt: skip
def test_an_abstract_comes_in_its_parts(markup, parts):
    assert [(part.label, part.text) for part in abstract_markup.parts(markup)] == parts


# ---- DataCite


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ({"titles": [{"title": "Main"}, {"title": "Sub", "titleType": "Subtitle"}]}, "title", "Main: Sub"),
        ({"types": {"resourceTypeGeneral": "Preprint"}}, "csl_type", "article-journal"),
        ({"types": {"resourceTypeGeneral": "Dataset"}}, "csl_type", "dataset"),
        ({"publicationYear": 2021}, "year", 2021),
        ({"publicationYear": "2021", "dates": [{"date": "2021-05-06", "dateType": "Issued"}]}, "day", 6),
        ({"publicationYear": 2021, "dates": [{"date": "2019-05-06", "dateType": "Issued"}]}, "month", None),
        ({"publisher": "Zenodo"}, "publisher", "Zenodo"),
        ({"publisher": {"name": "Zenodo"}}, "publisher", "Zenodo"),
        ({"descriptions": [{"description": "Long.", "descriptionType": "Abstract"}]}, "abstract", (AbstractPart("Long."),)),
        ({"descriptions": [{"description": "Long.", "descriptionType": "Methods"}]}, "abstract", ()),
        ({"creators": [{"name": "Author, Anna", "nameType": "Personal"}]}, "authors", ({"family": "Author", "given": "Anna"},)),
        ({"creators": [{"name": "EFSA", "nameType": "Organizational"}]}, "authors", ({"literal": "EFSA"},)),
        ({"relatedIdentifiers": [{"relationType": "IsPreviousVersionOf", "relatedIdentifier": "https://doi.org/10.5281/z.2"}]},
         "relations", (Relation("newer", doi="10.5281/z.2"),)),
        ({"relatedIdentifiers": [{"relationType": "Cites", "relatedIdentifier": "10.5281/z.2"}]}, "relations", ()),
    ],
)  # fmt: skip
def test_each_field_of_datacite_finds_its_place(said, field, value):
    assert getattr(datacite.read({"doi": "10.5281/z.1", **said}), field) == value


def test_a_paper_on_arxiv_has_its_arxiv_id():
    details = datacite.read({"doi": "10.48550/arxiv.2101.00001", "titles": [{"title": "On magnesium"}]})
    assert (details.arxiv, details.container_title) == ("2101.00001", "arXiv")


# ---- Europe PMC


def result(**said):
    return europepmc.read({"source": "MED", "pmid": "1", "title": "Magnesium.", **said})


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ({}, "title", "Magnesium"),
        ({"pmcid": "PMC77", "doi": DOI}, "pmcid", "PMC77"),
        ({"journalInfo": {"volume": "9", "issue": "2", "journal": {"title": "Journal", "medlineAbbreviation": "J",
                                                                  "issn": "0028-4793"}}}, "container_title_short", "J"),
        ({"authorList": {"author": [{"fullName": "Garrison SR", "firstName": "Scott R", "lastName": "Garrison"},
                                    {"collectiveName": "MAG Group"}]}}, "authors",
         ({"family": "Garrison", "given": "Scott R"}, {"literal": "MAG Group"})),
        ({"authorList": {"author": {"lastName": "Garrison", "initials": "SR"}}}, "authors",
         ({"family": "Garrison", "given": "SR"},)),
        ({"authorString": "Garrison SR, Allan GM."}, "authors",
         ({"family": "Garrison", "given": "SR"}, {"family": "Allan", "given": "GM"})),
        ({"pubYear": "2020", "firstPublicationDate": "2020-09-21"}, "day", 21),
        ({"pubYear": "2020", "firstPublicationDate": "2019-09-21"}, "month", None),
        ({"pubTypeList": {"pubType": ["systematic-review", "Journal Article", "research-article"]}}, "publication_types",
         ("Systematic Review", "Journal Article")),
        ({"pubTypeList": {"pubType": "Randomized Controlled Trial"}}, "design", "randomised-trial"),
        ({"meshHeadingList": {"meshHeading": [{"descriptorName": "Magnesium", "meshQualifierList": {
            "meshQualifier": [{"qualifierName": "blood"}]}}, {"descriptorName": "Humans"}]}}, "mesh",
         ("Magnesium/blood", "Humans")),
        ({"grantsList": {"grant": [{"grantId": "R01", "agency": "NIH"}]}}, "funding", "NIH (R01)"),
        ({"keywordList": {"keyword": ["cramp", "magnesium"]}}, "keywords", ("cramp", "magnesium")),
        ({"abstractText": "<h4>Aim</h4>To see."}, "abstract", (AbstractPart("To see.", "Aim"),)),
    ],
)  # fmt: skip
def test_each_field_of_europe_pmc_finds_its_place(said, field, value):
    assert getattr(result(**said), field) == value


def corrected(*items):
    return {"commentCorrectionList": {"commentCorrection": list(items)}}


RETRACTION = {
    "id": "20137807",
    "source": "MED",
    "type": "Retraction in",
    "reference": "Lancet. 2010 Feb 6. doi: 10.1016/n.",
}


@pytest.mark.parametrize("shape", [[RETRACTION], RETRACTION])
def test_a_notice_of_europe_pmc_is_seen_alone_and_in_a_list(shape):
    details = result(commentCorrectionList={"commentCorrection": shape})
    [notice] = details.notices
    assert (notice.type, notice.asserted_by, notice.pmid, notice.doi) == (
        "retraction",
        "europe-pmc",
        "20137807",
        "10.1016/n",
    )


@pytest.mark.parametrize(
    ("kind", "notices"),
    [
        ("Erratum in", ["erratum"]),
        ("Expression of concern in", ["expression-of-concern"]),
        ("Partial retraction in", ["partial-retraction"]),
        ("Comment in", []),
        ("Retraction of", []),
        ("Erratum for", []),
        ("Cites", []),
    ],
)
def test_only_what_affects_this_work_is_a_notice_about_it(kind, notices):
    details = result(**corrected({"type": kind, "reference": "J. 2020"}))
    assert [notice.type for notice in details.notices] == notices


def test_a_retraction_without_its_notice_is_known_by_the_type_of_the_work():
    [notice] = result(pubTypeList={"pubType": ["Retracted Publication"]}).notices
    assert notice.type == "retraction"


def test_an_update_is_a_newer_version():
    details = result(
        **corrected(
            {"type": "Update in", "id": "5", "source": "MED"}, {"type": "Update of", "id": "3", "source": "MED"}
        )
    )
    assert details.relations == (Relation("newer", pmid="5"), Relation("older", pmid="3"))


# ---- one catalogue fills the gaps of another


def test_the_first_record_stays_and_its_gaps_are_filled():
    first = Details(title="Magnesium", year=2020, publisher="Wiley", keywords=("a",))
    other = Details(title="Other", year=2019, month=3, volume="9", keywords=("b",), mesh=("Humans",))
    assert complement(first, other) == Details(
        title="Magnesium", year=2020, publisher="Wiley", keywords=("a",), volume="9", mesh=("Humans",)
    )


def test_an_abstract_with_headings_is_better_than_one_without():
    bare, headed = (AbstractPart("All of it."),), (AbstractPart("A.", "Background"), AbstractPart("B.", "Results"))
    assert complement(Details(abstract=bare), Details(abstract=headed)).abstract == headed
    assert complement(Details(abstract=headed), Details(abstract=bare)).abstract == headed
    assert complement(Details(), Details(abstract=bare)).abstract == bare


def test_notices_of_both_stand_there():
    mine, theirs = NoticeSeen("retraction", "publisher"), NoticeSeen("retraction", "pubmed")
    assert complement(Details(notices=(mine,)), Details(notices=(theirs, mine))).notices == (mine, theirs)


# ---- lying catalogues

_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from([DOI, "<i>x", "2020-01-01"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def lies(*names):
    """A record that has the names it should have, with whatever in them."""
    return st.dictionaries(st.sampled_from(names), _JSON, max_size=len(names))


@given(
    lies("DOI", "type", "title", "subtitle", "container-title", "short-container-title", "author", "editor", "issued",
         "published", "volume", "page", "ISSN", "ISBN", "funder", "abstract", "updated-by", "update-to", "relation",
         "language", "institution")
)  # fmt: skip
def test_whatever_crossref_sends_is_no_error(record):
    assert Details(**vars(crossref.read(record))).as_json() is not None
    crossref.is_notice_about(record)


@given(
    lies("doi", "titles", "creators", "contributors", "publisher", "publicationYear", "types", "dates", "descriptions",
         "relatedIdentifiers", "subjects", "fundingReferences", "container", "version", "language")
)  # fmt: skip
def test_whatever_datacite_sends_is_no_error(record):
    datacite.read(record)


@given(
    lies("doi", "pmid", "pmcid", "title", "journalInfo", "authorList", "authorString", "pubYear", "pageInfo",
         "abstractText", "pubTypeList", "meshHeadingList", "grantsList", "keywordList", "commentCorrectionList",
         "firstPublicationDate", "bookOrReportDetails", "source", "language")
)  # fmt: skip
def test_whatever_europe_pmc_sends_is_no_error(record):
    europepmc.read(record)


@given(lies("title", "subtitle", "authors", "publishers", "publish_places", "publish_date", "edition_name"))
def test_whatever_open_library_sends_is_no_error(record):
    openlibrary.read(record, "9780306406157")


@given(st.text())
def test_no_abstract_is_an_error(markup):
    abstract_markup.parts(markup)


class Sent:
    def __init__(self, body):
        self.body = body


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"null", b"12", b"\xff\xfe", b"<html>", b"[" * 100_000, b'{"a": ' * 100_000]
)
def test_what_is_no_object_is_unreadable(body):
    with pytest.raises(ValueError):
        json_object(Sent(body))


def test_a_value_of_another_kind_counts_as_not_said():
    assert [text(v) for v in (None, True, 1.5, {}, [], [None, "x"], 7, " x ", 10**30)] == [
        "",
        "",
        "",
        "",
        "",
        "x",
        "7",
        "x",
        "",
    ]
    assert text("NUL\x00 and half \ud800") == "NUL and half"
    assert texts(["a", 1, None, ["b"], {}]) == ["a", "1"]
    assert len(text("x" * 10**6)) == LONGEST
