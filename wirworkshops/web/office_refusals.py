"""What the office is told when something does not go: each refusal's code as a sentence."""

from wirworkshops.i18n import lazy_gettext as _l

SENTENCES = {
    "owner-cannot": _l(
        "Dieses Konto darf die Bedarfe dieser Veranstaltung nicht sehen. Bitte wählen Sie jemand "
        "anderen."
    ),
    "need-state-unknown": _l("Diesen Stand gibt es nicht. Bitte wählen Sie aus der Liste."),
    "need-gone": _l(
        "Diesen Bedarf gibt es nicht mehr: Die Person hat ihn inzwischen zurückgenommen. Ihre "
        "Angaben wurden nicht gespeichert."
    ),
    "need-due-late": _l(
        "Die Frist liegt nach dem letzten Termin. Bitte nehmen Sie einen früheren Tag."
    ),
    "needs-none-chosen": _l("Bitte kreuzen Sie zuerst an, um welche Bedarfe es geht."),
    "needs-no-change": _l("Bitte wählen Sie einen Stand, oder wer zuständig ist."),
    "capacity-below-taken": _l(
        "So wenige Plätze gehen nicht mehr: Es sind schon %(detail)s vergeben."
    ),
    "pool-in-use": _l(
        "Diese Plätze lassen sich nicht streichen: %(detail)s davon sind vergeben, reserviert "
        "oder erwartet."
    ),
    "decide-at": _l("Bitte geben Sie an, bis wann es sich entscheidet: vor dem ersten Termin."),
    "minimum-above-capacity": _l("Das sind mehr, als es Plätze gibt."),
    "names-until": _l("Die Namen müssen vor dem ersten Termin feststehen."),
    "reason-missing": _l("Bitte nennen Sie einen Grund."),
    "admit-other": _l("Vorlassen können Sie nur, wer wartet oder angefragt hat."),
    "received-later": _l("Das liegt in der Zukunft. Bitte prüfen Sie, wann die Anmeldung kam."),
    "move-group": _l(
        "Eine Gruppe mit Namen zieht nicht um. Nehmen Sie zuerst die Namen heraus, oder melden "
        "Sie die Gruppe dort neu an."
    ),
    "swap-not-firm": _l(
        "Tauschen können nur zwei Menschen, die jeder für sich einen festen Platz haben. Gruppen "
        "und Wartende ziehen um, statt zu tauschen."
    ),
    "swap-same": _l("Beide sind in derselben Veranstaltung. Bitte wählen Sie jemand anderen."),
    "swap-self": _l("Das ist dieselbe Person. Bitte wählen Sie jemand anderen."),
    "swap-known": _l(
        "Eine der beiden Personen ist schon in beiden Veranstaltungen. Bitte wählen Sie jemand "
        "anderen."
    ),
    "swap-session": _l(
        "Diese beiden haben inzwischen keine Termine zur selben Zeit mehr. Bitte wählen Sie neu."
    ),
    "swap-overlap": _l(
        "Danach hätte jemand zwei Termine zur selben Zeit. Wenn Sie trotzdem tauschen möchten, "
        "setzen Sie bitte das Häkchen."
    ),
    "swap-nowhere": _l("Es steht keine andere Veranstaltung mit Anmeldung an."),
    "door-closed": _l("Das geht nur, solange der Termin läuft."),
    "door-full": _l("Es ist kein Platz frei. Wählen Sie jemanden, der nicht gekommen ist."),
    "not-absent": _l(
        "Diese Person ist da oder hat keinen festen Platz. Bitte wählen Sie jemand anderen."
    ),
    "put-off-day": _l("Bitte wählen Sie einen Tag ab morgen, höchstens in einem Jahr."),
    "digest-wish": _l("Bitte wählen Sie aus der Liste."),
    "contingent-meanwhile": _l(
        "Inzwischen hat das jemand anderes geändert. Unten steht, was verschieden ist. Speichern "
        "Sie noch einmal, dann gilt Ihre Fassung."
    ),
    "group-meanwhile": _l(
        "Inzwischen hat jemand die Zahl der Plätze geändert: Jetzt sind es %(detail)s. Speichern "
        "Sie noch einmal, dann gilt Ihre Zahl."
    ),
    "contingent-name": _l("Bitte geben Sie an, für wen die Plätze sind."),
    "contingent-until": _l(
        "Die Frist muss in der Zukunft liegen und darf nicht nach dem Beginn enden."
    ),
    "contingent-opens": _l("Die frühere Öffnung muss vor dem Ende der Frist liegen."),
    "contingent-released": _l("Dieses Kontingent ist schon freigegeben."),
    "contingent-below-used": _l(
        "So wenige gehen nicht mehr: %(detail)s Plätze sind schon vergeben."
    ),
    "postpone-day": _l("Bitte wählen Sie einen anderen Tag, der in der Zukunft liegt."),
    "nobody-to-brief": _l(
        "Wer hier leitet, hat keine E-Mail-Adresse. Bitte tragen Sie unter Stammdaten eine ein."
    ),
    "not-public-yet": _l("Das ist noch ein Entwurf. Bitte veröffentlichen Sie ihn zuerst."),
    "no-open-date": _l("Hier ist kein Termin offen. Bitte laden Sie die Seite neu."),
    "publish-at": _l(
        "Bitte wählen Sie eine Zeit, die vor dem ersten Termin und noch vor uns liegt."
    ),
    "archive-coming": _l("Ins Archiv kann nur, was vorbei oder abgesagt ist."),
    "template-name": _l(
        "Eine Vorlage mit diesem Namen gibt es schon. Bitte wählen Sie einen anderen."
    ),
    "rule-end": _l("Bitte geben Sie an, wie oft oder bis wann."),
    "rule-times": _l("Bitte planen Sie 1 bis 60 Termine auf einmal."),
    "rule-until": _l("Das Ende muss nach dem ersten Termin liegen."),
    "session-published": _l(
        "Ein veröffentlichter Termin verschwindet nicht einfach. Bitte sagen Sie ihn ab."
    ),
    "blank-unknown": _l(
        "Das Feld %(detail)s gibt es nicht. Bitte nehmen Sie eines aus der Liste, oder schreiben "
        "Sie den Text ohne geschweifte Klammern."
    ),
    "blank-open": _l(
        "Eine geschweifte Klammer steht allein. Felder schreiben Sie so: {Name}. Sonst nehmen Sie "
        "bitte runde Klammern."
    ),
    "blank-secret": _l(
        "{Link} geht nur im Text: Der Betreff steht in Listen, und der Link ist geheim. Bitte "
        "nehmen Sie das Feld aus dem Betreff."
    ),
    "mailing-german": _l("Bitte geben Sie Betreff und Text auf Deutsch an."),
    "mailing-half": _l("Auf Englisch braucht es beides: Betreff und Text. Oder keines von beiden."),
    "mailing-nobody": _l("Bitte haken Sie mindestens einen Menschen an."),
    "mailing-past": _l("Bitte wählen Sie einen Zeitpunkt in der Zukunft."),
    "mailing-sent": _l("Diese Nachricht ist schon unterwegs und lässt sich nicht mehr ändern."),
    "letter-not-failed": _l("Diese Nachricht ist schon unterwegs oder angekommen."),
    "session-over": _l("Dieser Termin ist vorbei oder noch nicht veröffentlicht."),
    "changed-meanwhile": _l(
        "Inzwischen hat jemand anderes diese Veranstaltung geändert. Bitte vergleichen Sie, was "
        "verschieden ist. Wenn Sie noch einmal speichern, gilt Ihre Fassung."
    ),
    "question-label": _l("Bitte geben Sie die Frage an."),
    "question-kind": _l("Bitte wählen Sie, wie geantwortet wird."),
    "question-choices": _l("Bitte geben Sie mindestens zwei verschiedene Antworten an."),
    "question-depends": _l("Bitte wählen Sie eine Antwort auf eine Frage, die davor steht."),
    "question-purpose": _l("Bitte sagen Sie, wofür. Ohne Zweck dürfen wir nicht fragen."),
    "question-days": _l("Bitte geben Sie an, nach wie vielen Tagen wir löschen."),
    "question-answered": _l(
        "Auf die Frage %(detail)s hat schon jemand geantwortet. Ihre Art bleibt deshalb. Legen Sie "
        "lieber eine neue Frage an."
    ),
    "questions-meanwhile": _l(
        "Inzwischen hat jemand anderes die Fragen geändert. Was verschieden ist, steht unten. Wenn "
        "Sie noch einmal speichern, gilt Ihre Fassung."
    ),
    "last-session": _l("Das ist der letzte Termin. Bitte sagen Sie die ganze Veranstaltung ab."),
    "workshop-cancelled": _l("Diese Veranstaltung ist abgesagt und bleibt so."),
    "workshop-published": _l("Diese Veranstaltung ist veröffentlicht. Sie können sie absagen."),
    "workshop-draft": _l("Das ist ein Entwurf. Sie können ihn löschen."),
    "no-session": _l("Bitte geben Sie mindestens einen Termin an."),
    "ends-before-start": _l("Ein Termin endet, bevor er beginnt. Bitte prüfen Sie die Zeiten."),
    "capacity": _l("Bitte geben Sie mindestens einen Platz an."),
    "signup-url": _l("Bitte geben Sie die Adresse an, unter der man sich anmeldet."),
    "slug-taken": _l("Diese Adresse ist schon vergeben oder hat Zeichen, die nicht gehen."),
    "series-limit": _l(
        "Bitte geben Sie eine Zahl von 1 bis 100 an, oder lassen Sie das Feld leer."
    ),
    "name-known": _l(
        "Diesen Namen gibt es schon. Nehmen Sie einen anderen, oder führen Sie die beiden zusammen."
    ),
    "record-in-use": _l("Das wird noch benutzt und lässt sich nicht löschen."),
    "record-gone": _l(
        "Das gibt es nicht mehr: Jemand hat es inzwischen gelöscht oder zusammengeführt."
    ),
    "record-meanwhile": _l(
        "Inzwischen hat jemand anderes das geändert. Bitte vergleichen Sie, was verschieden ist. "
        "Wenn Sie noch einmal speichern, gilt Ihre Fassung."
    ),
    "merge-same": _l("Bitte wählen Sie etwas anderes als das, was verschwinden soll."),
    "merge-elsewhere": _l("Zusammenführen lassen sich nur Räume desselben Ortes."),
    "memo-empty": _l("Bitte schreiben Sie etwas auf, höchstens 1000 Zeichen."),
    "doubles-both": _l(
        "In „%(detail)s“ stehen beide auf der Liste. Bitte melden Sie dort zuerst eine der beiden "
        "ab, dann geht es."
    ),
    "doubles-elsewhere": _l(
        "Eine der beiden hat auch Anmeldungen bei einem anderen Haus. Bitte fragen Sie die "
        "Verwaltung."
    ),
    "erase-running": _l(
        "Diese Person ist noch angemeldet. Bitte melden Sie sie zuerst ab, dann geht es."
    ),
    "erase-elsewhere": _l(
        "Diese Person hat auch Anmeldungen bei einem anderen Haus. Bitte fragen Sie die Verwaltung."
    ),
    "erase-gone": _l("Diese Person gibt es nicht mehr: Jemand hat sie inzwischen gelöscht."),
    "doubles-again": _l(
        "Gerade hat sich bei einer der beiden etwas geändert. Bitte sehen Sie noch einmal nach."
    ),
    "image-missing": _l("Bitte wählen Sie ein Bild aus."),
    "image-alt": _l("Bitte beschreiben Sie das Bild: für alle, die es nicht sehen."),
    "image-large": _l(
        "Dieses Bild ist zu groß: höchstens 12 MB und 25 Millionen Bildpunkte (JPEG: 120). Bitte "
        "verkleinern Sie es."
    ),
    "image-small": _l("Dieses Bild ist zu klein. Es braucht mindestens 64 Bildpunkte je Seite."),
    "image-shape": _l("Dieses Bild ist zu schmal oder zu lang. Bitte schneiden Sie es zu."),
    "image-animated": _l("Bewegte Bilder gehen nicht. Bitte nehmen Sie ein stehendes."),
    "image-broken": _l(
        "Das können wir nicht als Bild lesen. Bitte speichern Sie es als JPEG, PNG oder WebP, und "
        "schicken Sie es noch einmal. GIF, SVG und HEIC gehen nicht."
    ),
    "image-meanwhile": _l(
        "Inzwischen hat jemand anderes das Bild geändert. Das neue steht oben. Wenn Sie noch "
        "einmal speichern, gilt Ihre Fassung."
    ),
    "material-one": _l("Bitte geben Sie eine Datei oder einen Link an, nicht beides."),
    "material-most": _l("Mehr als 50 Dinge gehen nicht. Bitte löschen Sie, was alt ist."),
    "material-empty": _l("In dieser Datei steht nichts. Bitte wählen Sie eine andere."),
    "material-large": _l("Die Datei ist größer als 20 MB. Bitte verkleinern Sie sie."),
    "material-kind": _l(
        "Diese Art von Datei geht nicht, oder sie ist beschädigt. Bitte nehmen Sie PDF, Word, "
        "PowerPoint, Excel, LibreOffice oder ein Bild."
    ),
    "material-macros": _l("In dieser Datei sind Makros. Bitte speichern Sie sie ohne."),
    "choice-gone": _l(
        "Etwas, das Sie gewählt haben, gibt es nicht mehr: Jemand hat es inzwischen gelöscht oder "
        "zusammengeführt. Bitte wählen Sie neu."
    ),
    "import-large": _l(
        "Die Datei ist größer als 2 MB. Bitte teilen Sie sie auf, oder lassen Sie Bilder weg."
    ),
    "import-book": _l(
        "Das ist eine Datei von Excel oder LibreOffice. Bitte speichern Sie sie dort als CSV, und "
        "schicken Sie die CSV-Datei."
    ),
    "import-empty": _l("In dieser Datei steht nichts. Bitte wählen Sie eine andere."),
    "import-broken": _l(
        "Diese Kalender-Datei ist beschädigt. Bitte geben Sie den Kalender noch einmal aus, und "
        "schicken Sie die neue Datei."
    ),
    "import-no-event": _l(
        "In diesem Kalender steht kein Termin. Bitte wählen Sie eine andere Datei."
    ),
    "import-columns": _l(
        "Wir finden keine Tabelle mit den Spalten Titel, Datum und Beginn. Bitte wählen Sie eine "
        "CSV- oder ICS-Datei, oder nehmen Sie unsere Muster-Tabelle."
    ),
    "import-cell": _l(
        "Eine Zelle der Tabelle nimmt kein Ende. Wahrscheinlich fehlt ein Anführungszeichen. Bitte "
        "geben Sie die Tabelle noch einmal aus."
    ),
    "import-many": _l(
        "Das sind mehr als %(detail)s Termine auf einmal. Bitte teilen Sie die Datei auf."
    ),
    "list-closed": _l(
        "Die Namen stehen hier nur am Tag des Termins. Wer leitet, kann sie noch eine Woche danach "
        "eintragen."
    ),
    "account-exists": _l("Zu dieser Adresse gibt es schon ein Konto."),
    "account-without-host": _l("Bitte wählen Sie mindestens einen Veranstalter."),
    "account-without-trainer": _l("Bitte wählen Sie, wer das ist."),
    "account-own": _l(
        "Sich selbst können Sie nicht abschalten und keine Rechte nehmen. Bitten Sie eine andere "
        "Person aus der Verwaltung."
    ),
    "account-last": _l(
        "Das ist das letzte Konto der Verwaltung. Geben Sie zuerst einer anderen Person diese "
        "Rechte."
    ),
    "account-not-active": _l("Dieses Konto ist schon abgeschaltet."),
    "account-not-off": _l("Dieses Konto ist nicht abgeschaltet. Bitte laden Sie die Seite neu."),
    "invitation-accepted": _l("Diese Person hat ihren Zugang schon eingerichtet."),
    "invitation-withdrawn": _l("Diese Einladung ist schon zurückgezogen."),
    "bad-invitation": _l(
        "Dieser Link ist nicht vollständig. Bitte öffnen Sie ihn noch einmal aus der neuesten "
        "Nachricht, oder fragen Sie die Person, die Sie eingeladen hat."
    ),
    "invitation-used": _l(
        "Diese Einladung ist schon benutzt. Loggen Sie sich mit Ihrem Passwort ein. Haben Sie es "
        "vergessen, lassen Sie sich beim Einloggen ein neues schicken."
    ),
    "invitation-renewed": _l(
        "Sie haben inzwischen eine neue Einladung bekommen. Bitte nehmen Sie den Link aus der "
        "neuesten Nachricht."
    ),
    "invitation-taken-back": _l(
        "Diese Einladung wurde zurückgezogen. Bitte fragen Sie die Person, die Sie eingeladen hat."
    ),
    "invitation-expired": _l(
        "Diese Einladung ist abgelaufen, sie galt sieben Tage. Bitte fragen Sie nach einer neuen."
    ),
    "import-gone": _l(
        "Diese Datei ist schon übernommen, oder sie ist gelöscht, weil ein Tag vorbei ist. Was "
        "angelegt wurde, finden Sie bei den Veranstaltungen unter Entwürfe."
    ),
    "import-nothing": _l(
        "Daraus lässt sich nichts mehr anlegen: Inzwischen gibt es alles schon, oder es geht so "
        "nicht. Bitte sehen Sie sich die Zeilen noch einmal an."
    ),
    "material-meanwhile": _l(
        "Inzwischen hat das jemand anderes geändert. Unten steht, was verschieden ist. Speichern "
        "Sie noch einmal, dann gilt Ihre Fassung."
    ),
    "publish-at-late": _l(
        "Der Entwurf wird von selbst erst nach seinem ersten Termin veröffentlicht. Bitte ändern "
        "Sie zuerst unter „Später veröffentlichen“ die Zeit, oder nehmen Sie sie zurück."
    ),
    "poster-undated": _l(
        "Der neue Termin steht noch nicht fest. Bitte legen Sie ihn zuerst fest, dann gibt es das "
        "Plakat."
    ),
}
