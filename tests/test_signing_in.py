"""Guessing a password is slow."""

import pytest

from tests import builders

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/login/"


def sign_in(client, user, password, **extra):
    return client.post(ADDRESS, {"username": user.username, "password": password}, **extra)


def test_the_right_password_signs_in(client):
    assert sign_in(client, builders.editor(), "a long demo password").status_code == 302


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait(client):
    user = builders.editor()
    for _ in range(4):
        assert sign_in(client, user, "wrong").status_code == 200
    assert sign_in(client, user, "wrong").status_code == 429
    refused = sign_in(client, user, "a long demo password")
    assert refused.status_code == 429
    assert "a quarter of an hour" in refused.content.decode()
    assert "sessionid" not in client.cookies


def test_a_guesser_elsewhere_does_not_lock_the_person_out(client):
    user = builders.editor()
    for _ in range(5):
        sign_in(client, user, "wrong", REMOTE_ADDR="203.0.113.9")
    assert sign_in(client, user, "a long demo password").status_code == 302


def test_a_success_forgets_the_mistakes_before_it(client):
    user = builders.editor()
    for _ in range(2):
        for _ in range(4):
            sign_in(client, user, "wrong")
        assert sign_in(client, user, "a long demo password").status_code == 302
        client.logout()
