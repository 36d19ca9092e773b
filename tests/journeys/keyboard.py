"""Keys and clicks at the pace of a person: the editor sees each before the next one comes."""

# After the next frame; a page that is not drawn has none, so a moment is enough there.
_SEEN = "() => new Promise((seen) => { requestAnimationFrame(() => setTimeout(seen)); setTimeout(seen, 100) })"


def press(page, *keys):
    """Press keys one after the other, each after the editor has seen what the one before did."""
    for key in keys:
        page.keyboard.press(key)
        page.evaluate(_SEEN)


def click(page, place):
    place.click()
    page.evaluate(_SEEN)
