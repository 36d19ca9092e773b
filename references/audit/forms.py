"""What a reviewer says: a verdict on one citation, an appraisal of one claim."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.utils import timezone

from references.canonical import canonical_text, storable
from references.models.passage import Basis
from references.outcomes import VERDICTS, Direction, Downgrade, Level, Mismatch, Outcome

NOTE_LIMIT = 4_000
SENTENCE_LIMIT = 2_000

OUTCOME_MEANINGS = {
    Outcome.SUPPORTED: "The source says this, as strongly as we do.",
    Outcome.PARTLY: "Some of the sentence is there, some is not.",
    Outcome.WEAKER: "The source is more careful than our sentence.",
    Outcome.NOT_ADDRESSED: "The source does not speak about this.",
    Outcome.CONTRADICTED: "The source found or says otherwise.",
    Outcome.NOT_REACHED: "I could not read the passage.",
}
LEVEL_MEANINGS = {
    Level.HIGH: "Further research is very unlikely to change our mind.",
    Level.MODERATE: "Probably so; further research may change it.",
    Level.LOW: "May well be otherwise; further research is likely to change it.",
    Level.VERY_LOW: "Hardly more than a guess.",
}
DIRECTION_MEANINGS = {
    Direction.FOR: "Taken together, it speaks for the sentence.",
    Direction.MIXED: "Some speaks for it, some against it.",
    Direction.AGAINST: "Taken together, it speaks against the sentence.",
    Direction.NONE_FOUND: "A search found nothing that could answer it.",
}


class Note(forms.CharField):
    """A text of some length, without characters that no database keeps."""

    def __init__(self, *, rows=3, max_length=NOTE_LIMIT, required=False, key="", **kwargs):
        keys = {"data-key": key, "data-key-says": kwargs["label"].partition(",")[0]} if key else {}
        super().__init__(required=required, widget=forms.Textarea(attrs={"rows": rows, **keys}), **kwargs)
        self.longest = max_length

    def to_python(self, value):
        return storable(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if len(value) > self.longest:
            raise forms.ValidationError(
                f"At most {self.longest:,} characters fit here; this has {len(value):,}. Shorten it."
            )


class Cards(forms.RadioSelect):
    """Radios, each with its meaning in one plain line."""

    def __init__(self, meanings):
        super().__init__()
        self.meanings = meanings

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        # the whole card is the label; a screen reader says the word first, and the meaning as its description
        card = option["attrs"].get("id", name)
        option["attrs"] |= {"aria-labelledby": f"{card}_word", "aria-describedby": f"{card}_meaning"}
        return option | {"meaning": self.meanings.get(value, "")}


def _choices(words):
    return [(word.value, word.label[:1].upper() + word.label[1:]) for word in words]


def _cards(name):
    return Field(name, template="audit/_cards.html")


def _pills(name):
    return Field(name, template="audit/_pills.html")


def _text(name):
    return Field(name, template="audit/_text.html")


def _helper(*layout):
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True  # the template's own form element carries the token
    helper.layout = Layout(*layout)
    return helper


class KeyedCards(Cards):
    """Cards of which each has the number beside it as its key."""

    def create_option(self, name, value, label, selected, index, *args, **kwargs):
        option = super().create_option(name, value, label, selected, index, *args, **kwargs)
        option["attrs"] |= {"data-key": str(index + 1), "data-key-says": label}
        return option


class VerdictForm(forms.Form):
    """The six verdicts, what does not match, what was read, a note and a better wording.

    sentence: the wording that is judged; a suggestion equal to it is none. What was seen travels along, so that a page
    that is out of date is noticed: seen_digest, the sealed text itself, the last verdict, and the other places shown.
    """

    seen_digest = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": "This page was incomplete. Read the sentence below again, then save."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    seen_number = forms.IntegerField(widget=forms.HiddenInput, required=False)
    places = forms.CharField(widget=forms.HiddenInput, required=False)
    outcome = forms.ChoiceField(
        label="Your verdict on this exact wording",
        choices=_choices(VERDICTS),
        widget=KeyedCards(OUTCOME_MEANINGS),
        error_messages={
            "required": "Choose one of the six verdicts.",
            "invalid_choice": "Choose one of the six verdicts.",
        },
    )
    mismatches = forms.MultipleChoiceField(
        label="What does not match?",
        choices=_choices(Mismatch),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Choose from the tags shown."},
    )
    read = forms.ChoiceField(
        label="What did you read?",
        choices=_choices([Basis.ABSTRACT, Basis.FULL_TEXT, Basis.TABLE]),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": "Choose from what is shown."},
    )
    note = Note(label="Note, optional", rows=2, key="n")
    suggested = Note(label="Suggested wording", rows=2, max_length=SENTENCE_LIMIT)

    helper = _helper(
        "seen_digest",
        "seen",
        "seen_number",
        "places",
        _cards("outcome"),
        Div(
            Div(
                Field("mismatches", template="audit/_tags.html"),
                Field("read", template="audit/_read.html"),
                css_class="what",
            ),
            Div(
                Field("note", template="audit/_note.html"),
                Field("suggested", template="audit/_suggested.html"),
                HTML("{% include 'audit/_save.html' %}"),
                css_class="write",
            ),
            css_class="more",
        ),
    )

    # what the page offers beside the fields: the tags that are implied, and what was read if that can be told
    implied = ()
    implied_read = ""

    def __init__(self, *args, sentence="", **kwargs):
        super().__init__(*args, **kwargs)
        self.sentence = sentence

    def clean_suggested(self):
        words = self.cleaned_data["suggested"]
        return "" if canonical_text(words) == canonical_text(self.sentence) else words

    def clean(self):
        said = super().clean()
        outcome = said.get("outcome")
        if outcome == Outcome.SUPPORTED and said.get("mismatches"):
            self.add_error(
                "mismatches", "Something does not match, so “supported” cannot stand. Change one of the two."
            )
        if outcome == Outcome.NOT_REACHED and said.get("read"):
            self.add_error("read", "You could not read the passage, yet you say what you read. Change one of the two.")
        if outcome and outcome != Outcome.NOT_REACHED and said.get("read") == "":
            self.add_error("read", "Say what you read. Readers see it beside the verdict.")
        return said

    def said(self):
        """What the act records."""
        return {name: self.cleaned_data[name] for name in ("outcome", "mismatches", "read", "note", "suggested")}

    def was_shown(self):
        """The keys of the other places that stood on the page."""
        return set(self.cleaned_data["places"].split())


class HoldForm(forms.Form):
    """Why the last verdict still holds; a reason is needed where a number changed."""

    seen_digest = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    because = Note(label="Why the last verdict still holds", rows=1, key="h")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="id_hold_%s", **kwargs)

    def said(self):
        """What the act records."""
        return {name: self.cleaned_data[name] for name in ("seen_digest", "because")}


class AppraisalForm(forms.Form):
    """How sure all evidence makes us of one claim."""

    seen_digest = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": "This page was incomplete. Read the claim below again, then save."},
    )
    direction = forms.ChoiceField(
        label="What does all the evidence say?",
        choices=_choices(Direction),
        widget=Cards(DIRECTION_MEANINGS),
        error_messages={"required": "Choose what all the evidence says.", "invalid_choice": "Choose one of the four."},
    )
    level = forms.ChoiceField(
        label="How sure does it make us? (GRADE)",
        choices=[("", "Not rated"), *_choices(Level)],
        widget=Cards(LEVEL_MEANINGS | {"": "Only where nothing was found."}),
        required=False,
        error_messages={"invalid_choice": "Choose one of the four levels."},
    )
    reasons = forms.MultipleChoiceField(
        label="Reasons to be less sure",
        choices=_choices(Downgrade),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Choose from the reasons shown."},
    )
    note = Note(label="In a sentence, optional", help_text="Readers see it.")

    helper = _helper(
        "seen_digest",
        _cards("direction"),
        _cards("level"),
        _pills("reasons"),
        _text("note"),
    )

    def clean(self):
        said = super().clean()
        none_found = said.get("direction") == Direction.NONE_FOUND
        if none_found and said.get("level"):
            self.add_error("level", "Nothing was found, so there is nothing to be sure of. Choose “Not rated”.")
        if said.get("direction") and not none_found and "level" in said and not said["level"]:
            self.add_error("level", "Say how sure the evidence makes us: one of the four levels.")
        return said


class ReceiptForm(forms.Form):
    """Where somebody looked, for what, on which day, and what came of it. A row left empty is no receipt."""

    where = Note(label="Where", rows=1, max_length=200, required=True, help_text="Like “PubMed”.")
    query = Note(label="Searched for", rows=1, max_length=500, required=True)
    on = forms.DateField(label="On", widget=forms.DateInput(attrs={"type": "date"}))
    found = Note(label="Found", rows=1, max_length=1_000, required=True)

    use_required_attribute = False
    helper = _helper(_text("where"), _text("query"), _text("on"), _text("found"))

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError("This day has not come yet.")
        return day


class BaseReceipts(forms.BaseFormSet):
    needed = False
    """Whether at least one row has to be filled."""

    def clean(self):
        if self.needed and not any(form.has_changed() for form in self.forms):
            raise forms.ValidationError(
                "“No good evidence found” needs at least one search: where you looked, for what, when, and what came of it."
            )

    def receipts(self):
        """The rows that were filled, as the record keeps them: all text."""
        filled = (form.cleaned_data for form in self.forms if form.has_changed())
        return [{**row, "on": row["on"].isoformat()} for row in filled]


ReceiptFormSet = forms.formset_factory(ReceiptForm, formset=BaseReceipts, extra=3, max_num=30, absolute_max=40)
MORE_ROWS = 3


def with_more_rows(data):
    """Posted data with room for more receipts."""
    data = data.copy()
    try:
        rows = int(data.get("receipts-TOTAL_FORMS", 0))
    except ValueError:
        rows = 0
    data["receipts-TOTAL_FORMS"] = str(min(max(rows, 0) + MORE_ROWS, 30))
    return data


def seen_today(form, digest):
    """The same typed form, for the wording that stands on the page now."""
    form.data = form.data.copy()
    form.data["seen_digest"] = digest
    return form


def with_seen(form, seen):
    """The same form, typed into or not, for what stands on the page now. seen: {hidden field: value}"""
    form.initial |= seen
    if form.is_bound:
        form.data = form.data.copy()
        for name, value in seen.items():
            form.data[name] = value
    return form
