// Has the service worker keep the pages' files, once the page itself has all it needs. Without one
// (plain http, a private window) the page works as well, and a browser's own error page stands in
// for the offline page.

addEventListener('load', () => {
  navigator.serviceWorker?.register('/sw.js').catch(({ message }) => console.info(message));
});
