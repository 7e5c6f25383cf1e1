/** Gives an element its text. What is there already is not written again: screen readers would say it twice. */
export function writeText(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
