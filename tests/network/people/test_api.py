import json

import pytest
from django.test import Client

from network.people import drafts
from network.people.models import Draft
from tests.factories.people import DraftFactory, UserFactory

pytestmark = pytest.mark.django_db
URL = "/api/drafts/post/thread-7/"


@pytest.fixture
def owner():
    return UserFactory()


@pytest.fixture
def client(owner):
    client = Client(headers={"accept-language": "en"})
    client.force_login(owner)
    owner.language = "en"
    owner.save()
    return client


def post_json(client, body, url=URL):
    content = body if isinstance(body, (bytes, str)) else json.dumps(body)
    return client.post(url, content, content_type="application/json")


def test_draft_post_saves_and_answers_version_and_time(client, owner):
    first = post_json(client, {"data": {"title": "Sprachkurs", "tags": ["a", "b"]}})
    second = client.post(URL, {"title": "Sprachkurs am Abend", "tags": ["a", "b"], "csrfmiddlewaretoken": "x"})

    draft = Draft.objects.get()
    assert first.json()["version"] == 1
    assert second.json() == {"version": 2, "saved_at": draft.updated_at.isoformat()}
    assert (draft.owner, draft.kind, draft.key) == (owner, "post", "thread-7")
    assert draft.data == {"title": "Sprachkurs am Abend", "tags": ["a", "b"]}


def test_draft_get_gives_back_only_ones_own(client, owner):
    DraftFactory(owner=owner, key="thread-7", data={"body": "meins"})
    DraftFactory(key="thread-8", data={"body": "fremd"})

    mine, other = client.get(URL), client.get("/api/drafts/post/thread-8/")

    assert mine.json()["data"] == {"body": "meins"}
    assert (other.status_code, other.json()) == (404, {"message": "There is no such draft."})


def test_draft_delete_discards(client, owner):
    DraftFactory(owner=owner, key="thread-7")

    response = client.delete(URL)

    assert (response.status_code, response.content, Draft.objects.count()) == (204, b"", 0)


def test_draft_signed_out_is_401_in_json():
    response = Client(headers={"accept-language": "en"}).post(URL, {"body": "x"})

    assert (response.status_code, response.json()) == (401, {"message": "Please sign in: your session has ended."})


def test_draft_conflict_answers_the_newer_text(client, owner):
    DraftFactory(owner=owner, key="thread-7", version=4, data={"body": "neuer"})

    response = post_json(client, {"data": {"body": "alt"}, "version": 3})

    assert response.status_code == 409
    assert (response.json()["version"], response.json()["data"]) == (4, {"body": "neuer"})


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        (b"{", 400, "it is not JSON"),
        (b"\xff\xfe{}", 400, "it is not JSON"),
        (b"[]", 400, "“data” with the names"),
        (b'{"data": "text"}', 400, "“data” with the names"),
        (b'{"data": {"x": NaN}}', 400, "not a number"),
        (b'{"data": {"x": 1e999}}', 400, "not a number"),
        (b'{"data": {}, "version": "drei"}', 400, "must be a number"),
        (b'{"data": {}, "version": true}', 400, "must be a number"),
        (b'{"data": {"x": ' + b"[" * 20 + b"]" * 20 + b"}}", 400, "nested too deeply"),
        (b"[" * 100_000, 400, "it is not JSON"),
        (b'{"data": {"x": "' + b"a" * drafts.SIZE_LIMIT + b'"}}', 413, "at most 200 kB"),
    ],
)
def test_draft_bad_body_is_named_and_nothing_saved(client, body, status, message):
    response = post_json(client, body)

    assert response.status_code == status
    assert message in response.json()["message"]
    assert Draft.objects.count() == 0


def test_draft_empty_form_is_refused(client):
    response = client.post(URL, {"csrfmiddlewaretoken": "x"})

    assert (response.status_code, response.json()) == (400, {"message": "The draft is empty."})


def test_draft_characters_no_database_stores_are_left_out(client):
    post_json(client, b'{"data": {"bo\\u0000dy": "a\\u0000b\\ud800c"}}')

    assert Draft.objects.get().data == {"body": "abc"}


@pytest.mark.parametrize("path", ["POST/7", "post/../7", "post/" + "k" * 101, "p" * 41 + "/7", "post/ä", "9/7"])
def test_draft_impossible_address_is_404(client, path):
    response = post_json(client, {"data": {"a": "b"}}, url=f"/api/drafts/{path}/")

    assert (response.status_code, Draft.objects.count()) == (404, 0)


def test_draft_too_many_are_refused_but_the_present_ones_stay_writable(client, owner, monkeypatch):
    monkeypatch.setattr("network.people.api.DRAFTS_PER_PERSON", 1)
    post_json(client, {"data": {"a": "b"}})

    again, another = post_json(client, {"data": {"a": "c"}}), post_json(client, {"data": {}}, "/api/drafts/post/8/")

    assert (again.status_code, another.status_code) == (200, 400)
    assert "too many drafts" in another.json()["message"]


def test_draft_without_csrf_token_is_refused(owner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)

    response = client.post(URL, {"body": "x"})

    assert (response.status_code, Draft.objects.count()) == (403, 0)


def test_draft_rate_limit_answers_429(client, settings):
    settings.RATE_LIMITS = {"draft": "1/d"}
    post_json(client, {"data": {"a": "b"}})

    response = post_json(client, {"data": {"a": "c"}})

    assert (response.status_code, Draft.objects.get().data) == (429, {"a": "b"})
