"""Puts the server together once, and starts it."""

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tooling.search_server.java import Java, find_java, maven

HERE = Path(__file__).parent
LONGEST_START_SECONDS = 300
POMS = {False: HERE / "pom.xml", True: HERE / "pom-knn.xml"}
OPTIONS = [
    "-XX:MaxDirectMemorySize=256m",
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",
    "-Djava.awt.headless=true",
    "-Dlog4j2.disableJmx=true",
    "-Dlog4j.shutdownHookEnabled=false",
    "-Dio.netty.noUnsafe=true",
    "--enable-native-access=ALL-UNNAMED",
]


def is_asked_for_knn(*, by_default: bool) -> bool:
    """By KNN=1 or KNN=0."""
    asked = os.environ.get("KNN", "")
    return asked not in {"0", "false"} if asked else by_default


def _sources(*, knn: bool) -> list[Path]:
    """The stub stands before a class of k-NN whose interface is not published; it must not stand without it."""
    return [HERE / "SearchServer.java", *(HERE.glob("knn_stub/*.java") if knn else ())]


def class_path(java: Java, *, knn: bool) -> str:
    """Resolved and compiled once per pom, launcher and Java; the jars lie where Maven keeps them."""
    parts = [POMS[knn].read_bytes(), *(path.read_bytes() for path in _sources(knn=knn)), str(java).encode()]
    key = hashlib.sha256(b"\x00".join(parts)).hexdigest()[:16]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lernnetz-search-server"
    built = cache / key
    if not _is_whole(built):
        cache.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=cache))
        try:
            _build(java, fresh, built, knn=knn)
            shutil.rmtree(built, ignore_errors=True)
            fresh.rename(built)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return (built / "classpath").read_text(encoding="utf-8")


def _is_whole(built: Path) -> bool:
    try:
        paths = (built / "classpath").read_text(encoding="utf-8").split(":")
    except OSError:
        return False
    return all(Path(path).exists() for path in paths)


def _build(java: Java, fresh: Path, built: Path, *, knn: bool) -> None:
    maven("-f", str(POMS[knn]), "dependency:build-classpath", f"-Dmdep.outputFile={fresh / 'resolved'}")
    resolved = (fresh / "resolved").read_text(encoding="utf-8").strip().split(":")
    jars = [path for path in resolved if not path.endswith(".zip")]
    for bundle in set(resolved) - set(jars):
        with zipfile.ZipFile(bundle) as plugin:
            plugin.extractall(fresh / "bundle", [name for name in plugin.namelist() if name.endswith(".jar")])
    classes = fresh / "classes"
    classes.mkdir()
    sources = [str(path) for path in _sources(knn=knn)]
    subprocess.run([*java.compiler, "-cp", ":".join(jars), "-d", str(classes), *sources], check=True)
    # A plugin's jars go last, so that the server's own versions win.
    plugins = [str(built / "bundle" / path.name) for path in sorted(fresh.glob("bundle/*.jar"))]
    (fresh / "classpath").write_text(":".join([str(built / "classes"), *jars, *plugins]), encoding="utf-8")


def command(data: Path, *, port: int = 0, knn: bool = False, heap: str = "512m") -> list[str]:
    java = find_java()
    (data / "tmp").mkdir(parents=True, exist_ok=True)
    options = [f"-Xms{heap}", f"-Xmx{heap}", f"-Djava.io.tmpdir={data / 'tmp'}", *OPTIONS, *java.options()]
    return [str(java.run), *options, "-cp", class_path(java, knn=knn), "SearchServer", str(port), str(data)]


class Server:
    """A server that can be ended and started again on the same data and port."""

    def __init__(self, data: Path, *, knn: bool = False) -> None:
        self.data = data
        self.knn = knn
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        arguments = command(self.data, port=self.port, knn=self.knn)
        (self.data / "http_port").unlink(missing_ok=True)
        log = self.data / "log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(arguments, stdout=output, stderr=subprocess.STDOUT)
        until = time.monotonic() + LONGEST_START_SECONDS
        while not (self.data / "http_port").exists():
            if self.process.poll() is not None or time.monotonic() > until:
                self.kill()
                raise RuntimeError(f"the search server did not start:\n{log.read_text(errors='replace')[-4000:]}")
            time.sleep(0.1)
        self.port = int((self.data / "http_port").read_text(encoding="ascii"))

    def kill(self) -> None:
        """At once, as a machine that dies would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    @property
    def url(self) -> str:
        return f"opensearch://127.0.0.1:{self.port}"


@contextmanager
def search_server(*, knn: bool = False) -> Iterator[Server]:
    """A fresh one, which ends with the block and leaves nothing behind."""
    with tempfile.TemporaryDirectory(prefix="lernnetz-search-", ignore_cleanup_errors=True) as directory:
        server = Server(Path(directory), knn=knn)
        try:
            server.start()
            yield server
        finally:
            server.kill()
