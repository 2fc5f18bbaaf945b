"""Letters as mail programs write them; what is somebody's own stays, to the last line."""

import time

import pytest

from network.discussions.mail.cutting import own_words
from network.discussions.mail.html_text import text_of_html

OWN = "Bei uns hat das geklappt.\n\nHinweis: Bitte E-Mail ans Amt.\n- Kurs eins\n- Kurs zwei\n\nViele Grüße\nAda"

QUOTATIONS = {
    "Thunderbird": "Am 12.06.18 um 10:42 schrieb Ben Beispiel (Krefeld) · Lernnetz:\n> Wer kennt das?\n> Und wie?",
    "Gmail": "Am Di., 12. Juni 2018 um 10:42 Uhr schrieb Ben · Lernnetz <\nlernnetz@lernnetz.example>:\n\n> Wer kennt das?",
    "Apple Mail": "Am 12.06.2018 um 10:42 schrieb Ben · Lernnetz <lernnetz@lernnetz.example>:\n\n> Wer kennt das?",
    "Apple Mail, unmarked": "Am 12.06.2018 um 10:42 schrieb Ben <lernnetz@lernnetz.example>:\n\nWer kennt das?",
    "Gmail, English": "On Tue, Jun 12, 2018 at 10:42 AM Ben <lernnetz@lernnetz.example> wrote:\n\n> Wer kennt das?",
    "Outlook": "Von: Ben · Lernnetz <lernnetz@lernnetz.example>\nGesendet: Dienstag, 12. Juni 2018 10:42\nAn: Ada\nBetreff: [Sprache] Kurse\n\nWer kennt das?",
    "Outlook with a rule": "________________________________\nVon: Ben\nGesendet: Dienstag\nAn: Ada\nBetreff: Kurse\n\nWer kennt das?",
    "Outlook, English": "From: Ben\nSent: Tuesday, June 12, 2018 10:42\nTo: Ada\nSubject: Courses\n\nWer kennt das?",
    "Outlook, old": "-----Ursprüngliche Nachricht-----\nVon: Ben\nWer kennt das?",
    "GMX": "Gesendet: Dienstag, 12. Juni 2018 um 10:42 Uhr\nVon: Ben\nAn: ada@kommune.example\nBetreff: Kurse\nWer kennt das?",
    "Thunderbird, other order": "Ben schrieb am 12.06.2018 um 10:42:\n> Wer kennt das?",
    "only marks": "> Wer kennt das?\n> Und wie?",
    "signature": "-- \nAda Löwe\nStadt Krefeld\nTel. 02151 000",
    "telephone": "Von meinem iPhone gesendet",
    "telephone and quotation": "Gesendet von Outlook für Android\n\nAm 12.06.2018 um 10:42 schrieb Ben <b@c.example>:\n> Wer kennt das?",
}


@pytest.mark.parametrize("quotation", QUOTATIONS.values(), ids=QUOTATIONS)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_quotation_and_signature_are_cut_and_nothing_else(quotation, ends):
    assert own_words(f"{OWN}\n\n{quotation}\n".replace("\n", ends)) == OWN


@pytest.mark.parametrize(
    "text",
    [
        OWN,
        "Am Montag schrieb die Stadt dazu:\nAlle Kurse sind voll.",
        "Am 3. Juni schrieb uns die Stadt:\nAlle Kurse sind voll.",
        "Von: Montag\nbis Freitag gibt es Kurse.",
        "----------\nEin Strich ist keine Nachricht.",
        "Betreff: alle\n\nDas ist eine Liste.",
        "> Ein Zitat vorweg.\n\nUnd die Antwort.",
        "Thank you, that helps.\nWe did it like this.",
        "  eingerückt\n\tund gesetzt",
        "שלום 🍐",
    ],
)
def test_own_words_that_look_like_a_quotation_stay(text):
    assert own_words(text) == text.strip("\n ")


def test_answer_below_the_quotation_is_found():
    quotation = "Am 12.06.18 um 10:42 schrieb Ben · Lernnetz:\n> Wer kennt das?\n>\n> Und wie?\n\n"
    assert own_words(quotation + "Wir kennen das.\n-- \nAda") == "Wir kennen das."


def test_answers_between_the_quoted_lines_keep_what_they_answer():
    text = "Hallo!\n\nAm 12.06.18 um 10:42 schrieb Ben:\n> Wer?\nWir.\n> Wie?\nSo.\n> Rest"
    assert own_words(text) == "Hallo!\n\n> Wer?\n\nWir.\n\n> Wie?\n\nSo."


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 200_000 + "x",
        "> " * 200_000 + "Am x",
        "Am 1 schrieb " * 50_000,
        ("Am 1 " + "schrieb " * 40 + "\n") * 3000,
        "Von: x\n" * 50_000,
        "-" * 400_000,
        "> a\nb\n" * 50_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_text_takes_no_time(text):
    begun = time.process_time()
    own_words(text)
    assert time.process_time() - begun < 2


def test_html_becomes_text_without_what_it_quotes():
    html = (
        "<html><head><title>x</title><style>p{}</style></head><body><p>Guten&nbsp;Tag,<br>das geht &amp; zwar <b>so</b>:</p>"
        "<ul><li>Kurs eins</li><li>Kurs\n zwei</li></ul><script>alert(1)</script>"
        '<div class="gmail_quote"><div>Am 12.06.2018 schrieb Ben:</div><blockquote>Wer?</blockquote></div><p>Ende</p></body></html>'
    )
    assert text_of_html(html) == "Guten Tag,\ndas geht & zwar so:\n\n- Kurs eins\n- Kurs zwei\n\nEnde"


def test_html_of_outlook_ends_where_the_quotation_begins():
    html = '<div>Ja.</div><hr><div id="divRplyFwdMsg"><b>Von:</b> Ben<br></div><div>Wer kennt das?</div>'
    assert text_of_html(html) == "Ja."


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 80_000,
        "<blockquote>" * 30_000 + "</x>" * 30_000,
        "<" * 300_000,
        "&#" * 100_000,
        "<!--" * 50_000,
        "<a b=" * 50_000,
    ],
    ids=lambda html: html[:12],
)
def test_hostile_html_takes_no_time(html):
    begun = time.process_time()
    text_of_html(html)
    assert time.process_time() - begun < 2
