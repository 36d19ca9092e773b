"""Two editors, one article: what was saved meanwhile beside what was typed, part by part, word by word."""

import difflib
import re
from dataclasses import dataclass

from content_editor.contents import contents_for_item
from django.db.models import ManyToManyField

from articles import sanitising
from articles.fields import ClaimTextField
from articles.models import BLOCKS, Article
from references.canonical import text_of

_TEXTS = {
    Article: [
        "title", "slug", "answer", "summary", "before_you_take_it", "topics", "related", "review_due", "funding",
        "disclosures", "language",
    ],
    **{
        block: [f.name for f in block._meta.fields if f.editable and f.name not in {"id", "parent", "region", "ordering"}]
        for block in BLOCKS
    },
}  # fmt: skip
_MOST_WORDS = 20_000  # comparing takes time quadratic in length
_ENDS_OF_LINES = re.compile(r"</(?:p|li|h2|h3|tr|blockquote)>|<br>")
_WORDS = re.compile(r"\n|\w+[^\S\n]*|[^\w\s][^\S\n]*|[^\S\n]+")


@dataclass(frozen=True)
class Part:
    """A field of the article or of a block, as it stands on one side."""

    label: str
    text: str
    html: str = ""


@dataclass(frozen=True)
class Difference:
    """theirs, mine: lists of (words, whether the other side has something else); None where a side has no such part."""

    label: str
    theirs: list | None
    mine: list | None
    note: str = ""


def differences(article, form, formsets):
    """Every part that differs between the article as it is saved now and what was typed."""
    theirs, mine = _saved(Article.objects.get(pk=article.pk)), _typed(form, formsets)
    for key in [*mine, *(key for key in theirs if key not in mine)]:
        their, my = theirs.get(key), mine.get(key)
        if their is None:
            if my.text.strip():
                back = "It was deleted meanwhile and comes back when you save. Remove it below if it should go."
                yield Difference(my.label, None, [(my.text, True)], back if key[1] == "gone" else "New in yours.")
        elif my is None:
            yield Difference(their.label, [(their.text, True)], None, "Not in yours. Unless you delete it, it stays.")
        elif their.text != my.text:
            yield Difference(their.label, *_word_by_word(their.text, my.text))
        elif their.html != my.html:
            note = "The words are the same; claims or formatting differ."
            yield Difference(their.label, [(their.text, False)], [(my.text, False)], note)


def _saved(article):
    parts = {("article", "", name): _part(Article, name, getattr(article, name)) for name in _TEXTS[Article]}
    for block in contents_for_item(article, BLOCKS):
        for name in _TEXTS[type(block)]:
            key = (type(block)._meta.model_name, str(block.pk), name)
            parts[key] = _part(type(block), name, getattr(block, name), str(block))
    return parts


def _typed(form, formsets):
    parts = {("article", "", name): _part(Article, name, _value(form, name)) for name in _fields(form)}
    for formset in formsets:
        if formset.model not in _TEXTS:
            continue
        for number, block in enumerate(formset.forms):
            if formset.can_delete and formset._should_delete_form(block):
                continue
            new = "gone" if number in formset.gone else "new"
            key = (
                (formset.model._meta.model_name, str(block.instance.pk)) if block.instance.pk else (formset.prefix, new)
            )
            for name in _fields(block):
                number_of_new = "" if block.instance.pk else number
                parts[*key, f"{name}{number_of_new}"] = _part(formset.model, name, _value(block, name))
    return parts


def _fields(form):
    return [name for name in _TEXTS[form._meta.model] if name in form.fields]


def _value(form, name):
    return form.cleaned_data[name] if name in getattr(form, "cleaned_data", {}) else form[name].value()


def _part(model, name, value, of=""):
    field = model._meta.get_field(name)
    label = str(field.verbose_name).capitalize()
    if model is not Article:
        block = str(model._meta.verbose_name).capitalize()
        label = block if label in {"Text", block} else f"{block}, {label.lower()}"
        label += f": {of}" if of else ""
    if isinstance(field, ClaimTextField):
        return Part(label, *_prose(value or ""))
    if isinstance(field, ManyToManyField):
        related = value.all() if hasattr(value, "all") else field.related_model.objects.none()
        return Part(label, ", ".join(sorted(map(str, related))))
    return Part(label, "" if value is None else str(value))


def _prose(html):
    """(text with a line for each paragraph, sanitised HTML)"""
    try:
        cleaned = sanitising.clean(html)
    except sanitising.TooMuch:
        return "This text is too long or nested too deeply to be shown here.", html
    lines = (text_of(line) for line in _ENDS_OF_LINES.split(cleaned))
    return "\n".join(line for line in lines if line), cleaned


def _word_by_word(theirs, mine):
    a, b = _WORDS.findall(theirs), _WORDS.findall(mine)
    if max(len(a), len(b)) > _MOST_WORDS:
        return [(theirs, True)], [(mine, True)], "Too long to compare word by word."
    left, right = [], []
    bare_a, bare_b = ([word.strip(" ") for word in words] for words in (a, b))
    for act, a1, a2, b1, b2 in difflib.SequenceMatcher(None, bare_a, bare_b, autojunk=False).get_opcodes():
        if a2 > a1:
            left.append(("".join(a[a1:a2]), act != "equal"))
        if b2 > b1:
            right.append(("".join(b[b1:b2]), act != "equal"))
    return left, right
