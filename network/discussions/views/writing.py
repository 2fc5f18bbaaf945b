"""What the forms of a new thread, an answer and an edit share: files, and buttons that do not send.

Such a button is named `do`: `upload` takes the chosen files, `remove:KEY` takes one away, `preview` shows the text.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from network.discussions.attaching import Attaching, FileRow
from network.discussions.models import Post
from network.discussions.texts import render_body
from network.discussions.validation import clean_body
from network.discussions.views.answers import errors_of
from network.spaces.models import Space

PREVIEW = "preview"


def what_to_do(request: HttpRequest) -> str:
    """Empty where the form is to be sent."""
    return request.POST.get("do", "")


def files_of(request: HttpRequest, kind: str, pk: int, post: Post | None = None) -> Attaching:
    """Takes the files of a form that comes, before anything else is decided about it."""
    files = Attaching(request.user, kind, pk, post)
    return files.take(request.POST, request.FILES.getlist("files"), do=what_to_do(request))


def is_ready(form: BaseForm, files: Attaching) -> bool:
    form.is_valid()
    for problem in files.check():
        form.add_error("files", problem)
    return form.is_valid()


def shown_again(form: BaseForm, files: Attaching) -> int:
    """After a button that does not send: nothing is wrong yet but what is wrong with the files that came. The status."""
    form.is_valid()
    form.errors.clear()
    for problem in files.problems:
        form.add_error("files", problem)
    return 422 if files.problems else 200


def preview_of(request: HttpRequest, space: Space) -> SafeString | str:
    if what_to_do(request) != PREVIEW:
        return ""
    try:
        return render_body(clean_body(request.POST.get("body", "")), space)
    except ValidationError:
        return ""


def json_refusal(request: HttpRequest, form: BaseForm, files: Attaching, status: int = 422) -> JsonResponse:
    """With the rows of the files as they are now: those that came with the text are kept."""
    return JsonResponse(errors_of(form) | {"files_html": rows_html(request, files)}, status=status)


def rows_html(request: HttpRequest, files: Attaching) -> str:
    return "".join(row_html(request, row) for row in files.rows)


def row_html(request: HttpRequest, row: FileRow) -> str:
    return render_to_string("network/discussions/file_row.html", {"row": row}, request)


def form_context(form: BaseForm, files: Attaching, preview: Any = "") -> dict[str, Any]:
    return {"form": form, "files": files, "preview": preview}
