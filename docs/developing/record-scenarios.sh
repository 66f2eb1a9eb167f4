#!/usr/bin/env bash
# Records the demonstration plant and every scenario from real stacks (digitalpetri Modbus, modbus-serial, mosquitto,
# Eclipse Paho) in network namespaces of its own, joined by a bridge that floods like a hub, and listened to on one port.
# Needs root, iproute2, ethtool, dumpcap (Debian: tshark), mosquitto, node and npm, and a built project (mvn package).
#
#   docs/developing/record-scenarios.sh [scenario ...]      (all of them without arguments)
set -euo pipefail
home=$(cd "$(dirname "$0")/../.." && pwd)
scenarios=$home/agent/sensor/src/test/scenarios
work=$(mktemp -d)
prefix=fwrec
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
hosts="tap:1 hmi:10 historian:11 dashboard:12 plc7:17 plc8:18 broker:20 sensor1:31 sensor2:32 spare:55 laptop:99"
pids=()

cleanup() {
  { for pid in "${pids[@]}"; do kill -9 "$pid" || true; done; wait; } 2>/dev/null
  for host in $hosts switch; do ip netns del "$prefix-${host%%:*}" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT

in_host() { local host=$1; shift; ip netns exec "$prefix-$host" "$@"; }
background() { in_host "$@" >>"$work/actors.log" 2>&1 & pids+=($!); }
actor() { local host=$1; shift; in_host "$host" "$java" -XX:TieredStopAtLevel=1 -Xmx64m -cp "$class_path" io.fieldwarden.plant.PlantActor "$@" >>"$work/actors.log" 2>&1 || true; }
actor_stays() { local host=$1; shift; background "$host" "$java" -XX:TieredStopAtLevel=1 -Xmx64m -cp "$class_path" io.fieldwarden.plant.PlantActor "$@"; }

network() {
  ip netns add $prefix-switch
  in_host switch ip link add br0 type bridge ageing_time 0 mcast_snooping 0
  in_host switch ip link set br0 up
  for entry in $hosts; do
    local host=${entry%%:*} number=${entry##*:}
    ip netns add "$prefix-$host"
    in_host "$host" sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
    ip link add "p-$host" netns $prefix-switch type veth peer name eth0 netns "$prefix-$host"
    in_host switch sysctl -qw "net.ipv6.conf.p-$host.disable_ipv6=1"
    in_host switch ip link set "p-$host" master br0 up
    in_host "$host" ip link set eth0 address "02:fd:00:00:07:$(printf %02x "$number")"
    in_host "$host" ethtool -K eth0 tx off tso off gso off gro off >/dev/null
    in_host "$host" ip link set lo up
    in_host "$host" ip link set eth0 up
    [ "$host" = tap ] || in_host "$host" ip addr add "10.20.7.$number/24" dev eth0
    case $host in spare | laptop) in_host "$host" ip link set eth0 down ;; esac # not there until a scene brings them
  done
  in_host switch sysctl -qw net.ipv6.conf.br0.disable_ipv6=1
}

plant() {
  cat >"$work/mosquitto.conf" <<CONF
listener 1883 10.20.7.20
allow_anonymous true
password_file $work/passwords
CONF
  touch "$work/passwords"
  mosquitto_passwd -b "$work/passwords" press correct-horse
  chmod 644 "$work/passwords"; chmod 755 "$work"
  background broker mosquitto -c "$work/mosquitto.conf"
  (cd "$work" && npm install --silent --no-fund --no-audit modbus-serial@8.0.25 >/dev/null)
  NODE_PATH=$work/node_modules background plc8 node "$home/docs/developing/plant/controller-with-identity.js" 10.20.7.18
  background broker "$java" -Xmx32m -cp "$class_path" io.fieldwarden.plant.PlantActor listen 8080
  actor_stays plc7 plc 10.20.7.17
  sleep 2
}

people() {
  actor_stays hmi hmi 10.20.7.17 10.20.7.18
  actor_stays historian historian 10.20.7.17
  actor_stays sensor1 sensor tcp://10.20.7.20:1883 press1-temperature plant/line2/press1/temperature
  actor_stays sensor2 sensor tcp://10.20.7.20:1883 press2-temperature plant/line2/press2/temperature
  actor_stays dashboard dashboard tcp://10.20.7.20:1883 plant/line2/+/temperature
}

# record NAME SECONDS: listens, lets the function scene_NAME act after a second, and keeps the capture
record() {
  local name=$1 seconds=$2 target=$3
  mkdir -p "$(dirname "$target")"
  in_host tap dumpcap -q -i eth0 -a "duration:$seconds" -w "$work/$name.pcapng" >/dev/null 2>&1 &
  local listener=$!
  sleep 1
  "scene_${name//-/_}"
  wait $listener
  capinfos -c "$work/$name.pcapng" | tail -n 1
  # the older format carries no remarks about the machine it was recorded on
  editcap -F pcap "$work/$name.pcapng" "$work/$name.pcap"
  gzip -9nc "$work/$name.pcap" >"$target"
}

scene_normal() { people; actor historian mqtt tcp://10.20.7.20:1883 historian-1 login press correct-horse 0; sleep 18; for visit in 1 2 3; do actor dashboard visit 10.20.7.20 8080; sleep 8; done; }
scene_story() {
  in_host laptop ip link set eth0 up
  in_host laptop ping -c 2 -i 0.3 10.20.7.17 >/dev/null 2>&1 || true
  sleep 3
  actor laptop scan-ports 10.20.7.17 490 40
  sleep 2
  actor laptop modbus 10.20.7.18 raw 2b0e0100 2b0e0200
  actor laptop raw 10.20.7.18 502 0001000000020107,000200000002010b,000300000002010c,0004000000020111,0005000000020109,000600000002010a,000700000002010d,000800000002010e,0009000000020112,000a000000020113,000b00000002011a,000c00000002011b,000d000000020141,000e000000020142,000f000000020143,0010000000020144
  sleep 3
  actor laptop modbus 10.20.7.17 write-single 100 3000
  sleep 3
  actor laptop mqtt tcp://10.20.7.20:1883 mqtt-explorer-7f3a subscribe '#'
  sleep 2
  actor laptop mqtt tcp://10.20.7.20:1883 mqtt-explorer-7f3a publish plant/line2/press1/command '{"setpoint":3000}'
}

scene_new_asset() { in_host spare ip link set eth0 up; in_host spare ping -c 3 -i 0.3 10.20.7.20 >/dev/null 2>&1 || true; in_host spare ip link set eth0 down; }
scene_new_asset_quiet() { in_host dashboard ip neigh flush all; actor dashboard visit 10.20.7.20 8080; }
scene_new_link() { actor historian visit 10.20.7.20 8080; }
scene_new_link_quiet() { actor dashboard visit 10.20.7.20 8080; }
scene_new_service() { background broker "$java" -Xmx32m -cp "$class_path" io.fieldwarden.plant.PlantActor listen 2323; sleep 1; actor dashboard visit 10.20.7.20 2323; }
scene_new_service_quiet() { actor dashboard visit 10.20.7.20 2424; }
scene_scan_port() { actor historian scan-ports 10.20.7.17 600 60; }
scene_scan_port_quiet() { actor historian scan-ports 10.20.7.17 502 1; }
scene_scan_address() { actor historian scan-addresses 10.20.7. 90; }
scene_scan_address_quiet() { actor historian scan-addresses 10.20.7. 12; }
scene_scan_function_code() { actor hmi raw 10.20.7.18 502 0001000000020107,000200000002010b,000300000002010c,0004000000020111,00050000000a01140706000100000002,00060000000401180000,000700000006010800001234,0008000000020107,000900000002010b; }
scene_scan_function_code_quiet() { actor hmi modbus 10.20.7.18 read-again 0 10 20; }
scene_unlearned_operation() { actor hmi modbus 10.20.7.18 raw 2b0e0100; }
scene_unlearned_operation_quiet() { actor hmi modbus 10.20.7.18 read 0 10; }
scene_unauthorised_write() { actor historian modbus 10.20.7.17 write-single 100 3000; }
scene_unauthorised_write_quiet() { actor hmi modbus 10.20.7.17 write-single 100 1200; }
scene_address_range() { actor hmi modbus 10.20.7.17 read 400 10; }
scene_address_range_quiet() { actor hmi modbus 10.20.7.17 read 2 4; }
scene_new_master() { actor sensor2 modbus 10.20.7.17 read 0 10; }
scene_new_master_quiet() { actor historian modbus 10.20.7.17 raw 0400000002; }
scene_block_reporting() { actor hmi modbus 10.20.7.18 raw 08000400 0800040000; }
scene_block_reporting_quiet() { actor hmi modbus 10.20.7.18 read 0 10; }
scene_mqtt_new_client() { actor sensor1 mqtt tcp://10.20.7.20:1883 mqtt-explorer-7f3a connect; }
scene_mqtt_new_client_quiet() { actor dashboard mqtt tcp://10.20.7.20:1883 dashboard-1 connect; }
scene_mqtt_new_publisher() { actor sensor2 mqtt tcp://10.20.7.20:1883 press2-temperature publish plant/line2/press1/temperature '{"value":20.1,"unit":"C","seq":1}'; }
scene_mqtt_new_publisher_quiet() { actor sensor1 mqtt tcp://10.20.7.20:1883 press1-temperature publish plant/line2/press1/temperature '{"value":70.1,"unit":"C","seq":1}'; }
scene_mqtt_new_topic() { actor sensor1 mqtt tcp://10.20.7.20:1883 press1-temperature publish factory/other/thing '{"value":1}'; }
scene_mqtt_new_topic_quiet() { actor sensor1 mqtt tcp://10.20.7.20:1883 press1-temperature publish plant/line2/press1/temperature '{"value":72.4,"unit":"C","seq":2}'; }
scene_mqtt_wildcard_subscribe() { actor dashboard mqtt tcp://10.20.7.20:1883 dashboard-1 subscribe '#'; }
scene_mqtt_wildcard_subscribe_quiet() { actor dashboard mqtt tcp://10.20.7.20:1883 dashboard-1 subscribe 'plant/line2/+/temperature'; }
scene_mqtt_auth_failures() { actor sensor1 mqtt tcp://10.20.7.20:1883 press1-temperature login press wrong 12; }
scene_mqtt_auth_failures_quiet() { actor sensor1 mqtt tcp://10.20.7.20:1883 press1-temperature connect; }
scene_mqtt_cleartext_credentials() { actor sensor1 mqtt tcp://10.20.7.20:1883 press1-temperature login press correct-horse 1; }
scene_mqtt_cleartext_credentials_quiet() { actor sensor1 mqtt tcp://10.20.7.20:1883 press1-temperature connect; }
scene_malformed() { actor hmi raw 10.20.7.17 502 00010000000601030000000a,0002000000030103ff,00030000000401030000,000400000003010600; }
scene_malformed_quiet() { actor hmi raw 10.20.7.17 502 00010000000601030000000a,000200000006,01030000000a; }
scene_exception_burst() { busy 6; }
scene_exception_burst_quiet() { busy 1; }

# the controller with an identity answers "server device busy" to everything for so many seconds
busy() { pkill -USR1 -f controller-with-identity.js; sleep "$1"; pkill -USR2 -f controller-with-identity.js; }


class_path=$home/docs/target/test-classes:$(ls "$home"/docs/target/plant-lib/*.jar | tr '\n' ':')
network
plant
wanted=("$@")
is_wanted() { local each; [ ${#wanted[@]} -eq 0 ] && return 0; for each in "${wanted[@]}"; do [ "$each" = "$1" ] && return 0; done; return 1; }
if is_wanted normal; then record normal 62 "$scenarios/normal.pcap.gz"; else people; sleep 3; fi
for name in new-asset new-link new-service scan-port scan-address scan-function-code unlearned-operation unauthorised-write \
  address-range new-master block-reporting mqtt-new-client mqtt-new-publisher mqtt-new-topic mqtt-wildcard-subscribe \
  mqtt-auth-failures mqtt-cleartext-credentials malformed exception-burst; do
  for twin in "" -quiet; do
    if is_wanted "$name$twin"; then
      echo "$name$twin"
      record "$name$twin" 9 "$scenarios/$name$twin/capture.pcap.gz"
    fi
  done
done
if is_wanted story; then
  mkdir -p "$home/docs/src/main/resources/demo"
  record story 46 "$home/docs/src/main/resources/demo/story.pcap.gz"
fi
cp "$work/actors.log" "${ACTORS_LOG:-/dev/null}"
