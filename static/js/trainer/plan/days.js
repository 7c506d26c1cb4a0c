// Days to choose from without typing. Touches no page.

/** The days of the reviews to come, else three and six months from today: {day} or {day, months}. */
export function quickDays({ today, reviews }) {
  if (reviews.length) return reviews.slice(0, 3).map((day) => ({ day }));
  return [3, 6].map((months) => ({ day: later(today, months), months }));
}

/** So many months after a day; on the last of a month that is shorter. */
export function later(day, months) {
  const [year, month, date] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
