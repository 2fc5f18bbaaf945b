from tooling.search_server.server import Server, search_server

__all__ = ["Server", "search_server"]
