"""PubMed XML. The samples are written for these tests; names, numbers and findings are made up."""

import pytest

from references.details import AbstractPart, NoticeSeen, Relation
from references.formats import Unreadable
from references.formats.encoding import Text
from references.formats.pubmed_xml import read_articles, records

HEAD = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" '
    '"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">\n'
)

ARTICLE = """
<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">90000001</PMID>
<Article PubModel="Print-Electronic"><Journal><ISSN IssnType="Electronic">1873-2763</ISSN>
<JournalIssue CitedMedium="Internet"><Volume>154</Volume><Issue>2</Issue>
<PubDate><Year>2022</Year><Month>Jan</Month><Day>9</Day></PubDate></JournalIssue>
<Title>Bone and mineral (Edinburgh, Scotland)</Title><ISOAbbreviation>Bone Miner.</ISOAbbreviation></Journal>
<ArticleTitle>Effect of Mg<sup>2+</sup> on <i>in vivo</i> bone: a systematic review &amp; meta-analysis.</ArticleTitle>
<Pagination><StartPage>123</StartPage><EndPage>130</EndPage><MedlinePgn>123-30</MedlinePgn></Pagination>
<ELocationID EIdType="doi" ValidYN="Y">10.1000/Bone.2022.1</ELocationID>
<Abstract><AbstractText Label="BACKGROUND" NlmCategory="BACKGROUND">Bone needs 10<sup>-3</sup> mol of Mg<sup>2+</sup>.</AbstractText>
<AbstractText Label="RESULTS">Pain fell
  (p&lt;0.05) in x<sub>max</sub>.</AbstractText><AbstractText>Nothing else.</AbstractText>
<CopyrightInformation>Copyright 2022</CopyrightInformation></Abstract>
<AuthorList CompleteYN="N"><Author ValidYN="Y"><LastName>van Delft</LastName><ForeName>Marieke</ForeName></Author>
<Author ValidYN="N"><LastName>Grotte</LastName><ForeName>Lisette</ForeName></Author>
<Author ValidYN="Y"><LastName>King</LastName><ForeName>Martin L</ForeName><Suffix>Jr</Suffix></Author>
<Author ValidYN="Y"><LastName>Oddny</LastName><Initials>T</Initials></Author>
<Author ValidYN="Y"><CollectiveName>Magnesium and Bone Study Group</CollectiveName></Author></AuthorList>
<Language>eng</Language>
<GrantList CompleteYN="Y"><Grant><GrantID>R01 12</GrantID><Agency>NIAMS NIH HHS</Agency><Country>United States</Country></Grant>
<Grant><Agency>Wellcome Trust</Agency></Grant></GrantList>
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>
<PublicationType UI="D017418">Meta-Analysis</PublicationType></PublicationTypeList></Article>
<MedlineJournalInfo><MedlineTA>Bone Miner</MedlineTA></MedlineJournalInfo>
<CommentsCorrectionsList>
<CommentsCorrections RefType="ErratumIn"><RefSource>Bone 2000. 2023 Feb 3;1(2):3. doi: 10.1000/erratum.1.</RefSource><PMID Version="1">90000002</PMID><Note>Table 2</Note></CommentsCorrections>
<CommentsCorrections RefType="CommentIn"><RefSource>Bone. 2023;1:4</RefSource><PMID Version="1">90000003</PMID></CommentsCorrections>
<CommentsCorrections RefType="UpdateIn"><RefSource>Bone. 2024 Mar;9:9</RefSource><PMID Version="1">90000004</PMID></CommentsCorrections>
<CommentsCorrections RefType="UpdateOf"><RefSource>medRxiv. 2021 May 1:2021.05.01.1. doi: 10.1101/2021.05.01.1</RefSource></CommentsCorrections>
<CommentsCorrections RefType="ErratumFor"><RefSource>Bone. 2001;1:4</RefSource><PMID Version="1">90000005</PMID></CommentsCorrections>
</CommentsCorrectionsList>
<MeshHeadingList><MeshHeading><DescriptorName UI="D008274" MajorTopicYN="N">Magnesium</DescriptorName>
<QualifierName MajorTopicYN="Y">blood</QualifierName><QualifierName>therapeutic use</QualifierName></MeshHeading>
<MeshHeading><DescriptorName>Humans</DescriptorName></MeshHeading></MeshHeadingList>
<KeywordList Owner="NOTNLM"><Keyword MajorTopicYN="N">Bone</Keyword><Keyword>Pain, lasting</Keyword></KeywordList>
<CoiStatement>None to declare.</CoiStatement></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pubmed">90000001</ArticleId><ArticleId IdType="pmc">PMC9000001.1</ArticleId>
<ArticleId IdType="doi">10.1000/Bone.2022.1</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="pubmed">123</ArticleId><ArticleId IdType="doi">10.1000/cited</ArticleId>
<ArticleId IdType="pmc">PMC1</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>
"""  # noqa: E501

BOOK = """
<PubmedBookArticle><BookDocument><PMID Version="1">90000010</PMID><ArticleIdList><ArticleId IdType="bookaccession">NBK900001</ArticleId></ArticleIdList>
<Book><Publisher><PublisherName>National Academies Press (US)</PublisherName><PublisherLocation>Washington (DC)</PublisherLocation></Publisher>
<BookTitle book="x">Minerals in Food</BookTitle><PubDate><Year>1997</Year></PubDate>
<AuthorList Type="editors" CompleteYN="Y"><Author><LastName>Editor</LastName><ForeName>Eva</ForeName></Author></AuthorList>
<Edition>2nd</Edition><Isbn>978-0-309-06403-3</Isbn></Book>{chapter}<Language>eng</Language>
<AuthorList Type="authors"><Author><CollectiveName>Committee on Minerals</CollectiveName></Author></AuthorList>
<PublicationType UI="D016454">Review</PublicationType><Abstract><AbstractText>On minerals.</AbstractText></Abstract></BookDocument></PubmedBookArticle>
"""  # noqa: E501


def one(xml):
    (details,) = read_articles((HEAD + f"<PubmedArticleSet>{xml}</PubmedArticleSet>").encode())
    return details


def article(inside="", **parts):
    """A short article; parts replace what stands in it."""
    parts = {"title": "On magnesium.", "date": "<Year>2020</Year>", "model": "Print", **parts}
    return (
        f'<PubmedArticle><MedlineCitation><PMID>90000001</PMID><Article PubModel="{parts["model"]}"><Journal><JournalIssue>'
        f"<PubDate>{parts['date']}</PubDate></JournalIssue></Journal><ArticleTitle>{parts['title']}</ArticleTitle>"
        f"{inside}</Article>{parts.get('after', '')}</MedlineCitation></PubmedArticle>"
    )


def test_an_article_gives_its_whole_record():
    details = one(ARTICLE)
    assert details.as_json() == {
        "csl_type": "article-journal",
        "title": "Effect of Mg<sup>2+</sup> on <i>in vivo</i> bone: a systematic review & meta-analysis",
        "authors": (
            {"family": "van Delft", "given": "Marieke"},
            {"family": "King", "given": "Martin L", "suffix": "Jr"},
            {"family": "Oddny", "given": "T"},
            {"literal": "Magnesium and Bone Study Group"},
            {"literal": "and others"},
        ),
        "container_title": "Bone and mineral",
        "container_title_short": "Bone Miner",
        "year": 2022,
        "month": 1,
        "day": 9,
        "volume": "154",
        "issue": "2",
        "pages": "123-130",
        "language": "en",
        "issn": "1873-2763",
        "doi": "10.1000/Bone.2022.1",
        "pmid": "90000001",
        "pmcid": "PMC9000001",
        "abstract": (
            {"label": "Background", "text": "Bone needs 10⁻³ mol of Mg²⁺."},
            {"label": "Results", "text": "Pain fell (p<0.05) in x_max."},
            {"label": "", "text": "Nothing else."},
        ),
        "design": "meta-analysis",
        "funding": "NIAMS NIH HHS (R01 12); Wellcome Trust",
        "interests": "None to declare.",
        "keywords": ("Bone", "Pain, lasting"),
        "mesh": ("Magnesium/blood/therapeutic use", "Humans"),
        "publication_types": ("Journal Article", "Meta-Analysis"),
        "notices": (
            {
                "type": "erratum",
                "asserted_by": "pubmed",
                "doi": "10.1000/erratum.1",
                "pmid": "90000002",
                "url": "",
                "published_on": "2023-02-03",
                "record_id": "",
                "note": "Bone 2000. 2023 Feb 3;1(2):3. doi: 10.1000/erratum.1. Table 2",
            },
            {
                "type": "new-version",
                "asserted_by": "pubmed",
                "doi": "",
                "pmid": "90000004",
                "url": "",
                "published_on": "",
                "record_id": "",
                "note": "Bone. 2024 Mar;9:9",
            },
        ),
        "relations": (
            {"kind": "newer", "doi": "", "pmid": "90000004", "arxiv": ""},
            {"kind": "has-preprint", "doi": "10.1101/2021.05.01.1", "pmid": "", "arxiv": ""},
        ),
    }


def test_a_book_and_its_chapter_are_kept_apart():
    book, chapter = one(BOOK.format(chapter="")), one(BOOK.format(chapter="<ArticleTitle>Magnesium</ArticleTitle>"))
    assert (book.csl_type, book.title, book.isbn, book.edition) == ("book", "Minerals in Food", "9780309064033", "2nd")
    assert (book.publisher, book.publisher_place, book.year) == (
        "National Academies Press (US)",
        "Washington (DC)",
        1997,
    )
    assert book.authors == ({"literal": "Committee on Minerals"},)
    assert book.editors == ({"family": "Editor", "given": "Eva"},)
    assert book.url == "https://www.ncbi.nlm.nih.gov/books/NBK900001/"
    assert (chapter.csl_type, chapter.title, chapter.container_title) == ("chapter", "Magnesium", "Minerals in Food")
    # two chapters of one book are not one work
    assert chapter.isbn == ""
    assert chapter.notes == ("ISBN of the book: 9780309064033",)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("<Year>2020</Year><Month>09</Month><Day>21</Day>", (2020, 9, 21, "")),
        ("<Year>2020</Year><Month>Sep</Month>", (2020, 9, None, "")),
        ("<Year>2020</Year><Season>Fall</Season>", (2020, None, None, "autumn")),
        ("<MedlineDate>2020 Sep-Oct</MedlineDate>", (2020, 9, None, "")),
        ("<MedlineDate>1998 Dec-1999 Jan</MedlineDate>", (1998, 12, None, "")),
        ("<MedlineDate>2000 Spring</MedlineDate>", (2000, None, None, "spring")),
        ("<MedlineDate>2015-2016</MedlineDate>", (2015, None, None, "")),
        ("<MedlineDate>2020 Nov 30-Dec 4</MedlineDate>", (2020, 11, None, "")),
        ("<Year>2021</Year><Month>Feb</Month><Day>30</Day>", (2021, 2, None, "")),
        (f"<Year>2021</Year><Month>Feb</Month><Day>{'9' * 20}</Day>", (2021, 2, None, "")),
        (f"<Year>2021</Year><Month>{'9' * 5000}</Month>", (2021, None, None, "")),
    ],
)
def test_dates_seasons_and_ranges_come_out(date, expected):
    found = one(article(date=date))
    assert (found.year, found.month, found.day, found.season) == expected


def test_an_article_that_only_appeared_online_has_the_day_it_appeared():
    online = "<ArticleDate><Year>2020</Year><Month>03</Month><Day>04</Day></ArticleDate>"
    found = one(article(online, model="Electronic"))
    assert (found.year, found.month, found.day) == (2020, 3, 4)
    assert one(article(online, model="Electronic-eCollection")).month is None


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Does it work?", "Does it work?"),
        ("Life in the U.S.", "Life in the U.S."),
        ("[Magnesium in the hospital].", "[Magnesium in the hospital]"),
        ("[Not Available].", "Magnesium im Krankenhaus"),
        ("p &lt; 0.05 &amp; more", "p < 0.05 & more"),
        ("H<sub>2</sub>O and <b>bold</b> <u>lines</u>", "H<sub>2</sub>O and <b>bold</b> lines"),
        (
            '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:msup><mml:mi>x</mml:mi><mml:mn>2</mml:mn>'
            "</mml:msup></mml:math> and more",
            "x<sup>2</sup> and more",
        ),
    ],
)
def test_titles_keep_their_markup_and_lose_the_full_stop_of_pubmed(title, expected):
    vernacular = "<VernacularTitle>Magnesium im Krankenhaus.</VernacularTitle>"
    assert one(article(vernacular, title=title)).title == expected


@pytest.mark.parametrize(
    ("kind", "type"),
    [
        ("ErratumIn", "erratum"),
        ("RetractionIn", "retraction"),
        ("PartialRetractionIn", "partial-retraction"),
        ("ExpressionOfConcernIn", "expression-of-concern"),
        ("CorrectedandRepublishedIn", "correction"),
        ("RetractedandRepublishedIn", "retraction"),
        ("UpdateIn", "new-version"),
        ("RetractionOf", None),
        ("ErratumFor", None),
        ("ExpressionOfConcernFor", None),
        ("CorrectedandRepublishedFrom", None),
        ("RetractedandRepublishedFrom", None),
        ("UpdateOf", None),
        ("CommentOn", None),
        ("CommentIn", None),
        ("ReprintIn", None),
        ("Cites", None),
    ],
)
def test_only_what_says_that_this_record_is_affected_is_a_notice(kind, type):
    correction = (
        f'<CommentsCorrectionsList><CommentsCorrections RefType="{kind}"><RefSource>J. 2021 Jan 2;3:4</RefSource>'
        "<PMID>90000007</PMID></CommentsCorrections></CommentsCorrectionsList>"
    )
    notices = one(article(after=correction)).notices
    expected = [NoticeSeen(type, "pubmed", pmid="90000007", published_on="2021-01-02", note="J. 2021 Jan 2;3:4")]
    assert list(notices) == (expected if type else [])


def test_a_retracted_publication_is_retracted_even_if_the_notice_is_not_named():
    kinds = "<PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList>"
    assert [n.type for n in one(article(kinds)).notices] == ["retraction"]


def test_a_preprint_knows_the_paper_it_became():
    kinds = "<PublicationTypeList><PublicationType>Preprint</PublicationType></PublicationTypeList>"
    update = (
        '<CommentsCorrectionsList><CommentsCorrections RefType="UpdateIn"><RefSource>Bone. 2024</RefSource>'
        "<PMID>90000008</PMID></CommentsCorrections></CommentsCorrectionsList>"
    )
    assert one(article(kinds, after=update)).relations == (Relation("preprint-of", pmid="90000008"),)


def test_records_that_are_broken_do_not_take_others_along():
    good = article()
    xml = "\n".join(
        [
            "<PubmedArticleSet>",
            good,
            good.replace("</ArticleTitle>", ""),
            good.replace("</PubmedArticle>", ""),
            f"{good}{good}",
            "<DeleteCitation><PMID>90000009</PMID></DeleteCitation>",
            good[:200],
        ]
    )
    read = list(records(Text(xml.encode())))
    assert [(r.line, r.unreadable) for r in read] == [
        (2, False),
        (3, True),
        (4, True),
        (5, False),
        (5, False),
        (6, True),
        (7, True),
    ]
    whys = [r.problems[0].made for r in read if r.unreadable]
    assert whys[0].startswith("This record is not well-formed XML")
    assert whys[1] == "This record has no end: </PubmedArticle> is missing."
    assert whys[2] == "PubMed says that this record was deleted."
    assert whys[3] == "The file ends in the middle of this record."


def test_the_line_of_a_record_is_that_of_the_file_however_it_is_cut():
    padding = "<!-- " + "long\n" * 40_000 + "-->\n"
    xml = f"<PubmedArticleSet>\n{article()}\n{padding}{article()}\n</PubmedArticleSet>"
    assert [r.line for r in records(Text(xml.encode()))] == [2, 40_004]


LAUGHS = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>'


@pytest.mark.parametrize(
    "head",
    [
        LAUGHS,
        '<!DOCTYPE PubmedArticleSet SYSTEM "http://127.0.0.1/evil.dtd">',
        '<!DOCTYPE PubmedArticleSet [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://dtd.nlm.nih.gov/x.dtd" [<!ELEMENT x ANY>]>',
        '<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://evil.example/x.dtd">',
        '<!ENTITY x "y">',
    ],
)
def test_xml_that_declares_entities_or_another_document_type_is_not_opened(head):
    with pytest.raises(Unreadable, match="declares entities or a document type"):
        read_articles(f'<?xml version="1.0"?>{head}<PubmedArticleSet>{article()}</PubmedArticleSet>'.encode())


def test_a_document_type_in_the_middle_of_a_file_reaches_no_parser():
    read = list(records(Text((article() + LAUGHS + article() + article(title=LAUGHS)).encode())))
    assert [r.unreadable for r in read] == [False, False, True]


def test_an_entity_that_nobody_declared_breaks_its_record_only():
    read = list(records(Text((article(title="&x;") + article()).encode())))
    assert [r.unreadable for r in read] == [True, False]


def test_a_set_without_articles_is_empty_and_an_error_is_none():
    assert read_articles(b"<PubmedArticleSet></PubmedArticleSet>") == []
    with pytest.raises(Unreadable, match="not of PubMed"):
        read_articles(b"<?xml version='1.0'?><eFetchResult><ERROR>Sorry</ERROR></eFetchResult>")
    with pytest.raises(Unreadable, match="no XML of PubMed"):
        read_articles(b'{"error": "API rate limit exceeded"}')


def test_an_abstract_keeps_headings_that_are_no_capitals():
    inside = '<Abstract><AbstractText Label="Study aims">To see.</AbstractText></Abstract>'
    assert one(article(inside)).abstract == (AbstractPart("To see.", "Study aims"),)
