import pytest

from network.municipalities.names import district_label, fold, short_name, slug_of


@pytest.mark.parametrize("written", ["Gütersloh", "Guetersloh", "GÜTERSLOH", "Gutersloh", " gu\u0308tersloh "])
def test_fold_is_the_same_for_every_spelling(written):
    assert fold(written) == "gutersloh"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Weißenburg i.Bay.", "weissenburg i bay"),
        ("Großenkneten", "grossenkneten"),
        ("Łódź", "odz"),
        ("", ""),
        ("%_\\", ""),
    ],
)
def test_fold_keeps_letters_and_digits_only(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Weißenburg i.Bay.", "weissenburg-i-bay"),
        ("Burg (Dithmarschen)", "burg-dithmarschen"),
        ("Lauenburg/Elbe", "lauenburg-elbe"),
        ("東京", "kommune"),
        ("x" * 200, "x" * 70),
    ],
)
def test_slug_of(name, slug):
    assert slug_of(name) == slug


@pytest.mark.parametrize(
    ("official", "short"),
    [
        ("Krefeld, Stadt", "Krefeld"),
        ("Tüßling, M", "Tüßling"),
        ("Freiburg (Elbe), Flecken", "Freiburg (Elbe)"),
        ("Lauenburg/ Elbe, Stadt", "Lauenburg/Elbe"),
        ("Nobitz", "Nobitz"),
    ],
)
def test_short_name(official, short):
    assert short_name(official) == short


@pytest.mark.parametrize(
    ("name", "state", "label"),
    [
        ("Oberallgäu", "BY", "Landkreis Oberallgäu"),
        ("Oberallgäu, Landkreis", "BY", "Landkreis Oberallgäu"),
        ("Gütersloh", "NW", "Kreis Gütersloh"),
        ("Dithmarschen", "SH", "Kreis Dithmarschen"),
        ("Hochsauerlandkreis", "NW", "Hochsauerlandkreis"),
        ("Landkreis Rostock", "MV", "Landkreis Rostock"),
        ("Region Hannover", "NI", "Region Hannover"),
        ("Regionalverband Saarbrücken", "SL", "Regionalverband Saarbrücken"),
        ("Städteregion Aachen", "NW", "Städteregion Aachen"),
    ],
)
def test_district_label(name, state, label):
    assert district_label(name, state) == label
