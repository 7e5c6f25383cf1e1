/** Drag and drop with the mouse or a finger, loaded when somebody first reaches for a handle. Keys and screen readers use the buttons and lists beside it. */
import { dndzone, setAriaStrings, type DndEvent } from 'svelte-dnd-action';
import type { DragItem, DragZone } from './lazy-drag.ts';

setAriaStrings({
  dragStarted: ({ itemLabel }) => `${itemLabel} wird verschoben.`,
  movedToPosition: ({ itemLabel, position, count }) => `${itemLabel}, jetzt Platz ${position} von ${count}`,
  movedToZoneEnd: ({ itemLabel, zoneLabel }) => `${itemLabel}, jetzt am Ende von ${zoneLabel}`,
  movedToZoneStart: ({ itemLabel, zoneLabel }) => `${itemLabel}, jetzt am Anfang von ${zoneLabel}`,
  dropped: ({ itemLabel, zoneLabel, position, count }) =>
    `${itemLabel} abgelegt in ${zoneLabel}, Platz ${position} von ${count}`,
  zoneActiveInstruction:
    'Mit den Schaltflächen und Auswahllisten daneben lässt sich alles auch ohne Ziehen verschieben.',
  zoneDragDisabledInstruction: 'Mit den Schaltflächen und Auswahllisten daneben lässt sich alles verschieben.',
});

/** Makes the children of an element draggable among all zones of the same type; it starts disabled. */
export function dragZone(
  node: HTMLElement,
  type: string,
  items: readonly DragItem[],
  moved: (items: DragItem[], done: boolean) => void,
): DragZone {
  const options = (current: readonly DragItem[], enabled: boolean) => ({
    items: [...current],
    type,
    dragDisabled: !enabled,
    // No animation at all: simple, and right under reduced motion too.
    flipDurationMs: 0,
    dropAnimationDisabled: true,
    useCursorForDetection: true,
    autoAriaDisabled: true,
    zoneTabIndex: -1,
    zoneItemTabIndex: -1,
    dropTargetStyle: {},
    dropTargetClasses: ['drop-target'],
  });
  const consider = (event: CustomEvent<DndEvent<DragItem>>) => moved(event.detail.items, false);
  const finalize = (event: CustomEvent<DndEvent<DragItem>>) => moved(event.detail.items, true);
  const listeners: [string, EventListener][] = [
    ['consider', (event) => isDndEvent(event) && consider(event)],
    ['finalize', (event) => isDndEvent(event) && finalize(event)],
  ];
  for (const [name, listener] of listeners) node.addEventListener(name, listener);
  const zone = dndzone(node, options(items, false));
  return {
    update: (current, enabled) => zone.update?.(options(current, enabled)),
    destroy: () => {
      for (const [name, listener] of listeners) node.removeEventListener(name, listener);
      zone.destroy?.();
    },
  };
}

const isDndEvent = (event: Event): event is CustomEvent<DndEvent<DragItem>> => event instanceof CustomEvent;
