/**
 * The button that leads to a ranking, wherever a figure is.
 */
import { el } from "./dom.js";
import { icon } from "./icons.js";

/**
 * A button that ranks by a figure.
 *
 * @param {string} code of the figure
 * @param {string} name
 * @param {string} among
 * @param {{say: Say, actions: Pick<Actions, "openRanking">}} context
 */
export const showRankButton = (code, name, among, { say, actions }) =>
  el(
    "button.rank",
    {
      ...{ type: "button", "data-key": `rank-${code}`, "aria-label": say("rankBy", { name }), title: say("rankBy", { name }) },
      onclick: () => actions.openRanking(code, among),
    },
    icon("ranking"),
  );
