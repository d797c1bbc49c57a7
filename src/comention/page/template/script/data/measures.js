/* The measures that the page shows, as the list in its data describes them. */

/** Those that are known of some of the names, or of some of the links. */
export const knownMeasures = (measures, all) =>
  measures.filter(({ name }) => all.some((one) => one[name] !== undefined));

export const figureOf = ({ name, decimals }, one) => one[name]?.toFixed(decimals) ?? "";

/** What a name or link measures, and what that means. */
export const explained = (measures, one) =>
  knownMeasures(measures, [one]).map(
    (measure) => `${measure.label} ${figureOf(measure, one)}: ${measure.meaning}.`,
  );
