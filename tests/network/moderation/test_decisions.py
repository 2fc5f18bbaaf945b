from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from network.discussions.actions import accept_answer, edit_post
from network.discussions.models import Change, HiddenText
from network.discussions.quotes import quote_of
from network.moderation.actions import Ruling, answer_decision, decide, lift_suspension
from network.moderation.models import AppendOnlyError, Case, Decision, Suspension
from network.moderation.upkeep import forget_old
from network.notifications.models import Notification
from tests.factories.discussions import make_post, make_thread
from tests.factories.moderation import make_case, rule
from tests.factories.people import EditorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_hidden_post_comes_back_as_it_was(author):
    thread = make_thread()
    post = make_post(thread=thread, author=author, body="Das **ist** es.")
    accept_answer(thread=thread, post=post, accepted_by=thread.author)
    quoting = make_post(thread=thread, body=f"{quote_of(post)}\n\nSehe ich auch so.")
    before = (post.body, post.body_html, quoting.body)
    case = make_case(post=post)
    rule(case, "hide")
    thread.refresh_from_db()
    assert (thread.post_count, thread.accepted_post, HiddenText.objects.count()) == (2, None, 1)
    rule(case, "restore")
    for row in (thread, post, quoting):
        row.refresh_from_db()
    assert (post.body, post.body_html, quoting.body) == before
    assert (thread.post_count, thread.accepted_post, HiddenText.objects.count()) == (3, post, 0)
    kinds = list(Change.objects.filter(post=post).order_by("number").values_list("kind", flat=True))
    assert kinds == ["post_published", "post_hidden", "post_restored"]
    assert quoting.edited_at is None


def test_quote_of_a_quote_stays_veiled_until_what_it_quotes_is_shown(author):
    """Each may be hidden and shown again in any order."""
    thread = make_thread()
    first = make_post(thread=thread, author=author, body="Geheimes Wort")
    second = make_post(thread=thread, author=UserFactory(), body=f"{quote_of(first)}\n\nWirklich?")
    cases = {post: make_case(post=post) for post in (first, second)}
    rule(cases[second], "hide")
    rule(cases[first], "hide")
    rule(cases[second], "restore")
    second.refresh_from_db()
    assert ("Geheimes" in second.body, "Wirklich?" in second.body) == (False, True)
    rule(cases[second], "hide")
    rule(cases[first], "restore")
    rule(cases[second], "restore")
    second.refresh_from_db()
    assert "Geheimes Wort" in second.body_html


def test_quote_typed_after_hiding_is_veiled_too(author):
    thread = make_thread()
    post = make_post(thread=thread, author=author, body="Geheimes Wort")
    kept = f"{quote_of(post)}\n\nWeiter."
    rule(make_case(post=post), "hide")
    late = make_post(thread=thread, body=kept)
    edited = edit_post(post=make_post(thread=thread, author=author), body=kept, editor=author)
    assert ["Geheimes" in body for body in (late.body, edited.body)] == [False, False]


def test_author_is_told_and_answers_until_it_is_decided_again(client, author, coordinator):
    case = make_case(post=make_post(author=author))
    rule(case, "hide", text="Bitte ohne den Namen.", actor=coordinator)
    note = Notification.objects.get(recipient=author)
    assert note.url == reverse("moderation:own-case", args=[case.pk])
    assert note.text.startswith("Beleidigend oder herabsetzend.\n\nBitte ohne den Namen.")
    client.force_login(author)
    for _click in range(2):
        answer = client.post(note.url, {"text": "Das war ein Zitat."})
    case.refresh_from_db()
    assert (answer.status_code, case.is_open, case.answers.count()) == (302, True, 1)
    assert Notification.objects.filter(recipient=coordinator, verb="moderation.answer").exists()
    shown = client.get(note.url).content.decode()
    assert ["Das war ein Zitat." in shown, "noch einmal" in shown, "Kora" in shown] == [True, True, False]
    rule(case, "restore", actor=coordinator)
    case.refresh_from_db()
    assert (case.is_open, case.is_hidden) == (False, False)
    assert Notification.objects.filter(recipient=author).count() == 2


def test_bad_answers_are_named_and_kept(client, author):
    case = make_case(post=make_post(author=author))
    rule(case, "warn")
    client.force_login(author)
    assert "noch einmal" not in client.get(reverse("moderation:own-case", args=[case.pk])).content.decode()
    for text in ("", "\x00", "lang" * 1000):
        page = client.post(reverse("moderation:own-case", args=[case.pk]), {"text": text})
        assert (page.status_code, case.answers.count()) == (422, 0)
    with pytest.raises(PermissionDenied):
        answer_decision(case=case, author=UserFactory(), text="Ich bin es nicht")


def test_warning_and_suspension_leave_the_report_open(author):
    case = make_case(post=make_post(author=author))
    rule(case, "warn", text="Bitte sachlich.")
    rule(case, "suspend", text="Zum dritten Mal.")
    case.refresh_from_db()
    assert (case.is_open, case.reports.filter(settled_at=None).count()) == (True, 1)
    subjects = list(Notification.objects.filter(recipient=author).order_by("pk").values_list("subject", flat=True))
    assert subjects == [
        "Verwarnung: Beitrag in „Sprachkurse am Abend“",
        "Schreiben ist für einige Zeit nicht möglich. Es geht um: Beitrag in „Sprachkurse am Abend“",
    ]


@pytest.mark.parametrize(
    ("kind", "fields", "code"),
    [
        ("blau", {}, "kind"),
        ("lift", {}, "kind"),
        ("hide", {"reason": ""}, "reason"),
        ("hide", {"reason": "blau"}, "reason"),
        ("hide", {"text": "\x00"}, "characters"),
        ("restore", {}, "state"),
        ("warn", {"text": " "}, "text"),
        ("suspend", {"until": None}, "until"),
        ("suspend", {"until": timezone.now() - timedelta(days=1)}, "until"),
        ("suspend", {"until": timezone.now() + timedelta(days=4000)}, "until"),
        ("keep", {"version": 7}, "conflict"),
    ],
)
def test_incomplete_decisions_change_nothing(kind, fields, code):
    case = make_case()
    with pytest.raises(ValidationError) as refused:
        rule(case, kind, **fields)
    case.refresh_from_db()
    assert (refused.value.code, case.version, Decision.objects.count(), Suspension.objects.count()) == (code, 0, 0, 0)


def test_nobody_decides_about_themselves_or_without_the_right(coordinator):
    case = make_case(post=make_post(author=coordinator))
    for actor in (coordinator, UserFactory()):
        with pytest.raises(PermissionDenied):
            decide(case=case, actor=actor, ruling=Ruling("keep"))
    assert Decision.objects.count() == 0


def test_facilitator_of_a_space_hides_but_does_not_suspend():
    thread = make_thread()
    from network.spaces.actions import add_space_member

    facilitator = UserFactory()
    add_space_member(space=thread.space, user=facilitator, is_facilitator=True)
    case = make_case(post=make_post(thread=thread))
    with pytest.raises(PermissionDenied):
        rule(case, "suspend", actor=facilitator)
    assert rule(case, "hide", actor=facilitator).after == "hidden"


def test_second_click_is_told_that_it_is_decided(client, coordinator):
    client.force_login(coordinator)
    case = make_case()
    sent = {"kind": "hide", "reason": "insult", "text": "Nein.", "version": "0"}
    address = reverse("moderation:case", args=[case.pk])
    first, second = client.post(address, sent), client.post(address, sent)
    assert (first.status_code, second.status_code, Decision.objects.count()) == (302, 422, 1)
    other = make_case()
    rule(other, "keep")
    late = client.post(reverse("moderation:case", args=[other.pk]), sent)
    assert (late.status_code, Decision.objects.count(), "Nein." in late.content.decode()) == (409, 2, True)


def test_decisions_are_only_added(coordinator):
    decision = rule(make_case(), "keep", actor=coordinator)
    with pytest.raises(AppendOnlyError):
        decision.save()
    with pytest.raises(AppendOnlyError):
        decision.delete()
    with pytest.raises(TypeError):
        Decision.objects.all().delete()
    with pytest.raises(TypeError):
        Decision.objects.update(text="anders")
    coordinator.delete()
    assert list(Decision.objects.values_list("kind", "actor")) == [("keep", None)]


def test_what_is_old_is_forgotten_but_for_hidden_posts(settings):
    settings.MODERATION_KEPT_DAYS = 10
    kept, hidden, waiting = make_case(), make_case(), make_case()
    rule(kept, "keep")
    rule(hidden, "hide")
    old = timezone.now() - timedelta(days=11)
    Case.objects.update(changed_at=old)
    Decision._base_manager.update(created_at=old)
    forget_old()
    assert set(Case.objects.all()) == {hidden, waiting}
    assert Decision.objects.count() == 0


def test_suspension_is_lifted_once(author, coordinator):
    rule(make_case(post=make_post(author=author)), "suspend")
    with pytest.raises(PermissionDenied):
        lift_suspension(suspension=Suspension.objects.get(), actor=UserFactory())
    lifted = [lift_suspension(suspension=Suspension.objects.get(), actor=EditorFactory()) for _click in range(2)]
    assert (lifted[0].kind, lifted[1], Suspension.objects.current().count()) == ("lift", None, 0)
    assert Notification.objects.filter(recipient=author, subject="Schreiben ist wieder möglich").count() == 1
