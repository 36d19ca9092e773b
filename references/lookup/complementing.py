"""What one catalogue does not say, another may. Pure.

The first record stays as it is; gaps in it are filled. An abstract with its headings is better than one without, and
notices and relations add up.
"""

from dataclasses import fields, replace

from references import designs
from references.details import Details

_DATE = ("year", "month", "day", "season")
_BOTH = ("notices", "relations")
_ALONE = [f.name for f in fields(Details) if f.name not in {*_DATE, *_BOTH, "abstract", "design"}]


def complement(first, other):
    """`first` with its gaps filled from `other`."""
    said = {name: getattr(other, name) for name in _ALONE if getattr(other, name) and not getattr(first, name)}
    if not first.year:
        said |= {name: getattr(other, name) for name in _DATE}
    said |= {name: tuple(dict.fromkeys((*getattr(first, name), *getattr(other, name)))) for name in _BOTH}
    if _headings(other.abstract) > _headings(first.abstract) or not first.abstract:
        said["abstract"] = other.abstract
    return with_design(replace(first, **said))


def _headings(abstract):
    return sum(bool(part.label) for part in abstract)


def with_design(details):
    """`details` with the study design that all of it together gives."""
    design = designs.design_of(
        publication_types=details.publication_types, mesh=details.mesh, title=details.title, csl_type=details.csl_type
    )
    return replace(details, design=design)
