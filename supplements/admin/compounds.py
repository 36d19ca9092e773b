"""Forms of a substance in the admin: what each is made of, and what a label can mean."""

from decimal import Decimal

from django import forms
from django.contrib import admin
from django.utils import timezone

from references.admin.deleting import KeepsTheRecord
from supplements import arranging, calculator, catalogue
from supplements.models import Compound, Form

from .staying import why_form_stays


class CompoundInline(admin.StackedInline):
    model = Compound
    extra = 0
    fields = [("name", "formula"), ("cas", "position"), "share"]
    readonly_fields = ["share"]

    @admin.display(description="element, computed")
    def share(self, compound):
        if not compound.pk or compound.fraction is None:
            return "–"
        return f"{compound.fraction * 100:.2f}%"


class LabelForm(forms.Form):
    """The two figures of a label. Nothing is stored: they stand in the address."""

    made_of = forms.ModelChoiceField(Compound.objects.none(), label="made of", empty_label=None)
    compound = forms.DecimalField(label="of the compound", min_value=Decimal("0.001"), max_value=Decimal(1_000_000))
    element = forms.DecimalField(min_value=Decimal("0.001"), max_value=Decimal(1_000_000))

    def __init__(self, form, *args):
        super().__init__(*args, auto_id="label-%s")
        self.fields["made_of"].queryset = form.compounds.all()
        self.fields["element"].label = f"of {form.substance.said} itself"


@admin.register(Form)
class FormAdmin(KeepsTheRecord, admin.ModelAdmin):
    list_display = ["name", "substance", "bond", "route", "made_of"]
    list_display_links = ["name"]
    list_filter = ["substance", "bond", "route"]
    search_fields = ["name", "synonyms", "substance__name"]
    ordering = ["substance__name", "position", "name"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["substance"]
    fieldsets = [(None, {"fields": ["substance", "name", "slug", "synonyms", ("bond", "route"), "position"]})]
    inlines = [CompoundInline]
    change_form_template = "admin/supplements/form.html"

    class Media:
        css = {"all": ["css/staff.css", "css/grid.css"]}

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("substance").prefetch_related("compounds")

    def get_readonly_fields(self, request, obj=None):
        return ["substance"] if obj else []

    @admin.display(description="made of")
    def made_of(self, form):
        return ", ".join(map(str, form.compounds.all())) or "–"

    def why_it_stays(self, obj):
        return why_form_stays(obj)

    def delete_model(self, request, obj):
        arranging.delete_form(obj, by=request.user, now=timezone.now())

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if form.has_changed() or any(formset.has_changed() for formset in formsets):
            made = form.instance
            catalogue.structure_changed(
                made.substance, by=request.user, now=timezone.now(), part="forms", what=str(made)
            )

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and obj.substance.element and obj.compounds.exists():
            context |= _label_told(obj, request.GET)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


def _label_told(form, typed):
    """The small form for a product's label, and its answer."""
    asked = "compound" in typed or "element" in typed
    label = LabelForm(form, typed if asked else None)
    told = {"label": label, "label_unit": form.substance.unit, "label_said": None}
    if not (asked and label.is_valid()):
        return told
    said = label.cleaned_data
    answer = calculator.label(
        said["compound"],
        said["element"],
        fraction=said["made_of"].fraction,
        fractions=[compound.fraction for compound in form.compounds.all()],
        name=f"{form.name[:1].lower()}{form.name[1:]}",
        of=form.substance.said,
    )
    return told | {"label_said": answer}
