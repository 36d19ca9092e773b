"""What a reader fills in to report a problem with a claim."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms

from references.canonical import storable
from references.models.report import ReportKind
from references.reporting import ADDRESS_KEPT, LONGEST, SHORTEST


class ReportText(forms.CharField):
    """Says how long a text is that does not fit, where Django's own field would let the browser cut it off."""

    def to_python(self, value):
        return storable(super().to_python(value))

    def validate(self, value):
        super().validate(value)
        if len(value) < SHORTEST:
            raise forms.ValidationError(f"Say a little more, in at least {SHORTEST} characters.")
        if len(value) > LONGEST:
            raise forms.ValidationError(
                f"At most {LONGEST:,} characters fit here; this has {len(value):,}. Shorten it to what matters most."
            )


class ReportForm(forms.Form):
    """`website` is a trap: people do not see it, and programs that fill in everything give themselves away."""

    edition = forms.Field(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label="What is wrong?",
        choices=ReportKind,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what comes closest.",
            "invalid_choice": "Choose from what is shown.",
        },
    )
    text = ReportText(
        label="What should we look at?",
        help_text="A reviewer reads it. It is never published. Leave out what identifies you or others.",
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Say in a sentence or two what is wrong."},
    )
    email = forms.EmailField(
        label="E-mail address, if you want to be written to",
        help_text=(
            "Optional. Nothing is sent by itself: a reviewer may write to you by hand. The address is kept apart from "
            f"your report, goes into no export, and is erased {ADDRESS_KEPT.days} days after the outcome."
        ),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "This is no e-mail address. Mend it, or leave it out."},
    )
    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True  # the template's own form element carries the token
    helper.layout = Layout(
        "edition",
        Field("kind", template="components/form_choices.html"),
        Field("text", template="components/form_field.html"),
        Field("email", template="components/form_field.html"),
        Div(Field("website", template="components/form_field.html"), css_class="trap", aria_hidden="true"),
        HTML('<p class="go"><button class="btn">Send the report</button></p>'),
    )
