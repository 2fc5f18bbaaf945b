"""A poll in an e-mail: what is asked, the options, and the way to the vote."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from network.discussions.models import Post
from network.discussions.poll_results import label_of, poll_of
from network.people.emails import absolute_url


def in_letter_as_text(post: Post) -> list[str]:
    poll = poll_of(post)
    if poll is None:
        return []
    options = "\n".join(f"- {label_of(option)}" for option in poll.options)
    return [f"{_question(post)}\n\n{options}", f"{_what_to_do(post)}: {absolute_url(post.get_absolute_url())}"]


def in_letter_as_html(post: Post) -> SafeString:
    poll = poll_of(post)
    if poll is None:
        return SafeString()
    options = format_html_join("", "<li>{}</li>", ((label_of(option),) for option in poll.options))
    return format_html(
        '<p><b>{}</b></p><ul>{}</ul><p><a href="{}">{}</a></p>',
        _question(post),
        options,
        post.get_absolute_url(),
        _what_to_do(post),
    )


def _question(post: Post) -> str:
    return _("Poll: %(question)s") % {"question": post.poll.question}


def _what_to_do(post: Post) -> str:
    return _("Vote") if post.poll.is_open else _("See the result")
