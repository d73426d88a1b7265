// Before the first paint: the theme that was chosen, so that nothing flashes.
{
  const theme = localStorage.getItem("muster-theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
}
