"""What is published of a substance as data: everything in one file, and each table by itself."""

from django.http import Http404

from articles.spreadsheet import csv_file
from articles.supplement_tables import TABLES, header_of, in_csv, is_published, rows_of, substance_json

from .caching import CACHE_CONTROL
from .open_data import open_json
from .substances import of_substance


@of_substance
def substance_data(request, found, etag):
    """The substance with its forms and tables as JSON. One query."""
    return open_json(substance_json(found, request.build_absolute_uri), etag=etag)


@of_substance
def substance_table(request, found, etag, table, ends):
    """One table as CSV or JSON. One query. One that is not published has a head and no rows."""
    if table not in TABLES:
        raise Http404("There is no table of this name.")
    rows = list(rows_of(found, table, request.build_absolute_uri))
    if ends == "json":
        about = {"schema": 1, "substance": found.slug, "table": table, "title": TABLES[table]}
        about |= {"published": is_published(found, table), "columns": list(header_of(table)), "rows": rows}
        return open_json(about, etag=etag)
    return open_csv(f"{found.slug}-{table}.csv", header_of(table), [in_csv(table, row) for row in rows], etag)


def open_csv(name, header, rows, etag):
    """A table that anyone may read, from any site."""
    response = csv_file(name, header, rows)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cache-Control"] = CACHE_CONTROL
    response["ETag"] = etag
    return response
