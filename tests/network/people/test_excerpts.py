import pytest

from network.people.excerpts import excerpt


@pytest.mark.parametrize(
    ("html", "beginning"),
    [
        ("<blockquote><p>Ada, #3:<br>Wer?</p></blockquote><p>Wir &amp; Krefeld.</p>", "Wir & Krefeld."),
        ("<blockquote><p>Eins</p><blockquote><p>Zwei</p></blockquote><p>Drei</p></blockquote><p>Vier</p>", "Vier"),
        ("<blockquote><p>Nur zitiert.</p></blockquote>", "Nur zitiert."),
        ("<ul><li>Eins</li><li>Zwei</li></ul>", "Eins Zwei"),
        ("<p>Ein langer Satz.</p>", "Ein langer Satz."),
        ("", ""),
    ],
)
def test_excerpt_is_what_the_text_says_itself(html, beginning):
    assert excerpt(html, 20) == beginning


def test_excerpt_is_cut():
    assert excerpt("<p>Ein sehr langer Satz ohne Ende</p>", 10) == "Ein sehr …"
