#!/usr/bin/env bash
# MoCluster's one script. `./mo help` tells its verbs.
set -euo pipefail
called_from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1

usage() {
  cat <<'USAGE'
./mo up       [-- KEY=VALUE …]                                    build and run one silo
./mo migrate  [-- KEY=VALUE …]                                    bring PostgreSQL's schema up to date, as the role that owns it
./mo backup FILE   [-- KEY=VALUE …]                               copy the embedded store into a file; a silo may run meanwhile
./mo restored [-- KEY=VALUE …]                                    end a restore, before the first silo starts
./mo verify [FILE] [-- KEY=VALUE …]                               read all of the embedded store, or of a backup, and tell what is damaged
./mo test     [--all] [--only SUITE] [--seeds N] [--kills N]      the fast suites; --all: all that this machine can run
./mo bench    [-- ARGUMENTS]                                      measure; `./mo bench cluster`: recovery times and scaling

KEY=VALUE is .NET configuration: urls=http://127.0.0.1:9000, Store:Kind=Memory, Store:Directory=/var/lib/mocluster …
silo/CONFIGURATION.md lists every key.
USAGE
}

fail() { printf 'mo: %s\n' "$*" >&2; exit 2; }

# build FOLDER/NAME → the program that FOLDER/NAME.csproj makes, in `built`. Once everything is built nothing is built again.
build() {
  built="artifacts/bin/${1##*/}/release/${1##*/}.dll"
  [ "$everything_built" = false ] || return 0
  compile "$1.csproj"
}

everything_built=false

# compile PROJECT-OR-SOLUTION
compile() {
  local log
  command -v dotnet >/dev/null || fail 'the .NET 10 SDK is needed: no dotnet on the PATH.'
  log=$(mktemp)
  if ! dotnet build "$1" -c Release -v quiet --nologo >"$log" 2>&1; then
    cat "$log" >&2
    if grep -q 'error NU' "$log"; then rm -f "$log"; fail "the packages of $1 could not be restored (above)."; fi
    rm -f "$log"
    fail "$1 does not build (above)."
  fi
  rm -f "$log"
}

# --- verbs ------------------------------------------------------------------------------------------------------------

# silo VERB [FILE] KEY=VALUE … → the silo's own verbs: up, migrate, backup, restored, verify.
silo() {
  build silo/MoCluster.Silo
  # The silo takes this process over: its id is the one that the caller knows, and signals reach it.
  exec dotnet "$built" "$@"
}

# absolute FILE → its path: the caller means a file of the folder where it is, and this script goes to its own.
absolute() {
  case "$1" in /*|[A-Za-z]:*) printf '%s' "$1" ;; *) printf '%s' "$called_from/$1" ;; esac
}

# Suites: name | project without its ending | fast, all, or beside: all, one after another while the suites below them run | budget in seconds.
suites() {
  cat <<'SUITES'
GraphQL|tests/MoCluster.GraphQL/MoCluster.GraphQL.Tests|fast|120
Tests|tests/MoCluster.Tests/MoCluster.Tests|fast|300
Client|tests/MoCluster.Client/MoCluster.Client.Tests|fast|300
Reference|tests/MoCluster.Reference/MoCluster.Reference|all|300
Faults|tests/MoCluster.Faults/MoCluster.Faults|all|480
Conformance|tests/MoCluster.Conformance/MoCluster.Conformance|beside|600
Simulation|tests/MoCluster.Simulation/MoCluster.Simulation|beside|300
Cluster|tests/MoCluster.Cluster/MoCluster.Cluster|all|700
SUITES
}

# within SECONDS COMMAND … → the command's status, or 124, 137 or 142 when its time was over. macOS has no timeout, but perl.
within() {
  if command -v timeout >/dev/null; then timeout --kill-after=10 "$@"; else perl -e 'alarm shift; exec @ARGV' "$@"; fi
}

run_suite() {
  local name=$1 path=$2 budget=$3 log status=0 started took line
  log=$(mktemp)
  started=$SECONDS
  build "$path"
  took_build=$((SECONDS - started))
  started=$SECONDS
  within "$budget" nice -n "$niceness" dotnet "$built" -noLogo -noColor </dev/null >"$log" 2>&1 || status=$?
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
  echo "$((total - failed - errors - skipped)) $((failed + errors)) $skipped" >>"$counts"
  printf '%-12s %5d passed %3d failed %3d skipped   %3d s of %d s (build %d s)\n' \
    "$name" $((total - failed - errors - skipped)) $((failed + errors)) "$skipped" "$took" "$budget" "$took_build"
}

run_tests() {
  local every=false only='' name path kind budget niceness=0 counts beside=() lane='' lane_log each passed_all failed_all skipped_all
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
  if [ "$every" = true ]; then
    compile MoCluster.sln
    everything_built=true
    echo "built in $SECONDS s"
  fi
  # Silos of tests live for seconds: compiling their code a second time took a third of the processor time, and they end before it pays.
  export DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=1000
  counts=$(mktemp)
  while IFS='|' read -r name path kind budget; do
    if [ -n "$only" ]; then [ "$only" = "$name" ] || continue; else [ "$kind" = fast ] || [ "$every" = true ] || continue; fi
    if [ "$kind" = beside ] && [ -z "$only" ]; then
      beside+=("$name|$path|$budget")
      continue
    fi
    if [ ${#beside[@]} -gt 0 ] && [ -z "$lane" ]; then
      # The suites below wait much of the time, so these take what is left of the processors. Their reports come at the end.
      lane_log=$(mktemp)
      { niceness=19; for each in "${beside[@]}"; do IFS='|' read -r name path budget <<<"$each"; run_suite "$name" "$path" "$budget"; done; } >"$lane_log" &
      lane=$!
    fi
    run_suite "$name" "$path" "$budget"
  done < <(suites)
  if [ -n "$lane" ]; then wait "$lane"; cat "$lane_log"; rm -f "$lane_log"; fi
  read -r passed_all failed_all skipped_all < <(awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0 }' "$counts")
  rm -f "$counts"
  [ $((passed_all + failed_all + skipped_all)) -gt 0 ] || { echo 'no test was executed'; failed_all=1; }
  echo "$passed_all passed, $failed_all failed, $skipped_all skipped"
  [ "$failed_all" = 0 ]
}

bench() {
  if [ "${1:-}" = cluster ]; then
    shift
    build tests/MoCluster.Cluster/MoCluster.Cluster
    exec dotnet "$built" -noLogo -noColor -explicit only -showLiveOutput "$@"
  fi
  build tests/MoCluster.Benchmarks/MoCluster.Benchmarks
  exec dotnet "$built" "$@"
}

verb=${1:-help}
[ $# = 0 ] || shift
before=() after=()
while [ $# -gt 0 ]; do
  if [ "$1" = -- ]; then shift; after=("$@"); break; fi
  before+=("$1")
  shift
done

case "$verb" in
  up|migrate|restored)
    [ ${#before[@]} = 0 ] || fail "$verb: '${before[0]}' is no option of it. Configuration goes behind --, for example: ./mo $verb -- ${before[0]}"
    silo "$verb" ${after[@]+"${after[@]}"} ;;
  backup|verify)
    [ ${#before[@]} -le 1 ] || fail "$verb: '${before[1]}' is one argument too many. Configuration goes behind --, for example: ./mo $verb ${before[0]} -- ${before[1]}"
    [ "$verb" = verify ] || [ ${#before[@]} = 1 ] || fail 'backup: name the file to write, for example: ./mo backup mocluster-backup.db'
    if [ ${#before[@]} = 1 ]; then before=("$(absolute "${before[0]}")"); fi
    silo "$verb" ${before[@]+"${before[@]}"} ${after[@]+"${after[@]}"} ;;
  test) run_tests ${before[@]+"${before[@]}"} ${after[@]+"${after[@]}"} ;;
  bench) bench ${before[@]+"${before[@]}"} ${after[@]+"${after[@]}"} ;;
  help|-h|--help) usage ;;
  *) usage >&2; fail "'$verb' is no verb." ;;
esac
