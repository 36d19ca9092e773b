"""Pages of the catalogue as an editor meets them: read as HTML, their forms sent as a browser would."""

from lxml import html


def parsed(response):
    return html.document_fromstring(response.content.decode())


def said(element):
    """The words of a part of a page, white space folded."""
    return " ".join(" ".join(element.itertext()).split())


def by_id(page, key):
    found = page.xpath("//*[@id=$key]", key=key)
    return found[0] if found else None


def typed_in(part):
    """{name: value or values} of what the form in this part of a page would send."""
    (form,) = part.xpath("descendant-or-self::form[@method='post']")
    found = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value.removeprefix("\n"))  # of a textarea, which browsers leave out
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def main_form(page):
    """What the form of a stock page would send, without its buttons."""
    (form,) = page.xpath("//form[contains(@id, '_form')]")
    return {name: value for name, value in typed_in(form).items() if not name.startswith("_")}


def place_of(page, name):
    """The words at a field: its label, help and errors."""
    (field,) = page.xpath("//*[@name=$name][1]/ancestor::*[contains(@class, 'fld')][1]", name=name)
    return said(field)


def cell_address(comparison, key, *, emptying=None):
    empty = "" if emptying is None else f"&empty={int(emptying)}"
    return f"{comparison.get_admin_url()}?cell={key}{empty}"


def open_cell(client, comparison, key, *, emptying=None):
    return by_id(parsed(client.get(cell_address(comparison, key, emptying=emptying))), "cell")


def post_cell(client, comparison, key, *, emptying=None, **typed):
    """Open a cell, type these into its form, and send it; None leaves a field out."""
    fields = typed_in(open_cell(client, comparison, key, emptying=emptying)) | typed
    fields = {name: value for name, value in fields.items() if value is not None}
    return client.post(cell_address(comparison, key, emptying=emptying), fields)
