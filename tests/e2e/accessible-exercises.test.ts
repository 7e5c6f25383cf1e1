import { EXERCISE_TYPES } from '#domain/catalogue/exercise.ts';
import { exerciseAnchor } from '#paths.ts';
import {
  builtCatalogue,
  exerciseOf,
  incompleteFields,
  partlyRightFields,
  rightFields,
  wrongFields,
} from '../support/answers.ts';
import { changeDatabase } from '../support/database.ts';
import { expectAccessible, expectNoSidewaysScrolling } from './support/accessible.ts';
import { answer, checkButton, enter, exercisePanel, NOT_YET, PASSED, resultOf } from './support/exercise.ts';
import { allIslandsRun, expect, signIn, test } from './support/test.ts';

const catalogue = builtCatalogue();
/** Those that the demonstration's learner has not answered yet. */
const fresh = (catalogue.modules['agiles-arbeiten']?.units ?? []).slice(2);
const LOOKS = [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const;
const YESTERDAY = "update cohort set answers_until = date('now', '-2 days')";

for (const type of EXERCISE_TYPES) {
  test(`an exercise of type ${type} breaks no WCAG 2.2 AA rule in any of its states`, async ({ page, site }) => {
    test.setTimeout(240_000);
    const unit = fresh.find((candidate) => candidate.exercises.some((key) => exerciseOf(catalogue, key).type === type));
    const key = unit?.exercises.find((candidate) => exerciseOf(catalogue, candidate).type === type) ?? '';
    const exercise = exerciseOf(catalogue, key);
    const panel = exercisePanel(page, key);
    const look = async (state: string) => {
      await expectAccessible(page, `${type}, ${state}`, [...LOOKS], `#${exerciseAnchor(key)}`);
      await expectNoSidewaysScrolling(page, `${type}, ${state}`);
    };
    const send = async (fields: Parameters<typeof enter>[1], says: RegExp) => {
      await enter(panel, fields);
      await checkButton(panel).click();
      await expect(resultOf(panel)).toHaveText(says);
    };
    await signIn(page);
    await page.goto(`/lernen/demo/${unit?.key ?? ''}`);
    await allIslandsRun(page);
    await look('fresh');

    // With scripts an order is never incomplete: every item has its place.
    if (type !== 'ordering') {
      await send(incompleteFields(exercise), /Bitte /);
      await look('incomplete');
    }
    await page.route('**/_actions/**', (route) => route.abort());
    await send(wrongFields(exercise), /Noch nicht gespeichert/);
    await look('not saved yet');
    await page.unroute('**/_actions/**');
    await answer(page, panel, wrongFields(exercise), NOT_YET);
    await look('wrong');
    const partly = partlyRightFields(exercise);
    if (partly !== null) {
      await answer(page, panel, partly, NOT_YET);
      await look('partly right');
    } else await answer(page, panel, wrongFields(exercise), NOT_YET);
    await panel.getByRole('button', { name: 'Lösung zeigen' }).click();
    await expect(panel.locator('details.solution')).toBeVisible();
    await look('solution shown');
    await answer(page, panel, rightFields(exercise), PASSED);
    await look('right');

    await changeDatabase(site.databaseFile, YESTERDAY);
    await send(wrongFields(exercise), /Nicht gespeichert\. Ihr Durchgang ist abgeschlossen/);
    await look('refused');
    await page.reload();
    await allIslandsRun(page);
    await expect(checkButton(panel)).toHaveCount(0);
    await look('closed');
  });
}
