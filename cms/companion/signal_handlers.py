"""A question from the room leads to its thread, also where that has become part of another one."""

from typing import Any

from cms.companion.models import Question
from network.discussions.models import Thread
from network.discussions.signals import thread_merged


def question_carried(sender: type[Thread], thread: Thread, into: Thread, **kwargs: Any) -> None:
    Question.objects.filter(thread=thread).update(thread=into)


def connect() -> None:
    thread_merged.connect(question_carried, dispatch_uid="companion_question_carried")
