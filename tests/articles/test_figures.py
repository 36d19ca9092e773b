"""Figures: what may be uploaded, and that readers see it."""

import struct
import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from articles.models import Figure
from tests import builders

from .admin_forms import filled, with_new_block

pytestmark = pytest.mark.django_db


def upload(client, article, image, **values):
    address = reverse("admin:articles_article_change", args=[article.pk])
    data = with_new_block(filled(client.get(address)), "articles_figure_set", alt="A chart", caption="", **values)
    number = int(data["articles_figure_set-TOTAL_FORMS"]) - 1
    return client.post(address, data | {f"articles_figure_set-{number}-image": image})


def encoded(kind, size=(8, 6), **extra):
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind, **extra)
    return out.getvalue()


def flood(width, height):
    """A PNG of a few bytes that says it has very many pixels."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
REFUSED = [
    ("drawing.svg", SVG, "not an image"),
    ("drawing.png", SVG, "either not an image or a corrupted image"),
    ("page.png", b"<!doctype html><script>alert(1)</script>", "either not an image or a corrupted image"),
    ("image.html", encoded("PNG"), "not allowed"),
    ("image.pdf", encoded("PNG"), "Upload a PNG, JPEG, WebP or GIF image."),
    ("image.gif", encoded("PNG"), "it is none"),
    ("scan.tiff", encoded("TIFF"), "Upload a PNG, JPEG, WebP or GIF image."),
    ("many.png", flood(9_000, 9_000), "9,000 × 9,000 pixels"),
    ("bomb.png", flood(60_000, 60_000), "either not an image or a corrupted image"),
    ("large.png", encoded("PNG") + bytes(20_000_000), "larger than 10 MB"),
    ("nothing.png", b"", "empty"),
]


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_is_no_image_for_readers_is_refused_with_a_sentence(client, name, content, sentence):
    client.force_login(builders.editor())
    article = builders.article("<p>One.</p>")
    response = upload(client, article, SimpleUploadedFile(name, content))
    assert response.status_code == 200
    assert not Figure.objects.exists()
    errors = [
        e for i in response.context["inline_admin_formsets"] for f in i.formset.errors for e in f.get("image", [])
    ]
    assert any(sentence in error for error in errors), errors


@pytest.mark.parametrize(("name", "kind"), [("a.png", "PNG"), ("b.JPG", "JPEG"), ("c.webp", "WEBP"), ("d.gif", "GIF")])
def test_an_image_that_browsers_show_is_taken(client, name, kind):
    client.force_login(builders.editor())
    article = builders.article("<p>One.</p>")
    assert upload(client, article, SimpleUploadedFile(name, encoded(kind))).status_code == 302
    assert (Figure.objects.get().width, Figure.objects.get().height) == (8, 6)


def test_a_name_that_is_markup_becomes_a_plain_one(client):
    client.force_login(builders.editor())
    article = builders.article("<p>One.</p>")
    upload(client, article, SimpleUploadedFile('"><img src=x onerror=alert(1)>/../../up.png', encoded("PNG")))
    assert Figure.objects.get().image.name.startswith("figures/")
    assert not set(Figure.objects.get().image.name) & set("<>\"' ")


def test_an_uploaded_image_is_given_out_as_what_it_is(client):
    article = builders.article("<p>One.</p>")
    figure = Figure.objects.create(parent=article, region="main", ordering=20, image=builders.image())
    response = client.get(figure.image.url)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies


@pytest.mark.django_db(transaction=True)
def test_readers_see_a_published_figure(live_server, page, csp_violations):
    found = csp_violations(page)
    article, citation = builders.cited_article()
    Figure.objects.create(parent=article, region="main", ordering=20, image=builders.image(), alt="A chart")
    builders.judge(citation)
    builders.publish(article)
    page.goto(article.get_absolute_url())
    shown = page.get_by_role("img", name="A chart")
    shown.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth === 8", arg=shown.element_handle())
    assert found == []
