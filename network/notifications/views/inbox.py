from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views import View
from django.views.generic import ListView

from network.notifications.actions import mark_all_read, mark_read
from network.notifications.models import Notification
from network.people.breadcrumbs import breadcrumbs


class NotificationListView(LoginRequiredMixin, ListView):
    template_name = "network/notifications/notification_list.html"
    context_object_name = "notifications"
    paginate_by = 30

    def get_queryset(self) -> QuerySet[Notification]:
        return Notification.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "unread_count": self.get_queryset().unread().count(),
            "breadcrumbs": breadcrumbs((_("Notifications"), "")),
        }


class NotificationOpenView(LoginRequiredMixin, View):
    """Leads to what happened; having been there is having read of it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        notification = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
        mark_read(notification=notification)
        return redirect(notification.url)


class MarkAllReadView(LoginRequiredMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        mark_all_read(user=request.user)
        messages.success(request, _("All notifications are marked as read."))
        return redirect("notifications:list")
