from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.safestring import SafeString

from cms.site.germany_map import Place, germany_map, project

COMPONENTS = Path(__file__).resolve().parents[2] / "templates" / "components"
FOLDERS = sorted(folder for folder in COMPONENTS.iterdir() if folder.is_dir() and folder.name != "icon")


def render(component, /, request=None, **inputs):
    with translation.override("en"):
        return render_to_string(f"components/{component}/{component}.html", inputs, request=request)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_component_has_a_template_of_its_name_that_says_its_inputs(folder):
    first_line = (folder / f"{folder.name}.html").read_text(encoding="utf-8").partition("\n")[0]

    assert first_line.startswith("{# ")
    assert "Inputs: " in first_line


def test_card_escapes_plain_text_and_keeps_marks_of_safe_text():
    plain = render("card", title="<b>A</b>", url="/a/", text="1 < 2")
    marked = render("card", title="A", url="/a/", text=SafeString("a <mark>word</mark>"))

    assert "&lt;b&gt;A&lt;/b&gt;" in plain
    assert "1 &lt; 2" in plain
    assert "a <mark>word</mark>" in marked


def test_card_in_another_language_says_so_to_a_screen_reader():
    html = render("card", title="A", url="/a/", text="B", kind="Idee", lang="en")

    assert '<h3 class="card__title" lang="en">' in html
    assert '<p class="card__text" lang="en">B</p>' in html
    assert '<span class="card__type">Idee</span>' in html


def test_card_names_the_person_to_ask():
    contact = {"place": "Krefeld", "role": "Integrationsbüro", "name": "", "url": "/de/kommunen/krefeld/#contact"}

    html = render("card", title="A", url="/a/", contact=contact)

    assert "<span>Integrationsbüro</span>" in html
    assert '<a class="card__ask" href="/de/kommunen/krefeld/#contact">Ask Krefeld</a>' in html


class Question(forms.Form):
    title = forms.CharField(label="What is it about?", help_text="In one line.")
    wish = forms.CharField(label="Anything else?", required=False)
    is_sure = forms.BooleanField(label="I am sure")


def test_form_field_ties_hint_and_error_to_the_control():
    form = Question(data={})

    html = render("form_field", field=form["title"])

    assert '<label class="form-field__label" for="id_title">What is it about?</label>' in html
    assert '<div class="form-field__hint" id="id_title_helptext">In one line.</div>' in html
    assert '<div class="form-field__error" id="id_title_error"><p>This field is required.</p></div>' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_form_field_marks_what_may_stay_empty():
    assert '<span class="form-field__optional">(optional)</span>' in render("form_field", field=Question()["wish"])


def test_form_field_puts_a_single_box_before_its_label():
    html = render("form_field", field=Question()["is_sure"])

    assert html.index("<input") < html.index("I am sure")
    assert html.count("<label") == 1


def test_error_summary_links_every_mistake_to_its_field():
    html = render("error_summary", form=Question(data={}))

    assert "2 answers need a second look" in html
    assert '<a href="#id_title">What is it about?</a>: This field is required.' in html
    assert '<a href="#id_is_sure">I am sure</a>: This field is required.' in html


def test_error_summary_of_a_faultless_form_is_nothing():
    assert render("error_summary", form=Question(data={"title": "A", "is_sure": "on"})).strip() == ""


def test_pagination_keeps_the_rest_of_the_address():
    request = RequestFactory().get("/de/ideen/", {"topic": "work", "page": "2"})

    request.user = AnonymousUser()

    html = render("pagination", request, page_obj=Paginator(range(30), 10).page(2))

    assert 'href="?topic=work&amp;page=1" rel="prev"' in html
    assert 'href="?topic=work&amp;page=3" rel="next"' in html
    assert "Page 2 of 3" in html


@pytest.mark.parametrize(("is_open", "attribute"), [(None, " open"), (True, " open"), (False, "")])
def test_facet_group_is_open_unless_told_otherwise(is_open, attribute):
    options = [{"label": "Work", "number": "3", "selected": False, "url": "?topic=work"}]

    html = render("facet_group", name="topic", options=options, is_open=is_open)

    assert f'<details class="facet-group" id="facet-topic"{attribute}>' in html
    assert '<span class="facet-group__count">3</span>' in html


def test_facet_group_without_values_is_nothing():
    assert render("facet_group", label="Topic", options=[]).strip() == ""


def test_map_places_are_links_with_names_and_plain_numbers():
    with translation.override("de"):
        html = render_to_string(
            "components/map_germany/map_germany.html",
            {"map": germany_map([Place("Krefeld", 6.5623, 51.3331, "/de/kommunen/krefeld/")])},
        )

    assert '<a class="map-germany__place" href="/de/kommunen/krefeld/"><title>Krefeld</title>' in html
    assert f'cx="{project(6.5623, 51.3331)[0]}"' in html
    assert html.count('class="map-germany__state"') == 16


def test_card_list_says_how_many_and_what_to_do_when_there_are_none():
    empty = render("card_list", title="Ideas", items=[], empty_title="None yet", empty_url="/de/", empty_label="Search")

    assert "None yet" in empty
    assert 'href="/de/"' in empty
    assert "count-of" not in empty


class Rhythm(forms.Form):
    rhythm = forms.ChoiceField(choices=[("", "As usual"), ("daily", "Daily")], widget=forms.RadioSelect, required=False)
    other = forms.ChoiceField(choices=[("daily", "Daily")], widget=forms.RadioSelect, required=False)


def test_form_field_leaves_nothing_out_where_a_choice_is_made_from_the_beginning():
    assert "(optional)" not in render("form_field", field=Rhythm()["rhythm"])
    assert "(optional)" in render("form_field", field=Rhythm()["other"])
