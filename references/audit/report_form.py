"""What a reviewer decides about a reader's report."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Field, Layout
from django import forms

from references.models.report import ReportOutcome

from .forms import KeyedCards, Note

MEANINGS = {
    ReportOutcome.CORRECTED: "An edition that says it otherwise is published already.",
    ReportOutcome.WILL_CORRECT: "The reader is right. It becomes “corrected” by itself with the edition that changes the claim.",
    ReportOutcome.STANDS: "You looked at sentence and source again, and they match.",
    ReportOutcome.NOT_ABOUT: "It speaks of something else; say where it belongs.",
    ReportOutcome.SPAM: "Advertising, or nonsense. Nothing of it is ever shown.",
}


class DecisionForm(forms.Form):
    seen = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": "This page was incomplete. Read the report below again, then save."},
    )
    outcome = forms.ChoiceField(
        label="What came of it?",
        choices=[(o.value, o.label[:1].upper() + o.label[1:]) for o in ReportOutcome],
        widget=KeyedCards(MEANINGS),
        error_messages={"required": "Choose one of the five.", "invalid_choice": "Choose one of the five."},
    )
    answer = Note(
        label="The outcome in your own words",
        help_text="The reporter reads it. Say what you found; do not repeat what the report says about people.",
        rows=4,
    )
    is_public = forms.BooleanField(
        label="Show outcome and answer on the public page of the claim, for everybody", required=False
    )

    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True  # the template's own form element carries the token
    helper.layout = Layout(
        "seen",
        Field("outcome", template="audit/_cards.html"),
        Field("answer", template="audit/_text.html"),
        Field("is_public", template="audit/_tick.html"),
        HTML('<div class="go"><button class="btn primary">Record the outcome</button></div>'),
    )

    def clean(self):
        said = super().clean()
        if not said.get("answer") and "answer" in said and said.get("outcome") not in {None, ReportOutcome.SPAM}:
            self.add_error("answer", "Say in a sentence what you found: the reporter reads it, never silence.")
        if said.get("is_public") and said.get("outcome") == ReportOutcome.SPAM:
            self.add_error("is_public", "What is no report is not shown to readers. Change one of the two.")
        return said
