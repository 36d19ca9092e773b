"""Which address a request came from, with proxies in front and without."""

import pytest
from django.test import RequestFactory

from references.network_address import sender_of
from tests import builders
from tests.test_signing_in import sign_in


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.1", "203.0.113.9"),  # nobody in front: a client wrote it
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "made up, 198.51.100.1", "198.51.100.1"),
        (2, "192.0.2.1, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (1, "2001:db8::1", "2001:db8::1"),
        (2, "198.51.100.1", "203.0.113.9"),  # fewer than are said to stand there
        (1, "made up", "203.0.113.9"),
        (1, "", "203.0.113.9"),
    ],
)
def test_the_address_is_the_one_that_our_first_proxy_saw(settings, proxies, forwarded, expected):
    settings.PROXIES = proxies
    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR=forwarded, REMOTE_ADDR="203.0.113.9")
    assert sender_of(request) == expected


@pytest.mark.django_db
def test_behind_a_proxy_a_guesser_elsewhere_does_not_lock_the_person_out(client, settings):
    settings.PROXIES = 1
    user = builders.editor()
    for _ in range(5):
        guessed = sign_in(client, user, "wrong", HTTP_X_FORWARDED_FOR="198.51.100.1")
    assert guessed.status_code == 429
    right = sign_in(client, user, "a long demo password", HTTP_X_FORWARDED_FOR="198.51.100.2")
    assert right.status_code == 302
