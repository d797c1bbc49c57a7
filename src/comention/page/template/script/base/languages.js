/* The languages of documents, in words. */

const USUAL = "en";
const CODE = /^[a-z]{2,3}$/u;
const NAMES = new Intl.DisplayNames(["en"], { type: "language" });

/** What English calls the language of a document, by its code; "" if that is English, as the page is, or unknown. */
export function foreignLanguage(code) {
  if (!code || code === USUAL) return "";
  return CODE.test(code) ? NAMES.of(code) : code;
}
