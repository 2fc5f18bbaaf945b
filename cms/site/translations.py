from django.conf import settings

from cms.basepage.models import BasePage


def translation_urls(page: BasePage) -> dict[str, str]:
    """The absolute address of the page in every language it is published in, this one included."""
    urls = ((version.locale.language_code, version.get_url()) for version in page.published_versions)
    return {code: settings.PUBLIC_URL + url for code, url in sorted(urls) if url}
