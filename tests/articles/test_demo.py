"""Loading the demonstration does no harm. What it shows: see `test_demo_article.py` and `test_demo_catalogue.py`."""

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.urls import reverse

import articles.record
import references.record
from articles.demo import filling, loading, prose
from articles.models import Article, QuestionAnswer
from references.models import ProblemReport, Source
from supplements.models import Form
from tests import builders, supplement_builders

pytestmark = pytest.mark.django_db

PASSWORD = "tests sign in with this"


def opens(username, password):
    """Whether this password opens this account."""
    user = User.objects.filter(username=username).first()
    return user is not None and user.check_password(password)


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def demo():
    assert loading.load(password=PASSWORD, only_first=True)
    return Article.objects.get(pk=loading.ARTICLE)


def all_rows():
    """Every row of the record and its articles, as plain values."""
    labels = ("articles", "references", "supplements")
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in models}


# ---- that it does no harm


def test_the_record_has_no_break(demo):
    assert list(references.record.breaks()) == []
    assert list(articles.record.breaks()) == []


def test_it_shows_what_comes_of_reports(demo, client):
    outcomes = ProblemReport.objects.order_by("at").values_list("outcome", flat=True)
    assert list(outcomes) == ["corrected", "stands", ""]
    cream = client.get(reverse("claim", args=[prose.claim_id("skin-cream")])).content.decode()
    assert "It led to a correction" in cream
    assert "A small trial can be anything" not in cream


def test_loading_it_again_changes_nothing(demo):
    before = all_rows()
    assert loading.load(password="another long password") is False
    assert all_rows() == before
    assert opens("editor", PASSWORD)


def test_what_people_edited_since_stays(demo):
    block = QuestionAnswer.objects.filter(parent=demo).first()
    block.question = "May I take magnesium?"
    block.save()
    loading.load(password=PASSWORD)
    block.refresh_from_db()
    assert block.question == "May I take magnesium?"


def test_a_load_that_is_stopped_leaves_nothing_behind(monkeypatch):
    before, fill = all_rows(), filling.fill

    def killed(**arguments):
        fill(**arguments)
        assert Form.objects.exists()
        raise KeyboardInterrupt

    monkeypatch.setattr(filling, "fill", killed)
    with pytest.raises(KeyboardInterrupt):
        loading.load(password=PASSWORD)
    assert all_rows() == before
    assert not opens("editor", PASSWORD)


def test_an_account_of_somebody_else_is_never_taken_over():
    builders.person("Editor", username="editor")
    with pytest.raises(loading.DemoRefused, match="“editor” already"):
        loading.load(password=PASSWORD)
    assert not Source.objects.exists()


def test_a_library_that_has_one_of_the_sources_is_left_alone():
    builders.source(doi="10.1111/ANAE.12107")
    with pytest.raises(loading.DemoRefused, match=r"yousef2013.*Another source has this DOI"):
        loading.load(password=PASSWORD)
    assert Source.objects.count() == 1


def test_a_catalogue_that_has_the_substance_is_left_alone():
    supplement_builders.substance(filling.SUBSTANCE["name"], slug="another-address")
    with pytest.raises(loading.DemoRefused, match=r"“Magnesium” was refused: .*already exists"):
        filling.fill(by=builders.editor(), now=loading.CATALOGUE_FILLED)
    assert not Form.objects.exists()


def test_claims_keep_their_addresses_for_ever(demo):
    assert str(prose.claim_id("form-labels")) == "d8561c94-0dde-55d7-bbcb-a2bbc648b505"


# ---- the command


@pytest.fixture
def quickly(monkeypatch):
    """The command loads all; what it says and refuses is the same with the first article alone."""
    monkeypatch.setattr(loading, "_publish_the_others", lambda *people: None)


def run_command():
    out = StringIO()
    call_command("load_demo", stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_command_makes_and_prints_a_password_where_none_is_given(quickly, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    said = run_command()
    password = said.strip().rpartition(" ")[2]
    assert all(opens(name, password) for name in ("editor", "reviewer", "publisher"))


def test_the_command_takes_the_password_it_is_given_and_does_not_repeat_it(quickly, monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)
    assert PASSWORD not in run_command()
    assert opens("reviewer", PASSWORD)
    assert "nothing was changed" in run_command()


def test_a_guessable_password_is_refused_on_a_public_server(monkeypatch, settings):
    monkeypatch.setenv("DEMO_PASSWORD", "demo")
    settings.LOCAL = False
    with pytest.raises(CommandError, match="too weak"):
        run_command()


# ---- how it is written down


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("One line\ngoes on.\n\nNext.", "<p>One line goes on.</p><p>Next.</p>"),
        ("## A & B\n### C", "<h2>A &amp; B</h2><h3>C</h3>"),
        ("- one\n  goes on\n- **two**", "<ul><li><p>one goes on</p></li><li><p><strong>two</strong></p></li></ul>"),
        ("| A | B |\n| 1 | 2 |", "<table><tbody><tr><th><p>A</p></th><th><p>B</p></th></tr>"
         "<tr><th><p>1</p></th><td><p>2</p></td></tr></tbody></table>"),
    ],
)  # fmt: skip
def test_plain_writing_becomes_what_the_editor_stores(written, html):
    assert prose.html(written, {}) == html


def test_a_claim_carries_its_key_and_its_sources():
    mark = prose.html("[[pain: Pain\nfell.]]", {"pain": ["a2020", "b2021"]})
    assert mark == f'<p><span data-claim="{prose.claim_id("pain")}" data-sources="a2020 b2021">Pain fell.</span></p>'
