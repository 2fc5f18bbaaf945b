"""A post as the page of a thread sends it with script."""

import http.client
import uuid
from urllib.parse import urlencode

TOKEN = "a" * 32
CREATED = 201


def send_post(
    connection: http.client.HTTPConnection, path: str, *, cookie: str, body: str, client_id: uuid.UUID
) -> http.client.HTTPResponse:
    """`path` is that of the thread, `cookie` that of the session; the answer is JSON."""
    headers = {
        "Cookie": f"{cookie}; csrftoken={TOKEN}",
        "Accept": "application/json",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    form = {"csrfmiddlewaretoken": TOKEN, "client_id": client_id, "body": body}
    connection.request("POST", path, urlencode(form), headers)
    return connection.getresponse()
