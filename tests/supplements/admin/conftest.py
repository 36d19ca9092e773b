import pytest

from .pages import parsed


@pytest.fixture
def page_of(client):
    """page_of(address): the page as HTML to look into; it must be there."""

    def page_of(address):
        response = client.get(address)
        assert response.status_code == 200
        return parsed(response)

    return page_of
