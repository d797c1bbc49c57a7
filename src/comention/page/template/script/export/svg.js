/* A drawing context that writes SVG, with those methods of a canvas context that paint.js calls. */

import { xml } from "./xml.js";

const number = (value) => String(Math.round(value * 100) / 100);

const attributes = (values) =>
  Object.entries(values)
    .map(([name, value]) => ` ${name}="${xml(value)}"`)
    .join("");

/** `measure` is a real canvas context, which is needed to measure the width of text. */
export function createSvgContext(measure) {
  const parts = [];
  let path = [];
  let dash = [];
  const ctx = {
    ...{ fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, font: "10px sans-serif" },
    ...{ lineCap: "butt", lineJoin: "miter", textAlign: "start", textBaseline: "alphabetic" },
    beginPath: () => (path = []),
    moveTo: (x, y) => path.push(`M${number(x)} ${number(y)}`),
    lineTo: (x, y) => path.push(`L${number(x)} ${number(y)}`),
    closePath: () => path.push("Z"),
    rect: (x, y, width, height) =>
      path.push(`M${number(x)} ${number(y)}h${number(width)}v${number(height)}h${number(-width)}Z`),
    /** Whole circles only. */
    arc(x, y, radius) {
      const [r, d] = [number(radius), number(2 * radius)];
      path.push(`M${number(x - radius)} ${number(y)}a${r} ${r} 0 1 0 ${d} 0a${r} ${r} 0 1 0 -${d} 0Z`);
    },
    setLineDash: (lengths) => (dash = lengths),
    stroke: () => shape({ fill: "none", ...stroked() }),
    fill: () => shape({ fill: ctx.fillStyle }),
    strokeText: (text, x, y) => word(text, x, y, { fill: "none", ...stroked() }),
    fillText: (text, x, y) => word(text, x, y, { fill: ctx.fillStyle }),
    measureText(text) {
      measure.font = ctx.font;
      return measure.measureText(text);
    },
    /** Everything that was drawn, as an SVG document of this size with this background. */
    document(width, height, ground, title) {
      const head = { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height };
      const back = `<rect width="100%" height="100%"${attributes({ fill: ground })}/>`;
      return `<svg${attributes(head)}>\n<title>${xml(title)}</title>\n${back}\n${parts.join("\n")}\n</svg>\n`;
    },
  };

  const faint = () => (ctx.globalAlpha < 1 ? { opacity: number(ctx.globalAlpha) } : {});
  const stroked = () => ({
    ...{ stroke: ctx.strokeStyle, "stroke-width": number(ctx.lineWidth) },
    ...{ "stroke-linecap": ctx.lineCap, "stroke-linejoin": ctx.lineJoin },
    ...(dash.length ? { "stroke-dasharray": dash.join(" ") } : {}),
  });
  const shape = (style) =>
    path.length && parts.push(`<path d="${path.join("")}"${attributes({ ...style, ...faint() })}/>`);
  function word(text, x, y, style) {
    const [, weight, size, family] = /^(\d+) (\S+) (.*)$/.exec(ctx.font) ?? [null, 400, "12px", "sans-serif"];
    const anchor = ctx.textAlign === "center" ? { "text-anchor": "middle" } : {};
    const middle = ctx.textBaseline === "middle" ? { "dominant-baseline": "central" } : {};
    const place = { x: number(x), y: number(y), ...anchor, ...middle };
    const letters = { "font-weight": weight, "font-size": size, "font-family": family };
    parts.push(`<text${attributes({ ...place, ...letters, ...style, ...faint() })}>${xml(text)}</text>`);
  }
  return ctx;
}
