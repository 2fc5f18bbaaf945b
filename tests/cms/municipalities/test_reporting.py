import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction

from cms.municipalities.models import HiddenExperience
from cms.municipalities.state import State, state_of
from network.moderation.models import Case
from network.notifications.models import Notification
from tests.factories.cms import english, experience_page
from tests.factories.moderation import make_case, rule
from tests.factories.people import EditorFactory, FacilitatorFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return UserFactory(first_name="Otto", last_name="Schreibt")


@pytest.fixture
def page(author):
    return experience_page(author=author, title="Kein guter Ton", what_we_did="Eine Zumutung")


def reported(page, **fields):
    return make_case(key=f"experience:{page.pk}", **fields)


def test_an_experience_is_reported_from_its_page_and_reaches_who_decides(client, page, author):
    editor, facilitator = EditorFactory(), FacilitatorFactory()
    address = reverse("moderation:report", args=["experience", page.pk])
    assert address not in client.get(page.get_url()).content.decode(), "visitors have no account to be told"
    client.force_login(author)
    assert address not in client.get(page.get_url()).content.decode()
    client.force_login(UserFactory())
    assert address in client.get(page.get_url()).content.decode()
    form = client.get(address).content.decode()
    assert "Eine Zumutung" in form
    assert "Die Redaktion und die Koordination sehen" in form
    client.post(address, {"reason": "personal", "text": "Nennt eine Familie."})
    told = Notification.objects.get(recipient=editor)
    assert told.subject == "Gemeldet: Erfahrung „Kein guter Ton“"
    assert not Notification.objects.filter(recipient=facilitator).exists()
    client.force_login(editor)
    assert "Nennt eine Familie." in client.get(told.url).content.decode()
    client.force_login(facilitator)
    assert client.get(told.url).status_code in {403, 404}


def test_hidden_it_is_gone_in_every_language_until_it_is_shown_again(page, author):
    translated = CopyPageForTranslationAction(page, english(), copy_parents=True).execute(skip_permission_checks=True)
    translated.save_revision().publish()
    case = reported(page)
    rule(case, "hide")
    addresses = [page.get_url(), translated.get_url()]
    assert [Client().get(address).status_code for address in addresses] == [404, 404]
    assert [
        told.subject for told in Notification.objects.filter(recipient=author).exclude(verb="experiences.published")
    ] == ["Von der Moderation ausgeblendet: Erfahrung „Kein guter Ton“"], (
        "the editors' word that it is no longer public would say it twice"
    )
    rule(case, "restore")
    assert [Client().get(address).status_code for address in addresses] == [200, 200]
    assert not HiddenExperience.objects.exists()
    with pytest.raises(ValidationError):
        rule(case, "restore")


def test_its_author_reads_why_and_may_send_it_in_again(client, page, author):
    case = reported(page)
    rule(case, "hide")
    page.refresh_from_db()
    assert state_of(page) == State.HIDDEN
    client.force_login(author)
    home = client.get("/de/mein-bereich/").content.decode()
    assert "Von der Moderation ausgeblendet" in home
    form = client.get(reverse("cms_municipalities:experience-edit", args=[page.pk])).content.decode()
    assert "Eine Zumutung" in form
    assert "/de/moderation/eigene/" in form
    page.get_latest_revision_as_object().save_revision().publish()
    case.refresh_from_db()
    assert (case.is_hidden, HiddenExperience.objects.count()) == (False, 0), "the editors have taken the new text"


def test_what_is_not_published_cannot_be_reported(client, page, author):
    draft = experience_page(author=author, live=False)
    for person in (UserFactory(), author):
        client.force_login(person)
        assert client.get(reverse("moderation:report", args=["experience", draft.pk])).status_code in {403, 404}
    assert not Case.objects.exists()
