"""Takes the demo network out again: all of it, also what visitors wrote with its accounts, and nothing that is real.

What real people have built on the demo stays, and so does what carries it: a real experience keeps its municipality and
profile, a real post keeps its thread and space; of the demo's posts beside it only the trace of a deleted post remains.
"""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext_lazy
from wagtail.models import Page, ReferenceIndex

from cms.basepage.models import NetworkDocument, NetworkImage, PageDocument, PagePhoto, Tag
from cms.basepage.registry import after_import
from cms.companion.models import Question
from cms.site.models import HomePage
from network.demo import records
from network.demo.actions import Say, run
from network.demo.loaders.site import home_texts
from network.demo.models import DemoRecord
from network.discussions.actions import delete_post
from network.discussions.models import Post, Thread
from network.municipalities.models import Invitation, Municipality
from network.notifications.models import Notification
from network.people.models import User
from network.spaces.models import Space
from network.transfer.models import Adoption


def delete_demo(say: Say = lambda line: None) -> None:
    """All of it or nothing; safe where there is no demo."""
    with translation.override("de"):
        with transaction.atomic():
            for what, remove in STEPS:
                run(what, remove, say)
            DemoRecord.objects.all().delete()
        after_import()


def _notifications() -> Iterator[object]:
    for notification in Notification.objects.filter(Q(actor__is_demo=True) | Q(recipient__is_demo=True)):
        notification.delete()
        yield notification


def _threads() -> Iterator[Thread]:
    of_demo = Thread.objects.filter(Q(author__is_demo=True) | Q(pk__in=records.ids(Thread)))
    for thread in of_demo.exclude(pk__in=_real_posts().values("thread")):
        thread.delete()
        yield thread
    for post in Post.objects.filter(author__is_demo=True, deleted_at=None).select_related("author", "thread__space"):
        delete_post(post=post, deleted_by=post.author)


def _questions() -> Iterator[Question]:
    for question in Question.objects.filter(author__is_demo=True):
        question.delete()
        yield question


def _real_posts() -> QuerySet[Post]:
    return Post.objects.filter(author__is_demo=False, deleted_at=None)


def _spaces() -> Iterator[Space]:
    of_demo = Space.objects.filter(Q(created_by__is_demo=True) | Q(pk__in=records.ids(Space)))
    still_asked_in = Question.objects.values("room__space")
    unused = of_demo.filter(threads=None).exclude(pk__in=still_asked_in)
    for space in unused.exclude(memberships__user__is_demo=False):
        space.delete()
        yield space


def _home() -> Iterator[HomePage]:
    for home in HomePage.objects.filter(pk__in=records.ids(HomePage)):
        texts = home_texts(home.locale.language_code)
        for name in (name for name, text in texts.items() if getattr(home, name) == text):
            setattr(home, name, "")
        if home.image_id in records.ids(NetworkImage):
            home.image = None
        home.save_revision().publish()
        yield home


def _pages() -> Iterator[Page]:
    """From the leaves up; a page with a real page below it stays."""
    homes = HomePage.objects.values("pk")
    of_demo = Page.objects.filter(Q(owner__is_demo=True) | Q(pk__in=_recorded_pages())).exclude(pk__in=homes)
    for pk in list(of_demo.order_by("-depth").values_list("pk", flat=True)):
        page = Page.objects.get(pk=pk)
        if page.is_leaf():
            page.specific.delete()
            yield page


def _recorded_pages() -> set[int]:
    keys = DemoRecord.objects.filter(key__startswith="page:")
    return set(keys.values_list("object_id", flat=True))


def _media() -> Iterator[NetworkImage | NetworkDocument]:
    for model, attachments in ((NetworkImage, PagePhoto), (NetworkDocument, PageDocument)):
        of_demo = model.objects.filter(Q(uploaded_by_user__is_demo=True) | Q(pk__in=records.ids(model)))
        link = "image" if model is NetworkImage else "document"
        attached = set(attachments.objects.values_list(link, flat=True))
        for media in of_demo.exclude(pk__in=attached):
            # What stands in a text or at the top of a page, only the index of references knows.
            if not ReferenceIndex.get_references_to(media).exists():
                media.delete()
                yield media


def _tags() -> Iterator[Tag]:
    for tag in Tag.objects.filter(pk__in=records.ids(Tag), tagged_pages=None):
        tag.delete()
        yield tag


def _adoptions() -> Iterator[Adoption]:
    for adoption in Adoption.objects.filter(Q(created_by__is_demo=True) | Q(pk__in=records.ids(Adoption))):
        adoption.delete()
        yield adoption


def _municipalities() -> Iterator[Municipality]:
    """Those of the official register go back into it; those the demo entered go."""
    Invitation.objects.filter(invited_by__is_demo=True, accepted_at=None).delete()
    entered = set(DemoRecord.objects.filter(key__startswith="municipality:").values_list("object_id", flat=True))
    for place in Municipality.objects.filter(pk__in=records.ids(Municipality)):
        if _is_used(place):
            continue
        if place.pk in entered:
            place.delete()
        else:
            blank = {"joined_on": None, "left_on": None, "contact_role": "", "contact_email": ""}
            Municipality.objects.filter(pk=place.pk).update(**blank)
        yield place


def _is_used(place: Municipality) -> bool:
    by_pages = place.profile_pages.exists() or place.experience_pages.exists() or place.meeting_pages.exists()
    by_people = place.memberships.filter(user__is_demo=False).exists() or place.invitations.exists()
    return by_pages or by_people or place.adoptions.exists() or place.spaces.exists()


def _people() -> Iterator[User]:
    for user in User.objects.filter(is_demo=True):
        user.delete()
        yield user


STEPS = (
    (gettext_lazy("Notifications"), _notifications),
    (gettext_lazy("Conversations"), _threads),
    (gettext_lazy("Questions from the room"), _questions),
    (gettext_lazy("Start page"), _home),
    (gettext_lazy("Pages"), _pages),
    (gettext_lazy("Spaces"), _spaces),
    (gettext_lazy("Pictures and documents"), _media),
    (gettext_lazy("Tags"), _tags),
    (gettext_lazy("Adoptions"), _adoptions),
    (gettext_lazy("Municipalities"), _municipalities),
    (gettext_lazy("Accounts"), _people),
)
