"""Radiomics on the digital phantom of the IBSI, where the library is installed; said in a sentence where it is not."""

import numpy as np
import pytest
from test_outline_measures import grid, only, outlined

from inference.measure import radiomics
from inference.measure.radiomics import ibsi_features
from viewer.case.errors import KnownError
from viewer.case.progress import no_tick
from viewer.case.terms import LIVER

PHANTOM = np.array([
    [[1, 4, 4, 1, 1], [1, 4, 6, 1, 1], [4, 1, 6, 4, 1], [4, 4, 6, 4, 1]],
    [[1, 4, 4, 1, 1], [1, 1, 6, 1, 1], [0, 1, 3, 1, 1], [4, 4, 6, 1, 1]],
    [[1, 4, 4, 0, 0], [1, 1, 1, 1, 1], [1, 1, 0, 1, 1], [1, 1, 6, 1, 1]],
    [[1, 4, 4, 0, 0], [1, 1, 1, 1, 1], [1, 1, 1, 1, 1], [1, 1, 6, 1, 1]],
], float)  # fmt: skip
REFERENCE = {
    "morph_volume": 556, "morph_vol_approx": 592, "morph_area_mesh": 388, "morph_sphericity": 0.843, "morph_diam": 13.1,
    "morph_pca_maj_axis": 11.4, "morph_pca_min_axis": 9.31, "morph_pca_least_axis": 8.54, "stat_mean": 2.15, "stat_var": 3.05,
    "stat_skew": 1.08, "stat_kurt": -0.355, "stat_energy": 567, "stat_rms": 2.77, "stat_cov": 0.812,
    "cm_joint_max_d1_3d_v_mrg": 0.509, "cm_joint_avg_d1_3d_v_mrg": 2.15, "cm_joint_var_d1_3d_v_mrg": 3.13, "cm_joint_entr_d1_3d_v_mrg": 2.57,
    "cm_contrast_d1_3d_v_mrg": 5.12, "cm_energy_d1_3d_v_mrg": 0.291, "cm_corr_d1_3d_v_mrg": 0.183,
}  # fmt: skip
"""Consensus values of the IBSI reference manual (arXiv 1612.07003), chapter 5."""


@pytest.mark.skipif(not radiomics.is_installed(), reason="the addition 'radiomics' is not installed")
@pytest.mark.filterwarnings("default")
def test_features_are_those_of_the_consensus() -> None:
    one = outlined(grid((4, 4, 5), (2, 2, 2)), PHANTOM, (PHANTOM > 0, LIVER, "liver", "none"), unit="raw")
    found = ibsi_features(one, only(one), no_tick, levels="none")
    for name, value in REFERENCE.items():
        assert found[name] == pytest.approx(value, rel=0.005), name


def test_without_the_library_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(radiomics, "is_installed", lambda: False)
    one = outlined(grid((4, 4, 5), (2, 2, 2)), PHANTOM, (PHANTOM > 0, LIVER, "liver", "none"))
    with pytest.raises(KnownError, match="not installed"):
        ibsi_features(one, only(one), no_tick)
