import pytest
from django.urls import reverse

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("admin:references_source_changelist", "?status=%00"),
        ("admin:references_source_changelist", "?q=%00"),
        ("admin:articles_article_claim_dialog_sources", "?keys=%00"),
        ("admin:autocomplete", "?app_label=articles&model_name=article&field_name=related&term=%00"),
    ],
)
def test_a_nul_character_in_an_address_is_left_out(client, name, query):
    client.force_login(builders.editor())
    assert client.get(reverse(name) + query).status_code in {200, 302}


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_a_request_that_an_address_does_not_take_is_refused_in_plain_words(client, method):
    article, _, _ = builders.published_article()
    response = getattr(client, method)(article.get_absolute_url())
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert "Nothing was sent or changed" in response.content.decode()
    assert not response.cookies


def test_who_arrives_at_a_button_by_signing_in_again_is_told_what_to_do(client):
    article, citation = builders.cited_article()
    client.force_login(builders.person("Reviewer", "Publisher"))
    for name, pk in (("admin:articles_article_publish", article.pk), ("audit:undo", citation.pk)):
        response = client.get(reverse(name, args=[pk]))
        assert response.status_code == 405
        assert "go back to the page with the button" in response.content.decode()
