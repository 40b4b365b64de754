/** Services as people say them: `3306`, `tcp/443`, `ssh`, `ports 80 and 443`, `anything`. */
import {
  ALL_SERVICES,
  NO_SERVICES,
  portRange,
  type ServiceSet,
  unionServices,
} from "#lib/core/net/service-set.ts";
import { parseService } from "#lib/core/net/service-text.ts";

const TCP = 6;

/** The ports that go by a name among people who run servers. */
const WELL_KNOWN: Readonly<Record<string, string>> = {
  ssh: "tcp/22",
  sftp: "tcp/22",
  smtp: "tcp/25",
  dns: "udp/53",
  http: "tcp/80",
  ntp: "udp/123",
  ldap: "tcp/389",
  https: "tcp/443",
  smb: "tcp/445",
  mysql: "tcp/3306",
  mariadb: "tcp/3306",
  rdp: "tcp/3389",
  postgres: "tcp/5432",
  postgresql: "tcp/5432",
  winrm: "tcp/5985-5986",
  redis: "tcp/6379",
  mongodb: "tcp/27017",
  ping: "icmp/8",
};

const EVERYTHING = new Set(["all", "anything", "everything", "any", "*", "-1"]);

/** One service; a number or span alone is of tcp. */
export const readService = (text: string): ServiceSet | null => {
  const word = text.toLowerCase();
  if (EVERYTHING.has(word)) return ALL_SERVICES;
  const ports = /^([0-9]{1,5})(?:-([0-9]{1,5}))?$/.exec(word);
  if (ports !== null) {
    const from = Number(ports[1]);
    const to = Number(ports[2] ?? ports[1]);
    return from <= to && to <= 65_535 ? portRange(TCP, from, to) : null;
  }
  const known = Object.hasOwn(WELL_KNOWN, word) ? WELL_KNOWN[word] : undefined;
  const services = parseService(known ?? word);
  return services.ok ? services.value : null;
};

/** Several, after `on`, `port` and the like; null where one of them is none. */
export const readServiceList = (words: readonly string[]): ServiceSet | null => {
  const parts = words.flatMap((word) => word.split(/[,+]/));
  let all = NO_SERVICES;
  for (const part of parts) {
    if (["", "and", "or", "port", "ports"].includes(part)) continue;
    const services = readService(part);
    if (services === null) return null;
    all = unionServices(all, services);
  }
  return all.length === 0 ? null : all;
};
