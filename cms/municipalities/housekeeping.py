"""Files of drafts that nobody goes on with."""

import datetime as dt

from django.utils import timezone

from cms.municipalities.actions.submissions import DRAFT_KIND
from cms.municipalities.actions.uploads import remove_upload
from cms.municipalities.models import PendingUpload
from network.people.models import Draft

KEPT_DAYS = 90
SECONDS_A_DAY = 24 * 3600.0


def remove_forgotten_uploads() -> int:
    """Those whose draft is gone, three months after the upload; those of pages stay with their page."""
    before = timezone.now() - dt.timedelta(days=KEPT_DAYS)
    drafts = Draft.objects.filter(kind=DRAFT_KIND).values("key")
    forgotten = PendingUpload.objects.filter(created_at__lt=before).exclude(draft_key__in=drafts)
    count = 0
    for upload in forgotten.exclude(draft_key__startswith="page-"):
        remove_upload(upload=upload)
        count += 1
    return count
