import pytest

from cms.basepage.models import Tag
from cms.basepage.tags import slug_of, split_names, tag_key
from tests.factories import cms as make


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sprachkurs", "sprachkurs"),
        ("Frühstück", "Fruehstueck"),
        ("Straße", "STRASSE"),
        ("E-Learning", "e learning"),
        ("Café", "cafe"),
        ("Fru\u0308hstu\u0308ck", "Frühstück"),
    ],
)
def test_spellings_of_one_tag_have_one_key(one, other):
    assert tag_key(one) == tag_key(other)


def test_different_words_have_different_keys():
    assert tag_key("Kurs") != tag_key("Kurse")


def test_names_are_split_cleaned_and_merged():
    assert split_names(" #Kita, kita ;Frauen\nFrauen,, - ,") == ["Kita", "Frauen"]


@pytest.mark.django_db
def test_tags_of_a_page_are_merged_with_those_that_exist():
    Tag.objects.create(name="Frühstück")
    page = make.experience_page(tags=("fruehstueck", "Kita", "KITA"))
    assert sorted(tag.name for tag in page.tags.all()) == ["Frühstück", "Kita"]
    page.tags.add("FRÜHSTÜCK")
    page.save()
    assert sorted(Tag.objects.values_list("name", flat=True)) == ["Frühstück", "Kita"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Frühstück für Eltern", "fruehstueck-fuer-eltern"), ("Straße!", "strasse"), ("x" * 100, "x" * 80), ("???", "")],
)
def test_slug_spells_umlauts_out(title, slug):
    assert slug_of(title) == slug
