"""What a confidence is worth: the interval against published ones, the measure on made-up readings."""

from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carto.alignements.confiance import Mesure, bande_of, genre_of, key_of, mesures, wilson
from carto.alignements.model import Relecture
from carto.alignements.reglages import reglages
from tests.alignements.conftest import decision, relecture

Z = NormalDist().inv_cdf(0.975)
SHARES = st.integers(1, 5000).flatmap(lambda read: st.tuples(st.integers(0, read), st.just(read)))
# Rounding of the bounds, where the share is 0 or 1.
EPSILON = 1e-12


# The interval -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "read", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_published_intervals(right: int, read: int, low: float, high: float) -> None:
    """The interval is the one without correction of R. G. Newcombe (Statistics in Medicine, 1998)."""
    found = wilson(right, read, reglages().quantile)
    assert (low, high) == (round(found[0], 4), round(found[1], 4))


def test_quantile_is_that_of_95_percent() -> None:
    """Between minus and plus the quantile of the settings lies 95 % of the normal law."""
    assert Z == pytest.approx(reglages().quantile, abs=1e-6)


@given(SHARES)
def test_bounds_solve_the_equation(share: tuple[int, int]) -> None:
    """A bound is a true share from which the one found is as many deviations away as the quantile."""
    right, read = share
    for bound in wilson(right, read, Z):
        deviation = sqrt(bound * (1 - bound) / read)
        assert abs(right / read - bound) == pytest.approx(Z * deviation, rel=1e-6, abs=1e-7)


@given(SHARES)
def test_bounds_hold_the_share(share: tuple[int, int]) -> None:
    """The share found lies between the bounds, strictly unless it is 0 or 1, and these within 0–1."""
    right, read = share
    low, high = wilson(right, read, Z)
    assert 0 <= low < high <= 1
    assert low - EPSILON <= right / read <= high + EPSILON
    if 0 < right < read:
        assert low < right / read < high


@given(SHARES)
def test_right_and_wrong_mirror_each_other(share: tuple[int, int]) -> None:
    """What is known of the wrong ones is known of the right ones."""
    right, read = share
    low, high = wilson(right, read, Z)
    assert (1 - high, 1 - low) == pytest.approx(wilson(read - right, read, Z), abs=EPSILON)


@given(SHARES, st.integers(2, 50))
def test_more_readings_say_more(share: tuple[int, int], times: int) -> None:
    """The same share of more readings has its interval within that of fewer, and narrower."""
    right, read = share
    low, high = wilson(right, read, Z)
    inner = wilson(right * times, read * times, Z)
    assert inner[1] - inner[0] < high - low
    assert low - EPSILON <= inner[0]
    assert inner[1] <= high + EPSILON


@given(SHARES, st.floats(0.1, 4), st.floats(0.1, 4))
def test_surer_is_wider(share: tuple[int, int], one: float, other: float) -> None:
    """A greater quantile never gives a narrower interval."""
    narrow, wide = (wilson(*share, quantile) for quantile in sorted((one, other)))
    assert wide[0] - EPSILON <= narrow[0]
    assert narrow[1] <= wide[1] + EPSILON


# Bands --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "confidence"),
    [
        ("haute", 1.0),
        ("haute", 0.9),
        ("haute", 0.85),
        ("moyenne", 0.849),
        ("moyenne", 0.7),
        ("moyenne", 0.65),
        ("basse", 0.649),
        ("basse", 0.5),
        ("basse", 0.0),
    ],
)
def test_bands(expected: str, confidence: float) -> None:
    """A band begins at its minimum, which is its own."""
    assert expected == bande_of(confidence).nom


@given(st.floats(0, 1))
def test_every_confidence_has_the_highest_band_it_reaches(confidence: float) -> None:
    """No confidence from 0 to 1 is without a band, and none could have a higher one."""
    band = bande_of(confidence)
    assert band.minimum <= confidence
    assert not any(band.minimum < other.minimum <= confidence for other in reglages().bandes)


def test_bands_are_in_order() -> None:
    """The settings give them from the highest to the lowest, which begins at 0."""
    minima = [band.minimum for band in reglages().bandes]
    assert minima == sorted(set(minima), reverse=True)
    assert minima[-1] == 0


# What a second reading is worth -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expected", "premiere", "relation"),
    [
        # The right target, though another relation.
        (True, "close", "close"),
        (True, "close", "exact"),
        (True, "broad", "narrow"),
        (True, "exact", "broad"),
        # What is only akin is not the target that was said; no target at all, less still.
        (False, "close", "related"),
        (False, "exact", "none"),
        (False, "related", "none"),
        # What was said to be only akin, and is that or more.
        (True, "related", "related"),
        (True, "related", "close"),
        # A false friend is one if it is only akin, or nothing.
        (True, "not", "related"),
        (True, "not", "none"),
        (False, "not", "close"),
        (False, "not", "exact"),
        (False, "not", "broad"),
        (False, "not", "narrow"),
    ],
)
def test_what_is_right(expected: bool, premiere: str, relation: str) -> None:
    """A link is right if it leads to the right target, a false friend if it would not."""
    assert expected == relecture(premiere, relation).juste


def measured(*reread: Relecture) -> Mesure:
    """Return what *reread* says of one link of the middle band."""
    (found,) = mesures([decision()], reread)
    return found


def test_a_measure_by_hand() -> None:
    """Of four links read again three were right: 75 %, and the interval of three in four."""
    found = measured(
        *[relecture("close", "close")] * 2, relecture("broad", "exact"), relecture("close", "none")
    )
    assert ("metiers", "moyenne", 1, 4, 3) == (
        found.genre,
        found.bande.nom,
        found.liens,
        found.relus,
        found.justes,
    )
    assert found.part == 0.75
    assert found.intervalle == wilson(3, 4, reglages().quantile)
    assert found.intervalle == pytest.approx((0.3006, 0.9544), abs=5e-5)


def test_refusals_do_not_count() -> None:
    """A false friend that was read again says nothing of links, right or wrong."""
    link = relecture("close", "related")
    refusals = (relecture("not", "none"), relecture("not", "exact"))
    assert measured(link) == measured(link, *refusals)
    assert (1, 0) == (measured(link).relus, measured(link).justes)
    assert mesures([decision(refuse=True), decision("metier/a", None)], [link]) == ()


def test_a_band_that_nobody_read_again() -> None:
    """Its share is unknown, which is not 0."""
    found = measured(
        relecture("close", "close", confiance=0.9), relecture("close", "close", sujet="competence/a")
    )
    assert (1, 0, 0) == (found.liens, found.relus, found.justes)
    assert found.part is None
    assert found.intervalle is None


def test_each_kind_and_band_by_itself() -> None:
    """Links of métiers and of concepts, of each band, are counted apart, highest bands first."""
    decisions = [
        decision(confiance=0.5),
        decision(confiance=0.9),
        decision(confiance=0.95),
        decision("competence/a", "300606", confiance=0.9),
        decision("connaissance/b", "109827", confiance=0.9),
    ]
    reread = [
        relecture("close", "close", 0.9),
        relecture("close", "none", 0.5),
        relecture("close", "none", 0.7),
        relecture("exact", "close", 0.9, "competence/a"),
        relecture("exact", "none", 0.9, "connaissance/b"),
    ]
    assert [
        ("metiers", "haute", 2, 1, 1),
        ("metiers", "basse", 1, 1, 0),
        ("concepts", "haute", 2, 2, 1),
    ] == [(m.genre, m.bande.nom, m.liens, m.relus, m.justes) for m in mesures(decisions, reread)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["metier/a", "competence/b"]),
            st.sampled_from([0.0, 0.5, 0.7, 0.9]),
            st.sampled_from(["exact", "close", "related", "not"]),
            st.sampled_from(reglages().relations_relues),
        ),
        max_size=12,
    )
)
def test_no_reading_is_lost(made: list[tuple[str, float, str, str]]) -> None:
    """Where each band has a link, each reading of a link counts once, in the band of its confidence."""
    decisions = [
        decision(sujet, confiance=band.minimum)
        for sujet in ("metier/a", "connaissance/b")
        for band in reglages().bandes
    ]
    reread = [relecture(first, second, confiance, sujet) for sujet, confiance, first, second in made]
    found = mesures(decisions, reread)
    links = [one for one in reread if one.premiere != "not"]
    assert len(links) == sum(m.relus for m in found)
    assert sum(one.juste for one in links) == sum(m.justes for m in found)
    for m in found:
        assert m.relus == sum(
            (genre_of(one.sujet), bande_of(one.confiance)) == (m.genre, m.bande) for one in links
        )


def test_how_a_second_reading_names_a_target() -> None:
    """The table of second readings says the reference, then the code."""
    assert ("metier/lecteur", "rome:M1804") == key_of(decision())
    assert ("metier/lecteur", "esco:occupation/x") == key_of(decision(code="occupation/x"))
