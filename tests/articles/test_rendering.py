"""From frozen content to the page of an edition."""

import re
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from articles import rendering
from articles.rendering.meter import count_claims, meter_told
from articles.rendering.tables import as_cards
from references.status import Status
from tests.articles import frozen_content as frozen
from tests.articles.frozen_content import block, citation, claim, content, mark, source


def edition(**extra):
    facts = {
        "number": 3,
        "published_at": datetime(2026, 3, 4, 9, tzinfo=UTC),
        "assurance": "checked",
        "note": "Mended.",
    }
    return SimpleNamespace(**facts | extra)


def page(frozen_content, people=frozen.PEOPLE, **extra):
    return rendering.parts(rendering.render(frozen_content, people, **extra)["html"])[1]


def text_page(html, *claims, sources=None, **extra):
    """The page of an article with one text."""
    return page(content(block(text=html), claims=claims, sources=[source()] if sources is None else sources), **extra)


def of_text(main):
    """The first text of a page."""
    return re.search(r'<div class="sec text" id="text-1">(.*?)</div>\n', main, re.DOTALL)[1]


def markers(html):
    return re.findall(r'<a class="mark [^>]*aria-label="([^"]*)"', html)


# ---- claims in the text


def test_a_claim_carries_one_marker_per_source_named_for_screen_readers():
    cited = [citation(), citation("bayram2021", "contradicts", "contradicted")]
    main = text_page(
        f"<p>{mark('a', 'Pain fell.')}</p>",
        claim("a", "divided", cited),
        sources=[source(), source("bayram2021", 2)],
    )
    assert markers(of_text(main)) == ["Source 1, supports", "Source 2, contradicts"]


def test_a_marker_leads_to_the_evidence_entry_without_javascript():
    a = claim("a")
    main = text_page(f"<p>{mark('a', 'Pain fell.')}</p>", a)
    assert f'href="evidence/#{a["anchor"]}"' in of_text(main)


def test_the_last_word_and_its_marker_do_not_break_apart():
    main = of_text(text_page(f"<p>{mark('a', 'Pain fell by half.')} More.</p>", claim("a")))
    assert re.search(r'Pain fell by <span class="nb">half\.<a class="mark', main)
    assert main.endswith("</span><!--" + claim("a")["anchor"] + "--> More.</p>")


def test_a_full_stop_after_the_mark_stands_before_the_marker():
    main = of_text(text_page(f"<p>{mark('a', 'Pain fell')}. More.</p>", claim("a")))
    assert '<span class="nb">fell.<a' in main
    assert "--> More.</p>" in main


def test_markers_follow_the_last_fragment_of_a_claim_that_enter_split():
    a = claim("a")
    html = f"<p>{mark('a', 'Pain')}</p><p>{mark('a', 'fell.')}</p>"
    main = of_text(text_page(html, a))
    first, second = main.split("</p>")[:2]
    assert f'id="{a["anchor"]}"' in first
    assert not markers(first)
    assert f'data-c="{a["anchor"]}"' in second
    assert len(markers(second)) == 1


def test_a_claim_that_ends_in_bold_keeps_its_marker():
    main = of_text(text_page(f"<p>{mark('a', 'Pain <strong>fell &amp; rose</strong>')}</p>", claim("a")))
    assert "<strong>fell &amp; rose</strong>" in main
    assert markers(main) == ["Source 1, supports"]


def test_more_than_three_markers_may_break_on_a_narrow_phone():
    cited = [citation(f"s{n}") for n in range(1, 6)]
    sources = [source(f"s{n}", n) for n in range(1, 6)]
    main = of_text(text_page(f"<p>{mark('a', 'Pain fell.')}</p>", claim("a", citations=cited), sources=sources))
    bound = re.search(r'<span class="nb">(.*?)</span>', main)[1]
    assert len(markers(bound)) == 3
    assert len(markers(main)) == 5


@pytest.mark.parametrize("status", ["disagrees", "divided", "no-evidence", "unchecked", "stale", "unsourced"])
def test_doubt_about_a_claim_is_said_in_words_beside_it(status):
    main = of_text(text_page(f"<p>{mark('a', 'Pain fell.')}</p>", claim("a", status)))
    assert re.search(rf'class="mark spelled [^>]*>.*?</svg>{Status(status).label}</a>', main)


@pytest.mark.parametrize("status", ["matches", "partly"])
def test_a_claim_that_matches_looks_like_text(status):
    assert "spelled" not in of_text(text_page(f"<p>{mark('a', 'Pain fell.')}</p>", claim("a", status)))


def test_a_reported_claim_whose_source_disagrees_says_so_too():
    reported = claim("a", "disagrees", [citation(stance="contradicts", judged="contradicted")], voice="reported")
    assert "Source disagrees" in of_text(text_page(f"<p>{mark('a', 'Labels say so.')}</p>", reported))


# ---- doubt must not become noise


def partly(name, **extra):
    return claim(name, "partly", [citation(stance="qualifies", judged="partly")], **extra)


def section(*names):
    return "<h2>Trials</h2><p>" + " ".join(mark(n, f"{n}.") for n in names) + "</p>"


def test_where_more_than_a_third_matches_in_part_one_sentence_says_so_and_markers_go_quiet():
    main = of_text(text_page(section("a", "b", "c"), partly("a"), partly("b"), claim("c")))
    assert main.count("2 of 3 statements in this part match their source only in part") == 1
    assert main.count('class="mark mk-qualifies quiet"') == 2
    assert main.index("2 of 3") < main.index("<p><span")


def test_the_sentence_names_the_reason_that_most_verdicts_share():
    shared = [citation(stance="qualifies", verdict=frozen.verdict("partly", mismatches=["population"]))]
    main = of_text(text_page(section("a", "b"), *(claim(n, "partly", shared) for n in "ab")))
    assert "only in part, mostly because of the population." in main


def test_a_third_or_less_stays_marked_one_by_one():
    claims = [partly("a"), partly("b"), *(claim(n) for n in "cdef")]
    main = of_text(text_page(section(*"abcdef"), *claims))
    assert "statements in this part" not in main
    assert "quiet" not in main


def test_other_sections_keep_their_marks():
    far = partly("far", section="Dose")
    main = text_page(
        section("a", "b") + f"<h2>Dose</h2><p>{mark('far', 'Far.')}</p>",
        partly("a"), partly("b"), far, claim("x", section="Dose"), claim("y", section="Dose"),
    )  # fmt: skip
    assert f'mk-qualifies" href="evidence/#{far["anchor"]}"' in main


def test_many_unchecked_claims_are_said_once():
    unchecked = [claim(n, "unchecked", [citation(judged=None)]) for n in "abc"]
    main = of_text(text_page(section("a", "b", "c"), *unchecked))
    assert main.count("have not been checked against their sources yet") == 1
    assert "spelled" not in main


# ---- nothing gets through unescaped


def test_html_of_an_old_edition_is_sanitised_again():
    nasty = '<p onclick="x()">Hello<script>alert(1)</script> <a href="javascript:x()">there</a></p>'
    texts = [block(text=nasty), block("keypoints", text=nasty), block("callout", kind="note", title="", text=nasty),
             block("questionanswer", question="Why?", answer=nasty), block("table", caption="", text=nasty)]  # fmt: skip
    main = page(content(*texts, answer=nasty, summary=nasty, before_you_take_it=nasty))
    assert main.count("<p>Hello <a") == 8
    for part in ("<script", "javascript:", "onclick"):
        assert part not in main


def test_plain_fields_are_escaped():
    nasty = "<img src=x onerror=alert(1)>"
    made = content(
        block("callout", kind="warning", title=nasty, text="<p>Mind.</p>"),
        block("questionanswer", question=nasty, answer="<p>Yes.</p>"),
        block("table", caption=nasty, text="<table><tbody><tr><th>A</th></tr></tbody></table>"),
        block(text=f"<h2>{nasty}</h2>"),
        title=nasty,
        disclosures=nasty,
        funding=nasty,
        claims=[claim("a", "no-evidence", text=nasty, section=nasty, no_evidence_because=nasty)],
        sources=[source(csl={"id": "x", "type": "book", "title": nasty}, sample_note=nasty, status="retracted")],
    )
    html = rendering.render(made, frozen.PEOPLE, edition=edition(note=nasty))["html"]
    assert "<img" not in html


def test_a_mark_whose_claim_is_unknown_is_plain_text():
    assert of_text(text_page(f"<p>{mark('gone', 'Pain fell.')}</p>")) == "<p><span>Pain fell.</span></p>"


# ---- the order of the page


def whole_page(**extra):
    made = content(
        block("keypoints", text="<ul><li>One.</li></ul>"),
        block(text="<h2>Trials</h2><p>Words.</p><h3>Small</h3><p>More.</p>"),
        block("questionanswer", question="Does it help?", answer="<p>Perhaps.</p>"),
        {**block("questionanswer", question="Is it safe?", answer="<p>Mostly.</p>"), "id": "questionanswer-2"},
        block("unknowns", text="<ul><li>Much.</li></ul>"),
        block("conclusion", text="<p>Wait.</p>"),
        claims=[claim("a")],
        sources=[source()],
        before_you_take_it="<p>Ask a doctor.</p>",
        answer=f"<p>{mark('a', 'Little is known.')}</p>",
        **extra,
    )
    return page(made, edition=edition())


def test_the_parts_of_a_page_come_in_their_order():
    main = whole_page()
    words = ["Magnesium and the spine</h1>", 'class="answer"', "Before you take it", "Written by", "Evidence meter",
             "Quick summary", "Key points", "In this article", ">Trials<", "Questions and answers",
             "What we do not know", ">Conclusion<", ">References<", "Update history", "Disclosures and funding",
             "Cite this page"]  # fmt: skip
    body = main[main.index("<h1") :]
    found = [body.index(w, body.index(">Trials</h2>") if w == "Questions and answers" else 0) for w in words[:8]]
    assert found == sorted(found)
    flow = body[body.index('class="flow"') :]
    found = [flow.index(w) for w in words[8:]]
    assert found == sorted(found)


def test_questions_that_stand_together_form_one_section():
    main = whole_page()
    assert main.count('<h2 id="s-questions-and-answers">') == 1
    assert main.count("<details id=") == 2


def test_the_contents_list_leads_to_every_section():
    main = whole_page()
    listed = re.findall(r'<a href="#([^"]+)"', main[main.index('class="toc"') : main.index('class="flow"')])
    assert "s-trials" in listed
    assert "s-small" not in listed
    for target in listed:
        assert f'id="{target}"' in main


def test_headings_of_the_same_words_get_ids_of_their_own():
    main = text_page("<h2>Dose</h2><p>a</p><h2>Dose</h2><p>b</p>")
    assert 'id="s-dose"' in main
    assert 'id="s-dose-2"' in main


def test_no_reviewer_is_named_since_no_approval_stands_behind_it():
    assert "Reviewed by" not in whole_page()


def test_an_edition_not_yet_checked_says_so_and_has_no_meter_and_no_checked_date():
    made = content(block(text=f"<p>{mark('a', 'So.')}</p>"), claims=[claim("a")], sources=[source()])
    fields = rendering.render(made, frozen.PEOPLE, edition=edition(assurance="not-yet-checked"))
    main = rendering.parts(fields["html"])[1]
    assert "Not yet checked.</b>" in main
    assert "Evidence meter" not in main
    assert "Evidence checked" not in main
    assert fields["checked_from"] is None


def test_the_checked_dates_are_those_of_verdicts_in_force():
    old = citation(verdict=frozen.verdict(at="2025-01-01T10:00:00.000000Z", fresh=False))
    undone = citation(verdict=frozen.verdict("undone", at="2025-02-01T10:00:00.000000Z"))
    late = citation(verdict=frozen.verdict(at="2026-03-09T10:00:00.000000Z"))
    made = content(claims=[claim("a", citations=[old, undone, late, citation()])], sources=[source()])
    fields = rendering.render(made, frozen.PEOPLE)
    assert (fields["checked_from"], fields["checked_to"]) == (date(2026, 3, 2), date(2026, 3, 9))


# ---- the meter


def test_the_meter_counts_statuses_and_how_sure_all_evidence_makes_us():
    made = content(
        claims=[
            claim("a", certainty=frozen.certainty("low")),
            claim("b", certainty=frozen.certainty("high", fresh=False)),
            claim("c", "disagrees"),
            claim("d", "no-evidence", [], certainty=frozen.certainty("", "none-found")),
        ],
        sources=[source()],
    )
    assert count_claims(made) == {
        "total": 4,
        "statuses": {"matches": 2, "disagrees": 1, "no-evidence": 1},
        "certainty": {"low": 1, "not-rated": 3},
    }


def test_a_meter_of_many_claims_has_no_shapes_to_count():
    assert meter_told({"total": 81, "statuses": {"matches": 81}, "certainty": {}})["dots"] == []
    assert len(meter_told({"total": 80, "statuses": {"matches": 80}, "certainty": {}})["dots"]) == 80


# ---- cards


def cards(main):
    return main[main.index('<template id="cards">') :]


def test_a_card_keeps_the_three_questions_apart():
    rated = claim("a", certainty=frozen.certainty("low", note="One small trial."))
    card = cards(text_page(f"<p>{mark('a', 'So.')}</p>", rated))
    for words in ("Is it cited?", "Does the source say so?", "What does all the evidence say?"):
        assert words in card
    assert "Checked by Ruth Reviewer, 2 March 2026" in card
    assert "Low certainty" in card
    assert "One small trial." in card


def test_every_marker_has_its_card():
    cited = [citation(), citation("bayram2021")]
    main = text_page(
        f"<p>{mark('a', 'So.')} {mark('b', 'Thus.')}</p>",
        claim("a", "divided", cited),
        claim("b", "no-evidence", []),
        sources=[source(), source("bayram2021", 2)],
    )
    wanted = set(re.findall(r'data-card="([^"]+)"', main))
    assert wanted == set(re.findall(r'<div class="card" id="([^"]+)"', cards(main)))
    assert len(wanted) == 4


def test_a_stale_verdict_is_not_shown_as_an_answer():
    stale = claim("a", "stale", [citation(verdict=frozen.verdict(fresh=False))])
    assert "Its check is out of date. It was: yes" in cards(text_page(f"<p>{mark('a', 'So.')}</p>", stale))


def test_an_undone_verdict_names_nobody():
    undone = claim("a", "unchecked", [citation(judged="undone")])
    card = cards(text_page(f"<p>{mark('a', 'So.')}</p>", undone))
    assert "Not yet checked" in card
    assert "Ruth Reviewer" not in card


def test_without_a_fresh_appraisal_a_claim_is_not_rated():
    old = claim("a", certainty=frozen.certainty("high", fresh=False))
    assert "Not rated" in cards(text_page(f"<p>{mark('a', 'So.')}</p>", old))


# ---- references


def test_a_reference_has_links_back_to_each_place():
    a, b = claim("a"), claim("b")
    main = text_page(f"<p>{mark('a', 'So.')} {mark('b', 'Thus.')}</p>", a, b)
    entry = main[main.index('id="ref-1"') :]
    for place, letter in ((a, "a"), (b, "b")):
        label = f"Back to place {letter} where source 1 is cited"
        assert f'<a href="#{place["anchor"]}" aria-label="{label}">{letter}</a>' in entry


def test_a_retracted_source_is_struck_through_and_said_in_words():
    notice = {"kind": "retraction", "published_on": "2026-01-09", "doi": "", "url": "", "note": "Made-up data."}
    main = text_page("<p>So.</p>", sources=[source(status="retracted", notices=[notice])])
    entry = main[main.index('id="ref-1"') :]
    assert "Retracted:</b>" in entry
    assert '<s class="retracted-title">A trial of magnesium</s>' in entry
    assert "Retracted, 9 January 2026" in entry
    assert "Made-up data." in entry


def test_sources_that_were_not_looked_up_are_said_to_be_so():
    assert "not been looked up yet for 1 of these 2 sources" in text_page(
        "<p>So.</p>", sources=[source(status="unknown"), source("b2021", 2)]
    )


def test_links_out_are_never_of_another_scheme():
    main = text_page("<p>So.</p>", sources=[source(identifiers={"url": "javascript:alert(1)"})])
    assert "javascript:" not in main


# ---- tables


def test_cells_carry_the_head_of_their_column_for_phones():
    html = as_cards(
        "<table><tbody><tr><th><p>Form</p></th><th><p>Dose &amp; unit</p></th></tr>"
        '<tr><th colspan="1"><p>Oxide</p></th><td><p>1</p></td></tr></tbody></table>',
        "Forms",
    )
    assert '<tr class="heads" role="row">' in html
    assert '<td data-h="Dose &amp; unit" role="cell">' in html
    assert 'scope="row" role="rowheader"' in html
    assert "<caption>Forms</caption>" in html


def test_a_wide_cell_counts_for_its_columns():
    html = as_cards(
        "<table><tbody><tr><th>A</th><th>B</th><th>C</th></tr>"
        '<tr><td colspan="2">1</td><td>2</td></tr></tbody></table>',
        "",
    )
    assert '<td data-h="C" role="cell">2' in html


def test_a_table_without_heads_needs_none():
    assert "data-h" not in as_cards("<table><tbody><tr><td>1</td></tr></tbody></table>", "")


# ---- alerts


def test_an_alert_stands_at_its_sentence():
    a = claim("a")
    main = text_page(f"<p>{mark('a', 'Pain fell.')} More.</p>", a)
    alert = {"kind": "notice", "notice": "retraction", "claim": a["id"], "anchor": a["anchor"], "number": 1,
             "source": "yousef2013", "note": "", "at": "2026-04-01T00:00:00+00:00"}  # fmt: skip
    told = of_text(rendering.with_alerts(main, [alert]))
    assert "The source has been retracted; noticed on 1 April 2026</strong>" in told
    assert told.index("retracted; noticed") < told.index("More.")


def test_the_description_is_the_answer_as_text():
    made = content(answer="<p>About 10<sup>3</sup> people.</p>")
    assert rendering.render(made, frozen.PEOPLE)["description"] == "About 10^3 people."
