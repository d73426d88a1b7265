// Light or dark: the system's setting, until somebody chooses; and the pictures that follow it.

const system = matchMedia("(prefers-color-scheme: dark)");

/** Whether the page is dark now. */
export const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

/** Calls `change` whenever the system's setting changes. */
export const onSystemTheme = (change) => system.addEventListener("change", change);

/** Keeps a choice of light or dark. */
export function chooseTheme(theme) {
  localStorage.setItem("muster-theme", theme);
  document.documentElement.dataset.theme = theme;
}

/** Gives a chart its picture, drawn for the page as it is; the one before stays until the new one is there. */
export function dress(image) {
  image.src = `${image.dataset.picture}${isDark() ? "?theme=dark" : ""}`;
}

/** The same for all charts there are. */
export const dressAll = () => document.querySelectorAll("img[data-picture]").forEach(dress);
