// @ts-check
// Tables as spreadsheets save them: commas, semicolons or tabs, quotes, UTF-8 or the Windows code page of Kazakhstan's offices.

/** @param {ArrayBuffer | Uint8Array} bytes */
export function decode(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/** @param {string} text @returns {{line: number, cells: string[]}[]} without empty lines; `line` from 1 */
export function parse(text) {
  const first = text.slice(0, text.indexOf('\n') < 0 ? text.length : text.indexOf('\n'));
  const separator = [';', ',', '\t'].reduce((best, s) => (first.split(s).length > first.split(best).length ? s : best));
  /** @type {{line: number, cells: string[]}[]} */ const lines = [];
  let cells = [],
    cell = '',
    quoted = false,
    line = 1,
    begun = 1;
  const end = () => {
    cells.push(cell.trim());
    cell = '';
    if (cells.some(Boolean)) lines.push({ line: begun, cells });
    cells = [];
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\n') line++;
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') {
        cell += '"';
        i++;
      } else quoted = false;
    } else if (c === '"' && !cell.trim()) {
      cell = '';
      quoted = true;
    } else if (c === separator) {
      cells.push(cell.trim());
      cell = '';
    } else if (c === '\n') {
      end();
      begun = line;
    } else if (c !== '\r') cell += c;
  }
  end();
  return lines;
}

/**
 * Rows by the names of columns. Without a heading the columns stand in the order given.
 * @param {string} text @param {Record<string, string[]>} columns the name of each column and the words that stand for it
 * @returns {{line: number, values: Record<string, string>}[]}
 */
export function rows(text, columns) {
  const lines = parse(text.replace(/^\uFEFF/, ''));
  if (!lines.length) return [];
  const names = Object.keys(columns);
  const named = lines[0].cells.map((cell) =>
    names.find((name) => name.toLowerCase() === cell.toLowerCase() || columns[name].includes(cell.toLowerCase())),
  );
  const heading = named.includes(names[0]);
  const order = heading ? named : names;
  return lines
    .slice(heading ? 1 : 0)
    .map(({ line, cells }) => ({
      line,
      values: Object.fromEntries(names.map((name) => [name, cells[order.indexOf(name)] ?? ''])),
    }));
}

/** One line of a table, for a file to save. @param {string[]} cells */
export const csvLine = (cells) =>
  cells.map((cell) => (/[";\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';');
