from django.urls import path

from network.moderation.views import audit, cases, own, reports

app_name = "moderation"
urlpatterns = [
    path("moderation/", cases.QueueView.as_view(), name="queue"),
    path("moderation/melden/<slug:prefix>/<int:pk>/", reports.ReportView.as_view(), name="report"),
    path("moderation/vorgang/<int:pk>/", cases.CaseView.as_view(), name="case"),
    path("moderation/sperre/<int:pk>/aufheben/", cases.LiftView.as_view(), name="lift"),
    path("moderation/protokoll/", audit.AuditView.as_view(), name="audit"),
    path("moderation/protokoll.csv", audit.AuditExportView.as_view(), name="audit-csv"),
    path("moderation/eigene/", own.OwnView.as_view(), name="own"),
    path("moderation/eigene/<int:pk>/", own.OwnCaseView.as_view(), name="own-case"),
]
