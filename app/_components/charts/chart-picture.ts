import { paintElement } from './paint-element';

/** What a picture says besides the chart. */
export interface PictureWords {
  title: string;
  note: string;
  /** Of which time, and of what. */
  about: string;
}

const MARGIN = 24;
/** Sharp on every screen and in print. */
const DENSITY = 2;
const REVOKE_AFTER_MS = 10_000;

/** Saves a picture of a chart as it is shown, under its finding and with the time and the scope that it is of. */
export async function saveChartPicture(
  figure: HTMLElement,
  words: PictureWords,
  name: string,
): Promise<void> {
  await document.fonts.ready;
  const canvas = drawn(figure, words);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The browser made no picture of the chart: it may be too large.');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${name}.png`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_AFTER_MS);
}

function drawn(figure: HTMLElement, words: PictureWords): HTMLCanvasElement {
  const box = figure.getBoundingClientRect();
  const style = getComputedStyle(document.body);
  const colour = (name: string) => style.getPropertyValue(name);
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser draws no pictures.');
  const width = box.width;
  const lines = [
    { text: words.title, font: `600 15px ${style.fontFamily}`, colour: colour('--ink'), height: 21 },
    { text: words.note, font: `400 12px ${style.fontFamily}`, colour: colour('--ink-3'), height: 17 },
    { text: words.about, font: `400 12px ${style.fontFamily}`, colour: colour('--ink-2'), height: 17 },
  ].flatMap((line) => {
    context.font = line.font;
    return wrapped(context, line.text, width).map((text) => ({ ...line, text }));
  });
  const above = lines.reduce((sum, { height }) => sum + height, MARGIN + 10);
  canvas.width = Math.ceil((width + 2 * MARGIN) * DENSITY);
  canvas.height = Math.ceil((above + box.height + 2 * MARGIN) * DENSITY);
  context.scale(DENSITY, DENSITY);
  context.fillStyle = style.backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = 'middle';
  let y = MARGIN;
  for (const line of lines) {
    context.font = line.font;
    context.fillStyle = line.colour;
    context.fillText(line.text, MARGIN, y + line.height / 2);
    y += line.height;
  }
  context.font = `600 11px ${style.fontFamily}`;
  context.fillStyle = colour('--ink-3');
  context.textAlign = 'right';
  context.fillText('Bounceboard', width + MARGIN, above + box.height + MARGIN);
  context.textAlign = 'left';
  context.translate(MARGIN - box.left, above - box.top);
  paintElement(context, figure);
  return canvas;
}

/** A text in lines of at most this width. */
function wrapped(context: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && context.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
