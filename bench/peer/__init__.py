"""What the search is measured against: the same documents as rows, found by Wagtail's own database backends."""
