"""Keys and clicks at the pace of a person: the editor sees each before the next one comes."""


def press(page, *keys):
    """Press keys one after the other, each after the editor has seen what the one before did."""
    for key in keys:
        page.keyboard.press(key)
        page.evaluate("() => new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)))")


def click(page, place):
    place.click()
    page.evaluate("() => new Promise((seen) => requestAnimationFrame(() => setTimeout(seen)))")
