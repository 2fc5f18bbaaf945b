"""For whom, with whom, under which law: from the editor's form to the page and into every language of it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from wagtail_localize.models import Translation, TranslationSource

from cms.basepage.classification import VOCABULARIES
from cms.basepage.models.classified import CLASSES, ClassifiedPage
from cms.ideas.models import IdeaPage
from tests.factories import cms as make
from tests.factories.people import EditorFactory

pytestmark = pytest.mark.django_db


def test_every_vocabulary_has_its_field_and_short_lasting_values():
    assert set(CLASSES.values()) == set(VOCABULARIES)
    for name, parameter in CLASSES.items():
        assert ClassifiedPage._meta.get_field(name).vocabulary is VOCABULARIES[parameter]
        assert all(value.isidentifier() and len(value) <= 24 for value in VOCABULARIES[parameter].values)


@pytest.mark.parametrize("model", ClassifiedPage.__subclasses__(), ids=lambda model: model.__name__)
def test_every_page_of_practice_offers_them_to_editors(model):
    form = model.get_edit_handler().get_form_class()
    assert set(CLASSES) <= set(form.base_fields)
    assert all(form.base_fields[name].help_text for name in CLASSES)


def test_values_are_kept_once_each_in_the_order_of_the_vocabulary():
    page = make.idea_page(audiences=["women", "refugees", "women"])
    assert IdeaPage.objects.get(pk=page.pk).audiences == ["refugees", "women"]


@pytest.mark.parametrize("value", [["women", "martians"], "women", {"women": 1}, [["women"]], [None]])
def test_what_the_vocabulary_does_not_know_is_refused(value):
    page = IdeaPage(title="Idee", slug="idee", audiences=value)
    with pytest.raises(ValidationError) as refused:
        page.full_clean(exclude=["path", "depth", "locale", "content_type"])
    assert list(refused.value.message_dict) == ["audiences"]


def test_editor_ticks_them_and_they_lead_to_the_search(client):
    page = make.idea_page(title="Frühstück für Eltern")
    client.force_login(EditorFactory())
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = client.get(edit).context["form"]
    sent = {name: value for name, value in form.initial.items() if isinstance(value, str | int) and value is not None}
    formsets = {
        f"{prefix}-{count}": "0"
        for prefix in ("photos", "attachments", "comments")
        for count in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    chosen = {"audiences": ["families"], "actor_groups": ["school", "job_centre"], "legal_regimes": ["sgb_ii"]}
    response = client.post(edit, {**sent, **formsets, **chosen, "action-publish": "1"})
    assert response.status_code == 302, response.context["form"].errors
    page = IdeaPage.objects.get(pk=page.pk)
    assert (page.audiences, page.actor_groups, page.legal_regimes) == (
        ["families"],
        ["job_centre", "school"],
        ["sgb_ii"],
    )
    html = client.get(page.url).content.decode()
    assert '<a href="/de/suche/?actor_group=job_centre">Jobcenter</a>, ' in html
    assert '<a href="/de/suche/?legal_regime=sgb_ii">SGB II (Grundsicherung)</a>' in html


def test_value_that_is_no_longer_in_the_vocabulary_is_not_shown(client):
    page = make.idea_page()
    IdeaPage.objects.filter(pk=page.pk).update(audiences=["martians"])
    page = IdeaPage.objects.get(pk=page.pk)
    assert page.classes == []
    assert client.get(page.url).status_code == 200


def test_names_are_in_the_readers_language():
    page = make.idea_page(actor_groups=["job_centre"])
    assert [(each.label, each.values) for each in page.classes] == [("Beteiligte", [("job_centre", "Jobcenter")])]
    with translation.override("en"):
        assert [(each.label, each.values) for each in page.classes] == [
            ("Who took part", [("job_centre", "Job centre")])
        ]


def test_translations_follow_the_original(django_capture_on_commit_callbacks):
    page = make.idea_page(audiences=["women"], actor_groups=["school"], summary="Ein Satz.")
    source, _created = TranslationSource.update_or_create_from_instance(page)
    target = Translation.objects.create(source=source, target_locale=make.english())
    with django_capture_on_commit_callbacks(execute=True):
        target.save_target(publish=True)
    english = IdeaPage.objects.get(locale=make.english())
    assert (english.audiences, english.actor_groups) == (["women"], ["school"])
    page.audiences = ["women", "families"]
    page.save_revision().publish()
    source.update_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        target.save_target(publish=True)
    assert IdeaPage.objects.get(locale=make.english()).audiences == ["women", "families"]
