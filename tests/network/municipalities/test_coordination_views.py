from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.test import Client
from django.utils import timezone

from network.municipalities import registry
from network.municipalities.models import Invitation, Membership, Municipality
from tests.factories.municipalities import (
    InvitationFactory,
    KrefeldFactory,
    MembershipFactory,
    RegisterEntryFactory,
)
from tests.factories.people import CoordinatorFactory, EditorFactory, FacilitatorFactory, UserFactory

pytestmark = pytest.mark.django_db
SEARCH = "/en/koordination/"
MANAGE = "/en/koordination/kommune/krefeld/"


@pytest.fixture
def coordinator(client):
    user = CoordinatorFactory()
    client.force_login(user)
    return user


def told(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- Who may ----------------------------------------------------------------------------------------------------------

POST_ONLY = [
    "/en/koordination/kommune/krefeld/austritt/",
    "/en/koordination/einladung/1/erneut/",
    "/en/koordination/einladung/1/widerrufen/",
    "/en/koordination/mitgliedschaft/1/beenden/",
]
PAGES = [SEARCH, MANAGE, MANAGE + "einladen/"]


@pytest.mark.parametrize("path", PAGES + POST_ONLY)
def test_coordination_for_visitors_leads_to_sign_in(client, path):
    KrefeldFactory()

    answers = [client.get(path) if path in PAGES else client.post(path), client.post(path)]

    back = path if path in PAGES else "/en/mein-bereich/"
    assert [answer["Location"] for answer in answers] == [f"/en/anmelden/?next={back}"] * 2


@pytest.mark.parametrize("factory", [UserFactory, EditorFactory, FacilitatorFactory])
@pytest.mark.parametrize("path", PAGES + POST_ONLY)
def test_coordination_for_other_roles_is_403_and_changes_nothing(client, factory, path):
    place = KrefeldFactory()
    membership = MembershipFactory(pk=1, municipality=place)
    invitation = InvitationFactory(pk=1, municipality=place)
    client.force_login(factory())

    response = client.post(path, {"email": "a@b.example", "role": "member", "language": "de"})

    assert response.status_code == 403
    assert "Only the coordinators" in response.text
    assert list(Membership.objects.all()) == [membership]
    assert list(Invitation.objects.values_list("pk", "revoked_at")) == [(invitation.pk, None)]


# --- The register -----------------------------------------------------------------------------------------------------


def test_register_search_without_a_question_shows_the_network(client, coordinator):
    place = MembershipFactory(municipality__name="Krefeld").municipality
    InvitationFactory(municipality=place)
    RegisterEntryFactory(name="Merzig")

    response = client.get(SEARCH)

    assert [place.name for place in response.context["municipalities"]] == ["Krefeld"]
    assert "1 member, 1 open invitation" in " ".join(response.text.split())


def test_register_search_by_name_or_key_shows_state_kind_and_inhabitants(client, coordinator):
    KrefeldFactory(joined_on=None)
    RegisterEntryFactory(name="Merzig", state="SL")

    by_name, by_key = client.get(SEARCH, {"q": "KREFELD"}), client.get(SEARCH, {"q": "05114"})

    for response in (by_name, by_key):
        assert [place.name for place in response.context["municipalities"]] == ["Krefeld"]
    text = " ".join(by_name.text.split())
    assert "Independent city · North Rhine-Westphalia · 227,417 inhabitants · AGS 05114000" in text
    assert "not in the network" in text


def test_register_search_without_results_says_what_to_try(client, coordinator):
    KrefeldFactory()

    response = client.get(SEARCH, {"q": "<script>alert(1)</script>"})

    assert "Try the beginning of the name only" in response.text
    assert "<script>alert(1)" not in response.text


@pytest.mark.parametrize("query", [{"q": "\x00"}, {"q": "x" * 101}, {"q": "Krefeld", "page": "zwei"}, {"page": "99"}])
def test_register_search_bad_question_is_answered(client, coordinator, query):
    KrefeldFactory()

    response = client.get(SEARCH, query)

    expected = {"\x00": "Null characters", "x" * 101: "at most 100 characters"}.get(query.get("q", ""), "")
    assert response.status_code == (404 if "page" in query else 200)
    assert expected in response.text


def test_register_search_empty_register_says_how_to_fill_it(client, coordinator):
    assert "manage.py import_municipalities" in client.get(SEARCH).text


@pytest.mark.parametrize("number", [1, 3])
def test_register_search_query_count(client, coordinator, number, django_assert_num_queries):
    MembershipFactory.create_batch(number)
    client.get(SEARCH)

    with django_assert_num_queries(6):
        response = client.get(SEARCH)

    assert len(response.context["municipalities"]) == number


# --- One municipality -------------------------------------------------------------------------------------------------


def test_municipality_manage_takes_into_the_network(client, coordinator):
    place = KrefeldFactory(joined_on=None, contact_role="")

    response = client.post(
        MANAGE, {"joined_on": "2016-04-12", "contact_role": "Integrationsamt", "contact_email": "amt@krefeld.example"}
    )

    place.refresh_from_db()
    assert (response["Location"], told(response)) == (MANAGE, ["Krefeld is in the network now."])
    assert (place.joined_on, place.contact_role) == (date(2016, 4, 12), "Integrationsamt")


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("joined_on", "", "This field is required."),
        ("joined_on", "gestern", "Enter a valid date."),
        ("joined_on", "2999-01-01", "This day is in the future."),
        ("joined_on", "1870-01-01", "This day is before the year 2000."),
        ("contact_email", "amt", "Enter a valid email address."),
        ("contact_role", "x" * 201, "at most 200 characters"),
        ("contact_role", "a\x00b", "Null characters are not allowed."),
    ],
)
def test_municipality_manage_bad_input_is_named_at_its_field_and_kept(client, coordinator, field, value, message):
    place = KrefeldFactory(joined_on=None)
    fields = {"joined_on": "2016-04-12", "contact_role": "Amt für Teilhabe", "contact_email": "a@b.example"}

    response = client.post(MANAGE, fields | {field: value})

    place.refresh_from_db()
    assert place.joined_on is None
    assert list(response.context["join_form"].errors) == [field]
    assert message in response.text
    assert field == "contact_role" or "Amt für Teilhabe" in response.text


def test_municipality_manage_unknown_is_404(client, coordinator):
    assert client.get("/en/koordination/kommune/atlantis/").status_code == 404
    assert Municipality.objects.count() == 0


def test_municipality_manage_shows_the_next_steps(client, coordinator, monkeypatch):
    monkeypatch.setattr(registry, "_steps", {})
    done = set()
    registry.register_step(
        "profile",
        label="Create the profile page",
        done_label="Open the profile page",
        url_for=lambda place: f"/profile/{place.slug}/",
        is_done=lambda place: place.pk in done,
    )
    place = KrefeldFactory()

    before = client.get(MANAGE).context["steps"]
    done.add(place.pk)
    after = client.get(MANAGE).context["steps"]

    assert [(step["label"], step["url"], step["is_done"]) for step in before + after] == [
        ("Create the profile page", "/profile/krefeld/", False),
        ("Open the profile page", "/profile/krefeld/", True),
    ]
    with pytest.raises(ValueError, match="twice"):
        registry.register_step("profile", label="", done_label="", url_for=str, is_done=bool)


@pytest.mark.parametrize("number", [1, 3])
def test_municipality_manage_query_count(client, coordinator, number, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(registry, "_steps", {})
    place = KrefeldFactory()
    MembershipFactory.create_batch(number, municipality=place)
    InvitationFactory.create_batch(number, municipality=place)
    client.get(MANAGE)

    with django_assert_num_queries(8):
        response = client.get(MANAGE)

    assert (len(response.context["memberships"]), len(response.context["invitations"])) == (number, number)


def test_municipality_leave_ends_its_part(client, coordinator):
    place = KrefeldFactory()

    first = client.post(MANAGE + "austritt/")
    client.post(MANAGE + "austritt/")

    place.refresh_from_db()
    assert place.left_on == timezone.localdate()
    assert told(first) == ["Krefeld has left the network. Its texts stay."]


# --- Members and invitations ------------------------------------------------------------------------------------------


def invitation_fields(**changed) -> dict[str, str]:
    return {"email": "neu@krefeld.example", "role": "member", "language": "de"} | changed


def test_invitation_send_invites(client, coordinator, django_capture_on_commit_callbacks):
    KrefeldFactory()

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(MANAGE + "einladen/", invitation_fields())

    assert (response["Location"], told(response)) == (
        MANAGE,
        ["The invitation for neu@krefeld.example is on its way."],
    )
    assert [letter.to for letter in mail.outbox] == [["neu@krefeld.example"]]
    page = client.get(MANAGE)
    assert [invitation.email for invitation in page.context["invitations"]] == ["neu@krefeld.example"]


@pytest.mark.parametrize(
    ("changed", "field", "message"),
    [
        ({"email": ""}, "email", "This field is required."),
        ({"email": "neu@"}, "email", "Enter a valid email address."),
        ({"email": "a\x00@b.example"}, "email", "Null characters"),
        ({"email": "x" * 250 + "@b.example"}, "email", "at most 254 characters"),
        ({"email": "MITGLIED@krefeld.example"}, "email", "already a member of Krefeld"),
        ({"email": "zu@krefeld.example"}, "email", "The account with this address is closed."),
        ({"role": "king"}, "role", "Select a valid choice."),
        ({"language": "fr"}, "language", "Select a valid choice."),
    ],
)
def test_invitation_send_bad_input_is_named_and_kept(client, coordinator, changed, field, message):
    place = KrefeldFactory()
    MembershipFactory(municipality=place, user__email="mitglied@krefeld.example")
    UserFactory(email="zu@krefeld.example", is_active=False)

    response = client.post(MANAGE + "einladen/", invitation_fields(**changed))

    assert list(response.context["invitation_form"].errors) == [field]
    assert message in response.text
    assert (Invitation.objects.count(), mail.outbox) == (0, [])


def test_invitation_send_before_joining_is_refused(client, coordinator):
    KrefeldFactory(joined_on=None)

    response = client.post(MANAGE + "einladen/", invitation_fields())

    assert told(response) == ["Take the municipality into the network first."]
    assert Invitation.objects.count() == 0


def test_invitation_send_with_a_dead_mail_server_says_so(
    client, coordinator, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    KrefeldFactory()

    # The test's transaction never commits, so the letter goes out when the callbacks are run.
    with pytest.raises(Exception, match=r"neu@krefeld\.example"), django_capture_on_commit_callbacks(execute=True):
        client.post(MANAGE + "einladen/", invitation_fields())

    assert "letter not sent" in client.get(MANAGE).text


@pytest.mark.django_db(transaction=True)
def test_invitation_send_with_a_dead_mail_server_tells_the_coordinator(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    KrefeldFactory()
    client.force_login(CoordinatorFactory())

    response = client.post(MANAGE + "einladen/", invitation_fields())

    assert "its letter could not be sent" in told(response)[0]
    assert Invitation.objects.get().sent_at is None


def test_invitation_resend_and_revoke(client, coordinator, django_capture_on_commit_callbacks):
    invitation = InvitationFactory(municipality=KrefeldFactory(), email="neu@krefeld.example")
    before = invitation.token_hash

    with django_capture_on_commit_callbacks(execute=True):
        resent = client.post(f"/en/koordination/einladung/{invitation.pk}/erneut/")
    invitation.refresh_from_db()
    revoked = client.post(f"/en/koordination/einladung/{invitation.pk}/widerrufen/")
    again = client.post(f"/en/koordination/einladung/{invitation.pk}/erneut/")

    assert (invitation.token_hash != before, len(mail.outbox)) == (True, 1)
    assert "is on its way again" in told(resent)[0]
    assert [message.split(" ")[-2:] for message in told(revoked)][-1] == ["longer", "works."]
    assert told(again)[-1] == "This invitation has been revoked already."


def test_invitation_revoke_after_acceptance_says_so(client, coordinator):
    invitation = InvitationFactory(accepted_at=timezone.now())

    response = client.post(f"/en/koordination/einladung/{invitation.pk}/widerrufen/")

    assert told(response) == ["This invitation has been accepted already."]


def test_invitation_send_is_limited(client, coordinator, settings):
    settings.RATE_LIMITS = {"invitation": "1/d"}
    KrefeldFactory()
    client.post(MANAGE + "einladen/", invitation_fields(email="eins@krefeld.example"))

    response = client.post(MANAGE + "einladen/", invitation_fields(email="zwei@krefeld.example"))

    assert response.status_code == 429
    assert Invitation.objects.get().email == "eins@krefeld.example"


def test_membership_remove_twice_is_answered(client, coordinator):
    membership = MembershipFactory(municipality=KrefeldFactory())
    url = f"/en/koordination/mitgliedschaft/{membership.pk}/beenden/"

    first, second = client.post(url), client.post(url)

    assert (first["Location"], second["Location"]) == (MANAGE, SEARCH)
    assert told(second)[-1] == "This membership has been ended already."
    assert Membership.objects.count() == 0


def test_invitation_typed_in_an_ended_session_is_kept_over_sign_in():
    KrefeldFactory()
    person = CoordinatorFactory()
    client = Client()

    answer = client.post(MANAGE + "einladen/", invitation_fields(email="neu@krefeld.example", language="en"))
    client.force_login(person)
    page = client.get(answer["Location"].split("next=")[1])

    assert page.context["has_kept_text"] is True
    assert 'value="neu@krefeld.example"' in page.text
    assert '<option value="en" selected>' in page.text
