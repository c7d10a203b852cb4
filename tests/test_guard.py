"""What may not run is found by reading tokens: never missed, never imagined."""

import socket
import threading
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.errors import Forbidden
from server.guard import check, names_graphs

HIDDEN = [
    "SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { sErViCe# commentaire\n<http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT*{SERVICE<http://127.0.0.1:PORT/>{?s ?p ?o}}",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://127.0.0.1:PORT/> { ?s ?q ?r } } }",
    "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } } }",
    # « < » is an operator here, and what follows only looks like an IRI.
    "SELECT * { VALUES ?v { <http://127.0.0.1:PORT/> } FILTER(?v<?b)SERVICE?v#>\n{ ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c FILTER((1)<2)SERVICE?v#>\n{ ?s ?p ?o } VALUES ?v { <a:b> } }",
    'SELECT * { FILTER("a"<"b")SERVICE?v#>\n{ ?s ?p ?o } VALUES ?v { <http://127.0.0.1:PORT/> } }',
    "SELECT * { ?s ?p true.SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * { BIND('it\\'s' AS ?x) SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
    'SELECT * { BIND("""a"b""" AS ?x) SERVICE <http://127.0.0.1:PORT/> { ?s ?p "" } }',
    "SELECT * { BIND('''a''b''' AS ?x) SERVICE <http://127.0.0.1:PORT/> { ?s ?p '' } }",
]
LEGAL = [
    'SELECT * { ?s ?p "SERVICE <http://x/>" }',
    "SELECT * { ?s ?p '''un ' SERVICE''' }",
    "SELECT * # SERVICE <http://x/>\n{ ?s ?p ?o }",
    "SELECT * { ?s <http://exemple.fr/SERVICE/a> ?o }",
    "SELECT * { ?s<http://exemple.fr/SERVICE>?o }",
    "SELECT * { ?s <urn:SERVICE:a> ?o }",
    "BASE <http://x/> SELECT * { ?s <api/service> ?o }",
    "SELECT ?SERVICE { ?s ?p ?SERVICE }",
    "SELECT * { ?s ?p $service }",
    "PREFIX service: <http://x/> SELECT * { ?s service:SERVICE ?o }",
    "PREFIX : <http://x/> SELECT * { ?s :SERVICE ?o }",
    "SELECT * { _:SERVICE ?p ?o }",
    'SELECT * { ?s ?p "x"@SERVICE }',
    "SELECT * { ?s ?p ?o FILTER(?o<3 && ?o>1) }",
    'SELECT * { ?s ?p "INSERT DATA" }',
]
UPDATES = [
    "INSERT DATA { <a:b> <a:b> <a:b> }",
    "delete where { ?s ?p ?o }",
    "# commentaire\nPREFIX a: <a:> DROP ALL",
    "LOAD <file:///etc/passwd>",
    "WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR DEFAULT",
]


@pytest.mark.parametrize("text", HIDDEN)
def test_service_is_refused(text: str) -> None:
    """SERVICE is found wherever a parser finds it."""
    with pytest.raises(Forbidden, match="SERVICE"):
        check(text)


class Listener:
    """A local address that counts who calls, and answers nothing of use."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.calls = 0
        threading.Thread(target=self._answer, daemon=True).start()

    def _answer(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.calls += 1
            with connection:
                connection.recv(1000)
                connection.sendall(b"HTTP/1.1 500 Non\r\nContent-Length: 0\r\n\r\n")

    def close(self) -> None:
        """Stop listening."""
        self._socket.close()

    def is_called_by(self, text: str) -> bool:
        """Whether pyoxigraph calls this address, or tries to call one, when it runs *text*."""
        before = self.calls
        store = ox.Store()
        store.add(ox.Quad(*[ox.NamedNode("a:b")] * 3))
        store.add(ox.Quad(ox.NamedNode("a:b"), ox.NamedNode("a:b"), ox.Literal(value=True)))
        try:
            list(store.query(text.replace("PORT", str(self.port))))  # type: ignore[arg-type]
        except SyntaxError:
            return False
        except (OSError, RuntimeError) as error:
            return self.calls > before or "service" in str(error).lower()
        return self.calls > before


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """Return a local address that counts its callers."""
    found = Listener()
    yield found
    found.close()


@pytest.mark.parametrize("text", HIDDEN)
def test_hidden_queries_are_real(text: str, listener: Listener) -> None:
    """Each of those queries is valid, and makes pyoxigraph open a connection."""
    assert listener.is_called_by(text)


@pytest.mark.parametrize("text", LEGAL)
def test_the_word_alone_is_legal(text: str) -> None:
    """« SERVICE » in a string, a comment, an IRI, a name or a variable is no call."""
    ox.Store().query(text, base_iri="http://x/")
    check(text)


@pytest.mark.parametrize("text", UPDATES)
def test_updates_are_refused(text: str) -> None:
    """Nothing is written."""
    with pytest.raises(Forbidden):
        check(text)


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (True, "SELECT * FROM <a:b> { ?s ?p ?o }"),
        (True, "SELECT * from named <a:b> { ?s ?p ?o }"),
        (False, 'SELECT * { ?s ?p "FROM <a:b>" }'),
        (False, "SELECT ?from { ?s ?p ?from }"),
    ],
)
def test_dataset_clause(*, expected: bool, text: str) -> None:
    """A query that names its graphs is known by its keyword."""
    assert expected == names_graphs(text)


PIECES = """
SERVICE
?v
<http://127.0.0.1:PORT/>
VALUES ?v { <http://127.0.0.1:PORT/> }
?s ?p ?o
{
}
(
)
<
>
#
'
"
\'\'\'
\\
FILTER
a:b
1
&&
.
true
"""
piece = st.sampled_from([*PIECES.split("\n"), "\n", " ", '"""'])


@settings(max_examples=400)
@given(st.lists(piece, max_size=14))
def test_no_parser_sees_what_the_guard_misses(listener: Listener, pieces: list[str]) -> None:
    """Whatever passes the guard opens no connection when pyoxigraph runs it."""
    text = f"PREFIX a: <a:> SELECT * {{ {''.join(pieces)} }}"
    try:
        check(text)
    except Forbidden:
        return
    assert not listener.is_called_by(text)
