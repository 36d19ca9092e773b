"""Is the article whole?"""

import re

from references.canonical import text_of

from . import completeness, reading
from .findings import Rule, Severity

_HEADING = re.compile(r"<h([2-4])>(.*?)</h\1>", re.DOTALL)

ANSWER_EMPTY = Rule(
    "answer-empty",
    Severity.BLOCK,
    "The one-sentence answer is empty",
    why="Many readers read nothing else.",
    mend="Write it.",
    fixed=True,
)
SUMMARY_EMPTY = Rule(
    "summary-empty",
    Severity.BLOCK,
    "The quick summary is empty",
    why="Readers decide by it whether to read on.",
    mend="Write it.",
    fixed=True,
)
NO_AUTHOR = Rule(
    "no-author",
    Severity.BLOCK,
    "No author is named",
    why="Readers may know who tells them something about their health.",
    mend="Add at least one author.",
    fixed=True,
)
NO_CLAIMS = Rule(
    "no-claims",
    Severity.WARN,
    "Nothing is marked as a claim",
    why="An article in which nothing is marked promises a check that never took place.",
    mend="Mark the sentences that say something about health.",
)
ANSWER_WITHOUT_QUESTION = Rule(
    "answer-without-question",
    Severity.BLOCK,
    "An answer has no question",
    why="Nobody can tell what it answers.",
    mend="Write the question.",
    several="{n} answers have no question.",
)
QUESTION_WITHOUT_ANSWER = Rule(
    "question-without-answer",
    Severity.BLOCK,
    "A question has no answer",
    why="A reader who came for it leaves with nothing.",
    mend="Answer it, or remove it.",
    several="{n} questions have no answer.",
)
FIGURE_WITHOUT_ALT = Rule(
    "figure-without-alt",
    Severity.BLOCK,
    "A figure has no text for those who cannot see it",
    why="For some readers the text is the figure.",
    mend="Say what it shows.",
    several="{n} figures have no text for those who cannot see them.",
)
HEADING_SKIPS = Rule(
    "heading-skips",
    Severity.BLOCK,
    "A heading skips a level",
    why="Screen readers walk the page by its headings; a gap looks like a missing part.",
    mend="Make it one level higher.",
    several="{n} headings skip a level.",
)
HEADING_EMPTY = Rule(
    "heading-empty",
    Severity.BLOCK,
    "A heading is empty",
    why="Screen readers announce a heading and then nothing.",
    mend="Write or remove it.",
    several="{n} headings are empty.",
)
NO_CHANGE_NOTE = Rule(
    "no-change-note",
    Severity.BLOCK,
    "The change note is missing",
    why="From the second edition on, readers are told what changed.",
    mend="Write the change note.",
    fixed=True,
)

RULES = (
    ANSWER_EMPTY,
    SUMMARY_EMPTY,
    NO_AUTHOR,
    NO_CLAIMS,
    ANSWER_WITHOUT_QUESTION,
    QUESTION_WITHOUT_ANSWER,
    FIGURE_WITHOUT_ALT,
    HEADING_SKIPS,
    HEADING_EMPTY,
    NO_CHANGE_NOTE,
    *completeness.RULES,
    *reading.RULES,
)


def answer_and_summary_are_there(content, request):
    for name, rule, words in (
        ("answer", ANSWER_EMPTY, "one-sentence answer"),
        ("summary", SUMMARY_EMPTY, "quick summary"),
    ):
        if not text_of(content["article"][name]):
            yield rule.at(f"The {words} is empty.", place=name)


def articles_name_an_author(content, request):
    if not content["article"]["authors"]:
        yield NO_AUTHOR.at("No author is named.", place="authors")


def claims_are_marked(content, request):
    """An article in which nothing is marked promises a check that never took place."""
    if not content["claims"]:
        yield NO_CLAIMS.at("No sentence is marked as a claim, so there is nothing to check.")


def questions_have_answers(content, request):
    for block in content["blocks"]:
        if block["type"] != "questionanswer":
            continue
        question, answer = block["question"].strip(), text_of(block["answer"])
        if answer and not question:
            yield ANSWER_WITHOUT_QUESTION.at("An answer has no question.", place=block["id"])
        if question and not answer:
            yield QUESTION_WITHOUT_ANSWER.at(f"“{question}” has no answer.", place=block["id"])


def figures_have_text(content, request):
    for block in content["blocks"]:
        if block["type"] == "figure" and not block["alt"].strip():
            yield FIGURE_WITHOUT_ALT.at("A figure has no text for those who cannot see it.", place=block["id"])


def headings_step_by_one(content, request):
    level = 1
    for block in content["blocks"]:
        if block["type"] != "text":
            continue
        for found in _HEADING.finditer(block["text"]):
            step, text = int(found[1]), text_of(found[2])
            if step > level + 1:
                mend = f"Make it a heading {level + 1}."
                yield HEADING_SKIPS.at(f"The heading “{text}” skips a level.", place=block["id"], mend=mend)
            if not text:
                yield HEADING_EMPTY.at("A heading is empty.", place=block["id"])
            level = step


def later_editions_say_what_changed(content, request):
    if request.number > 1 and not request.note.strip():
        yield NO_CHANGE_NOTE.at("From the second edition on, readers are told what changed.", place="note")


CHECKS = (
    claims_are_marked,
    answer_and_summary_are_there,
    articles_name_an_author,
    questions_have_answers,
    figures_have_text,
    headings_step_by_one,
    later_editions_say_what_changed,
    *completeness.CHECKS,
    *reading.CHECKS,
)
