"""What the invited person sees behind the link."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from network.municipalities.actions.invitations import hash_of
from network.municipalities.models import Invitation, Membership
from network.people.models import User
from tests.factories.municipalities import InvitationFactory, MunicipalityFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db
TOKEN = "geheim"
URL = f"/en/einladung/{TOKEN}/"
PASSWORD = "drei lange Wörter hier"
FIELDS = {"first_name": "Nora", "last_name": "Neu", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def invitation():
    return InvitationFactory(
        email="neu@krefeld.example", municipality=MunicipalityFactory(name="Krefeld"), token_hash=hash_of(TOKEN)
    )


def signed_in(client) -> str | None:
    return client.session.get("_auth_user_id")


def test_invitation_accept_shows_who_invites_whom_and_where(client, invitation):
    response = client.get(URL)

    text = " ".join(response.text.split())
    assert f"{invitation.invited_by} invites you to take part in Lernnetz for Krefeld." in text
    assert "Your account is for neu@krefeld.example." in text
    assert response["Cache-Control"].startswith("max-age=0")


def test_invitation_accept_makes_the_account_and_signs_in(client, invitation):
    response = client.post(URL, FIELDS)

    user = User.objects.get(email="neu@krefeld.example")
    assert response["Location"] == "/en/mein-bereich/"
    assert signed_in(client) == str(user.pk)
    assert (user.get_full_name(), user.language) == ("Nora Neu", "en")
    assert Membership.objects.get().municipality == invitation.municipality
    assert "You are a member for Krefeld now." in client.get(response["Location"]).text


def test_invitation_accept_double_submit_is_idempotent(client, invitation):
    client.post(URL, FIELDS)
    second = Client()

    answers = [second.post(URL, FIELDS), client.post(URL, FIELDS), client.get(URL)]

    assert [answer["Location"] for answer in answers] == ["/en/mein-bereich/"] * 3
    assert signed_in(second) == signed_in(client)
    assert (User.objects.filter(email=invitation.email).count(), Membership.objects.count()) == (1, 1)


def test_invitation_accepted_is_gone_for_everybody_else(client, invitation):
    Client().post(URL, FIELDS)

    answers = [client.get(URL), client.post(URL, FIELDS | {"password1": "nicht das richtige"})]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert "This invitation has been used" in answers[0].text
    assert signed_in(client) is None


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, "This invitation has expired"),
        ({"revoked_at": timezone.now()}, "This invitation has been revoked"),
    ],
)
def test_invitation_closed_is_gone_with_a_reason(client, invitation, changed, message):
    Invitation.objects.update(**changed)

    answers = [client.get(URL), client.post(URL, FIELDS)]

    assert [answer.status_code for answer in answers] == [410, 410]
    assert [message in answer.text for answer in answers] == [True, True]
    assert User.objects.filter(email=invitation.email).count() == 0


@pytest.mark.parametrize("token", ["unbekannt", "%00", "%ff", "x" * 3_000, "%3Cscript%3E"])
def test_invitation_unknown_is_404_with_a_reason(client, invitation, token):
    answers = [client.get(f"/en/einladung/{token}/"), client.post(f"/en/einladung/{token}/", FIELDS)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "We do not know this invitation" in answers[0].text


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"first_name": ""}, "first_name", "This field is required."),
        ({"last_name": "x" * 151}, "last_name", "at most 150 characters"),
        ({"last_name": "a\x00b"}, "last_name", "Null characters"),
        ({"password1": "kurz", "password2": "kurz"}, "password1", "too short"),
        ({"password1": "1234567890", "password2": "1234567890"}, "password1", "too common"),
        ({"password1": "Nora-Neu-Nora", "password2": "Nora-Neu-Nora"}, "password1", "too similar"),
        ({"password2": "etwas anderes"}, "password2", "not the same"),
        ({"password1": "a\x00bbbbbbbbbbb", "password2": "x"}, "password1", "Null characters"),
        ({"password1": "x" * 201, "password2": "x" * 201}, "password1", "at most 200 characters"),
    ],
)
def test_invitation_accept_bad_input_is_named_and_the_name_kept(client, invitation, changed, field, message):
    first_name = "Nora-Neu-Nora" if message == "too similar" else "Nora"

    response = client.post(URL, FIELDS | {"first_name": first_name} | changed)

    assert field in response.context["form"].errors
    assert message in response.text
    assert "first_name" in changed or f'value="{first_name}"' in response.text
    assert PASSWORD not in response.text
    assert (User.objects.filter(email=invitation.email).count(), signed_in(client)) == (0, None)


def test_invitation_with_an_account_asks_to_sign_in_and_adds_the_membership(client, invitation):
    person = UserFactory(email=invitation.email)
    page = client.get(URL)
    refused = client.post(URL, FIELDS)
    client.force_login(person)

    response = client.post(URL)

    assert f'href="/en/anmelden/?next=/en/einladung/{TOKEN}/"' in page.text
    assert "There is already an account" in refused.text
    assert response["Location"] == "/en/mein-bereich/"
    assert [membership.municipality for membership in person.memberships.all()] == [invitation.municipality]
    person.refresh_from_db()
    assert not person.check_password(PASSWORD)


def test_invitation_opened_by_somebody_else_names_both_and_changes_nothing(client, invitation):
    other = UserFactory(email="andere@freiburg.example")
    client.force_login(other)

    answers = [client.get(URL), client.post(URL, FIELDS)]

    for answer in answers:
        assert "is for neu@krefeld.example, and you are signed in as andere@freiburg.example" in answer.text
    assert (Membership.objects.count(), Invitation.objects.get().status) == (0, "open")
