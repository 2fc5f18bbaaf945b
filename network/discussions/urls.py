from django.urls import path

from network.discussions.views import (
    arranging,
    files,
    managing,
    moderation,
    polls,
    posts,
    reactions,
    references,
    threads,
)

app_name = "discussions"
urlpatterns = [
    path("raeume/dateien/<uuid:key>/", files.FileView.as_view(), name="file"),
    path("raeume/dateien/<uuid:key>/klein/", files.FileView.as_view(is_small=True), name="file-shown"),
    path("raeume/<slug:slug>/neu/", threads.ThreadCreateView.as_view(), name="thread-create"),
    path("raeume/alle/gelesen/", threads.EverythingReadView.as_view(), name="everything-read"),
    path("raeume/<slug:slug>/gelesen/", threads.SpaceReadView.as_view(), name="space-read"),
    path("raeume/<slug:slug>/<int:pk>/", threads.ThreadDetailView.as_view(), name="thread-detail"),
    path("raeume/<slug:slug>/<int:pk>/stand/", managing.ThreadStateView.as_view(), name="thread-state"),
    path("raeume/<slug:slug>/<int:pk>/moderieren/", managing.ThreadManageView.as_view(), name="thread-manage"),
    path("raeume/<slug:slug>/<int:pk>/auch-in/", references.ThreadReferencesView.as_view(), name="thread-references"),
    path("raeume/<slug:slug>/<int:pk>/verschieben/", arranging.ThreadMoveView.as_view(), name="thread-move"),
    path("raeume/<slug:slug>/<int:pk>/teilen/", arranging.ThreadSplitView.as_view(), name="thread-split"),
    path("raeume/<slug:slug>/<int:pk>/zusammenlegen/", arranging.ThreadMergeView.as_view(), name="thread-merge"),
    path("raeume/<slug:slug>/beitrag/<int:number>/", posts.PostView.as_view(), name="post"),
    path("raeume/<slug:slug>/beitrag/<int:number>/bearbeiten/", posts.PostEditView.as_view(), name="post-edit"),
    path("raeume/<slug:slug>/beitrag/<int:number>/verlauf/", posts.PostHistoryView.as_view(), name="post-history"),
    path("raeume/<slug:slug>/<int:pk>/umfrage/", polls.PollCreateView.as_view(), name="poll-create"),
    path("raeume/<slug:slug>/beitrag/<int:number>/umfrage/", polls.PollView.as_view(), name="poll"),
    path(
        "raeume/<slug:slug>/beitrag/<int:number>/umfrage/aendern/", polls.PollChangeView.as_view(), name="poll-change"
    ),
    path(
        "raeume/<slug:slug>/beitrag/<int:number>/umfrage/schliessen/", polls.PollCloseView.as_view(), name="poll-close"
    ),
    path(
        "raeume/<slug:slug>/beitrag/<int:number>/umfrage/termin.ics",
        polls.PollCalendarView.as_view(),
        name="poll-calendar",
    ),
    path(
        "raeume/<slug:slug>/beitrag/<int:number>/reaktionen/",
        reactions.PostReactionsView.as_view(),
        name="post-reactions",
    ),
    path("raeume/<slug:slug>/beitrag/<int:number>/melden/", moderation.PostReportView.as_view(), name="post-report"),
    path(
        "raeume/<slug:slug>/beitrag/<int:number>/moderation/",
        moderation.PostModerationView.as_view(),
        name="post-moderation",
    ),
    path("raeume/<slug:slug>/beitrag/<int:number>/loeschen/", posts.PostDeleteView.as_view(), name="post-delete"),
    path("raeume/<slug:slug>/beitrag/<int:number>/annehmen/", posts.PostAcceptView.as_view(), name="post-accept"),
]
