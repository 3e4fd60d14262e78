/**
 * Where others open this page: the home of every link that is copied and of every address that a reference gives.
 */

/**
 * @param {{protocol: string, href: string}} location where the page is open
 * @param {string} published the address that its builder gave, empty where none
 * @returns {string} the page's own address on the web, else the published one; empty where there is none, as for a file
 */
export const pageAddress = (location, published) => (/^https?:$/.test(location.protocol) ? location.href.replace(/#.*$/, "") : published);
