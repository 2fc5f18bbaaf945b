import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse
from freezegun import freeze_time

from network.people.rate_limit import parse_rate, rate_limited, seconds_to_wait


@rate_limited("post")
def view(request):
    return HttpResponse("in")


def ask(rf, path="/de/", address="192.0.2.1", method="post"):
    request = getattr(rf, method)(path, REMOTE_ADDR=address)
    request.user = AnonymousUser()
    return view(request)


@pytest.mark.parametrize(
    ("rate", "parsed"), [("30/m", (30, 60)), ("1/s", (1, 1)), ("5/h", (5, 3600)), ("2/d", (2, 86400)), ("", None)]
)
def test_parse_rate(rate, parsed):
    assert parse_rate(rate) == parsed


@freeze_time("2026-11-23 10:00:20")
def test_seconds_to_wait_over_the_limit_is_the_rest_of_the_window(settings):
    settings.RATE_LIMITS = {"post": "2/m"}

    assert [seconds_to_wait("post", "a") for _ in range(3)] == [0, 0, 40]
    assert seconds_to_wait("post", "b") == 0
    with freeze_time("2026-11-23 10:01:00"):
        assert seconds_to_wait("post", "a") == 0


def test_seconds_to_wait_without_a_limit_is_zero(settings):
    settings.RATE_LIMITS = {"post": ""}

    assert [seconds_to_wait(scope, "a") for scope in ("post", "unknown")] == [0, 0]


def test_seconds_to_wait_without_the_cache_lets_everybody_in(settings, monkeypatch, caplog):
    settings.RATE_LIMITS = {"post": "1/d"}

    def refuse(*args, **kwargs):
        raise ConnectionError("redis is away")

    monkeypatch.setattr(cache, "add", refuse)

    assert [seconds_to_wait("post", "a") for _ in range(3)] == [0, 0, 0]
    assert "the cache does not answer" in caplog.text


@freeze_time("2026-11-23 10:00:20")
def test_rate_limited_api_answers_json_with_retry_after(settings, rf):
    settings.RATE_LIMITS = {"post": "1/m"}
    ask(rf, "/api/x/")

    response = ask(rf, "/api/x/")

    assert (response.status_code, response["Retry-After"]) == (429, "40")
    assert json.loads(response.content)["retry_after"] == 40


def test_rate_limited_counts_addresses_apart_and_leaves_reading_free(settings, rf):
    settings.RATE_LIMITS = {"post": "1/d"}

    answers = [ask(rf, "/api/"), ask(rf, "/api/", address="192.0.2.2"), ask(rf, "/api/", method="get")]

    assert [answer.content for answer in answers] == [b"in"] * 3


@pytest.mark.django_db
def test_rate_limited_page_is_in_the_sites_design(settings, client):
    settings.RATE_LIMITS = {"invitation": "1/d"}
    client.post("/en/einladung/unbekannt/")

    response = client.post("/en/einladung/unbekannt/")

    assert response.status_code == 429
    assert "429.html" in [template.name for template in response.templates]
    assert int(response["Retry-After"]) > 0
