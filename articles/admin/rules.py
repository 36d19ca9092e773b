"""How heavy this team takes a rule: in the admin, for publishers."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.html import format_html

from articles.check_requests import WEIGHTS
from articles.checks import RULES
from articles.models import RuleWeight
from articles.rule_pages import address_of


def _choices(but=()):
    """The rules that can be weighed, under the titles that people read; `but`: codes that are weighed already."""
    rules = sorted((r for r in RULES.values() if not r.fixed and r.code not in but), key=lambda r: r.title)
    return [("", "Choose a rule"), *((r.code, f"{r.title} ({WEIGHTS[r.severity].label})") for r in rules)]


class WeightForm(forms.ModelForm):
    """Which rule, how heavy, and why; fixed rules are not among the choices."""

    code = forms.ChoiceField(
        label="Rule",
        help_text="In brackets: what a finding of it does as the rule comes. Rules that cannot be weighed are not listed.",
        error_messages={
            "invalid_choice": "This rule cannot be weighed, or is weighed already. Choose one from the list."
        },
    )
    because = forms.CharField(
        label="Why",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everyone who meets the rule reads it.",
    )

    class Meta:
        model = RuleWeight
        fields = ["code", "weight", "because"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        others = RuleWeight.objects.exclude(pk=self.instance.pk).values_list("code", flat=True)
        if "code" in self.fields:
            self.fields["code"].choices = _choices(but=set(others))

    def clean(self):
        said = super().clean()
        rule = RULES.get(said.get("code") or self.instance.code)
        if rule and said.get("weight") == WEIGHTS[rule.severity]:
            self.add_error(
                "weight", "The rule comes with this weight. Choose another one, or leave the rule as it comes."
            )
        return said


@admin.register(RuleWeight)
class RuleWeightAdmin(admin.ModelAdmin):
    """Deleting a row gives the rule back its own weight; the history keeps who did it."""

    form = WeightForm
    list_display = ["rule", "weight", "comes_with", "changed_by", "changed_at"]
    list_select_related = ["changed_by"]
    readonly_fields = ["changed_by", "changed_at"]
    actions = None

    @admin.display(description="rule", ordering="code")
    def rule(self, weight):
        known = RULES.get(weight.code)
        return known.title if known else f"{weight.code} (no rule of this release)"

    @admin.display(description="as the rule comes")
    def comes_with(self, weight):
        rule = RULES.get(weight.code)
        return format_html('<a href="{}">{}</a>', address_of(rule.code), WEIGHTS[rule.severity].label) if rule else "–"

    def get_fields(self, request, obj=None):
        return ["code", "weight", "because", *(self.readonly_fields if obj else [])]

    def get_readonly_fields(self, request, obj=None):
        return ["code", *self.readonly_fields] if obj else self.readonly_fields

    def save_model(self, request, obj, form, change):
        obj.changed_by, obj.changed_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)
