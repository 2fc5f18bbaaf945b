from search.sources.texts import LONGEST_PASSAGE, passages, plain_html, plain_markdown


def test_markdown_becomes_plain_text():
    written = "# Titel\n\nEin **fettes** Wort, ein [Link](https://x.example), `code`.\n\n- eins\n- zwei\n\n> Zitat"
    assert passages([plain_markdown(written)]) == ("Titel · Ein fettes Wort, ein Link, code. eins · zwei · Zitat",)


def test_underscores_within_words_stay():
    assert plain_markdown("file_name_here und _betont_") == "file_name_here und betont"


def test_wrapped_lines_are_one_paragraph_and_blank_lines_part():
    long = (
        "Ein Satz, der für sich allein schon lang genug ist, um als eigene Passage in einem Treffer zu stehen, ja doch."
    )
    assert passages([f"{long[:40]}\n{long[41:]}\n\n{long}!"]) == (long, f"{long}!")


def test_long_paragraph_is_cut_between_sentences():
    sentence = "Das ist ein Satz mit einigen Wörtern, der ungefähr achtzig Zeichen hat, mehr nicht."
    found = passages([" ".join(f"{number}. {sentence}" for number in range(12))])
    assert max(map(len, found)) <= LONGEST_PASSAGE
    assert all(passage.endswith(".") for passage in found)


def test_text_without_sentences_is_cut_too():
    found = passages(["wort " * 1000])
    assert max(map(len, found)) <= 2 * LONGEST_PASSAGE
    assert sum(passage.count("wort") for passage in found) >= 100


def test_same_paragraph_is_kept_once_and_nothing_stays_nothing():
    assert passages(["Gleich.", "Gleich.", "", "\x00 \n"]) == ("Gleich.",)


def test_html_loses_its_tags():
    assert plain_html("<p>Ein <b>Wort</b></p><p>und noch eins</p>").split() == ["Ein", "Wort", "und", "noch", "eins"]
