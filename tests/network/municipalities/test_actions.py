from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from freezegun import freeze_time

from network.municipalities import signals
from network.municipalities.actions import (
    InvitationClosed,
    InvitationNotSent,
    accept_invitation,
    add_member,
    find_invitation,
    invite_member,
    join_network,
    leave_network,
    remove_member,
    resend_invitation,
    revoke_invitation,
)
from network.municipalities.models import Invitation, Membership
from network.people.models import User
from tests.factories.municipalities import (
    InvitationFactory,
    MembershipFactory,
    MunicipalityFactory,
    RegisterEntryFactory,
)
from tests.factories.people import CoordinatorFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "drei lange Wörter hier"


@pytest.fixture
def heard():
    """The names of the signals sent, in order."""
    names = []
    listeners = {
        name: (lambda sender, name=name, **kwargs: names.append(name))
        for name in ("municipality_joined", "municipality_left", "membership_added", "membership_removed")
    }
    for name, listener in listeners.items():
        getattr(signals, name).connect(listener)
    yield names
    for name, listener in listeners.items():
        getattr(signals, name).disconnect(listener)


@pytest.fixture
def coordinator():
    return CoordinatorFactory(first_name="Karla", last_name="Koordination")


@pytest.fixture
def invite(coordinator, django_capture_on_commit_callbacks):
    """Invite, and read the link's token in the letter as the invited person does."""

    def send(**fields) -> tuple[Invitation, str]:
        fields.setdefault("municipality", MunicipalityFactory())
        with django_capture_on_commit_callbacks(execute=True):
            invitation = invite_member(**{"email": "neu@krefeld.example", "invited_by": coordinator, **fields})
        return invitation, token_of(mail.outbox[-1])

    return send


def token_of(letter) -> str:
    return next(line for line in letter.body.splitlines() if "/einladung/" in line).split("/")[-2]


# --- The network ------------------------------------------------------------------------------------------------------


def test_join_network_is_announced_once_and_keeps_its_first_day(heard):
    place = RegisterEntryFactory()

    join_network(municipality=place, joined_on=date(2016, 4, 12), contact_role="Integrationsamt")
    join_network(municipality=place, joined_on=date(2020, 1, 1), contact_email="amt@krefeld.example")

    place.refresh_from_db()
    assert (place.joined_on, place.contact_role, place.contact_email) == (
        date(2016, 4, 12),
        "Integrationsamt",
        "amt@krefeld.example",
    )
    assert heard == ["municipality_joined"]


def test_leave_network_and_join_again(heard):
    place = MunicipalityFactory()

    leave_network(municipality=place, left_on=date(2019, 1, 1))
    assert not place.is_in_network
    join_network(municipality=place, joined_on=date(2021, 1, 1))

    place.refresh_from_db()
    assert (place.joined_on, place.left_on) == (date(2021, 1, 1), None)
    assert heard == ["municipality_left", "municipality_joined"]


def test_add_member_twice_is_one_membership_with_the_later_function(heard):
    place, user = MunicipalityFactory(), UserFactory()

    add_member(municipality=place, user=user, is_contact=True, contact_role="Amt")
    add_member(municipality=place, user=user)

    membership = Membership.objects.get()
    assert (membership.is_contact, membership.contact_role) == (True, "Amt")
    assert heard == ["membership_added"]


def test_remove_member_twice_is_announced_once(heard):
    membership = MembershipFactory()

    remove_member(membership=membership)
    remove_member(membership=membership)

    assert (Membership.objects.count(), heard) == (0, ["membership_removed"])


# --- Inviting ---------------------------------------------------------------------------------------------------------


@freeze_time("2026-11-23 10:00")
def test_invite_member_sends_a_letter_and_stores_only_the_hash(invite, coordinator):
    place = MunicipalityFactory(name="Krefeld")

    invitation, token = invite(municipality=place, email=" Neu@Krefeld.example ", language="de", role="editor")

    letter = mail.outbox[0]
    assert letter.to == ["neu@krefeld.example"]
    assert "Krefeld" in letter.subject
    assert [kind for _content, kind in letter.alternatives] == ["text/html"]
    assert f"http://localhost:8000/de/einladung/{token}/" in letter.alternatives[0][0]
    invitation.refresh_from_db()
    assert token not in str(Invitation.objects.values().get())
    assert (invitation.role, invitation.invited_by) == ("editor", coordinator)
    assert invitation.expires_at == timezone.now() + timedelta(days=14)
    assert invitation.sent_at == timezone.now()


def test_invite_member_writes_in_the_language_of_the_invited_person(invite):
    place = MunicipalityFactory(name="Toronto")

    invite(municipality=place, language="en")

    letter = mail.outbox[0]
    assert letter.subject == "Your invitation to Lernnetz for Toronto"
    assert "/en/einladung/" in letter.body
    assert "Karla Koordination invites you" in letter.body


def test_invite_member_text_letter_is_not_escaped(invite):
    invite(municipality=MunicipalityFactory(name="Röthenbach & Söhne"), language="en")

    assert "Röthenbach & Söhne" in mail.outbox[0].body
    assert "Röthenbach &amp; Söhne" in mail.outbox[0].alternatives[0][0]


def test_invite_member_again_renews_the_one_open_invitation(invite):
    place = MunicipalityFactory()
    _first, old = invite(municipality=place)
    _second, new = invite(municipality=place, role="facilitator")

    assert Invitation.objects.get().role == "facilitator"
    assert find_invitation(old) is None
    assert find_invitation(new) == Invitation.objects.get()


def test_invite_member_whose_letter_fails_is_stored_unsent(coordinator, settings, django_capture_on_commit_callbacks):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    with pytest.raises(InvitationNotSent) as error, django_capture_on_commit_callbacks(execute=True):
        invite_member(email="a@b.example", municipality=MunicipalityFactory(), invited_by=coordinator)

    assert error.value.invitation == Invitation.objects.get(sent_at=None)


def test_resend_invitation_voids_the_earlier_link(invite, coordinator, django_capture_on_commit_callbacks):
    invitation, old = invite()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=1))

    with django_capture_on_commit_callbacks(execute=True):
        resend_invitation(invitation=invitation, by=coordinator)

    assert find_invitation(old) is None
    assert find_invitation(token_of(mail.outbox[-1])).status == "open"


@pytest.mark.parametrize(("field", "status"), [("accepted_at", "accepted"), ("revoked_at", "revoked")])
def test_resend_invitation_that_is_closed_is_refused(field, status, coordinator):
    invitation = InvitationFactory(**{field: timezone.now()})

    with pytest.raises(InvitationClosed) as closed:
        resend_invitation(invitation=invitation, by=coordinator)

    assert (closed.value.status, mail.outbox) == (status, [])


def test_revoke_invitation_is_idempotent_but_not_after_acceptance():
    invitation = InvitationFactory()
    first = revoke_invitation(invitation=invitation)
    second = revoke_invitation(invitation=invitation)
    accepted = InvitationFactory(accepted_at=timezone.now())

    with pytest.raises(InvitationClosed):
        revoke_invitation(invitation=accepted)

    assert first.revoked_at == second.revoked_at
    assert second.status == "revoked"


# --- Accepting --------------------------------------------------------------------------------------------------------


def test_accept_invitation_makes_an_account_and_a_membership(invite):
    invitation, _token = invite(role="editor", language="en")

    user = accept_invitation(invitation=invitation, password=PASSWORD, first_name="Nora", last_name="Neu")

    invitation.refresh_from_db()
    assert (user.email, user.get_full_name(), user.language, user.role) == (
        "neu@krefeld.example",
        "Nora Neu",
        "en",
        "editor",
    )
    assert user.check_password(PASSWORD)
    assert [group.name for group in user.groups.all()] == ["Redaktion"]
    assert [membership.municipality for membership in user.memberships.all()] == [invitation.municipality]
    assert (invitation.accepted_by, invitation.status) == (user, "accepted")


def test_accept_invitation_works_once(invite):
    invitation, _token = invite()
    accept_invitation(invitation=invitation, password=PASSWORD)

    with pytest.raises(InvitationClosed):
        accept_invitation(invitation=invitation, password=PASSWORD)

    assert User.objects.filter(email=invitation.email).count() == 1


def test_accept_invitation_with_an_account_adds_the_membership_and_keeps_the_greater_role(invite):
    person = UserFactory(email="neu@krefeld.example", role="coordinator")
    invitation, _token = invite(role="editor")

    first = accept_invitation(invitation=invitation, user=person)
    second = accept_invitation(invitation=invitation, user=person)

    person.refresh_from_db()
    assert (first, second, person.role) == (person, person, "coordinator")
    assert person.memberships.count() == 1


def test_accept_invitation_of_somebody_else_is_refused(invite):
    invitation, _token = invite()

    with pytest.raises(PermissionError):
        accept_invitation(invitation=invitation, user=UserFactory())

    assert Membership.objects.count() == 0


def test_accept_invitation_after_its_term_is_refused(invite):
    invitation, _token = invite()

    with freeze_time(timezone.now() + timedelta(days=15)), pytest.raises(InvitationClosed) as closed:
        accept_invitation(invitation=invitation, password=PASSWORD)

    assert closed.value.status == "expired"


@pytest.mark.parametrize("token", ["", "x" * 5_000, "\x00", "ä\ud800".encode("utf-8", "replace").decode(), "' OR 1=1"])
def test_find_invitation_of_a_made_up_token_is_none(token):
    InvitationFactory()

    assert find_invitation(token) is None
