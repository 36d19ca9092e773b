"""The direction of dependence. import-linter guards imports; it does not see a foreign key given as a string."""

import pytest
from django.apps import apps
from django.db import connection

from references import append_only

# an app, and the apps of ours that its models may point to
MAY_POINT_TO = {"references": {"references"}, "articles": {"articles", "references", "supplements"}}
MAY_POINT_TO["supplements"] = {"supplements", "references"}
ABOUT_A_SOURCE = ["ImportRecord", "LookUp", "SearchReceipt", "SourceChange", "SourceCheck", "SourceLink"]
OURS = [config for config in apps.get_app_configs() if config.name.partition(".")[0] in {*MAY_POINT_TO, "spinehealth"}]


def relations():
    """(model, field, model it points to): foreign keys, one to one, many to many and the tables between."""
    for config in OURS:
        for model in config.get_models(include_auto_created=True):
            for field in model._meta.get_fields():
                if field.is_relation and not field.auto_created and field.related_model:
                    yield model, field, field.related_model


def test_no_model_points_to_an_app_above_its_own():
    ours = set(MAY_POINT_TO)
    wrong = [
        f"{model._meta.label}.{field.name} points to {other._meta.label}"
        for model, field, other in relations()
        if other._meta.app_label in ours - MAY_POINT_TO[model._meta.app_label]
    ]
    assert wrong == []


def test_the_relations_were_found():
    found = {(model._meta.label, field.name, other._meta.label) for model, field, other in relations()}
    assert ("references.Citation", "source", "references.Source") in found
    assert ("articles.PublishedCitation", "claim", "references.Claim") in found


@pytest.mark.parametrize("config", OURS, ids=lambda config: config.label)
def test_the_record_names_tables_of_its_own_app_only(config):
    tables = {model._meta.db_table for model in config.get_models(include_auto_created=True)}
    assert append_only.protected_tables(config).keys() <= tables


@pytest.mark.django_db
def test_every_table_of_the_record_has_its_triggers():
    assert append_only.missing(connection) == []
    tables = [table for config in OURS for table in append_only.protected_tables(config)]
    assert {"references_verdict", "references_appraisal", "articles_edition", "articles_editioncontent"} <= set(tables)
    standing = _triggers()
    for table in tables:
        assert {f"{table}_no_update", f"{table}_no_delete"} <= standing


def _triggers():
    query = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_whatever_is_public_cannot_take_its_evidence_along():
    """Between the tables of the record nothing cascades: a delete is refused, not passed on."""
    passed_on = {
        f"{model._meta.label}.{field.name}"
        for model, field, other in relations()
        if other._meta.label in {"references.Source", "references.Claim", "references.Citation", "articles.Edition"}
        and getattr(field.remote_field, "on_delete", None)
        and field.remote_field.on_delete.__name__ not in {"PROTECT", "RESTRICT"}
    }
    assert passed_on == {
        "articles.LiveFinding.claim",  # what the last nightly run found
        "references.Invitation_claims.claim",
        "articles.EditionRendering.edition",  # a page that can be made again
        # what is known about a source; only one that nobody ever cited can go, see references.deleting
        *(f"references.{model}.source" for model in ABOUT_A_SOURCE),
        "references.LookAlike.first",
        "references.LookAlike.second",
        "references.Source_collections.source",
        "references.Source_tags.source",
        "references.Source_candidates.from_source",
        "references.Source_candidates.to_source",
    }
