"""How heavy a rule is: as it comes, as the team weighs it, and where nobody may touch it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import check_requests, checks, publishing, snapshot
from articles.checks import RULES, Finding, Request, Severity, handbook
from articles.checks.findings import weighed
from articles.management.commands.describe_checks import PAGE
from articles.models import RuleWeight
from tests import builders
from tests.builders import later

pytestmark = pytest.mark.django_db


def blocks(article, **request):
    frozen = snapshot.freeze(article)
    asked = check_requests.for_next(frozen.content, last=None, now=later(9), **request)
    return {f.code for f in checks.blocking(checks.run(frozen.content, asked))}


def add(client, **typed):
    body = {"code": "no-caution", "weight": "warn", "because": "The text says it."} | typed
    return client.post(reverse("admin:articles_ruleweight_add"), body)


@pytest.fixture
def publisher(client):
    person = builders.publisher(first_name="Pub", last_name="Lisher")
    client.force_login(person)
    return person


# ---- what a weight does


def test_a_rule_that_the_team_weighs_lighter_blocks_no_longer_anywhere():
    article, citation = builders.cited_article(before_you_take_it="")
    builders.judge(citation)
    with pytest.raises(publishing.NotPublishable):
        builders.publish(article)
    builders.rule_weight("no-caution", "warn")
    assert "no-caution" not in blocks(article)
    builders.publish(article)


def test_a_rule_that_the_team_weighs_heavier_blocks():
    article = builders.article("<p>Nothing is marked.</p>")
    assert "no-claims" not in blocks(article)
    builders.rule_weight("no-claims", "block")
    assert "no-claims" in blocks(article)


@pytest.mark.parametrize("code", sorted(code for code, rule in RULES.items() if rule.fixed))
def test_no_weight_touches_a_fixed_rule(code):
    RuleWeight.objects.create(code=code, weight="inform", changed_at=later())
    assert code not in check_requests.severities()
    finding = Finding(code, Severity.BLOCK, "x", about="y")
    lighter = Request(severities={code: Severity.INFORM})
    assert weighed(finding, RULES[code], lighter, {(code, "y"): {"because": "x"}}) == finding


def test_a_weight_of_a_rule_that_is_gone_changes_nothing():
    builders.rule_weight("a-rule-of-yesterday", "block")
    assert check_requests.severities() == {}


# ---- the rules themselves


@pytest.mark.parametrize("code", sorted(RULES))
def test_each_rule_says_what_it_is_for_and_how_to_mend_what_it_finds(code):
    rule = RULES[code]
    assert rule.code == code
    assert len(code) <= 40, "it is kept in a column of 40 characters"
    assert code == code.lower().replace("_", "-").replace(" ", "-"), "it is part of addresses"
    for said in (rule.title, rule.why, rule.mend):
        assert said.strip() == said != ""
        assert "!" not in said
    for said in (rule.why, rule.mend):
        assert said.endswith((".", "?", "”")), said
    assert not rule.title.endswith(".")
    assert not rule.several or rule.several.format(n=7) != rule.several


def test_no_two_rules_have_the_same_code_and_each_stands_in_one_group():
    codes = [rule.code for rules in checks.GROUPS.values() for rule in rules]
    assert sorted(codes) == sorted(RULES)


def test_the_page_of_the_docs_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == handbook.text(), "run: manage.py describe_checks"


def test_the_page_of_the_docs_tells_each_rule():
    text = handbook.text()
    for rule in RULES.values():
        assert f"### `{rule.code}`: {rule.title}" in text


# ---- in the admin


def test_a_publisher_weighs_a_rule_and_it_is_on_record_who_did_it(client, publisher):
    assert add(client).status_code == 302
    weight = RuleWeight.objects.get()
    assert (weight.code, weight.weight, weight.changed_by) == ("no-caution", "warn", publisher)
    change = reverse("admin:articles_ruleweight_change", args=[weight.pk])
    assert client.post(change, {"weight": "inform", "because": "It is in every text."}).status_code == 302
    weight.refresh_from_db()
    assert (weight.code, weight.weight) == ("no-caution", "inform")
    assert LogEntry.objects.filter(object_id=weight.pk).count() == 2
    assert "Pub Lisher" in client.get(reverse("admin:articles_ruleweight_history", args=[weight.pk])).content.decode()


def test_giving_a_rule_its_own_weight_back_is_on_record_too(client, publisher):
    weight = builders.rule_weight()
    client.post(reverse("admin:articles_ruleweight_delete", args=[weight.pk]), {"post": "yes"})
    assert check_requests.severities() == {}
    assert LogEntry.objects.get().object_repr == "no-caution: warns"


def test_fixed_rules_are_not_offered(client, publisher):
    page = client.get(reverse("admin:articles_ruleweight_add")).content.decode()
    assert 'value="no-caution"' in page
    for code in (code for code, rule in RULES.items() if rule.fixed):
        assert f'value="{code}"' not in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": "unchecked"}, "This rule cannot be weighed"),
        ({"code": "no-such-rule"}, "This rule cannot be weighed"),
        ({"code": ""}, "This field is required"),
        ({"weight": "heavy"}, "heavy is not one of the available choices"),
        ({"weight": "block"}, "The rule comes with this weight"),
        ({"because": " "}, "This field is required"),
        ({"because": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_weighed(client, publisher, typed, sentence):
    response = add(client, **typed)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not RuleWeight.objects.exists()


def test_a_rule_is_weighed_once(client, publisher):
    add(client)
    assert "weighed already" in add(client, weight="inform").content.decode()
    assert RuleWeight.objects.count() == 1


@pytest.mark.parametrize("group", ["Editor", "Reviewer"])
def test_only_publishers_weigh_rules(client, group):
    client.force_login(builders.person(group))
    assert add(client).status_code == 403


# ---- the page of all rules


def page(client):
    return client.get(reverse("audit-rules"))


@pytest.mark.parametrize("group", ["Editor", "Reviewer", "Publisher"])
def test_everyone_who_works_here_reads_what_the_rules_are(client, group):
    client.force_login(builders.person(group))
    shown = page(client).content.decode()
    for rule in RULES.values():
        assert f'id="{rule.code}"' in shown
    assert ("Weigh a rule" in shown) == (group == "Publisher")


def test_the_page_tells_who_weighed_a_rule_and_why(client, publisher):
    builders.rule_weight(by=publisher, because="Each text says it at the top.")
    shown = page(client).content.decode()
    assert (
        "As it comes it blocks publishing. Weighed by Pub Lisher on 4 March 2026: Each text says it at the top."
        in shown
    )


def test_the_page_takes_the_same_number_of_queries_however_many_rules_are_weighed(client, publisher):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert page(client).status_code == 200
        return len(captured)

    asked()
    none = asked()
    for code in [code for code, rule in RULES.items() if not rule.fixed][:5]:
        builders.rule_weight(code, "inform", by=publisher)
    assert asked() == none <= 8
