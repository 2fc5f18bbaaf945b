import pytest
from django.conf import settings

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def _files():
    for folder, name in {
        "images": "rathaus.max-10x10.png",
        "documents": "liste.pdf",
        "original_images": "a.png",
    }.items():
        path = settings.MEDIA_ROOT / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(PNG)


def test_picture_is_served_to_be_kept(client):
    response = client.get("/media/images/rathaus.max-10x10.png")

    assert (b"".join(response), response["Content-Type"]) == (PNG, "image/png")
    assert "immutable" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "documents/liste.pdf",
        "original_images/a.png",
        "images/../documents/liste.pdf",
        "images/..%2fdocuments%2fliste.pdf",
        "images/%2e%2e/%2e%2e/db.sqlite3",
        "images/",
        "images/fehlt.png",
        "images/%00.png",
    ],
)
def test_everything_else_is_not_there(client, path):
    assert client.get(f"/media/{path}").status_code == 404
    assert PNG not in client.get(f"/media/{path}").content
