"""Answers as real mail programs have sent them, whole."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from network.discussions.mail.reading import read_mail

LETTERS = Path(__file__).with_name("letters")
TYPED = "Bei uns trägt es der Träger – seit 2024 🙂. Antrag stellen Bescheid abwarten Viele Grüße"


@pytest.mark.parametrize("is_html_only", [False, True])
def test_of_a_letter_written_in_thunderbird_only_what_was_typed_is_read(is_html_only):
    """Who wrote stands over two lines, the quoted letter has its looks, the signature comes below it."""
    message = message_from_bytes((LETTERS / "thunderbird.eml").read_bytes(), policy=policy.default)
    if is_html_only:
        html = message.get_body(("html",)).get_content()
        message.clear_content()
        message.set_content(html, subtype="html")
    read = read_mail(message.as_bytes())
    assert read.text.replace("*", "").replace("- ", "").split() == TYPED.split()
    assert (read.sender, read.is_automatic) == ("mitglied.krefeld@lernnetz.example", False)


@pytest.mark.parametrize(
    ("subject", "is_automatic"),
    [
        ("Automatische Antwort: [Sprache] Kurse", True),
        ("Abwesenheitsnotiz: Re: [Sprache] Kurse", True),
        ("Automatic reply: Re: [Sprache] Kurse", True),
        ("=?utf-8?q?Automatische_Antwort=3A_Kurse?=", True),
        ("Re: [Sprache] Automatische Antwort im Bürgeramt", False),
        ("AW: Abwesenheit im Amt", False),
    ],
)
def test_an_answering_machine_without_a_header_is_known_by_its_subject(subject, is_automatic):
    head = f"From: a@b.example\nTo: c@d.example\nSubject: {subject}\n\nIch bin im Urlaub."
    assert read_mail(head.encode()).is_automatic is is_automatic
