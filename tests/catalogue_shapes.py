"""The documented shapes of the catalogues' answers, out of the few facts that a test names. Pure."""

import re
from xml.sax.saxutils import escape, quoteattr

# what each says inside an answer that claims to be fine
ERRORS_INSIDE = {
    "crossref": ("application/json", b'{"status": "failed", "message-type": "exception", "message": {"name": "x"}}'),
    "datacite": ("application/json", b'{"errors": [{"status": "500", "title": "Something went wrong"}]}'),
    "doi": ("application/json", b'{"error": "Something went wrong"}'),
    "pubmed": (
        "text/xml",
        b"<?xml version='1.0'?><eFetchResult><ERROR>Cannot reach the database</ERROR></eFetchResult>",
    ),
    "europepmc": ("application/json", b'{"errCode": 500, "errMsg": "Something went wrong"}'),
    "openlibrary": ("application/json", b'{"error": "Something went wrong"}'),
    "unpaywall": ("application/json", b'{"HTTP_status_code": 500, "error": true, "message": "Sorry"}'),
    "wayback": ("application/json", b'{"error": "Something went wrong"}'),
    "archive": ("application/json", b'{"status": "error", "status_ext": "error:service-unavailable"}'),
}


# ---- Crossref


def crossref_message(doi, record):
    return {
        "DOI": doi,
        "type": "journal-article",
        "title": ["A trial of magnesium"],
        "container-title": ["Journal of Trials"],
        "author": [{"given": "Anna", "family": "Author", "sequence": "first", "affiliation": []}],
        "issued": {"date-parts": [[2020, 3]]},
        "publisher": "Trials Press",
        "relation": {},
        "URL": f"https://doi.org/{doi}",
        **record,
    }


def crossref_list(records, query):
    """/works?filter=doi:a,doi:b or updates:a,updates:b; the same filter twice means “or”."""
    filters = [part.partition(":")[::2] for part in query.get("filter", "").split(",") if part]
    dois = {value.lower() for name, value in filters if name == "doi"}
    updated = {value.lower() for name, value in filters if name == "updates"}
    messages = [crossref_message(records.spelled[doi], record) for doi, record in records.items()]
    if dois:
        messages = [m for m in messages if m["DOI"].lower() in dois]
    if updated:
        messages = [m for m in messages if updated & {u["DOI"].lower() for u in m.get("update-to", [])}]
    rows = int(query.get("rows", 20))
    found = {"total-results": len(messages), "items-per-page": rows, "items": messages[:rows]}
    return {"status": "ok", "message-type": "work-list", "message": found}


def crossref_csl(message):
    """What Crossref calls CSL-JSON: title and container as text, the rest as it was, its own types."""
    flat = {name: (message.get(name) or [""])[0] for name in ("title", "container-title")}
    return {**message, **flat}


# ---- DataCite


def datacite_record(doi, attributes):
    bare = {
        "doi": doi,
        "titles": [{"title": "A data set about magnesium"}],
        "creators": [{"name": "Author, Anna", "nameType": "Personal", "givenName": "Anna", "familyName": "Author"}],
        "publisher": "Zenodo",
        "publicationYear": 2021,
        "types": {"resourceTypeGeneral": "Dataset", "citeproc": "dataset"},
        "dates": [],
        "relatedIdentifiers": [],
        "descriptions": [],
        "url": f"https://data.example/{doi}",
        "state": "findable",
    }
    return {"data": {"id": doi, "type": "dois", "attributes": {**bare, **attributes}}}


# ---- PubMed


def pubmed_set(records, asked):
    """<PubmedArticleSet> of those asked that exist; one that does not is simply absent."""
    articles = []
    for pmid in dict.fromkeys(asked):
        if pmid in records:
            record = records[pmid]
            articles.append(record if isinstance(record, str) else pubmed_article(pmid, record))
    body = "\n".join(articles)
    return f'<?xml version="1.0" ?>\n<PubmedArticleSet>\n{body}\n</PubmedArticleSet>'.encode()


def pubmed_article(pmid, record):
    """<PubmedArticle> from {title (markup allowed), abstract [(label, text)] or text, authors [(family, given)],
    journal, journal_short, year, month, volume, issue, pages, doi, pmcid, types, mesh, keywords, language, grants,
    interests, comments [{type, pmid?, source?, note?}], references [pmid]}."""
    get = record.get
    date = _tags(Year=get("year", 2020), Month=get("month", ""))
    issue = _tags(Volume=get("volume", ""), Issue=get("issue", "")) + f"<PubDate>{date}</PubDate>"
    journal = f"<Journal><JournalIssue>{issue}</JournalIssue>"
    journal += _tags(Title=get("journal", "Journal of Trials"), ISOAbbreviation=get("journal_short", "J Trials"))
    article = f"{journal}</Journal><ArticleTitle>{get('title', 'A trial of magnesium.')}</ArticleTitle>"
    article += _wrap("Pagination", _tags(MedlinePgn=get("pages", "")))
    if get("doi"):
        article += f'<ELocationID EIdType="doi" ValidYN="Y">{escape(get("doi"))}</ELocationID>'
    article += _wrap("Abstract", _abstract(get("abstract", [])))
    names = (_tags(LastName=family, ForeName=given) for family, given in get("authors", [("Author", "Anna")]))
    article += _wrap("AuthorList", "".join(f'<Author ValidYN="Y">{name}</Author>' for name in names))
    article += _tags(Language=get("language", "eng"))
    grants = "".join(f"<Grant>{_tags(GrantID=number, Agency=agency)}</Grant>" for number, agency in get("grants", []))
    article += _wrap("GrantList", grants)
    types = get("types", ["Journal Article"])
    article += _wrap("PublicationTypeList", "".join(f"<PublicationType>{escape(t)}</PublicationType>" for t in types))
    citation = f'<PMID Version="1">{pmid}</PMID><Article PubModel="Print">{article}</Article>'
    citation += _wrap("CommentsCorrectionsList", "".join(map(_comment, get("comments", []))))
    headings = "".join(
        f'<MeshHeading><DescriptorName UI="D0" MajorTopicYN="N">{escape(term)}</DescriptorName></MeshHeading>'
        for term in get("mesh", [])
    )
    citation += _wrap("MeshHeadingList", headings)
    citation += _wrap("KeywordList", "".join(f"<Keyword>{escape(word)}</Keyword>" for word in get("keywords", [])))
    citation += _tags(CoiStatement=get("interests", ""))
    ids = "".join(
        f'<ArticleId IdType="{kind}">{escape(value)}</ArticleId>'
        for kind, value in (("pubmed", pmid), ("doi", get("doi")), ("pmc", get("pmcid")))
        if value
    )
    cited = "".join(
        f'<Reference><Citation>Cited</Citation><ArticleIdList><ArticleId IdType="pubmed">{other}</ArticleId>'
        f'<ArticleId IdType="doi">10.9999/cited.{other}</ArticleId></ArticleIdList></Reference>'
        for other in get("references", [])
    )
    beside = f"<ArticleIdList>{ids}</ArticleIdList>{_wrap('ReferenceList', cited)}"
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">{citation}</MedlineCitation>'
        f"<PubmedData>{beside}</PubmedData></PubmedArticle>"
    )


def _abstract(parts):
    if isinstance(parts, str):
        parts = [("", parts)]
    texts = []
    for label, text in parts:
        attribute = f" Label={quoteattr(label)}" if label else ""
        texts.append(f"<AbstractText{attribute}>{text}</AbstractText>")
    return "".join(texts)


def _comment(comment):
    inner = _tags(RefSource=comment.get("source", "J Trials. 2021"), PMID=comment.get("pmid", ""))
    inner += _tags(Note=comment.get("note", ""))
    return f'<CommentsCorrections RefType="{comment["type"]}">{inner}</CommentsCorrections>'


def _tags(**values):
    return "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in values.items() if value)


def _wrap(tag, inner):
    return f"<{tag}>{inner}</{tag}>" if inner else ""


def pubmed_search(records, term, guesses):
    """esearch as JSON. An unknown DOI falls back to a search in all fields, silently but for the translation."""
    doi = re.sub(r'^"|"?\[(?:doi|aid)\]$|"$', "", term, flags=re.IGNORECASE).lower()
    found = [
        pmid for pmid, record in records.items() if isinstance(record, dict) and record.get("doi", "").lower() == doi
    ]
    translated = term if found else f"{doi}[All Fields]"
    found = found or guesses
    result = {
        "count": str(len(found)),
        "retmax": "20",
        "retstart": "0",
        "idlist": found,
        "querytranslation": translated,
    }
    return {"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result}


# ---- Europe PMC


def europepmc_answer(records, query):
    asked = re.findall(r'(DOI|EXT_ID|PMCID):"?([^"\s]+)"?', query)
    keys = {"DOI": "doi", "EXT_ID": "pmid", "PMCID": "pmcid"}
    wanted = [(keys[name], value.lower()) for name, value in asked]
    found = [
        {"source": "MED", "id": record.get("pmid", ""), **record}
        for record in records
        if any(str(record.get(key, "")).lower() == value for key, value in wanted)
    ]
    return {
        "version": "6.9",
        "hitCount": len(found),
        "request": {"queryString": query},
        "resultList": {"result": found},
    }


# ---- Wayback


def wayback_available(url, captures):
    if url not in captures:
        return {"url": url, "archived_snapshots": {}}
    time = captures[url]
    closest = {"status": "200", "available": True, "url": f"http://web.archive.org/web/{time}/{url}", "timestamp": time}
    return {"url": url, "archived_snapshots": {"closest": closest}}


def wayback_job(job, saved):
    if job not in saved:
        return {"status": "error", "status_ext": "error:job-not-found", "message": "Job not found."}
    return {"status": "success", "job_id": job, "original_url": saved[job], "timestamp": "20261120120000"}


def wayback_captures(url, captures):
    """CDX: a row of names, then a row for each capture; nothing at all where there is none."""
    if url not in captures:
        return []
    names = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
    return [names, ["org,example)/", captures[url], url, "text/html", "200", "AAAA", "1000"]]
