"""Is the article whole?"""

import re

from references.canonical import text_of

from .findings import Finding, Severity

_HEADING = re.compile(r"<h([2-4])>(.*?)</h\1>", re.DOTALL)


def answer_and_summary_are_there(content, request):
    for name, words in (("answer", "one-sentence answer"), ("summary", "quick summary")):
        if not text_of(content["article"][name]):
            yield Finding(f"{name}-empty", Severity.BLOCK, f"The {words} is empty.", "Write it.", place=name)


def articles_name_an_author(content, request):
    if not content["article"]["authors"]:
        yield Finding("no-author", Severity.BLOCK, "No author is named.", "Add at least one author.", place="authors")


def claims_are_marked(content, request):
    """An article in which nothing is marked promises a check that never took place."""
    if not content["claims"]:
        yield Finding(
            "no-claims",
            Severity.WARN,
            "No sentence is marked as a claim, so there is nothing to check.",
            "Mark the sentences that say something about health.",
        )


def questions_have_answers(content, request):
    for block in content["blocks"]:
        if block["type"] != "questionanswer":
            continue
        question, answer = block["question"].strip(), text_of(block["answer"])
        if answer and not question:
            yield Finding(
                "answer-without-question",
                Severity.BLOCK,
                "An answer has no question.",
                "Write the question.",
                place=block["id"],
            )
        if question and not answer:
            yield Finding(
                "question-without-answer",
                Severity.BLOCK,
                f"“{question}” has no answer.",
                "Answer it, or remove it.",
                place=block["id"],
            )


def figures_have_text(content, request):
    for block in content["blocks"]:
        if block["type"] == "figure" and not block["alt"].strip():
            yield Finding(
                "figure-without-alt",
                Severity.BLOCK,
                "A figure has no text for those who cannot see it.",
                "Say what it shows.",
                place=block["id"],
            )


def headings_step_by_one(content, request):
    level = 1
    for block in content["blocks"]:
        if block["type"] != "text":
            continue
        for found in _HEADING.finditer(block["text"]):
            step, text = int(found[1]), text_of(found[2])
            if step > level + 1:
                yield Finding(
                    "heading-skips",
                    Severity.BLOCK,
                    f"The heading “{text}” skips a level.",
                    f"Make it a heading {level + 1}.",
                    place=block["id"],
                )
            if not text:
                yield Finding(
                    "heading-empty", Severity.BLOCK, "A heading is empty.", "Write or remove it.", place=block["id"]
                )
            level = step


def later_editions_say_what_changed(content, request):
    if request.number > 1 and not request.note.strip():
        yield Finding(
            "no-change-note",
            Severity.BLOCK,
            "From the second edition on, readers are told what changed.",
            "Write the change note.",
            place="note",
        )
