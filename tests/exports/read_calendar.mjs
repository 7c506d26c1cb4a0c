// What Thunderbird's parser finds in a calendar file (standard input), as JSON.
import { readFileSync } from "node:fs";
import ICAL from "../vendor/ical.js/ical.min.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(zone);
}
const entries = calendar.getAllSubcomponents("vevent").map((one) => {
  const event = new ICAL.Event(one, { strictExceptions: true });
  return {
    uid: event.uid,
    sequence: event.sequence,
    name: event.summary,
    where: event.location ?? "",
    about: event.description ?? "",
    status: one.getFirstPropertyValue("status") ?? "",
    whole_day: event.startDate.isDate,
    zone: event.startDate.isDate ? "" : event.startDate.zone.tzid,
    start: event.startDate.isDate ? event.startDate.toString() : event.startDate.toJSDate().toISOString(),
    end: event.endDate.isDate ? event.endDate.toString() : event.endDate.toJSDate().toISOString(),
    attendees: event.attendees.map((each) => each.getFirstValue()),
    organiser: event.organizer ?? "",
  };
});
process.stdout.write(JSON.stringify({ method: calendar.getFirstPropertyValue("method"), entries }));
