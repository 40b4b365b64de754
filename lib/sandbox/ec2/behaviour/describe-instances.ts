import type {
  DescribeInstancesRequest,
  DescribeInstancesResult,
  InstanceNetworkInterface,
  Instance as InstanceView,
} from "@aws-sdk/client-ec2";
import { Refusal } from "../refusal.ts";
import type { Instance, NetworkInterface } from "../state.ts";
import { type Call, ownRegion } from "./call.ts";
import { groupIdentifiers } from "./describe-interfaces.ts";
import { type FilterTable, list } from "./listing.ts";
import { tagList } from "./tags.ts";

const stateCodes: Readonly<Record<string, number>> = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export function describeInstances(call: Call, input: DescribeInstancesRequest): DescribeInstancesResult {
  const region = ownRegion(call);
  const attached = new Map<string, NetworkInterface[]>();
  for (const item of Object.values(region.interfaces)) {
    const instance = item.attachment?.instance;
    if (instance !== undefined) attached.set(instance, [...(attached.get(instance) ?? []), item]);
  }
  const interfacesOf = (instance: Instance): readonly NetworkInterface[] =>
    (attached.get(instance.id) ?? []).toSorted(
      (one, other) => (one.attachment?.deviceIndex ?? 0) - (other.attachment?.deviceIndex ?? 0),
    );
  const filters: FilterTable<Instance> = {
    "instance-id": (instance) => [instance.id],
    "instance-state-name": (instance) => [instance.state],
    "vpc-id": (instance) => [instance.vpc],
    "subnet-id": (instance) => [instance.subnet],
    "private-ip-address": (instance) => [instance.privateAddress],
    "ip-address": (instance) => [instance.publicAddress],
    "instance.group-id": (instance) => interfacesOf(instance)[0]?.groups ?? [],
    "network-interface.group-id": (instance) => interfacesOf(instance).flatMap((item) => item.groups),
    "network-interface.network-interface-id": (instance) => interfacesOf(instance).map((item) => item.id),
  };
  const page = list(input, {
    items: Object.values(region.instances),
    id: (instance) => instance.id,
    tags: (instance) => instance.tags,
    filters,
    asked: input.InstanceIds,
    missing: (id) => new Refusal("InvalidInstanceID.NotFound", `The instance ID '${id}' does not exist`),
    askedParameter: "InstanceIds",
  });
  return {
    Reservations: page.items.map((instance) => ({
      ReservationId: instance.reservation,
      OwnerId: instance.owner,
      Groups: [],
      Instances: [instanceView(call, instance, interfacesOf(instance))],
    })),
    NextToken: page.nextToken,
  };
}

function instanceView(call: Call, instance: Instance, interfaces: readonly NetworkInterface[]): InstanceView {
  return {
    InstanceId: instance.id,
    InstanceType: instance.type as NonNullable<InstanceView["InstanceType"]>,
    ImageId: instance.image,
    KeyName: instance.keyName,
    State: {
      Code: stateCodes[instance.state],
      Name: instance.state as NonNullable<NonNullable<InstanceView["State"]>["Name"]>,
    },
    LaunchTime: new Date(instance.launched),
    Placement: { AvailabilityZone: instance.zone, Tenancy: "default" },
    VpcId: instance.vpc,
    SubnetId: instance.subnet,
    PrivateIpAddress: instance.privateAddress,
    PublicIpAddress: instance.publicAddress,
    SecurityGroups: groupIdentifiers(call, interfaces[0]?.groups ?? []),
    NetworkInterfaces: interfaces.map((item) => nestedInterface(call, item)),
    Tags: tagList(instance.tags),
  };
}

const nestedInterface = (call: Call, item: NetworkInterface): InstanceNetworkInterface => ({
  NetworkInterfaceId: item.id,
  OwnerId: item.owner,
  VpcId: item.vpc,
  SubnetId: item.subnet,
  Description: item.description,
  InterfaceType: item.type,
  MacAddress: item.mac,
  Groups: groupIdentifiers(call, item.groups),
  PrivateIpAddress: item.addresses[0],
  PrivateIpAddresses: item.addresses.map((PrivateIpAddress, index) => ({
    Primary: index === 0,
    PrivateIpAddress,
  })),
  Ipv6Addresses: item.ipv6Addresses.map((Ipv6Address) => ({ Ipv6Address })),
  Attachment: {
    AttachmentId: item.attachment?.id,
    DeviceIndex: item.attachment?.deviceIndex,
    Status: "attached",
    DeleteOnTermination: true,
  },
});
