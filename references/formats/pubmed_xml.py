"""PubMed XML: articles and books. Read only.

The file is cut into its records as text, and each is parsed by itself: memory stays flat, a broken record does not take
others along, and no document type or entity ever reaches the parser. Paths are exact: `.//PMID` and `.//ArticleIdList`
would find those of cited works and notices too.

Notices: a comment or correction whose kind ends in “In” says that this record is affected; “Of”, “For” and “From” say
that this record is itself the notice, so they give none.
"""

import re
from html import escape

from lxml import etree

from references.details import NoticeSeen, Relation
from references.notice_types import NoticeType

from . import dates, detect
from .draft import Draft
from .encoding import Text
from .people import CUT_SHORT, organisation, person
from .reading import Unreadable, unreadable
from .texts import plain, without_full_stop

LARGEST_RECORD = 8 * 2**20  # characters; the papers with five thousand authors have about three million
_START = re.compile(r"<(PubmedArticle|PubmedBookArticle|DeleteCitation)(?=[\s>])")
_LONGEST_START = 30
_KEPT = {"i": "i", "b": "b", "sub": "sub", "sup": "sup", "bold": "b", "italic": "i"}

NOTICES = {
    "ErratumIn": NoticeType.ERRATUM,
    "RetractionIn": NoticeType.RETRACTION,
    "PartialRetractionIn": NoticeType.PARTIAL_RETRACTION,
    "ExpressionOfConcernIn": NoticeType.EXPRESSION_OF_CONCERN,
    "CorrectedandRepublishedIn": NoticeType.CORRECTION,
    "RetractedandRepublishedIn": NoticeType.RETRACTION,
    "UpdateIn": NoticeType.NEW_VERSION,
}
_NEWER = {"UpdateIn", "CorrectedandRepublishedIn", "RetractedandRepublishedIn"}
_OLDER = {"UpdateOf", "CorrectedandRepublishedFrom", "RetractedandRepublishedFrom"}
_PREPRINT_SERVER = re.compile(r"(?:bio|med|chem|psy|socar)?rxiv\b|res(?:earch)? sq(?:uare)?\b|preprints?\b|SSRN", re.I)
_DOI = re.compile(r"\bdoi:\s*(10\.\d{4,9}/\S+)", re.IGNORECASE)


def read_articles(data):
    """[Details] of the articles and books in `data` (bytes), in their order; records that cannot be read are left out.

    Raises Unreadable if it is no XML of PubMed.
    """
    text = Text(data)
    detect.refuse_wrong_kind(text.start)
    if detect.format_of(text.head) != "pubmed-xml":
        raise Unreadable("This is no XML of PubMed.")
    return [record.details for record in records(text) if not record.unreadable]


def records(text):
    """The records of a Text, one at a time."""
    for line, kind, xml, why in _cut(text.chunks()):
        if why:
            yield unreadable(line, xml, why)
        else:
            yield from _parsed(line, kind, xml)


def _cut(chunks):
    """(line, kind, text, "" or why it is no whole record) of each record."""
    buffer, line, ended = "", 1, False
    chunks = iter(chunks)
    while True:
        start = _START.search(buffer)
        stop = _stop(buffer, start) if start else None
        if stop is None:
            if start and (len(buffer) - start.start() > LARGEST_RECORD or ended):
                why = "The file ends in the middle of this record." if ended else "This record is too large."
                stop = (len(buffer), why)
            elif ended:
                return
            else:
                # what stands before a record, but for the beginning of one
                keep = start.start() if start else max(0, len(buffer) - _LONGEST_START)
                line += buffer.count("\n", 0, keep)
                buffer = buffer[keep:]
                more = next(chunks, None)
                ended = more is None
                buffer += more or ""
                continue
        end, why = stop
        yield line + buffer.count("\n", 0, start.start()), start[1], buffer[start.start() : end], why
        line += buffer.count("\n", 0, end)
        buffer = buffer[end:]


def _stop(buffer, start):
    """(where the record ends, "" or why it is broken), or None if the end has not been read yet."""
    tag = f"</{start[1]}>"
    end = buffer.find(tag, start.end())
    following = _START.search(buffer, start.end(), end if end >= 0 else len(buffer))
    if following:
        return following.start(), f"This record has no end: {tag} is missing."
    return (end + len(tag), "") if end >= 0 else None


def _parsed(line, kind, xml):
    # A parser is made for each record: lxml's cannot be shared between threads.
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        at = line + max(0, (error.lineno or 1) - 1)
        yield unreadable(at, xml, f"This record is not well-formed XML: {error.msg}.")
        return
    if kind == "DeleteCitation":
        for pmid in root.iterfind("PMID"):
            yield unreadable(line, f"PMID {pmid.text}", "PubMed says that this record was deleted.")
        return
    draft = Draft(line)
    (_article if kind == "PubmedArticle" else _book)(draft, root)
    yield draft.record()


def _article(draft, root):
    citation = _child(root, "MedlineCitation")
    article, journal = _child(citation, "Article"), _child(citation, "Article/Journal")
    issue = _child(journal, "JournalIssue")
    draft.put("csl_type", "article-journal")
    _title(draft, article, "ArticleTitle")
    draft.text("container_title", re.sub(r"\s*\([^()]*\)\s*$", "", _text(journal, "Title")))
    short = _text(citation, "MedlineJournalInfo/MedlineTA") or _text(journal, "ISOAbbreviation").replace(".", "")
    draft.text("container_title_short", short)
    draft.issn(_text(journal, "ISSN"))
    draft.text("volume", _text(issue, "Volume"))
    draft.text("issue", _text(issue, "Issue"))
    _pages(draft, _child(article, "Pagination"))
    _published(draft, _child(issue, "PubDate"), article)
    for names in article.iterfind("AuthorList"):
        role = "editors" if names.get("Type") == "editors" else "authors"
        _names(draft, role, names)
    draft.language(_text(article, "Language"))
    _abstract(draft, article)
    _identifiers(draft, citation, _child(root, "PubmedData"))
    for eid in article.iterfind("ELocationID[@EIdType='doi']"):
        if eid.get("ValidYN") != "N" and not draft.has("doi"):
            draft.identifier("doi", _said(eid), _line(draft, eid))
    grants = [_grant(grant) for grant in article.iterfind("GrantList/Grant")]
    draft.text("funding", "; ".join(dict.fromkeys(g for g in grants if g)))
    draft.text("interests", _text(citation, "CoiStatement"))
    draft.several("publication_types", map(_said, article.iterfind("PublicationTypeList/PublicationType")))
    draft.several("mesh", map(_heading, citation.iterfind("MeshHeadingList/MeshHeading")))
    draft.keywords(map(_said, citation.iterfind("KeywordList/Keyword")))
    draft.several("notes", map(_said, citation.iterfind("GeneralNote")))
    _notices(draft, citation.iterfind("CommentsCorrectionsList/CommentsCorrections"))


def _book(draft, root):
    document = _child(root, "BookDocument")
    book = _child(document, "Book")
    is_chapter = bool(_text(document, "ArticleTitle"))
    draft.put("csl_type", "chapter" if is_chapter else "book")
    if is_chapter:
        _title(draft, document, "ArticleTitle")
        draft.text("container_title", _text(book, "BookTitle"))
    else:
        _title(draft, book, "BookTitle")
    draft.text("publisher", _text(book, "Publisher/PublisherName"))
    draft.text("publisher_place", _text(book, "Publisher/PublisherLocation").rstrip(" :"))
    draft.text("volume", _text(book, "Volume"))
    draft.text("edition", _text(book, "Edition"))
    draft.text("number", _text(book, "ReportNumber"))
    for isbn in book.iterfind("Isbn"):
        if not draft.has("isbn"):
            draft.identifier("isbn", _said(isbn), _line(draft, isbn))
    _pages(draft, _child(document, "Pagination"))
    draft.date(_date(_child(document, "ContributionDate")) or _date(_child(book, "PubDate")))
    for names in document.iterfind("AuthorList"):
        _names(draft, "editors" if names.get("Type") == "editors" else "authors", names)
    for names in book.iterfind("AuthorList"):
        of_book = names.get("Type") == "editors" or (is_chapter and draft.has("authors"))
        _names(draft, "editors" if of_book else "authors", names)
    draft.language(_text(document, "Language"))
    _abstract(draft, document)
    _identifiers(draft, document, document)
    accession = _text(document, "ArticleIdList/ArticleId[@IdType='bookaccession']")
    if re.fullmatch(r"NBK\d+", accession):
        draft.address(f"https://www.ncbi.nlm.nih.gov/books/{accession}/")
    draft.several("publication_types", map(_said, document.iterfind("PublicationType")))
    draft.keywords(map(_said, document.iterfind("KeywordList/Keyword")))


def _line(draft, element):
    """The line in the file; the parser counts from the beginning of the record."""
    return draft.line + (element.sourceline or 1) - 1


def _child(element, path):
    """The element at `path`, or an empty one."""
    found = element.find(path)
    return found if found is not None else etree.Element("missing")


def _text(element, path):
    found = element.find(path)
    return _said(found) if found is not None else ""


def _said(element):
    """The content of an element with its markup as HTML; the caller cleans it."""
    parts = [escape(element.text or "", quote=False)]
    for child in element:
        parts.append(_inner(child))
        parts.append(escape(child.tail or "", quote=False))
    return "".join(parts)


def _inner(child):
    name = etree.QName(child).localname
    if name in {"msup", "msub"} and len(child) == 2:
        base, script = (_said(part) for part in child)
        return f"{base}<{name[1:]}>{script}</{name[1:]}>"
    tag = _KEPT.get(name)
    return f"<{tag}>{_said(child)}</{tag}>" if tag else _said(child)


def _title(draft, parent, name):
    title = _text(parent, name).strip()
    if title.strip("[]. ").lower() in {"", "not available"}:
        title = _text(parent, "VernacularTitle").strip()
    draft.title(without_full_stop(title))


def _pages(draft, pagination):
    start, end = _text(pagination, "StartPage"), _text(pagination, "EndPage")
    draft.pages(_text(pagination, "MedlinePgn") or (f"{start}-{end}" if end and end != start else start))


def _published(draft, issued, article):
    """The date of the issue; that of the article itself where it only appeared online and the issue has just a year."""
    found = _date(issued)
    online = _date(_child(article, "ArticleDate"))
    if article.get("PubModel") == "Electronic" and len(found) == 1 and online.get("year") == found["year"]:
        found = online
    draft.date(found or online)


def _date(element):
    if words := _text(element, "MedlineDate"):
        return dates.date_of(words)
    year, month, day, season = (_text(element, name).strip() for name in ("Year", "Month", "Day", "Season"))
    if not re.fullmatch(r"[12]\d{3}", year):
        return {}
    if season := dates.season_of(season):
        return dates.made(year, season=season)
    return dates.made(year, dates.month_of(month) if month else None, day if day.isdecimal() else None)


def _names(draft, role, names):
    for author in names.iterfind("Author"):
        if author.get("ValidYN") == "N":
            continue  # a misspelling that the journal corrected; the right name stands beside it
        if collective := _text(author, "CollectiveName"):
            draft.name(role, organisation(collective))
        else:
            given = _text(author, "ForeName") or _text(author, "Initials")
            draft.name(role, person(_text(author, "LastName"), given, _text(author, "Suffix")))
    if names.get("CompleteYN") == "N" and draft.has(role):
        draft.name(role, dict(CUT_SHORT))


def _abstract(draft, parent):
    for part in parent.iterfind("Abstract/AbstractText"):
        label = part.get("Label", "")
        draft.abstract_part(_said(part), "" if label.upper() == "UNLABELLED" else label)


def _identifiers(draft, citation, holder):
    draft.identifier("pmid", _text(citation, "PMID"), _line(draft, citation))
    for item in holder.iterfind("ArticleIdList/ArticleId"):
        field = {"doi": "doi", "pmc": "pmcid"}.get(item.get("IdType"))
        if field and (value := _said(item).strip()):
            draft.identifier(
                field, re.sub(r"(?<=\d)\.\d+$", "", value) if field == "pmcid" else value, _line(draft, item)
            )


def _grant(grant):
    agency, number = _text(grant, "Agency").strip(), _text(grant, "GrantID").strip()
    return f"{agency} ({number})" if agency and number else agency or number


def _heading(heading):
    """“Magnesium/blood/therapeutic use”, as MEDLINE writes it, without the asterisks."""
    return "/".join(_said(part) for part in heading if part.tag in {"DescriptorName", "QualifierName"})


def _notices(draft, corrections):
    notices, relations = [], []
    is_preprint = "Preprint" in draft.said.get("publication_types", ())
    for item in corrections:
        kind, where = item.get("RefType", ""), _text(item, "RefSource").strip()
        pmid, doi = _text(item, "PMID").strip(), (_DOI.search(where) or ("", ""))[1].rstrip(".;")
        if kind in NOTICES:
            notices.append(_notice(kind, where, doi, pmid, _text(item, "Note")))
        if (pmid or doi) and kind in _NEWER | _OLDER:
            relations.append(Relation(_relation(kind, where, is_preprint), doi=doi, pmid=pmid))
    retracted = any(n.type == NoticeType.RETRACTION for n in notices)
    if "Retracted Publication" in draft.said.get("publication_types", ()) and not retracted:
        notices.append(NoticeSeen(NoticeType.RETRACTION.value, "pubmed"))
    draft.said |= {"notices": notices, "relations": relations}


def _notice(kind, where, doi, pmid, note):
    note = ". ".join(part.rstrip(".") for part in (plain(where), plain(note)) if part)
    published = dates.iso(dates.date_of(_after_journal(where)))
    return NoticeSeen(NOTICES[kind].value, "pubmed", doi=doi, pmid=pmid, published_on=published, note=note)


def _after_journal(where):
    """“JAMA. 2010 Feb 3;303(5):400” → “2010 Feb 3”: a journal's name may have a year in it."""
    match = re.search(r"\.\s*((?:1\d|20)\d\d\b[^;:]*)", where)
    return match[1] if match else ""


def _relation(kind, where, is_preprint):
    if kind in _NEWER:
        return "preprint-of" if is_preprint else "newer"
    return "has-preprint" if _PREPRINT_SERVER.match(where) else "older"
