"""manage.py add_source."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from references.models import Source
from tests import builders

pytestmark = pytest.mark.django_db

DOI = "10.1000/cramps"


def add(*identifiers, **options):
    """(what it says, what it complains of)"""
    out, err = StringIO(), StringIO()
    try:
        call_command("add_source", *identifiers, stdout=out, stderr=err, **options)
    except CommandError as error:
        err.write(str(error))
    return out.getvalue(), err.getvalue()


@pytest.fixture
def cramps(catalogues):
    catalogues.crossref[DOI] = {
        "title": ["Magnesium for cramps"],
        "author": [{"given": "Scott", "family": "Garrison"}],
        "issued": {"date-parts": [[2020]]},
    }
    catalogues.europepmc["one"] = {"doi": DOI, "pmid": "32956536", "title": "Magnesium for cramps.", "pubYear": "2020"}
    return catalogues


def test_a_doi_becomes_a_source_with_everything_that_the_catalogues_say(cramps):
    person = builders.editor()
    said, complaints = add(f"https://doi.org/{DOI.upper()}.", by=person.username)
    source = Source.objects.get()
    assert said == "garrison2020: Magnesium for cramps (crossref)\n"
    assert complaints == ""
    assert (source.citekey, source.doi, source.pmid, source.created_by) == ("garrison2020", DOI, "32956536", person)
    assert source.origins["title"][0] == "crossref"
    assert source.origins["pmid"][0] == "europe-pmc"
    assert source.changes.get().by == person


def test_what_is_here_already_is_left_alone_and_nobody_is_asked(cramps):
    builders.source("garrison2020", doi=DOI)
    said, complaints = add(f"doi:{DOI}")
    assert said.startswith("garrison2020: here already")
    assert complaints == ""
    assert cramps.requests == []


def test_a_work_that_is_here_under_another_identifier_is_not_added_twice(cramps):
    builders.source("garrison2020", pmid="32956536")
    said, _ = add(DOI)
    assert said.startswith("garrison2020: here already")
    assert Source.objects.count() == 1


def test_one_that_fails_does_not_keep_the_others_out(cramps):
    said, complaints = add("32956536", "10.1000/none", DOI)
    assert "garrison2020" in said
    assert "32956536: This names no one work." in complaints
    assert "10.1000/none: Nobody has registered the DOI 10.1000/none." in complaints
    assert "2 of 3 could not be added." in complaints
    assert Source.objects.count() == 1


def test_a_catalogue_that_is_down_is_said_to_be_down(cramps):
    cramps.misbehave("crossref", "busy", retry_after=60)
    cramps.misbehave("doi", "busy", retry_after=60)
    _, complaints = add(DOI)
    assert "Crossref is too busy right now." in complaints
    assert not Source.objects.exists()


def test_what_would_be_added_can_be_looked_at_first(cramps):
    said, _ = add(DOI, dry_run=True)
    assert said == "would be added: Magnesium for cramps (crossref)\n"
    assert not Source.objects.exists()


def test_a_retracted_work_is_added_with_a_warning(cramps):
    cramps.crossref[DOI] = {"updated-by": [{"DOI": "10.1000/n", "type": "retraction", "source": "publisher"}]}
    _, complaints = add(DOI)
    assert "This work was retracted." in complaints


def test_a_person_whom_nobody_knows_adds_nothing(cramps):
    _, complaints = add(DOI, by="nobody")
    assert complaints == "Nobody here has the user name “nobody”."
    assert not Source.objects.exists()


def test_a_web_page_becomes_a_source(catalogues):
    address = catalogues.page(
        "/sheet", '<meta property="og:site_name" content="NIH"><title>Magnesium: fact sheet</title>'
    )
    said, complaints = add(address)
    assert "Magnesium: fact sheet (web)" in said
    assert complaints == ""
    assert Source.objects.get().url == address
