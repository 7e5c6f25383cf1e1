import type { Drag } from './drag.ts';

export interface DragItem {
  id: string;
  text: string;
}

/** The lists of one exercise. */
export interface DragLists {
  /** Items move among lists of the same type. */
  type: string;
  /** The lists as they are now. */
  listsNow: () => { node: HTMLElement | null; items: readonly DragItem[] }[];
  /** A list has other items; `done` when an item was dropped. */
  moved: (list: number, items: DragItem[], done: boolean) => void;
}

export interface LazyDrag {
  /** A pointer is over the handles: fetch what dragging needs. */
  approach: () => void;
  /** A handle is pressed. */
  press: (event: PointerEvent) => void;
  /** The lists have changed; call it from an effect. */
  refresh: () => void;
}

/** Drag and drop that costs nothing before somebody reaches for a handle, and is silently missing when it cannot be loaded. */
export function lazyDrag(lists: DragLists): LazyDrag {
  let drag: Drag | undefined;
  let pressed: PointerEvent | null = null;

  const approach = async (): Promise<void> => {
    try {
      const { startDrag } = await import('./drag.ts');
      drag ??= startDrag(lists);
      // The press that made us load is not lost.
      if (pressed) drag.press(pressed, true);
    } catch {
      // Offline. Reaching for a handle tries again.
    }
    pressed = null;
  };

  return {
    approach: () => void approach(),
    press: (event) => {
      if (event.button !== 0) return;
      if (drag) return drag.press(event, false);
      pressed = event;
      for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => (pressed = null), { once: true });
      void approach();
    },
    refresh: () => {
      // What an effect reads first is what it follows.
      lists.listsNow();
      drag?.refresh();
    },
  };
}
