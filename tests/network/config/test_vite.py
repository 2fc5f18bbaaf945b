import json

import pytest
from django.contrib.staticfiles import finders
from django.template import Context, Template, TemplateSyntaxError

from network.config.templatetags import vite

MANIFEST = {
    "src/entrypoints/main.ts": {"file": "ui/main-AAAA1111.js"},
    "src/entrypoints/application.ts": {"file": "ui/application-BBBB2222.js"},
    "src/entrypoints/thread.ts": {"file": "ui/thread-CCCC3333.js"},
    "src/styles/main.scss": {"file": "ui/styles-DDDD4444.css"},
    "../node_modules/@fontsource/fira-sans/files/fira-sans-latin-400-normal.woff2": {"file": "ui/fira-EEEE5555.woff2"},
}


@pytest.fixture
def dist(settings, tmp_path):
    """An empty frontend/dist, nothing collected."""
    settings.STATICFILES_DIRS = [tmp_path]
    settings.STATIC_ROOT = tmp_path / "collected"
    _forget()
    yield tmp_path
    _forget()


def _forget():
    finders.get_finder.cache_clear()
    vite._cached_manifest.cache_clear()


@pytest.fixture
def built(dist):
    (dist / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")


def _render(text):
    return Template("{% load vite %}" + text).render(Context()).strip()


@pytest.mark.usefixtures("built")
def test_main_is_a_classic_script_that_knows_the_rest():
    assert _render('{% vite_script "main" %}') == (
        '<script src="/static/ui/main-AAAA1111.js" data-application="/static/ui/application-BBBB2222.js"></script>'
    )


@pytest.mark.usefixtures("built")
def test_other_entrypoint_is_a_module():
    assert (
        _render('{% vite_script "thread" %}') == '<script type="module" src="/static/ui/thread-CCCC3333.js"></script>'
    )


@pytest.mark.usefixtures("built")
def test_styles_come_with_the_fonts_of_the_first_screen():
    assert _render("{% vite_styles %}") == (
        '<link rel="preload" href="/static/ui/fira-EEEE5555.woff2" as="font" type="font/woff2" crossorigin>\n'
        '<link rel="stylesheet" href="/static/ui/styles-DDDD4444.css">'
    )


@pytest.mark.usefixtures("built")
def test_unknown_entrypoint_is_named():
    with pytest.raises(TemplateSyntaxError, match=r"src/entrypoints/none\.ts"):
        _render('{% vite_script "none" %}')


@pytest.mark.usefixtures("dist")
def test_missing_build_says_what_to_run():
    with pytest.raises(vite.FrontendNotBuiltError, match="npm ci && npm run build"):
        _render("{% vite_styles %}")
