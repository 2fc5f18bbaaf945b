from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, DeleteView, EditView, UserViewSet

from network.people.actions import assign_role
from network.people.models import User

FIELDS = ["email", "first_name", "last_name", "role", "language"]


class _PersonForm:
    """Groups follow from the role, passwords are set by their owners, administrators are made on the command line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("is_superuser", None)  # type: ignore[attr-defined]
        self.order_fields([*FIELDS, "is_active"])  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        return self.cleaned_data["email"].strip().lower()  # type: ignore[attr-defined]

    def save(self, commit: bool = True) -> User:
        user = super().save(commit=commit)  # type: ignore[misc]
        if commit:
            assign_role(user=user, role=user.role)
        return user


class PersonCreateForm(_PersonForm, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = FIELDS
        widgets: dict[str, object] = {}


class PersonEditForm(_PersonForm, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = [*FIELDS, "is_active"]
        widgets: dict[str, object] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        editing_self = kwargs.pop("editing_self", False)
        super().__init__(*args, **kwargs)
        if editing_self:  # nobody locks themselves out
            del self.fields["is_active"]
            del self.fields["role"]


def _check_may_manage(request: HttpRequest, person: User) -> None:
    if not request.user.has_perm("people.manage_person", person):
        raise PermissionDenied(_("Administrators are managed by administrators only."))


class PersonEditView(EditView):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        _check_may_manage(request, self.object)


class PersonDeleteView(DeleteView):
    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        _check_may_manage(request, self.get_object())


class PersonViewSet(UserViewSet):
    menu_label = _("People")
    # Wagtail's own templates for users name their fields one by one and would leave out ours.
    create_template_name = "wagtailadmin/generic/create.html"
    edit_template_name = "wagtailadmin/generic/edit.html"
    add_view_class = CreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return PersonEditForm if for_update else PersonCreateForm
