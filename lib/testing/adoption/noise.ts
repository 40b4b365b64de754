/** Groups that play no tier of anything: defaults, leftovers, lone servers, and what controllers make for themselves. */
import type { EstateBuilder, Vpc } from "./estate-builder.ts";

const leftovers = (builder: EstateBuilder, vpc: Vpc): void => {
  const { random } = builder;
  for (let count = random.below(4); count > 0; count -= 1) {
    const group = builder.group(
      vpc,
      random.pick(["launch-wizard-7", "old-web", "test", "my-sg", "backup-db-sg", "tmp"]) +
        random.below(1_000),
    );
    builder.rule(
      group,
      "tcp",
      random.pick([22, 80, 443, 3306]),
      random.pick(["0.0.0.0/0", "203.0.113.9/32", vpc.cidr]),
    );
  }
};

/** A server on its own: people's SSH, perhaps a page. */
const loneServers = (builder: EstateBuilder, vpc: Vpc): void => {
  const { random } = builder;
  for (let count = random.below(3); count > 0; count -= 1) {
    const name = random.pick(["jenkins", "gitlab", "vpn", "sftp", "grafana"]);
    const group = builder.group(vpc, `${name}-${random.below(50)}`);
    builder.rule(group, "tcp", 22, "203.0.113.0/24");
    if (random.chance(0.7)) builder.rule(group, "tcp", 443, "0.0.0.0/0");
    builder.instance(vpc, builder.subnet(vpc), [group], random.chance(0.5) ? { Name: name } : {});
  }
};

const cluster = (builder: EstateBuilder, vpc: Vpc): void => {
  const { random } = builder;
  const name = random.pick(["kube", "platform"]);
  const control = builder.group(vpc, `eks-cluster-sg-${name}-${random.below(1_000_000)}`, {
    [`kubernetes.io/cluster/${name}`]: "owned",
  });
  builder.rule(control, "-1", null, control);
  const entrance = builder.group(vpc, `k8s-elb-${random.hex(12)}`, { "elbv2.k8s.aws/cluster": name });
  builder.rule(entrance, "tcp", 443, "0.0.0.0/0");
  builder.rule(control, "tcp", 31_000, entrance);
  for (let count = 0; count < 3; count += 1) builder.instance(vpc, builder.subnet(vpc), [control], {});
};

const consolePair = (builder: EstateBuilder, vpc: Vpc): void => {
  const from = builder.group(vpc, "ec2-rds-1");
  const to = builder.group(vpc, "rds-ec2-1");
  builder.rule(to, "tcp", 3306, from);
};

export const addNoise = (builder: EstateBuilder, vpc: Vpc): void => {
  const { random } = builder;
  const own = builder.group(vpc, "default", {}, "default VPC security group");
  builder.rule(own, "-1", null, own);
  if (random.chance(0.4)) builder.instance(vpc, builder.subnet(vpc), [own], {});
  leftovers(builder, vpc);
  loneServers(builder, vpc);
  if (random.chance(0.2)) cluster(builder, vpc);
  if (random.chance(0.1)) consolePair(builder, vpc);
};
