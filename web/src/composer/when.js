// Times in the zone of the person who reads, which need not be the zone of this machine.

/** The instant, as RFC 3339 in UTC, at which clocks in `zone` show `local` ("2026-12-01T09:00"); null for none. */
export function instantOf(local, zone) {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local)) return null;
  const wanted = Date.parse(`${local.slice(0, 16)}Z`);
  if (Number.isNaN(wanted)) return null;
  // Twice: the first guess may lie on the other side of a change of the clocks.
  const guess = wanted - shift(wanted, zone);
  return new Date(wanted - shift(guess, zone)).toISOString().replace(".000Z", "Z");
}

/** What a clock in `zone` shows at an instant, in the form of a datetime-local field; "" for none. */
export function localOf(instant, zone) {
  if (!instant) return "";
  const at = Date.parse(instant);
  return new Date(at + shift(at, zone)).toISOString().slice(0, 16);
}

/** "Tue, Dec 1, 9 am"; with the year where it is not this one. */
export function spokenDay(instant, zone, now = Date.now()) {
  const of = (at) => new Date(Date.parse(at) + shift(Date.parse(at), zone));
  const date = of(instant);
  const name = (options) => date.toLocaleDateString("en-US", { timeZone: "UTC", ...options });
  const year = date.getUTCFullYear() === of(new Date(now).toISOString()).getUTCFullYear() ? "" : `, ${date.getUTCFullYear()}`;
  return `${name({ weekday: "short" })}, ${name({ month: "short" })} ${date.getUTCDate()}${year}, ${spokenTime(instant, zone)}`;
}

/** "11:42 am", "9 am", "noon". */
export function spokenTime(instant, zone) {
  const at = Date.parse(instant);
  const date = new Date(at + shift(at, zone));
  const [hour, minute] = [date.getUTCHours(), date.getUTCMinutes()];
  if (!minute && hour % 12 === 0) return hour ? "noon" : "midnight";
  return `${hour % 12 || 12}${minute ? `:${String(minute).padStart(2, "0")}` : ""} ${hour < 12 ? "am" : "pm"}`;
}

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
function shift(at, zone) {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23",
    year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric",
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const shown = Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
  return shown - Math.floor(at / 1000) * 1000;
}
