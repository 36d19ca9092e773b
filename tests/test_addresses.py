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
