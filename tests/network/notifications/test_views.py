import pytest
from django.test import Client
from django.urls import reverse

from network.notifications.actions import notify
from network.notifications.models import Notification
from network.people.home import sections_for
from network.people.models import User
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return UserFactory()


@pytest.fixture
def signed_in(client: Client, member) -> Client:
    client.force_login(member)
    return client


def tell(user: User, subject: str = "Etwas ist geschehen") -> Notification:
    return notify(verb="discussions.reply", recipients=[user], subject=subject, url="/de/raeume/")[0]


def test_list_shows_own_notifications_only(signed_in, member):
    mine = tell(member)
    tell(UserFactory())
    response = signed_in.get(reverse("notifications:list"))
    assert list(response.context["notifications"]) == [mine]
    assert response.context["unread_count"] == 1


def test_open_leads_there_and_marks_read(signed_in, member):
    mine = tell(member)
    response = signed_in.get(reverse("notifications:open", args=[mine.pk]))
    mine.refresh_from_db()
    assert (response.url, mine.is_unread) == ("/de/raeume/", False)


def test_open_of_others_does_not_exist(signed_in):
    theirs = tell(UserFactory())
    response = signed_in.get(reverse("notifications:open", args=[theirs.pk]))
    theirs.refresh_from_db()
    assert (response.status_code, theirs.is_unread) == (404, True)


def test_mark_all_read_only_own(signed_in, member):
    tell(member)
    theirs = tell(UserFactory())
    signed_in.post(reverse("notifications:mark-all-read"))
    assert list(Notification.objects.unread()) == [theirs]


def test_home_names_what_is_unread(signed_in, member, rf):
    tell(member, subject="Ada hat geantwortet")
    request = rf.get("/")
    request.user = member
    section = next(section for section in sections_for(member, request) if section["name"] == "notifications")
    assert [item["text"] for item in section["items"]] == ["Ada hat geantwortet"]


def test_visible_to_agrees_with_ownership(member):
    tell(UserFactory())
    mine = tell(member)
    inactive = UserFactory()
    tell(inactive)
    User.objects.filter(pk=inactive.pk).update(is_active=False)
    inactive.refresh_from_db()
    assert list(Notification.objects.visible_to(member)) == [mine]
    assert list(Notification.objects.visible_to(inactive)) == []


@pytest.mark.parametrize("number", [1, 3])
def test_list_query_count(signed_in, member, django_assert_num_queries, number):
    for _number in range(number):
        tell(member)
    with django_assert_num_queries(6):
        signed_in.get(reverse("notifications:list"))
