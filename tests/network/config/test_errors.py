import json

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.template import loader
from django.test import Client
from django.urls import get_resolver
from django.utils import translation

from network.config import errors


def test_handlers_are_those_of_the_site():
    resolver = get_resolver()

    assert [resolver.resolve_error_handler(status) for status in (400, 403, 404, 500)] == [
        errors.bad_request,
        errors.permission_denied,
        errors.page_not_found,
        errors.server_error,
    ]


@pytest.mark.django_db
def test_page_not_found_is_in_the_sites_design_and_says_nothing_of_patterns(client):
    response = client.get("/en/gibt-es-nicht/<script>alert(1)</script>/")

    assert (response.status_code, response.templates[0].name) == (404, "404.html")
    assert "<script>alert(1)" not in response.text
    assert "Resolver404" not in response.text


@pytest.mark.parametrize(
    ("handler", "exception", "status", "message"),
    [
        (errors.bad_request, SuspiciousOperation("secret"), 400, "The request cannot be understood."),
        (errors.permission_denied, PermissionDenied("Only Krefeld."), 403, "Only Krefeld."),
        (errors.permission_denied, PermissionDenied(), 403, "You are not allowed to do this."),
        (errors.page_not_found, Exception("secret"), 404, "There is nothing under this address."),
    ],
)
def test_programs_are_answered_in_json(rf, handler, exception, status, message):
    with translation.override("en"):
        response = handler(rf.get("/api/x/"), exception)

    assert (response.status_code, json.loads(response.content)) == (status, {"message": message})


def test_server_error_needs_no_database(rf):
    """No django_db: a query would fail this test."""
    response = errors.server_error(rf.get("/de/"))

    assert response.status_code == 500
    assert b"<h1" in response.content


def test_server_error_whose_template_is_broken_still_answers(rf, monkeypatch):
    def broken(name):
        raise OSError("no disk")

    monkeypatch.setattr(loader, "get_template", broken)

    response = errors.server_error(rf.get("/de/"))

    assert (response.status_code, b"Fehler / Error" in response.content) == (500, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/%00", "/%ff", "/de/%c3", "/de/?page=%00", "/de//evil.example/", "/en/" + "a" * 5_000]
)
def test_hostile_addresses_are_no_server_errors(path):
    response = Client(raise_request_exception=False).get(path)

    assert response.status_code < 500
    assert "Traceback" not in response.text
