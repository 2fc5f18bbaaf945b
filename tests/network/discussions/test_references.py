"""A thread shown in a further space: one discussion, and nothing of it for who may not read it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from network.discussions.actions import end_reference, merge_threads, move_thread, refer_to_thread
from network.discussions.contents import summarise
from network.discussions.models import Thread, ThreadReference
from network.discussions.realtime import catch_up
from network.spaces.actions import add_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory, SpaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return FacilitatorFactory()


def listed(client, space) -> list[tuple[str, str]]:
    page = client.get(space.get_absolute_url())
    return [(thread["title"], thread["home"]) for thread in page.context["threads"]]


def test_thread_stands_in_both_lists_and_is_counted_once(client, manager):
    reader, there = UserFactory(), SpaceFactory()
    thread = make_thread(space=SpaceFactory(title="Zuhause"), title="Nur ein Gespräch")
    refer_to_thread(thread=thread, space=there, referred_by=manager)
    make_post(thread=thread)
    client.force_login(reader)
    assert listed(client, there) == [("Nur ein Gespräch", "Zuhause")]
    assert listed(client, thread.space) == [("Nur ein Gespräch", "")]
    page = client.get(there.get_absolute_url()).content.decode()
    assert f'href="{thread.get_absolute_url()}?unread"' in page
    assert "aus „Zuhause“" in page
    counts = summarise(reader, [there, thread.space])
    assert counts[thread.space_id].unread_count == 2
    assert there.pk not in counts
    assert there.title in client.get(thread.get_absolute_url()).content.decode()
    end_reference(thread=thread, space=there, ended_by=manager)
    assert listed(client, there) == []


def test_who_may_not_read_it_at_home_sees_nothing_of_it(client, manager):
    home, there, stranger = PrivateSpaceFactory(title="Geheimer Raum"), SpaceFactory(), UserFactory()
    member = UserFactory()
    for person in (manager, member):
        add_space_member(space=home, user=person)
    thread = make_thread(space=home, author=member, title="Ganz vertraulich")
    refer_to_thread(thread=thread, space=there, referred_by=manager)
    client.force_login(stranger)
    page = client.get(there.get_absolute_url()).content.decode()
    assert "vertraulich" not in page
    assert "Geheimer Raum" not in page
    changes = catch_up(str(there.pk), 0).changes
    assert [(change["kind"], change["thread"], change["post"]) for change in changes] == [
        ("list_changed", {"id": thread.pk}, None)
    ]
    client.force_login(member)
    assert listed(client, there) == [("Ganz vertraulich", "Geheimer Raum")]


def test_who_may_show_a_thread_where(manager):
    author, stranger = UserFactory(), UserFactory()
    thread, there, private = make_thread(author=author), SpaceFactory(), PrivateSpaceFactory()
    refer_to_thread(thread=thread, space=there, referred_by=author)
    for person, space in ((stranger, SpaceFactory()), (author, private), (manager, private)):
        with pytest.raises(PermissionDenied):
            refer_to_thread(thread=thread, space=space, referred_by=person)
    with pytest.raises(ValidationError):
        refer_to_thread(thread=thread, space=thread.space, referred_by=manager)
    with pytest.raises(PermissionDenied):
        end_reference(thread=thread, space=there, ended_by=stranger)
    end_reference(thread=thread, space=there, ended_by=manager)
    assert not ThreadReference.objects.exists()


def test_page_shows_and_ends(client, manager):
    thread, there = make_thread(), SpaceFactory(title="Nebenan")
    address = reverse("discussions:thread-references", args=[thread.space.slug, thread.pk])
    client.force_login(UserFactory())
    assert client.get(address).status_code == 403
    client.force_login(manager)
    assert client.post(address, {"space": "x"}).status_code == 422
    assert client.post(address, {"space": there.pk}).url == thread.get_absolute_url()
    assert "Nebenan" in client.get(address).content.decode()
    assert client.post(address, {"end": "9" * 30}).status_code == 404
    assert client.post(address, {"end": there.pk}).status_code == 302
    assert not ThreadReference.objects.exists()


def test_references_outlive_moving_and_merging(manager):
    one, other, there = make_thread(), None, SpaceFactory()
    other = make_thread(space=one.space)
    refer_to_thread(thread=other, space=there, referred_by=manager)
    merge_threads(thread=other, into=one, merged_by=manager)
    assert ThreadReference.objects.get().thread == one
    move_thread(thread=Thread.objects.get(pk=one.pk), space=there, moved_by=manager)
    assert not ThreadReference.objects.exists()  # it stands there itself now


@pytest.mark.parametrize("number", [1, 3])
def test_list_with_references_query_count(client, manager, django_assert_num_queries, number):
    there = SpaceFactory()
    for _number in range(number):
        refer_to_thread(thread=make_thread(), space=there, referred_by=manager)
    client.force_login(UserFactory())
    client.get(there.get_absolute_url())
    with django_assert_num_queries(11):
        client.get(there.get_absolute_url())
