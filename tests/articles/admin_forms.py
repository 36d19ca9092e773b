"""Fill in an admin form as a browser would: what the page shows, with changes."""


def filled(response, **changes):
    """The data of the article form on this page, as the browser would send it."""
    context = response.context_data if hasattr(response, "context_data") else response.context
    data = dict(_values(context["adminform"].form))
    for inline in context["inline_admin_formsets"]:
        data |= dict(_values(inline.formset.management_form))
        for form in inline.formset.forms:
            data |= dict(_values(form))
    return data | changes


def _values(form):
    for field in form:
        value = field.value()
        if value is None or value is False or field.field.widget.needs_multipart_form:
            continue
        if isinstance(value, list):
            yield field.html_name, [str(getattr(v, "pk", v)) for v in value]
        else:
            yield field.html_name, field.field.prepare_value(value)


def with_new_block(data, prefix, **values):
    """`data` with one more block of this kind, as content-editor adds it."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    block = {
        f"{prefix}-{number}-{name}": value for name, value in {"region": "main", "ordering": 900, **values}.items()
    }
    return data | block | {f"{prefix}-TOTAL_FORMS": number + 1}
