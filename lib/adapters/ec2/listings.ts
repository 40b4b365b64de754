/** The plain listings of an account and Region: one paginated operation each. */
import {
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
} from "@aws-sdk/client-ec2";
import type {
  ObservedInstance,
  ObservedInterface,
  ObservedPeering,
  ObservedSubnet,
  ObservedVpc,
} from "#lib/core/group/observation.ts";
import { readInstances } from "#lib/formats/ec2/read-instances.ts";
import { readInterface } from "#lib/formats/ec2/read-interface.ts";
import { readPeering, readSubnet, readVpc } from "#lib/formats/ec2/read-network.ts";
import type { PartReading } from "#lib/usecases/observation/estate-reader.ts";
import type { Connection } from "./ec2-clients.ts";
import { readCall } from "./read-call.ts";
import { readPages } from "./read-pages.ts";

/** Called after each page with the number of items read so far. */
export type OnPage = (items: number) => void;

/** The largest pages EC2 gives (EC2-FACTS, "paging"). */
const MaxResults = 1_000;

const next = (token: string | undefined) => ({
  MaxResults,
  ...(token === undefined ? {} : { NextToken: token }),
});

export const listVpcs = (to: Connection, onPage: OnPage): Promise<PartReading<ObservedVpc>> =>
  readPages(async (token) => {
    const answer = await readCall("DescribeVpcs", to.describes, () =>
      to.ec2.send(new DescribeVpcsCommand(next(token))),
    );
    return { items: (answer.Vpcs ?? []).map(readVpc), nextToken: answer.NextToken };
  }, onPage);

export const listSubnets = (to: Connection, onPage: OnPage): Promise<PartReading<ObservedSubnet>> =>
  readPages(async (token) => {
    const answer = await readCall("DescribeSubnets", to.describes, () =>
      to.ec2.send(new DescribeSubnetsCommand(next(token))),
    );
    return { items: (answer.Subnets ?? []).map(readSubnet), nextToken: answer.NextToken };
  }, onPage);

export const listPeerings = (to: Connection, onPage: OnPage): Promise<PartReading<ObservedPeering>> =>
  readPages(async (token) => {
    const answer = await readCall("DescribeVpcPeeringConnections", to.describes, () =>
      to.ec2.send(new DescribeVpcPeeringConnectionsCommand(next(token))),
    );
    return { items: (answer.VpcPeeringConnections ?? []).map(readPeering), nextToken: answer.NextToken };
  }, onPage);

export const listInterfaces = (to: Connection, onPage: OnPage): Promise<PartReading<ObservedInterface>> =>
  readPages(async (token) => {
    const answer = await readCall("DescribeNetworkInterfaces", to.describes, () =>
      to.ec2.send(new DescribeNetworkInterfacesCommand(next(token))),
    );
    return { items: (answer.NetworkInterfaces ?? []).map(readInterface), nextToken: answer.NextToken };
  }, onPage);

export const listInstances = (to: Connection, onPage: OnPage): Promise<PartReading<ObservedInstance>> =>
  readPages(async (token) => {
    const answer = await readCall("DescribeInstances", to.describes, () =>
      to.ec2.send(new DescribeInstancesCommand(next(token))),
    );
    return { items: (answer.Reservations ?? []).flatMap(readInstances), nextToken: answer.NextToken };
  }, onPage);
