"""Files of posts: taken in as they are chosen, and given out to whoever may read their post at that moment."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from network.discussions import drafts
from network.discussions.actions import add_file, remove_file
from network.discussions.attaching import FileRow, find_own_upload
from network.discussions.models import Post, PostFile, Thread
from network.discussions.places import find_thread
from network.discussions.views.api import ApiView
from network.discussions.views.writing import row_html
from network.people.models import User
from network.people.rate_limit import rate_limited
from network.people.views import KeepTextMixin
from network.spaces.models import Space

CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
}


class FileView(KeepTextMixin, View):
    """Browsers may keep a file, but ask each time whether it is still theirs to see."""

    http_method_names = ["get", "head"]
    is_small = False

    def get(self, request: HttpRequest, key: UUID) -> HttpResponseBase:
        file = get_object_or_404(PostFile.objects.visible_to(request.user), key=key)
        stored = file.shown if self.is_small and file.shown else file.file
        etag = f'"{file.key.hex}{"-k" if self.is_small else ""}"'
        if request.headers.get("If-None-Match") == etag:
            return _private(HttpResponseNotModified(), etag)
        try:
            content = stored.open("rb")
        except FileNotFoundError:
            return HttpResponse(
                _("This file is no longer there."), status=404, content_type="text/plain; charset=utf-8"
            )
        response = FileResponse(
            content,
            as_attachment=not file.is_image,
            filename=file.name,
            content_type=CONTENT_TYPES.get(stored.name.rpartition(".")[2], "application/octet-stream"),
        )
        return _private(response, etag)


def _private(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    patch_cache_control(response, private=True, no_cache=True)
    return response


@method_decorator(rate_limited("upload"), name="dispatch")
class FileUploadView(ApiView):
    """Keeps one file with what somebody is writing: in a new thread (of a space), an answer (to a thread), an edit."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
        place = _place_to_write(request.user, kind, pk)
        if place is None:
            return self.not_found()
        upload = request.FILES.get("file")
        if upload is None:
            return JsonResponse({"message": _("No file came with the request.")}, status=400)
        count = len(place.attachments) if isinstance(place, Post) else 0
        try:
            file = add_file(owner=request.user, draft_key=f"{kind}:{place.pk}", upload=upload, beside=count)
        except ValidationError as problem:
            return JsonResponse({"message": f"{upload.name}: {' '.join(problem.messages)}"}, status=422)
        row = FileRow(file, "", is_decorative=False)
        return JsonResponse({"key": str(file.key), "html": row_html(request, row)}, status=201)


class FileRemoveView(ApiView):
    http_method_names = ["delete"]

    def delete(self, request: HttpRequest, key: UUID) -> HttpResponse:
        file = find_own_upload(request.user, key)
        if file is None:
            return self.not_found()
        remove_file(file=file)
        return HttpResponse(status=204)


def _place_to_write(user: User, kind: str, pk: int) -> Space | Thread | Post | None:
    """Where this person may write; of a thread that has become part of another, that one."""
    found: Space | Thread | Post | None = None
    permission = ""
    if kind == drafts.THREAD:
        found, permission = Space.objects.visible_to(user).filter(pk=pk).first(), "discussions.open_thread"
    elif kind == drafts.POST:
        threads = Thread.objects.visible_to(user).select_related("space")
        found, permission = find_thread(threads, pk), "discussions.reply_thread"
    elif kind == drafts.EDIT:
        posts = Post.objects.visible_to(user).select_related("thread__space")
        found, permission = posts.filter(pk=pk).first(), "discussions.edit_post"
    return found if found is not None and user.has_perm(permission, found) else None
