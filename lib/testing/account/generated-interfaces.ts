/** The network interfaces of a generated account, as `aws ec2 describe-network-interfaces` prints them. */
import type { Stack } from "#lib/core/tier/pattern.ts";
import type { Random } from "./random.ts";

const INTERFACES_A_FILE = 10_000;

const privateAddress = (position: number): string =>
  `10.${(position >> 15) % 20}.${(position >> 8) & 127}.${position & 255}`;

const association = (address: string) => ({
  Association: {
    IpOwnerId: "amazon",
    PublicDnsName: `ec2-${address.replaceAll(".", "-")}.eu-central-1.compute.amazonaws.com`,
    PublicIp: address,
  },
});

/** An instance's primary interface carries one workload tier and the door; one in fifty forgot the door. */
const instanceGroups = (stack: Stack, random: Random): string[] => {
  const [web, app, db, door] = stack.bindings.map((binding) => binding.primaryGroupId);
  const tier = random.pick([web, web, app, app, app, db]) ?? "";
  return random.chance(0.02) || door === undefined ? [tier] : [tier, door];
};

const writeInterface = (position: number, stack: Stack, random: Random): object => {
  const address = privateAddress(position);
  const isBalancer = random.chance(0.08);
  const web = stack.bindings[0]?.primaryGroupId ?? "";
  const groups = isBalancer ? [web] : instanceGroups(stack, random);
  const publicly = random.chance(0.3) ? association(`52.${random.below(256)}.${random.below(256)}.9`) : {};
  const id = position.toString(16).padStart(16, "0");
  return {
    ...publicly,
    Attachment: {
      AttachTime: "2026-02-27T03:36:34+00:00",
      AttachmentId: `eni-attach-0${id}`,
      DeleteOnTermination: true,
      DeviceIndex: isBalancer ? 1 : 0,
      NetworkCardIndex: 0,
      ...(isBalancer
        ? { InstanceOwnerId: "amazon-elb" }
        : { InstanceId: `i-0${id}`, InstanceOwnerId: stack.accountId }),
      Status: "attached",
    },
    AvailabilityZone: `${stack.region}a`,
    Description: isBalancer ? `ELB app/${stack.name}/50dc6c495c0c9188` : "",
    Groups: groups.map((GroupId, order) => ({ GroupName: `${stack.name}-${order}`, GroupId })),
    InterfaceType: "interface",
    Ipv6Addresses: random.chance(0.3)
      ? [{ Ipv6Address: `2a05:d014:1:${(1 + (position & 0xff)).toString(16)}::${position.toString(16)}` }]
      : [],
    MacAddress: `16:2f:d0:d6:${(position >> 8) & 255}:${position & 255}`,
    NetworkInterfaceId: `eni-0${id}`,
    OwnerId: stack.accountId,
    PrivateDnsName: `ip-${address.replaceAll(".", "-")}.${stack.region}.compute.internal`,
    PrivateIpAddress: address,
    PrivateIpAddresses: [
      {
        ...publicly,
        Primary: true,
        PrivateDnsName: `ip-${address.replaceAll(".", "-")}.${stack.region}.compute.internal`,
        PrivateIpAddress: address,
      },
    ],
    ...(isBalancer ? { RequesterId: "amazon-elb" } : {}),
    RequesterManaged: isBalancer,
    SourceDestCheck: true,
    Status: "in-use",
    SubnetId: "subnet-00",
    TagSet: [],
    VpcId: stack.vpcId,
  };
};

/** Interfaces shared out evenly over the stacks. */
export function* generatedInterfaces(stacks: readonly Stack[], count: number, random: Random) {
  for (let first = 0; first < count; first += INTERFACES_A_FILE) {
    const size = Math.min(INTERFACES_A_FILE, count - first);
    const NetworkInterfaces = Array.from({ length: size }, (_, step) => {
      const stack = stacks[(first + step) % stacks.length];
      if (stack === undefined) throw new Error("An account without stacks has no interfaces.");
      return writeInterface(first + step, stack, random);
    });
    const goesOn = first + size < count;
    const json = goesOn ? { NetworkInterfaces, NextToken: `${first}` } : { NetworkInterfaces };
    yield { name: `interfaces-${first / INTERFACES_A_FILE}.json`, json };
  }
}
