#!/bin/sh
# Gives the fuzzer a long budget, decoder by decoder. usage: docs/developing/fuzz.sh [RUNS [PROTOCOL...]]; see fuzzing.md
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
runs=${1:-10000000}
[ $# -gt 0 ] && shift
cd "$root"
java=${JAVA:-}
for found in "${JAVA_HOME:-/none}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*/bin/java; do
    [ -n "$java" ] && break
    if [ -x "$found" ] && "$found" -version 2>&1 | head -1 | grep -Eq '"(2[5-9]|[3-9][0-9])'; then java=$found; fi
done
[ -n "$java" ] || { echo "no JDK 25 or newer found; set JAVA to its java" >&2; exit 2; }
out=$root/agent/sensor/target/fuzz
mkdir -p "$out"
mvn -q -pl agent/sensor -am test-compile dependency:build-classpath -Dmdep.includeScope=test -Dmdep.outputFile="$out/classpath"
classpath="agent/sensor/target/test-classes:agent/sensor/target/classes:$(cat "$out/classpath")"
# shellcheck disable=SC2046 # one word for each protocol
[ $# -gt 0 ] || set -- $("$java" -cp "$classpath" io.fieldwarden.agent.fuzz.Protocols) payloads
failed=0
for protocol; do
    target=DecoderFuzz
    [ "$protocol" = payloads ] && target=PayloadFuzz
    mkdir -p "$out/$protocol"
    if "$java" -Xmx1g --enable-native-access=ALL-UNNAMED -XX:+EnableDynamicAgentLoading -Dfuzz.protocol="$protocol" \
        -cp "$classpath" com.code_intelligence.jazzer.Jazzer --target_class=io.fieldwarden.agent.fuzz.$target \
        "--instrumentation_includes=io.fieldwarden.**" "--reproducer_path=$out/$protocol" "-artifact_prefix=$out/$protocol/" \
        -timeout=20 -rss_limit_mb=4096 -runs="$runs" "$out/$protocol" > "$out/$protocol.log" 2>&1; then
        result=clean
    else
        result="FOUND SOMETHING, see $out/$protocol.log"
        failed=1
    fi
    printf '%-14s %12s runs  cov %-6s %s\n' "$protocol" "$(sed -n 's/^Done \([0-9]*\) runs.*/\1/p' "$out/$protocol.log")" \
        "$(grep -o 'cov: [0-9]*' "$out/$protocol.log" | tail -n 1 | cut -c6-)" "$result"
done
exit $failed
