// Days to choose from without typing. Touches no page.

/** For a goal: the days of the reviews to come, else three and six months from today: {day} or {day, months}. */
export function quickDays({ today, reviews }) {
  if (reviews.length) return reviews.slice(0, 3).map((day) => ({ day }));
  return [3, 6].map((months) => ({ day: later(today, months), months }));
}

/** For an action: two and four weeks from today, and the days for a goal: {day}, {day, weeks} or {day, months}. */
export function daysSoon(plan) {
  const soon = [2, 4].map((weeks) => ({ day: inDays(plan.today, 7 * weeks), weeks }));
  return [...soon, ...quickDays(plan).filter(({ day }) => soon.every((one) => one.day !== day)).slice(0, 2)];
}

/** So many months after a day; on the last of a month that is shorter. */
export function later(day, months) {
  const [year, month, date] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return dayOf(new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))));
}

function inDays(day, days) {
  const [year, month, date] = day.split('-').map(Number);
  return dayOf(new Date(Date.UTC(year, month - 1, date + days)));
}

const dayOf = (moment) => moment.toISOString().slice(0, 10);
