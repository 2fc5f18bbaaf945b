"""`import_ideas`: published and found when it returns, repeatable, all or nothing, every broken line named."""

import json
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from cms.basepage.models import Tag
from cms.ideas.models import IdeaIndexPage, IdeaPage
from tests.factories import cms as make

pytestmark = pytest.mark.django_db


def idea(**changed):
    return {
        "source_id": "toronto-1",
        "lang": "de",
        "title": "Frühstück für Eltern",
        "body": "## Lage\n\nIn **Toronto** kommen Eltern zum [Frühstück](https://example.org).",
    } | changed


@pytest.fixture
def run(tmp_path, capsys):
    make.site()

    def run(*ideas, name="ideas.jsonl", raw=None):
        file = tmp_path / name
        lines = [json.dumps(entry, ensure_ascii=False).encode() for entry in ideas]
        file.write_bytes(b"\n".join(lines) if raw is None else raw)
        call_command("import_ideas", str(file))
        return capsys.readouterr().out

    return run


def test_imported_idea_is_a_published_page_of_its_language(run, client):
    run(
        idea(
            challenge="Eltern kommen nicht.",
            approach="Frühstück.",
            results="Sie kommen.",
            transferability="Überall.",
            topics=["language", "Arbeit und Wirtschaft"],
            tags=["Frühstück", "Eltern"],
            place="Toronto",
            country="Kanada",
            source_url="https://example.org/a",
            date="2018-05",
        )
    )
    page = IdeaPage.objects.get()
    assert page.get_parent().specific == IdeaIndexPage.objects.get(locale__language_code="de")
    assert (page.live, page.slug, page.country, page.published_on) == (
        True,
        "fruehstueck-fuer-eltern",
        "CA",
        date(2018, 5, 1),
    )
    assert page.summary == "Eltern kommen nicht."
    assert [topic.key for topic in page.topic_list] == ["language", "work"]
    assert sorted(tag.name for tag in page.tags.all()) == ["Eltern", "Frühstück"]
    html = client.get(page.url).content.decode()
    assert "In <strong>Toronto</strong> kommen Eltern" in html
    assert "Toronto, Kanada" in html
    assert page.title in client.get(make.index(IdeaIndexPage).url).content.decode()


def test_tree_stays_sound_and_editors_can_go_on(run):
    existing = make.idea_page(title="Vorher")
    run(*[idea(source_id=f"s{number}") for number in range(3)])
    assert Page.find_problems() == ([], [], [], [], [])
    after = make.idea_page(title="Nachher")
    children = make.index(IdeaIndexPage).get_children()
    assert [page.title for page in children] == [existing.title, *["Frühstück für Eltern"] * 3, after.title]
    assert [page.slug for page in children][1:4] == [f"fruehstueck-fuer-eltern{end}" for end in ("", "-2", "-3")]
    page = IdeaPage.objects.get(source_id="s1")
    page.title = "Von Hand"
    page.save_revision().publish()
    assert IdeaPage.objects.get(source_id="s1").title == "Von Hand"


def test_same_file_again_changes_nothing_and_a_changed_line_changes_its_idea(run):
    run(idea(tags=["Eltern"]), idea(source_id="b"))
    before = IdeaPage.objects.get(source_id="toronto-1")
    assert "0 neu" in run(idea(tags=["eltern"]), idea(source_id="b")) or IdeaPage.objects.count() == 2
    assert IdeaPage.objects.get(source_id="toronto-1").last_published_at == before.last_published_at
    run(idea(title="Brunch", tags=["Familie"]), idea(source_id="b"))
    page = IdeaPage.objects.get(source_id="toronto-1")
    assert (page.pk, page.title, page.slug, page.live) == (before.pk, "Brunch", before.slug, True)
    assert [tag.name for tag in page.tags.all()] == ["Familie"]


def test_withdrawn_idea_is_not_published_again_by_an_import(run):
    run(idea())
    IdeaPage.objects.get().unpublish()
    run(idea(title="Neu"))
    assert IdeaPage.objects.get().live is False


def test_other_language_of_a_source_is_a_translation(run):
    run(idea(), idea(lang="en", title="Breakfast for parents"))
    german, english = (IdeaPage.objects.get(locale__language_code=code) for code in ("de", "en"))
    assert german.translation_key == english.translation_key
    assert english.url == "/en/ideas/breakfast-for-parents/"


def test_topic_that_is_none_is_kept_as_a_tag_and_spellings_are_merged(run):
    Tag.objects.create(name="Frühstück")
    run(idea(topics=["Raumfahrt", "sprache"], tags="Fruehstueck; FRÜHSTÜCK"))
    page = IdeaPage.objects.get()
    assert sorted(tag.name for tag in page.tags.all()) == ["Frühstück", "Raumfahrt"]
    assert [topic.key for topic in page.topic_list] == ["language"]


def test_csv_with_semicolons_and_a_byte_order_mark_is_read(run):
    raw = '\ufeffsource_id;lang;title;body;tags\n7;de;Brunch;"Zeile 1\nZeile 2; noch";a|b\n'.encode()
    run(raw=raw, name="ideas.csv")
    page = IdeaPage.objects.get()
    assert (page.source_id, page.body) == ("7", "Zeile 1\nZeile 2; noch")
    assert sorted(tag.name for tag in page.tags.all()) == ["a", "b"]


@pytest.mark.parametrize(
    ("line", "where"),
    [
        (b'{"source_id": "x"', "JSON"),
        (b'["x"]', "{"),
        (json.dumps(idea(lang="fr")).encode(), "lang"),
        (json.dumps(idea(title="")).encode(), "title"),
        (json.dumps(idea(title=["a"])).encode(), "title"),
        (json.dumps(idea(title="x" * 256)).encode(), "title"),
        (json.dumps(idea(body="")).encode(), "body"),
        (json.dumps(idea(body="a\x00b")).encode(), "body"),
        (json.dumps(idea(tags={"a": 1})).encode(), "tags"),
        (json.dumps(idea(date="gestern")).encode(), "date"),
        (json.dumps(idea(date="2018-02-30")).encode(), "date"),
        (json.dumps(idea(source_url="javascript:alert(1)")).encode(), "source_url"),
        (json.dumps(idea(source_id=None)).encode(), "source_id"),
        (json.dumps(idea(title="Frühstück"), ensure_ascii=False).encode("latin-1"), "UTF-8"),
        (b"[" * 100_000, ""),
    ],
)
def test_broken_line_is_named_by_number_and_nothing_is_imported(run, line, where):
    good = json.dumps(idea(source_id="gut")).encode()
    with pytest.raises(CommandError) as refused:
        run(raw=good + b"\n\n" + line + b"\n")
    message = str(refused.value).splitlines()[1]
    assert ("3" in message.split(":")[0], where in message) == (True, True)
    assert IdeaPage.objects.count() == 0


def test_every_broken_line_is_named_once(run):
    with pytest.raises(CommandError) as refused:
        run(idea(), idea(title=""), idea(source_id="c", lang="xx"), idea())
    assert len(str(refused.value).splitlines()) == 4


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.csv", b"source_id,title\n1,x\n"),
        ("a.csv", b'source_id,lang,title,body\n1,de,"offen,x\n'),
        ("a.csv", b"source_id,lang,title,body\n1,de,x\n"),
        ("a.csv", "source_id,lang,title,body\n1,de,ä,x\n".encode("latin-1")),
        ("a.csv", b""),
        ("a.jsonl", b""),
        ("a.jsonl", "{}".encode("utf-16")),
    ],
)
def test_unreadable_file_is_refused_with_a_sentence(run, name, raw):
    with pytest.raises(CommandError) as refused:
        run(raw=raw, name=name)
    assert len(str(refused.value).splitlines()) == 2
    assert IdeaPage.objects.count() == 0


def test_missing_file_is_refused_with_a_sentence():
    with pytest.raises(CommandError):
        call_command("import_ideas", "gibt-es-nicht.jsonl")


def test_import_query_count_does_not_grow_with_the_rows(run, django_assert_max_num_queries):
    run(idea(source_id="warm"))
    with django_assert_max_num_queries(120):
        run(*[idea(source_id=f"s{number}", tags=["Eltern", f"Tag {number % 3}"]) for number in range(200)])
    assert IdeaPage.objects.count() == 201


def test_groups_and_laws_are_read_by_value_or_name_in_any_spelling(run):
    run(idea(target_group=["women", "Familien und Eltern"], actor_group="Jobcenter; youth office", legal_regime=[]))
    page = IdeaPage.objects.get()
    assert (page.audiences, page.actor_groups, page.legal_regimes) == (
        ["women", "families"],
        ["job_centre", "youth_office"],
        [],
    )


def test_column_that_is_missing_leaves_what_editors_chose(run):
    run(idea(target_group=["women"]))
    page = IdeaPage.objects.get()
    page.actor_groups = ["school"]
    page.save_revision().publish()
    run(idea(target_group=["women"]))
    assert IdeaPage.objects.get().actor_groups == ["school"]
    run(idea(target_group=["women", "children"], title="Neu"))
    page = IdeaPage.objects.get()
    assert (page.title, page.audiences, page.actor_groups) == ("Neu", ["women", "children"], ["school"])


def test_unknown_group_is_named_by_line_with_what_is_possible(run):
    with pytest.raises(CommandError) as refused:
        run(idea(), idea(source_id="b", legal_regime=["SGB 99"], actor_group=7))
    assert "Zeile 2, legal_regime: „SGB 99“ ist nicht möglich; möglich sind: sgb_ii, sgb_iii" in str(refused.value)
    assert "Zeile 2, actor_group: " in str(refused.value)
    assert IdeaPage.objects.count() == 0
