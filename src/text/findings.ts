import type { Finding } from '#domain/catalogue/catalogue.ts';
import type { FindingCode } from '#domain/catalogue/finding-code.ts';

/** What is wrong, and how to mend it; `{name}` stands for a value of the finding. */
export const FINDING_TEXTS: Record<FindingCode, string> = {
  // Files
  'unknown-file':
    'Die Datei „{name}“ gehört an dieser Stelle zu nichts, das der Katalog kennt. Verschieben Sie sie in den richtigen Ordner (units, exercises, worksheets, transfer, sessions, assets), geben Sie ihr die richtige Endung (.yaml, .mdx, .svg), oder löschen Sie sie.',
  'bad-file-name':
    'Der Dateiname „{name}“ taugt nicht als Kennung. Verwenden Sie nur Kleinbuchstaben a–z, Ziffern und einzelne Bindestriche, zum Beispiel „wip-grenze“.',
  'bad-module-name':
    'Der Ordner dieser Datei ({path}) taugt nicht als Kennung eines Moduls. Verwenden Sie nur Kleinbuchstaben a–z, Ziffern und einzelne Bindestriche, zum Beispiel „daten-nutzen“.',
  'unit-file-name':
    'Die Lerneinheit „{name}“ ist nicht nach dem Muster „NN-kennung.mdx“ benannt. Beginnen Sie mit zwei Ziffern, dann Bindestrich und Kennung aus Kleinbuchstaben, zum Beispiel „02-grenzen-setzen.mdx“.',
  'module-file-missing':
    'Im Ordner des Moduls „{module}“ fehlt die Datei module.yaml. Legen Sie sie an, oder verschieben Sie die übrigen Dateien in das Modul, zu dem sie gehören.',
  'competences-missing':
    'Die Datei {name} mit den Kompetenzen fehlt. Legen Sie sie unter content/ an; die Module verweisen auf ihre Kennungen.',
  'session-without-guide':
    'Zum Termin „{id}“ fehlt der Leitfaden. Legen Sie daneben die Datei {id}.guide.mdx an, damit jemand anderes den Termin leiten kann.',
  'guide-without-session':
    'Zum Leitfaden „{id}“ fehlt der Termin. Legen Sie daneben die Datei {id}.mdx an, oder benennen Sie den Leitfaden wie seinen Termin.',
  'duplicate-slug':
    'Die Kennung „{id}“ gibt es in diesem Modul schon ({other}). Geben Sie einer der beiden Lerneinheiten einen anderen Namen hinter der Nummer; an ihm hängt der Fortschritt.',
  'duplicate-position':
    'Die Nummer {number} am Anfang des Dateinamens hat schon eine andere Lerneinheit ({other}). Geben Sie „{id}“ eine freie Nummer; sie bestimmt nur die Reihenfolge.',
  // YAML and JSON
  'yaml-syntax':
    'Die Zeile „{source}“ lässt sich nicht lesen. Prüfen Sie Einrückung, Anführungszeichen, Klammern und Doppelpunkte, auch in der Zeile davor.',
  'yaml-duplicate-key':
    'Das Feld in der Zeile „{source}“ steht zweimal im selben Abschnitt. Löschen Sie eines von beiden.',
  'yaml-indent':
    'Die Zeile „{source}“ ist nicht richtig eingerückt. Rücken Sie mit Leerzeichen ein (keine Tabulatoren) und so weit wie die Nachbarzeilen; fehlt in der Zeile davor ein schließendes „]“ oder "?',
  'yaml-quotes':
    'Die Zeile „{source}“ enthält einen Doppelpunkt oder ein Sonderzeichen, das YAML für ein Zeichen seiner Sprache hält. Setzen Sie den ganzen Text in gerade Anführungszeichen "…".',
  'yaml-alias':
    'Die Zeile „{source}“ verweist mit * auf eine andere Stelle der Datei; das ist hier nicht vorgesehen. Schreiben Sie den Inhalt aus, oder setzen Sie den Text in Anführungszeichen.',
  'json-syntax':
    'Die Datei {name} ist kein gültiges JSON. Prüfen Sie Kommas und Anführungszeichen an dieser Stelle; nach dem letzten Eintrag steht kein Komma.',
  'front-matter-missing':
    'Am Anfang der Datei fehlt der Kopf zwischen zwei Zeilen „---“; sie beginnt mit „{source}“. Setzen Sie ihn mit den Pflichtfeldern, zum Beispiel title, an den Anfang.',
  // Shape
  'missing-key': 'Das Feld „{field}“ fehlt. Ergänzen Sie es.',
  'empty-key':
    'Das Feld „{field}“ ist leer. Füllen Sie es aus, oder löschen Sie die Zeile, wenn es kein Pflichtfeld ist.',
  'unknown-key': 'Das Feld „{field}“ gibt es hier nicht. Löschen Sie es; möglich sind: {known}.',
  'unknown-key-similar': 'Das Feld „{field}“ gibt es hier nicht. Meinten Sie „{similar}“?',
  'wants-text':
    'In „{field}“ wird ein Text erwartet, dort steht {given}. Setzen Sie den Wert in gerade Anführungszeichen "…".',
  'wants-number':
    'In „{field}“ wird eine Zahl erwartet, dort steht „{given}“. Schreiben Sie sie ohne Anführungszeichen und Einheit, mit Punkt statt Komma, zum Beispiel 7.5.',
  'wants-whole-number': 'In „{field}“ wird eine ganze Zahl erwartet, dort steht „{given}“. Runden Sie sie.',
  'wants-yes-no':
    'In „{field}“ wird true oder false erwartet, dort steht „{given}“. Schreiben Sie true für ja, false für nein.',
  'wants-list':
    'In „{field}“ wird eine Liste erwartet, dort steht „{given}“. Schreiben Sie jeden Eintrag in eine eigene Zeile mit „- “ davor.',
  'wants-fields':
    'In „{field}“ werden Felder mit Namen erwartet, dort steht „{given}“. Schreiben Sie „name: Wert“ je Zeile, eingerückt unter „{field}“.',
  'empty-text': 'Der Text in „{field}“ ist leer. Füllen Sie ihn aus.',
  'text-too-short': 'Der Text in „{field}“ ist zu kurz ({count} Zeichen). Schreiben Sie mindestens {min} Zeichen.',
  'text-too-long': 'Der Text in „{field}“ ist zu lang ({count} Zeichen). Kürzen Sie ihn auf höchstens {max} Zeichen.',
  'number-too-small': 'Die Zahl {given} in „{field}“ ist zu klein. Nehmen Sie mindestens {min}.',
  'number-not-above': 'Die Zahl {given} in „{field}“ ist zu klein. Sie muss größer als {min} sein.',
  'number-too-big': 'Die Zahl {given} in „{field}“ ist zu groß. Nehmen Sie höchstens {max}.',
  'list-too-short': 'Die Liste „{field}“ hat zu wenige Einträge ({count}). Nötig sind mindestens {min}.',
  'list-too-long': 'Die Liste „{field}“ hat zu viele Einträge ({count}). Erlaubt sind höchstens {max}.',
  'not-one-of': 'In „{field}“ steht „{given}“; das ist hier nicht möglich. Wählen Sie eines von: {options}.',
  'not-one-of-similar': 'In „{field}“ steht „{given}“; das ist hier nicht möglich. Meinten Sie „{similar}“?',
  'bad-slug':
    'In „{field}“ steht „{given}“; das taugt nicht als Kennung. Verwenden Sie nur Kleinbuchstaben a–z, Ziffern und einzelne Bindestriche.',
  'bad-date':
    'In „{field}“ steht „{given}“; das ist kein Datum. Schreiben Sie es als "JJJJ-MM-TT", zum Beispiel "2026-11-24".',
  'bad-key':
    'Der Name „{given}“ ist hier nicht möglich. Verwenden Sie nur Kleinbuchstaben a–z, Ziffern und Bindestriche.',
  'wrong-shape':
    'In „{field}“ steht etwas, das hier nicht vorgesehen ist („{given}“). Sehen Sie in einer anderen Datei derselben Art nach, wie es dort steht.',
  'exercise-type-unknown': 'Die Übungsart „{given}“ gibt es nicht. Wählen Sie unter type eine von: {types}.',
  'exercise-type-similar': 'Die Übungsart „{given}“ gibt es nicht. Meinten Sie „{similar}“?',
  // Prose
  'prose-syntax':
    'Der Text ab „{source}“ lässt sich nicht lesen. Meist steht dort ein „<“ im Fließtext (schreiben Sie es als Wort), oder ein Baustein wie <Exercise id="…" /> ist nicht geschlossen.',
  'prose-expression':
    'In „{source}“ stehen geschweifte Klammern; sie sind in Kurstexten nicht erlaubt. Schreiben Sie den Text ohne sie.',
  'prose-import':
    'Die Zeile „{source}“ ist Programmtext; er ist in Kurstexten nicht erlaubt. Löschen Sie sie, die Bausteine sind ohne import da.',
  'prose-not-allowed':
    'Die Auszeichnung bei „{source}“ ist in Kurstexten nicht vorgesehen. Erlaubt sind Absätze, Überschriften mit ## und ###, Listen, **fett**, *betont*, Zitate, Tabellen und Links.',
  'markdown-image':
    'Das Bild „{file}“ ist mit ![…](…) eingefügt; so passt es sich der Seite nicht an. Legen Sie es als SVG unter assets ab und schreiben Sie <Drawing file="…" alt="…" caption="…" />.',
  'heading-first-rank':
    'Die Überschrift „{heading}“ steht mit einem # da; den Titel der Seite gibt schon das Feld title. Schreiben Sie ##.',
  'heading-too-deep': 'Die Überschrift „{heading}“ ist zu tief gestuft. Verwenden Sie ## oder ###.',
  'heading-empty': 'Die Überschrift „{source}“ enthält kein Wort. Füllen Sie sie aus, oder löschen Sie die Zeile.',
  'heading-duplicate':
    'Die Überschrift „{heading}“ gibt es in dieser Datei schon, in gleicher oder fast gleicher Schreibweise. Formulieren Sie eine von beiden um; an ihr findet man die Stelle wieder.',
  'unknown-component': 'Den Baustein <{name}> gibt es in Kurstexten nicht. Verwenden Sie: {known}.',
  'component-here':
    'Der Baustein <{name}> ist nur in Lerneinheiten möglich. Verschieben Sie ihn in eine Datei unter units.',
  'component-inline':
    'Der Baustein <{name}> steht in einem Absatz oder einer Liste. Stellen Sie ihn allein in eine Zeile, mit einer Leerzeile davor und danach.',
  'component-content':
    'Der Baustein <{name}> umschließt Text. Schließen Sie ihn gleich mit „/>“, und stellen Sie den Text daneben.',
  'attribute-unknown': 'Der Baustein <{name}> kennt die Angabe „{attribute}“ nicht. Möglich sind: {known}.',
  'attribute-missing': 'Beim Baustein <{name}> fehlt die Angabe „{attribute}“. Ergänzen Sie {attribute}="…".',
  'attribute-not-literal':
    'Die Angabe „{attribute}“ beim Baustein <{name}> steht in geschweiften Klammern. Schreiben Sie den Wert in gerade Anführungszeichen.',
  'alt-missing':
    'Dem Bild „{file}“ fehlt der Ersatztext. Beschreiben Sie in alt="…" in ein bis zwei Sätzen, was darauf zu sehen ist.',
  'link-relative':
    'Der Link „{url}“ hängt davon ab, wo die Seite steht. Schreiben Sie ihn ab der Wurzel, zum Beispiel /module/daten-nutzen, oder als vollständige Adresse mit https://.',
  'link-not-https':
    'Der Link „{url}“ ist nicht verschlüsselt oder führt nicht auf eine Webseite. Verwenden Sie eine Adresse mit https://.',
  'link-dead':
    'Der Link „{url}“ führt zu keiner Seite. Möglich sind /module/KENNUNG und /programme/KENNUNG vorhandener Module und Programme, /impressum, /datenschutz und /barrierefreiheit.',
  'link-heading-dead': 'Der Link „{url}“ führt zu keiner Überschrift dieser Datei. Vorhanden sind: {known}.',
  // Drawings
  'svg-syntax':
    'Die Zeichnung „{file}“ ist bei „{source}“ nicht richtig aufgebaut. Prüfen Sie, ob jedes Element geschlossen ist und jeder Wert in Anführungszeichen steht.',
  'svg-element':
    'Die Zeichnung „{file}“ enthält <{element}>; das ist nicht erlaubt. Verwenden Sie nur Formen und Text (g, path, rect, circle, ellipse, line, polyline, polygon, text, tspan, title, desc).',
  'svg-attribute':
    'Die Zeichnung „{file}“ verwendet „{attribute}“ bei <{element}>; das ist nicht erlaubt. Farbe und Schrift kommen allein aus den Klassen d-…; Kennungen, Stile, Links und Skripte gehören nicht in die Zeichnung.',
  'svg-class': 'Die Klasse „{class}“ in der Zeichnung „{file}“ gibt es nicht. Vorhanden sind: {known}.',
  'svg-viewbox':
    'Der Zeichnung „{file}“ fehlt eine gültige viewBox. Ergänzen Sie am <svg> zum Beispiel viewBox="0 0 640 360".',
  'drawing-missing':
    'Die Zeichnung „{id}“ gibt es im Ordner assets dieses Moduls nicht. Legen Sie sie an, oder wählen Sie eine vorhandene: {known}.',
  'asset-unused':
    'Die Zeichnung „{id}“ wird nirgends gezeigt. Fügen Sie sie mit <Drawing file="{id}" … /> ein, oder löschen Sie sie.',
  // References
  'competence-unknown':
    'Die Kompetenz „{id}“ steht nicht in content/competences.yaml. Tragen Sie sie dort ein, oder korrigieren Sie die Kennung.',
  'exercise-missing':
    'Die Übung „{id}“ gibt es in diesem Modul nicht. Legen Sie exercises/{id}.yaml an, oder wählen Sie eine vorhandene: {known}.',
  'exercise-unused':
    'Die Übung „{id}“ kommt in keiner Lerneinheit vor. Fügen Sie sie mit <Exercise id="{id}" /> ein, oder löschen Sie die Datei.',
  'exercise-twice':
    'Die Übung „{id}“ kommt schon vor ({other}). Jede Übung steht nur an einer Stelle; legen Sie für die zweite eine eigene an.',
  'worksheet-missing':
    'Das Arbeitsblatt „{id}“ gibt es in diesem Modul nicht. Legen Sie worksheets/{id}.yaml an, oder wählen Sie ein vorhandenes: {known}.',
  'worksheet-unused':
    'Das Arbeitsblatt „{id}“ kommt in keiner Lerneinheit vor. Fügen Sie es mit <Worksheet id="{id}" /> ein, oder löschen Sie die Datei.',
  'worksheet-twice':
    'Das Arbeitsblatt „{id}“ kommt schon vor ({other}). Jedes Arbeitsblatt steht nur an einer Stelle; verweisen Sie an der zweiten mit einem Satz darauf.',
  'prepare-unknown':
    'Der Termin nennt zur Vorbereitung „{id}“; diese Lerneinheit gibt es im Modul nicht. Vorhanden sind: {known}.',
  'programme-module-unknown':
    'Das Modul „{id}“ gibt es nicht. Legen Sie courses/{id}/module.yaml an, oder wählen Sie: {known}.',
  'programme-module-twice':
    'Das Modul „{id}“ steht in diesem Programm zweimal. Löschen Sie eine der beiden Stellen; mehrere Schritte gehören unter steps.',
  'programme-unit-unknown':
    'Die Lerneinheit „{id}“ gibt es im Modul „{module}“ nicht. Schreiben Sie die Kennung ohne Nummer; vorhanden sind: {known}.',
  'programme-session-unknown': 'Den Termin „{id}“ gibt es im Modul „{module}“ nicht. Vorhanden sind: {known}.',
  'programme-station-twice':
    'Die Station „{id}“ aus dem Modul „{module}“ steht in diesem Programm zweimal. Löschen Sie eine der beiden Stellen.',
  'released-missing':
    'Die veröffentlichte Kennung „{id}“ gibt es nicht mehr; daran hängen Antworten von Teilnehmenden. Stellen Sie die Datei wieder her, oder tragen Sie die Kennung in courses/{module}/module.yaml unter retired ein (kind: {kind}, id: {name}, since, reason).',
  'released-malformed':
    'Der Eintrag „{given}“ ist keine veröffentlichte Kennung. Schreiben Sie „Art:Modul/Kennung“, zum Beispiel „unit:agiles-arbeiten/grenzen-setzen“; am einfachsten mit npm run release.',
  'retired-exists':
    'Die Kennung „{id}“ ist unter retired als zurückgezogen eingetragen, die Datei gibt es aber noch. Löschen Sie den Eintrag oder die Datei.',
  // Rules
  'duplicate-id': 'Die Kennung „{id}“ gibt es in dieser Datei zweimal. Geben Sie einer von beiden einen anderen Namen.',
  'choice-without-options':
    'Das Feld „{id}“ ist eine Auswahl, hat aber nichts zur Auswahl. Ergänzen Sie options mit mindestens zwei Einträgen.',
  'options-without-choice':
    'Das Feld „{id}“ hat options, ist aber keine Auswahl. Setzen Sie kind: choice, oder löschen Sie options.',
  'unit-without-exercise':
    'Die Lerneinheit „{unit}“ hat keine Übung. Fügen Sie mindestens eine mit <Exercise id="…" /> ein.',
  'unit-few-exercises':
    'Die Lerneinheit „{unit}“ hat bei {words} Wörtern zu wenige Übungen ({exercises}). Auf vier Minuten Lesen kommt mindestens eine: Ergänzen Sie auf {needed}, oder kürzen Sie den Text.',
  'unit-too-short':
    'Die Lerneinheit „{unit}“ dauert nur {minutes} Minuten ({words} Wörter, {exercises} Übungen). Ergänzen Sie sie auf 10 bis 20 Minuten.',
  'unit-too-long':
    'Die Lerneinheit „{unit}“ dauert {minutes} Minuten ({words} Wörter, {exercises} Übungen). Kürzen oder teilen Sie sie; es sollen 10 bis 20 Minuten sein.',
  'module-without-unit':
    'Das Modul „{module}“ gilt als fertig, hat aber keine Lerneinheit. Legen Sie eine unter units an, oder setzen Sie status: in-preparation.',
  'module-without-session':
    'Das Modul „{module}“ hat keinen Termin. Legen Sie unter sessions mindestens einen mit Leitfaden an.',
  'session-little-own-work':
    'Im Termin „{session}“ arbeiten die Teilnehmenden nur {own} von {total} Minuten selbst. Geben Sie mindestens der Hälfte der Zeit die Form group oder alone.',
  'guide-heading-missing':
    'Im Leitfaden fehlt die Überschrift „## {heading}“. Ergänzen Sie den Abschnitt; nötig sind der Reihe nach: {headings}.',
  'guide-heading-unknown':
    'Die Überschrift „{heading}“ ist im Leitfaden nicht vorgesehen. Machen Sie mit ### eine Unterüberschrift daraus; mit ## stehen nur: {headings}.',
  'guide-heading-order':
    'Die Überschrift „{heading}“ steht im Leitfaden an der falschen Stelle. Die Reihenfolge ist: {headings}.',
  // Exercises
  'duplicate-text':
    'Der Text „{text}“ kommt zweimal vor; so lassen sich beide nicht unterscheiden. Formulieren Sie einen von beiden um.',
  'feedback-missing':
    'Zu „{text}“ fehlt die Rückmeldung für eine falsche Antwort. Ergänzen Sie feedback: warum man das denken könnte, und was stattdessen gilt.',
  'one-right-option':
    'Genau eine Antwort muss richtig sein; hier sind es {text}. Setzen Sie bei genau einer correct: true.',
  'no-right-option': 'In „{field}“ ist keine Antwort richtig. Setzen Sie bei mindestens einer correct: true.',
  'order-shown':
    'Die gemischte Reihenfolge in „{field}“ ist zufällig schon die richtige. Setzen Sie in der Datei seed: 1 (oder eine andere Zahl), dann wird neu gemischt.',
  'item-count': 'Es sind zusammen {text} Einträge zum Einordnen. Nötig sind mindestens 3, erlaubt höchstens 12.',
  'gap-undefined':
    'Die Lücke „{text}“ steht im Text, aber nicht unter gaps. Ergänzen Sie sie dort, oder korrigieren Sie den Namen.',
  'gap-twice':
    'Die Lücke „{text}“ steht zweimal im Text. Geben Sie der zweiten einen eigenen Namen und einen eigenen Eintrag unter gaps.',
  'gap-unused':
    'Die Lücke „{text}“ steht unter gaps, aber nicht im Text. Schreiben Sie dort {{…}} mit diesem Namen, oder löschen Sie den Eintrag.',
  'gap-none':
    'In „{field}“ steht keine Lücke. Schreiben Sie an ihre Stelle {{lücke}} mit ihrem Namen, und beschreiben Sie sie unter gaps.',
  'mistake-is-right':
    'Die Antwort „{text}“ steht unter mistakes, gilt aber als richtig. Nehmen Sie sie dort heraus, oder machen Sie die richtige Antwort enger.',
};

/** A mistake in a course file in two plain German sentences: what is wrong, and how to mend it. */
export function findingText(finding: Finding): string {
  return FINDING_TEXTS[finding.code].replace(/\{([a-z]+)\}/g, (placeholder, name: string) => {
    const value = finding.values[name];
    // A list of what there is may be empty; a missing value stays visible, so that a test finds it.
    return value === undefined ? placeholder : value === '' ? '–' : value;
  });
}
