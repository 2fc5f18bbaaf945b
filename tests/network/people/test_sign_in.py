import re

import pytest
from django.core import mail
from django.test import Client

from tests.factories.people import PASSWORD, EditorFactory, UserFactory

pytestmark = pytest.mark.django_db
SIGN_IN = "/en/anmelden/"


@pytest.fixture
def person():
    return UserFactory(email="maria@krefeld.example", first_name="Maria", language="en")


def sign_in(client, **changed):
    return client.post(SIGN_IN, {"login": "maria@krefeld.example", "password": PASSWORD} | changed)


def signed_in(client) -> str | None:
    return client.session.get("_auth_user_id")


def test_sign_in_leads_to_ones_own_area(client, person):
    response = sign_in(client, login=" Maria@Krefeld.EXAMPLE ")

    assert (response["Location"], signed_in(client)) == ("/en/mein-bereich/", str(person.pk))


@pytest.mark.parametrize(
    ("next_url", "target"),
    [
        ("/de/mitteilungen/?seite=2", "/de/mitteilungen/?seite=2"),
        ("https://evil.example/", "/en/mein-bereich/"),
        ("//evil.example/", "/en/mein-bereich/"),
        ("javascript:alert(1)", "/en/mein-bereich/"),
        ("\\\\evil.example", "/en/mein-bereich/"),
    ],
)
def test_sign_in_follows_next_within_the_site_only(client, person, next_url, target):
    assert sign_in(client, next=next_url)["Location"] == target


def test_sign_in_page_carries_next_through(client):
    assert (
        '<input type="hidden" name="next" value="/de/mitteilungen/"'
        in client.get(SIGN_IN, {"next": "/de/mitteilungen/"}).text
    )


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"password": "falsch"}, "are not correct"),
        ({"login": "otto@krefeld.example"}, "are not correct"),
        ({"login": ""}, "This field is required."),
        ({"password": ""}, "This field is required."),
        ({"login": "maria"}, "Enter a valid email address."),
        ({"login": "ma\x00ria@krefeld.example"}, "Null characters"),
        ({"password": "a\x00b"}, "Null characters"),
        ({"login": "x" * 5_000 + "@krefeld.example"}, "Enter a valid email address."),
    ],
)
def test_sign_in_bad_input_is_named(client, person, changed, message):
    response = sign_in(client, **changed)

    assert (response.status_code, signed_in(client)) == (200, None)
    assert message in response.text
    assert PASSWORD not in response.text


def test_sign_in_of_a_closed_account_says_so(client):
    UserFactory(email="maria@krefeld.example", is_active=False)

    response = sign_in(client)

    page = client.get(response["Location"]) if response.status_code == 302 else response
    assert signed_in(client) is None
    assert "account is closed" in page.text or "are not correct" in page.text


def test_sign_in_after_too_many_failures_is_locked_with_a_way_out(client, person, settings):
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    for _ in range(3):
        last = sign_in(client, password="falsch")

    right = sign_in(client)
    other_address = Client(REMOTE_ADDR="192.0.2.9")
    sign_in(other_address)

    assert (last.status_code, right.status_code, right["Retry-After"]) == (429, 429, "900")
    assert "Too many failed attempts" in right.text
    assert 'href="/en/passwort/vergessen/"' in right.text
    assert signed_in(client) is None
    assert signed_in(other_address) == str(person.pk)


def test_sign_out_asks_and_then_ends_the_session(client, person):
    client.force_login(person)

    page, answer = client.get("/en/abmelden/"), client.post("/en/abmelden/")

    assert "Stay signed in" in page.text
    assert (answer["Location"], signed_in(client)) == ("/", None)


def test_registering_is_closed(client):
    response = client.post("/en/konto/neu/", {"email": "neu@krefeld.example", "password1": PASSWORD})

    assert "Accounts come by invitation" in response.text


# --- Passwords --------------------------------------------------------------------------------------------------------


def test_password_forgotten_sends_a_link_in_the_persons_language_by_the_public_address(client, person, settings):
    settings.PUBLIC_URL = "https://lernnetz.example"
    settings.ALLOWED_HOSTS = ["*"]

    response = client.post("/de/passwort/vergessen/", {"email": person.email}, headers={"host": "evil.example"})

    letter = mail.outbox[0]
    assert response["Location"] == "/de/passwort/vergessen/gesendet/"
    assert (letter.to, letter.subject) == (["maria@krefeld.example"], "A new password for Lernnetz")
    assert re.search(r"^https://lernnetz\.example/en/passwort/neu/\S+/$", letter.body, re.MULTILINE)
    assert "evil" not in letter.body + letter.alternatives[0][0]


def test_password_forgotten_of_an_unknown_address_answers_the_same_and_sends_nothing(client, person):
    response = client.post("/en/passwort/vergessen/", {"email": "niemand@krefeld.example"})

    assert (response["Location"], mail.outbox) == ("/en/passwort/vergessen/gesendet/", [])


def test_password_forgotten_with_a_dead_mail_server_says_so(client, person, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    response = client.post("/en/passwort/vergessen/", {"email": person.email}, follow=True)

    assert "The e-mail could not be sent." in response.text


def test_password_link_works_once(client, person):
    client.post("/en/passwort/vergessen/", {"email": person.email})
    link = re.search(r"/en/passwort/neu/\S+/", mail.outbox[0].body).group()

    form_page = client.get(link, follow=True)
    refused = client.post(form_page.request["PATH_INFO"], {"password1": "kurz", "password2": "kurz"})
    done = client.post(
        form_page.request["PATH_INFO"], {"password1": "vier neue Wörter", "password2": "vier neue Wörter"}
    )
    again = Client().get(link, follow=True)

    person.refresh_from_db()
    assert "too short" in refused.text
    assert done["Location"] == "/en/passwort/neu/fertig/"
    assert person.check_password("vier neue Wörter")
    assert "This link no longer works" in again.text


@pytest.mark.parametrize("key", ["1-x", "zzzzzzzzzzzzzz-aaa", "0-%00"])
def test_password_link_made_up_is_explained(client, key):
    response = client.get(f"/en/passwort/neu/{key}/", follow=True)

    assert "This link no longer works" in response.text


def test_password_change_asks_for_the_present_one(client, person):
    client.force_login(person)
    fields = {"oldpassword": "falsch", "password1": "vier neue Wörter", "password2": "vier neue Wörter"}

    refused = client.post("/en/passwort/aendern/", fields)
    done = client.post("/en/passwort/aendern/", fields | {"oldpassword": PASSWORD})

    person.refresh_from_db()
    assert list(refused.context["form"].errors) == ["oldpassword"]
    assert (done["Location"], signed_in(client)) == ("/en/mein-bereich/profil/", str(person.pk))
    assert person.check_password("vier neue Wörter")


# --- Wagtail's admin --------------------------------------------------------------------------------------------------


def test_admin_sign_in_is_everybodys(client):
    response = client.get("/admin/pages/", follow=True)

    assert [url.partition("/admin/login")[2] or url for url, _status in response.redirect_chain] == [
        "/?next=/admin/pages/",
        "/de/anmelden/?next=/admin/pages/",
    ]


def test_admin_for_a_member_is_403_and_no_circle(client, person):
    client.force_login(person)

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
    assert "open to editors and coordinators only" in response.text


def test_admin_sign_in_follows_next_within_the_site_only(admin_client):
    assert admin_client.get("/admin/login/?next=/admin/pages/")["Location"] == "/admin/pages/"
    assert admin_client.get("/admin/login/?next=https://evil.example/")["Location"] == "/admin/"


def test_editor_without_the_right_to_the_admin_has_no_way_round(client):
    editor = EditorFactory()
    editor.groups.clear()
    client.force_login(editor)

    assert client.get("/admin/login/").status_code == 403
    assert client.get("/admin/login/?next=/admin/")["Content-Language"] == "de"
