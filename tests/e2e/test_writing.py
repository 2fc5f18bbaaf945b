"""A member puts a picture and marked text into an answer, and the other browser sees it."""

from collections.abc import Callable
from io import BytesIO

from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conversation import go_to_space_of_the_meeting, open_thread
from tests.e2e.visitor import PHONE, Visitor

Arrive = Callable[..., Visitor]
KREFELD = "mitglied.krefeld@lernnetz.example"
FREIBURG = "mitglied.freiburg@lernnetz.example"


def picture() -> dict[str, object]:
    file = BytesIO()
    Image.new("RGB", (800, 400), "teal").save(file, "JPEG")
    return {"name": "platz.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def test_picture_with_words_and_bold_text_reach_the_other_browser(visit: Arrive) -> None:
    krefeld, freiburg = visit(account=KREFELD), visit(account=FREIBURG, width=PHONE)
    page = go_to_space_of_the_meeting(krefeld)
    open_thread(page, "Ein Bild vom Platz", "So sieht es aus:")
    freiburg.open(page.url)
    expect(freiburg.page.locator(".post")).to_have_count(1)

    field = page.locator("#reply [name=body]")
    field.fill("Der Platz")
    field.select_text()
    page.get_by_role("button", name="Fett").click()
    expect(field).to_have_value("**Der Platz**")
    field.press("ControlOrMeta+z")
    expect(field).to_have_value("Der Platz")
    field.select_text()
    page.get_by_role("button", name="Fett").press("Enter")

    page.locator("#reply [type=file]").set_input_files(files=[picture()])
    described = page.get_by_label("Was ist zu sehen?")
    expect(described).to_be_visible()
    page.locator("#reply").get_by_role("button", name="Antwort senden").click()
    expect(page.locator("[name$='-description'][aria-invalid=true]")).to_be_focused()
    assert krefeld.axe_violations() == []
    described.fill("Ein leerer Platz")
    page.locator("#reply").get_by_role("button", name="Antwort senden").click()

    for person in (krefeld, freiburg):
        image = person.page.locator(".post").last.get_by_alt_text("Ein leerer Platz")
        expect(image).to_be_visible()
        expect(person.page.locator(".post").last.locator("strong")).to_have_text("Der Platz")
    assert freiburg.axe_violations() == []
    assert freiburg.horizontal_overflow() <= 0
    expect(page.locator(".file-row")).to_have_count(0)


def test_picture_is_kept_through_a_preview_without_javascript(visit: Arrive) -> None:
    page = go_to_space_of_the_meeting(visit(account=KREFELD, javascript=False))
    open_thread(page, "Ein Bild ohne Skript", "So sieht es aus:")
    page.locator("#reply [name=body]").fill("Der **Platz**")
    page.locator("#reply [type=file]").set_input_files(files=[picture()])

    page.get_by_role("button", name="Vorschau").click()

    expect(page.locator(".preview strong")).to_have_text("Platz")
    page.get_by_label("Was ist zu sehen?").fill("Ein leerer Platz")
    page.get_by_role("button", name="Antwort senden").click()
    expect(page.get_by_alt_text("Ein leerer Platz")).to_be_visible()


def test_vote_is_counted_in_the_other_browser(visit: Arrive) -> None:
    krefeld, freiburg = visit(account=KREFELD), visit(account=FREIBURG, width=PHONE)
    page = go_to_space_of_the_meeting(krefeld)
    page.locator("main a[href$='/neu/']").first.click()
    page.locator("main [name=title]").fill("Machen wir einen Runden Tisch?")
    page.locator("main [name=body]").fill("Bitte abstimmen.")
    page.get_by_text("Umfrage hinzufügen").click()
    page.get_by_label("Frage der Umfrage").fill("Machen wir das?")
    page.get_by_label("Möglichkeiten, je Zeile eine").fill("Ja, sofort\nNein")
    assert krefeld.axe_violations() == []
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.locator(".poll")).to_be_visible()
    freiburg.open(page.url)

    page.get_by_label("Ja, sofort").check()
    page.get_by_role("button", name="Abstimmen").click()

    for person in (krefeld, freiburg):
        expect(person.page.locator("[data-tally='1.yes']")).to_have_text("1")
        assert person.axe_violations() == []
    assert freiburg.horizontal_overflow() <= 0
    expect(page.locator("[data-poll-said]")).to_have_text("Ihre Stimme ist gezählt.")
