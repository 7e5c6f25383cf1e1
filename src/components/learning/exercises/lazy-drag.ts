export interface DragItem {
  id: string;
  text: string;
}

/** A list whose items can be dragged. */
export interface DragZone {
  update: (items: readonly DragItem[], enabled: boolean) => void;
  destroy: () => void;
}

/** The lists of one exercise, as they are now. */
export type ZonesNow = () => { node: HTMLElement | null; items: readonly DragItem[] }[];

export interface LazyDrag {
  /** A pointer is over the handles: fetch the library. */
  approach: () => void;
  /** A handle is pressed. */
  press: (event: PointerEvent) => void;
  /** The lists have changed; call it from an effect. */
  refresh: () => void;
  destroy: () => void;
}

/**
 * Drag and drop that costs nothing before somebody reaches for a handle, and is silently missing when it cannot be loaded.
 * Items can be dragged by their handles only: elsewhere a finger scrolls and a mouse marks text.
 */
export function lazyDrag(
  type: () => string,
  zonesNow: ZonesNow,
  moved: (zone: number, items: DragItem[], done: boolean) => void,
): LazyDrag {
  let zones: DragZone[] = [];
  let loading: Promise<void> | null = null;
  let pressed = false;

  const refresh = (): void => zonesNow().forEach(({ items }, index) => zones[index]?.update(items, pressed));

  const load = async (): Promise<void> => {
    try {
      const { dragZone } = await import('./drag.ts');
      zones = zonesNow().flatMap(({ node, items }, index) =>
        node === null ? [] : [dragZone(node, type(), items, (next, done) => moved(index, next, done))],
      );
    } catch {
      loading = null;
    }
  };

  const approach = (): Promise<void> => (loading ??= load());

  const release = (): void => {
    pressed = false;
    removeEventListener('pointerup', release);
    removeEventListener('pointercancel', release);
    // The library drops on mouseup, which follows pointerup.
    setTimeout(refresh);
  };

  return {
    approach: () => void approach(),
    press: (event) => {
      if (event.button !== 0) return;
      pressed = true;
      addEventListener('pointerup', release);
      addEventListener('pointercancel', release);
      if (zones.length > 0) return refresh();
      const { target, clientX, clientY } = event;
      void approach().then(() => {
        if (!pressed || zones.length === 0) return;
        refresh();
        // The press that made us load is not lost: the library hears it now.
        target?.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true, clientX, clientY }));
      });
    },
    refresh,
    destroy: () => {
      for (const zone of zones) zone.destroy();
      zones = [];
    },
  };
}
