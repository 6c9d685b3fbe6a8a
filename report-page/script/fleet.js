// The script of fleet_status' page: it renews the page, says when nobody writes it anew, and filters. Its words stand in
// the page, in the page's language.

const {renew, made} = document.body.dataset;
const filter = document.getElementById('filter');
const pause = document.getElementById('pause');
const rows = [...document.querySelectorAll('#table tbody tr')];

function isPaused() {
  return pause.getAttribute('aria-pressed') === 'true';
}

/** Three renewals without a new page: whoever writes it has stopped. */
function sayWhetherOld() {
  const age = (Date.now() - Date.parse(made)) / 1000;
  document.getElementById('old').hidden = age <= Math.max(120, 3 * Number(renew));
}

/** A reader who types, or who asked for a pause, is left alone. */
function renewSoon() {
  setTimeout(
    () => {
      sayWhetherOld();
      if (isPaused() || document.activeElement === filter) renewSoon();
      else location.reload();
    },
    1000 * Number(renew),
  );
}

function showRows() {
  const wanted = filter.value.trim().toLowerCase();
  for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  const shown = rows.filter((row) => !row.hidden).length;
  document.getElementById('count').textContent = shown + ' / ' + rows.length;
}

/** What is typed stays in the address, so that it outlives a renewal and can be sent to somebody. */
function keepFilter() {
  const address = filter.value === '' ? location.pathname + location.search : '#' + encodeURIComponent(filter.value);
  try {
    history.replaceState(null, '', address);
  } catch {
    // A browser that allows only so many changes: the address stays as it was.
  }
}

function filterOfAddress() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return '';
  }
}

pause.addEventListener('click', () => pause.setAttribute('aria-pressed', String(!isPaused())));
filter.addEventListener('input', () => {
  keepFilter();
  showRows();
});
filter.value = filterOfAddress();
document.getElementById('controls').hidden = false;
showRows();
sayWhetherOld();
renewSoon();
