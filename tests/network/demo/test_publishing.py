import pytest

from network.demo.loaders.publishing import body, unwrapped


@pytest.mark.parametrize(
    ("wrapped", "expected"),
    [
        ("ein Satz,\nder weitergeht", "ein Satz, der weitergeht"),
        ("seit\n2003 ein Monitoring", "seit 2003 ein Monitoring"),
        ("Text **bleibt:**\n**fett** weiter", "Text **bleibt:** **fett** weiter"),
        ("- ein Punkt,\n  der weitergeht\n- noch einer", "- ein Punkt, der weitergeht\n- noch einer"),
        ("1. eins\n2. zwei", "1. eins\n2. zwei"),
        ("ein Absatz\n\nnoch einer", "ein Absatz\n\nnoch einer"),
        ("Text\n## Überschrift", "Text\n## Überschrift"),
    ],
)
def test_unwrapped_joins_lines_of_a_paragraph_only(wrapped: str, expected: str):
    assert unwrapped(wrapped) == expected


def test_body_begins_a_block_with_each_heading():
    blocks = body("Vorab.\n\n## Erstens\nDas ist\nso.\n\n## Zweitens\n- ja\n- nein\n")
    assert [(kind, getattr(value, "source", value)) for kind, value in blocks] == [
        ("text", "<p>Vorab.</p>"),
        ("heading", "Erstens"),
        ("text", "<p>Das ist so.</p>"),
        ("heading", "Zweitens"),
        ("text", "<ul>\n<li>ja</li>\n<li>nein</li>\n</ul>"),
    ]
