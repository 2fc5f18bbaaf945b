"""Tells those who searched in vain and agreed to be told, as soon as there is an answer.

An answer is a reply to the thread that asked for the same, what editors did about it, or a new document that the alerts
find. Each wish is told once and then rests.
"""

from collections.abc import Callable

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from network.discussions.models import Post, Thread
from search.asking.models import NetworkQuestion
from search.asking.notifications import tell_of_answer
from search.saved.criteria import search_url
from search.saved.models import Frequency, SavedSearch
from search.vain.models import EditorsAnswer, VainSearch


def tell_wish(saved: SavedSearch, url: Callable[[], str]) -> bool:
    """Ends the wish in the transaction that tells of it, so it cannot be told twice."""
    with transaction.atomic():
        waiting = SavedSearch.objects.alerting().wishes().filter(pk=saved.pk)
        if not waiting.update(frequency=Frequency.OFF):
            return False
        tell_of_answer(saved, url)
    return True


def tell_periodically() -> None:
    """The worker's turn."""
    wishes = SavedSearch.objects.alerting().wishes().select_related("owner")
    for saved in wishes.filter(Exists(_answered_questions())):
        thread = _thread_for(saved)
        if thread is not None and thread.author_id != saved.owner_id:
            tell_wish(saved, thread.get_absolute_url)
    for saved in wishes.filter(Exists(_recommendations()) | Exists(_worked_on())):
        tell_wish(saved, lambda saved=saved: search_url(saved))  # type: ignore[misc]


def _answered_questions() -> QuerySet[NetworkQuestion]:
    replies = Post.objects.present().filter(thread=OuterRef("thread")).exclude(author=F("thread__author"))
    return NetworkQuestion.objects.filter(
        Q(thread__accepted_post__isnull=False) | Exists(replies), question_key=OuterRef("question_key")
    )


def _thread_for(saved: SavedSearch) -> Thread | None:
    """The newest answered thread about it that the person may read."""
    replies = Post.objects.present().filter(thread=OuterRef("pk")).exclude(author=F("thread__author"))
    threads = Thread.objects.visible_to(saved.owner).filter(network_question__question_key=saved.question_key)
    answered = threads.filter(Q(accepted_post__isnull=False) | Exists(replies))
    return answered.select_related("space").order_by("-pk").first()


def _recommendations() -> QuerySet[EditorsAnswer]:
    return EditorsAnswer.objects.visible_to(None).filter(question_key=OuterRef("question_key"))


def _worked_on() -> QuerySet[VainSearch]:
    """Marked as answered by an editor after the wish was made."""
    return VainSearch.objects.filter(
        question_key=OuterRef("question_key"), status=VainSearch.Status.ANSWERED, changed_at__gt=OuterRef("created_at")
    )
