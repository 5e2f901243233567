"""The words for languages and needs, which letters say as the pages do."""

from wirworkshops.i18n import lazy_gettext as _l

SPOKEN = {
    "de": _l("Deutsch"),
    "en": _l("Englisch"),
    "ar": _l("Arabisch"),
    "tr": _l("Türkisch"),
    "uk": _l("Ukrainisch"),
    "fa": _l("Persisch"),
    "fr": _l("Französisch"),
    "ru": _l("Russisch"),
    "pl": _l("Polnisch"),
    "ro": _l("Rumänisch"),
    "it": _l("Italienisch"),
    "es": _l("Spanisch"),
}
NEED_NAMES = {  # as the office names a task
    "sign-language": _l("Gebärdensprachdolmetschen"),
    "live-captions": _l("Schriftdolmetschen"),
    "hearing-loop": _l("Induktive Höranlage"),
    "interpreting": _l("Dolmetschen"),
    "step-free": _l("Stufenloser Zugang"),
    "assistance": _l("Platz für eine Assistenz"),
    "diet": _l("Besonderes Essen"),
    "childcare": _l("Kinderbetreuung"),
    "other": _l("Anderer Bedarf"),
}
