from django.urls import path

from cms.companion.views import carrying, moderation, notes, questions, record, rooms

app_name = "companion"
urlpatterns = [
    path("live/", rooms.RoomListView.as_view(), name="room-list"),
    path("live/programmpunkt/<int:pk>/", rooms.ItemRoomView.as_view(), name="item"),
    path("live/<slug:code>/", rooms.RoomView.as_view(), name="room"),
    path("live/<slug:code>/leinwand/", rooms.ScreenView.as_view(), name="screen"),
    path("live/<slug:code>/ergebnisse/", notes.NoteView.as_view(), name="note"),
    path("live/<slug:code>/ergebnisse/verlauf/", notes.NoteHistoryView.as_view(), name="note-history"),
    path("live/<slug:code>/ergebnisse/uebernehmen/", notes.NoteTakeOverView.as_view(), name="note-take-over"),
    path("live/<slug:code>/frage/<int:pk>/", questions.QuestionEditView.as_view(), name="question-edit"),
    path("live/<slug:code>/frage/<int:pk>/stimme/", questions.VoteView.as_view(), name="question-vote"),
    path(
        "live/<slug:code>/frage/<int:pk>/zuruecknehmen/",
        questions.QuestionWithdrawView.as_view(),
        name="question-withdraw",
    ),
    path("live/<slug:code>/frage/<int:pk>/melden/", questions.QuestionReportView.as_view(), name="question-report"),
    path("live/<slug:code>/frage/<int:pk>/gespraech/", carrying.QuestionThreadView.as_view(), name="question-thread"),
    path("live/<slug:code>/offen/", carrying.LeftoverView.as_view(), name="leftover"),
    path("live/<slug:code>/offen/<int:pk>/erledigt/", carrying.SettleView.as_view(), name="settle"),
    path("live/<slug:code>/protokoll/", record.RecordView.as_view(), name="record"),
    path("live/<slug:code>/protokoll.csv", record.RecordFileView.as_view(), name="record-file"),
    path("live/<slug:code>/moderation/", moderation.ModerationView.as_view(), name="moderation"),
    path("live/<slug:code>/moderation/stand/", moderation.RoomStateView.as_view(), name="room-state"),
    path("live/<slug:code>/moderation/weiter/", moderation.AdvanceView.as_view(), name="advance"),
    path("live/<slug:code>/moderation/frage/<int:pk>/", moderation.StepView.as_view(), name="step"),
]
