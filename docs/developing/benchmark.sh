#!/bin/sh
# Measures decoding and judging beside other tools on the same capture, in the same run.
# usage: docs/developing/benchmark.sh [CAPTURE] [ROUNDS]; see benchmarks.md
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
capture=${1:-"${FIELDWARDEN_DATA:-$root/../shared/data}/throughput/ot-mix.pcap.gz"}
rounds=${2:-20}
repeat=10
[ -r "$capture" ] || { echo "capture not found: $capture" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $capture in
    *.gz) gunzip -c "$capture" > "$work/once.pcap" ;;
    *) cp "$capture" "$work/once.pcap" ;;
esac
# The capture ten times in a row, so that starting a tool does not count for much. Only the first file header is kept.
head -c 24 "$work/once.pcap" > "$work/traffic.pcap"
for round in $(seq "$repeat"); do tail -c +25 "$work/once.pcap" >> "$work/traffic.pcap"; done

cd "$root"
java=${JAVA:-}
for found in "${JAVA_HOME:-/none}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
    [ -n "$java" ] && break
    if [ -x "$found" ] && "$found" -version 2>&1 | head -1 | grep -Eq '"(2[5-9]|[3-9][0-9])'; then java=$found; fi
done
[ -n "$java" ] || { echo "no JDK 25 or newer found; set JAVA to its java" >&2; exit 2; }
mvn -q -pl agent/sensor -am test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile="$work/classpath"
classpath="agent/sensor/target/test-classes:agent/sensor/target/classes:$(cat "$work/classpath")"
ours() {
    "$java" -Xmx1g -XX:+UseSerialGC -XX:+UseCompactObjectHeaders --enable-native-access=ALL-UNNAMED -cp "$classpath" "$@"
}
ours io.fieldwarden.agent.bench.ReplayBenchmark "$work/once.pcap" "$rounds" | tee "$work/ours.txt"
echo "With the first compiler alone (-XX:TieredStopAtLevel=1):"
ours -XX:TieredStopAtLevel=1 io.fieldwarden.agent.bench.ReplayBenchmark "$work/once.pcap" "$rounds" decode+detect | tail -n 1
echo "Protocol by protocol:"
ours io.fieldwarden.agent.bench.ProtocolBenchmark "$work/once.pcap"
echo "As connections and devices grow:"
ours io.fieldwarden.agent.bench.GrowthBenchmark
ours io.fieldwarden.agent.bench.IdleBenchmark
packets=$(sed -n 's/^\([0-9,]*\) packets a round.*/\1/p' "$work/ours.txt" | tr -d ,)
ours=$(awk '$1 == "decode+detect" { print $2 * 1000000 }' "$work/ours.txt")

# Processor time, not time by the clock: the machine may be busy.
measure() {
    name=$1
    shift
    if ! command -v "$1" > /dev/null; then
        printf '%-14s not installed\n' "$name"
        return
    fi
    { /usr/bin/env bash -c 'TIMEFORMAT="%U %S"; time "$@" > /dev/null 2>&1' measure "$@"; } 2> "$work/time.txt" || true
    awk -v name="$name" -v packets="$((packets * repeat))" -v ours="$ours" '{
        rate = packets / ($1 + $2 + 0.000001)
        printf "%-14s %6.2f million packets/s per core, %5.0f ns/packet; ours judges %.2f times that\n", name, rate / 1e6, 1e9 / rate, ours / rate
    }' "$work/time.txt"
}
measure tcpdump tcpdump -r "$work/traffic.pcap" -w /dev/null
measure ndpiReader ndpiReader -q -i "$work/traffic.pcap"
measure tshark tshark -n -r "$work/traffic.pcap" -w /dev/null -Y frame
