/** Whether the reader asked for less motion. */
export const isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
