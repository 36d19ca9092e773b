"""What changed since a verdict is told in words."""

import pytest

from references import canonical
from references.audit.changes import Change, changes, paragraph_changed, unchanged, words_changed
from references.audit.reading import around, doi_address, links_of, web_address
from references.models import Source

JUDGED = {
    "claim": "In a trial of 209 people, pain fell by day 4.",
    "kind": "efficacy",
    "voice": "own",
    "stance": "supports",
    "passages": [{"locator": "Abstract", "quote": "", "finding": "Pain fell at day 4.", "basis": "abstract"}],
    "notices": [],
}


def text(**changed):
    return canonical.judged_text(**{**JUDGED, **changed})


def told(**changed):
    """{what: its pieces as “-removed”, “+added” and plain words}"""
    signs = {"same": "", "removed": "-", "added": "+"}
    return {c.what: [signs[p.how] + p.text for p in c.pieces] for c in changes(text(), text(**changed))}


def test_an_unchanged_citation_has_nothing_to_tell():
    assert told() == {}


def test_a_changed_number_is_the_only_thing_marked():
    assert told(claim="In a trial of 240 people, pain fell by day 4.") == {
        "Sentence": ["In a trial of ", "-209", "+240", " people, pain fell by day 4."]
    }


def test_neighbouring_words_are_marked_as_one_phrase():
    assert told(claim="In a large study of 209 people, pain fell by day 4.")["Sentence"][1:3] == [
        "-trial",
        "+large study",
    ]


@pytest.mark.parametrize(
    ("changed", "told_as"),
    [
        ({"stance": "qualifies"}, {"Stance": ["-supports", "+qualifies"]}),
        ({"kind": "dose"}, {"Kind": ["-efficacy", "+dose"]}),
        ({"question": "Does it help?"}, {"Question": ["+Does it help?"]}),
        ({"passages": []}, {"Passage": ["-Abstract: Pain fell at day 4."]}),
        (
            {"passages": [{**JUDGED["passages"][0], "locator": "p. 126"}]},
            {"Passage, place": ["-Abstract", "+p. 126"]},
        ),
        (
            {"passages": [{**JUDGED["passages"][0], "finding": "Pain fell at day 7."}]},
            {"Passage, finding": ["Pain fell at day ", "-4", "+7", "."]},
        ),
        (
            {"notices": [{"kind": "retraction", "published_on": "2026-01-02", "note": "No data."}]},
            {"Notice": ["+retraction, 2026-01-02, No data."]},
        ),
    ],
)
def test_each_part_is_told_by_its_name(changed, told_as):
    assert told(**changed) == told_as


def test_an_added_passage_does_not_hide_the_one_that_stayed():
    more = {"locator": "p. 9", "quote": "no significant effect", "finding": "", "basis": "full-text"}
    assert told(passages=[*JUDGED["passages"], more]) == {"Passage": ["+p. 9: “no significant effect”"]}


def test_a_decimal_number_is_one_word():
    assert [p.text for p in words_changed("fell from 7.5 to 4.7", "fell from 7.5 to 4.1")] == [
        "fell from 7.5 to ",
        "4.7",
        "4.1",
    ]


def test_a_text_too_long_to_compare_is_shown_whole():
    pieces = words_changed("a b " * 5000, "a c " * 5000)
    assert [p.how for p in pieces] == ["removed", "added"]


def test_the_sentence_is_found_in_its_paragraph():
    assert around("Before. It works. After.", "It works.") == ("Before. ", "It works.", " After.")


def test_a_sentence_marked_in_pieces_stands_alone():
    assert around("It, they say, works.", "It works.") == ("", "It works.", "")


def test_a_source_is_linked_by_its_identifiers():
    source = Source(doi="10.1000/a<b>#c", pmid="123", url="https://example.org/a")
    assert links_of(source) == [
        ("DOI", "https://doi.org/10.1000/a%3Cb%3E%23c"),
        ("PubMed", "https://pubmed.ncbi.nlm.nih.gov/123/"),
        ("Web page", "https://example.org/a"),
    ]


def test_no_address_but_one_of_the_web_is_linked():
    assert web_address("javascript:alert(1)") == ""
    assert doi_address("") == ""


def test_what_stayed_is_said_in_one_line():
    assert unchanged(changes(text(), text(stance="qualifies"))) == "wording, kind, passages and notices"
    assert unchanged(changes(text(), text(claim="Other.", passages=[]))) == "stance, kind and notices"
    everything = {"claim": "Other.", "kind": "dose", "stance": "mentions", "passages": []}
    assert unchanged(changes(text(), text(**everything, notices=[{"kind": "retraction", **NOTICE}]))) == ""


NOTICE = {"published_on": None, "note": ""}
WORDS = "In a trial of 209 people, pain fell by day 4."


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (f"Few know. {WORDS}", f"Few  know. {WORDS}", WORDS),
        (f"So “it” is. {WORDS}", f'So "it" is. {WORDS}', WORDS),
        (f"Few know. {WORDS}", "Few know. Pain fell by day 7.", "Pain fell by day 7."),
        ("", "A verdict of old times did not write it down.", WORDS),
    ],
)
def test_white_space_quotes_and_the_sentence_itself_do_not_change_a_paragraph(before, after, sentence):
    assert paragraph_changed(judged=text(), before=before, text=sentence, today=after) == ()


def test_a_changed_paragraph_is_told_word_by_word():
    pieces = paragraph_changed(judged=text(), before=f"Few know. {WORDS}", text=WORDS, today=f"Many know. {WORDS}")
    assert [(p.how, p.text) for p in pieces][:2] == [("removed", "Few"), ("added", "Many")]


def test_old_and_new_can_be_told_apart():
    change = Change("Sentence", words_changed("by day 4", "by day 7"))
    assert ["".join(p.text for p in side) for side in (change.before, change.after)] == ["by day 4", "by day 7"]
