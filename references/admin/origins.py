"""Where the fields of a source came from, as people read it."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

from references.filling import UNITS
from references.models import Source

_NAMES = {
    "hand": "typed by hand",
    "import": "an import",
    "crossref": "Crossref",
    "datacite": "DataCite",
    "doi": "doi.org",
    "doi.org": "doi.org",
    "pubmed": "PubMed",
    "europe-pmc": "Europe PMC",
    "europepmc": "Europe PMC",
    "openlibrary": "Open Library",
    "open-library": "Open Library",
    "arxiv": "arXiv",
    "web": "the web page",
    "unpaywall": "Unpaywall",
    "retraction-watch": "Retraction Watch",
    "watch": "the watch",
}


def name_of(origin):
    return _NAMES.get(origin, origin)


def origin_line(source, unit):
    """“Crossref, 20 Nov 2026”: where a unit of the record came from; “typed by hand” where that is not known."""
    origin, at = next((source.origins[n] for n in UNITS[unit] if n in source.origins), ("hand", ""))
    return f"{name_of(origin)}, {_day(at)}" if at else name_of(origin)


def origins_table(source):
    """HTML: one row for each place and time that fields of this source came from, the latest first."""
    groups = {}
    for unit, names in UNITS.items():
        if any(getattr(source, n) for n in names):
            origin, at = next((source.origins[n] for n in names if n in source.origins), ("hand", ""))
            groups.setdefault((at, origin), []).append(label_of(unit))
    rows = sorted(groups.items(), reverse=True)
    return format_html(
        '<table class="origins"><thead><tr><th scope="col">From</th><th scope="col">When</th>'
        '<th scope="col">What</th></tr></thead><tbody>{}</tbody></table>',
        format_html_join(
            "",
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            ((name_of(o), _moment(at) if at else "not recorded", ", ".join(labels)) for (at, o), labels in rows),
        ),
    )


def label_of(unit):
    return "date" if unit == "date" else str(Source._meta.get_field(unit).verbose_name)


def _day(at):
    return date_format(timezone.localtime(datetime.fromisoformat(at)), "j M Y")


def _moment(at):
    return date_format(timezone.localtime(datetime.fromisoformat(at)), "j M Y, H:i")
