"""The session of whoever opens a socket."""

from typing import Any

from channels.sessions import InstanceSessionWrapper, SessionMiddleware


class ReadOnlySessionMiddleware(SessionMiddleware):
    """A socket sets no cookie and changes no session. Channels' own looks at both with each frame, which costs as much as sending it."""

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        wrapper = InstanceSessionWrapper(scope, send)
        await wrapper.resolve_session()
        return await self.inner(wrapper.scope, receive, send)
