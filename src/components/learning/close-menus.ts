/** The open menu of the page's head closes as every menu does: by Escape, and by a click elsewhere. */
const openMenu = () => document.querySelector<HTMLDetailsElement>('details[name=kopf][open]');

document.addEventListener('click', ({ target }) => {
  const menu = openMenu();
  // A list that was just filled anew no longer holds the button in it that was pressed.
  if (menu && target instanceof Node && target.isConnected && !menu.contains(target)) menu.open = false;
});
document.addEventListener('keydown', ({ key }) => {
  const menu = openMenu();
  if (!menu || key !== 'Escape' || document.querySelector('dialog[open]')) return;
  menu.open = false;
  menu.querySelector('summary')?.focus();
});

export {};
