"""The short form of the claim dialog: a source that no catalogue knows, from the few things that an editor has at hand."""

import re

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from references import citekeys, filling, identifiers
from references.admin import names
from references.details import Details
from references.duplicates import finding
from references.holders import holder_of

_INPUTS = dict.fromkeys((*identifiers.CANONICAL, "url", "not_findable_because", NON_FIELD_ERRORS), "identifier")
_TEXTS = ("csl_type", "title", "container_title", "design")
_OURS = ("not_findable_because", "population")


class LooksLike(Exception):
    """It looks like sources that are here already: `found`, the most alike first. Nothing was added yet."""

    def __init__(self, found):
        self.found = found
        first = found[0]
        super().__init__(f"It looks like {first.short_name}, which is here already as “{first.citekey}”.")


def add(typed, *, by, now):
    """A new source from what was typed into the short form.

    Raises filling.Known, ValidationError by input, and LooksLike unless the editor said to add it "anyway".
    """
    typed = {name: value.strip() for name, value in typed.items()}
    said, errors = {name: typed[name] for name in _TEXTS if typed.get(name)}, {}
    ours = {name: typed.get(name, "") for name in _OURS}
    try:
        said["authors"] = tuple(names.read(typed.get("authors", "")))
    except ValueError as error:
        errors["authors"] = [str(error)]
    said["year"] = _number(typed, "year", r"\d{4}", "Give the year with four digits.", errors)
    said["sample_size"] = _number(typed, "sample_size", r"\d{1,9}", "Give a number, without words.", errors)
    said |= _identifier(typed.get("identifier", ""), errors)
    details = Details(**said)
    citekey = typed.get("citekey") or citekeys.proposed(details)
    try:
        filling.unsaved(details, by=by, now=now, origin=filling.HAND, citekey=citekey, **ours).full_clean()
    except ValidationError as error:
        errors = _by_input(error) | errors
    if errors:
        raise ValidationError(errors)
    if not typed.get("anyway") and (found := finding.look_alikes_of(details)):
        raise LooksLike([source for source, _ in found])
    source = filling.new_source(details, by=by, now=now, origin=filling.HAND, citekey=citekey, **ours)
    finding.note(source, now=now)
    return source


def _number(typed, name, pattern, sentence, errors):
    text = typed.get(name, "")
    if text and not re.fullmatch(pattern, text, re.ASCII):
        errors[name] = [sentence]
        return None
    return int(text) if text else None


def _identifier(typed, errors):
    """{field: canonical spelling}, {} for none. Raises Known where another source has it."""
    if not typed:
        return {}
    if found := identifiers.one_in(typed):
        field, value = found
        if holder := holder_of(field, value):
            raise filling.Known(holder, field)
        return {field: value}
    errors["identifier"] = ["This is no DOI, PMID, PMCID, ISBN or arXiv id, and no address that starts with https://."]
    return {}


def _by_input(error):
    """{input of the short form: [sentences]}"""
    by_input = {}
    for field, sentences in error.message_dict.items():
        by_input.setdefault(_INPUTS.get(field, field), {}).update(dict.fromkeys(sentences))
    return {name: list(sentences) for name, sentences in by_input.items()}
