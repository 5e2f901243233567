// Reads a calendar (iCalendar or jCal) from standard input with ical.js (Thunderbird, Nextcloud)
// and prints what is in it. Times are converted by the VTIMEZONE of the file itself.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const text = readFileSync(0, "utf8");
const calendar = new ICAL.Component(text.startsWith("[") ? JSON.parse(text) : ICAL.parse(text));
ICAL.TimezoneService.reset();
for (const zone of calendar.getAllSubcomponents("vtimezone"))
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));

const plain = (value) =>
  value instanceof ICAL.Time ? value.toJSDate().toISOString() : value?.toString() ?? null;

function properties(component) {
  const found = {};
  for (const property of component.getAllProperties()) {
    const { 0: name, 1: params } = property.jCal;
    (found[name] ??= []).push({ params, values: property.getValues().map(plain) });
  }
  return found;
}

const walk = (component) => ({
  name: component.name,
  properties: properties(component),
  components: component.getAllSubcomponents().map(walk),
});
process.stdout.write(JSON.stringify(walk(calendar)));
