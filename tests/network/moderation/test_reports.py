import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from network.discussions.actions import delete_post
from network.moderation.models import Case, Report
from network.notifications.models import Notification
from network.people.models import User
from network.spaces.actions import add_space_member, remove_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.moderation import make_case, rule
from tests.factories.people import CoordinatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory

pytestmark = pytest.mark.django_db


def address(post) -> str:
    return reverse("moderation:report", args=["post", post.pk])


def told(person: User) -> list[tuple[str, str]]:
    return list(Notification.objects.filter(recipient=person).order_by("pk").values_list("verb", "subject"))


@pytest.fixture
def signed_in(client, reporter):
    client.force_login(reporter)
    return client


def test_report_from_the_thread_without_script(signed_in, coordinator, author):
    thread = make_thread(title="Sprachkurse")
    post = make_post(thread=thread, author=author)
    link = reverse("discussions:post-report", args=[thread.space.slug, post.number])
    assert f"../beitrag/{post.number}/melden/" in signed_in.get(thread.get_absolute_url()).content.decode()
    page = signed_in.get(link, follow=True)
    assert page.request["PATH_INFO"] == address(post)
    answer = signed_in.post(address(post), {"reason": "personal", "text": "Name eines Kindes"})
    assert answer["Location"] == reverse("moderation:own")
    report = Report.objects.get()
    assert (report.reason, report.text, report.case.author, report.case.is_open) == (
        "personal",
        "Name eines Kindes",
        author,
        True,
    )
    assert told(coordinator) == [("moderation.report", "Gemeldet: Beitrag in „Sprachkurse“")]
    assert told(author) == []
    own = signed_in.get(reverse("moderation:own")).content.decode()
    assert (f'href="{post.get_absolute_url()}"' in own, "Wird geprüft." in own) == (True, True)


def test_report_sent_twice_is_one_with_the_newest_words(signed_in, coordinator):
    post = make_post()
    for text in ("Erst so", "Dann so", "Dann so"):
        signed_in.post(address(post), {"reason": "wrong", "text": text})
    again = signed_in.get(address(post))
    assert (again.context["form"]["text"].value(), "Sie haben das schon gemeldet" in again.content.decode()) == (
        "Dann so",
        True,
    )
    make_case(post=post)
    assert list(Report.objects.order_by("pk").values_list("text", flat=True)) == ["Dann so", ""]
    assert Notification.objects.get(recipient=coordinator).event_count == 2


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({}, "Feld"),
        ({"reason": "blau", "text": "Mein Text"}, "blau"),
        ({"reason": "other", "text": "   "}, "Bitte in einem Satz sagen"),
        ({"reason": "wrong", "text": "Mein\x00Text"}, "nicht gespeichert werden"),
        ({"reason": "wrong", "text": "Mein Text" * 1000}, "höchstens 2000"),
    ],
)
def test_bad_report_is_named_and_kept(signed_in, sent, complaint):
    page = signed_in.post(address(make_post()), sent)
    assert (page.status_code, Case.objects.count()) == (422, 0)
    shown = page.content.decode()
    assert complaint in shown
    if "\x00" not in sent.get("text", ""):
        assert sent.get("text", "") in shown


@pytest.mark.parametrize("pk", [0, 4711, 2**63, 10**30])
def test_report_of_unknown_things_is_not_found(signed_in, pk):
    for prefix in ("post", "blau"):
        path = f"/de/moderation/melden/{prefix}/{pk}/"
        statuses = [signed_in.get(path).status_code, signed_in.post(path, {"reason": "wrong"}).status_code]
        assert (statuses, Case.objects.count()) == ([404, 404], 0)


def test_report_of_what_one_may_not_read_is_not_found(signed_in, reporter):
    space = PrivateSpaceFactory()
    writer = UserFactory()
    add_space_member(space=space, user=writer, is_facilitator=True)
    add_space_member(space=space, user=reporter)
    post = make_post(thread=make_thread(space=space, author=writer), author=writer)
    before = signed_in.get(address(post)).status_code
    remove_space_member(space=space, user=reporter)
    after = signed_in.post(address(post), {"reason": "wrong"}).status_code
    assert (before, after, Case.objects.count()) == (200, 404, 0)


def test_own_reports_do_not_name_threads_one_may_no_longer_read(signed_in, reporter):
    space = PrivateSpaceFactory()
    writer = UserFactory()
    add_space_member(space=space, user=writer, is_facilitator=True)
    add_space_member(space=space, user=reporter)
    thread = make_thread(space=space, author=writer, title="Unter uns gesagt")
    make_case(post=make_post(thread=thread, author=writer), reporter=reporter)
    shown = [signed_in.get(reverse("moderation:own")).content.decode()]
    remove_space_member(space=space, user=reporter)
    shown.append(signed_in.get(reverse("moderation:own")).content.decode())
    assert ["Unter uns gesagt" in page for page in shown] == [True, False]
    assert "Wird geprüft." in shown[1]
    sentence = "Etwas, das Sie nicht mehr lesen können"
    assert ([sentence in page for page in shown], "nicht mehr gibt" in shown[1]) == ([False, True], False)


def test_own_and_deleted_posts_are_not_reported(signed_in, reporter, author):
    own, gone = make_post(author=reporter), make_post(author=author)
    assert signed_in.get(address(own)).status_code == 403
    with pytest.raises(PermissionDenied):
        make_case(post=own, reporter=reporter)
    delete_post(post=gone, deleted_by=author)
    assert signed_in.get(address(gone))["Location"] == gone.get_absolute_url()
    with pytest.raises(ValidationError):
        make_case(post=gone)


def test_reports_are_limited_by_the_hour(signed_in, settings):
    settings.RATE_LIMITS = {"report": "1/h"}
    statuses = [signed_in.post(address(make_post()), {"reason": "wrong"}).status_code for _number in range(2)]
    assert statuses == [302, 429]


def test_who_decides_comes_from_the_report_to_the_case(client):
    moderator = CoordinatorFactory()
    client.force_login(moderator)
    answer = client.post(address(make_post()), {"reason": "wrong"})
    assert answer["Location"] == reverse("moderation:case", args=[Case.objects.get().pk])
    assert told(moderator) == []


def test_reporter_is_told_what_became_of_it(reporter):
    hidden, kept = make_case(reporter=reporter), make_case(reporter=reporter)
    rule(hidden, "hide")
    rule(kept, "keep")
    texts = Notification.objects.filter(recipient=reporter).order_by("pk").values_list("subject", "text")
    assert list(texts) == [
        ("Ihre Meldung wurde geprüft", "Es wurde ausgeblendet."),
        ("Ihre Meldung wurde geprüft", "Es bleibt stehen."),
    ]


def test_decided_post_can_be_reported_again(reporter):
    post = make_post()
    case = make_case(post=post, reporter=reporter)
    rule(case, "keep")
    again = make_case(post=post, reporter=reporter)
    assert (again.pk, again.is_open, again.reports.count()) == (case.pk, True, 2)
