"""What a poll says, in words and figures: for its page, for the line among the posts, for the socket."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from network.discussions.models import Poll, PollVote, Post
from network.discussions.models.polls import Answer, moment_of
from network.people.models import User

QUESTION_IN_RESULT = 70
RESULT = 160
SHOWN_ANSWERS = (Answer.YES, Answer.MAYBE, Answer.NO)


def label_of(option: dict[str, Any]) -> str:
    if "text" in option:
        return str(option["text"])
    moment = localtime(moment_of(option))
    day = date_format(moment, pgettext("format of a day with its weekday", "l, j F Y"))
    return day if option["is_whole_day"] else f"{day}, {date_format(moment, 'H:i')}"


def result_of(poll: Poll) -> str:
    """To be kept, the same for everybody, whatever their language: “Which day? → 14.01.2027 10:00 (5/8)”."""
    return Truncator(_result(poll, _short)).chars(RESULT)


def result_in_words(poll: Poll) -> str:
    """“Which day? → Thursday, 14 January 2027, 10:00 (5/8)”."""
    return _result(poll, label_of)


def results_by_language(poll: Poll) -> dict[str, str]:
    told = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            told[code] = result_in_words(poll)
    return told


def _result(poll: Poll, label: Callable[[dict[str, Any]], str]) -> str:
    best = [f"{label(option)} ({poll.count(option)}/{poll.voter_count})" for option in poll.best()]
    return f"{Truncator(poll.question).chars(QUESTION_IN_RESULT)} → {', '.join(best) or '–'}"


def _short(option: dict[str, Any]) -> str:
    if "text" in option:
        return str(option["text"])
    return localtime(moment_of(option)).strftime("%d.%m.%Y" if option["is_whole_day"] else "%d.%m.%Y %H:%M")


def as_written(poll: Poll) -> dict[str, Any]:
    """For the fields it was written in, see `poll_drafts`."""
    return {
        "poll_kind": poll.kind,
        "poll_question": poll.question,
        "poll_options": "\n".join(_short(option) for option in poll.options),
        "poll_is_secret": poll.is_secret,
        "poll_closes_on": localtime(poll.closes_at).date() if poll.closes_at else None,
    }


def poll_of(post: Post) -> Poll | None:
    return post.poll if post.has_poll else None


def own_votes(posts: Iterable[Post], user: User) -> dict[int, dict[str, str]]:
    """By poll; one query for a page of posts, none where nobody asks anything."""
    polls = [poll.pk for post in posts if (poll := poll_of(post)) is not None]
    votes = PollVote.objects.filter(poll__in=polls, person=user) if polls else ()
    return {vote.poll_id: vote.answers for vote in votes}


def poll_item(
    poll: Poll, own: dict[str, str], *, can_vote: bool, can_close: bool, can_change: bool = False
) -> dict[str, Any]:
    """For the template `poll.html`."""
    return {
        "number": poll.post.number,
        "address": f"../beitrag/{poll.post.number}/umfrage/",
        "question": poll.question,
        "kind": poll.kind,
        "kind_label": poll.get_kind_display(),
        "is_date": poll.is_date,
        "is_secret": poll.is_secret,
        "is_open": poll.is_open,
        "closes_at": poll.closes_at,
        "voter_count": poll.voter_count,
        "answers": SHOWN_ANSWERS if poll.is_date else (),
        "options": [_option_item(poll, option, own) for option in poll.options],
        "best": [label_of(option) for option in poll.best()],
        "has_voted": bool(own),
        "can_vote": can_vote and poll.is_open,
        "can_close": can_close and poll.closed_at is None,
        "can_change": can_change and poll.is_open and not poll.voter_count,
    }


def _option_item(poll: Poll, option: dict[str, Any], own: dict[str, str]) -> dict[str, Any]:
    answers: Sequence[Answer] = SHOWN_ANSWERS if poll.is_date else (Answer.YES,)
    mine = own.get(option["id"], Answer.NO if own else "")
    return {
        "id": option["id"],
        "label": label_of(option),
        "count": poll.count(option),
        "is_mine": mine == Answer.YES,
        "answers": [
            {
                "value": answer.value,
                "label": answer.label,
                "count": count_of(poll, option, answer),
                "is_mine": mine == answer,
            }
            for answer in answers
        ],
    }


def count_of(poll: Poll, option: dict[str, Any], answer: str) -> int:
    """Who has voted and not said yes or if need be, has said no."""
    if answer != Answer.NO:
        return poll.count(option, answer)
    return poll.voter_count - poll.count(option) - poll.count(option, Answer.MAYBE)


def serialize_poll(poll: Poll) -> dict[str, Any]:
    return {
        "kind": poll.kind,
        "question": poll.question,
        "options": [
            option | {"counts": {answer: count_of(poll, option, answer) for answer in _answers(poll)}}
            for option in poll.options
        ],
        "voter_count": poll.voter_count,
        "is_secret": poll.is_secret,
        "is_open": poll.is_open,
        "closes_at": poll.closes_at.isoformat() if poll.closes_at else None,
    }


def _answers(poll: Poll) -> list[str]:
    return [str(answer) for answer in (SHOWN_ANSWERS if poll.is_date else (Answer.YES,))]


def said_of_poll(post: Post) -> list[str]:
    """To be found by the search."""
    poll = poll_of(post)
    return [poll.question, *(label_of(option) for option in poll.options)] if poll else []


def voters(poll: Poll, reader: User) -> list[dict[str, Any]]:
    """By option and answer, who gave it; of a secret poll nothing."""
    votes = list(PollVote.objects.visible_to(reader).filter(poll=poll, poll__is_secret=False).select_related("person"))
    return [
        {
            "label": label_of(option),
            "answers": [
                {
                    "label": Answer(answer).label if poll.is_date else _("Votes"),
                    "people": [vote.person for vote in votes if _answered(vote, option["id"]) == answer],
                }
                for answer in _answers(poll)
            ],
        }
        for option in poll.options
    ]


def _answered(vote: PollVote, option_id: str) -> str:
    return str(vote.answers.get(option_id, Answer.NO))
