import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from network.transfer.actions import declare_adoption, withdraw_adoption
from network.transfer.models import Adoption
from tests.factories import cms as make
from tests.factories.municipalities import KrefeldFactory, MembershipFactory, MunicipalityFactory
from tests.factories.people import EditorFactory, UserFactory
from tests.factories.transfer import AdoptionFactory

pytestmark = pytest.mark.django_db


def test_declaring_again_changes_the_one_entry_of_the_municipality():
    place, key, author, later = MunicipalityFactory(), uuid.uuid4(), UserFactory(), UserFactory()
    first = declare_adoption(municipality=place, idea_key=key, status="interested", by=author)
    second = declare_adoption(municipality=place, idea_key=key, status="running", by=later, what_changed="Am Abend")
    assert first.pk == second.pk
    stored = Adoption.objects.get()
    assert (stored.status, stored.what_changed, stored.created_by) == ("running", "Am Abend", author)


def test_unknown_status_is_refused():
    with pytest.raises(ValueError, match="vielleicht"):
        declare_adoption(
            municipality=MunicipalityFactory(), idea_key=uuid.uuid4(), status="vielleicht", by=UserFactory()
        )


def test_withdrawn_adoption_is_gone_and_others_stay():
    adoption, other = AdoptionFactory(), AdoptionFactory()
    withdraw_adoption(adoption=adoption)
    assert list(Adoption.objects.all()) == [other]


def test_adoptions_are_listed_exactly_for_those_who_may_view_them():
    adoption = AdoptionFactory()
    people = [
        AnonymousUser(),
        UserFactory(),
        MembershipFactory(municipality=adoption.municipality).user,
        EditorFactory(),
    ]
    for user in people:
        listed = adoption in Adoption.objects.visible_to(user)
        assert listed == user.has_perm("transfer.view_public_adoption", adoption)
    may_edit = [user.has_perm("transfer.edit_adoption", adoption) for user in people]
    assert may_edit == [False, False, True, True]


def test_adoptions_of_ideas_and_municipalities_are_found():
    one, other = AdoptionFactory(), AdoptionFactory()
    assert list(Adoption.objects.of_idea(one.idea_key)) == [one]
    assert set(Adoption.objects.of_ideas([one.idea_key, other.idea_key])) == {one, other}
    assert list(Adoption.objects.by_municipality(other.municipality)) == [other]


def test_member_declares_on_the_page_of_the_idea_and_it_stands_on_both_pages(client):
    place = KrefeldFactory()
    profile, idea = make.municipality_page(place), make.idea_page(title="Elternfrühstück")
    client.force_login(MembershipFactory(municipality=place).user)
    url = reverse("cms_ideas:declare-adoption", args=[idea.pk])
    response = client.post(url, {"municipality": place.pk, "status": "adapting", "what_changed": "Samstags"})
    assert response["Location"] == f"{idea.url}#nachnutzung"
    client.logout()
    assert "Samstags" in client.get(idea.url).content.decode()
    assert "Elternfrühstück" in client.get(profile.url).content.decode()


def test_member_cannot_declare_for_another_municipality(client):
    place, other, idea = KrefeldFactory(), MunicipalityFactory(), make.idea_page()
    client.force_login(MembershipFactory(municipality=place).user)
    url = reverse("cms_ideas:declare-adoption", args=[idea.pk])
    response = client.post(url, {"municipality": other.pk, "status": "running", "what_changed": "Fremd"})
    assert (response.status_code, list(response.context["adoption_form"].errors)) == (422, ["municipality"])
    assert "Fremd" in response.content.decode()
    assert Adoption.objects.count() == 0


def test_visitor_is_asked_to_sign_in_and_draft_is_not_found(client):
    draft = make.idea_page(live=False)
    url = reverse("cms_ideas:declare-adoption", args=[draft.pk])
    assert client.post(url)["Location"].endswith(f"next={url}")
    client.force_login(MembershipFactory().user)
    assert client.post(url).status_code == 404
