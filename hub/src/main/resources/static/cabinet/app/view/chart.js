// @ts-check
// A bar chart of our own: bars by day, one of them chosen by arrows or the pointer and read out. The same figures as a table stand below it.
import { html, svg, nothing } from '../../vendor/lit-html.js';
import { table } from '../parts.js';

/**
 * @typedef {{day: string, value: number}} Day
 * @param {{days: Day[], chosen: number, onChoose: (i: number) => void, label: string, say: (d: Day) => string, dayName: (day: string) => string, number: (n: number) => string, words: {day: string, value: string, asTable: string}}} o
 */
export function barChart(o) {
  const n = o.days.length,
    most = Math.max(1, ...o.days.map((d) => d.value)),
    chosen = Math.min(Math.max(o.chosen, 0), n - 1);
  if (n === 0) return nothing;
  const at = (/** @type {any} */ e) => {
    const box = e.currentTarget.getBoundingClientRect();
    return Math.min(n - 1, Math.max(0, Math.floor(((e.clientX - box.left) / box.width) * n)));
  };
  const keys = (/** @type {KeyboardEvent} */ e) => {
    const to = {
      ArrowLeft: chosen - 1,
      ArrowDown: chosen - 1,
      ArrowRight: chosen + 1,
      ArrowUp: chosen + 1,
      PageDown: chosen - 7,
      PageUp: chosen + 7,
      Home: 0,
      End: n - 1,
    }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    o.onChoose(Math.min(n - 1, Math.max(0, to)));
  };
  const bar = (/** @type {Day} */ d, /** @type {number} */ i) => {
    const height = d.value === 0 ? 1 : Math.max(3, (d.value / most) * 100);
    return svg`<rect x=${i + 0.12} y=${100 - height} width=".76" height=${height} class=${
      i === chosen ? 'on' : d.value === 0 ? 'none' : ''
    }></rect>`;
  };
  const rows = o.days.filter((d) => d.value > 0).reverse();
  return html`<figure class="chart">
    <figcaption><strong class="num">${o.say(o.days[chosen])}</strong></figcaption>
    <div class="plot">
      <span class="most num" aria-hidden="true">${o.number(Math.max(0, ...o.days.map((d) => d.value)))}</span>
      <div
        class="bars"
        role="slider"
        tabindex="0"
        aria-label=${o.label}
        aria-valuemin="1"
        aria-valuemax=${n}
        aria-valuenow=${chosen + 1}
        aria-valuetext=${o.say(o.days[chosen])}
        @keydown=${keys}
        @pointermove=${(/** @type {any} */ e) => {
          const i = at(e);
          if (i !== chosen) o.onChoose(i);
        }}
        @click=${(/** @type {any} */ e) => o.onChoose(at(e))}
      >
        <svg viewBox="0 0 ${n} 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          ${o.days.map(bar)}
        </svg>
      </div>
    </div>
    <div class="axis num" aria-hidden="true">
      <span>${o.dayName(o.days[0].day)}</span><span>${o.dayName(o.days[n >> 1].day)}</span
      ><span>${o.dayName(o.days[n - 1].day)}</span>
    </div>
    <details>
      <summary>${o.words.asTable}</summary>
      ${table({
        caption: o.label,
        rows,
        columns: [
          { key: 'day', label: o.words.day, cell: (d) => o.dayName(d.day) },
          { key: 'value', label: o.words.value, align: 'end', cell: (d) => o.number(d.value) },
        ],
      })}
    </details>
  </figure>`;
}
