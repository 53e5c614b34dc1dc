const HATCH_PX = 6;

/** Paints what charts are made of on a canvas, where the browser has laid it out: lines, hatching, words, and the paths
 * of the SVG. No more than that: it is no browser. */
export function paintElement(context: CanvasRenderingContext2D, element: Element): void {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  // What is for screen readers alone has a pixel; what is pointed at is invisible.
  const hidden = style.visibility === 'hidden' || style.opacity === '0' || style.display === 'none';
  if (hidden || (box.width <= 1 && box.height <= 1)) return;
  if (element instanceof SVGElement) {
    if (element instanceof SVGSVGElement && element.viewBox.baseVal.width > 24)
      paintPaths(context, element, box);
    return;
  }
  paintBox(context, style, box);
  for (const child of element.childNodes) {
    if (child instanceof Element) paintElement(context, child);
    else if (child.nodeType === Node.TEXT_NODE) paintText(context, child as Text, style, box);
  }
}

function paintBox(context: CanvasRenderingContext2D, style: CSSStyleDeclaration, box: DOMRect): void {
  const [, hatch] =
    /^repeating-linear-gradient\([\d.]+deg, (.+?) 0(?:px)?[ ,]/.exec(style.backgroundImage) ?? [];
  if (hatch) paintHatching(context, hatch, box);
  else if (style.backgroundColor !== 'rgba(0, 0, 0, 0)') {
    context.fillStyle = style.backgroundColor;
    context.fillRect(box.left, box.top, box.width, box.height);
  }
  const line = (width: string, kind: string, colour: string, ends: [number, number, number, number]) => {
    if (kind === 'none' || Number.parseFloat(width) === 0) return;
    const path = new Path2D();
    path.moveTo(ends[0], ends[1]);
    path.lineTo(ends[2], ends[3]);
    context.strokeStyle = colour;
    context.lineWidth = Number.parseFloat(width);
    context.setLineDash(kind === 'dashed' ? [4, 3] : []);
    context.stroke(path);
  };
  const { left, top, right, bottom } = box;
  line(style.borderTopWidth, style.borderTopStyle, style.borderTopColor, [left, top, right, top]);
  line(style.borderLeftWidth, style.borderLeftStyle, style.borderLeftColor, [left, top, left, bottom]);
  line(style.borderBottomWidth, style.borderBottomStyle, style.borderBottomColor, [
    left,
    bottom,
    right,
    bottom,
  ]);
}

function paintHatching(context: CanvasRenderingContext2D, colour: string, box: DOMRect): void {
  context.save();
  const clip = new Path2D();
  clip.rect(box.left, box.top, box.width, box.height);
  context.clip(clip);
  context.strokeStyle = colour;
  context.lineWidth = HATCH_PX / 2;
  context.setLineDash([]);
  const path = new Path2D();
  for (let x = box.left - box.height; x < box.right; x += HATCH_PX * Math.SQRT2) {
    path.moveTo(x, box.bottom);
    path.lineTo(x + box.height, box.top);
  }
  context.stroke(path);
  context.restore();
}

/** The browser stretches the chart to its place, but not its lines. */
function paintPaths(context: CanvasRenderingContext2D, svg: SVGSVGElement, box: DOMRect): void {
  context.save();
  const clip = new Path2D();
  clip.rect(box.left, box.top - 1, box.width, box.height + 2);
  context.clip(clip);
  const { width, height } = svg.viewBox.baseVal;
  const stretch = new DOMMatrix([box.width / width, 0, 0, box.height / height, box.left, box.top]);
  for (const path of svg.querySelectorAll('path')) {
    const style = getComputedStyle(path);
    const shape = new Path2D();
    shape.addPath(new Path2D(path.getAttribute('d') ?? ''), stretch);
    if (style.fill !== 'none') {
      context.fillStyle = style.fill;
      context.fill(shape);
    }
    if (style.stroke === 'none') continue;
    context.strokeStyle = style.stroke;
    context.lineWidth = Number.parseFloat(style.strokeWidth);
    context.lineJoin = 'round';
    context.lineCap = style.strokeLinecap === 'round' ? 'round' : 'butt';
    context.globalAlpha = Number.parseFloat(style.strokeOpacity);
    context.setLineDash(
      style.strokeDasharray === 'none' ? [] : style.strokeDasharray.split(',').map(Number.parseFloat),
    );
    context.stroke(shape);
    context.globalAlpha = 1;
  }
  context.restore();
}

function paintText(
  context: CanvasRenderingContext2D,
  node: Text,
  style: CSSStyleDeclaration,
  box: DOMRect,
): void {
  const range = document.createRange();
  range.selectNodeContents(node);
  const [place] = range.getClientRects();
  const text = node.data.trim();
  if (!place || text === '') return;
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.fillStyle = style.color;
  // Words that the page cuts short are cut short here, too.
  const room = style.textOverflow === 'ellipsis' ? box.right - place.left : Number.POSITIVE_INFINITY;
  let shown = text;
  while (shown.length > 1 && context.measureText(shown).width > room + 1)
    shown = `${shown.replace(/…$/, '').slice(0, -1)}…`;
  context.fillText(shown, place.left, place.top + place.height / 2);
}
