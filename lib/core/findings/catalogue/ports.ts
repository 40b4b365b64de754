/** Ports that people know by name. */
import { intersectServices, type ServiceSet, unionServices } from "#lib/core/net/service-set.ts";
import { parseService } from "#lib/core/net/service-text.ts";

interface NamedPort {
  readonly name: string;
  /** `tcp/22` */
  readonly service: string;
}

export interface PortList {
  readonly ports: readonly NamedPort[];
  readonly services: ServiceSet;
}

const servicesOf = (text: string): ServiceSet => {
  const services = parseService(text);
  if (!services.ok) throw new Error(`${text} is no service.`);
  return services.value;
};

const listOf = (ports: readonly NamedPort[]): PortList => ({
  ports,
  services: ports.map(({ service }) => servicesOf(service)).reduce(unionServices),
});

/** Where servers are administered. CIS names 22 and 3389, over TCP and UDP; the others are their neighbours. */
export const ADMIN_PORTS = listOf([
  { name: "SSH", service: "tcp/22" },
  { name: "RDP", service: "tcp/3389" },
  { name: "RDP", service: "udp/3389" },
  { name: "port 22", service: "udp/22" },
  { name: "Telnet", service: "tcp/23" },
  { name: "WinRM", service: "tcp/5985-5986" },
  { name: "VNC", service: "tcp/5900-5903" },
]);

/** Where data is kept or files are shared: nobody means these for the whole Internet. */
export const DATA_PORTS = listOf([
  { name: "MySQL", service: "tcp/3306" },
  { name: "PostgreSQL", service: "tcp/5432" },
  { name: "SQL Server", service: "tcp/1433-1434" },
  { name: "Oracle", service: "tcp/1521" },
  { name: "MongoDB", service: "tcp/27017-27018" },
  { name: "Redis", service: "tcp/6379" },
  { name: "Elasticsearch", service: "tcp/9200" },
  { name: "memcached", service: "tcp/11211" },
  { name: "memcached", service: "udp/11211" },
  { name: "Cassandra", service: "tcp/9042" },
  { name: "mSQL", service: "tcp/4333" },
  { name: "FTP", service: "tcp/20-21" },
  { name: "Windows file shares", service: "tcp/445" },
  { name: "NetBIOS", service: "tcp/135-139" },
  { name: "NFS", service: "tcp/2049" },
  { name: "the Docker API", service: "tcp/2375-2376" },
  { name: "etcd", service: "tcp/2379-2380" },
  { name: "the kubelet", service: "tcp/10250" },
]);

/** The ports of a list that a set touches, by name: `SSH (tcp/22)`. */
export const portNames = ({ ports }: PortList, touched: ServiceSet): string[] =>
  ports
    .filter(({ service }) => intersectServices(servicesOf(service), touched).length > 0)
    .map(({ name, service }) => `${name} (${service})`);
