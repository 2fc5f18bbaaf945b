"""What need not stand in the log."""

import logging

from django.core.exceptions import ObjectDoesNotExist


class GoneBeforeIndexed(logging.Filter):
    """Leaves out that Wagtail's reference index came too late: an object that is gone has no references to record."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        return not (isinstance(error, ObjectDoesNotExist) and "wagtail.tasks." in record.getMessage())
