import pytest
from django.http import HttpResponse

from network.config.middleware import ClientAddressMiddleware
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def directive(response, name: str) -> str:
    policy = response["Content-Security-Policy"].split("; ")
    return next(part.removeprefix(name).strip() for part in policy if part.startswith(name + " "))


def test_pages_may_load_nothing_inline_and_nothing_from_others(client):
    response = client.get("/en/anmelden/")

    assert directive(response, "script-src") == "'self'"
    assert directive(response, "style-src") == "'self'"
    assert directive(response, "default-src") == "'none'"


def test_admin_has_the_wider_policy_it_needs_and_no_more(admin_client):
    response = admin_client.get("/admin/")

    assert directive(response, "script-src") == "'self' 'unsafe-inline'"
    assert directive(response, "default-src") == "'none'"
    assert directive(response, "object-src") == "'none'"


@pytest.mark.parametrize("path", ["/en/anmelden/", "/healthz", "/api/drafts/post/7/"])
def test_every_answer_says_what_the_browser_may_not_do(client, path):
    policy = client.get(path)["Permissions-Policy"]

    assert "camera=()" in policy.split(", ")
    assert "geolocation=()" in policy.split(", ")


def address_seen(rf, **meta) -> str:
    seen = []

    def remember(request):
        seen.append(request.META["REMOTE_ADDR"])
        return HttpResponse()

    ClientAddressMiddleware(remember)(rf.get("/", **meta))
    return seen[0]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "192.0.2.1", "127.0.0.1"),
        (1, "192.0.2.66, 192.0.2.1", "192.0.2.1"),
        (2, "192.0.2.66, 192.0.2.1, 192.0.2.2", "192.0.2.1"),
        (2, "192.0.2.1", "127.0.0.1"),
        (1, None, "127.0.0.1"),
    ],
)
def test_address_is_what_the_own_proxies_saw(rf, settings, proxies, forwarded, address):
    settings.PROXY_COUNT = proxies
    meta = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}

    assert address_seen(rf, **meta) == address


def test_paths_without_a_language_speak_the_persons(client):
    client.force_login(UserFactory(language="en"))

    response = client.get("/api/drafts/post/7/", headers={"accept-language": "de"})

    assert response.json() == {"message": "There is no such draft."}


def test_unknown_page_without_a_language_is_led_to_its_language(client):
    assert client.get("/de/gibt-es-nicht/").status_code == 404
    api = client.get("/api/gibt-es-nicht/", headers={"accept-language": "en"})
    assert api.json() == {"message": "There is nothing under this address."}
