"""What is typed about an invitation: by us when we invite, and by the expert who answers."""

from uuid import UUID

from django import forms

from references.models import Claim

from .forms import SENTENCE_LIMIT, AppraisalForm, Note, VerdictForm
from .invitations import DAYS, MOST_CLAIMS, MOST_DAYS

_INTERESTS = {
    "required": "Say what could sway you: money, products, posts, convictions. Or write “none”.",
}


def interests_field():
    return Note(
        label="Your interests",
        rows=2,
        max_length=2_000,
        required=True,
        error_messages=_INTERESTS,
        help_text="Money, products, posts or convictions that could sway you here; or “none”. They stay with your answers.",
    )


class ClaimsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, claim):
        return claim.text


class InviteForm(forms.Form):
    """Whom we ask, about what, and for how long."""

    id = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": "This page was incomplete. Read it again, then send it."}
    )
    name = Note(
        label="Name",
        rows=1,
        max_length=200,
        required=True,
        help_text="Readers see it beside each answer.",
        error_messages={"required": "Give the expert's name."},
    )
    credentials = Note(
        label="Credentials",
        rows=1,
        max_length=300,
        required=True,
        help_text="Profession and qualification, like “Renal pharmacist, PhD”. Readers see them too.",
        error_messages={"required": "Give the expert's profession and qualification."},
    )
    message = Note(label="What do you ask? Optional", rows=3, help_text="The expert reads it above the sentences.")
    days = forms.IntegerField(
        label="The link works for so many days",
        initial=DAYS,
        min_value=1,
        max_value=MOST_DAYS,
        error_messages={
            "invalid": f"Give a number of days, 1 to {MOST_DAYS}.",
            "required": f"Give a number of days, 1 to {MOST_DAYS}.",
            "min_value": f"The link can work for 1 to {MOST_DAYS} days.",
            "max_value": f"The link can work for 1 to {MOST_DAYS} days.",
        },
    )
    claims = ClaimsField(
        label="About which sentences?",
        queryset=Claim.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one sentence.",
            "invalid_choice": "A chosen sentence left the text meanwhile. Choose again.",
        },
    )

    use_required_attribute = False

    def __init__(self, *args, claims, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["claims"].queryset = claims

    def clean_claims(self):
        chosen = self.cleaned_data["claims"]
        if len(chosen) > MOST_CLAIMS:
            raise forms.ValidationError(f"At most {MOST_CLAIMS} sentences fit one invitation; choose fewer.")
        return chosen


class _ByExpert:
    """The expert's interests are asked for with the first answer."""

    def __init__(self, *args, invitation, **kwargs):
        super().__init__(*args, **kwargs)
        if not invitation.interests:
            self.fields["interests"] = interests_field()


class ExpertVerdictForm(_ByExpert, VerdictForm):
    """The six verdicts as reviewers give them."""

    # these serve the desk only
    seen = seen_number = places = None

    suggested = Note(
        label="A better wording, optional",
        rows=2,
        max_length=SENTENCE_LIMIT,
        help_text="If we take it over, somebody else judges it.",
    )


class ExpertAppraisalForm(_ByExpert, AppraisalForm):
    """How sure all evidence makes the expert."""


def uuid_of(text):
    """The UUID that `text` spells, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None
