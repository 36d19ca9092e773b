"""What is typed about a second opinion: whom to ask and why, a proposal, and who decides."""

from django import forms

from references.outcomes import VERDICTS, Outcome

from .forms import OUTCOME_MEANINGS, Cards, Note
from .verdict_record import name_of

SETTLING = [o for o in VERDICTS if o is not Outcome.NOT_REACHED]


class People(forms.ModelChoiceField):
    def __init__(self, **kwargs):
        gone = "Choose from the list; this person may not judge this citation (any more)."
        super().__init__(
            queryset=None, error_messages={"invalid_choice": gone, "required": "Choose a person."}, **kwargs
        )

    def label_from_instance(self, person):
        return name_of(person)


class AskForm(forms.Form):
    of = People(label="Of whom?", required=False, empty_label="Anybody independent")
    because = Note(label="Why, optional", rows=2, max_length=1_000)

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, prefix="ask", **kwargs)
        self.fields["of"].queryset = people


class ProposalForm(forms.Form):
    outcome = forms.ChoiceField(
        label="What do the two of you find?",
        choices=[(o.value, o.label[:1].upper() + o.label[1:]) for o in SETTLING],
        widget=Cards(OUTCOME_MEANINGS),
        error_messages={"required": "Choose one of the five verdicts.", "invalid_choice": "Choose one of the five."},
    )
    note = Note(label="Why, optional", help_text="Readers see it, with both your names.", rows=2)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="proposal", **kwargs)


class ArbiterForm(forms.Form):
    arbiter = People(label="Who decides?", empty_label="Choose a reviewer")

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, prefix="arbiter", **kwargs)
        self.fields["arbiter"].queryset = people
