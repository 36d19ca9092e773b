"""One question to all catalogues that may know the answer."""

from dataclasses import dataclass, field, fields, replace

from references.details import Details

from . import crossref, datacite, doi_negotiation, europepmc, matching, openlibrary, pmc_ids, pubmed, unpaywall, web
from .complementing import complement
from .errors import NotFound, Unavailable

BRIEFLY = 8  # seconds for what is welcome and not needed


@dataclass(frozen=True)
class Answer:
    """What was found.

    origin: the catalogue, as `Source.origins` names it; origins: {field: catalogue} of what came from another; warnings:
    sentences to read before any of it is taken over.
    """

    details: Details
    origin: str
    warnings: tuple[str, ...] = ()
    origins: dict = field(default_factory=dict)


def find(field, value, *, now, had=None):
    """What the catalogues say of the work with this identifier (doi, pmid, pmcid, isbn, arxiv) or at this address (url).

    had: the Details that stand in the library, so that an answer about something else is said to be. Raises NotFound
    (Refused is one) and Unavailable. Takes the network: call it outside a transaction.
    """
    answer = _FINDERS[field](value, now)
    warnings = (*answer.warnings, *matching.warnings(field, value, answer.details, had))
    return replace(answer, warnings=tuple(dict.fromkeys(warnings)))


def _first(*attempts):
    """The first that finds something. One that could not be asked might have known: then the work is not unknown."""
    silent = missing = None
    for attempt in attempts:
        try:
            return attempt()
        except Unavailable as error:
            silent = silent or error
        except NotFound as error:
            missing = error
    raise silent or missing


# ---- each kind of identifier


def _by_doi(doi, now):
    return _first(lambda: _crossref(doi, now), lambda: _datacite(doi, now), lambda: _negotiated(doi, now))


def _crossref(doi, now):
    message = crossref.find(doi, now=now)
    notices = tuple(
        f"This record is itself a notice, the {kind.label} of {other}."
        for kind, other in crossref.is_notice_about(message)
    )
    answer = _with(Answer(crossref.read(message), "crossref", notices), _pubmed_of_doi, now)
    return _with_open_access(answer, now)


def _datacite(doi, now):
    return Answer(datacite.read(datacite.find(doi, now=now)), "datacite")


def _negotiated(doi, now):
    answer = Answer(doi_negotiation.read(doi_negotiation.find(doi, now=now)), "doi")
    return _with(answer, _pubmed_of_doi, now)


def _by_arxiv(arxiv, now):
    doi = datacite.arxiv_doi(arxiv)
    return _first(lambda: _datacite(doi, now), lambda: _negotiated(doi, now))


def _by_pmid(pmid, now):
    answer = _first(
        lambda: Answer(pubmed.find(pmid, now=now), "pubmed"),
        lambda: Answer(europepmc.read(europepmc.find("pmid", pmid, now=now)), "europe-pmc"),
    )
    return _with_open_access(_with(answer, _crossref_of, now), now)


def _by_pmcid(pmcid, now):
    def by_converter():
        if pmid := pmc_ids.pmid_of(pmcid, now=now):
            return Answer(pubmed.find(pmid, now=now), "pubmed")
        raise NotFound(f"PubMed does not list the article with the PMCID {pmcid}.")

    def by_europepmc():
        return Answer(europepmc.read(europepmc.find("pmcid", pmcid, now=now)), "europe-pmc")

    return _with_open_access(_with(_first(by_converter, by_europepmc), _crossref_of, now), now)


def _by_isbn(isbn, now):
    return Answer(openlibrary.read(openlibrary.find(isbn, now=now), isbn), "open-library")


def _by_url(url, now):
    """The page; where it names the work that it shows by an identifier, what the catalogues say of that work."""
    details, named = web.find(url, now=now)
    page = Answer(details, "web")
    name, value = next(((f, v) for f, v in named if f in _FINDERS), (None, None))
    if not name:
        return page
    label = f"the {_LABELS[name]} {value}"
    try:
        found = _FINDERS[name](value, now)
    except (NotFound, Unavailable) as error:
        return replace(
            page, warnings=(f"The page names {label}, but: {error} These details are from the page itself.",)
        )
    if not matching.titles_alike(details.title, found.details.title):
        without = replace(details, **{field: "" for field, _ in named})
        told = f"The page names {label}, which is another work: “{found.details.title}”. That identifier was left out."
        return Answer(without, "web", (told,))
    answer = _complemented(found, details, "web")
    return replace(answer, warnings=(*answer.warnings, f"The page names {label}; these details are from there."))


_LABELS = {"doi": "DOI", "pmid": "PMID", "pmcid": "PMCID", "isbn": "ISBN", "arxiv": "arXiv id"}
_FINDERS = {
    "doi": _by_doi,
    "pmid": _by_pmid,
    "pmcid": _by_pmcid,
    "isbn": _by_isbn,
    "arxiv": _by_arxiv,
    "url": _by_url,
}


# ---- what others say besides; a failing one spoils nothing


def _with(answer, ask, now):
    """`answer` with its gaps filled by what `ask` finds about the same work."""
    try:
        for origin, other in ask(answer.details, now):
            if matching.titles_alike(other.title, answer.details.title):
                answer = _complemented(answer, other, origin)
            else:
                told = f"Another catalogue has another title for this work, “{other.title}”; nothing was taken from it."
                answer = replace(answer, warnings=(*answer.warnings, told))
    except (NotFound, Unavailable):
        pass
    return answer


def _complemented(answer, other, origin):
    details = complement(answer.details, other)
    changed = {f.name for f in fields(Details) if getattr(details, f.name) != getattr(answer.details, f.name)}
    origins = answer.origins | {name: origin for name in changed if getattr(details, name) == getattr(other, name)}
    return replace(answer, details=details, origins=origins)


def _pubmed_of_doi(details, now):
    """[(origin, Details)] of a DOI in PubMed and Europe PMC, the fuller first."""
    try:
        europe = europepmc.read(europepmc.find("doi", details.doi, now=now, deadline=BRIEFLY))
        pmid = europe.pmid
    except Unavailable:
        europe, pmid = None, pubmed.pmid_of(details.doi, now=now, deadline=BRIEFLY)
    if pmid:
        try:
            found = pubmed.find(pmid, now=now, deadline=BRIEFLY)
        except (NotFound, Unavailable):
            pass
        else:
            if not found.doi or found.doi.lower() == details.doi.lower():
                yield "pubmed", found
    if europe:
        yield "europe-pmc", europe


def _crossref_of(details, now):
    if details.doi:
        yield "crossref", crossref.read(crossref.find(details.doi, now=now, deadline=BRIEFLY))


def _with_open_access(answer, now):
    doi = answer.details.doi
    if not doi or not unpaywall.is_usable():
        return answer
    try:
        address = unpaywall.open_access_url(doi, now=now, deadline=BRIEFLY)
    except Unavailable:
        return answer
    return _complemented(answer, Details(open_access_url=address), "unpaywall")
