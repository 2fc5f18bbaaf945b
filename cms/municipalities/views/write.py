"""Writing an experience: everything typed and every file is on the server before anything else is decided."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from django.views.generic import FormView

from cms.municipalities.actions import (
    NoProfilePage,
    NotEditable,
    add_document,
    add_photo,
    remove_upload,
    resubmit_experience,
    submit_experience,
)
from cms.municipalities.actions.submissions import DRAFT_KIND, begin_editing, page_key
from cms.municipalities.actions.uploads import describe_upload
from cms.municipalities.forms import ExperienceForm, upload_form
from cms.municipalities.models import ExperiencePage, PendingUpload
from cms.municipalities.state import State, editors_question, state_of
from cms.municipalities.steps import steps_of
from cms.municipalities.writing import data_to_keep, draft_of, initial_from, initial_from_page, is_key, new_key
from network.municipalities.models import user_municipalities
from network.people.actions import discard_draft, save_draft
from network.people.models import Draft
from network.people.rate_limit import rate_limited
from network.people.views import KeepTextMixin

MAX_FILES = 10
UNPROCESSABLE = 422


@method_decorator([never_cache, rate_limited("post", methods=("POST",))], name="dispatch")
class WritingView(KeepTextMixin, FormView):
    """What the new and the existing experience share. `key` names the draft and its files."""

    form_class = ExperienceForm
    template_name = "cms/municipalities/experience_write.html"
    key: str
    page: ExperiencePage | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"municipalities": user_municipalities(self.request.user)}

    def uploads(self) -> list[PendingUpload]:
        found = PendingUpload.objects.filter(owner=self.request.user, draft_key=self.key)
        return list(found.select_related("image", "document"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        action = request.POST.get("action", "submit")
        save_draft(owner=request.user, kind=DRAFT_KIND, key=self.key, data=data_to_keep(request.POST))
        problems = self._take_files()
        upload_forms = self._update_uploads()
        form = self.get_form()
        if action == "submit":
            is_valid = form.is_valid() and all(item.is_valid() for item in upload_forms) and not problems
            if is_valid:
                return self.submit(form)
            return self.show_again(form, upload_forms, problems)
        if problems:
            form.errors.clear()
            return self.show_again(form, upload_forms, problems)
        if action == "preview":
            return redirect(self.preview_url())
        messages.success(request, _("Your draft is saved. You can go on writing at any time."))
        return redirect(self.own_url() + ("#dateien" if action == "upload" else ""))

    def submit(self, form: forms.Form) -> HttpResponse:
        raise NotImplementedError

    def own_url(self) -> str:
        raise NotImplementedError

    def preview_url(self) -> str:
        raise NotImplementedError

    def show_again(
        self,
        form: forms.Form,
        upload_forms: list[forms.Form],
        problems: dict[str, list[str]],
        status: int = UNPROCESSABLE,
    ) -> HttpResponse:
        context = self.get_context_data(form=form, upload_forms=upload_forms, file_problems=problems)
        return self.render_to_response(context, status=status)

    def _take_files(self) -> dict[str, list[str]]:
        """Store what was uploaded, even if the rest is not valid yet; the problems by the name of the field."""
        problems: dict[str, list[str]] = {}
        for name, kind, add in (
            ("photo", PendingUpload.Kind.PHOTO, self._add_photo),
            ("document", PendingUpload.Kind.DOCUMENT, self._add_document),
        ):
            for file in self.request.FILES.getlist(name):
                count = sum(upload.kind == kind for upload in self.uploads())
                if count >= MAX_FILES:
                    problems.setdefault(name, []).append(_("More than 10 files of a kind are not possible."))
                    break
                try:
                    add(file)
                except ValidationError as error:
                    problems.setdefault(name, []).extend(f"{file.name}: {message}" for message in error.messages)
        return problems

    def _add_photo(self, file: Any) -> None:
        post = self.request.POST
        described = {"description": post.get("photo_description", ""), "credit": post.get("photo_credit", "")}
        add_photo(owner=self.request.user, key=self.key, upload=file, **described)

    def _add_document(self, file: Any) -> None:
        title = self.request.POST.get("document_title", "")
        add_document(owner=self.request.user, key=self.key, upload=file, title=title)

    def _update_uploads(self) -> list[forms.Form]:
        """Texts and removals of the files that were there; the forms of those that stay."""
        stay = []
        for upload in self.uploads():
            form = upload_form(upload, self.request.POST)
            if not form.is_bound:
                form = upload_form(upload, _as_posted(upload))
                stay.append(form)
                continue
            form.is_valid()
            if form.cleaned_data.get("remove"):
                remove_upload(upload=upload)
                continue
            texts = {name: value for name, value in form.cleaned_data.items() if name != "remove"}
            describe_upload(upload=upload, **texts)
            stay.append(form)
        return stay

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """form; steps (see `steps.steps_of`); upload_forms: one a file, with `.upload`; file_problems: by "photo",
        "document"; draft_key, draft; autosave_url; page, state and question (the editors' TaskState) of an existing page;
        other_drafts: further drafts of this person."""
        form = kwargs.get("form") or self.get_form()
        kwargs["form"] = form
        if "upload_forms" not in kwargs:
            kwargs["upload_forms"] = [upload_form(upload) for upload in self.uploads()]
        draft = draft_of(self.request.user, self.key)
        steps = steps_of(form)
        return super().get_context_data(
            steps=steps,
            has_upload_errors=any(item.errors for item in kwargs["upload_forms"]),
            done_count=sum(step["is_done"] for step in steps),
            file_problems=kwargs.pop("file_problems", {}),
            draft_key=self.key,
            draft=draft,
            autosave_url=f"/api/drafts/{DRAFT_KIND}/{self.key}/",
            page_being_written=self.page,
            **kwargs,
        )


def _as_posted(upload: PendingUpload) -> dict[str, str]:
    """A file that came with this request is judged like one that was there before."""
    prefix = f"upload-{upload.pk}"
    if upload.image is not None:
        return {f"{prefix}-description": upload.image.description, f"{prefix}-credit": upload.image.credit}
    return {f"{prefix}-title": upload.document.title}


class WriteExperienceView(WritingView):
    """A new experience. Its key stands in the address (`?entwurf=KEY`), so that a reload goes on with the draft."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.key = self._key(request)
        if request.user.is_authenticated:
            sent = ExperiencePage.objects.filter(author=request.user, submitted_as=self.key).first()
            if sent is not None:
                return redirect("cms_municipalities:experience-edit", sent.pk)
            if not user_municipalities(request.user).exists():
                return render(request, "cms/municipalities/experience_no_municipality.html", status=403)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("entwurf") != self.key:
            return redirect(self.own_url())
        return super().get(request, *args, **kwargs)

    def _key(self, request: HttpRequest) -> str:
        kept = request.session.get("kept_text", {}).get(request.path, {}).get("draft_key", [""])[0]
        for key in (request.POST.get("draft_key", ""), request.GET.get("entwurf", ""), kept):
            if is_key(key):
                return key
        return new_key()

    def get_initial(self) -> dict[str, Any]:
        draft = draft_of(self.request.user, self.key)
        kept = super().get_initial()
        return (initial_from(draft.data) if draft else {}) | (initial_from(kept) if kept else {})

    def submit(self, form: forms.Form) -> HttpResponse:
        try:
            page = submit_experience(
                author=self.request.user,
                municipality=form.cleaned_data["municipality"],
                key=self.key,
                submission=form.submission(),
            )
        except NoProfilePage:
            form.add_error("municipality" if not form["municipality"].is_hidden else None, _no_profile())
            return self.show_again(form, [upload_form(upload) for upload in self.uploads()], {}, status=409)
        messages.success(self.request, _("Thank you. Your experience is with the editors; they will tell you."))
        return redirect("cms_municipalities:experience-edit", page.pk)

    def own_url(self) -> str:
        return reverse("cms_municipalities:experience-write") + f"?entwurf={self.key}"

    def preview_url(self) -> str:
        return reverse("cms_municipalities:experience-preview-draft", args=[self.key])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        drafts = Draft.objects.filter(owner=self.request.user, kind=DRAFT_KIND).exclude(key__startswith="page-")
        others = [] if draft_of(self.request.user, self.key) else drafts.order_by("-updated_at")[:5]
        return super().get_context_data(other_drafts=others, **kwargs)


def _no_profile() -> str:
    return _(
        "This municipality has no profile in the network (any more), so the experience has no place yet. Your text is "
        "kept as a draft; please turn to the coordination."
    )


class EditExperienceView(WritingView):
    """One's own experience: to answer the editors, to send a withdrawn one again, or to see where it stands."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return super().dispatch(request, *args, **kwargs)
        self.page = get_object_or_404(ExperiencePage.objects.visible_to(request.user), pk=kwargs["page_id"])
        self.key = page_key(self.page)
        if not request.user.has_perm("experiences.edit_experience", self.page):
            return self._cannot_be_edited(request)
        if draft_of(request.user, self.key) is None and request.method in ("GET", "POST"):
            begin_editing(author=request.user, page=self.page)
        return super().dispatch(request, *args, **kwargs)

    def _cannot_be_edited(self, request: HttpRequest) -> HttpResponse:
        if self.page is None or self.page.author_id != request.user.pk:
            raise PermissionDenied(_("Only its author can change this experience here. Editors use the admin."))
        if request.method == "POST":
            # What was typed while the editors took the text is not thrown away.
            save_draft(owner=request.user, kind=DRAFT_KIND, key=self.key, data=data_to_keep(request.POST))
        context = {
            "page_being_written": self.page,
            "state": state_of(self.page),
            "has_kept_text": request.method == "POST",
        }
        status = 409 if request.method == "POST" else 200
        return render(request, "cms/municipalities/experience_state.html", context, status=status)

    def get_initial(self) -> dict[str, Any]:
        if self.page is None:
            raise Http404
        draft = draft_of(self.request.user, self.key)
        stored = initial_from_page(self.page)
        kept = super().get_initial()
        return stored | (initial_from(draft.data) if draft else {}) | (initial_from(kept) if kept else {})

    def submit(self, form: forms.Form) -> HttpResponse:
        answer = self.request.POST.get("answer", "")[:2000]
        try:
            resubmit_experience(author=self.request.user, page=self.page, submission=form.submission(), answer=answer)
        except NotEditable:
            return self._cannot_be_edited(self.request)
        messages.success(self.request, _("Thank you. Your experience is with the editors again."))
        return redirect("cms_municipalities:experience-edit", self.page.pk)

    def own_url(self) -> str:
        return reverse("cms_municipalities:experience-edit", args=[self.page.pk])

    def preview_url(self) -> str:
        return reverse("cms_municipalities:experience-preview", args=[self.page.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        question = editors_question(self.page)
        state = state_of(self.page)
        answer = self.get_initial().get("answer", "")
        return super().get_context_data(
            question=question, state=state, answer=answer, asks_answer=state == State.CHANGES_REQUESTED, **kwargs
        )


@require_POST
@login_required
def discard(request: HttpRequest, key: str) -> HttpResponse:
    """Throw a draft away, with its files."""
    if not is_key(key):
        raise Http404
    for upload in PendingUpload.objects.filter(owner=request.user, draft_key=key):
        remove_upload(upload=upload)
    discard_draft(owner=request.user, kind=DRAFT_KIND, key=key)
    messages.success(request, _("The draft is deleted."))
    return redirect("people:home")
