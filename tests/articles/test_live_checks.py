"""The nightly run of the checks over what readers see."""

from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import checks, live_checks, publishing, waiving
from articles.models import EditionContent, LiveFinding
from references import append_only
from references.jobs import running, schedule
from references.models import Schedule
from references.models.job import JobState
from tests import builders
from tests.articles.test_waiving import waive
from tests.builders import later

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_rule(monkeypatch):
    """Only one rule speaks, so that what these sentences are about does not hang on the others."""
    every = checks.CHECKS

    def spoken_of(content, request):
        return (f for check in every for f in check(content, request) if f.code == "no-caution")

    monkeypatch.setattr(checks, "CHECKS", (spoken_of,))


def live_article(**extra):
    """An article that readers see without a word of caution."""
    article, _, edition = builders.published_article(before_you_take_it="", **extra)
    return article, edition


@pytest.fixture
def warns():
    """The team lets a missing caution warn; it blocks as it comes."""
    return builders.rule_weight("no-caution", "warn")


def found(article):
    return [(f.code, f.weight) for f in article.live_findings.all()]


def run(*args, **options):
    out, err = StringIO(), StringIO()
    call_command("check_live_editions", *args, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_what_readers_see_is_checked_with_the_weights_of_today(warns):
    article, _ = live_article()
    live_checks.check_all(now=later(60))
    assert found(article) == [("no-caution", "warn")]
    warns.delete()
    live_checks.check_all(now=later(120))
    assert found(article) == [("no-caution", "block")]


def test_a_finding_keeps_the_day_it_was_found_first(warns):
    article, _ = live_article()
    live_checks.check_all(now=later(60))
    first = article.live_findings.get()
    warns.delete()
    live_checks.check_all(now=later(120))
    assert article.live_findings.get().found_at == first.found_at
    assert article.live_findings.get().claim == first.claim is not None


def test_a_run_that_finds_nothing_new_writes_nothing(warns):
    article, _ = live_article()
    live_checks.check_all(now=later(60))
    before = article.live_findings.get().pk
    live_checks.check_all(now=later(120))
    assert article.live_findings.get().pk == before


def test_drafts_are_none_of_its_business(warns):
    article, _ = live_article()
    builders.cited_article(before_you_take_it="")
    live_checks.check_all(now=later(60))
    assert {code for code, _ in found(article)} == {"no-caution"}
    assert LiveFinding.objects.count() == 1


def test_what_was_found_when_it_was_published_stands_there_at_once(warns):
    article, edition = live_article()
    assert found(article) == [("no-caution", "warn")]
    assert article.live_findings.get().found_at == edition.published_at


def test_what_is_withdrawn_has_no_findings_any_more(warns):
    article, _ = live_article()
    assert found(article)
    publishing.withdraw(article=article, by=builders.publisher(), now=later(70), because="A trial was retracted.")
    assert found(article) == []
    live_checks.check_all(now=later(120))
    assert found(article) == []


def test_a_waiver_given_after_it_was_published_counts(warns):
    article, _ = live_article()
    live_checks.check_all(now=later(60))
    finding = next(f for f in waiving.found_in(article, now=later(61)).values() if f.code == "no-caution")
    waive(article, finding, now=later(62))
    live_checks.check_all(now=later(120))
    assert found(article) == []


def break_content(edition, text):
    append_only.drop(connection)
    EditionContent.objects.filter(edition=edition).update(content=text)
    append_only.install(connection)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"claims": 3}'])
def test_one_edition_that_cannot_be_read_does_not_stop_the_others(warns, text):
    broken, edition = live_article()
    fine, _ = live_article()
    live_checks.check_all(now=later(60))
    break_content(edition, text)
    summary = live_checks.check_all(now=later(120))
    assert list(summary.unreadable) == [broken.slug]
    assert summary.articles == 1
    assert "1 could not be read" in str(summary)
    assert found(fine) == found(broken) == [("no-caution", "warn")], "what was known of it stays"


def test_articles_are_read_a_few_at_a_time_and_none_is_left_out(warns, monkeypatch):
    monkeypatch.setattr(live_checks, "AT_ONCE", 2)
    articles = [live_article()[0] for _ in range(5)]
    said = []
    summary = live_checks.check_all(now=later(60), say=lambda text, **counts: said.append(counts))
    assert summary.articles == 5
    assert all(found(article) for article in articles)
    assert said[-1] == {"done": 5, "total": 5}


def test_each_article_takes_the_same_number_of_queries(warns):
    def asked(sentences):
        sources = [builders.source() for _ in range(sentences)]
        html = "".join(f"<p>{builders.mark(f'Sentence {n}.', s.citekey)}</p>" for n, s in enumerate(sources))
        article = builders.article(html)
        builders.publish(article, assurance="not-yet-checked")
        live_checks.check(article, now=later(60))
        with CaptureQueriesContext(connection) as captured:
            live_checks.check(article, now=later(61))
        return len(captured)

    assert asked(2) == asked(10) <= 16


# ---- by night


def test_it_comes_each_night_by_itself(warns):
    article, _ = live_article()
    known = schedule.known()["Check what readers see"][0]
    evening = datetime(2026, 3, 4, 22, 0, tzinfo=ZoneInfo("Europe/Berlin"))
    schedule.start_due(evening)
    row = Schedule.objects.get(name="Check what readers see")
    assert schedule.next_after(known, evening) == row.next_at
    job = live_checks.ask(row.next_at)
    running.run_waiting(row.next_at, only=job)
    job.refresh_from_db()
    assert job.state == JobState.FINISHED
    assert job.said == "1 article checked: 1 warn."
    assert (job.done, job.total) == (1, 1)
    assert found(article) == [("no-caution", "warn")]


# ---- by hand


def test_the_command_says_what_each_rule_found(warns):
    live_article()
    live_article()
    out, _ = run()
    assert "2 × no-caution warns: A dose or a benefit without “before you take it”" in out
    assert "2 articles checked: 2 warn." in out


def test_the_command_names_the_findings_of_one_article(warns):
    article, _ = live_article()
    live_article()
    out, _ = run(article=article.slug)
    assert "no-caution warns, claim 1: A benefit is spoken of" in out
    assert "1 article checked" in out
    with pytest.raises(CommandError, match="Readers see no article “nowhere”"):
        run(article="nowhere")


def test_the_command_fails_on_what_it_was_told_to_fail_on(warns):
    live_article()
    run()
    run(fail_on="block")
    with pytest.raises(CommandError):
        run(fail_on="warn")
    warns.delete()
    with pytest.raises(CommandError):
        run(fail_on="block")


def test_an_edition_that_cannot_be_read_is_named(warns):
    article, edition = live_article()
    break_content(edition, "{")
    _, err = run()
    assert f"{article.slug} could not be read" in err
    with pytest.raises(CommandError):
        run(fail_on="block")
