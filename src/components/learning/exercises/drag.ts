/** Drag and drop with the mouse or a finger, loaded when somebody first reaches for a handle. Keys and screen readers use the buttons and lists beside it. */
import { dndzone, setAriaStrings, type DndEvent } from 'svelte-dnd-action';
import type { DragItem, DragLists } from './lazy-drag.ts';

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

/** The lists of one exercise while they can be dragged. */
export interface Drag {
  /** A handle is pressed; `late` when the library could not hear it yet. */
  press: (event: PointerEvent, late: boolean) => void;
  /** The lists have changed. */
  refresh: () => void;
}

/** Makes the items of an exercise's lists draggable among them, by their handles only: elsewhere a finger scrolls and a mouse marks text. */
export function startDrag({ type, listsNow, moved }: DragLists): Drag {
  let pressed = false;
  const zones = listsNow().map(({ node, items }, index) =>
    node === null ? null : dragZone(node, type, items, (next, done) => moved(index, next, done)),
  );
  const refresh = (): void => listsNow().forEach(({ items }, index) => zones[index]?.(items, pressed));

  const release = (): void => {
    pressed = false;
    removeEventListener('pointerup', release);
    removeEventListener('pointercancel', release);
    // The library drops on mouseup, which follows pointerup.
    setTimeout(refresh);
  };

  return {
    refresh,
    press: (event, late) => {
      pressed = true;
      addEventListener('pointerup', release);
      addEventListener('pointercancel', release);
      refresh();
      const { target, clientX, clientY } = event;
      if (late)
        target?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true, clientX, clientY }));
    },
  };
}

/** Makes the children of an element draggable among all zones of the same type, disabled at first; returns how to update it. */
function dragZone(
  node: HTMLElement,
  type: string,
  items: readonly DragItem[],
  moved: (items: DragItem[], done: boolean) => void,
): (items: readonly DragItem[], enabled: boolean) => void {
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
  node.addEventListener('consider', (event) => isDndEvent(event) && moved(event.detail.items, false));
  node.addEventListener('finalize', (event) => isDndEvent(event) && moved(event.detail.items, true));
  const zone = dndzone(node, options(items, false));
  return (current, enabled) => zone.update?.(options(current, enabled));
}

const isDndEvent = (event: Event): event is CustomEvent<DndEvent<DragItem>> => event instanceof CustomEvent;
