"""What changed between two dumps: said in words, counted to the last quad, applied as a patch."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carto.diff import Changes, compare, describe, patch
from carto.diff.facts import GENRES
from carto.diff.pairing import align, similarity
from carto.dump import Dump, read_dump
from carto.errors import InputError
from carto.iris import CARTO
from carto.quads import canonical_hash
from tests.conftest import DONNEES, run_build

AVANT = DONNEES / "diff" / "avant.ttl"
TEXTE = AVANT.read_text(encoding="utf-8")
CASES = tomllib.loads((DONNEES / "diff" / "cas.toml").read_text(encoding="utf-8"))["cas"]
Edits = dict[str, str]


def edited(edits: Edits, text: str = TEXTE) -> str:
    """Return *text* with each of *edits* made, wherever its words stand."""
    for old, new in edits.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def dump(text: str, kind: ox.RdfFormat = ox.RdfFormat.TURTLE) -> Dump:
    """Return *text* as a dump."""
    return Dump(frozenset(ox.parse(text, format=kind)))


def text_after(case: dict[str, Any]) -> str:
    """Return the small cartographie as *case* changes it."""
    text = TEXTE
    for start in case.get("retire", ()):
        text, found = re.subn(rf"^{start}.*?\s\.\n", "", text, flags=re.DOTALL | re.MULTILINE)
        assert found, start
    return edited(case.get("remplace", {}), text) + str(case.get("ajoute", ""))


def applied(quads: Iterable[ox.Quad], rows: Iterable[str]) -> set[ox.Quad]:
    """Return *quads* after an RDF Patch; each deletion and addition must change something."""
    found = set(quads)
    for row in rows:
        code, _, rest = row.partition(" ")
        if code in {"A", "D"}:
            (quad,) = ox.parse(rest, format=ox.RdfFormat.N_QUADS)
            assert (quad in found) == (code == "D"), row
            found ^= {quad}
    return found


def counted(changes: Changes) -> int:
    """Return how many quads are said to have changed, in words or by property."""
    counts = sum(changes.regraphed.values()) + sum(changes.others.values())
    return changes.told_quads + changes.renamed_quads + counts


# Reading a dump.


@pytest.mark.parametrize("name", ["carto.trig", "carto.jsonld", ""])
def test_formats_with_graphs_say_the_same(mini_build: Path, name: str) -> None:
    """Every format of a build that has graphs holds the same dataset, as has its folder."""
    assert not compare(read_dump(mini_build / "carto.nq"), read_dump(mini_build / name))


@pytest.mark.parametrize("name", ["carto.ttl", "carto.nt", "carto.rdf"])
def test_format_without_graphs_is_compared_with_the_union(mini_build: Path, name: str) -> None:
    """Nothing differs between a dataset and a dump of its union, whichever comes first."""
    whole, union = read_dump(mini_build), read_dump(mini_build / name)

    assert not compare(whole, union)
    assert not compare(union, whole)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("absent.ttl", None, "absent.ttl : n'existe pas"),
        ("notes.txt", "", "notes.txt : son nom ne dit pas son format, parmi .ttl, .nt, .nq"),
        (
            "a.ttl",
            "@prefix a: <http://a/> .\n\na:b a:c 'd' e .",
            "a.ttl, ligne 3 : ne se lit pas (Parser",
        ),
        ("a.nq", "<http://a> <http://b> <http://c> .\nnon\n", "a.nq, ligne 2 : ne se lit pas"),
        ("a.jsonld", '{\n"@id":\n}', "a.jsonld, ligne 3 : ne se lit pas"),
        ("a.rdf", "<r:RDF/>", "a.rdf : ne se lit pas"),
    ],
)
def test_unreadable_dump_is_refused(
    tmp_path: Path, name: str, content: str | None, message: str
) -> None:
    """A file that cannot be read is named, with the line at fault where there is one."""
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_dump(tmp_path / name)
    assert message in str(caught.value)


def test_folder_that_is_no_build_is_refused(tmp_path: Path) -> None:
    """A folder without the dump of a build is no build."""
    with pytest.raises(InputError, match=r"carto\.nq : n'est pas un build"):
        read_dump(tmp_path)


def test_unreadable_file_is_refused(tmp_path: Path) -> None:
    """What the system does not let one read is said with its own words."""
    (tmp_path / "carto.nq").mkdir()

    with pytest.raises(InputError, match=r"carto\.nq : ne peut être lu"):
        read_dump(tmp_path)


def test_blank_nodes_have_no_names_of_their_own(tmp_path: Path) -> None:
    """Two files that only name their blank nodes otherwise say the same."""
    for name, node in (("a", "_:x"), ("b", "_:y")):
        text = f"<http://a> <http://b> {node} . {node} <http://b> <http://c> ."
        (tmp_path / f"{name}.ttl").write_text(text, encoding="utf-8")

    assert not compare(read_dump(tmp_path / "a.ttl"), read_dump(tmp_path / "b.ttl"))


def test_empty_dump_is_compared_with_graphs() -> None:
    """All of a dataset is new to an empty dump, each quad in its graph."""
    whole = dump('<http://a> <http://b> "c" <http://g> .', ox.RdfFormat.N_QUADS)

    assert whole.quads == compare(dump(""), whole).added


# In words.


def test_nothing_changed() -> None:
    """Two dumps that say the same have no changes, and it is said."""
    changes = compare(dump(TEXTE), dump(TEXTE))

    assert not changes
    assert "Rien n'a changé.\n" == describe(changes)


def test_triples_are_counted_first() -> None:
    """The text opens with the number of triples that came and went."""
    changes = compare(
        dump(TEXTE),
        dump(
            edited({"Curer": "Vider", "competence:creuser, competence:negocier,": "competence:creuser,"})
        ),
    )

    assert "1 triplet en plus, 2 en moins." == describe(changes).splitlines()[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["nom"])
def test_change_is_told(case: dict[str, Any]) -> None:
    """Each kind of change is said in the words of the domain, and nothing besides."""
    changes = compare(dump(TEXTE), dump(text_after(case)))

    assert case["attendu"] == describe(changes).partition("\n\n")[2]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["nom"])
def test_change_is_told_without_loss(case: dict[str, Any]) -> None:
    """What is said of a change accounts for each of its quads, either way."""
    before, after = dump(TEXTE), dump(text_after(case))

    assert len(before.quads ^ after.quads) == counted(compare(before, after))
    assert len(before.quads ^ after.quads) == counted(compare(after, before))


def test_what_one_dump_knows_nothing_of_is_counted() -> None:
    """A kind of thing that is all new, in number, is one line: the model changed, not the document."""
    row = "passage:n{0} a carto:Passage ; carto:passageDe metier:egoutier ; carto:texte '{0}' .\n"
    before = re.sub(r"^passage:.*?\s\.\n", "", TEXTE, flags=re.DOTALL | re.MULTILINE)
    changes = compare(dump(before), dump(before + "".join(row.format(n) for n in range(11))))

    assert ["+ 11 passages (le premier n'en dit rien)"] == describe(changes).splitlines()[2:]


def test_quad_in_another_graph_is_no_other_fact() -> None:
    """What only went to another graph is counted apart."""
    row = '<http://a> <http://www.w3.org/2004/02/skos/core#note> "c" <http://g/{}> .'
    old, new = (dump(row.format(n), ox.RdfFormat.N_QUADS) for n in (1, 2))

    assert "Dans un autre graphe : 2 triplets (skos:note 2)." in describe(compare(old, new))


def test_edited_document_reads_as_it_was_edited(tmp_path: Path) -> None:
    """Two builds of a document, edited in a few places, differ in these, though many lines shift."""
    source = (DONNEES / "mini.txt").read_text(encoding="utf-8")
    after = edited(
        {
            "- Pilote la filière": "- Encadre les apprentis.\n- Pilote la filière",
            "- Rédiger des comptes rendus d'intervention.\n": "",
            "Agent de réseau": "Agent des réseaux",
            "une eau conforme, dans": "une eau potable, dans",
        },
        source,
    )
    for name, text in (("a", source), ("b", after)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        done = run_build("--source", tmp_path / f"{name}.txt", "--out", tmp_path / name)
        assert done.returncode == 0, done.stderr
    text = describe(compare(read_dump(tmp_path / "a"), read_dump(tmp_path / "b")))

    expected = (DONNEES / "diff" / "mini-attendu.txt").read_text(encoding="utf-8")
    assert expected == text.partition("\n\n")[2].rpartition("\n\n")[0] + "\n"


@pytest.mark.lent
def test_edited_build_reads_as_it_was_edited(build: Path, tmp_path: Path) -> None:
    """One word in one line of the real dump is one change, and the patch has two rows."""
    rows = (build / "carto.nq").read_text(encoding="utf-8").split("\n")
    (n,) = (n for n, row in enumerate(rows) if "/architecte-reseaux> " in row and "#mission>" in row)
    rows[n] = rows[n].replace('"@fr', ' demain"@fr')
    (tmp_path / "carto.nq").write_text("\n".join(rows), encoding="utf-8")
    changes = compare(read_dump(build), read_dump(tmp_path))

    lines = describe(changes).splitlines()
    assert ["1 triplet en plus, 1 en moins.", "", "Métiers", "  Architecte réseaux"] == lines[:4]
    assert "    mission :" == lines[4]
    assert [lines[5].replace("−", "+").replace(" »", " demain »")] == lines[6:]
    assert 2 == sum(row[:2] in {"A ", "D "} for row in patch(changes))


# As a patch.


def test_patch_is_a_transaction() -> None:
    """A patch names itself, the dataset it is for and the one it makes; rows are sorted N-Quads."""
    before = dump("<http://a> <http://b> 'c', 'd\\n' .")
    after = dump("<http://a> <http://b> 'e'@fr, 1, 'c' .")
    rows = list(patch(compare(before, after)))

    integer = "http://www.w3.org/2001/XMLSchema#integer"
    assert rows[0].startswith("H id <urn:uuid:")
    assert [
        f'H avant "sha256:{canonical_hash(before.quads)}" .',
        f'H apres "sha256:{canonical_hash(after.quads)}" .',
        "TX .",
        'D <http://a> <http://b> "d\\n" .',
        f'A <http://a> <http://b> "1"^^<{integer}> .',
        'A <http://a> <http://b> "e"@fr .',
        "TC .",
    ] == rows[1:]


def test_patch_of_two_builds_depends_on_them_only() -> None:
    """The same two dumps make the same patch."""
    before, after = dump(TEXTE), dump(edited({"puits": "trou"}))

    assert list(patch(compare(before, after))) == list(patch(compare(before, after)))


_THINGS = [ox.NamedNode(f"http://a/{n}") for n in range(5)]
_PROPERTIES = sorted(
    {name for genre in GENRES.values() for name in (*genre.proprietes, genre.de) if name}
)
_VALUES = st.one_of(
    st.sampled_from(_THINGS),
    st.builds(
        ox.Literal, st.sampled_from(["Négocier", "Négocier :", "a\nb", ""]), language=st.just("fr")
    ),
    st.builds(ox.Literal, st.text(st.characters(codec="utf-8"), max_size=5)),
    st.builds(ox.Literal, st.integers(0, 3)),
)
_TYPES = st.builds(
    ox.Triple,
    st.sampled_from(_THINGS),
    st.just(ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")),
    st.sampled_from([ox.NamedNode(f"{CARTO}{nom}") for nom in (*GENRES, "EnonceActivite", "Mission")]),
)
_TRIPLES = st.builds(
    ox.Triple,
    st.sampled_from(_THINGS),
    st.sampled_from([ox.NamedNode(name) for name in (*_PROPERTIES, f"{CARTO}rang", f"{CARTO}remarque")]),
    _VALUES,
)
_GRAPHS = st.sampled_from([ox.NamedNode("http://g/1"), ox.NamedNode("http://g/2")])
_DUMPS = st.builds(
    Dump,
    st.frozensets(
        st.builds(
            lambda t, g: ox.Quad(t.subject, t.predicate, t.object, g),
            st.one_of(_TYPES, _TRIPLES),
            _GRAPHS,
        ),
        max_size=30,
    ),
)


@settings(max_examples=300, deadline=None)
@given(_DUMPS, _DUMPS)
def test_any_two_dumps_are_compared_to_the_last_quad(before: Dump, after: Dump) -> None:
    """Whatever two dumps say, the patch makes one the other, and what is said accounts for each quad."""
    changes = compare(before, after)
    lines = describe(changes).splitlines()

    assert after.quads == applied(before.quads, patch(changes))
    assert len(before.quads ^ after.quads) == counted(changes)
    assert 0 <= changes.told_quads
    assert (before != after) == bool(changes) == (len(lines) > 2)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_edits_of_a_cartographie_are_patched(data: st.DataObject) -> None:
    """A patch of any edits to a real dump gives exactly the edited one."""
    before = dump(TEXTE)
    ordered = sorted(before.quads, key=str)
    gone = data.draw(st.sets(st.sampled_from(ordered), max_size=20))
    come = data.draw(st.sets(_TRIPLES, max_size=5))
    added = {ox.Quad(t.subject, t.predicate, t.object) for t in come}
    after = Dump(frozenset(before.quads - gone | added))
    changes = compare(before, after)

    assert after.quads == applied(before.quads, patch(changes))
    assert len(before.quads ^ after.quads) == counted(changes)


# Which bullet is which.

_TEXTS = st.lists(
    st.sampled_from(["a", "b", "c", "un deux", "un deux trois", "un deux quatre"]), max_size=8
)


@given(_TEXTS, _TEXTS)
def test_each_text_is_paired_once(before: list[str], after: list[str]) -> None:
    """A text is one other at most, and the same text never stays alone on both sides."""
    pairs = align(before, after, alike=True)
    old, new = {i for i, _ in pairs}, {j for _, j in pairs}

    assert len(pairs) == len(old) == len(new)
    alone = {before[i] for i in range(len(before)) if i not in old}
    assert not alone & {after[j] for j in range(len(after)) if j not in new}


@given(_TEXTS)
def test_same_texts_keep_their_places(texts: list[str]) -> None:
    """A list is paired with itself in order, even if it says something twice."""
    assert [(n, n) for n in range(len(texts))] == sorted(align(texts, texts, alike=True))


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("Négocer", "Négocier", True),
        ("Négocier", "négocier.", True),
        ("Gérer les conflits", "Gérer des conflits", True),
        ("Négocier", "Conclure", False),
        ("", "", False),
    ],
)
def test_texts_are_alike_by_words_or_letters(a: str, b: str, alike: bool) -> None:
    """A slip of the pen leaves two texts alike; other words do not."""
    assert alike == (similarity(a, b) >= 0.5)
