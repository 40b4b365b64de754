/**
 * The published controls that rules of the catalogue answer. CIS renumbers its recommendations from version to
 * version, so they are named here by their meaning, with the number each version gives it.
 */

export interface Control {
  readonly framework: "CIS AWS Foundations" | "AWS Config" | "Security Hub";
  /** What it asks for, in our words. */
  readonly meaning: string;
  /** The control's name, or its number in each version of the benchmark that has it. */
  readonly names: Readonly<Record<string, string>>;
}

/** One number per version; 1.2.0 asked for ports 22 and 3389 each on its own. */
export const CIS_ADMIN_PORTS_IPV4: Control = {
  framework: "CIS AWS Foundations",
  meaning: "Nobody on the whole of IPv4 is let in to ports for administering servers.",
  names: {
    "1.2.0": "4.1, 4.2",
    "1.3.0": "5.2",
    "1.4.0": "5.2",
    "1.5.0": "5.2",
    "2.0.0": "5.2",
    "3.0.0": "5.2",
    "4.0.0": "5.3",
    "5.0.0": "5.3",
    "6.0.0": "6.3",
  },
};

export const CIS_ADMIN_PORTS_IPV6: Control = {
  framework: "CIS AWS Foundations",
  meaning: "Nobody on the whole of IPv6 is let in to ports for administering servers.",
  names: {
    "1.5.0": "5.3",
    "2.0.0": "5.3",
    "3.0.0": "5.3",
    "4.0.0": "5.4",
    "5.0.0": "5.4",
    "6.0.0": "6.4",
  },
};

export const CIS_FILE_SHARES: Control = {
  framework: "CIS AWS Foundations",
  meaning: "Windows file shares are open to trusted networks only.",
  names: { "4.0.0": "5.1.2", "5.0.0": "5.1.2", "6.0.0": "6.1.2" },
};

export const CIS_DEFAULT_GROUP: Control = {
  framework: "CIS AWS Foundations",
  meaning: "The default group of every VPC lets nothing through.",
  names: {
    "1.2.0": "4.3",
    "1.3.0": "5.3",
    "1.4.0": "5.3",
    "1.5.0": "5.4",
    "2.0.0": "5.4",
    "3.0.0": "5.4",
    "4.0.0": "5.5",
    "5.0.0": "5.5",
    "6.0.0": "6.5",
  },
};

const config = (name: string, meaning: string): Control => ({
  framework: "AWS Config",
  meaning,
  names: { "managed rule": name },
});

export const CONFIG_RESTRICTED_SSH = config("restricted-ssh", "SSH is not open to everybody.");
export const CONFIG_COMMON_PORTS = config(
  "restricted-common-ports",
  "A list of familiar TCP ports is not open to everybody.",
);
export const CONFIG_PORT_RESTRICTION = config(
  "vpc-sg-port-restriction-check",
  "Ports 22 and 3389 are not open to everybody, over TCP or UDP.",
);
export const CONFIG_DEFAULT_GROUP = config(
  "vpc-default-security-group-closed",
  "The default group of every VPC lets nothing through.",
);
export const CONFIG_ATTACHED_GROUP = config(
  "ec2-security-group-attached-to-eni",
  "Every group but the default ones is carried by something.",
);

/** A control in one line of text: `CIS AWS Foundations 6.0.0: 6.3`, `AWS Config: restricted-ssh`. */
export const controlText = ({ framework, names }: Control): string => {
  const newest = Object.entries(names).at(-1);
  if (newest === undefined) return framework;
  const [version, name] = newest;
  return framework === "AWS Config" ? `${framework}: ${name}` : `${framework} ${version}: ${name}`;
};
