"""What an approver says: in which role, what was looked for, and which interests they have in this topic."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Field, Layout, Submit
from django import forms

from articles.approving import LONGEST
from articles.models.approval import THERE, ApprovalRole, Omission
from references.audit.forms import Cards, Note

ROLES = {
    ApprovalRole.MEDICAL: "A patient can act on it. Needs credentials on record, and the whole list below.",
    ApprovalRole.LEGAL: "It may be said in public.",
    ApprovalRole.EDITORIAL: "It is fair, clear and complete.",
}
NOT_HERE = "no"


def _helper(*layout):
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True  # the template's own form element carries the token
    helper.layout = Layout(*layout)
    return helper


class ApprovalForm(forms.Form):
    """An approval of a draft. afterwards: of an edition, which has one role only. all_of_it: the list has to be whole.

    `before` and `after` are what stands above and below the list of omissions.
    """

    seen_digest = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": "This page was incomplete. Read the text again, then approve it."},
    )
    role = forms.ChoiceField(
        label="What do you stand for?",
        choices=[(role.value, role.label.capitalize()) for role in ROLES],
        widget=Cards({role.value: meaning for role, meaning in ROLES.items()}),
        error_messages={"required": "Choose what you stand for.", "invalid_choice": "Choose one of the three."},
    )
    interests = Note(
        label="Your interests in this topic",
        rows=2,
        max_length=LONGEST["interests"],
        required=True,
        help_text="Ties to makers, sellers, payers, causes. Write “None” if there are none. Readers see it.",
        error_messages={"required": "Declare your interests for this topic; write “None” if there are none."},
    )
    note = Note(label="Note, optional", rows=2, max_length=LONGEST["note"], help_text="Readers see it.")

    use_required_attribute = False

    def __init__(self, *args, afterwards=False, all_of_it=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.afterwards, self.all_of_it = afterwards, all_of_it
        if afterwards:
            del self.fields["role"]
        for omission in Omission:
            self.fields[f"is_{omission}"] = forms.ChoiceField(
                label=omission.label[:1].upper() + omission.label[1:],
                choices=[(THERE, "It is there"), (NOT_HERE, "It does not apply")],
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": "Choose one of the two."},
            )
            self.fields[f"why_{omission}"] = Note(
                label=f"Why “{omission.label}” does not apply", rows=1, max_length=LONGEST["checklist"]
            )
        self.before = _helper("seen_digest", *([] if afterwards else [Field("role", template="audit/_cards.html")]))
        self.after = _helper(
            Field("interests", template="audit/_text.html"),
            Field("note", template="audit/_text.html"),
            Div(Submit("approve", "Approve this text", css_class="btn primary"), css_class="go"),
        )

    def clean(self):
        said = super().clean()
        all_of_it = self.all_of_it or said.get("role") == ApprovalRole.MEDICAL
        for omission in Omission:
            chosen, why = said.get(f"is_{omission}"), said.get(f"why_{omission}", "").strip()
            if f"is_{omission}" in self.errors or f"why_{omission}" in self.errors:
                continue
            if chosen == THERE and why:
                self.add_error(
                    f"is_{omission}", "You say that it is there, and why it does not apply. Change one of the two."
                )
            elif chosen == NOT_HERE and not why:
                self.add_error(f"why_{omission}", "Say why it does not apply.")
            elif not chosen and (why or all_of_it):
                self.add_error(f"is_{omission}", "Say whether it is there, or why it does not apply.")
        return said

    def said(self):
        """What the act takes."""
        given = self.cleaned_data
        checklist = {
            omission.value: THERE if given[f"is_{omission}"] == THERE else given[f"why_{omission}"].strip()
            for omission in Omission
            if given[f"is_{omission}"]
        }
        role = {} if self.afterwards else {"role": given["role"]}
        return role | {name: given[name] for name in ("seen_digest", "interests", "note")} | {"checklist": checklist}

    def omissions(self):
        """[(choice, reason)]: both fields of each omission."""
        return [(self[f"is_{omission}"], self[f"why_{omission}"]) for omission in Omission]
