"""An e-mail becomes a post, once and by its author only, or is refused with an answer, or dropped in silence."""

import io
import mailbox
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from network.discussions.actions import set_thread_closed
from network.discussions.mail import fetching, receiving
from network.discussions.mail.addresses import address_of, find_reply_address, read_address
from network.discussions.mail.answering import send_answer
from network.discussions.mail.receiving import receive
from network.discussions.models import Post, PostFile, ReceivedMail, Thread
from network.people.models import User
from network.spaces.actions import add_space_member, archive_space, remove_space_member
from tests.factories.discussions import make_post, make_thread
from tests.factories.people import FacilitatorFactory, UserFactory
from tests.factories.spaces import PrivateSpaceFactory
from tests.network.discussions.pictures import pdf, photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def reply_address(settings):
    settings.REPLY_ADDRESS = "antwort@lernnetz.example"


@pytest.fixture
def member() -> User:
    return UserFactory()


@pytest.fixture
def thread(member) -> Thread:
    return make_thread(author=member)


def letter(sender: User, thread: Thread, text: str = "Wir kennen das.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {
        "From": f"Ada <{sender.email}>",
        "To": f"Ben <{address_of(sender, thread)}>",
        "Subject": "Re: [Raum] Kurse",
        "Message-ID": "<eins@kommune.example>",
    }
    for name, value in (given | {key.replace("_", "-"): value for key, value in headers.items()}).items():
        message[name] = value
    message.set_content(text)
    return message


def outcome(message: EmailMessage | bytes, **options: str) -> tuple[str, str]:
    received = receive(message if isinstance(message, bytes) else message.as_bytes(), **options)
    return str(received.outcome), received.reason


def answers() -> list:
    """What the worker sends for the tasks that wait."""
    for row in DBTaskResult.objects.filter(task_path=send_answer.module_path):
        send_answer.func(*row.args_kwargs["args"])
    return mail.outbox


def replies(thread: Thread) -> list[str]:
    return list(thread.posts.order_by("number").values_list("body", flat=True))[1:]


# --- it becomes a post


def test_letter_becomes_a_post_without_quotation(member, thread):
    text = "Wir **kennen** das.\n\nAm 12.06.18 um 10:42 schrieb Ben · Lernnetz:\n> Wer kennt das?\n-- \nAda"
    received = receive(letter(member, thread, text).as_bytes())
    assert (received.outcome, received.post.author, received.post.body) == ("posted", member, "Wir **kennen** das.")
    assert replies(thread) == ["Wir **kennen** das."]
    assert answers() == []


def test_same_letter_twice_is_one_post(member, thread):
    raw = letter(member, thread).as_bytes()
    assert [outcome(raw) for _time in range(3)] == [("posted", ""), ("ignored", "known"), ("ignored", "known")]
    ReceivedMail.objects.all().delete()
    assert outcome(raw) == ("posted", "")
    assert replies(thread) == ["Wir kennen das."]


def test_letter_without_message_id_is_known_by_its_content(member, thread):
    message = letter(member, thread)
    del message["Message-ID"]
    assert [outcome(message), outcome(message)] == [("posted", ""), ("ignored", "known")]


def test_html_only_is_read(member, thread):
    message = letter(member, thread)
    message.set_content("<p>Wir <b>kennen</b> das.</p><blockquote>Wer?</blockquote>", subtype="html")
    assert (outcome(message), replies(thread)) == (("posted", ""), ["Wir kennen das."])


def test_empty_plain_text_beside_html_is_passed_over(member, thread):
    message = letter(member, thread, "\n")
    message.add_alternative("<p>Wir kennen das.</p>", subtype="html")
    assert (outcome(message), replies(thread)) == (("posted", ""), ["Wir kennen das."])


def test_address_in_capitals_and_known_to_the_mail_server_only(member, thread):
    address = address_of(member, thread).upper()
    message = letter(member, thread, To="undisclosed-recipients:;")
    assert outcome(message, recipient=address) == ("posted", "")


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (b'text/plain; charset="utf-8"', "Grüße 🍐".encode(), "Grüße 🍐"),
        (b'text/plain; charset="iso-8859-1"', "Grüße".encode("latin-1"), "Grüße"),
        (b'text/plain; charset="klingon"', "Grüße".encode(), "Grüße"),
        (b'text/plain; charset="utf-8"', "Grüße".encode("latin-1"), "Grüße"),
        (b'text/plain; charset="utf-16"', b"abc", "abc"),
        (b"text/plain", b"Gr\x00ue\x00sse\x1b[31m", "Gruesse[31m"),
        (b"text/plain; format=flowed", b"Eine lange \nZeile.\n\nNeu.", "Eine lange Zeile.\n\nNeu."),
    ],
)
def test_every_charset_gives_a_text(member, thread, head, body, expected):
    top = f"From: {member.email}\r\nTo: {address_of(member, thread)}\r\nContent-Type: ".encode()
    assert outcome(top + head + b"\r\n\r\n" + body) == ("posted", "")
    assert replies(thread) == [expected]


def test_attachments_become_the_files_of_the_post(member, thread):
    message = letter(member, thread)
    for upload in (photo(), pdf("Plan 🍐.pdf")):
        message.add_attachment(upload.read(), maintype="application", subtype="octet-stream", filename=upload.name)
    message.add_attachment(photo().read(), maintype="image", subtype="jpeg", filename="wappen.jpg", cid="<wappen>")
    message.get_payload()[-1].replace_header("Content-Disposition", 'inline; filename="wappen.jpg"')
    assert outcome(message) == ("posted", "")
    assert [(file["kind"], file["name"]) for file in thread.posts.last().attachments] == [
        ("image", "platz.jpg"),
        ("document", "Plan 🍐.pdf"),
    ]
    assert answers() == []


def test_attachments_that_are_refused_are_named_with_their_reason(member, thread):
    message = letter(member, thread)
    message.add_attachment(b"MZ", maintype="application", subtype="pdf", filename="Plan <b>.pdf")
    message.add_attachment(pdf().read(), maintype="application", subtype="pdf", filename="bericht.pdf")
    assert outcome(message) == ("posted", "")
    assert [file["name"] for file in thread.posts.last().attachments] == ["bericht.pdf"]
    (answer,) = answers()
    assert answer.to == [member.email]
    assert "nicht alles, was angehängt war: Plan <b>.pdf: Diese Datei ist weder" in answer.body
    assert "<b>" not in answer.alternatives[0].content
    assert thread.posts.last().get_absolute_url() in answer.body


def test_attachments_of_a_refused_letter_are_not_kept(member, thread):
    set_thread_closed(thread=thread, closed=True, closed_by=FacilitatorFactory())
    message = letter(member, thread)
    message.add_attachment(pdf().read(), maintype="application", subtype="pdf", filename="bericht.pdf")
    assert outcome(message) == ("refused", "closed")
    assert not PostFile.objects.exists()


# --- it is refused, with an answer


def refusals(member, thread):
    closed, archived, gone = make_thread(author=member), make_thread(author=member), PrivateSpaceFactory()
    set_thread_closed(thread=closed, closed=True, closed_by=FacilitatorFactory())
    archive_space(space=archived.space)
    add_space_member(space=gone, user=member)
    private = make_thread(space=gone, author=member)
    remove_space_member(space=gone, user=member)
    address = address_of(member, thread)
    return {
        "closed": letter(member, closed),
        "archived": letter(member, archived),
        "gone": letter(member, private),
        "empty": letter(member, thread, "> Wer kennt das?"),
        "too_long": letter(member, thread, "x" * 30_000),
        "sender": letter(member, thread, To=address_of(thread_of_others().author, thread)),
        "token": letter(member, thread, To=address.replace("@", "a@")),
    }


def thread_of_others() -> Thread:
    return make_thread()


@pytest.mark.parametrize("reason", ["closed", "archived", "gone", "empty", "too_long", "sender", "token"])
def test_refusal_is_answered_once_to_the_member(member, thread, reason):
    message = refusals(member, thread)[reason]
    before = Post.objects.count()
    assert [outcome(message), outcome(message)] == [("refused", reason), ("ignored", "known")]
    (answer,) = answers()
    head = answer.message()
    assert (answer.to, head["Auto-Submitted"], head["In-Reply-To"]) == (
        [member.email],
        "auto-replied",
        "<eins@kommune.example>",
    )
    assert answer.subject == "Nicht veröffentlicht: Re: [Raum] Kurse"
    assert "kein Beitrag geworden" in answer.body
    assert Post.objects.count() == before


def test_letters_that_are_too_large_or_too_deep_are_refused(member, thread, settings):
    settings.REPLY_MAX_BYTES = 20_000
    assert outcome(letter(member, thread, "x\n" * 20_000)) == ("refused", "too_large")
    head = f"From: {member.email}\r\nTo: {address_of(member, thread)}\r\nMessage-ID: <zwei@x>\r\n"
    deep = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(300))
    assert outcome((head + deep).encode()) == ("refused", "unreadable")
    assert len(answers()) == 2


def test_too_many_letters_are_refused_as_on_the_page(member, thread, settings):
    settings.RATE_LIMITS = {"post": "1/d"}
    found = [outcome(letter(member, thread, Message_ID=f"<{number}@x>")) for number in range(2)]
    assert found == [("posted", ""), ("refused", "rate")]


def test_answers_to_one_person_are_limited(member, thread, settings):
    settings.RATE_LIMITS = {"mail_answer": "2/d"}
    for number in range(4):
        outcome(letter(member, thread, "> nichts", Message_ID=f"<{number}@x>"))
    assert len(answers()) == 2


# --- it is dropped in silence


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Auto_Submitted": "auto-generated (vacation)"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"X_Autoreply": "yes"},
        {"X_Auto_Response_Suppress": "All"},
        {"List_Id": "<liste.kommune.example>"},
        {"Content_Type": "multipart/report; report-type=delivery-status"},
    ],
    ids=str,
)
def test_what_a_machine_wrote_is_neither_published_nor_answered(member, thread, headers):
    kind = headers.pop("Content_Type", None)
    message = letter(member, thread, "> nichts", **headers)
    if kind:
        message.replace_header("Content-Type", kind)
    assert outcome(message) == ("ignored", "automatic")
    assert (answers(), replies(thread)) == ([], [])


def test_strangers_and_those_who_have_left_are_not_answered(member, thread):
    User.objects.filter(pk=member.pk).update(is_active=False)
    assert outcome(letter(member, thread)) == ("ignored", "stranger")
    stranger = SimpleNamespace(email="fremd@kommune.example", pk=member.pk)
    assert outcome(letter(stranger, thread, Message_ID="<zwei@x>")) == ("ignored", "stranger")
    assert (answers(), replies(thread)) == ([], [])


def test_letter_to_somebody_else_is_not_ours(member, thread):
    assert outcome(letter(member, thread, To="rathaus@kommune.example")) == ("ignored", "stranger")
    assert answers() == []


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 100,
        b"\xff\xfe" * 1000,
        b"From: \xff\r\nTo: =?x?b?????=\r\n\r\n\x00",
        b"\r\n\r\n",
        b"To: " + b"(" * 5000,
        b"From: " + b"a@b," * 9000,
    ],
    ids=range(7),
)
def test_rubbish_is_dropped(raw):
    assert outcome(raw) == ("ignored", "stranger")
    assert answers() == []


# --- addresses


def test_address_names_person_and_thread_and_cannot_be_made_up(member, thread):
    address = address_of(member, thread)
    assert read_address(address) == (member.pk, thread.pk)
    assert len(address.partition("@")[0]) <= 64
    local, _at, domain = address.rpartition("@")
    other = local.replace(f"-{local.split('-')[1]}-", "-zz-")
    for forged in (
        f"{local[:-1]}{'a' if local[-1] != 'a' else 'b'}@{domain}",
        f"{other}@{domain}",
        f"{local}@x.example",
        "antwort@" + domain,
        "🍐",
        "",
    ):
        assert read_address(forged) is None


def test_letters_carry_the_address_only_where_the_person_may_answer(member, thread, settings):
    assert find_reply_address(member, thread.pk) == address_of(member, thread)
    set_thread_closed(thread=thread, closed=True, closed_by=FacilitatorFactory())
    assert find_reply_address(member, thread.pk) == ""
    settings.REPLY_ADDRESS = ""
    assert find_reply_address(member, make_thread().pk) == ""


@pytest.mark.parametrize(
    ("address", "errors"),
    [("", []), ("antwort@lernnetz.example", []), ("antwort", ["network.E004"]), ("a+b@c", ["network.E004"]), ("x" * 21 + "@c", ["network.E004"])],
)  # fmt: skip
def test_reply_address_is_checked(settings, address, errors):
    settings.REPLY_ADDRESS = address
    assert [error.id for error in run_checks(tags=["security"])] == errors


# --- how they come in


def test_mail_server_pipes_a_letter_into_the_command(member, thread, monkeypatch, capsys, settings):
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(letter(member, thread).as_bytes())))
    call_command("receive_mail")
    assert (capsys.readouterr().out, replies(thread)) == ("posted\n", ["Wir kennen das."])
    settings.REPLY_ADDRESS = ""
    with pytest.raises(CommandError):
        call_command("receive_mail")


def test_letters_are_taken_out_of_a_directory_and_what_fails_stays(member, thread, tmp_path, monkeypatch, capsys):
    box = mailbox.Maildir(str(tmp_path / "box"))
    for number in range(3):
        box.add(letter(member, thread, f"Antwort {number}", Message_ID=f"<{number}@x>").as_bytes())
    real = receiving.publish_post

    def stumble(**fields):
        if fields["body"] == "Antwort 1":
            raise RuntimeError
        return real(**fields)

    with monkeypatch.context() as broken:
        broken.setattr(receiving, "publish_post", stumble)
        call_command("fetch_mail", url=f"maildir://{tmp_path}/box")
    assert capsys.readouterr().out == "2 e-mails dealt with.\n"
    assert sorted(replies(thread)) == ["Antwort 0", "Antwort 2"]
    assert fetching.fetch(f"maildir://{tmp_path}/box") == 1
    assert len(replies(thread)) == 3


@pytest.mark.parametrize("url", ["pop3://x/", "maildir:///nowhere/at/all", "imap://127.0.0.1:1/INBOX"])
def test_mailbox_that_cannot_be_read_is_named(url):
    with pytest.raises(CommandError):
        call_command("fetch_mail", url=url)


def test_letters_are_taken_out_of_an_imap_mailbox(member, thread, imap_server):
    imap_server.letters = {
        "7": letter(member, thread, "Eins.", Message_ID="<1@x>").as_bytes(),
        "9": letter(member, thread, "Zwei.", Message_ID="<2@x>").as_bytes(),
    }
    assert fetching.fetch(imap_server.url) == 2
    assert (imap_server.letters, sorted(replies(thread))) == ({}, ["Eins.", "Zwei."])
    assert fetching.fetch(imap_server.url) == 0


def test_letters_about_a_thread_ask_for_answers(member, thread, settings):
    from network.notifications.letters import write_to
    from network.notifications.models import Event, Letter
    from network.notifications.tasks import deliver_letter

    make_post(thread=thread)
    write_to(member.pk, Event.objects.get().due_at)
    deliver_letter.func(Letter.objects.get().pk)
    (sent,) = mail.outbox
    assert sent.reply_to == [address_of(member, thread)]
    assert "Oder antworten Sie einfach auf diese E-Mail" in sent.body
