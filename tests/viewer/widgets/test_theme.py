"""The themes: every pair of colours that meets can be told apart (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11)."""

from collections.abc import Mapping

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from viewer.widgets import theme

TEXTS = ("text", "quiet", "accent", "proposed", "confirmed", "attention", "wrong")
GROUNDS = ("surface", "raised")


def luminance(colour: str) -> float:
    """Relative luminance of sRGB, WCAG 2.2."""
    parts = [value / 255 for value in QColor(colour).getRgb()[:3]]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", theme.THEMES)
def test_texts_and_controls_can_be_read_on_every_ground(name: str) -> None:
    table: Mapping[str, str] = theme.THEMES[name]
    least_text, least_control = (7.0, 3.0) if name == "high contrast" else (4.5, 3.0)
    for ground in GROUNDS:
        for role in TEXTS:
            assert contrast(table[role], table[ground]) >= least_text, (role, ground)
        assert contrast(table["control"], table[ground]) >= least_control, ground
        assert contrast(table["text"], table[ground]) >= 7.0


@pytest.mark.parametrize("name", theme.THEMES)
def test_what_lies_on_black_pictures_can_be_read_in_every_theme(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    try:
        for role in TEXTS:
            assert contrast(theme.on_image(role).name(), "#000000") >= 4.5, role
        assert theme.colour("image ground").name() == "#000000"
    finally:
        theme.apply(qapp)


def test_every_theme_has_every_role_once() -> None:
    for table in theme.THEMES.values():
        assert table.keys() == theme.DARK.keys()
        roles = {role: colour for role, colour in table.items() if role not in ("image ground", "surface")}
        assert len(set(roles.values())) == len(roles)


def test_a_theme_and_a_size_of_text_change_the_application_at_once(qapp: QApplication) -> None:
    theme.apply(qapp, "light", 150)
    try:
        assert qapp.palette().color(QPalette.ColorRole.Window).name() == theme.LIGHT["surface"]
        assert qapp.font().pixelSize() == 20 and theme.px(10) == 15
        assert theme.LIGHT["text"] in qapp.styleSheet() and theme.DARK["text"] not in qapp.styleSheet()
    finally:
        theme.apply(qapp)
    assert qapp.font().pixelSize() == 13
