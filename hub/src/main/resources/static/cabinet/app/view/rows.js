// @ts-check
// A window on a list of any length: only the rows in sight exist. Positions go through the CSSOM, so no inline style is needed.
import { html, nothing } from '../../vendor/lit-html.js';
import { repeat } from '../../vendor/directives/repeat.js';
import { keyOf } from '../letters.js';

const TALLEST = 12_000_000; // pixels; browsers end a little above, longer lists are scaled
const SPARE = 6;
const PRESS = 480;
let windows = 0;

/**
 * @typedef {{count: number, at: (i: number) => any, id: (row: any) => string, cells: (row: any) => any, cls?: (row: any) => string, label: string, busy?: boolean, open: (row: any) => void, shown?: string, chosen?: Map<string, any>, all?: () => void, none?: () => void}} Rows
 * `all` and `none` choose; `id` names a row for ever; `shown` is the one that is open beside the list
 */
export class Window {
  /** @param {() => void} changed @param {(key: KeyboardEvent, row: any) => boolean} key other keys of the list */
  constructor(changed, key) {
    this.changed = changed;
    this.key = key;
    this.first = 0;
    this.last = 24;
    this.active = 0;
    this.tall = 64;
    this.touched = 0;
    this.id = `grid-${++windows}`;
    /** @type {HTMLElement | null} as it was drawn last */ this.grid = null;
    this.observer = new ResizeObserver(() => {
      this.#size();
      this.changed();
    });
  }

  /** Finds what has been drawn. */
  #hold() {
    const grid = document.getElementById(this.id);
    if (grid !== this.grid) {
      this.observer.disconnect();
      this.grid = grid;
      if (grid) {
        this.#size();
        this.observer.observe(grid);
      }
    }
    return grid;
  }
  /** A row's height depends on the width alone; asking for it costs a layout. */
  #size() {
    if (this.grid) this.tall = parseFloat(getComputedStyle(this.grid).getPropertyValue('--row')) || 64;
  }

  get scrolled() {
    return (this.grid?.scrollTop ?? 0) > 4;
  }
  /** A hand is on the list: nothing may move under it. */
  get inHand() {
    return Date.now() - this.touched < 4000;
  }
  #touch() {
    const begins = !this.inHand;
    this.touched = Date.now();
    clearTimeout(this.rest);
    this.rest = setTimeout(this.changed, 4050);
    if (begins) this.changed(); // what is there now is what stands still
  }

  /** @param {number} count */
  #measure(count) {
    const grid = /** @type {HTMLElement} */ (this.grid);
    const y = this.#offset(count),
      first = Math.max(0, Math.floor(y / this.tall) - SPARE),
      last = Math.min(count, Math.ceil((y + grid.clientHeight) / this.tall) + SPARE);
    const moved = first !== this.first || last !== this.last;
    this.first = first;
    this.last = last;
    return moved;
  }
  /** Where the top edge of the view is in the unscaled list. @param {number} count */
  #offset(count) {
    const grid = /** @type {HTMLElement} */ (this.grid),
      whole = count * this.tall;
    return whole <= TALLEST
      ? grid.scrollTop
      : (grid.scrollTop * (whole - grid.clientHeight)) / (TALLEST - grid.clientHeight);
  }

  /** After each drawing: sizes and places. @param {number} count */
  place(count) {
    const grid = this.#hold();
    if (!grid) return;
    if (this.#measure(count)) this.changed();
    const spacer = /** @type {HTMLElement} */ (grid.firstElementChild),
      inner = /** @type {HTMLElement} */ (spacer?.firstElementChild);
    if (!inner) return;
    spacer.style.height = `${Math.min(count * this.tall, TALLEST)}px`;
    inner.style.transform = `translateY(${grid.scrollTop - this.#offset(count) + this.first * this.tall}px)`;
    this.active = Math.max(0, Math.min(count - 1, this.active));
  }

  toTop() {
    if (this.grid) this.grid.scrollTop = 0;
    this.active = 0;
  }
  focus() {
    this.grid?.focus({ preventScroll: true });
  }

  /** @param {number} count */
  reveal(count) {
    const grid = this.#hold();
    if (!grid) return; // beside another screen
    const y = this.active * this.tall,
      top = this.#offset(count);
    const to = y < top ? y : y + this.tall > top + grid.clientHeight ? y + this.tall - grid.clientHeight : top;
    const whole = count * this.tall;
    if (to !== top)
      grid.scrollTop = whole <= TALLEST ? to : (to * (TALLEST - grid.clientHeight)) / (whole - grid.clientHeight);
  }

  /** @param {KeyboardEvent} e @param {Rows} o */
  #keys(e, o) {
    const page = Math.max(1, Math.floor(/** @type {HTMLElement} */ (this.grid).clientHeight / this.tall) - 1),
      row = o.at(this.active);
    const pressed = keyOf(e);
    const by = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1, PageDown: page, PageUp: -page, Home: -o.count, End: o.count }[
      pressed
    ];
    if (by !== undefined && !e.ctrlKey && !e.metaKey && !e.altKey) {
      if (e.shiftKey && row) o.chosen?.set(o.id(row), row);
      this.active = Math.max(0, Math.min(o.count - 1, this.active + by));
      if (e.shiftKey) this.choose(o, o.at(this.active), true);
      this.reveal(o.count);
    } else if (pressed === ' ' || (pressed === 'x' && !e.ctrlKey && !e.metaKey)) this.choose(o, row);
    else if (e.key === 'Enter' && row) o.open(row);
    else if (e.key === 'Escape' && o.chosen?.size) o.none?.();
    else if (pressed.toLowerCase() === 'a' && (e.ctrlKey || e.metaKey)) o.all?.();
    else if (!this.key(e, row)) return;
    e.preventDefault();
    e.stopPropagation();
    this.#touch();
    this.changed();
  }

  /** @param {Rows} o @param {any} row @param {boolean} [on] */
  choose(o, row, on = row && !o.chosen?.has(o.id(row))) {
    if (row && o.chosen) {
      if (on) o.chosen.set(o.id(row), row);
      else o.chosen.delete(o.id(row));
      this.mark = this.active;
    }
  }

  /** @param {Rows} o @param {number} i @param {MouseEvent} e */
  #click(o, i, e) {
    const row = o.at(i);
    if (this.pressed) {
      this.pressed = false;
      return;
    }
    const from = this.mark ?? this.active;
    this.active = i;
    if (e.shiftKey && o.chosen)
      for (let k = Math.min(from, i); k <= Math.max(from, i); k++) this.choose(o, o.at(k), true);
    else if (
      /** @type {Element} */ (e.target).closest('.pick') ||
      e.ctrlKey ||
      e.metaKey ||
      (o.chosen?.size && matchMedia('(pointer: coarse)').matches)
    )
      this.choose(o, row);
    else if (row) o.open(row);
    this.changed();
  }

  /** A long press of a finger chooses. @param {Rows} o @param {number} i @param {PointerEvent} e */
  #press(o, i, e) {
    this.#touch(); // until the finger is up again, this place is this row
    this.pressed = false;
    if (e.pointerType === 'mouse' || !o.chosen) return;
    clearTimeout(this.holding);
    this.holding = setTimeout(() => {
      this.pressed = true;
      this.active = i;
      this.choose(o, o.at(i));
      navigator.vibrate?.(12);
      this.changed();
    }, PRESS);
  }
  #letGo() {
    clearTimeout(this.holding);
  }

  /** A place keeps its elements and gets other words: where rows come fast, that costs a fraction of making them. @param {Rows} o */
  view(o) {
    const indexes = [];
    for (let i = this.first; i < Math.min(this.last, o.count); i++) indexes.push(i);
    const active = o.at(this.active);
    return html`<div
      class="grid"
      id=${this.id}
      role="grid"
      tabindex="0"
      data-first
      aria-label=${o.label}
      aria-rowcount=${o.count}
      aria-multiselectable=${o.chosen ? 'true' : nothing}
      aria-busy=${o.busy ? 'true' : 'false'}
      aria-activedescendant=${
        active && this.active >= this.first && this.active < this.last ? `row-${o.id(active)}` : nothing
      }
      @scroll=${() => {
        this.#letGo();
        this.#touch();
        this.place(o.count);
        this.changed();
      }}
      @keydown=${(/** @type {KeyboardEvent} */ e) => this.#keys(e, o)}
      @pointermove=${() => this.#touch()}
      @pointerleave=${() => {
        this.touched = 0;
        this.changed();
      }}
    >
      <div class="spacer" role="presentation">
        <div class="window" role="rowgroup">
          ${repeat(
            indexes,
            (i) => i,
            (i) => this.#row(i, o),
          )}
        </div>
      </div>
    </div>`;
  }

  /** @param {number} i @param {Rows} o */
  #row(i, o) {
    const d = o.at(i);
    if (!d)
      return html`<div class="row" role="row" aria-rowindex=${i + 1}>
        <span class="pick" role="gridcell"></span><span class="who" role="gridcell"><i class="bone w"></i></span
        ><span class="title" role="gridcell"><i class="bone"></i></span>
      </div>`;
    const id = o.id(d),
      chosen = o.chosen?.has(id);
    return html`<div
      class="row ${i === this.active ? 'active' : ''} ${o.cls?.(d) ?? ''}"
      id="row-${id}"
      role="row"
      aria-rowindex=${i + 1}
      aria-selected=${o.chosen ? String(Boolean(chosen)) : nothing}
      aria-current=${o.shown === id ? 'true' : nothing}
      @click=${(/** @type {MouseEvent} */ e) => this.#click(o, i, e)}
      @pointerdown=${(/** @type {PointerEvent} */ e) => this.#press(o, i, e)}
      @pointerup=${() => this.#letGo()}
      @pointercancel=${() => this.#letGo()}
      @contextmenu=${(/** @type {Event} */ e) => {
        if (this.pressed) e.preventDefault();
      }}
    >
      ${o.cells(d)}
    </div>`;
  }
}
