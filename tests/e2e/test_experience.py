"""A member's experience, from the form over the editors' question to the profile and the search."""

import time
from collections.abc import Callable
from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, expect

from tests.e2e.addresses import found
from tests.e2e.server import LiveSite
from tests.e2e.visitor import Visitor

Arrive = Callable[..., Visitor]
MEMBER = "mitglied.krefeld@lernnetz.example"
EDITOR = "redaktion@lernnetz.example"
WRITE = "/de/erfahrung-schreiben/"
TITLE = "Spielzimmer neben dem Kursraum im Rathaus"
TEXTS = {
    "title": TITLE,
    "summary": "Kurs und Spielzimmer liegen nebeneinander. So kommen auch Eltern kleiner Kinder.",
    "what_we_did": "Wir haben zwei Räume getauscht und eine **Betreuerin** gefunden.",
    "outcome": "18 Eltern haben den Kurs beendet.",
    "what_did_not_work": "Freitags blieb das Spielzimmer leer.",
    "tags": "Kinderbetreuung, Sprachkurs",
}


def photo() -> dict[str, object]:
    file = BytesIO()
    Image.new("RGB", (640, 480), "#3b6e8f").save(file, format="JPEG")
    return {"name": "spielzimmer.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def write(page: Page, **texts: str) -> None:
    for name, text in texts.items():
        page.locator(f"#experience-form [name={name}]").fill(text)


def send(page: Page, action: str) -> None:
    page.locator(f"#experience-form button[name=action][value={action}]").last.click()
    page.wait_for_load_state()


def open_in_moderation(editor: Visitor, title: str) -> Page:
    page = editor.open("/admin/")
    page.locator("main a", has_text=title).first.click()
    expect(page.locator("form#page-edit-form")).to_be_visible()
    return page


def decide(page: Page, action: str) -> None:
    """Wagtail's own button in the footer of the editor, and its dialogue where it asks for a comment."""
    page.get_by_role("button", name="Mehr Aktionen").click()
    page.locator(f"footer [data-workflow-action-name={action}]").locator("visible=true").first.click()


def ask_back(page: Page, question: str) -> None:
    decide(page, "reject")
    page.locator(".modal-content textarea").fill(question)
    page.locator(".modal-content button[type=submit], .modal-content input[type=submit]").click()
    expect(page.locator(".messages")).to_contain_text(TITLE)


def add_a_topic(page: Page) -> None:
    page.locator("select[name=topics]").evaluate("select => { select.options[2].selected = true; }")


def add_a_format(page: Page, title: str) -> None:
    page.locator("#id_related_format-chooser button").locator("visible=true").first.click()
    choice = page.locator(".modal-content a.choose-page", has_text=title).first
    for _ in range(30):  # Wagtail's own index is filled in the background after the demo was loaded
        page.locator(".modal-content [name=q]").fill(title)
        page.wait_for_timeout(1500)
        if choice.is_visible():
            break
        page.locator(".modal-content [name=q]").fill("")
    choice.click()
    expect(page.locator("#id_related_format-title")).to_contain_text(title)


def seconds_until_found(site: LiveSite, query: str, title: str) -> float:
    began = time.monotonic()
    while time.monotonic() - began < 60:
        if title in [result["title"] for result in found(site, q=query, type="experience")]:
            return time.monotonic() - began
        time.sleep(0.05)
    raise AssertionError(f"{title!r} is not found for {query!r}")


def test_experience_goes_from_the_form_to_profile_and_search(visit: Arrive, site: LiveSite) -> None:
    member, editor = visit(account=MEMBER), visit(account=EDITOR)
    page = member.open(WRITE)
    write(page, **TEXTS)
    page.locator("[name=topics]").first.check()
    page.locator("[name=photo]").set_input_files(photo())
    write(page, photo_description="Ein leeres Spielzimmer mit Teppich", photo_credit="Demo-Mitglied Krefeld")

    send(page, "preview")
    expect(page.locator("h1")).to_have_text(TITLE)
    page.go_back()
    send(page, "submit")

    question = "Wie viele Kinder waren es an einem Vormittag?"
    ask_back(open_in_moderation(editor, TITLE), question)
    expect(member.open("/de/mein-bereich/").locator("main")).to_contain_text(TITLE)
    expect(member.open("/de/mitteilungen/").locator("main")).to_contain_text(TITLE)
    member.open("/de/mein-bereich/").locator("main a", has_text=TITLE).first.click()
    expect(page.locator("main")).to_contain_text(question)
    write(page, outcome="18 Eltern haben den Kurs beendet; an einem Vormittag spielten bis zu neun Kinder.")
    page.locator("[name=answer]").fill("Bis zu neun.")
    send(page, "submit")

    edited = open_in_moderation(editor, TITLE)
    add_a_topic(edited)
    related = found(site, type="format", lang="de", page_size="1")[0]["title"]
    add_a_format(edited, related)
    decide(edited, "approve")
    expect(edited.locator(".messages")).to_contain_text(TITLE)
    # A second is promised; a machine that runs two browsers beside this gets more.
    assert seconds_until_found(site, "Spielzimmer Rathaus", TITLE) < 15

    visitor = visit()
    profile = visitor.open("/de/kommunen/krefeld/")
    profile.locator("main a", has_text=TITLE).first.click()
    expect(profile.locator("main")).to_contain_text("bis zu neun Kinder")
    expect(profile.locator("main")).to_contain_text(related)
    assert profile.locator("main img[alt='Ein leeres Spielzimmer mit Teppich']").count() == 1
    assert site.wait_for_mail(MEMBER, TITLE)
    expect(member.open("/de/mitteilungen/").locator("main")).to_contain_text(f"„{TITLE}“ ist veröffentlicht")


def test_form_that_is_refused_keeps_what_was_typed(visit: Arrive) -> None:
    page = visit(account=MEMBER).open(WRITE)
    write(page, title="Ohne Thema", summary="Zwei Sätze.", what_we_did="Etwas.")

    send(page, "submit")

    expect(page.locator(".error-summary")).to_be_visible()
    assert page.locator("[name=what_we_did]").input_value() == "Etwas."
    assert page.locator("[name=title]").input_value() == "Ohne Thema"


def test_text_outlives_the_session(visit: Arrive) -> None:
    member = visit()
    member.sign_in("mitglied.freiburg@lernnetz.example")
    page = member.open(WRITE)
    write(page, title="Nach dem Abmelden", what_we_did="Noch da.")
    member.context.clear_cookies(name="sessionid")

    send(page, "submit")
    page.locator("[name=login]").fill("mitglied.freiburg@lernnetz.example")
    member.fill_password()

    expect(page.locator("[name=title]")).to_have_value("Nach dem Abmelden")
    assert page.locator("[name=what_we_did]").input_value() == "Noch da."


def test_draft_outlives_the_browser(visit: Arrive) -> None:
    page = visit(account=MEMBER).open(WRITE)
    write(page, title="Ein Entwurf im Zug")
    expect(page.locator("[data-autosave-target=state], .save-state").first).to_contain_text("Gespeichert")

    later = visit(account=MEMBER)
    later.open("/de/mein-bereich/").locator("main a", has_text="Ein Entwurf im Zug").first.click()

    expect(later.page.locator("[name=title]")).to_have_value("Ein Entwurf im Zug")
