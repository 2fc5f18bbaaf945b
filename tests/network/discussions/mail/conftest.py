import re
import socketserver
import threading
from collections.abc import Iterator

import pytest


class ImapServer(socketserver.ThreadingTCPServer):
    """As much of an IMAP server as taking letters out of a mailbox asks for, over a real socket."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), ImapSession)
        self.letters: dict[str, bytes] = {}
        self.deleted: set[str] = set()

    @property
    def url(self) -> str:
        return f"imap://antwort%40lernnetz.example:ge%2Fheim@127.0.0.1:{self.server_address[1]}/INBOX"


class ImapSession(socketserver.StreamRequestHandler):
    server: ImapServer

    def handle(self) -> None:
        self.say("* OK ready")
        for line in self.rfile:
            tag, _space, command = line.decode().strip().partition(" ")
            if not self.answer(command):
                self.say(f"{tag} NO not understood")
                continue
            self.say(f"{tag} OK done")
            if command == "LOGOUT":
                return

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def answer(self, command: str) -> bool:
        """Known commands only, so that another one is noticed."""
        server = self.server
        if command == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1")
        elif command == 'LOGIN antwort@lernnetz.example "ge/heim"':
            pass
        elif command == "SELECT INBOX":
            self.say(f"* {len(server.letters)} EXISTS")
        elif command == "UID SEARCH UNDELETED":
            self.say("* SEARCH " + " ".join(server.letters))
        elif fetched := re.fullmatch(r"UID FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", command):
            content = server.letters[fetched[1]][: int(fetched[2])]
            self.say(f"* 1 FETCH (UID {fetched[1]} BODY[]<0> {{{len(content)}}}")
            self.wfile.write(content)
            self.say(")")
        elif stored := re.fullmatch(r"UID STORE (\d+) \+FLAGS \(?\\Deleted\)?", command):
            server.deleted.add(stored[1])
        elif command == "EXPUNGE":
            server.letters = {uid: content for uid, content in server.letters.items() if uid not in server.deleted}
        else:
            return command == "LOGOUT"
        return True


@pytest.fixture
def imap_server() -> Iterator[ImapServer]:
    with ImapServer() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()
