/* The page that a server sends: the same as in a file, and before that what is added to it. */

import "./live/offer.js";
import "./main.js";
