"""From which pages a socket may be opened: those of the site's own hosts."""

from typing import Any
from urllib.parse import ParseResult

from channels.security.websocket import AllowedHostsOriginValidator, OriginValidator


class SiteOriginValidator(OriginValidator):
    def valid_origin(self, parsed_origin: ParseResult | None) -> bool:
        """What stands where a port should be makes another host look like ours: `http://ours:80.theirs`."""
        try:
            _port = parsed_origin.port if parsed_origin else None
        except ValueError:
            return False
        return super().valid_origin(parsed_origin)


def only_from_this_site(application: Any) -> SiteOriginValidator:
    return SiteOriginValidator(application, AllowedHostsOriginValidator(application).allowed_origins)
