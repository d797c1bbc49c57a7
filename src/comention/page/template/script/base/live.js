/* What a page can do besides where a server sent it. A file can do nothing of it: there, all of this stays as it is. */

const nothing = () => [];

/** `live/offer.js` puts in what there is, before the page is made; views and panels it adds to theirs. */
export const live = {
  /** Whether names can be corrected. */
  corrects: true,
  /** Returns what keeps a graph and its server in step. */
  createClient: () => null,
  /** Makes what belongs to no view and no panel, and returns it. */
  createDesk: () => null,
  /** Elements for the actions of a name and of a link, below the neighbours of a name, and behind a quotation. */
  nameActions: nothing,
  linkActions: nothing,
  moreLinks: nothing,
  afterQuotation: nothing,
  /** Elements at the end of the export dialog. */
  moreExports: nothing,
  /** Keys, and what each does, for the help. */
  keys: [],
};
