"""Dresses the application as the settings say: colours, size of text, language."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import resources
from desktop.settings import Settings
from viewer.widgets import theme

TRANSLATED = ("de", "es", "fr", "zh_CN", "ja")


def dress(application: QApplication, settings: Settings) -> None:
    """Everything that the settings say of looks and words; before the window is made."""
    wear(application, settings)
    speak(application, language_of(settings))


def wear(application: QApplication, settings: Settings) -> bool:
    """Colours and size of text at once; False when they are worn already."""
    worn = f"{settings.theme} {settings.text_percent}"
    if application.property("worn") == worn:
        return False
    application.setProperty("worn", worn)
    theme.apply(application, settings.theme, settings.text_percent)
    return True


def language_of(settings: Settings, system: QLocale | None = None) -> str:
    """The language that is meant: the one chosen, else the first of the system's that there is a translation for."""
    if settings.language:
        return settings.language
    for name in (system or QLocale.system()).uiLanguages():
        parts = name.replace("-", "_").split("_")
        if parts[0] == "zh":
            return "en" if {"TW", "HK", "MO", "Hant"} & set(parts) else "zh_CN"
        if parts[0] in ("en", *TRANSLATED):
            return parts[0]
    return "en"


def speak(application: QApplication, language: str) -> None:
    """Use a language from now on: its texts, Qt's own, its numbers and dates. Windows made before keep theirs."""
    for before in application.findChildren(QTranslator):
        application.removeTranslator(before)
        before.deleteLater()
    if language == "en":
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
        return
    system = QLocale.system()
    same = system.name().partition("_")[0] == language.partition("_")[0]
    QLocale.setDefault(system if same else QLocale(language))
    for file, folder in (
        (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        (f"lightbox_{language}", str(resources.path("translations"))),
    ):
        made = QTranslator(application)
        if made.load(file, folder):
            application.installTranslator(made)
