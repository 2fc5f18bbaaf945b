"""Pages are told to look again at their counts: those of the person and nobody else's, of what the person may read."""

import pytest

from network.discussions.actions import delete_post, edit_post, publish_post, set_reaction, vote
from network.discussions.poll_drafts import draft_poll
from network.discussions.reading import mark_space_read, mark_thread_read
from network.notifications.actions import mark_all_read
from network.realtime.hub import current_hub
from network.spaces.actions import add_space_member, remove_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.spaces import PrivateSpaceFactory
from tests.network.realtime.conftest import browser_of, topic_of

pytestmark = pytest.mark.django_db(transaction=True)


def person(user) -> str:
    return f"person:{user.pk}"


def news(user) -> str:
    return f"news:{user.pk}"


async def test_reading_in_one_tab_is_told_to_the_other_and_to_nobody_else(ada, ben, thread, in_thread):
    async with browser_of(ada) as here, browser_of(ada) as there, browser_of(ben) as other:
        for browser in (here, there):
            assert (await browser.subscribe(person(ada)))["type"] == "subscribed"
        await other.subscribe(person(ben))
        await in_thread(mark_thread_read, user=ada, thread=thread, number=1)
        for browser in (here, there):
            assert await browser.receive(1) == {"type": "hint", "topic": person(ada)}
        await in_thread(mark_thread_read, user=ada, thread=thread, number=1, known=1)  # nothing new
        assert await here.hears_nothing(0.3)
        assert await other.hears_nothing(0.1)


@pytest.mark.parametrize("topic", [person, news])
async def test_hints_of_another_person_are_not_found(ada, ben, topic):
    async with browser_of(ada) as browser:
        answer = await browser.subscribe(topic(ben))
        assert answer == {"type": "error", "code": "not_found", "topic": topic(ben)}
        assert not current_hub().rooms


async def test_who_is_notified_and_who_reads_of_it_is_told(ada, ben, thread, in_thread):
    async with browser_of(ada) as browser:
        await browser.subscribe(person(ada))
        await in_thread(make_post, thread=thread, author=ben)
        assert (await browser.receive(1))["type"] == "hint"
        await in_thread(mark_all_read, user=ada)
        assert (await browser.receive(1))["type"] == "hint"
        await in_thread(mark_all_read, user=ada)
        assert await browser.hears_nothing(0.3)


async def test_own_vote_is_told_to_the_other_pages_of_who_voted_and_to_nobody_else(ada, ben, thread, in_thread):
    def asked():
        draft = draft_poll(kind="single", question="Machen wir das?", options="Ja\nNein", is_secret=True)
        return publish_post(author=thread.author, thread=thread, body="Bitte abstimmen.", poll=draft).poll

    poll = await in_thread(asked)
    async with browser_of(ada) as there, browser_of(ben) as other:
        await there.subscribe(person(ada))
        await other.subscribe(person(ben))
        await in_thread(vote, poll=poll, person=ada, answers={"1": "yes"})
        assert await there.receive(1) == {"type": "hint", "topic": person(ada)}
        assert await other.hears_nothing(0.1)


async def test_news_of_a_space_reach_those_who_may_read_it(ada, ben, space, in_thread):
    def set_up():
        private = PrivateSpaceFactory()
        add_space_member(space=private, user=ada)
        return private

    private = await in_thread(set_up)
    async with browser_of(ada) as inside, browser_of(ben) as outside:
        await inside.subscribe(news(ada))
        await outside.subscribe(news(ben))
        await in_thread(make_thread, space=private, author=ada)
        assert await inside.receive(2) == {"type": "hint", "topic": news(ada)}
        assert await outside.hears_nothing()
        await in_thread(make_thread, space=space, author=ada)
        assert await outside.receive(2) == {"type": "hint", "topic": news(ben)}
        assert inside.presence == outside.presence == []


async def test_what_changes_no_count_is_no_news(ada, ben, space, thread, in_thread):
    async with browser_of(ada) as browser:
        await browser.subscribe(news(ada))
        post = await in_thread(make_post, thread=thread, author=ben)
        assert await browser.receive(2) == {"type": "hint", "topic": news(ada)}
        await in_thread(set_reaction, post=post, person=ada, kind="thanks", given=True)
        await in_thread(edit_post, post=post, body="Anders gesagt.", editor=ben)
        assert await browser.hears_nothing()
        await in_thread(delete_post, post=post, deleted_by=ben)
        assert await browser.receive(2) == {"type": "hint", "topic": news(ada)}


async def test_who_is_removed_counts_anew(ada, in_thread):
    def set_up():
        private = PrivateSpaceFactory()
        add_space_member(space=private, user=ada)
        return private

    private = await in_thread(set_up)
    async with browser_of(ada) as browser:
        await browser.subscribe(person(ada))
        await in_thread(remove_space_member, space=private, user=ada)
        assert (await browser.receive(1))["type"] == "hint"


async def test_marking_a_space_as_read_is_told(ada, ben, space, thread, in_thread):
    async with browser_of(ben) as browser:
        await browser.subscribe(topic_of(space), 1)
        await browser.subscribe(person(ben))
        await in_thread(mark_space_read, user=ben, space=space)
        assert await browser.receive(1) == {"type": "hint", "topic": person(ben)}
