#!/usr/bin/env bash
# MoCluster's one script. `./mo help` tells its verbs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1

usage() {
  cat <<'USAGE'
./mo up       [--engine auto|orleans|embedded] [-- KEY=VALUE …]   build and run one silo
./mo migrate  [-- KEY=VALUE …]                                    bring PostgreSQL's schema up to date, as the role that owns it
./mo restored [-- KEY=VALUE …]                                    end a restore of PostgreSQL, before the first silo starts
./mo test     [--all] [--engine …] [--only SUITE] [--seeds N] [--kills N]   the fast suites; --all: all that this machine can run
./mo bench    [--engine …] [-- ARGUMENTS]                         measure; `./mo bench cluster`: recovery times and scaling, on Orleans

KEY=VALUE is .NET configuration: urls=http://127.0.0.1:9000, Store:Kind=Memory, Store:Directory=/var/lib/mocluster …
silo/CONFIGURATION.md lists every key.

The engine: auto takes Orleans where its packages can be restored and the embedded engine, one process, where they do not exist.
USAGE
}

fail() { printf 'mo: %s\n' "$*" >&2; exit 2; }

# --- the engine -------------------------------------------------------------------------------------------------------

# Sets `engine` and `why`. The packages decide: where the source does not carry them (NU1101, NU1102) the embedded engine
# takes over; a source that cannot be reached is an error, not a reason.
choose_engine() {
  local log missing
  case "$wanted" in
    embedded) engine=embedded; why='asked for with --engine embedded'; return ;;
    auto|orleans) ;;
    *) fail "--engine takes auto, orleans or embedded, not '$wanted'." ;;
  esac
  command -v dotnet >/dev/null || fail 'the .NET 10 SDK is needed: no dotnet on the PATH.'
  log=$(mktemp)
  if dotnet restore silo/MoCluster.Silo.csproj -v minimal >"$log" 2>&1; then
    engine=orleans
    why='its packages were restored'
  elif grep -qE 'NU110[12]: Unable to find package Microsoft\.Orleans' "$log" \
    && ! grep -oE 'error NU[0-9]+' "$log" | grep -qvE 'NU(1101|1102|1603)$'; then
    # NU1603 comes along where the source holds other versions of what Orleans depends on; any other error is no reason.
    missing=$(grep -oE 'NU110[12]: Unable to find package Microsoft\.Orleans[A-Za-z.]*' "$log" | sed -E 's/.* //; s/\.$//' | sort -u | paste -sd, - | sed 's/,/, /g')
    [ "$wanted" = auto ] || { cat "$log" >&2; rm -f "$log"; fail 'Orleans was asked for, and its packages cannot be restored here.'; }
    engine=embedded
    why="the package source has no $missing"
  else
    cat "$log" >&2
    rm -f "$log"
    fail 'the packages could not be restored (above). That is an error, not a reason to fall back to the embedded engine.'
  fi
  rm -f "$log"
}

# project FOLDER/NAME → the project file of the chosen engine; a project that knows no engine, or one engine only, has one file.
project() {
  local embedded="$1.Embedded.csproj"
  if [ -f "$embedded" ] && { [ "$engine" = embedded ] || [ ! -f "$1.csproj" ]; }; then echo "$embedded"; else echo "$1.csproj"; fi
}

# built PROJECT-FILE → the program that building it made.
built() {
  local name folder
  folder=$(basename "$1" .csproj)
  name=${folder%.Embedded}
  echo "artifacts/bin/$folder/release/$name.dll"
}

build() {
  local log
  log=$(mktemp)
  if ! dotnet build "$1" -c Release -v quiet --nologo >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    fail "$1 does not build (above)."
  fi
  rm -f "$log"
}

# --- verbs ------------------------------------------------------------------------------------------------------------

# silo VERB KEY=VALUE … → the silo's own verbs: up, migrate, restored.
silo() {
  local file
  choose_engine
  echo "engine: $engine ($why)" >&2
  file=$(project silo/MoCluster.Silo)
  build "$file"
  # The silo takes this process over: its id is the one that the caller knows, and signals reach it.
  exec dotnet "$(built "$file")" "$@"
}

# Suites: name | project without its ending | fast or all | engines | budget in seconds. Of the engines, `any` runs on the chosen one,
# `both` with --all on the embedded one besides, since that is what runs where Orleans cannot be had.
suites() {
  cat <<'SUITES'
GraphQL|tests/MoCluster.GraphQL/MoCluster.GraphQL.Tests|fast|any|120
Tests|tests/MoCluster.Tests/MoCluster.Tests|fast|both|170
Conformance|tests/MoCluster.Conformance/MoCluster.Conformance|all|both|420
Reference|tests/MoCluster.Reference/MoCluster.Reference|all|any|300
Simulation|tests/MoCluster.Simulation/MoCluster.Simulation|all|any|300
Faults|tests/MoCluster.Faults/MoCluster.Faults|all|any|480
Cluster|tests/MoCluster.Cluster/MoCluster.Cluster|all|orleans|700
SUITES
}

# within SECONDS COMMAND … → the command's status, or 124, 137 or 142 when its time was over. macOS has no timeout, but perl.
within() {
  if command -v timeout >/dev/null; then timeout --kill-after=10 "$@"; else perl -e 'alarm shift; exec @ARGV' "$@"; fi
}

run_suite() {
  local name=$1 file=$2 budget=$3 log status=0 started took line
  log=$(mktemp)
  started=$SECONDS
  build "$file"
  took_build=$((SECONDS - started))
  started=$SECONDS
  within "$budget" dotnet "$(built "$file")" -noLogo -noColor </dev/null >"$log" 2>&1 || status=$?
  took=$((SECONDS - started))
  # xunit's summary: «MoCluster.Tests  Total: 12, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1.2s»
  line=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+' "$log" | tail -n 1 || true)
  number() { sed -nE "s/.*$1: ([0-9]+).*/\1/p" <<<"$line"; }
  local total errors failed skipped
  total=$(number Total); errors=$(number Errors); failed=$(number Failed); skipped=$(number Skipped)
  total=${total:-0}; errors=${errors:-0}; failed=${failed:-0}; skipped=${skipped:-0}
  if [ "$status" = 124 ] || [ "$status" = 137 ] || [ "$status" = 142 ]; then
    echo "$name: over its budget of $budget s"; failed=$((failed + 1)); total=$((total + 1))
  elif [ "$total" = 0 ]; then
    echo "$name: executed no test (exit $status)"; failed=1; total=1
  elif [ "$status" != 0 ] && [ $((failed + errors)) = 0 ]; then
    echo "$name: ended with $status though no test failed"; failed=1; total=$((total + 1))
  fi
  [ $((failed + errors)) = 0 ] || cat "$log"
  grep -E '^ +.*\[SKIP\]' -A 1 "$log" || true
  rm -f "$log"
  passed_all=$((passed_all + total - failed - errors - skipped))
  failed_all=$((failed_all + failed + errors))
  skipped_all=$((skipped_all + skipped))
  printf '%-12s %5d passed %3d failed %3d skipped   %3d s of %d s (build %d s)\n' \
    "$name" $((total - failed - errors - skipped)) $((failed + errors)) "$skipped" "$took" "$budget" "$took_build"
}

# run_suites ENGINES → those of the suites wanted whose engines match the pattern, on the engine of the moment.
run_suites() {
  local name path kind engines budget
  # The API suites start the silo as a user would; it is built once, here.
  build "$(project silo/MoCluster.Silo)"
  while IFS='|' read -r name path kind engines budget; do
    [[ "$engines" =~ $1 ]] || continue
    [ -z "$only" ] || [ "$only" = "$name" ] || continue
    [ -n "$only" ] || [ "$kind" = fast ] || [ "$every" = true ] || continue
    if [ "$engines" = orleans ] && [ "$engine" != orleans ]; then
      printf '%-12s not run: it needs Orleans, and %s\n' "$name" "$why"
      skipped_all=$((skipped_all + 1))
      continue
    fi
    run_suite "$name" "$(project "$path")" "$budget"
  done < <(suites)
}

run_tests() {
  local every=false only=''
  while [ $# -gt 0 ]; do
    case "$1" in
      --all) every=true ;;
      --only) shift; only=${1:?--only takes the name of a suite} ;;
      --seeds) shift; export MOCLUSTER_SEEDS=${1:?--seeds takes a number} ;;
      --kills) shift; export MOCLUSTER_KILLS=${1:?--kills takes a number} ;;
      *) fail "test: unknown argument '$1'. See ./mo help." ;;
    esac
    shift
  done
  choose_engine
  echo "engine: $engine ($why)"
  passed_all=0 failed_all=0 skipped_all=0
  run_suites '.'
  if [ "$engine" = orleans ] && [ "$every" = true ]; then
    engine=embedded
    echo 'engine: embedded (besides)'
    run_suites '^both$'
  fi
  [ $((passed_all + failed_all + skipped_all)) -gt 0 ] || { echo 'no test was executed'; failed_all=1; }
  echo "$passed_all passed, $failed_all failed, $skipped_all skipped"
  [ "$failed_all" = 0 ]
}

bench() {
  local file
  choose_engine
  echo "engine: $engine ($why)" >&2
  if [ "${1:-}" = cluster ]; then
    [ "$engine" = orleans ] || fail "a cluster is measured on Orleans, and $why."
    build tests/MoCluster.Cluster/MoCluster.Cluster.csproj
    shift
    exec dotnet artifacts/bin/MoCluster.Cluster/release/MoCluster.Cluster.dll -noLogo -noColor -explicit only -showLiveOutput "$@"
  fi
  build "$(project silo/MoCluster.Silo)"
  file=$(project tests/MoCluster.Benchmarks/MoCluster.Benchmarks)
  build "$file"
  exec dotnet "$(built "$file")" "$@"
}

verb=${1:-help}
[ $# = 0 ] || shift
wanted=${MOCLUSTER_ENGINE:-auto} engine='' why=''
before=() after=()
while [ $# -gt 0 ]; do
  case "$1" in
    --engine) shift; wanted=${1:?--engine takes auto, orleans or embedded} ;;
    --engine=*) wanted=${1#*=} ;;
    --) shift; after=("$@"); break ;;
    *) before+=("$1") ;;
  esac
  shift
done

case "$verb" in
  up|migrate|restored)
    [ ${#before[@]} = 0 ] || fail "$verb: '${before[0]}' is no option of it. Configuration goes behind --, for example: ./mo $verb -- ${before[0]}"
    silo "$verb" ${after[@]+"${after[@]}"} ;;
  test) run_tests ${before[@]+"${before[@]}"} ${after[@]+"${after[@]}"} ;;
  bench) bench ${before[@]+"${before[@]}"} ${after[@]+"${after[@]}"} ;;
  help|-h|--help) usage ;;
  *) usage >&2; fail "'$verb' is no verb." ;;
esac
