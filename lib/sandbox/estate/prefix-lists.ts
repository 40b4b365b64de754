/** Prefix lists: the offices, kept by the platform team, and a few of those AWS manages. */
import { NETWORK, PREFIX_LIST } from "./demo-ids.ts";
import type { EstatePart } from "./estate-part.ts";

export const frankfurtPrefixLists: EstatePart = {
  prefixLists: [
    {
      id: PREFIX_LIST.offices,
      name: "tidewater-offices",
      maxEntries: 10,
      version: 4,
      entries: [
        { cidr: NETWORK.hamburgOffice, description: "Hamburg" },
        { cidr: NETWORK.lisbonOffice, description: "Lisbon" },
      ],
      tags: { Team: "Platform" },
    },
    {
      id: PREFIX_LIST.officesV6,
      name: "tidewater-offices-v6",
      family: "IPv6",
      maxEntries: 5,
      version: 2,
      entries: [{ cidr: NETWORK.hamburgOfficeV6, description: "Hamburg" }],
      tags: { Team: "Platform" },
    },
    {
      id: "pl-6ea54007",
      name: "com.amazonaws.eu-central-1.s3",
      owner: "AWS",
      maxEntries: 1,
      entries: [{ cidr: "3.5.134.0/23" }, { cidr: "3.5.136.0/22" }, { cidr: "52.219.44.0/22" }],
    },
    {
      id: "pl-a3a144ca",
      name: "com.amazonaws.global.cloudfront.origin-facing",
      owner: "AWS",
      maxEntries: 55,
      entries: [{ cidr: "120.52.22.96/27" }, { cidr: "205.251.249.0/24" }, { cidr: "180.163.57.128/26" }],
    },
  ],
};

export const virginiaPrefixLists: EstatePart = {
  prefixLists: [
    {
      id: PREFIX_LIST.instanceConnectVirginia,
      name: "com.amazonaws.us-east-1.ec2-instance-connect",
      owner: "AWS",
      maxEntries: 2,
      entries: [{ cidr: "18.206.107.24/29" }],
    },
  ],
};
