"""The kinds of work in each format, and ours: the values of `references.models.source.CslType`. Pure."""

ARTICLE, BOOK, CHAPTER, REPORT = "article-journal", "book", "chapter", "report"
GUIDELINE, WEBPAGE, THESIS, DATASET = "standard", "webpage", "thesis", "dataset"


def _spread(rows):
    return {name: kind for kind, names in rows.items() for name in names.split()}


OF_RIS = _spread(
    {
        ARTICLE: "JOUR EJOU JFULL MGZN NEWS INPR ABST UNPB MANSCPT SER",
        BOOK: "BOOK EBOOK EDBOOK WHOLE",
        CHAPTER: "CHAP ECHAP CONF CPAPER ENCYC DICT",
        REPORT: "RPRT GOVDOC PAMP",
        GUIDELINE: "STAND LEGAL",
        WEBPAGE: "ELEC WEB BLOG ICOMM",
        THESIS: "THES",
        DATASET: "DATA DBASE AGGR",
    }
)
TO_RIS = {
    ARTICLE: "JOUR", BOOK: "BOOK", CHAPTER: "CHAP", REPORT: "RPRT", GUIDELINE: "STAND", WEBPAGE: "ELEC", THESIS: "THES",
    DATASET: "DATA",
}  # fmt: skip

OF_BIBTEX = _spread(
    {
        ARTICLE: "article periodical suppperiodical unpublished preprint",
        BOOK: "book mvbook booklet collection mvcollection reference mvreference proceedings mvproceedings",
        CHAPTER: "incollection inbook bookinbook suppbook suppcollection inreference inproceedings conference",
        REPORT: "techreport report manual",
        GUIDELINE: "standard legislation",
        WEBPAGE: "online electronic www webpage",
        THESIS: "phdthesis mastersthesis thesis bachelorsthesis",
        DATASET: "dataset data",
    }
)
TO_BIBTEX = {
    ARTICLE: "article", BOOK: "book", CHAPTER: "incollection", REPORT: "techreport", GUIDELINE: "standard",
    WEBPAGE: "online", THESIS: "phdthesis", DATASET: "dataset",
}  # fmt: skip

# CSL's own, and those of Crossref and DataCite, which call theirs CSL too
OF_CSL = _spread(
    {
        ARTICLE: "article-journal article article-magazine article-newspaper review review-book periodical manuscript"
        " journal-article posted-content preprint",
        BOOK: "book classic collection monograph edited-book reference-book book-set proceedings",
        CHAPTER: "chapter entry entry-dictionary entry-encyclopedia paper-conference book-chapter book-section book-part"
        " reference-entry proceedings-article",
        REPORT: "report report-component pamphlet",
        GUIDELINE: "standard legislation regulation",
        WEBPAGE: "webpage post post-weblog website",
        THESIS: "thesis dissertation",
        DATASET: "dataset database",
    }
)


def guessed(*, container, publisher, url):
    """The kind of a work that a file calls something else."""
    if container:
        return ARTICLE
    return WEBPAGE if url and not publisher else REPORT
