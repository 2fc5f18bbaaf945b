"""Who may read, answer and tidy up. `visible_to` of threads and posts is the twin of `view_thread` and `view_post`."""

from dataclasses import dataclass

import rules

from network.discussions.models import Post, Thread
from network.people.models import User
from network.people.rules import is_active_user
from network.spaces.models import Space
from network.spaces.rules import Person, can_manage_space, can_view_space, is_in_use


@rules.predicate
def can_view_thread(user: Person, thread: Thread | None) -> bool:
    return thread is not None and can_view_space.test(user, thread.space)


@rules.predicate
def can_manage_thread(user: Person, thread: Thread | None) -> bool:
    return thread is not None and can_manage_space.test(user, thread.space)


@rules.predicate
def takes_answers(user: Person, thread: Thread | None) -> bool:
    return thread is not None and not thread.is_closed and is_in_use.test(user, thread.space)


@rules.predicate
def in_use_around_thread(user: Person, thread: Thread | None) -> bool:
    return thread is not None and is_in_use.test(user, thread.space)


@rules.predicate
def is_thread_author(user: Person, thread: Thread | None) -> bool:
    return thread is not None and thread.author_id is not None and thread.author_id == user.pk


@rules.predicate
def is_question(user: Person, thread: Thread | None) -> bool:
    return thread is not None and thread.is_question


@rules.predicate
def is_post_author(user: Person, post: Post | None) -> bool:
    return post is not None and post.author_id is not None and post.author_id == user.pk


@rules.predicate
def is_present(user: Person, post: Post | None) -> bool:
    return post is not None and not post.is_deleted


@rules.predicate
def can_view_post(user: Person, post: Post | None) -> bool:
    return post is not None and can_view_space.test(user, post.thread.space)


@rules.predicate
def post_takes_changes(user: Person, post: Post | None) -> bool:
    return post is not None and takes_answers.test(user, post.thread)


@rules.predicate
def in_use_around_post(user: Person, post: Post | None) -> bool:
    return post is not None and is_in_use.test(user, post.thread.space)


@rules.predicate
def manages_post(user: Person, post: Post | None) -> bool:
    return post is not None and can_manage_space.test(user, post.thread.space)


@rules.predicate
def can_refer(user: Person, pair: tuple[Thread, Space] | None) -> bool:
    """Its author may where they could begin a thread, those who manage the other space what they may read."""
    if pair is None:
        return False
    thread, space = pair
    may_write = can_view_thread.test(user, thread) and can_view_space.test(user, space) and is_in_use.test(user, space)
    return may_write and (is_thread_author.test(user, thread) or can_manage_space.test(user, space))


@rules.predicate
def can_end_reference(user: Person, pair: tuple[Thread, Space] | None) -> bool:
    if pair is None or not can_view_thread.test(user, pair[0]):
        return False
    thread, space = pair
    manages = can_manage_space.test(user, thread.space) or can_manage_space.test(user, space)
    return manages or is_thread_author.test(user, thread)


rules.add_perm("discussions.view_thread", can_view_thread)
rules.add_perm("discussions.open_thread", can_view_space & is_in_use)
rules.add_perm("discussions.announce", can_manage_space & is_in_use)
rules.add_perm("discussions.reply_thread", can_view_thread & takes_answers)
rules.add_perm("discussions.manage_thread", can_manage_thread)
rules.add_perm(
    "discussions.accept_answer",
    can_view_thread & in_use_around_thread & is_question & (is_thread_author | can_manage_thread),
)
rules.add_perm("discussions.view_post", can_view_post)
rules.add_perm(
    "discussions.edit_post", is_active_user & can_view_post & is_post_author & is_present & post_takes_changes
)
rules.add_perm("discussions.react_to_post", can_view_post & is_present & in_use_around_post & ~is_post_author)
rules.add_perm("discussions.close_poll", can_view_post & is_present & (is_post_author | manages_post))
rules.add_perm("discussions.ask_poll", can_view_thread & takes_answers & (is_thread_author | can_manage_thread))
rules.add_perm("discussions.delete_post", can_view_post & is_present & (is_post_author | manages_post))


@dataclass(frozen=True)
class ThreadAbilities:
    """What one reader may do in one thread, asked once for the whole page."""

    write: bool
    """Nobody has suspended them from it."""
    reply: bool
    manage: bool
    arrange: bool
    tidy: bool
    accept: bool
    react: bool
    ask: bool


def thread_abilities(user: User, thread: Thread) -> ThreadAbilities:
    manage = user.has_perm("discussions.manage_thread", thread)
    may_write = getattr(thread, "suspended_until", None) is None  # annotated where a page is built
    reply = may_write and takes_answers.test(user, thread) and can_view_thread.test(user, thread)
    return ThreadAbilities(
        write=may_write,
        reply=reply,
        manage=manage,
        arrange=manage and may_write,
        tidy=manage and may_write and is_in_use.test(user, thread.space),
        accept=may_write
        and is_in_use.test(user, thread.space)
        and thread.is_question
        and (manage or is_thread_author.test(user, thread)),
        react=may_write and is_in_use.test(user, thread.space) and can_view_thread.test(user, thread),
        ask=reply and (manage or is_thread_author.test(user, thread)),
    )
