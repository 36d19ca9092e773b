"""What the browser sends for a source, its passages and its search receipts."""


def posted(source=None, *, passages=(), receipts=(), **fields):
    body = {
        "citekey": "new2020",
        "csl_type": "article-journal",
        "title": "A trial",
        "authors": "Author, A B",
        "language": "en",
        "doi": "10.1000/new",
        "identification": "identified",
    }
    if source:
        names = (
            "citekey",
            "title",
            "doi",
            "year",
            "design",
            "container_title",
            "identification",
            "not_findable_because",
        )
        body |= {name: getattr(source, name) for name in names}
    for prefix, rows in (("passages", passages), ("receipts", receipts)):
        body |= {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": sum("id" in row for row in rows)}
        for n, row in enumerate(rows):
            body |= {f"{prefix}-{n}-{name}": value for name, value in row.items()}
            body[f"{prefix}-{n}-source"] = source.pk if source else ""
    return body | fields
