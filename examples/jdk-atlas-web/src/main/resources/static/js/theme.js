// Runs before the first paint, so that a chosen theme does not flash; hence no module.
(() => {
  const chosen = localStorage.getItem('relata.theme');
  if (chosen === 'dark' || chosen === 'light') {
    document.documentElement.dataset.theme = chosen;
  }
})();
