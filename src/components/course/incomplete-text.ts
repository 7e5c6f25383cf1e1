import type { ExerciseView } from '#domain/catalogue/exercise.ts';

/** What to say when something is left open. It goes with the exercise, not with the scripts: a page needs only its own. */
export function incompleteText(view: ExerciseView): string {
  if (view.type === 'number' && view.units.length > 1)
    return 'Bitte geben Sie eine Zahl und ihre Einheit ein, zum Beispiel 12 oder 3,5.';
  return TEXTS[view.type];
}

const TEXTS: Record<ExerciseView['type'], string> = {
  'single-choice': 'Bitte wählen Sie eine Antwort.',
  'multiple-choice': 'Bitte wählen Sie mindestens eine Antwort.',
  'true-false': 'Bitte urteilen Sie über die Aussage und wählen Sie eine Begründung.',
  ordering: 'Bitte geben Sie jedem Eintrag einen eigenen Platz, jeden Platz nur einmal.',
  matching: 'Bitte ordnen Sie alles zu. Was Sie schon gewählt haben, ist noch da.',
  grouping: 'Bitte ordnen Sie alles einer Gruppe zu. Was Sie schon gewählt haben, ist noch da.',
  cloze: 'Bitte füllen Sie alle Lücken. Was Sie schon eingetragen haben, ist noch da.',
  number: 'Bitte geben Sie eine Zahl ein, zum Beispiel 12 oder 3,5.',
  'free-text': 'Bitte schreiben Sie Ihre Antwort in das Feld.',
};
